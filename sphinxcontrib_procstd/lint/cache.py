"""Remember what the wording check found in a text, from one run to the next."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from sphinxcontrib_procstd.lint.codedigest import code_digest
from sphinxcontrib_procstd.lint.wording.hits import Hit


def stamp(version: str, words: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    """Return what a cache depends on besides the texts: the linter's version, code and word lists, and the settings."""
    digest = hashlib.sha256(f"{version}\0{code_digest('lint')}".encode())
    changes = {lang: {name: list(entries) for name, entries in lists.items()} for lang, lists in words.items()}
    digest.update(json.dumps(changes, sort_keys=True).encode())
    return digest.hexdigest()


class WordingCache:
    """Hits by text; only those asked for in this run are kept when it is written."""

    def __init__(self, stamp: str = "", known: Mapping[str, list[list[str | int]]] | None = None) -> None:
        self.stamp = stamp
        self._known = known or {}
        self._used: dict[str, list[Hit]] = {}
        self._new = False

    @staticmethod
    def _key(text: str, lang: str, sort: str) -> str:
        return hashlib.blake2b(
            f"{lang}\x1f{sort}\x1f{text}".encode("utf-8", "surrogatepass"), digest_size=12
        ).hexdigest()

    def get(self, text: str, lang: str, sort: str) -> list[Hit] | None:
        """Return the hits of a text, None if it is new."""
        key = self._key(text, lang, sort)
        if key not in self._used and key in self._known:
            self._used[key] = [Hit(str(code), int(start), int(end)) for code, start, end in self._known[key]]
        return self._used.get(key)

    def put(self, text: str, lang: str, sort: str, hits: list[Hit]) -> None:
        """Remember the hits of a text."""
        self._used[self._key(text, lang, sort)] = hits
        self._new = True

    @property
    def is_changed(self) -> bool:
        """Whether the texts of this run are not those of the file."""
        return self._new or len(self._used) != len(self._known)

    @classmethod
    def read(cls, path: Path, stamp: str) -> WordingCache:
        """Return the cache of a file; an empty one where there is none, or one of another make."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            known = data["hits"] if data["stamp"] == stamp else {}
            fits = all(len(hit) == len(Hit._fields) for hits in known.values() for hit in hits)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return cls(stamp)
        return cls(stamp, known if fits else {})

    def write(self, path: Path) -> None:
        """Write the cache in one move."""
        part = path.with_name(path.name + ".part")
        hits = {key: [list(hit) for hit in found] for key, found in sorted(self._used.items())}
        part.write_text(json.dumps({"stamp": self.stamp, "hits": hits}, separators=(",", ":")), encoding="utf-8")
        part.replace(path)
        self._new = False
