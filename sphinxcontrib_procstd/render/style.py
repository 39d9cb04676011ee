"""The small tools of SVG writing: numbers, escaping, safe links, and the signs drawn on nodes."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from sphinxcontrib_procstd.drawing import clean_text

TEXT_SIZE, SMALL_SIZE = 13.0, 12.0
"""Font sizes that the stylesheet sets; base lines are reckoned with them."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})

ICONS = {
    "approval": "M7.3 4a2.4 2.4 0 1 1-4.8 0 2.4 2.4 0 0 1 4.8 0M.8 12.6c0-3 1.8-4.5 4.1-4.5s4.1 1.5 4.1 4.5"
    "M9 5.8l1.6 1.6 2.9-3.3",
    "wait": "M13.2 7A6.2 6.2 0 1 1 .8 7a6.2 6.2 0 0 1 12.4 0"
    "M11.4 7A4.4 4.4 0 1 1 2.6 7a4.4 4.4 0 0 1 8.8 0M7 4.6V7l1.6 1",
    "system": "M10.4 7A3.4 3.4 0 1 1 3.6 7a3.4 3.4 0 0 1 6.8 0M7 1v2.4M7 10.6V13M1 7h2.4M10.6 7H13"
    "M2.8 2.8l1.6 1.6M9.6 9.6l1.6 1.6M11.2 2.8L9.6 4.4M4.4 9.6l-1.6 1.6",
    "notify": "M1 2.8h12v8.6H1zM13 3.2L7 7.9 1 3.2",
    "event-timer": "M13 7A6 6 0 1 1 1 7a6 6 0 0 1 12 0M7 3.4V7l2.6 1.6",
    "event-message": "M1 3h12v8.4H1zM13 3.4L7 8 1 3.4",
    "mark-document": "M2.6 1h5.6l3.2 3.2V13H2.6zM8.2 1v3.2h3.2",
    "mark-system": "M1.2 2.2h11.6v7.4H1.2zM4.4 12.4h5.2M7 9.6v2.8",
    "mark-key": "M3.4 13V1.6h7.8L9 4.5l2.2 2.9H3.4",
}
"""Outlines in a field of 14 by 14; drawn with a thin stroke.

Of BPMN 2.0: ``notify`` is filled (a send task), ``wait`` has two rings (a timer that work waits for)."""


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


@lru_cache(maxsize=8192)
def escape(text: str) -> str:
    """Return text safe inside an element or a quoted attribute, without control or bidi characters."""
    return html.escape(clean_text(text), quote=True)


def safe_href(href: str | None) -> str:
    """Return an escaped link target, "" for one that could run a script or leave the web."""
    if not href:
        return ""
    bare = "".join(char for char in clean_text(href) if char > " ")
    scheme = _SCHEME.match(bare)
    if scheme and scheme[1].lower() not in _SAFE_SCHEMES:
        return ""
    return html.escape(bare, quote=True)
