"""Processes to export: generated ones for Hypothesis, the complaint process of the standard, and how to compare two."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.exchange.fields import PROCESS_FIELDS, RECORD_FIELDS, STEP_FIELDS
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process, Record, Step
from sphinxcontrib_procstd.sphinx_ext.interchange import SYNTAX

HERE = Location("")
EMPTY = Catalogue()
REPOSITORY = Path(__file__).resolve().parents[2]


def shared_models() -> list[Path]:
    """Return the BPMN models beside the repository, none where this checkout has no shared folder."""
    folder = Path(os.environ.get("PROCSTD_SHARED") or REPOSITORY.parent / "shared")
    return sorted((folder / "data" / "bpmn").rglob("*.bpmn"))


def make_step(title: str, step_id: str = "", body: str = "", **texts: str) -> Step:
    """Return a step as its author would write it: option texts by their names, ``_`` for ``-``."""
    fields, messages = SYNTAX.build_fields("step", {name.replace("_", "-"): text for name, text in texts.items()})
    assert not messages
    for name in ("input", "output"):
        if name in fields:
            fields[name + "s"] = SYNTAX.items(fields[name])
    return Step(
        id=step_id or SYNTAX.make_id(title), title=title, title_source=title, body=body, location=HERE, **fields
    )


def make_process(title: str, *steps: Step, process_id: str = "", body: str = "", **texts: str) -> Process:
    """Return a process as its author would write it."""
    fields, messages = SYNTAX.build_fields("process", {name.replace("_", "-"): text for name, text in texts.items()})
    assert not messages
    found = process_id or SYNTAX.make_id(title)
    return Process(id=found, title=title, title_source=title, body=body, location=HERE, steps=steps, **fields)


COMPLAINT = make_process(
    "客户投诉处理流程",
    make_step("接收投诉", "receive", "登记投诉人、投诉内容和联系方式。", role="客服专员", input="投诉（电话或邮件）",
              output="《投诉登记表》（系统自动生成）", deadline="即时", forms="《投诉登记表》", systems="CRM系统、客服工单系统"),
    make_step("分级", "classify", "按手册判定级别。\n\n两个级别都满足的取高的一级。", role="客服主管", input="《投诉登记表》",
              output="投诉级别", deadline="接收后2小时内", tools="投诉分类标准手册", decision="是否紧急？",
              next="approve [紧急或特急]; solve"),
    make_step("制定处理方案", "solve", "写明原因与措施。", role="技术支持工程师", input="投诉级别",
              output="《处理方案审批表》", deadline="接到转派后4小时内", escalate="客服主管 after 4小时"),
    make_step("审批", "approve", "同意或退回。", role="质量经理", kind="approval", input="《处理方案审批表》",
              output="审批意见", deadline="2小时内", systems="OA审批系统", next="close [同意]; solve [退回]"),
    make_step("归档", "close", "核对附件后关闭。", role="客服专员", input="审批意见", output="投诉档案", deadline="1小时内"),
    process_id="complaint", body="24小时内答复。", number="SOP-CS-001", version="1.1", status="effective",
    effective="2026-09-01", owner="运营总监", departments="客服部、技术支持部、质量部", goal="24小时内答复每一件投诉",
    start="客户提出投诉", end="投诉关闭",
)  # fmt: skip

_CHARACTERS = st.one_of(
    st.sampled_from("投诉登记表处理方案，、；。：（）《》ｘＡ"),
    st.sampled_from("abcXYZ019 _-.,;:/#*`'\"\\|<>&=+@%!?(){}~$^"),
)
PLAIN = st.text(_CHARACTERS, min_size=1, max_size=24).map(lambda text: " ".join(text.split())).filter(bool)
"""A text on one line with whatever people type, markup and formulas among it."""
TITLES = st.builds("{}{}".format, st.sampled_from("接a审Z批"), PLAIN)
BODIES = st.lists(st.lists(TITLES, min_size=1, max_size=3).map("\n".join), max_size=3).map("\n\n".join)
_NAMES = st.text(st.sampled_from("投诉登记表系统客服abcXYZ019 _-.:/#*'\"\\|<>&=+@%!?~$^"), min_size=1, max_size=12)
_NOTES = st.sampled_from(["", "", "（系统自动）", " (draft 2)", "（a、b）"])
ITEMS = st.lists(st.builds("{}{}".format, _NAMES.map(lambda text: f"表{' '.join(text.split())}"), _NOTES), min_size=1,
                 max_size=3).map("、".join)  # fmt: skip
"""A list of names with notes, as an option holds it. Brackets in names are not balanced by chance."""
_LISTS = (
    "owner approved-by departments tags lanes role accountable consulted informed backup forms systems tools controls"
)
_WORDS = {"number": st.from_regex(r"\A[A-Z]{2}-[0-9]{1,3}\Z"), "version": st.from_regex(r"\A[1-9]\.[0-9]\Z")}
_CHOSEN = {
    "status": st.sampled_from(["draft", "in-review", "pilot", "effective", "under-revision", "retired"]),
    "kind": st.sampled_from(["approval", "notify", "wait", "system"]),
    "join": st.sampled_from(["all", "any"]),
    "key": st.just("yes"),
    "orientation": st.sampled_from(["top-down", "left-right"]),
    "engine": st.just("graphviz"),
    **dict.fromkeys(("effective", "approved-on", "last-reviewed"), st.dates().map(lambda day: day.isoformat())),
    **dict.fromkeys(("supersedes", "based-on", "formerly"), st.from_regex(r"\A[a-z]{2,6}(, [a-z]{2,6})?\Z")),
    "calendar": st.just("china"),
    **dict.fromkeys(_LISTS.split(), ITEMS),
    "escalate": st.sampled_from(["客服主管 after 4小时", "manager after 2 h", "运营总监"]),
}


def _texts(names: list[str], **more: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    known = {**_CHOSEN, **_WORDS, **more}
    return st.fixed_dictionaries({}, optional={name: known.get(name, PLAIN) for name in names})


@st.composite
def processes(draw: st.DrawFn) -> Process:
    """Return a process with any of its fields, two to five steps, flows between them."""
    count = draw(st.integers(2, 5))
    ids = [f"s{number}" for number in range(count)]
    guards = st.from_regex(r"\A[a-z投诉同意 ]{1,8}\Z").map(lambda text: " ".join(text.split()) or "x")
    targets = st.builds("{} [{}]".format, st.sampled_from([*ids, "process:other"]), guards)
    flows = st.lists(targets, min_size=1, max_size=3).map("; ".join)
    names = [field.name for field in STEP_FIELDS if field.name != "id"]
    titles = draw(st.lists(TITLES, min_size=count, max_size=count, unique_by=SYNTAX.step_title))
    steps = []
    for step_id, title in zip(ids, titles, strict=True):
        texts = draw(_texts(names, next=flows, parallel=st.sampled_from(ids)))
        steps.append(_step(title, step_id, draw(BODIES), texts))
    texts = draw(_texts([field.name for field in PROCESS_FIELDS if field.name != "id"]))
    fields, _ = SYNTAX.build_fields("process", texts)
    title = draw(TITLES)
    records = tuple(draw(st.lists(_records(), max_size=3)))
    kinds = list(RECORD_FIELDS)
    return Process(
        id="sample", title=title, title_source=title, body=draw(BODIES), location=HERE, steps=tuple(steps),
        records=tuple(sorted(records, key=lambda record: kinds.index(record.kind))), **fields,
    )  # fmt: skip


@st.composite
def _records(draw: st.DrawFn) -> Record:
    kind = draw(st.sampled_from(list(RECORD_FIELDS)))
    names = [field.name for field in RECORD_FIELDS[kind]]
    chosen = {
        "kind": st.sampled_from(["substantive", "editorial"]),
        "measure": st.sampled_from(["on-time", "rework"]),
        "id": st.just("c-1"),
        "step": st.just("s1"),
    }
    dated = dict.fromkeys(("date", "effective", *(("start", "end") if kind == "pilot" else ())), st.just("2026-03-02"))
    texts = {name: {**chosen, **dated}.get(name, PLAIN) for name in names}
    values = draw(st.fixed_dictionaries({}, optional=texts))
    return Record(kind=kind, title=draw(TITLES), body=draw(BODIES), values=values, location=HERE)


def _step(title: str, step_id: str, body: str, texts: dict[str, str]) -> Step:
    fields, _ = SYNTAX.build_fields("step", texts)
    for name in ("input", "output"):
        if name in fields:
            fields[name + "s"] = SYNTAX.items(fields[name])
    return Step(id=step_id, title=title, title_source=title, body=body, location=HERE, **fields)


RECORDS = (
    Record(kind="pain-point", title="登记两次", location=HERE, body="原因：*渠道*多。", values={"source": "抽样_1"}),
    Record(kind="revision", title="1.1", location=HERE, body="增加分支。", values={"date": "2026-08-20"}),
)


def bare(value: Any) -> Any:
    """Return a process, step or resource without what depends on where it was written."""
    if isinstance(value, tuple):
        return tuple(map(bare, value))
    if isinstance(value, Mention):
        return (value.name, value.note)
    if isinstance(value, Record):
        return (value.kind, value.title, value.body, dict(value.values))
    if not isinstance(value, Process | Step):
        return value
    names = set(value.__dataclass_fields__) - {
        "location",
        "docname",
        "lines",
        "own",
        "category_source",
        "title_source",
        "links",
    }
    return {name: bare(getattr(value, name)) for name in sorted(names)}


def without(process: Process, *, of_process: tuple[str, ...] = (), of_steps: tuple[str, ...] = ()) -> Process:
    """Return a process without the fields that a format cannot hold."""
    blank = make_process("x", make_step("y"), process_id="x")
    steps = tuple(replace(s, **{name: getattr(blank.steps[0], name) for name in of_steps}) for s in process.steps)
    return replace(process, steps=steps, **{name: getattr(blank, name) for name in of_process})
