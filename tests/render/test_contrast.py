"""The stylesheets' colours: text at least 4.5 to 1 on what it stands on, lines that carry meaning at least 3 to 1.

axe-core does not measure text in SVG, and sees no lines at all.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "sphinxcontrib_procstd" / "static"
TEXTS = {
    "procstd.css": [
        ("text", "surface"), ("text", "raised"), ("text", "strong"), ("text", "focus"), ("muted", "surface"),
        ("muted", "raised"), ("muted", "strong"), ("brand", "surface"), ("brand", "brand-soft"), ("ok", "ok-soft"),
        ("warn", "warn-soft"), ("bad", "bad-soft"), ("bad", "surface"),
    ],
    "procstd-swimlane.css": [
        ("ink", "fill"), ("soft-ink", "lane"), ("soft-ink", "lane-odd"), ("ink", "lane"), ("ink", "lane-odd"),
        ("lane-text", "lane-head"), ("accent", "fill"),
    ],
}  # fmt: skip
LINES = {
    "procstd.css": [("brand", "surface")],
    "procstd-swimlane.css": [
        ("edge", "lane"), ("edge", "lane-odd"), ("line", "lane"), ("line", "fill"), ("gate", "gate-fill"),
        ("gate", "lane-odd"), ("start", "lane-odd"), ("end", "lane-odd"), ("late", "lane"), ("late", "lane-odd"),
        ("late", "late-fill"), ("soft-ink", "fill"), ("accent", "lane"), ("accent", "lane-odd"),
    ],
}  # fmt: skip


def palettes(name: str) -> dict[str, dict[str, str]]:
    """Return the colours of a stylesheet, light and dark, from the pairs in which they are written."""
    text = (STATIC / name).read_text(encoding="utf-8")
    pairs = re.findall(r"--procstd-([\w-]+): var\(--procstd-light, (#\w+)\) var\(--procstd-dark, (#\w+)\);", text)
    return {"light": {key: light for key, light, _ in pairs}, "dark": {key: dark for key, _, dark in pairs}}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", TEXTS)
def test_colours_are_told_apart(name: str) -> None:
    weak = [
        f"{scheme}: {one} {colours[one]} on {other} {colours[other]} is {contrast(colours[one], colours[other]):.2f}"
        for scheme, colours in palettes(name).items()
        for pairs, least in ((TEXTS, 4.5), (LINES, 3.0))
        for one, other in pairs[name]
        if contrast(colours[one], colours[other]) < least
    ]
    assert not weak, "\n".join(weak)
