"""Whether a file that a handbook names is the handbook's own."""

from __future__ import annotations

from pathlib import Path


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether a path leads to a place in a folder, every link followed; a path that leads nowhere does not."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # links in a ring (an error of either kind), a NUL in the name
        return False


def is_file(path: Path) -> bool:
    """Return whether there is a file; a name too long for the system names none."""
    try:
        return path.is_file()
    except OSError:
        return False
