"""Swimlanes as pages show them: where boxes lead, what their cards say, how many bytes they take."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.doctree.views import FigureView
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Orientation, Process, Step, StepKind, Target, TargetKind
from sphinxcontrib_procstd.sphinx_ext.figures import draw_figure

if TYPE_CHECKING:
    from collections.abc import Callable

SVG = "{http://www.w3.org/2000/svg}"
HERE = Location("page.rst", 1)


def make_step(name: str, **fields: object) -> Step:
    values: dict[str, object] = {
        "id": name,
        "title": "Check the delivery note",
        "location": HERE,
        "docname": "page",
        "role": Mention(name="Warehouse clerk"),
        "deadline": "within 4 h of arrival",
        "input": "Delivery note",
        "output": "Checked delivery note, remark",
    }
    return Step(**{**values, **fields})  # type: ignore[arg-type]


def draw(*steps: Step, others: tuple[Process, ...] = (), orientation: Orientation = Orientation.TOP_DOWN) -> FigureView:
    process = Process(id="p", title="Goods in", location=HERE, docname="page", steps=steps, orientation=orientation)
    config = SimpleNamespace(procstd_orientation="auto")
    page = "{}.html#{}".format
    return draw_figure(process, Catalogue(processes=(process, *others)), config, page)  # type: ignore[arg-type]


def lanes(count: int, steps: int, orientation: Orientation = Orientation.TOP_DOWN) -> FigureView:
    roles = [make_step(f"s{place}", role=Mention(name=f"Role {place % count}")) for place in range(steps)]
    return draw(*roles, orientation=orientation)


def links(figure: FigureView) -> dict[str, ET.Element]:
    return {link.get("href", ""): link for link in ET.fromstring(figure.svg).iter(f"{SVG}a")}


def card(link: ET.Element) -> list[str]:
    return [text.text or "" for text in link.iter(f"{SVG}text")]


def test_a_card_says_role_time_limit_input_and_output() -> None:
    link = links(draw(make_step("a"), make_step("b")))["page.html#procstd-p.a"]
    assert " ".join(card(link)) == (
        "Warehouse clerk · within 4 h of arrival Delivery note → Checked delivery note, remark"
    )
    group = next(item for item in link if item.get("class") == "procstd-card")
    assert group.get("display") == "none"
    assert link.find(f"{SVG}title") is None, "a tooltip would stand over the card"


def test_a_step_with_nothing_more_to_say_keeps_its_tooltip() -> None:
    bare = make_step("a", role=None, deadline="", input="", output="")
    link = links(draw(bare))["page.html#procstd-p.a"]
    assert card(link) == []
    assert link.findtext(f"{SVG}title") == "1. Check the delivery note"


def test_a_card_quotes_titles_as_the_language_does() -> None:
    step = make_step("a", input="《Delivery note》", output="《Complaint register》 (by the system)")
    said = " ".join(card(links(draw(step, make_step("b")))["page.html#procstd-p.a"]))
    assert said.endswith("Delivery note → Complaint register (by the system)")


def test_a_sub_process_leads_to_the_process_it_names() -> None:
    other = Process(id="other", title="Claims", location=HERE, docname="claims", steps=(make_step("x"),))
    calls = make_step(
        "a",
        kind=StepKind.SUBPROCESS,
        subprocess="other",
        next=(Target(kind=TargetKind.PROCESS, name="other", guard="damaged"), Target(name="b")),
    )
    figure = draw(calls, make_step("b", kind=StepKind.SUBPROCESS), others=(other,))
    found = [link for link in ET.fromstring(figure.svg).iter(f"{SVG}a") if link.get("id") == "procstd-p.-flow.a"]
    assert found[0].get("href") == "claims.html#procstd-other"
    assert found[0].get("aria-label", "").endswith(", opens Claims")
    assert card(found[0])[-1] == "[+] Claims"
    assert "page.html#procstd-p.b" in links(figure), "one that names no process leads to its row"
    assert figure.svg.count("procstd-call") == 1


@pytest.mark.parametrize("orientation", [Orientation.TOP_DOWN, Orientation.LEFT_RIGHT])
def test_ten_nodes_take_less_than_twelve_kilobytes(orientation: Orientation) -> None:
    steps = [make_step(f"step-{place}", role=Mention(name=f"Role {place % 3}")) for place in range(8)]
    figure = draw(*steps, orientation=orientation)
    assert figure.svg.count("aria-label=") == 10
    assert len(figure.svg.encode()) < 12_000


def test_only_a_long_picture_keeps_its_lane_headers_in_view() -> None:
    short = draw(make_step("a"), make_step("b"))
    assert (short.heads, short.middling) == ("", False)
    steps = [make_step(f"s{place}", role=Mention(name=f"Role {place % 2}")) for place in range(40)]
    tall = draw(*steps)
    heads = ET.fromstring(tall.heads)
    whole = ET.fromstring(tall.svg)
    assert heads.get("aria-hidden") == "true"
    assert heads.get("width") == whole.get("width")
    assert ["".join(text.itertext()) for text in heads.iter(f"{SVG}text")] == ["Role 0", "Role 1"]
    assert not tall.middling
    wide = draw(*steps, orientation=Orientation.LEFT_RIGHT)
    assert ET.fromstring(wide.heads).get("height") == ET.fromstring(wide.svg).get("height")


def test_a_middling_picture_keeps_them_where_the_window_is_a_phones() -> None:
    middling = lanes(6, 60)
    assert ET.fromstring(middling.svg).get("height") == "1109"
    assert middling.heads
    assert middling.middling


@pytest.mark.parametrize(
    ("figure", "says"),
    [
        pytest.param(lambda: lanes(1, 2), "", id="fits every window"),
        pytest.param(lambda: lanes(4, 4), ", scrolls on a narrow page", id="shrinks to a page, not to a phone"),
        pytest.param(lambda: lanes(1, 40), ", scrolls downwards", id="long and narrow"),
        pytest.param(
            lambda: lanes(4, 40), ", scrolls downwards, on a narrow page sideways too", id="long, shrinks to a page"
        ),
        pytest.param(lambda: lanes(9, 120), ", scrolls sideways and downwards", id="long and wide"),
        pytest.param(lambda: lanes(9, 40), ", scrolls sideways", id="wide"),
        pytest.param(
            lambda: lanes(9, 90), ", scrolls sideways, on a narrow page downwards too", id="wide, too long for a phone"
        ),
        pytest.param(lambda: lanes(2, 40, Orientation.LEFT_RIGHT), ", scrolls sideways", id="long to the right"),
        pytest.param(
            lambda: lanes(9, 40, Orientation.LEFT_RIGHT), ", scrolls sideways and downwards", id="long and high"
        ),
    ],
)
def test_the_name_of_the_region_says_which_ways_it_scrolls(figure: Callable[[], FigureView], says: str) -> None:
    assert figure().label == f"Swimlane of Goods in{says}"
