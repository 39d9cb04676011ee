"""Swimlanes as picture files, for e-books: a page of an EPUB must not hold SVG with links of its own (OPF-014)."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.osutil import relative_uri

from sphinxcontrib_procstd.doctree.views import FigureView

if TYPE_CHECKING:
    from sphinx.builders import Builder

STATIC = Path(__file__).parent.parent / "static"
STYLESHEET = STATIC / "procstd-swimlane.css"
FOLDER = "_images"

_VARIABLE = re.compile(r"^\s*(--[\w-]+): var\(--procstd-light, (#[0-9a-f]+)\)", re.MULTILINE)
_USE = re.compile(r"var\((--[\w-]+)\)")
_PAGE_ONLY = re.compile(r"^\s*(?:--[\w-]+|display|max-width|height|margin):[^;]+;\n", re.MULTILINE)
_RULE = re.compile(r"[^{}\s][^{}]*\{[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@cache
def picture_stylesheet() -> str:
    """Return the swimlanes' style with its colours written out: e-readers know no custom properties."""
    text = _COMMENT.sub("", STYLESHEET.read_text(encoding="utf-8")).partition("@media")[0]
    colours = dict(_VARIABLE.findall(text))
    return _USE.sub(lambda found: colours[found[1]], _PAGE_ONLY.sub("", text)).strip()


@cache
def chart_stylesheet() -> str:
    """Return the style of charts with its colours written out, for paper: WeasyPrint styles an SVG by itself alone."""
    colours = dict(_VARIABLE.findall((STATIC / "procstd.css").read_text(encoding="utf-8")))
    text = _COMMENT.sub("", (STATIC / "procstd-figures.css").read_text(encoding="utf-8")).partition("@media")[0]
    rules = "\n".join(rule for rule in _RULE.findall(text) if rule.startswith((".procstd-chart ", ".procstd-wide ")))
    return _USE.sub(lambda found: colours[found[1]], rules)


def as_picture(figure: FigureView, builder: Builder, docname: str) -> FigureView:
    """Write a swimlane's SVG to a file of the book; return the figure with an image in its place."""
    if not figure.svg:
        return figure
    digest = blake2b(figure.svg.encode("utf-8"), digest_size=6).hexdigest()
    name = f"{figure.anchor}-{digest}.svg"
    folder = Path(builder.outdir, FOLDER)  # Sphinx's own path type has the replace() of str
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{name}.{os.getpid()}"
    unfinished.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n{figure.svg}\n', encoding="utf-8", newline="\n")
    unfinished.replace(folder / name)
    uri = relative_uri(builder.get_target_uri(docname), f"{FOLDER}/{name}")
    image = (
        f'<img class="procstd-picture" src="{escape(uri)}" alt="{escape(figure.caption)}"'
        ' style="max-width: 100%; height: auto"/>'
    )
    return replace(figure, svg=image, open=True)
