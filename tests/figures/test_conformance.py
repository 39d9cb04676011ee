"""Playing traces on the written flow: parallel work, silent ways, and the fewest deviations."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_procstd.figures.alignment import Alignment, align
from sphinxcontrib_procstd.figures.net import Net, build_net
from sphinxcontrib_procstd.figures.replay import Replayer, Tokens, fitness
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.flowgraph import build_flow_graph
from sphinxcontrib_procstd.model.process import Process
from tests.figures.samples import ORDER, measured, process, step, write_log

A, B, C, D = range(4)
TOGETHER = process(
    step("a", parallel="b; c"), step("b", next="d"), step("c", next="d"), step("d", join="all", next="end")
)
"""a, then b and c in any order, then d."""


def net_of(found: Process) -> Net:
    codes = {each.id: code for code, each in enumerate(found.steps)}
    return build_net(build_flow_graph(found, Catalogue(processes=(found,))), codes)


@pytest.mark.parametrize("trace", [(A, B, C, D), (A, C, B, D)])
def test_parallel_steps_come_in_any_order(trace: tuple[int, ...]) -> None:
    """a, the silent split (1 in, 2 out), b, c, the silent join (2 in, 1 out), d: consumed 7 + 1, produced 1 + 7."""
    assert Replayer(net_of(TOGETHER)).replay(trace) == Tokens(missing=0, consumed=8, remaining=0, produced=8)
    assert align(net_of(TOGETHER), trace, whole=True) == Alignment()


def test_a_join_waits_for_all() -> None:
    """Without c the join cannot fire: d's token is missing, and those before c and after b remain."""
    tokens = Replayer(net_of(TOGETHER)).replay((A, B, D))
    assert (tokens.missing, tokens.remaining) == (1, 2)
    assert align(net_of(TOGETHER), (A, B, D), whole=True) == Alignment(skipped=(C,))


def test_a_step_in_the_wrong_place_is_skipped_there_and_too_much_here() -> None:
    found = align(net_of(ORDER), (A, C, B, D), whole=True)
    assert found is not None
    assert len(found.skipped) + len(found.extra) == 2


def test_a_step_nobody_knows_is_too_much() -> None:
    assert align(net_of(ORDER), (A, B, -1, C, D), whole=True) == Alignment(extra=(-1,))


def test_an_open_case_may_stop_anywhere() -> None:
    assert align(net_of(ORDER), (A, B), whole=False) == Alignment()
    assert align(net_of(ORDER), (A, B), whole=True) == Alignment(skipped=(C, D))


def test_overdue_work_may_go_to_its_step() -> None:
    from sphinxcontrib_procstd.model.process import Escalation

    late = process(step("a", escalate=Escalation(to="c", after="2 h")), step("b", next="end"), step("c", next="end"))
    assert align(net_of(late), (C,), whole=True) == Alignment()


def test_another_process_is_an_end() -> None:
    handed = process(step("a", next="process:other"))
    assert Replayer(net_of(handed)).replay((A,)) == Tokens(missing=0, consumed=2, remaining=0, produced=2)


def test_branches_that_end_apart_leave_nothing_behind() -> None:
    apart = process(step("a", parallel="b; c"), step("b", next="end"), step("c", next="end"))
    assert Replayer(net_of(apart)).replay((A, B, C)).remaining == 0


def test_the_formula_of_rozinat_and_van_der_aalst() -> None:
    """1/2 (1 - 4/20) + 1/2 (1 - 2/10) = 0.4 + 0.4."""
    assert fitness(missing=4, consumed=20, remaining=2, produced=10) == pytest.approx(0.8)


def test_a_flow_that_makes_tokens_without_end_is_given_up() -> None:
    """b and c start each other and a again: no marking without tokens elsewhere is ever reached."""
    endless = process(step("a", parallel="a; b"), step("b", next="end"))
    tokens = Replayer(net_of(endless)).replay((A,) * 3 + (B,))
    assert tokens.missing == 0
    assert tokens.remaining > 0


traces = st.lists(st.integers(-1, 3), max_size=7).map(tuple)


@given(traces)
def test_the_order_of_replays_changes_nothing(trace: tuple[int, ...]) -> None:
    net = net_of(ORDER)
    used = Replayer(net)
    used.replay((A, B, C, D))
    assert used.replay(trace) == Replayer(net).replay(trace)


@given(traces)
def test_tokens_are_kept(trace: tuple[int, ...]) -> None:
    """What is produced or missing is consumed or remains."""
    tokens = Replayer(net_of(TOGETHER)).replay(trace)
    assert tokens.produced + tokens.missing == tokens.consumed + tokens.remaining


@given(traces)
def test_a_trace_without_its_deviations_is_a_run(trace: tuple[int, ...]) -> None:
    net = net_of(ORDER)
    found = align(net, trace, whole=True)
    assert found is not None
    mended = list(trace)
    for code in found.extra:
        mended.remove(code)
    assert len(mended) + len(found.skipped) >= 3  # the shortest run takes, picks, checks and packs, or less a round
    tokens = Replayer(net).replay(trace)
    if found.is_clean:
        assert (tokens.missing, tokens.remaining) == (0, 0)


def test_a_bound_that_is_met_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of four variants two are played, and of the two that leave the flow one is looked into."""
    from sphinxcontrib_procstd.figures import conformance
    from sphinxcontrib_procstd.figures.bounds import bounds_met

    monkeypatch.setattr(conformance, "MOST_VARIANTS", 3)
    monkeypatch.setattr(conformance, "MOST_DIAGNOSED", 1)
    text = "case_id,activity,complete\n"
    for case, steps in enumerate(("abc", "abc", "abc", "ac", "ac", "bc", "a")):
        text += "".join(f"{case},{name},2026-01-0{day}\n" for day, name in enumerate(steps, 1))
    line = process(step("a"), step("b"), step("c", next="end"))
    found = measured(line, write_log(tmp_path, text))
    assert list(bounds_met(found)) == [
        (
            "Only the 3 most frequent of 4 variants were played on the flow: 6 of 7 cases. "
            "What is said of the flow is said of these."
        ),
    ]
    monkeypatch.setattr(conformance, "MOST_VARIANTS", 100)
    found = measured(line, write_log(tmp_path, text))
    assert list(bounds_met(found)) == [
        (
            "Exceptions are those of the 1 most frequent variants that leave the flow: 2 of 3 such cases. "
            "Of the others they were not looked for."
        ),
    ]


def test_flows_are_counted_by_the_tokens_that_were_used(tmp_path: Path) -> None:
    """a then b or c, then d. Case 1: a b d. 2: a c d. 3: a d, which skips the choice. 4: a b, still open.

    The token that case 3 leaves before the choice is never used, so of the choice there are three.
    """
    text = "case_id,activity,complete\n"
    for case, steps in enumerate(("abd", "acd", "ad", "ab"), 1):
        text += "".join(f"{case},{name},2026-01-0{day}\n" for day, name in enumerate(steps, 1))
    choice = process(step("a", next="b; c"), step("b", next="d"), step("c"), step("d", next="end"))
    conformance = measured(choice, write_log(tmp_path, text)).conformance
    assert conformance is not None
    assert {(flow.source, flow.target): flow.times for flow in conformance.flows} == {
        ("start:", "a"): 4,
        ("a", "a.decision"): 3,
        ("a.decision", "b"): 2,
        ("a.decision", "c"): 1,
        ("b", "d"): 1,
        ("c", "d"): 1,
        ("d", "end:"): 3,
    }


def test_both_branches_of_a_parallel_part_are_counted(tmp_path: Path) -> None:
    """a starts b and c, which d waits for; they come in either order."""
    text = "case_id,activity,complete\n"
    for case, steps in enumerate(("abcd", "acbd"), 1):
        text += "".join(f"{case},{name},2026-01-0{day}\n" for day, name in enumerate(steps, 1))
    both = process(
        step("a", parallel="b; c"), step("b", next="d"), step("c", next="d"), step("d", join="all", next="end")
    )
    conformance = measured(both, write_log(tmp_path, text)).conformance
    assert conformance is not None
    times = {(flow.source, flow.target): flow.times for flow in conformance.flows}
    assert (times["a.split", "b"], times["a.split", "c"], times["b", "d.join"], times["c", "d.join"]) == (2, 2, 2, 2)
