"""The links that lie over a drawing: what one hears, hovers and focuses, and the card that then says more.

They are the last layer, so that nothing is painted over a card.
"""

from __future__ import annotations

from sphinxcontrib_procstd.drawing import Box, Drawing, NodeShape, TextBlock
from sphinxcontrib_procstd.render.style import SMALL_SIZE, escape, number, safe_href

_PAD_X, _PAD_Y = 10.0, 7.0
_EDGE = 3.0
"""How near a card comes to the edge of the drawing."""


def node_link(
    drawing: Drawing, shape: NodeShape, *, href: str | None, name: str, anchor: str = "", card: TextBlock | None = None
) -> str:
    """Return the link over one node; ``anchor`` is the id by which the step's row links back to it.

    A node that leads nowhere is an image with its name as tooltip; so is a link that has no card.
    """
    own_id = f' id="{escape(anchor)}"' if anchor else ""
    label, target, box = escape(name), safe_href(href), shape.box
    place = card_box(drawing, box, card) if card and target else None
    more = _card(card, place) if card and place else f'<title class="nohighlight">{label}</title>'
    field = f'<rect x="{number(box.x)}" y="{number(box.y)}" width="{number(box.w)}" height="{number(box.h)}"/>'
    if target:
        return f'<a{own_id} href="{target}" aria-label="{label}">{field}{more}</a>'
    return f'<g{own_id} role="img" aria-label="{label}">{field}{more}</g>'


def card_box(drawing: Drawing, box: Box, card: TextBlock) -> Box | None:
    """Return the place of a card: below its node, else above it, touching it so that the pointer can follow.

    None if the drawing has no room for it.
    """
    w, h = card.box.w + 2 * _PAD_X, card.box.h + 2 * _PAD_Y
    x = max(_EDGE, min(box.x, drawing.width - w - _EDGE))
    for y in (box.y + box.h + 1.0, box.y - h - 1.0):
        if _EDGE <= y <= drawing.height - h - _EDGE and x + w + _EDGE <= drawing.width:
            return Box(x, y, w, h)
    return None


def _card(card: TextBlock, place: Box) -> str:
    """Return a hidden card, its lines apart from one another: search highlighting stays off each of them."""
    leading = card.box.h / max(1, len(card.lines))
    lines = "".join(
        f'<text class="nohighlight" x="{number(_PAD_X)}"'
        f' y="{number(_PAD_Y + leading * (index + 0.5) + SMALL_SIZE * 0.36)}">{escape(line)}</text>'
        for index, line in enumerate(card.lines)
    )
    return (
        f'<g class="procstd-card" display="none" transform="translate({number(place.x)} {number(place.y)})">'
        f'<rect width="{number(place.w)}" height="{number(place.h)}"/>{lines}</g>'
    )
