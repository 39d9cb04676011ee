"""Where the linter keeps what it read, from one run to the next."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

NAME = "procstd-lint"
"""The linter's own folder below a build's."""


@contextmanager
def cache_folder(source: Path, doctrees: Path | None, overrides: Mapping[str, str]) -> Iterator[Path]:
    """Give a folder to keep things in: below ``doctrees``, else the user's; a passing one where none can be made.

    Each set of overridden settings has its own: with another language every document would be read anew.
    """
    settings = "\n".join([str(source.resolve()), *(f"{name}={value}" for name, value in sorted(overrides.items()))])
    mark = sha256(settings.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    if doctrees is not None:
        folder = doctrees / NAME if not overrides else doctrees / NAME / mark
    else:
        folder = user_folder() / "procstd" / mark
    try:
        folder.mkdir(parents=True, exist_ok=True)
        usable = os.access(folder, os.W_OK)
    except OSError:
        usable = False
    if usable:
        yield folder
    else:
        with tempfile.TemporaryDirectory() as passing:
            yield Path(passing)


def user_folder() -> Path:
    """Return the folder where this system keeps a user's caches."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
