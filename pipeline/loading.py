"""How libraries are loaded that a process keeps to its end, and how the garbage collector is kept from what stays for long."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from types import ModuleType
from typing import Any

GARBAGE = 50_000
"""New objects after which the collector looks for garbage where a document makes many that stay until it is done."""


_HEAPS = -8
"""glibc's number for how many heaps there may be (M_ARENA_MAX)."""


def two_heaps() -> None:
    """Let all threads share two heaps, where the C library has several: what one of them lets go lies idle while another grows.

    Whoever started the process may have said how many.
    """
    if "MALLOC_ARENA_MAX" in os.environ or "glibc.malloc.arena_max" in os.environ.get("GLIBC_TUNABLES", ""):
        return
    with suppress(AttributeError, OSError, TypeError):  # no glibc
        ctypes.CDLL(None).mallopt(_HEAPS, 2)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No garbage collection while libraries load: it would walk again and again over what is there to stay.

    It takes a tenth of the time that Prefect's import takes.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


@contextmanager
def collector_seldom() -> Iterator[None]:
    """Garbage collected seldom while rows of many documents come and go: each look walks over them, and they hold no cycles."""
    thresholds = gc.get_threshold()
    gc.set_threshold(GARBAGE, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@contextmanager
def without(module: str) -> Iterator[None]:
    """Let a library that is loaded here do without a module that it would load if it is installed."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


@contextmanager
def standing_in(module: str, **names: Any) -> Iterator[None]:
    """Let a library load with names of ours for a module that it takes nothing else from."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = ModuleType(module)
    vars(sys.modules[module]).update(names)
    try:
        yield
    finally:
        del sys.modules[module]


@contextmanager
def deferred(*names: str) -> Iterator[None]:
    """Let a library load without modules of its own that it takes a function or a class from ('spacy.cli.info:info').

    Such a one loads its module when someone calls it, or asks for what it holds.
    """
    later: dict[str, ModuleType] = {}
    for module, _, name in (full.partition(":") for full in names):
        if module not in sys.modules:
            setattr(later.setdefault(module, ModuleType(module)), name, at_call(module, name))
    sys.modules.update(later)
    try:
        yield
    finally:
        for module in later:
            del sys.modules[module]


def at_call(module: str, name: str) -> Callable[..., Any]:
    """A function or class of a module that is loaded when someone calls it."""
    return _Later(module, name)


class _Later:
    """Stands for a function, or for a class that nothing derives from."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def __call__(self, *args: Any, **more: Any) -> Any:
        return self._loaded()(*args, **more)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # who looks at what it is loads nothing
            raise AttributeError(name)
        return getattr(self._loaded(), name)

    def _loaded(self) -> Any:
        return getattr(import_module(self._module), self._name)


def on_demand(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """A package's `__getattr__`: of its names, each with the module of the package that it is taken from once somebody asks for it.

    So whoever needs one small module of a package does not wait for all that the others load.
    """

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return find
