"""Which column of a log means what: as the settings say, else by the names logs usually have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from difflib import get_close_matches

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.figures.spec import Columns

USUAL: dict[str, tuple[str, ...]] = {
    "case": (
        "case:concept:name",
        "case_id",
        "case id",
        "caseid",
        "case",
        "案例编号",
        "案例",
        "流程实例",
        "工单号",
        "单号",
    ),
    "activity": ("concept:name", "activity", "event", "step", "活动", "活动名称", "步骤", "流程步骤"),
    "start": ("start_timestamp", "start", "start time", "start_time", "started", "开始时间"),
    "complete": (
        *("time:timestamp", "complete", "completed", "complete time", "end", "end_time", "end time", "timestamp"),
        *("complete_timestamp", "completion time", "time", "完成时间", "结束时间", "时间"),
    ),
    "role": ("org:role", "role", "job role", "岗位", "责任岗位", "角色"),
    "outcome": ("outcome", "result", "case:outcome", "结果", "处理结果"),
    "satisfaction": ("satisfaction", "case:satisfaction", "score", "满意度", "评分"),
    "lifecycle": ("lifecycle:transition", "lifecycle", "transition"),
}
"""What a column means -> its names of old: those of XES 2.0 (IEEE 1849-2023) first, then everyday ones."""


def choose_columns(wanted: Columns, present: Sequence[str], log: str) -> Columns:
    """Return the columns to read; raises `ProcstdError` for one that is not there."""
    chosen = {}
    by_fold = {name.strip().casefold(): name for name in reversed(present)}
    for each in fields(Columns):
        name = getattr(wanted, each.name)
        if name and name not in present:
            raise ProcstdError(f'{log} has no column "{name}"{_hint(name, present)}')
        usual = (by_fold[text] for text in USUAL.get(each.name, ()) if text in by_fold)
        chosen[each.name] = name or next(usual, "")
    found = Columns(**chosen)
    if not found.case or not found.activity or not found.complete:
        missing = next(name for name in ("case", "activity", "complete") if not getattr(found, name))
        listed = ", ".join(present[:20])
        message = (
            f"{log} has no column known to hold the {_MEANINGS[missing]}; name it in columns: {{{missing!r}: ...}}"
        )
        raise ProcstdError(f"{message} (there are {listed})")
    return replace(found, start="" if found.start == found.complete else found.start)


_MEANINGS = {"case": "case", "activity": "activity", "complete": "completion time"}


def _hint(name: str, present: Iterable[str]) -> str:
    names = list(present)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return f'; did you mean "{near[0]}"?' if near else f"; there are {', '.join(names[:20])}"
