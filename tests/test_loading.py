"""Libraries are loaded without what they load for others."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from pipeline.loading import deferred, standing_in, two_heaps


def test_a_function_loads_its_module_when_it_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "readily"
    package.mkdir()
    (package / "__init__.py").write_text("from .heavy import double\nfrom .light import half\n")
    (package / "heavy.py").write_text("def double(number, *, plus=0): return 2 * number + plus\n")
    (package / "light.py").write_text("def half(number): return number / 2\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with deferred("readily.heavy:double"):
        readily = import_module("readily")
    assert readily.half(4) == 2
    assert "readily.heavy" not in sys.modules
    assert readily.double(4, plus=1) == 9
    assert "readily.heavy" in sys.modules


def test_a_class_loads_its_module_when_a_method_of_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shop.py").write_text("from vault import Key\n")
    (tmp_path / "vault.py").write_text("class Key:\n    @classmethod\n    def new(cls):\n        return cls()\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with deferred("vault:Key"):
        shop = import_module("shop")
    assert not hasattr(shop.Key, "__wrapped__") and "vault" not in sys.modules
    assert type(shop.Key.new()).__name__ == "Key"
    assert "vault" in sys.modules


def test_a_module_that_is_there_stays() -> None:
    assert "json.encoder" in sys.modules
    with deferred("json.encoder:JSONEncoder"):
        from json.encoder import JSONEncoder
    assert JSONEncoder().encode([1]) == "[1]"
    assert "json.encoder" in sys.modules


def test_a_library_loads_with_our_function_for_a_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shelf.py").write_text("import storing_much\nbooks = storing_much.load('two')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with standing_in("storing_much", load=lambda name: [name, name]):
        shelf = import_module("shelf")
    assert shelf.books == ["two", "two"]
    assert "storing_much" not in sys.modules


class _LibC:
    """A C library that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def mallopt(self, option: int, value: int) -> None:
        self.told.append((option, value))


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MALLOC_ARENA_MAX", "4", []),
        ("GLIBC_TUNABLES", "glibc.malloc.check=0:glibc.malloc.arena_max=4", []),
        ("GLIBC_TUNABLES", "glibc.malloc.check=0", [(-8, 2)]),
    ],
)
def test_a_number_of_heaps_that_the_user_set_stays(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: list[tuple[int, int]]
) -> None:
    library = _LibC()
    monkeypatch.setattr("ctypes.CDLL", lambda _: library)
    for variable in ("MALLOC_ARENA_MAX", "GLIBC_TUNABLES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv(name, value)
    two_heaps()
    assert library.told == told


def test_spacy_is_whole_for_others_after_ours_is_loaded() -> None:
    script = """
import sys
from pipeline.extract.components import language
language()
assert not sys.modules.keys() & {"joblib", "pydantic"} and "spacy.pipeline.ner" not in sys.modules
import spacy
english = spacy.blank("en")
for name in ("sentencizer", "ner", "textcat"):
    english.add_pipe(name)
from spacy.pipeline.ner import EntityRecognizer
assert isinstance(english.get_pipe("ner"), EntityRecognizer)
english.get_pipe("ner").add_label("PERSON")
english.get_pipe("textcat").add_label("A")
english.get_pipe("textcat").add_label("B")
english.initialize()
assert len(list(english("One. Two.").sents)) == 2
"""
    subprocess.run([sys.executable, "-c", script], check=True)
