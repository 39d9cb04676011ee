"""Cross-references: by id and by title, within a handbook and between two, in both markups; and those to nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from builds import Build, Project

if TYPE_CHECKING:
    from pathlib import Path

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")

CONF = 'extensions = ["myst_parser", "sphinxcontrib_procstd"]\nhtml_theme = "basic"\nlanguage = "zh_CN"\n'

HANDBOOK = """
# 手册

:::{process} 客户投诉处理流程
:id: complaint
:::

:::{step} 接收 3 类投诉
:id: receive
:::

:::{step} 分级
:id: classify
:formerly: grade, sort
:::

:::{process} Refund & repay
:id: refund
:::

:::{step} Pay the customer
:id: pay
:::

:::{step} 核对
:id: check
:::

:::{form} 投诉登记表
:id: complaint-form
:::

:::{system} CRM
:id: crm
:::

:::{manual} 服务手册
:id: service-manual
:::

:::{job-role} 客服专员
:id: agent
:::

:::{department} 客服部
:id: service
:::

:::{external} 投诉邮件
:id: mail
:::
"""

TARGETS = {
    "process": ("complaint", "客户投诉处理流程", "procstd-complaint"),
    "step": ("complaint.classify", "分级", "procstd-complaint.classify"),
    "form": ("complaint-form", "投诉登记表", "procstd.form.complaint-form"),
    "system": ("crm", "CRM", "procstd.system.crm"),
    "manual": ("service-manual", "服务手册", "procstd.manual.service-manual"),
    "job-role": ("agent", "客服专员", "procstd.job-role.agent"),
    "department": ("service", "客服部", "procstd.department.service"),
    "external": ("mail", "投诉邮件", "procstd.external.mail"),
}
MARKUPS = {"md": "{%s}`%s`", "rst": ":%s:`%s`"}


def make(folder: Path, **files: str) -> Project:
    """Write a project of pages: the handbook above, and the given ones (``md`` or ``rst``: a page ``page``)."""
    project = Project(folder)
    names = {"conf": "conf.py", "handbook": "handbook.md", "md": "page.md", "rst": "page.rst"}
    for name, text in {"conf": CONF, "handbook": HANDBOOK, **files}.items():
        project.write(names.get(name, name), text)
    project.write("index.md", "# 目录\n\n```{toctree}\n:glob:\n\n*\n```\n")
    return project


def links(build: Build, page: str = "page") -> list[tuple[str, str]]:
    """Return (address, text) of each cross-reference of a page that became a link."""
    found = re.findall(r'<a class="reference (?:in|ex)ternal" href="([^"]*)"[^>]*><span[^>]*>(.*?)</span></a>',
                       build.output.pages[page])  # fmt: skip
    return [(address, text) for address, text in found]


@pytest.mark.parametrize("markup", MARKUPS)
def test_every_kind_is_found_by_id_and_by_title_and_shows_its_title(tmp_path: Path, markup: str) -> None:
    lines, expected = [], []
    for kind, (name, title, anchor) in TARGETS.items():
        for target in (name, title, f"《{title}》", f"~{name}"):
            lines.append(MARKUPS[markup] % (kind, target))
            expected.append((f"handbook.html#{anchor}", title))
    build = make(tmp_path, **{markup: "页\n==\n\n" + "\n\n".join(lines)}).build()
    assert build.warnings == []
    assert links(build) == expected


@pytest.mark.parametrize("markup", MARKUPS)
def test_explicit_text_is_shown_and_an_exclamation_mark_makes_no_link(tmp_path: Path, markup: str) -> None:
    lines = [MARKUPS[markup] % ("form", "那张表 <complaint-form>"), MARKUPS[markup] % ("form", "!complaint-form")]
    build = make(tmp_path, **{markup: "页\n==\n\n" + "\n\n".join(lines)}).build()
    assert build.warnings == []
    assert links(build) == [("handbook.html#procstd.form.complaint-form", "那张表")]
    assert ">complaint-form</span>" in build.output.pages["page"]


@pytest.mark.parametrize("target", ["complaint.grade", "complaint.sort"])
def test_an_id_that_a_step_had_before_still_names_it(tmp_path: Path, target: str) -> None:
    build = make(tmp_path, md=f"# 页\n\n{{step}}`{target}`\n").build()
    assert links(build) == [("handbook.html#procstd-complaint.classify", "分级")]
    assert '<span id="procstd-complaint.grade"></span>' in build.output.pages["handbook"]


def test_a_short_step_id_names_the_step_of_the_process_around_it(tmp_path: Path) -> None:
    page = (
        ":::{process} 甲\n:id: a\n:::\n\n:::{step} 甲一\n:id: one\n:::\n\n{step}`one`\n\n"
        ":::{process} 乙\n:id: b\n:::\n\n:::{step} 乙一\n:id: one\n见{step}`one`和{step}`a.one`。\n:::\n"
    )
    build = make(tmp_path, md=page).build()
    assert build.warnings == []
    assert links(build) == [("#procstd-a.one", "甲一"), ("#procstd-b.one", "乙一"), ("#procstd-a.one", "甲一")]


@pytest.mark.parametrize(
    ("target", "title"), [("agent", "客服专员"), ("complaint", "客户投诉处理流程"), ("客服部", "客服部")]
)
def test_any_finds_ours(tmp_path: Path, target: str, title: str) -> None:
    build = make(tmp_path, md=f"# 页\n\n{{any}}`{target}` [字]({target})\n").build()
    assert build.warnings == []
    assert [text for _, text in links(build)] == [title, "字"]


DANGLING_MD = """\
# 页

第一行
第二行{form}`投诉等记表`
第三行{step}`看 <complaint.clasify>`

- {job-role}`agant`

:::{process} 新 {system}`CRN`
:id: new
:owner: {job-role}`agemt`
:goal: {manual}`服务手机`

正文一
正文二{department}`客服`，{external}`《怪物》`
:::
"""
DANGLING_RST = """\
页
==

第一行
第二行 :form:`投诉等记表`
第三行 :step:`看 <complaint.clasify>`

- :job-role:`agant`

.. process:: 新 :system:`CRN`
   :id: new
   :owner: :job-role:`agemt`
   :goal: :manual:`服务手机`

   正文一
   正文二 :department:`客服`，:external:`《怪物》`
"""
DANGLING = {  # the text, and the line of each warning
    "md": (DANGLING_MD, (11, 4, 5, 7, 9, 12, 15, 15)),
    "rst": (DANGLING_RST, (12, 5, 6, 8, 10, 13, 16, 16)),
}
MESSAGES = (
    "owner：没有名为“agemt”的岗位；是否指“agent”？",
    "没有名为“投诉等记表”的表单；是否指“投诉登记表”？",
    "没有名为“complaint.clasify”的步骤；是否指“complaint.classify”？",
    "没有名为“agant”的岗位；是否指“agent”？",
    "没有名为“CRN”的系统；是否指“CRM”？",
    "没有名为“服务手机”的手册；是否指“服务手册”？",
    "没有名为“客服”的部门；是否指“客服部”？",
    "没有名为“《怪物》”的外部输入",
)


@pytest.mark.parametrize("nitpicky", [False, True])
@pytest.mark.parametrize("markup", DANGLING)
def test_a_reference_to_nothing_is_said_once_at_its_line_with_the_nearest_name(
    tmp_path: Path, markup: str, nitpicky: bool
) -> None:
    text, lines = DANGLING[markup]
    project = make(tmp_path, **{markup: text})
    project.overrides["nitpicky"] = nitpicky
    assert project.build().warnings == [
        f"page.{markup}:{line}: WARNING: {message} [procstd.X701]"
        for line, message in zip(lines, MESSAGES, strict=True)
    ]


def test_the_whole_handbook_is_clean_when_every_reference_counts(tmp_path: Path) -> None:
    assert Project.copy("handbook", tmp_path, nitpicky=True).build().warnings == []


def test_search_finds_steps_by_their_titles_at_their_anchors(tmp_path: Path) -> None:
    found = make(tmp_path).build().output.search
    names = {index: name for index, (_, name, _) in found["objnames"].items()}
    listed = {
        name: (found["docnames"][document], names[str(kind)], anchor)
        for entries in found["objects"].values()
        for document, kind, _priority, anchor, name in entries
    }
    assert listed["分级"] == ("handbook", "step", "procstd-complaint.classify")
    assert listed["客户投诉处理流程"] == ("handbook", "process", "procstd-complaint")
    assert listed["Refund &amp; repay"] == ("handbook", "process", "procstd-refund")
    assert listed["投诉登记表"] == ("handbook", "form", "procstd.form.complaint-form")
    assert len(listed) == 12  # each once, under its title


def test_the_inventory_lists_ids_ids_of_before_and_titles(tmp_path: Path) -> None:
    lines = make(tmp_path).build().output.inventory.splitlines()
    assert [line for line in lines if "procstd:step" in line] == [
        "Pay the customer procstd:step -1 handbook.html#procstd-refund.pay -",
        "complaint.classify procstd:step 1 handbook.html#procstd-$ 分级",
        "complaint.grade procstd:step -1 handbook.html#procstd-complaint.classify 分级",
        "complaint.receive procstd:step 1 handbook.html#procstd-$ 接收 3 类投诉",
        "complaint.sort procstd:step -1 handbook.html#procstd-complaint.classify 分级",
        "refund.check procstd:step 1 handbook.html#procstd-$ 核对",
        "refund.pay procstd:step 1 handbook.html#procstd-$ Pay the customer",
        "分级 procstd:step -1 handbook.html#procstd-complaint.classify -",
        "接收 3 类投诉 procstd:step -1 handbook.html#procstd-complaint.receive -",
        "核对 procstd:step -1 handbook.html#procstd-refund.check -",
    ]


def test_two_handbooks_refer_to_one_another(tmp_path: Path) -> None:
    lines = [
        MARKUPS["md"] % (kind, target)
        for kind, (name, title, _) in TARGETS.items()
        for target in (name, title, f"《{title}》")
    ]
    lines += ["{step}`complaint.grade`", "{step}`Pay the customer`", "{process}`字 <complaint>`"]
    first = make(tmp_path / "first")
    first.build()
    second = make(
        tmp_path / "second", md="# 页\n\n" + "\n\n".join(lines), handbook="# 乙\n\n:::{form} 乙表\n:id: b\n:::\n"
    )
    link_handbooks(second, first, "https://first.example/")
    build = second.build()
    expected = [
        (f"https://first.example/handbook.html#{anchor}", shown)
        for _name, title, anchor in TARGETS.values()
        for shown in (title, title, f"《{title}》")  # a title is shown as written
    ]
    assert build.warnings == []
    assert links(build)[:-3] == expected
    assert links(build)[-3:] == [
        ("https://first.example/handbook.html#procstd-complaint.classify", "分级"),
        ("https://first.example/handbook.html#procstd-refund.pay", "Pay the customer"),
        ("https://first.example/handbook.html#procstd-complaint", "字"),
    ]
    first.write("page.rst", "页\n==\n\n:form:`b` :form:`乙表`\n")
    link_handbooks(first, second, "https://second.example/")
    back = first.build()
    assert back.warnings == []
    assert links(back) == [("https://second.example/handbook.html#procstd.form.b", "乙表")] * 2


def link_handbooks(project: Project, other: Project, address: str) -> None:
    """Let one handbook know the inventory of the other, as it stands on disk."""
    project.overrides["extensions"] = ["myst_parser", "sphinxcontrib_procstd", "sphinx.ext.intersphinx"]
    inventory = str(other.folder / "build" / "html" / "objects.inv")
    project.overrides["intersphinx_mapping"] = {"other": (address, inventory)}
