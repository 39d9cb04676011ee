"""The flow rules on small processes, legal and illegal: nested and looping parallel work, hand-overs, several ends.

A flow is written in short: steps by semicolons, their options behind them, targets by commas.
"""

from __future__ import annotations

import re

import pytest

from sphinxcontrib_procstd.lint.engine import run_lint
from sphinxcontrib_procstd.lint.registry import all_rules
from sphinxcontrib_procstd.model.catalogue import Catalogue

from .build import catalogue

FLOWS: dict[str, tuple[str, list[str]]] = {
    "straight": ("a;b;c", []),
    "nested parallel ok": (
        "a parallel=b,c; b parallel=d,e; d next=f; e next=f; f join=all next=g; c next=g; g join=all",
        [],
    ),
    "nested parallel, inner not joined": (
        "a parallel=b,c; b parallel=d,e; d next=g; e next=g; c next=g; g join=all",
        [],
    ),
    "parallel inside loop": ("a; s parallel=b,c; b next=j; c next=j; j join=all; k next=s [bad],z; z", ["F306 s"]),
    "parallel inside loop, back edge into AND join": (
        "a parallel=b,c; b next=j; c next=j; j join=all next=k; k next=j [again],z; z",
        ["F308 j", "F306 j"],
    ),
    "loop back to branch of parallel": ("a parallel=b,c; b next=j; c; d next=c [redo],j; j join=all", ["F306 c"]),
    "hand-over in branch": ("a next=process:other [big],b; b", []),
    "parallel, one branch hands over": ("a parallel=b,c; b next=process:other; c next=end", []),
    "parallel, one branch ends": ("a parallel=b,c; b next=end; c; d", []),
    "several ends": ("a next=b [yes],c [no]; b next=end [done]; c next=end [refused]", []),
    "decision default": ("a next=b [yes],c; b next=d; c; d", []),
    "xor join any ok": ("a next=b [yes],c; b next=d; c next=d; d join=any", []),
    "xor into all": ("a next=b [yes],c; b next=d; c next=d; d join=all", ["F308 d"]),
    "parallel into any": ("a parallel=b,c; b next=d; c next=d; d join=any", ["F308 d"]),
    "parallel, branch w decision that rejoins": (
        "a parallel=b,c; b next=x [yes],y; x next=m; y next=m; m next=d; c next=d; d join=all",
        [],
    ),
    "parallel, branch w decision straight to AND join": (
        "a parallel=b,c; b next=x [yes],y; x next=d; y next=d; c next=d; d join=all",
        ["F308 d"],
    ),
    "decision branch w parallel to merge": (
        "a next=b [yes],c; b parallel=x,y; x next=d; y next=d; c next=d; d",
        ["F308 d"],
    ),
    "decision branch w parallel, inner joined": (
        "a next=b [yes],c; b parallel=x,y; x next=m; y next=m; m join=all next=d; c next=d; d",
        [],
    ),
    "wait": ("a; w kind=wait next=b [arrived],e [timeout]; b next=end; e next=end", []),
    "subprocess": ("a; s kind=subprocess; b", []),
    "loop self": ("a next=a [again],b; b", ["F306 a"]),
    "skip": ("a next=b [yes],c; b; c", []),
    "skip into AND join": ("a next=b [yes],c; b; c join=all", ["F308 c"]),
    "parallel skip": ("a parallel=b,c; b next=c; c join=all", []),
    "parallel with next": ("a parallel=b,c next=d; b next=d; c next=d; d join=all", []),
    "three way parallel, two joined first": (
        "a parallel=b,c,d; b next=m; c next=m; m join=all next=z; d next=z; z join=all",
        [],
    ),
    "three way parallel, two joined w/o wait": (
        "a parallel=b,c,d; b next=m; c next=m; m next=z; d next=z; z join=all",
        ["F308 m"],
    ),
    "unbounded loop inside AND branch": ("a parallel=b,c; b; b2 next=b [redo],j; c next=j; j join=all", ["F306 b"]),
    "unstructured: branch leaves parallel to end": ("a parallel=b,c; b next=end [cancel],j; c next=j; j join=all", []),
    "join on first with back edge": ("a join=any; b next=a [again],c; c", ["F306 a"]),
    "join all on first with back edge": ("a join=all; b next=a [again],c; c", ["F306 a", "F308 a"]),
    "loop join all on entry": ("a; b join=all; c next=b [again],d; d", ["F306 b", "F308 b"]),
    "loop entered sideways": ("a next=b [x],c; b next=c; c next=b [again],d; d", ["F306 b"]),
}
_WORD = re.compile(r"\w+=(?:(?!\s\w+=).)+|\S+")


def flow(text: str) -> Catalogue:
    """Return a process of the steps in short, and one to hand over to."""
    steps = []
    for part in text.split(";"):
        step_id, *options = _WORD.findall(part.strip())
        values = dict(option.split("=", 1) for option in options)
        steps.append({"id": step_id, **{name: value.replace(",", ";").strip() for name, value in values.items()}})
    return catalogue({"process": [{"id": "p", "step": steps}, {"id": "other", "step": [{"id": "o"}]}]})


@pytest.mark.parametrize(("text", "expected"), FLOWS.values(), ids=FLOWS)
def test_what_the_flow_rules_say(text: str, expected: list[str]) -> None:
    rules = [rule for rule in all_rules() if rule.code.startswith("F")]
    found = run_lint(flow(text), rules=rules)
    assert [f"{finding.code} {finding.step}" for finding in found if finding.process == "p"] == expected
