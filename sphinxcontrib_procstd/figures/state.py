"""Digests of what figures were measured from, so that it can be told later whether they are still right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sphinxcontrib_procstd.figures.spec import LogSpec

WHOLE = 1_000_000_000
"""Bytes up to which a log is read as a whole for its digest; of a larger one the size and samples are taken."""
SAMPLES = 64
"""How many samples: the first and the last bytes, and places at even distances between."""
_BLOCK = 1 << 20


def log_state(spec: LogSpec, folder: Path) -> str:
    """Return a digest of a log file's content; "" of a table in an engine, or where there is no such file.

    It starts with ``content:`` or, where the file is too large to be read as a whole, with ``sample:``. Neither the
    file's name nor its times count: a copy is the same log.
    """
    path = folder / spec.log
    if spec.is_url or not path.is_file():
        return ""
    size = path.stat().st_size
    digest = blake2b(str(size).encode(), digest_size=16)
    with path.open("rb") as stream:
        if size <= WHOLE:
            while block := stream.read(_BLOCK):
                digest.update(block)
            return f"content:{digest.hexdigest()}"
        for number in range(SAMPLES):
            stream.seek(max(0, size - _BLOCK) * number // (SAMPLES - 1))
            digest.update(stream.read(_BLOCK))
    return f"sample:{digest.hexdigest()}"


def settings_state(spec: LogSpec) -> str:
    """Return a digest of how a log is read: columns, activities, zone, calendar; not of where it is."""
    values = asdict(spec)
    for name in ("log", "as_of"):
        del values[name]
    return blake2b(_settled(values).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _settled(value: Any) -> str:
    """Return a value as text that is the same whatever the order of sets and mappings."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key!r}:{_settled(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, frozenset | set):
        return "{" + ",".join(sorted(map(_settled, value))) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_settled, value)) + "]"
    return repr(value)
