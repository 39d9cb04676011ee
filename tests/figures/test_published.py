"""Public logs, beside values reckoned here in plain Python by the published definitions.

The logs are those that process mining tools document their figures with (running-example and a sample of the road
traffic fines). They are not part of this repository: without them these tests are skipped.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import mean, median, quantiles

import pytest

from sphinxcontrib_procstd.figures.result import Figures, Share
from sphinxcontrib_procstd.model.process import Process
from tests.figures.samples import measured, process, shared_logs, step

LOGS = shared_logs()
pytestmark = pytest.mark.skipif(LOGS is None, reason="needs the public logs in ../shared/data/logs")

REQUEST = process(
    step("register", "register request", parallel="examine; check"),
    step("examine", "examine thoroughly", next="decide"),
    step("check", "check ticket", next="decide"),
    step("decide", "decide", join="all", next="pay; reinitiate; reject"),
    step("reinitiate", "reinitiate request", parallel="examine; check"),
    step("pay", "pay compensation", next="end"),
    step("reject", "reject request", next="end"),
    id="request",
)
FINE = process(
    step("create", "Create Fine", next="pay; send"),
    step("send", "Send Fine", next="notify; pay"),
    step("notify", "Insert Fine Notification", next="add; pay"),
    step("add", "Add penalty", next="pay; collect"),
    step("pay", "Payment", next="end"),
    step("collect", "Send for Credit Collection", next="end"),
    id="fine",
)


class Plain:
    """A log in plain Python: case -> its events in order, each an activity and its moment."""

    def __init__(self, name: str) -> None:
        assert LOGS is not None
        self.path = LOGS / name
        cases: dict[str, list[tuple[datetime, int, str]]] = {}
        with (LOGS / name).open(encoding="utf-8", newline="") as stream:
            for place, row in enumerate(csv.DictReader(stream)):
                moment = datetime.fromisoformat(row["time:timestamp"])
                cases.setdefault(row["case:concept:name"], []).append((moment, place, row["concept:name"]))
        self.cases = {case: [(name, moment) for moment, _, name in sorted(events)] for case, events in cases.items()}

    def durations(self) -> list[float]:
        """Return seconds from the first to the last event of each case: pm4py's case duration, edeaR's throughput time."""
        return sorted((events[-1][1] - events[0][1]).total_seconds() for events in self.cases.values())

    def repeated(self) -> Counter[str]:
        """Return activity -> cases in which it occurs more than once: pm4py's rework cases per activity."""
        found: Counter[str] = Counter()
        for events in self.cases.values():
            found.update(name for name, times in Counter(name for name, _ in events).items() if times > 1)
        return found

    def follows(self) -> Counter[tuple[str, str]]:
        """Return the directly-follows graph."""
        return Counter((one[0], other[0]) for events in self.cases.values() for one, other in pairwise(events))


@pytest.mark.parametrize(
    ("name", "found"), [("running-example.csv", REQUEST), ("roadtraffic100traces.csv", FINE)], ids=["running", "road"]
)
def test_figures_agree_with_the_definitions(name: str, found: Process) -> None:
    plain, figures = Plain(name), measured(found, Plain(name).path)
    durations = plain.durations()
    assert figures.cases == len(plain.cases)
    assert figures.events == sum(map(len, plain.cases.values()))
    assert figures.variants == len({tuple(name for name, _ in events) for events in plain.cases.values()})
    assert figures.throughput is not None
    assert figures.throughput.mean == pytest.approx(mean(durations))
    assert figures.throughput.median == pytest.approx(median(durations))
    assert figures.throughput.p90 == pytest.approx(quantiles(durations, n=10, method="inclusive")[8])  # type 7
    repeated = plain.repeated()
    ids = {each.title: each.id for each in found.steps}
    again = {each.step: each.rework.part for each in figures.steps}
    assert again == {key: repeated.get(title, 0) for title, key in ids.items()}
    cases = sum(len({name for name, _ in events}) < len(events) for events in plain.cases.values())
    assert figures.rework == Share(part=cases, whole=len(plain.cases))
    ways = Counter({(ids.get(one, ""), ids.get(other, "")): 0 for one, other in plain.follows()})
    for (one, other), times in plain.follows().items():
        ways[ids.get(one, ""), ids.get(other, "")] += times
    assert {(way.source, way.target): way.events for way in figures.ways} == dict(ways)


def running(**settings: object) -> Figures:
    return measured(REQUEST, Plain("running-example.csv").path, **settings)


def test_the_running_example_in_numbers() -> None:
    """42 events of 6 cases and 6 variants, as the book and the tools have it (van der Aalst, Process Mining, 2016).

    The durations are 1,118,340 s, 771,960 s, 1,580,160 s, 859,920 s, 1,365,060 s and 105,900 s: mean 966,890, median
    (771,960 + 859,920) / 2 = 815,940.
    """
    found = running()
    assert (found.cases, found.events, found.variants, found.finished) == (6, 42, 6, 6)
    assert found.throughput is not None
    assert (found.throughput.mean, found.throughput.median) == (966_890, 815_940)


def test_the_running_example_on_its_own_flow_fits() -> None:
    """With "examine casually" as the same step, every case is a run of the flow, and the fitness is 1."""
    found = running(activities={"examine casually": "examine"}).conformance
    assert found is not None
    assert (found.following, found.fitness, found.deviations) == (Share(part=6, whole=6), 1.0, ())


def test_xes_and_csv_agree() -> None:
    assert LOGS is not None
    for found, name in ((REQUEST, "running-example"), (FINE, "roadtraffic100traces")):
        one, other = (measured(found, LOGS / f"{name}.{suffix}") for suffix in ("csv", "xes"))
        assert (one.throughput, one.steps, one.ways, one.months) == (
            other.throughput,
            other.steps,
            other.ways,
            other.months,
        )
        assert one.conformance == other.conformance


def test_the_road_traffic_flow_finds_the_appeals() -> None:
    """Appeals are no part of the flow as written: their activities are extra, and counted as unknown."""
    found = measured(FINE, Plain("roadtraffic100traces.csv").path)
    plain = Plain("roadtraffic100traces.csv")
    strange = {"Insert Date Appeal to Prefecture", "Send Appeal to Prefecture", "Appeal to Judge"}
    strange |= {"Receive Result Appeal from Prefecture", "Notify Result Appeal to Offender"}
    counted = Counter(name for events in plain.cases.values() for name, _ in events if name in strange)
    assert {each.activity: each.events for each in found.unknown} == dict(counted)
    assert found.conformance is not None
    extra = {each.activity: each.cases for each in found.conformance.deviations if not each.step}
    assert set(extra) == set(counted)


def test_the_object_centric_example_is_flattened_on_each_type() -> None:
    """Of its 13 events 5 relate to a purchase order; the example has 2 of them."""
    assert LOGS is not None
    found = measured(
        process(step("create", "Create Purchase Order")), LOGS / "ocel20_example.jsonocel", object_type="Purchase Order"
    )
    assert (found.cases, found.events) == (2, 5)
    assert (
        found.notes[0]
        .said()
        .startswith('The object-centric log is flattened on the object type "Purchase Order": 5 of 13 events')
    )


def test_logs_stay_where_they_are(tmp_path: Path) -> None:
    """Measuring leaves no file beside a log."""
    assert LOGS is not None
    before = sorted(LOGS.iterdir())
    running()
    assert sorted(LOGS.iterdir()) == before
