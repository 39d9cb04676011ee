"""A signature is bound to what a process says, not to how its source is written."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "exchange"))

from exchange_samples import COMPLAINT, processes

from sphinxcontrib_procstd.exchange.escape import Format
from sphinxcontrib_procstd.exchange.source import write_process
from sphinxcontrib_procstd.governance.canonical import content_of, fingerprint
from sphinxcontrib_procstd.model.process import Mention, Process, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Desk, Reading

SETTINGS = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def mark(reading: Reading) -> str:
    return fingerprint(content_of(reading.process, reading.catalogue))


def texts(reading: Reading) -> list[str]:
    return [reading.process.body, *(step.body for step in reading.process.steps)]


@given(process=processes())
@SETTINGS
def test_markdown_and_restructuredtext_are_signed_alike(desk: Desk, process: Process) -> None:
    rst = desk.rst(write_process(process, Format.RST))
    one, text = mark(rst), texts(rst)
    myst = desk.myst(write_process(process, Format.MD))
    assume(texts(myst) == text)  # rarely a generated text means something in one of the two
    assert mark(myst) == one


@given(process=processes())
@SETTINGS
def test_the_language_of_option_names_says_nothing(desk: Desk, process: Process) -> None:
    english, chinese = (write_process(process, Format.RST, chinese=zh) for zh in (False, True))
    assert mark(desk.rst(english)) == mark(desk.rst(chinese))


_OPTIONS = re.compile(r"(?:^   :[^:\n]+:.*\n)+", re.MULTILINE)


@given(data=st.data())
@SETTINGS
def test_the_order_of_options_says_nothing(desk: Desk, data: st.DataObject) -> None:
    def shuffled(found: re.Match[str]) -> str:
        return "".join(data.draw(st.permutations(found[0].splitlines(keepends=True))))

    source = write_process(COMPLAINT, Format.RST)
    assert mark(desk.rst(_OPTIONS.sub(shuffled, source))) == mark(desk.rst(source))


PAGE = """\
Order handling
==============

.. process:: Order handling
   :id: order
   :goal: Ship within 24 h

.. step:: Pick the goods
   :id: pick
   :role: Storekeeper
   :deadline: within 2 h -- of receipt

   Put the goods into a box "of wood", 20 kg at most, 每箱一张清单，贴在箱盖内侧。

.. step:: Ship the goods
   :id: ship
   :role: Driver

   Hand the box over.
"""
SAME = {
    "lines wrapped elsewhere": ("20 kg at most, 每箱一张清单，贴在箱盖内侧。", "20 kg\n   at most, 每箱一张清\n   单，贴在箱盖内侧。"),
    "blanks": ("Put the goods into", "Put  the   goods into"),
    "emphasis": ("20 kg at most", "**20 kg** at most"),
    "full width": ("20 kg at most, ", "２０ kg at most，"),
    "a blank between scripts": ("at most, 每箱", "at most,每箱"),
    "typographic quotes": ('"of wood"', "“of wood”"),
    "a comment": ("   Hand the box over.", "   Hand the box over.\n\n   .. tell the driver"),
    "needless backslashes": ("20 kg at most", "20 kg \\at \\most"),
    "a state and a version": ("   :id: order", "   :id: order\n   :version: 2.0\n   :status: draft"),
    "a review": ("Hand the box over.\n", "Hand the box over.\n\n.. review:: Sales\n   :date: 2026-01-31\n"),
    "the way that is there anyway": ("   :role: Storekeeper", "   :role: Storekeeper\n   :next: ship"),
    "text beside the process": ("==============\n\n..", "==============\n\nSome words.\n\n.."),
}  # fmt: skip
OTHER = {
    "a role": ("Storekeeper", "Clerk"),
    "a word": ("20 kg at most", "20 kg at least"),
    "a number": ("20 kg", "25 kg"),
    "a limit": ("within 2 h", "within 3 h"),
    "a sentence": ("   Hand the box over.", "   Hand the box over.\n\n   Get a signature."),
    "a list item": ("   Hand the box over.", "   Hand the box over.\n\n   - The list is inside."),
    "a picture": ("   Hand the box over.", "   Hand the box over.\n\n   .. image:: box.png"),
    "a flow": ("   :role: Driver", "   :role: Driver\n   :next: pick [refused]; end"),
    "a form": ("   :role: Driver", "   :role: Driver\n   :forms: Delivery note"),
    "a control": ("Hand the box over.\n", "Hand the box over.\n\n.. control:: Second count\n   :risk: loss\n"),
    "another step": ("Hand the box over.\n", "Hand the box over.\n\n.. step:: Thank the customer\n"),
}


@pytest.mark.parametrize("what", SAME)
def test_how_it_is_written_says_nothing(desk: Desk, what: str) -> None:
    assert SAME[what][0] in PAGE
    assert mark(desk.rst(PAGE.replace(*SAME[what]))) == mark(desk.rst(PAGE))


@pytest.mark.parametrize("what", OTHER)
def test_what_it_says_is_signed(desk: Desk, what: str) -> None:
    assert OTHER[what][0] in PAGE
    assert mark(desk.rst(PAGE.replace(*OTHER[what], 1))) != mark(desk.rst(PAGE))


def test_words_put_in_by_substitution_are_signed_as_they_are_read(desk: Desk) -> None:
    page = PAGE.replace("20 kg", "|weight|") + "\n.. |weight| replace:: 20 kg\n"
    assert mark(desk.rst(page)) == mark(desk.rst(PAGE))
    assert mark(desk.rst(page.replace("replace:: 20", "replace:: 25"))) != mark(desk.rst(PAGE))


PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Storekeeper"
msgstr "仓库管理员"

msgid "Pick the goods"
msgstr "拣货"

msgid "Hand the box over."
msgstr "交付箱子。"
"""


def test_a_translation_is_signed_as_its_source(make_desk: Callable[..., Desk], desk: Desk) -> None:
    chinese: Any = make_desk(language="zh_CN", locale_dirs=["locale"], gettext_compact="book")
    (chinese.folder / "locale" / "zh_CN" / "LC_MESSAGES").mkdir(parents=True)
    reading = chinese.read({"page.rst": PAGE, "locale/zh_CN/LC_MESSAGES/book.po": PO})
    pick: Step = reading.process.steps[0]
    assert (pick.title, pick.role) == ("拣货", Mention(name="Storekeeper", label="仓库管理员", start=0, end=5))
    assert mark(reading) == mark(desk.rst(PAGE))
    assert replace(pick).originals.keys() <= {"role", "body", "deadline"}
