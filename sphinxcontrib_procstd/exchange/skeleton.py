"""A new process to fill in: a small one that is complete, with remarks that say what to write."""

from __future__ import annotations

from collections.abc import Iterator

from sphinxcontrib_procstd.exchange.escape import Format
from sphinxcontrib_procstd.exchange.skeleton_parts import CHINESE, ENGLISH, Part
from sphinxcontrib_procstd.exchange.source import write_block, write_heading


def write_skeleton(
    process_id: str, title: str, markup: Format, *, chinese: bool = False, chinese_options: bool = False
) -> str:
    """Return the source of a new process.

    ``chinese`` is the language of the texts; ``chinese_options`` writes the options under their Chinese names.
    """
    blocks = [write_heading(title, markup)]
    for part in CHINESE if chinese else ENGLISH:
        blocks.append("\n".join(_remark(part.remark, markup)))
        if part.directive:
            name = title if part.directive == "process" else part.title
            blocks.append(
                write_block(part.directive, name, _options(part, process_id), part.body, markup, chinese_options)
            )
    return "\n\n".join(blocks) + "\n"


def _options(part: Part, process_id: str) -> Iterator[tuple[str, str]]:
    if part.directive == "process":
        yield "id", process_id
    for line in part.options.splitlines():
        name, _, value = line.strip().partition(": ")
        if value:
            yield name, value


def _remark(text: str, markup: Format) -> Iterator[str]:
    """Yield the lines of a comment: no reader sees it."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if markup is Format.MD:
        yield from (f"% {line}" for line in lines)
    else:
        yield ".."
        yield from (f"   {line}" for line in lines)
