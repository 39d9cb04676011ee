"""What no author means well: markup that would run, characters that disguise, documents without end."""

from __future__ import annotations

import re
import sys
import time
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinxcontrib_procstd.model.process import Escalation

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sphinx_ext.conftest import Desk, Reading

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
    "<svg onload=alert(1)>",
    "<!-- x",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](vbscript:alert(1))",
    "[x](data:text/html,alert)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "`x <javascript:alert(1)>`_",
    "`x <JAVASCRIPT:alert(1)>`__",
    "{raw}`x`",
    ":raw:`x`",
    "]]>\"'><x y=z>",
]
INVISIBLE = "a\x00b\x01c\x1bd\u202ee\u200bf\u2066g\ufeffh\x7fi"


def page(suffix: str, text: str) -> dict[str, str]:
    """Return a page that holds a text in its titles, its options and its bodies."""
    rst = (
        f".. process:: P {text}\n   :id: p\n   :goal: {text}\n   :owner: {text}\n\n   {text}\n\n"
        f".. step:: S {text}\n   :id: s\n   :role: {text}\n   :input: {text}\n   :forms: {text}, x\n"
        f"   :next: end [{text}]\n   :evidence: {text}\n\n   {text}\n\n   - {text}\n\n"
        f".. faq:: F {text}\n\n   {text}\n\n.. form:: R {text}\n   :template: {text}\n\n   {text}\n"
    )
    myst = (
        f":::{{process}} P {text}\n:id: p\n:goal: {text}\n:owner: {text}\n\n{text}\n:::\n\n"
        f":::{{step}} S {text}\n:id: s\n:role: {text}\n:input: {text}\n:forms: {text}, x\n"
        f":next: end [{text}]\n:evidence: {text}\n\n{text}\n\n- {text}\n:::\n\n"
        f":::{{faq}} F {text}\n\n{text}\n:::\n\n:::{{form}} R {text}\n:template: {text}\n\n{text}\n:::\n"
    )
    return {f"page.{suffix}": rst if suffix == "rst" else myst}


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_nothing_becomes_markup_or_a_link_that_runs(desk: Desk, suffix: str, text: str) -> None:
    reading = desk.read(page(suffix, text))
    assert list(reading.doctree.findall(nodes.raw)) == []
    links = [*reading.doctree.findall(nodes.reference), *reading.doctree.findall(nodes.image)]
    assert [link for link in links if "script:" in str(link.attributes).casefold() or "data:" in str(link)] == []
    (step,) = reading.process.steps
    assert step.title.startswith("S ")
    assert step.role is not None


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what should not be there."""
        if tag == "x":
            self.faults.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().casefold().startswith(
                ("javascript:", "vbscript:", "data:text")
            ):
                self.faults.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        """Note a script that is one of ours."""
        if self.cdata_elem == "script" and "alert" in data:
            self.faults.append(data)


@pytest.fixture(scope="module")
def html_desk(make_desk: Callable[..., Desk]) -> Desk:
    """Builds HTML pages."""
    return make_desk("html", html_theme="basic")


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_nothing_runs_on_the_page(html_desk: Desk, suffix: str) -> None:
    body = dict.fromkeys(page(suffix, ""), "")
    for number, text in enumerate(ATTACKS):
        ((name, written),) = page(suffix, text).items()
        body[name] += written.replace("id: p", f"id: p{number}") + "\n"
    html_desk.read(body)
    written = (html_desk.folder / "_build" / "html" / "page.html").read_text(encoding="utf-8")
    tags = _Tags()
    tags.feed(written)
    assert tags.faults == []
    assert "alert(1)" in written  # shown as the text it is


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_characters_that_disguise_are_left_out_of_titles_and_values(desk: Desk, suffix: str) -> None:
    (step,) = desk.read(page(suffix, INVISIBLE)).process.steps
    for text in (step.title, step.input, step.evidence):
        assert not set(text) & set("\x00\x01\x1b\x7f\u202e\u2066")


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_names_that_differ_in_an_invisible_character_stay_two(desk: Desk, suffix: str) -> None:
    steps = {
        "rst": ".. step:: 登记\n\n.. step:: 登\u200b记\n",
        "md": ":::{step} 登记\n:::\n:::{step} 登\u200b记\n:::\n",
    }
    process = {"rst": ".. process:: P\n   :id: p\n\n", "md": ":::{process} P\n:id: p\n:::\n\n"}
    assert len({step.id for step in desk.read({f"page.{suffix}": process[suffix] + steps[suffix]}).process.steps}) == 2


def nested(suffix: str, depth: int) -> str:
    """Return steps inside one another."""
    if suffix == "rst":
        opened = "".join(f"{'   ' * level}.. step:: S{level}\n\n" for level in range(depth))
        return f".. process:: P\n   :id: p\n\n{opened}{'   ' * depth}The innermost text.\n"
    opened = "".join(f"{':' * (3 + depth - level)}{{step}} S{level}\n\n" for level in range(depth))
    closed = "".join(f"{':' * (4 + level)}\n" for level in range(depth))
    return f":::{{process}} P\n:id: p\n:::\n\n{opened}The innermost text.\n\n{closed}"


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_steps_nested_120_deep_are_all_on_the_page(desk: Desk, suffix: str) -> None:
    reading = desk.read({f"page.{suffix}": nested(suffix, 120)})
    shown = reading.doctree.astext()
    assert [level for level in range(120) if f"S{level}" not in shown] == []
    assert "The innermost text." in shown
    line = 44 if suffix == "rst" else 45
    message = "more than 20 directives inside one another; the body of this one is shown as written [procstd.nesting]"
    assert reading.warnings == [f"page.{suffix}:{line}: {message}"]


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_steps_nested_as_deep_as_allowed(desk: Desk, suffix: str) -> None:
    reading = desk.read({f"page.{suffix}": nested(suffix, 20)})
    assert len(reading.process.steps) == 20
    assert reading.process.steps[-1].body == "The innermost text."
    assert reading.warnings == []


def long(suffix: str, count: int) -> str:
    """Return a process of many steps."""
    if suffix == "rst":
        return ".. process:: P\n   :id: p\n\n" + "".join(
            f".. step:: Step {number}\n   :id: s{number}\n   :role: R{number % 7}\n   :next: s{max(0, number - 1)}\n\n   Text.\n\n"
            for number in range(count)
        )
    return ":::{process} P\n:id: p\n:::\n\n" + "".join(
        f":::{{step}} Step {number}\n:id: s{number}\n:role: R{number % 7}\n:next: s{max(0, number - 1)}\n\nText.\n:::\n\n"
        for number in range(count)
    )


def timed(desk: Desk, suffix: str, count: int) -> tuple[float, Reading]:
    """Read a long process; return the processor time it took."""
    start = time.process_time()
    reading = desk.read({f"page.{suffix}": long(suffix, count)})
    return time.process_time() - start, reading


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_5_000_steps_are_read_in_time_that_grows_with_their_number(desk: Desk, suffix: str) -> None:
    small, _ = timed(desk, suffix, 1_250)
    large, reading = timed(desk, suffix, 5_000)
    assert len(reading.process.steps) == 5_000
    assert reading.warnings == []
    assert large < small * 10 + 0.5  # four times the steps: four times the time, not sixteen


@pytest.mark.parametrize("written", ["**Chief** after 2 h", "*Chief* after 2 h", "`Chief` after 2 h", "|^", "\x9d|^"])
def test_an_escalation_with_markup_in_it_is_read_as_one(desk: Desk, written: str) -> None:
    reading = desk.rst(f"T\n=\n\n.. process:: P\n\n.. step:: S\n   :role: Clerk\n   :escalate: {written}\n")
    assert isinstance(reading.process.steps[0].escalate, Escalation)


LONG = "x" * 400
NAMED = {
    f".. form:: F\n   :template: {LONG}\n": (
        f'page.rst:2: template: "{LONG}" is neither an https: address nor a file inside the source folder [procstd.file]'
    ),
    f".. process-table:: P\n   :file: {LONG}.csv\n": (
        f'page.rst:2: cannot read "{LONG}.csv": there is no such file [procstd.file]'
    ),
}


@pytest.mark.parametrize(("text", "warning"), NAMED.items(), ids=["template", "file"])
def test_a_file_name_too_long_for_any_disk_is_said_by_place(desk: Desk, text: str, warning: str) -> None:
    assert warning in desk.rst(text).warnings


@pytest.mark.parametrize("directive", ["include", "figure", "image", "literalinclude", "form"])
@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_the_name_of_a_file_with_nul_in_it_is_said_by_place(desk: Desk, suffix: str, directive: str) -> None:
    option = ":template: a\x00b" if directive == "form" else ""
    title = "F" if directive == "form" else "a\x00b"
    lines = (
        (f":::{{{directive}}} {title}", option, ":::")
        if suffix == "md"
        else (f".. {directive}:: {title}", f"   {option}")
    )
    warnings = desk.read({f"page.{suffix}": "T\n=\n\n" + "\n".join(lines) + "\n"}).warnings
    assert warnings[0].startswith(f"page.{suffix}:")
    assert "a\ufffdb" in " ".join(warnings)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("name", ["javascript:alert(1)", "JavaScript:x", "data:text"])
def test_a_file_whose_name_runs_is_said(desk: Desk, name: str) -> None:
    """Sphinx's own search page leads to documents by their names, unquoted."""
    said = f"{name}.rst:1: this file's name is an address that runs where the search page leads to it; rename the file [procstd.file]"
    assert desk.read({f"{name}.rst": "T\n=\n"}).warnings == [said]


TEX = r"\\input{/etc/passwd} \\immediate\\write18{id} ^^5cinput $x_1$ %c {a} }b{ #1 & ~ \\csname x\\endcsname"


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_no_command_of_latex_reaches_the_manual(make_desk: Callable[..., Desk], suffix: str) -> None:
    desk = make_desk("latex", latex_engine="xelatex")
    desk.read(page(suffix, TEX))
    (written,) = (desk.folder / "_build" / "latex").glob("*.tex")
    text = written.read_text(encoding="utf-8")
    assert "immediate" in text
    assert re.findall(r"\\input\{/etc|\\immediate|\\write18|\\csname x|\^\^5c|\$x_1", text) == []
