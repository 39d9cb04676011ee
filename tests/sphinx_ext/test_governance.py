"""How a process stands, on its page and in views; and that each page is written again when that changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from builds import Project

from sphinxcontrib_procstd.cli import main

if TYPE_CHECKING:
    pass

PAGE = """\
# Order handling

:::{process} Order handling
:id: order
:version: 1.0
:status: effective
:owner: Sales director
:approved-by: Sales director
:review-cycle: 3 months
:last-reviewed: 2026-01-10
:::

:::{step} Pick the goods
:id: pick
:role: Storekeeper

Put the goods into a box.
:::

:::{step} Ship the goods
:id: ship
:role: Driver

Hand the box over.
:::

:::{review} Sales
:department: Sales
:name: Han Mei
:date: 2026-01-05
:result: passed

Looks <b>good</b>.
:::

:::{review} Stock
:department: Stock
:date: 2026-01-06
:::

:::{revision} 1.0
:date: 2026-01-10
:kind: editorial

First issue.
:::
"""
VIEWS = """\
# Governance

:::{review-calendar}
:::

:::{signoff-list}
:::

:::{change-log}
:::
"""
OTHER = "# Refund\n\n:::{process} Refund\n:id: refund\n:::\n\n:::{step} Pay\n:id: pay\n:::\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 2026-01-01
    made = Project(tmp_path, {})
    extensions = 'extensions = ["myst_parser", "sphinxcontrib_procstd"]\nmyst_enable_extensions = ["colon_fence"]\n'
    made.write("conf.py", f'{extensions}html_theme = "alabaster"\nlanguage = "en"\n')
    made.write("index.md", "# Start\n\n```{toctree}\norder\nrefund\ngovernance\n```\n")
    made.write("order.md", PAGE)
    made.write("refund.md", OTHER)
    made.write("governance.md", VIEWS)
    return made


def sign(project: Project, meaning: str = "approve", name: str = "Li Lei", role: str = "Sales director") -> None:
    given = ["--role", role, "--name", name, "--meaning", meaning, "--date", "2026-01-01"]
    assert main(["sign", str(project.source), "order", *given, "--quiet"]) == 0


def blocks(html: str) -> list[str]:
    """Return the texts of the blocks at the head of a process."""
    found = re.findall(r'<div class="procstd-standing [^"]*docutils container">(.*?)</div>', html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in found]


def test_a_process_in_force_that_nobody_signed_says_nothing(project: Project) -> None:
    assert blocks(project.build().output.pages["order"]) == []


def test_a_signature_shows_on_its_page_and_writes_no_other(project: Project) -> None:
    project.build()
    sign(project)
    build = project.build_same()
    assert sorted(build.written) == ["governance", "index", "order"]
    (shown,) = blocks(build.output.pages["order"])
    assert re.fullmatch(
        r"Signed as it stands here Approved by Li Lei, Sales director, on 2026-01-01 Fingerprint [0-9a-f]{16}", shown
    )


def test_a_void_signature_shows_what_changed(project: Project) -> None:
    sign(project)
    project.build()
    project.edit("order.md", "into a box", "into a crate")
    build = project.build_same()
    assert blocks(build.output.pages["order"]) == [
        (
            "VOID Approved by Li Lei, Sales director, on 2026-01-01 "
            "The text changed after signing: step “Pick the goods” (reworded)."
        )
    ]
    assert "VOID" in build.output.pages["governance"]


def test_a_signature_that_is_asked_for_and_missing_shows(project: Project) -> None:
    project.overrides["procstd_signoff_required"] = True
    assert blocks(project.build().output.pages["order"]) == [
        "Signatures are missing Sales director has not signed this version."
    ]


def test_a_forged_record_shows_with_its_place(project: Project) -> None:
    sign(project)
    project.edit("signoffs/order.jsonl", "Li Lei", "Han Mei")
    shown = blocks(project.build().output.pages["order"])
    assert shown == [
        (
            "Signatures are missing Sales director has not signed this version. A record of a sign-off cannot be relied "
            "on: signoffs/order.jsonl:1: this sign-off was edited after it was written: its checksum does not fit"
        )
    ]


STATES = {
    "draft": "Draft This is a draft. Nobody works by it yet.",
    "in-review": "In review This process is in review and not yet in force.",
    "pilot": "Pilot This process is being tried out. It is in force only where the pilot runs.",
    "under-revision": (
        "Under revision This process is under revision. What stands here stays in force until the new version is."
    ),
    "retired": "Retired This process is retired. Do not work by it.",
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_but_being_in_force_has_its_banner_and_watermark(project: Project, state: str) -> None:
    project.edit("order.md", ":status: effective", f":status: {state}")
    page = project.build().output.pages["order"]
    assert blocks(page) == [STATES[state]]
    label = STATES[state].partition(" This")[0]
    assert f'<div class="procstd-watermark" aria-hidden="true">{label}</div>' in page


def test_a_retired_process_leads_to_the_one_that_replaces_it(project: Project) -> None:
    project.edit("order.md", ":status: effective", ":status: retired")
    project.build()
    project.edit("refund.md", ":id: refund", ":id: refund\n:supersedes: order")
    page = project.build_same().output.pages["order"]
    assert 'Replaced by <a class="reference internal" href="refund.html#procstd-refund">Refund</a>' in page


def test_records_stand_in_a_table_of_their_kind(project: Project) -> None:
    page = project.build().output.pages["order"]
    reviews, revisions = re.findall(r'<table class="procstd-records".*?</table>', page, re.DOTALL)
    heads = re.findall(r'<th scope="col" role="columnheader">([^<]*)</th>', reviews)
    assert heads == ["Review", "Name", "Date", "Result", "Comments"]  # departments stand in the titles
    assert 'id="procstd-order.-review-1"' in reviews
    assert "<b>" not in reviews
    assert "Editorial" in revisions


def test_the_calendar_moves_with_the_day(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    page = project.build().output.pages["governance"]
    assert "Planned: 1 · No date: 1" in page
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")  # a day later nothing has changed
    assert project.build().written == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1777593600")  # 2026-05-01
    build = project.build_same()
    assert sorted(build.written) == ["governance", "index"]
    assert "Overdue: 1 · No date: 1" in build.output.pages["governance"]


def test_the_calendar_offers_its_dates_as_files(project: Project) -> None:
    page = project.build().output.pages["governance"]
    assert 'href="_procstd_reviews/review-calendar.csv"' in page
    text = (project.folder / "build/html/_procstd_reviews/review-calendar.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == "Order handling,,Sales director,2026-01-10,3 months,2026-04-10,Planned"
    pytest.importorskip("icalendar")
    assert b"20260410" in (project.folder / "build/html/_procstd_reviews/review-calendar.ics").read_bytes()


def test_the_change_log_lists_what_was_revised(project: Project) -> None:
    page = project.build().output.pages["governance"]
    assert '<a class="reference internal" href="order.html#procstd-order.-revision-1">1.0</a>' in page
    assert "First issue." in page


def baseline(project: Project) -> None:
    assert main(["snapshot", str(project.source), "-o", str(project.source / "last.json"), "--quiet"]) == 0
    project.overrides["procstd_baseline"] = "last.json"
    project.edit("governance.md", "# Governance\n", "# Governance\n\n:::{what-changed}\n:::\n")


def test_pages_say_what_changed_since_the_last_release_and_keep_old_anchors(project: Project) -> None:
    baseline(project)
    assert "Nothing changed." in project.build().output.pages["governance"]
    text = project.text("order.md")
    start, stop = text.index(":::{step} Ship"), text.index(":::{review} Sales")
    project.write("order.md", text[:start].replace("a box", "a crate") + text[stop:])
    build = project.build_same()
    assert blocks(build.output.pages["order"]) == [
        (
            "Changed since the last release: still version 1.0 1. Pick the goods: reworded 2. Ship the goods: removed "
            "The content changed, the version did not rise."
        )
    ]
    assert '<li class="procstd-gone" id="procstd-order.ship">' in build.output.pages["order"]
    shown = build.output.pages["governance"]
    assert '<span class="procstd-del"><span class="procstd-visually-hidden">deleted: </span>box</span>' in shown
    assert '<span class="procstd-ins"><span class="procstd-visually-hidden">inserted: </span>crate</span>' in shown


def test_a_text_of_a_process_that_stands_in_another_document_shows_as_changed(project: Project) -> None:
    strike = "\n:::{exception} Strike\n:process: order\n\nHire a van.\n:::\n"
    project.write("refund.md", OTHER + strike)
    project.edit("governance.md", ":::{review-calendar}\n:::\n", "")  # it looks at the day: every page is compared anew
    assert main(["snapshot", str(project.source), "-o", str(project.source / "last.json"), "--quiet"]) == 0
    project.overrides["procstd_baseline"] = "last.json"
    project.build()
    project.build()
    project.edit("refund.md", "Hire a van.", "Hire a lorry.")
    assert blocks(project.build_same().output.pages["order"]) == [
        (
            "Changed since the last release: still version 1.0 Exception handling Strike: reworded "
            "The content changed, the version did not rise."
        )
    ]


def test_a_text_beside_a_second_process_of_the_same_id_shows_as_changed_where_the_first_is(project: Project) -> None:
    second = "\n:::{process} Orders again\n:id: order\n:::\n"
    strike = "\n:::{exception} Strike\n:process: order\n\nHire a van.\n:::\n"
    project.write("refund.md", second + OTHER + strike)
    project.edit("governance.md", ":::{review-calendar}\n:::\n", "")
    assert main(["snapshot", str(project.source), "-o", str(project.source / "last.json"), "--quiet"]) == 0
    project.overrides["procstd_baseline"] = "last.json"
    project.build()
    project.build()
    project.edit("refund.md", "Hire a van.", "Hire a lorry.")
    (said,) = blocks(project.build_same().output.pages["order"])
    assert "Exception handling Strike: reworded" in said


def test_another_snapshot_writes_the_pages_that_it_changes(project: Project) -> None:
    baseline(project)
    project.build()
    project.edit("order.md", "into a box", "into a crate")
    project.build()
    assert main(["snapshot", str(project.source), "-o", str(project.source / "last.json"), "--quiet"]) == 0
    build = project.build_same()
    assert sorted(build.written) == ["governance", "index", "order"]
    assert blocks(build.output.pages["order"]) == []


def refused(project: Project) -> str:
    with pytest.raises(Exception, match="not approved as they stand") as stopped:
        project.build()
    return str(stopped.value)


def test_a_release_is_refused_while_something_in_force_is_not_approved(project: Project) -> None:
    project.overrides["procstd_release"] = True
    project.build()
    project.edit("order.md", ":approved-by: Sales director\n", "")
    assert refused(project) == "1 processes in force are not approved as they stand; nothing was published"


def test_a_release_is_refused_with_a_void_signature(project: Project) -> None:
    sign(project)
    project.overrides["procstd_release"] = True
    project.build()
    project.edit("order.md", "into a box", "into a crate")
    assert refused(project) == "1 processes in force are not approved as they stand; nothing was published"


def test_a_baseline_that_cannot_be_read_stops_the_build(project: Project) -> None:
    project.overrides["procstd_baseline"] = "none.json"
    with pytest.raises(Exception, match=r"procstd_baseline: .*none\.json: the snapshot cannot be read: No such file"):
        project.build()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("procstd_today", "soon", "procstd_today must be a date such as '2026-01-31', not 'soon'"),
        ("procstd_review_grace", -1, "procstd_review_grace must be a number of days, 0 or more, not -1"),
        ("procstd_review_soon", True, "procstd_review_soon must be a number of days, 0 or more, not True"),
        ("procstd_signoffs", ".", "procstd_signoffs must be the path of a folder, from the folder of conf.py, not '.'"),
        (
            "procstd_signoff_meanings",
            ["seen"],
            "procstd_signoff_meanings must be a list of 'review' and 'approve', not ['seen']",
        ),
    ],
)
def test_a_setting_that_cannot_be_is_said(project: Project, name: str, value: Any, message: str) -> None:
    project.overrides[name] = value
    with pytest.raises(Exception, match=re.escape(message)):
        project.build()


@pytest.mark.parametrize("builder", ["text", "latex", "man", "epub", "singlehtml", "dirhtml"])
def test_every_builder_tells_how_a_process_stands(project: Project, builder: str) -> None:
    baseline(project)
    sign(project)
    project.edit("order.md", "into a box", "into a crate")
    assert [line for line in project.build(builder).warnings if "procstd" in line] == []
