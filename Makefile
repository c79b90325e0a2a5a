PYTHON ?= python3
BIN = .venv/bin

.PHONY: setup test lint bench demo docs

setup: .venv
.venv:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -c constraints.txt -e '.[test]'

test: .venv
	$(BIN)/pytest

lint: .venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check pipeline flows
	$(BIN)/mypy

bench: .venv
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python benchmarks/extraction.py
	$(BIN)/python benchmarks/scans.py
	$(BIN)/python -m benchmarks.audit
	$(BIN)/python benchmarks/web.py
	$(BIN)/python -m benchmarks.accuracy

demo: .venv
	$(BIN)/vanban ingest corpus/
	$(BIN)/vanban audit

docs: .venv
	$(BIN)/python docs/make_docs.py
