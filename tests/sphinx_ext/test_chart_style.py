"""The style of charts on paper, where no custom property and no style of the page reaches into a picture."""

from __future__ import annotations

import re

from sphinxcontrib_procstd.sphinx_ext.pictures import chart_stylesheet


def test_colours_are_written_out() -> None:
    style = chart_stylesheet()
    assert "var(" not in style
    assert ".procstd-chart .procstd-column { fill: #2756c5; }" in style


def test_only_what_is_in_a_chart_is_styled() -> None:
    selectors = [rule.partition("{")[0] for rule in re.findall(r"[^{}]+\{[^{}]*\}", chart_stylesheet())]
    assert all(".procstd-chart " in f"{selector.strip()} " for selector in selectors)
