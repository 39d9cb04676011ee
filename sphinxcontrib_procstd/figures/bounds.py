"""Where a bound was met, in words: figures that are not of all cases say so."""

from __future__ import annotations

from collections.abc import Iterator

from sphinxcontrib_procstd.figures.result import Figures
from sphinxcontrib_procstd.figures.wording import Words


def bounds_met(figures: Figures, words: Words = str) -> Iterator[str]:
    """Yield a sentence for each bound that was met."""
    found = figures.conformance
    if found is None:
        return
    if found.most_played:
        text = words(
            "Only the {bound} most frequent of {variants} variants were played on the flow: "
            "{part} of {whole} cases. What is said of the flow is said of these."
        )
        yield _filled(text, found.most_played, found.following.whole, figures.cases, figures.variants)
    left = found.diagnosed.whole - found.diagnosed.part
    if left and found.most_diagnosed:
        text = words(
            "Exceptions are those of the {bound} most frequent variants that leave the flow: "
            "{part} of {whole} such cases. Of the others they were not looked for."
        )
        yield _filled(text, found.most_diagnosed, found.diagnosed.part, found.diagnosed.whole)
    elif left:
        text = words("{part} of {whole} cases leave the flow in ways too tangled to name the exceptions.")
        yield _filled(text, 0, left, found.diagnosed.whole)


def _filled(text: str, bound: int, part: int, whole: int, variants: int = 0) -> str:
    for name, value in (("bound", bound), ("part", part), ("whole", whole), ("variants", variants)):
        text = text.replace("{" + name + "}", f"{value:,}")
    return text
