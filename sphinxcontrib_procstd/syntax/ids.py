"""Ids: as authors give them, and as they are made from titles."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

_GOOD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
_RUN = re.compile(r"[^a-z0-9]+")
NOT_AN_ID = '"{text}" is not an id (ASCII letters, digits, "-" and "_"); used as "{mended}"'
"""What is said of an id that had to be mended."""
MAX_LENGTH = 64


def is_id(text: str) -> bool:
    """Return whether ``text`` can stand in a URL as it is: ASCII letters and digits, ``-`` and ``_`` inside."""
    return len(text) <= MAX_LENGTH and bool(_GOOD.fullmatch(text))


def make_id(title: str) -> str:
    """Return an ASCII id for a title, the same wherever and whenever the title is read.

    Latin letters and digits make the id where they say it all; otherwise eight hexadecimal digits of the
    title's SHA-256 are added, so that a Chinese title has an id too and two titles never share one.
    """
    folded = " ".join(unicodedata.normalize("NFKD", title).casefold().split())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    slug = _RUN.sub("-", plain).strip("-")
    if slug and folded.isascii() and len(slug) <= MAX_LENGTH:
        return slug
    mark = sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    head = slug[:40].strip("-")
    return f"{head}-{mark}" if head else f"x{mark}"


def mend_id(text: str) -> str:
    """Return the id nearest to a written one that cannot be used as it stands."""
    clean = unquoted(unicodedata.normalize("NFKC", text))
    kept = re.sub(r"[^A-Za-z0-9_-]+", "-", clean).strip("-_")
    if kept and clean.isascii() and len(kept) <= MAX_LENGTH:
        return kept
    return make_id(text)


def unquoted(text: str) -> str:
    """Return a word without the quotes, straight or curly, and invisible characters around it."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf").strip(" \t\n\"'“”‘’「」`")
