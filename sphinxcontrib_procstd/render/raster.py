"""A picture in SVG as PNG or PDF, through libraries that are installed apart."""

from __future__ import annotations

_ZOOM = 2
"""Pixels of a PNG to one of the drawing: sharp on screens of high density, and in print."""

PDF_STYLE = """
.procstd-swimlane .procstd-label, .procstd-chart text { stroke: none; }
.procstd-swimlane text, .procstd-swimlane tspan, .procstd-chart text {
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", Arial, sans-serif;
}"""
"""What a picture that becomes a PDF needs: WeasyPrint paints strokes over fills, and finds Chinese by these names."""


class LibraryMissingError(Exception):
    """The library for a format is not installed, or not whole; ``str()`` is the extra that brings it."""


def to_png(svg: str) -> bytes:
    """Return a picture as PNG (resvg, MIT and Apache 2.0, a wheel without needs of its own)."""
    try:
        import resvg_py
    except ImportError as error:
        raise LibraryMissingError("png") from error
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=_ZOOM, background="#ffffff"))


def to_pdf(svg: str, width: float, height: float) -> bytes:
    """Return a picture as a PDF of one page of its size (WeasyPrint, BSD)."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: its own library Pango is not on the system
        raise LibraryMissingError("pdf") from error
    page = (
        f"<style>@page {{ size: {width:.1f}px {height:.1f}px; margin: 0 }}"
        " body { margin: 0 } svg { display: block }</style>"
    )
    document = weasyprint.HTML(string=f"<!DOCTYPE html><meta charset=utf-8>{page}{svg}", url_fetcher=_no_fetching)
    return bytes(document.write_pdf())


def _no_fetching(url: str, *args: object, **kwargs: object) -> dict[str, object]:
    raise ValueError(f"nothing is loaded from elsewhere, not {url}")
