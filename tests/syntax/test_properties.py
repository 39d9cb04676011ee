"""What holds for every text: the readers never fail, never lose a word, and take time in step with its length."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxcontrib_procstd.syntax.block import Markup, read_block
from sphinxcontrib_procstd.syntax.build import Reading, Value, build_fields
from sphinxcontrib_procstd.syntax.fences import mend_myst
from sphinxcontrib_procstd.syntax.lists import SEPARATORS, cut, split_items
from sphinxcontrib_procstd.syntax.names import INVISIBLE, near_name
from sphinxcontrib_procstd.syntax.options import find_option, nearest_option, options_of
from sphinxcontrib_procstd.syntax.sources import mend_rst
from sphinxcontrib_procstd.syntax.targets import parse_escalation, parse_targets

if TYPE_CHECKING:
    from collections.abc import Callable

PIECES = [
    ":", "：", "::", "：：", ":::", "：：：", "```", "~~~", "···", "..", "。。", "...", "{", "}", "｛", "｝", "(", ")", "[", "]",
    "《", "》", "（", "）", "step", "Step", "步骤", "process", "form", "stpe", "note", "code-block", "role", "责任岗位", "rol", "id",
    "next", "Clerk", "客服", " ", "  ", "    ", "\t", "\u3000", "\u00a0", "\u200b", "\ufeff", "---", "#", " #", '"', "'", "“",
    ">", "|", "-", "`", "、", "，", ";", "；", "\\", "\x00", "\u202e", "end", "a", "1",
]  # fmt: skip
line = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
option = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", " ", "   ", "\u3000"]),
    st.sampled_from([":", "：", ""]),
    st.sampled_from(["role", "责任岗位", "Deadline", "rol", "id", "备注", "kind"]),
    st.sampled_from([": ", "：", ":", " "]),
    line,
)
lines = st.lists(st.one_of(st.just(""), line, option, st.text(max_size=12)), max_size=12).map(
    lambda parts: "\n".join(parts).split("\n")
)
markups = st.sampled_from(list(Markup))
_WORD = re.compile(r"\w+")


def words(text: str) -> set[str]:
    return set(_WORD.findall(re.sub(f"[{INVISIBLE}]", "", text)))


@given(lines, markups, st.booleans(), st.integers(0, 1), st.sampled_from(["step", "process", "form", "faq"]))
@example([":rol: Clerk", "", ":role: x"], Markup.RST, False, 0, "step")
@example(["T", "---", "a: b", "c"], Markup.MYST, True, 0, "step")
def test_every_word_of_a_block_is_in_its_title_a_value_the_body_or_a_remark(
    text: list[str], markup: Markup, titled: bool, gap: int, directive: str
) -> None:
    block = read_block(directive, text, titled=titled, markup=markup, gap=gap)
    kept = [block.title, *text[block.body :]]
    kept += [value.text for value in block.options.values()]
    kept += [remark.message for remark in block.remarks]
    named = [text[value.line] for value in block.options.values()]
    found = words("\n".join(kept)) | {
        word
        for written in named
        for word in words(re.split(r"[:：]\s*|\s", written.strip(" :：\t\u3000"), maxsplit=1)[0])
    }
    names = {
        word
        for option in options_of(directive)
        for name in (option.name, *option.zh, *option.also)
        for word in words(name)
    }
    comments = {word for row in text if row.lstrip().startswith("#") for word in words(row)}
    lost = {word for word in words("\n".join(text)) if word not in found} - comments
    assert {word for word in lost if word.casefold() not in names} == set()


@given(lines, markups, st.booleans())
def test_every_remark_names_a_line_of_its_block(text: list[str], markup: Markup, titled: bool) -> None:
    block = read_block("step", text, titled=titled, markup=markup)
    assert all(0 <= remark.line < len(text) for remark in block.remarks)
    assert all(0 <= value.line < len(text) for value in block.options.values())


@given(lines)
def test_mending_rst_keeps_every_line_in_its_place(text: list[str]) -> None:
    mended = mend_rst(text)
    places = [place for line, place in mended.lines if line.strip() or not text[place].strip()]
    assert places == sorted(places)
    assert {place for _, place in mended.lines} == set(range(len(text)))
    assert [
        words(line) >= words(text[place]) - _names(text[place]) for line, place in mended.lines if line.strip()
    ].count(False) == 0


def _names(line: str) -> set[str]:
    """Return the words of a line that may be a directive's name, which mending may correct."""
    found = re.search(r"\w[\w-]*", re.sub(f"[{INVISIBLE}]", "", line))
    return words(found[0]) if found else set()


@given(lines)
def test_mending_rst_twice_changes_nothing_more(text: list[str]) -> None:
    once = [line for line, _ in mend_rst(text).lines]
    assert [line for line, _ in mend_rst(once).lines] == once


@given(lines)
def test_mending_myst_keeps_every_line_in_its_place(text: list[str]) -> None:
    mended, remarks = mend_myst(text)
    assert len(mended) >= len(text)
    assert all(words(new) >= words(old) - _names(old) for old, new in zip(text, mended, strict=False))
    assert all(0 <= remark.line < len(text) for remark in remarks)


@given(st.text())
def test_splitting_a_list_loses_nothing(text: str) -> None:
    spans = cut(text)
    assert text == "".join(text[start:end] + text[end : end + 1] for start, end in spans)
    assert all(text[end] in SEPARATORS for _, end in spans[:-1])
    items = split_items(text)
    kept = "".join(item.name + item.note for item in items)
    assert words(text) <= words(" ".join([*(item.name for item in items), *(item.note for item in items), kept]))


@given(line)
def test_items_stand_where_they_say(text: str) -> None:
    assert [text[item.start : item.end] for item in split_items(text)] == [item.name for item in split_items(text)]


@given(st.one_of(st.text(), line))
def test_a_flow_is_read_or_said_to_be_wrong(text: str) -> None:
    targets, faults = parse_targets(text)
    shown = [*(target.name + " " + target.guard + target.kind.value for target in targets), *(f.text for f in faults)]
    assert bool(targets or faults) == any(text[start:end].strip() for start, end in cut(text))
    assert all(shown)


@given(st.one_of(st.text(), line))
def test_an_escalation_goes_to_words_that_were_written(text: str) -> None:
    assert parse_escalation(text).to in " ".join(text.split())


@given(
    st.sampled_from(["process", "step", "form", "control"]), st.dictionaries(st.text(max_size=10), st.text(max_size=30))
)
def test_values_are_read_or_said_to_be_wrong(directive: str, texts: dict[str, str]) -> None:
    known = {option.name: text for option, text in zip(options_of(directive), texts.values(), strict=False)}
    reading = Reading(directive=directive, values={name: Value(text) for name, text in known.items()}, lines={})
    fields = build_fields(reading)
    said = {remark.message.partition(":")[0] for remark in reading.remarks}
    for name, text in known.items():
        option = find_option(directive, name)
        assert option is not None
        if words(text) and option.key not in fields:
            assert name in said


# Time

SIZES = (3_000, 24_000)
RATIO = 32  # eight times the input may take four times as long as it should on a busy machine, not eight


def grows_linearly(work: Callable[[int], object]) -> bool:
    """Return whether eight times the input takes nothing like sixty-four times the processor's time."""
    work(SIZES[0])
    small, large = (min(_seconds(work, size) for _ in range(2)) for size in SIZES)
    return large < small * RATIO + 0.05


def _seconds(work: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    work(size)
    return time.process_time() - start


HOSTILE = [
    " ", ":", "：", ":a", ": ", "a:", "《", "）", "(", "()", "[", "[]", "`", "、", "a、", "\u3000", "\t", ". ", "..", "{", "步骤：",
    "{step}", "a after ", "后升级至", "\u200b",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize(
    "work",
    [
        split_items,
        parse_targets,
        parse_escalation,
        near_name,
        lambda text: read_block("step", ["T", text, f":{text}: a", f":id: {text}"], titled=True, markup=Markup.MYST),
        lambda text: mend_rst([text, f".. {text}", f".. step{text}", f"{text}.. step：A"]),
        lambda text: mend_myst([text, f":::{text}", f":::{{step{text}", f"{text}:::{{step}}A", f"```{text}"]),
    ],
    ids=["list", "flow", "escalation", "name", "block", "rst", "myst"],
)
def test_a_long_line_takes_time_in_step_with_its_length(work: Callable[[str], object], piece: str) -> None:
    assert grows_linearly(lambda size: work(piece * size))


@pytest.mark.parametrize(
    "row",
    [
        ".. step：A", ".. step:: A\n:id: a", "Text\n.. step:: A", "　　.. step:: A\n　　　　:id: a", ".. note::", "x::", "   x",
        ".. step A", "- x", ".. process:: P\n\n   .. step::A",
    ],
)  # fmt: skip
def test_many_lines_of_rst_take_time_in_step_with_their_number(row: str) -> None:
    assert grows_linearly(lambda size: mend_rst((f"{row}\n" * (size // 12)).split("\n")))


@pytest.mark.parametrize(
    "row",
    [
        ":::{step}A\n\n:::", ":::{step} A\n\nBody", ":::{step} A", "：：：{step} A", "    :::{step} A\n    :::", "```", "```a\n\n:::{step} A",
        ":::{note}\n\n:::{step} A", "::::{process} P\n\n:::{step} A\n:::\n:::", "- x\n  - y", ":::", "::", "x",
    ],
)  # fmt: skip
def test_many_lines_of_myst_take_time_in_step_with_their_number(row: str) -> None:
    assert grows_linearly(lambda size: mend_myst((f"{row}\n" * (size // 12)).split("\n")))


@pytest.mark.parametrize("row", [":rol: x", ":role: x", "：备注：x", "text", "", ":role: x\n", "  x"])
@pytest.mark.parametrize("markup", list(Markup))
def test_many_lines_of_a_block_take_time_in_step_with_their_number(row: str, markup: Markup) -> None:
    def work(size: int) -> object:
        return read_block("step", ("T\n" + f"{row}\n" * (size // 24)).split("\n"), titled=True, markup=markup)

    assert grows_linearly(work)


def test_a_very_long_name_is_compared_in_time() -> None:
    assert nearest_option("step", "x" * 40) == ""
