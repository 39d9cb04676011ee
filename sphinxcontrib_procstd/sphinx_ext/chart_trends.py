"""Trends of a measured process: a chart of each figure over the months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.figures.definitions import Kind
from sphinxcontrib_procstd.figures.result import Figures, Month
from sphinxcontrib_procstd.figures.targets import Light, Target, read_target
from sphinxcontrib_procstd.figures.wording import written
from sphinxcontrib_procstd.render.chart import Chart, Column, describe
from sphinxcontrib_procstd.sphinx_ext.kpis import SIGNS
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.syntax.choices import MEASURE

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.process import Process

Read = Callable[[Month], float | None]

MOST_MONTHS = 24
"""Months shown, the last ones."""

_TRENDS: tuple[tuple[str, Kind, tuple[str, ...], Read], ...] = (
    ("Cases a month", Kind.NUMBER, (), lambda month: month.cases),
    ("Throughput time by month, median", Kind.DURATION, ("throughput-median",), lambda month: month.median),
    ("Throughput time by month, mean", Kind.DURATION, ("throughput-mean", "finished-mean"), lambda month: month.mean),
    ("Cases on time by month", Kind.SHARE, ("on-time",), lambda month: month.on_time.value if month.on_time else None),
    ("Error rate by month", Kind.SHARE, ("error-rate",), lambda month: month.errors.value if month.errors else None),
    (
        "Satisfaction by month, mean",
        Kind.NUMBER,
        ("satisfaction",),
        lambda month: month.satisfaction.mean if month.satisfaction else None,
    ),
)


def trends(process: Process, figures: Figures) -> Iterator[Chart]:
    """Yield a chart of each figure over the months; one month alone is no trend."""
    months = figures.months[-MOST_MONTHS:]
    cut = cut_off(figures)
    for title, kind, names, read in _TRENDS:
        values = [(month.month, read(month)) for month in months]
        known = [(label, float(value)) for label, value in values if value is not None]
        if len(known) < 2:
            continue
        goal, text = _goal(process, names, kind)
        columns = tuple(_column(label, value, kind, goal, cut if label == cut[:7] else "") for label, value in known)
        yield Chart(
            title=words(title),
            description=describe(columns),
            columns=columns,
            bound=goal.bound if goal else None,
            bound_text=words("target: {target}").replace("{target}", text) if goal else "",
            top=1.0 if kind is Kind.SHARE and max(value for _, value in known) > 0.5 else None,
            heads=(words("Month"), words("Measured")),
            note=words("* until {date}").replace("{date}", cut) if known[-1][0] == cut[:7] else "",
        )


def cut_off(figures: Figures) -> str:
    """Return the day that the figures reach to, "" where its month is over with it: then no month is cut off."""
    day = figures.as_of[:10]
    if not day or int(day[8:]) == monthrange(int(day[:4]), int(day[5:7]))[1]:
        return ""
    return day


def _column(month: str, value: float, kind: Kind, goal: Target | None, until: str) -> Column:
    """Return the column of a month; how it stands to the target is said with a sign too.

    ``until`` is the day up to which the log knows of the month, "" for all of it.
    """
    text, light = written(kind, value, words), goal.light(value) if goal else Light.UNKNOWN
    return Column(
        label=f"{month[2:]}*" if until else month[2:],
        name=words("{month} (until {date})").replace("{month}", month).replace("{date}", until) if until else month,
        value=value,
        text=f"{SIGNS[light]} {text}" if goal else text,
        light=light.value if goal else "",
    )


def _goal(process: Process, names: tuple[str, ...], kind: Kind) -> tuple[Target | None, str]:
    """Return the target that a KPI of the process sets for one of these figures."""
    for record in process.records:
        if record.kind == "kpi" and MEASURE.find(record.values.get("measure") or "-") in names:
            text = record.values.get("target", "")
            return (read_target(text, kind) if text else None), text
    return None, ""
