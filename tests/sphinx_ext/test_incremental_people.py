"""Views for people after an edit elsewhere: they show what a clean build would, and are written only if they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builds import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")

VIEWS = {
    "v-agent": "{role-page} 客服专员",
    "v-cashier": "{role-page} 出纳",
    "v-plan": "{onboarding} 客服主管",
    "v-raci": "{raci-matrix}",
    "v-raci-steps": "{raci-matrix} complaint",
    "v-handoff": "{handoff-matrix}",
    "v-department": "{department-page} 客服部",
    "v-list": "{process-list}\n:columns: 编号, steps, 涉及部门\n:group: status",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.copy("handbook", tmp_path_factory.mktemp("people"))
    for name, view in VIEWS.items():
        project.write(f"{name}.md", f"# {name}\n\n:::{view}\n:::\n")
    project.edit("index.md", "processes\n", "processes\n" + "".join(f"{name}\n" for name in VIEWS))
    assert project.build().warnings == []
    return project


@pytest.fixture
def project(built: Project) -> Iterator[Project]:
    before = built.sources()
    yield built
    built.restore(before)
    built.build()


EDITS = {
    "the text of a step is on the page of its role": (
        ("complaint.md", "登记来源和内容", "登记来源"),
        "v-agent",
    ),
    "a time limit is on the pages of the role and its department": (
        ("complaint.md", ":deadline: 即时", ":deadline: 当天"),
        "v-agent v-department",
    ),
    "a step's title is where the step is named": (
        ("complaint.md", "{step} 分级", "{step} 定级"),
        "v-agent v-department v-handoff v-plan v-raci-steps",
    ),
    "who is informed is in the matrices alone": (
        ("complaint.md", ":informed: 财务部", ":informed: 内审员"),
        "v-raci v-raci-steps",
    ),
    "a role's title is everywhere the role is": (
        ("roles.md", "{job-role} 出纳\n", "{job-role} 出纳员\n"),
        "v-agent v-cashier v-handoff v-raci",
    ),
    "a backup is on the role's page": (
        ("roles.md", ":backup: supervisor\n", ""),
        "v-agent",
    ),
    "a status is where the steps of a process are, and moves it to another group": (
        ("refund.rst", "draft", "pilot"),
        "v-agent v-cashier v-department v-list",
    ),
}


@pytest.mark.parametrize(("edit", "views"), EDITS.values(), ids=EDITS.keys())
def test_an_edit_writes_exactly_the_views_that_show_it(
    project: Project, edit: tuple[str, str, str], views: str
) -> None:
    project.edit(*edit)
    build = project.build_same()
    assert " ".join(sorted({*build.written} & {*VIEWS})) == views
    assert " ".join(sorted({*build.changed} & {*VIEWS})) == views


def test_a_role_that_is_gone_is_said_and_the_page_says_so(project: Project) -> None:
    project.edit("refund.rst", "出纳", "财务经理")
    project.edit("data/purchase.csv", "出纳", "财务经理")
    project.edit("roles.md", ":::{job-role} 出纳\n:id: cashier\n:::\n", "")
    build = project.build_same()
    assert "没有岗位或部门“出纳”。" in build.output.pages["v-cashier"]
    assert any("v-cashier.md:3" in line and "没有岗位或部门“出纳”。" in line for line in build.warnings)


def test_two_jobs_write_the_same_pages(project: Project) -> None:
    assert project.build_clean(jobs=2).output.pages == project.build_clean().output.pages
