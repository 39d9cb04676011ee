"""Functions whose module is loaded when they are first called: a build that has nothing to write loads no writer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

_HERE = __name__.rpartition(".")[0].rpartition(".")[0]


def later(module: str, name: str) -> Callable[..., Any]:
    """Return a function that loads ``module`` (below the package) and calls the function ``name`` of it."""
    found: Callable[..., Any] | None = None

    def call(*args: Any) -> Any:
        nonlocal found
        if found is None:
            found = getattr(import_module(f"{_HERE}.{module}"), name)
        return found(*args)

    return call


def if_loaded(module: str, name: str) -> Callable[..., Any]:
    """Return the same that does nothing as long as nobody else has loaded ``module``."""
    call = later(module, name)
    return lambda *args: call(*args) if f"{_HERE}.{module}" in sys.modules else None
