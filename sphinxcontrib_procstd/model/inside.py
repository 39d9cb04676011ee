"""Whether a file that a handbook names is the handbook's own."""

from __future__ import annotations

import errno
from pathlib import Path

_NOT_THERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG})
"""What a system says of a path that leads nowhere: none of these can hide a link to another place."""


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether a path leads to a place in a folder, every link followed; a path that leads nowhere does not.

    A file that is not there yet has its place in the folder all the same. Links in a ring are an error of either kind,
    and from Python 3.13 on only where the path has to lead somewhere.
    """
    try:
        try:
            place = path.resolve(strict=True)
        except OSError as error:
            if error.errno not in _NOT_THERE:
                return False
            place = path.resolve()
        return place.is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a ring of links, a NUL in the name
        return False


def is_file(path: Path) -> bool:
    """Return whether there is a file; a name too long for the system names none."""
    try:
        return path.is_file()
    except OSError:
        return False
