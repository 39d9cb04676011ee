"""Numbers that nobody means, in every option: as versions, dates, limits, counts. Nothing stops, on any page with any view.

They meet what reckons: the linter, the next review, the comparison with a release, charts, blank forms, downloads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinxcontrib_procstd.governance.snapshot import render_snapshot, take_snapshot
from sphinxcontrib_procstd.syntax.options import RECORD_OPTIONS, RESOURCE_OPTIONS, ValueKind, options_of
from sphinxcontrib_procstd.syntax.view_options import VIEW_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.sphinx_ext.conftest import Desk

LONG = "9" * 5000
"""More digits than Python makes a number of."""
NUMBERS = (
    LONG, "9" * 400, "1.²", "①", "٣ days", f"within {LONG} h", f"{LONG}个工作日内", f"每{LONG}年", "0 days", "-3 days", "1e999",
    "25:61", "9999-12-31", "0001-01-01", f"1-{LONG}", f"at least {LONG} %", f"Clerk after {'9' * 400} h", "十" * 3000 + "天",
)  # fmt: skip
KEPT = {ValueKind.CHOICE, ValueKind.FLAG, ValueKind.ID, ValueKind.IDS, ValueKind.TARGETS}
NAMED = {"quiz": "p", "onboarding": "{text}", "role-page": "{text}", "department-page": "{text}", "figures": "p"}
MORE = {"quiz": ":count: {text}", "onboarding": ":weeks: {text}", "role-page": ":since: {text}"}


WAYS = {"one": "two [yes]; end [no]", "two": "end"}


def directive(name: str, title: str, text: str, more: str = "") -> str:
    """Return a directive with a text in every option that holds one."""
    lines = "".join(f"   :{option.name}: {text}\n" for option in options_of(name) if option.kind not in KEPT)
    return f".. procstd:{name}:: {title}\n{more}{lines}\n   {text} and within {text} days\n\n"


def handbook(text: str) -> str:
    """Return a page with every directive."""
    steps = "".join(directive("step", name, text, f"   :id: {name}\n   :next: {way}\n") for name, way in WAYS.items())
    records = "".join(directive(name, name, text) for name in RECORD_OPTIONS)
    fields = "   .. list-table::\n      :header-rows: 1\n\n      * - Field\n        - Type\n        - Choices\n"
    row = f"      * - A\n        - choice\n        - {text}\n\n"
    register = "".join(directive(name, name, text, f"   :id: {name}-1\n") for name in RESOURCE_OPTIONS)
    process = directive("process", "P", text, "   :id: p\n   :status: effective\n")
    return f"P\n=\n\n{process}{steps}{records}{register}.. form:: F\n\n{fields}{row}"


def views(text: str) -> str:
    """Return a page with every view."""
    made = (
        f".. {name}:: {NAMED.get(name, '')}\n   {MORE.get(name, '')}".rstrip().format(text=text)
        for name in VIEW_OPTIONS
    )
    return "Views\n=====\n\n" + "\n\n".join(made) + "\n"


@pytest.fixture(scope="module")
def release(make_desk: Callable[..., Desk]) -> str:
    """A release of the same handbook whose version is a sound one."""
    return render_snapshot(take_snapshot(make_desk().read({"page.rst": handbook("1.0")}).catalogue))


@pytest.fixture(scope="module")
def html_desk(make_desk: Callable[..., Desk], release: str) -> Desk:
    """Builds HTML with all that reckons."""
    settings: dict[str, Any] = {
        "html_theme": "basic",
        "procstd_lint": True,
        "procstd_baseline": "old.json",
        "procstd_today": "2026-06-01",
        "procstd_downloads": ["xlsx", "docx", "csv", "json", "bpmn"],
    }
    return make_desk("html", **settings)


@pytest.mark.parametrize("text", NUMBERS, ids=lambda text: f"{text[:14]}-{len(text)}")
def test_a_number_that_nobody_means_stops_nothing(html_desk: Desk, release: str, text: str) -> None:
    reading = html_desk.read({"page.rst": handbook(text), "views.rst": views(text), "old.json": release})
    assert [step.id for step in reading.process.steps] == ["one", "two"]
    assert [line for line in reading.warnings if not line.startswith(("page.rst:", "views.rst:", "index.rst:"))] == []
    shown: Path = html_desk.folder / "_build" / "html" / "views.html"
    assert text[:200] in shown.read_text(encoding="utf-8")
