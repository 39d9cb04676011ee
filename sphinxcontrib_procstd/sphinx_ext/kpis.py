"""KPI records beside what was measured: target against value, with a light that does not need colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.figures.definitions import MEASURES
from sphinxcontrib_procstd.figures.targets import Light, read_target
from sphinxcontrib_procstd.figures.wording import written
from sphinxcontrib_procstd.render.template import Segment
from sphinxcontrib_procstd.sphinx_ext.measured import Measured, measured
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.syntax.choices import MEASURE

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.render.entries import Row

SIGNS = {Light.REACHED: "✓", Light.NEAR: "!", Light.MISSED: "✗", Light.UNKNOWN: ""}
LIGHTS = {
    Light.REACHED: "on target",
    Light.NEAR: "near the target",
    Light.MISSED: "target missed",
    Light.UNKNOWN: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A KPI as shown: texts, "" where there is nothing to say. ``by_hand``: the value is the author's own."""

    target: str = ""
    value: str = ""
    light: Light = Light.UNKNOWN
    of: int = 0
    as_of: str = ""
    definition: str = ""
    by_hand: bool = False

    @property
    def light_text(self) -> str:
        """The light in a sign and words, "" where there is none."""
        return f"{SIGNS[self.light]} {words(LIGHTS[self.light])}" if SIGNS[self.light] else ""


def kpi_of(values: Mapping[str, str], found: Measured | None) -> Kpi:
    """Return a KPI as shown: measured where its options name a figure, else with the value its author wrote."""
    target = values.get("target", "")
    name = MEASURE.find(values["measure"]) if values.get("measure") else None
    if name is None:
        actual = values.get("actual", "")
        return Kpi(target=target, value=actual, by_hand=bool(actual))
    measure = MEASURES[name]
    value = measure.read(found.figures) if found and not found.figures.is_empty else None
    if found is None or value is None:
        return Kpi(target=target, definition=measure.definition)
    goal = read_target(target, measure.kind) if target else None
    return Kpi(
        target=target,
        value=written(measure.kind, value.value, words),
        light=goal.light(value.value) if goal else Light.UNKNOWN,
        of=value.of,
        as_of=day_of(found.figures.as_of),
        definition=measure.definition,
    )


def day_of(stamp: str) -> str:
    """Return the day of a stamp."""
    return stamp[:10]


def kpi_rows(values: Mapping[str, str], process: Process | None, config: Config, srcdir: str | Path) -> Iterator[Row]:
    """Yield the rows that a KPI shows of what was measured."""
    if process is None or MEASURE.find(values["measure"]) is None:
        return
    found = measured(config, Path(srcdir), process)
    kpi = kpi_of(values, found)
    if not kpi.value:
        yield words("Measured"), (Segment(words("not measured yet")),), ""
        return
    light = f" {kpi.light_text}" if kpi.light_text else ""
    basis = words("{cases} cases, as of {date}").replace("{cases}", f"{kpi.of:,}").replace("{date}", kpi.as_of)
    yield words("Measured"), (Segment(f"{kpi.value}{light}"),), ""
    yield words("Taken from"), (Segment(" ".join([basis, *(found.remarks if found else ())])),), ""
    yield words("Definition"), (Segment(words(kpi.definition)),), ""


def light_node(light: Light) -> nodes.Node:
    """Return a light as a sign and words in its colour."""
    if not SIGNS[light]:
        return nodes.Text("")
    text = f"{SIGNS[light]} {words(LIGHTS[light])}"
    return nodes.inline("", text, classes=["procstd-light", f"procstd-{light.value}"])
