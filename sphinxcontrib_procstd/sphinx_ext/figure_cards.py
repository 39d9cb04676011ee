"""What the box of a step says while it is hovered or focused: role, time limit, input and output."""

from __future__ import annotations

from sphinxcontrib_procstd.drawing import Box, TextBlock
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.graph import FlowNode
from sphinxcontrib_procstd.model.process import Process, Step
from sphinxcontrib_procstd.sphinx_ext.messages import quote_titles

WIDTH, SIZE, LEADING = 224.0, 12.0, 16.0
"""Greatest breadth, font size and line height of a card's text."""
EDGES = 28.0
"""What a card and the edges of the drawing take beside the text."""


def card_parts(step: Step, catalogue: Catalogue) -> tuple[str, str, str, str]:
    """Return what a step's card says: its role, time limit, input and output, and the process it calls."""
    role = catalogue.role_text(step.role) if step.role else ""
    other = catalogue.find_process(step.subprocess) if step.subprocess else None
    documents = quote_titles(f"{step.input} → {step.output}".strip() if step.input or step.output else "")
    return role, quote_titles(step.deadline), documents, other.title if other else ""


def card_text(node: FlowNode, process: Process, catalogue: Catalogue, room: float) -> TextBlock | None:
    """Return the wrapped text of a step's card in a drawing ``room`` wide, or None if its box says it all."""
    from sphinxcontrib_procstd.layout.text import block_size, wrap  # a build that draws nothing is spared it

    width = min(WIDTH, room - EDGES)
    step = process.step(node.step) if node.step and node.id == node.step else None
    if step is None:
        return None
    role, deadline, documents, other = card_parts(step, catalogue)
    lines = [
        *wrap(" · ".join(filter(None, [role, deadline])), width, SIZE, max_lines=2),
        *wrap(documents, width, SIZE, max_lines=3),
        *wrap(f"[+] {other}" if other else "", width, SIZE, max_lines=2),
    ]
    if not lines:
        return None
    w, h = block_size(tuple(lines), SIZE, LEADING)
    return TextBlock(lines=tuple(lines), box=Box(0.0, 0.0, w, h))
