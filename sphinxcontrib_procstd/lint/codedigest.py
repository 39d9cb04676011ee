"""A digest of the package's own code: what an edited or upgraded linter found before is not what it finds now."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
_READ = frozenset((".py", ".toml"))


@cache
def code_digest(*parts: str) -> str:
    """Return a digest of every source and word list in these folders and files of the package (none: all of it)."""
    digest = blake2b(digest_size=16)
    for part in parts or (".",):
        place = PACKAGE / part
        files = sorted(path for path in place.rglob("*") if path.suffix in _READ) if place.is_dir() else [place]
        for path in files:
            digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode("utf-8", "surrogatepass"))
            digest.update(path.read_bytes())
    return digest.hexdigest()
