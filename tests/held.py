"""What the modules of the project hold, for tests of all that is of a kind."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache

import pipeline


@cache
def held() -> dict[str, object]:
    """Every value that a module holds or makes once, under where it is."""
    return dict(_held())


def _held() -> Iterator[tuple[str, object]]:
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            made = hasattr(value, "cache_info") and value.__module__ == module.name
            yield f"{module.name}.{name}", value() if made and not inspect.signature(value).parameters else value
