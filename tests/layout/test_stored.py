"""Drawings as JSON: nothing is lost, and what is no drawing is refused."""

from __future__ import annotations

import json
import random

import pytest
from graph_styles import structured
from graphs import generated

from sphinxcontrib_procstd.drawing import Direction
from sphinxcontrib_procstd.layout.stored import dump_drawing, load_drawing
from sphinxcontrib_procstd.layout.swimlane import layout_swimlane


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("seed", range(8))
def test_a_drawing_comes_back_as_it_was(seed: int, direction: Direction) -> None:
    for graph in (generated(seed), structured(seed)):
        drawing = layout_swimlane(graph, direction)
        assert load_drawing(dump_drawing(drawing)) == drawing


@pytest.mark.parametrize("text", ["", "{}", "[]", "[[1,2,3],[],[],[]]", '[[1,2,"top-down"],[1],[],[]]', "[" * 5000])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no drawing"):
        load_drawing(text)


def test_a_spoilt_drawing_is_refused_or_whole() -> None:
    text = dump_drawing(layout_swimlane(generated(3), Direction.TOP_DOWN))
    rng = random.Random(1)
    for _ in range(300):
        place = rng.randrange(len(text))
        spoilt = text[:place] + rng.choice(("", "]", "x", "null", '"')) + text[place + rng.randint(0, 3) :]
        try:
            found = load_drawing(spoilt)
        except ValueError:
            continue
        assert json.loads(dump_drawing(found))
