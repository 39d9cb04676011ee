"""A small handbook with measured figures, for the tests of what pages show of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from builds import Project

from sphinxcontrib_procstd.figures.plan import flow_digest
from sphinxcontrib_procstd.figures.result import (
    Band,
    Conformance,
    Deviation,
    Example,
    Fault,
    Figures,
    Flow,
    Mean,
    Month,
    Share,
    Spread,
    StepFigures,
    Way,
    dump,
)
from sphinxcontrib_procstd.sphinx_ext.reading import read_handbook
from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit

CONF = 'extensions = ["sphinxcontrib_procstd"]\nprocstd_figures_max_age = -1\ncopyright = "Us"\nversion = "1"\n'
ORDER = """\
Order
=====

.. process:: Order handling
   :id: order
   :target: 24 h

.. step:: Pick the goods
   :id: pick
   :role: Storekeeper
   :deadline: within 2 h of the order

.. step:: Pack the goods
   :id: pack
   :role: Storekeeper

.. kpi:: Orders in time
   :target: at least 95 %
   :measure: on-time

.. kpi:: Complaints
   :target: at most 3
   :actual: 2
"""
PLACED = {
    "table": ".. kpi-table::\n   :process: order\n",
    "all": ".. figures:: order\n",
    "lane": ".. swimlane:: order\n   :figures:\n",
}
HOUR = 3600.0
FIGURES = Figures(
    process="order",
    log="order.csv",
    flow="",
    time_zone="UTC",
    as_of="2026-03-31T17:00:00+00:00",
    first="2026-02-01T09:00:00+00:00",
    events=1000,
    cases=400,
    finished=390,
    variants=7,
    throughput=Spread(n=400, mean=20 * HOUR, median=18 * HOUR, p90=50 * HOUR),
    on_time=Share(part=351, whole=390),
    satisfaction=Mean(n=100, mean=4.25),
    steps=(
        StepFigures(
            step="pick",
            events=420,
            cases=400,
            rework=Share(part=20, whole=400),
            elapsed=Spread(n=400, mean=2 * HOUR, median=1.5 * HOUR, p90=4 * HOUR),
            on_time=Share(part=300, whole=400),
        ),
        StepFigures(step="pack", events=390, cases=390, rework=Share(part=0, whole=390)),
    ),
    months=(
        Month(month="2026-02", cases=150, mean=21 * HOUR, median=19 * HOUR, on_time=Share(part=130, whole=145)),
        Month(month="2026-03", cases=250, mean=19 * HOUR, median=17 * HOUR, on_time=Share(part=221, whole=245)),
    ),
    throughput_bands=(
        Band(low=0.0, high=12 * HOUR, cases=100),
        Band(low=12 * HOUR, high=24 * HOUR, cases=200),
        Band(low=24 * HOUR, high=None, cases=100),
    ),
    open_bands=(Band(low=0.0, high=24 * HOUR, cases=4), Band(low=24 * HOUR, high=None, cases=6)),
    hand_over_bands=(Band(low=0.0, high=1.0, cases=390), Band(low=1.0, high=2.0, cases=10)),
    target_seconds=24 * HOUR,
    ways=(Way(source="pick", target="pack", events=385, hand_overs=9),),
    conformance=Conformance(
        following=Share(part=380, whole=400),
        fitness=0.97,
        replayed=Share(part=390, whole=400),
        missing=1,
        consumed=9,
        remaining=1,
        produced=9,
        diagnosed=Share(part=20, whole=20),
        deviations=(
            Deviation(kind="skipped", cases=15, step="pick"),
            Deviation(kind="extra", cases=5, activity="<script>alert(1)</script>"),
        ),
        flows=(
            Flow(source="start:", target="pick", times=400),
            Flow(source="pick", target="pack", times=385),
            Flow(source="pack", target="end:", times=390),
        ),
    ),
    faults=(Fault(kind="bad-stamp", count=2, examples=(Example(place="order.csv:7", text="<b>soon</b>"),)),),
)


def measured_project(folder: Path) -> Project:
    """Return a handbook whose order process has been measured."""
    found = Project(folder)
    found.write("conf.py", CONF)
    found.write("order.rst", ORDER)
    toctree = "".join(f"   {name}\n" for name in ("order", "other", *PLACED))
    found.write("index.rst", f"Handbook\n========\n\n.. toctree::\n\n{toctree}")
    found.write("other.rst", "Other\n=====\n\n.. process:: Other\n   :id: other\n")
    for name, text in PLACED.items():
        found.write(f"{name}.rst", f"{name.title()}\n=====\n\n{text}")
    keep(found, FIGURES)
    return found


def keep(project: Project, figures: Figures) -> None:
    """Write figures as ``procstd figures`` does, for the flow that the project has now."""
    catalogue = read_handbook(project.source, project.folder / "scratch").catalogue
    flow = flow_digest(catalogue.process_by_id["order"], parse_time_limit)
    project.write("figures/order.json", dump(replace(figures, flow=figures.flow or flow)))


def words_of(body: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())
