"""Whatever is typed wrongly, wherever it stands: the step stays with its options, and the warning names the line.

Every snippet is meant to be the step ``A`` with the role ``R``, the time limit ``2 h`` and the body ``Body.``.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from textwrap import indent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sphinx_ext.conftest import Desk


@dataclass(frozen=True)
class Trap:
    """A step typed wrongly, and the warnings it must give: (line of the snippet from 1, message)."""

    text: str
    warnings: tuple[tuple[int, str], ...] = ()
    line: int = 1
    """The line on which the step stands."""


@dataclass(frozen=True)
class Place:
    """Where a snippet may stand: what comes before and after it, and how deep it is indented."""

    before: str
    deep: int = 0
    after: str = ""


def option(name: str, odd: str) -> str:
    return f'{odd}: write ":{name}: ..."; read as that option [procstd.option_colon]'


def unread(shown: str, kind: str = "a directive", code: str = "directive") -> str:
    return f'not {kind} as written; read as "{shown}" [procstd.{code}]'


RST_DIRECTIVE = unread(".. step:: A")
RST_REST = "   :id: a\n   :role: R\n   :deadline: 2 h\n\n   Body.\n"
RST = {
    "nothing": Trap(f".. step:: A\n{RST_REST}"),
    "capital": Trap(f".. Step:: A\n{RST_REST}"),
    "domain": Trap(f".. procstd:step:: A\n{RST_REST}"),
    "wide-colon": Trap(f".. step：A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "wide-colons": Trap(f".. step：：A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "one-colon": Trap(f".. step: A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "no-colon": Trap(f".. step A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "no-blank-after-colons": Trap(f".. step::A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "no-blank-after-dots": Trap(f"..step:: A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "wide-blank-after-colons": Trap(f".. step::　A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "chinese-dots": Trap(f"。。 step:: A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "wide-letters": Trap(f".. ｓｔｅｐ:: A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "chinese-name": Trap(f".. 步骤:: A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "misspelt": Trap(f".. stpe:: A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "invisible": Trap(f"\u200b.. step:: A\n{RST_REST}", ((1, RST_DIRECTIVE),)),
    "below-a-paragraph": Trap(
        f"Text\n.. step:: A\n{RST_REST}", ((2, "blank line missing before the directive [procstd.blank_line]"),), line=2
    ),
    "below-a-paragraph-and-wide-colon": Trap(
        f"Text\n.. step：A\n{RST_REST}",
        ((2, RST_DIRECTIVE), (2, "blank line missing before the directive [procstd.blank_line]")),
        line=2,
    ),
    "title-below": Trap(f".. step::\n   A\n{RST_REST}"),
    "options-not-indented": Trap(
        ".. step:: A\n:id: a\n:role: R\n:deadline: 2 h\n\n   Body.\n",
        ((2, 'an option of "step" must be indented below it; read as that option [procstd.indent]'),),
    ),
    "wide-indent": Trap(
        ".. step:: A\n　　:id: a\n　　:role: R\n　　:deadline: 2 h\n\n　　Body.\n",
        ((2, "indented with full-width or no-break blanks; read as plain ones [procstd.indent]"),),
    ),
    "no-break-indent": Trap(
        ".. step:: A\n\u00a0\u00a0\u00a0:id: a\n\u00a0\u00a0\u00a0:role: R\n\u00a0\u00a0\u00a0:deadline: 2 h\n\n"
        "\u00a0\u00a0\u00a0Body.\n",
        ((2, "indented with full-width or no-break blanks; read as plain ones [procstd.indent]"),),
    ),
    "body-right-below-options": Trap(
        ".. step:: A\n   :id: a\n   :role: R\n   :deadline: 2 h\n   Body.\n",
        ((5, "blank line missing between the options and the body [procstd.blank_line]"),),
    ),
}

MYST_DIRECTIVE = unread(":::{step} A", code="fence")
MYST_REST = ":id: a\n:role: R\n:deadline: 2 h\n\nBody.\n:::\n"
MYST = {
    "nothing": Trap(f":::{{step}} A\n{MYST_REST}"),
    "capital": Trap(f":::{{Step}} A\n{MYST_REST}"),
    "domain": Trap(f":::{{procstd:step}} A\n{MYST_REST}"),
    "wide-colons": Trap(f"：：：{{step}} A\n{MYST_REST}", ((1, MYST_DIRECTIVE),)),
    "two-colons": Trap(f"::{{step}} A\n{MYST_REST}", ((1, MYST_DIRECTIVE),)),
    "no-blank": Trap(f":::{{step}}A\n{MYST_REST}", ((1, MYST_DIRECTIVE),)),
    "title-in-braces": Trap(f":::{{step A}}\n{MYST_REST}", ((1, MYST_DIRECTIVE),)),
    "no-braces": Trap(f":::step A\n{MYST_REST}", ((1, MYST_DIRECTIVE),)),
    "wide-braces": Trap(f":::｛step｝ A\n{MYST_REST}", ((1, MYST_DIRECTIVE),)),
    "round-brackets": Trap(f":::(step) A\n{MYST_REST}", ((1, MYST_DIRECTIVE),)),
    "chinese-brackets": Trap(f":::【步骤】 A\n{MYST_REST}", ((1, MYST_DIRECTIVE),)),
    "misspelt": Trap(f":::{{stpe}} A\n{MYST_REST}", ((1, MYST_DIRECTIVE),)),
    "wide-blank-before": Trap(f"　:::{{step}} A\n{MYST_REST}", ((1, MYST_DIRECTIVE),)),
    "wide-closing": Trap(
        ":::{step} A\n:id: a\n:role: R\n:deadline: 2 h\n\nBody.\n：：：\n",
        ((7, unread(":::", "a closing fence", "fence")),),
    ),
    "middle-dots": Trap(
        "···{step} A\n:id: a\n:role: R\n:deadline: 2 h\n\nBody.\n···\n",
        ((1, unread("```{step} A", code="fence")), (7, unread("```", "a closing fence", "fence"))),
    ),
    "title-below": Trap(
        f":::{{step}}\nA\n{MYST_REST}",
        ((2, "the title stands below the directive's own line; read as the title [procstd.title]"),),
    ),
    "dashes-never-closed": Trap(
        ":::{step} A\n---\nid: a\nrole: R\ndeadline: 2 h\n\nBody.\n:::\n",
        ((2, 'the option block has no closing "---" [procstd.option]'),),
    ),
    "quote": Trap(
        ":::{step} A\n:id: a\n:role: R\n:output: 'tis\n:deadline: 2 h\n\nBody.\n:::\n",
        ((4, 'the value of "output" starts with \'; it was kept whole [procstd.option_value]'),),
    ),
    "hash": Trap(
        ":::{step} A\n:id: a\n:role: R\n:output: Slack #general\n:deadline: 2 h\n\nBody.\n:::\n",
        (
            (
                4,
                (
                    'the value of "output" holds " #", which starts a comment in MyST options;'
                    " it was kept whole [procstd.option_value]"
                ),
            ),
        ),
    ),
    "tab": Trap(
        ":::{step} A\n:id: a\n:role: R\n:output: a\tb\n:deadline: 2 h\n\nBody.\n:::\n",
        ((4, 'the value of "output" holds a tab; it was kept whole [procstd.option_value]'),),
    ),
    "continuation": Trap(
        ":::{step} A\n:id: a\n:role: R\n:output: a\n  b\n:deadline: 2 h\n\nBody.\n:::\n",
        ((4, "in MyST an option is one line; the lines below it were joined [procstd.option_value]"),),
    ),
}

BOTH: dict[str, tuple[list[str], list[tuple[int, str]]]] = {  # option lines, warnings (line among the options from 1)
    "wide-colon-after": ([":id: a", ":role：R", ":deadline: 2 h"], [(2, option("role", "full-width colon"))]),
    "wide-colons": (
        ["：id：a", "：责任岗位：R", "：时间节点：2 h"],
        [(number, option(name, "full-width colon")) for number, name in enumerate(("id", "责任岗位", "时间节点"), 1)],
    ),
    "no-colon-before": (
        [":id: a", "责任岗位：R", "deadline: 2 h"],
        [
            (2, option("责任岗位", "full-width colon, and no colon before the name")),
            (3, option("deadline", "no colon before the name")),
        ],
    ),
    "no-colon-after": ([":id: a", ":role R", ":deadline: 2 h"], [(2, option("role", "no colon after the name"))]),
    "no-blank": (
        [":id: a", ":role:R", ":deadline: 2 h"],
        [(2, option("role", "a blank is missing after the colon"))],
    ),
    "unknown": (
        [":id: a", ":roel: X", ":role: R", ":deadline: 2 h"],
        [(2, 'unknown option "roel" of step ("X" is left out); did you mean "role"? [procstd.option]')],
    ),
    "unknown-chinese": (
        [":id: a", ":责任岗: X", ":role: R", ":deadline: 2 h"],
        [(2, 'unknown option "责任岗" of step ("X" is left out); did you mean "责任岗位"? [procstd.option]')],
    ),
    "repeated": (
        [":id: a", ":role: R", ":责任岗位: X", ":deadline: 2 h"],
        [(3, 'option "责任岗位" is given twice; "R" is kept, "X" left out [procstd.option_repeated]')],
    ),
    "bad-choice": (
        [":id: a", ":role: R", ":kind: aproval", ":deadline: 2 h"],
        [
            (
                3,
                (
                    'kind: "aproval" is not one of task, approval, notify, wait, system, subprocess;'
                    ' did you mean "approval"? [procstd.value]'
                ),
            )
        ],
    ),
    "bad-id": (
        [":id: “a”", ":role: R", ":deadline: 2 h"],
        [(1, '"“a”" is not an id (ASCII letters, digits, "-" and "_"); used as "a" [procstd.id]')],
    ),
    "two-roles": (
        [":id: a", ":role: R、S", ":deadline: 2 h"],
        [(2, "role: one name expected, found 2 (R, S); the first one is used [procstd.value]")],
    ),
    "bad-flow": (
        [":id: a", ":role: R", ":next: [x]; end", ":deadline: 2 h"],
        [(3, 'next: cannot read "[x]": a condition without a target [procstd.flow]')],
    ),
    "no-such-step": (
        [":id: a", ":role: R", ":next: ends", ":deadline: 2 h"],
        [(3, 'next: there is no step "ends" in this process; did you mean "end"? [procstd.F303]')],
    ),
    "blank-line-above": (
        ["", ":id: a", ":role: R", ":deadline: 2 h"],
        [(1, "blank line between the title and the options; remove it [procstd.blank_line]")],
    ),
    "blank-line-between": (
        [":id: a", ":role: R", "", ":deadline: 2 h"],
        [(3, "blank line between the options; remove it [procstd.blank_line]")],
    ),
    "names-of-any-width": ([":ＩＤ: a", ":RO\u200bLE: R", ":Time_Limit : 2 h"], []),
    "unknown-role-in-a-value": (
        [":id: a", ":role: R", ":output: @", ":deadline: 2 h"],
        [(3, "@")],
    ),
}
for _name, (_lines, _warnings) in BOTH.items():
    for _traps, _head, _tail, _indent, _at, _message in (
        (
            RST,
            ".. step:: A",
            "\n   Body.\n",
            "   ",
            ":nope:`x`",
            'ERROR: Unknown interpreted text role "nope". [docutils]',
        ),
        (
            MYST,
            ":::{step} A",
            "\nBody.\n:::\n",
            "",
            "{nope}`x`",
            'Unknown interpreted text role "nope". [myst.role_unknown]',
        ),
    ):
        _rows = [f"{_indent}{row}".rstrip().replace("@", _at) for row in _lines]
        _traps[f"options-{_name}"] = Trap(
            "\n".join([_head, *_rows, _tail]),
            tuple((line + 1, _message if message == "@" else message) for line, message in _warnings),
        )

RST_PLACES = {
    "flat": Place(".. process:: P\n   :id: p\n\n", after="\nAfter.\n"),
    "nested": Place(".. process:: P\n   :id: p\n\n   Purpose.\n\n", 3, "\nAfter.\n"),
    "admonition": Place(".. process:: P\n   :id: p\n\n.. note::\n\n   Text.\n\n", 3, "\nAfter.\n"),
    "list": Place(".. process:: P\n   :id: p\n\n- item\n\n", 2, "\nAfter.\n"),
}
MYST_PLACES = {
    "flat": Place(":::{process} P\n:id: p\n:::\n\n", after="\nAfter.\n"),
    "nested": Place("::::{process} P\n:id: p\n\nPurpose.\n\n", after="::::\n\nAfter.\n"),
    "admonition": Place(":::{process} P\n:id: p\n:::\n\n::::{note}\nText.\n\n", after="::::\n\nAfter.\n"),
    "list": Place(":::{process} P\n:id: p\n:::\n\n- item\n\n", 2, "\nAfter.\n"),
}


def check(desk: Desk, files: dict[str, str], trap: Trap, name: str, before: int) -> None:
    reading = desk.read(files)
    (step,) = reading.process.steps
    assert (step.title, step.id, step.role and step.role.name, step.deadline, step.body) == (
        "A",
        "a",
        "R",
        "2 h",
        "Body.",
    )
    assert (step.location.file, step.location.line) == (name, before + trap.line)
    assert sorted(reading.warnings) == sorted(f"{name}:{before + line}: {message}" for line, message in trap.warnings)


@pytest.mark.parametrize("place", RST_PLACES.values(), ids=RST_PLACES)
@pytest.mark.parametrize("trap", RST.values(), ids=RST)
def test_rst(desk: Desk, trap: Trap, place: Place) -> None:
    text = place.before + indent(trap.text, " " * place.deep) + place.after
    check(desk, {"page.rst": text}, trap, "page.rst", place.before.count("\n"))


@pytest.mark.parametrize("trap", RST.values(), ids=RST)
def test_rst_in_an_included_file(desk: Desk, trap: Trap) -> None:
    files = {"page.rst": ".. process:: P\n   :id: p\n\n.. include:: part.inc\n", "part.inc": f"Text.\n\n{trap.text}"}
    check(desk, files, trap, "part.inc", 2)


@pytest.mark.parametrize("trap", RST.values(), ids=RST)
def test_rst_in_a_file_included_in_an_admonition(desk: Desk, trap: Trap) -> None:
    text = ".. process:: P\n   :id: p\n\n.. note::\n\n   .. include:: part.inc\n\nAfter.\n"
    check(desk, {"page.rst": text, "part.inc": trap.text}, trap, "part.inc", 0)


@pytest.mark.parametrize("trap", RST.values(), ids=RST)
def test_rst_after_a_prolog(prolog_desk: Desk, trap: Trap) -> None:
    place = RST_PLACES["flat"]
    check(prolog_desk, {"page.rst": place.before + trap.text + place.after}, trap, "page.rst", 3)


@pytest.mark.parametrize("place", MYST_PLACES.values(), ids=MYST_PLACES)
@pytest.mark.parametrize("trap", MYST.values(), ids=MYST)
def test_myst(desk: Desk, trap: Trap, place: Place) -> None:
    text = place.before + indent(trap.text, " " * place.deep) + place.after
    check(desk, {"page.md": text}, trap, "page.md", place.before.count("\n"))


@pytest.mark.skipif(version("myst-parser").startswith("5.1"), reason="MyST 5.1 counts included files' lines from 2")
@pytest.mark.filterwarnings("ignore:'sphinx.environment.BuildEnvironment.app' is deprecated")  # MyST 5 asks for it
@pytest.mark.parametrize("name", [name for name in MYST if name != "options-unknown-role-in-a-value"])
def test_myst_in_an_included_file(desk: Desk, name: str) -> None:
    files = {
        "page.md": ":::{process} P\n:id: p\n:::\n\n:::{include} part.inc\n:::\n",
        "part.inc": f"Text.\n\n{MYST[name].text}",
    }
    check(desk, files, MYST[name], "part.inc", 2)


@pytest.fixture(scope="session")
def prolog_desk(make_desk: Callable[..., Desk]) -> Desk:
    """Reads documents below a prolog of several lines."""
    return make_desk(rst_prolog=".. |one| replace:: 1\n\n.. |two| replace:: 2\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_line_ends_and_byte_order_marks(desk: Desk, suffix: str, mark: str, end: str) -> None:
    place, trap = (
        (RST_PLACES["flat"], RST["options-unknown"])
        if suffix == "rst"
        else (MYST_PLACES["flat"], MYST["options-unknown"])
    )
    text = mark + (place.before + trap.text).replace("\n", end)
    check(desk, {f"page.{suffix}": text}, trap, f"page.{suffix}", place.before.count("\n"))


@pytest.mark.parametrize("indent_by", ["\t", " ", "        "])
def test_rst_indented_by_tabs_or_any_number_of_blanks(desk: Desk, indent_by: str) -> None:
    text = RST["nothing"].text.replace("   ", indent_by)
    check(desk, {"page.rst": f".. process:: P\n\t:id: p\n\n{text}"}, RST["nothing"], "page.rst", 3)


@pytest.mark.parametrize("indent_by", ["\t", "    "])
def test_a_myst_fence_indented_like_code(desk: Desk, indent_by: str) -> None:
    trap = Trap(
        "", ((1, "a fence indented by four blanks or more is a code block; read without them [procstd.fence]"),)
    )
    text = indent(MYST["nothing"].text, indent_by)
    check(desk, {"page.md": f":::{{process}} P\n:id: p\n:::\n\n{text}"}, trap, "page.md", 4)


@pytest.mark.parametrize("gap", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_soft_breaks_pasted_from_elsewhere_end_no_line(desk: Desk, suffix: str, gap: str) -> None:
    text = RST["nothing"].text if suffix == "rst" else MYST["nothing"].text
    place = RST_PLACES["flat"] if suffix == "rst" else MYST_PLACES["flat"]
    odd = text.replace(":id: a", f":id: a\n{'   ' if suffix == 'rst' else ''}:input: one{gap}two")
    reading = desk.read({f"page.{suffix}": place.before + odd})
    (step,) = reading.process.steps
    assert (step.input, step.role and step.role.name, step.deadline, step.body) == ("one two", "R", "2 h", "Body.")
    assert reading.warnings == []


def test_fences_that_are_never_closed_lose_no_step(desk: Desk) -> None:
    text = (
        ":::{process} P\n:id: p\n:::\n\n:::{step} A\n:id: a\n\nOne.\n\n:::{step} B\n:id: b\n\nTwo.\n\n# Heading\n\n"
        "Text.\n\n:::{step} C\n:id: c\n"
    )
    reading = desk.myst(text)
    assert [(step.title, step.body, step.location.line) for step in reading.process.steps] == [
        ("A", "One.", 5),
        ("B", "Two.", 10),
        ("C", "", 19),
    ]
    closed = "close it, or give it more marks than those inside"
    assert reading.warnings == [
        f'page.md:5: the fence of this "step" is never closed; {closed} [procstd.fence]',
        f'page.md:10: the fence of this "step" is never closed; {closed} [procstd.fence]',
        'page.md:19: the fence of this "step" is never closed [procstd.fence]',
    ]


@pytest.mark.parametrize(("suffix", "text"), [("rst", ".. step:: A\n"), ("md", ":::{step} A\n:::\n")])
def test_a_step_before_any_process_stays_on_its_page(desk: Desk, suffix: str, text: str) -> None:
    reading = desk.read({f"page.{suffix}": text})
    assert "A" in reading.doctree.astext()
    assert reading.warnings == [
        f'page.{suffix}:1: a step before any process; open one, or name it with ":process:" [procstd.process]',
        *(warning for warning in reading.warnings if "doesn't have a title" in warning),
    ]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("rst", ".. process:: P\n   :id: p\n\n.. step::\n   :id: a\n"),
        ("md", ":::{process} P\n:id: p\n:::\n\n:::{step}\n:id: a\n:::\n"),
    ],
)
def test_a_step_without_a_title_is_shown_by_its_id(desk: Desk, suffix: str, text: str) -> None:
    reading = desk.read({f"page.{suffix}": text})
    assert reading.steps == ["a"]
    line = 4 if suffix == "rst" else 5
    assert reading.warnings == [f'page.{suffix}:{line}: step: no title; shown as "a" [procstd.title]']


@pytest.mark.parametrize(
    ("suffix", "text"),
    [("rst", ".. process:: P\n\n.. step:: A\n"), ("md", ":::{process} P\n:::\n\n:::{step} A\n:::\n")],
)
def test_ids_are_made_from_titles(desk: Desk, suffix: str, text: str) -> None:
    reading = desk.read({f"page.{suffix}": text})
    assert (reading.process.id, [step.id for step in reading.process.steps]) == ("p", ["a"])
    assert reading.warnings == []


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("rst", ".. process:: P\n\n.. step:: A\n\n.. step:: A\n"),
        ("md", ":::{process} P\n:::\n\n:::{step} A\n:::\n:::{step} A\n:::\n"),
    ],
)
def test_two_steps_of_one_name_stay_two(desk: Desk, suffix: str, text: str) -> None:
    reading = desk.read({f"page.{suffix}": text})
    assert [step.id for step in reading.process.steps] == ["a", "a-2"]
    line = 5 if suffix == "rst" else 6
    message = 'the step id "a" is taken in this process; this step is "a-2" [procstd.F304]'
    assert reading.warnings == [f"page.{suffix}:{line}: {message}"]


def test_a_process_whose_id_is_taken_has_an_id_of_its_own(desk: Desk) -> None:
    reading = desk.rst(".. process:: P\n   :id: p\n\n.. process:: Q\n   :id: p\n\n.. step:: A\n")
    assert [(process.id, process.title, len(process.steps)) for process in reading.catalogue.processes] == [
        ("p", "P", 0),
        ("p-2", "Q", 1),
    ]
    assert reading.warnings == ['page.rst:4: the process id "p" is taken in this document [procstd.F304]']


NESTED = {
    "::::{step} A\n:::{faq} B\n:rol: x\n:::\n::::\n": 6,
    "::::{step}\n:::{faq} B\n:rol: x\n:::\n::::\n": 6,
    "::::{step} A\n\n:::{faq} B\n:rol: x\n:::\n::::\n": 7,
    "::::{step} A\n:id: a\n:::{faq} B\n:rol: x\n:::\n::::\n": 7,
    ":::::{step} A\n::::{step} B\n:::{faq} C\n:rol: x\n:::\n::::\n:::::\n": 7,
    "- Item\n\n  ::::{step} A\n  :::{faq} B\n  :rol: x\n  :::\n  ::::\n": 8,
}


@pytest.mark.parametrize(("text", "line"), NESTED.items())
def test_a_fault_in_a_fence_right_below_another_is_said_at_its_line(desk: Desk, text: str, line: int) -> None:
    said = desk.myst(f":::{{process}} P\n:::\n\n{text}").warnings
    message = 'unknown option "rol" of faq ("x" is left out); did you mean "role"? [procstd.option]'
    assert [each for each in said if "rol" in each] == [f"page.md:{line}: {message}"]


def test_a_process_with_neither_title_nor_id_is_apart_from_steps_before_any(desk: Desk) -> None:
    reading = desk.rst(".. step:: A\n\n.. process::\n   :id:\n\n.. step:: A\n")
    assert [(process.id, process.title, len(process.steps)) for process in reading.catalogue.processes] == [
        ("process", "process", 1)
    ]
    assert reading.warnings == [
        'page.rst:1: a step before any process; open one, or name it with ":process:" [procstd.process]',
        'page.rst:3: process: no title; shown as "process" [procstd.title]',
    ]
