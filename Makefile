PYTHON ?= python3
BIN = .venv/bin

.PHONY: setup test lint bench demo docs fuzz audit-deps

setup: .venv
.venv:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -c constraints.txt -e '.[test]'

test: .venv
	$(BIN)/pytest

lint: .venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python benchmarks/extraction.py
	$(BIN)/python benchmarks/scans.py
	$(BIN)/python -m benchmarks.audit
	$(BIN)/python benchmarks/web.py
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.scale 1000

demo: .venv
	$(BIN)/vanban ingest corpus/
	$(BIN)/vanban audit

docs: .venv
	$(BIN)/python docs/make_docs.py

fuzz: .venv
	$(BIN)/python -m benchmarks.fuzz --count 10000 --processes 2

# Known faults of the installed packages; asks the advisory service that pip-audit is set to.
audit-deps: .venv
	$(BIN)/pip install -q -c constraints.txt -e '.[audit]'
	timeout 120 $(BIN)/pip-audit --local --skip-editable --progress-spinner off
