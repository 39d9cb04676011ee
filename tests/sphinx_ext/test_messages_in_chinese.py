"""What is said to authors while their documents are read: in the language of the handbook, at the place of the fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builds import Project
from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")

RST = """\
Page
====

.. process:: 接诊流程
   :id: 接 诊
   :岗位责任: 医师
   :状态: 生笑
   :生效日期: 明天
   :流程负责人: 甲、乙

.. step:: 挂号
   :id: a
   ：责任岗位：挂号员
   :下一步: nowhere [急症

   见 :form:`病例`。

.. stpe:: 缴费
   :id: a

.. form:: 病历

.. role-page:: 护土

.. job-role:: 护士
"""
MYST = """\
# 表

:::{process-table} 盘点
| 步聚 | 责任岗位 |
|---|---|
| 清点 | 药师 |
:::

:::{step}
:process: 无
:::
"""
CHINESE = [
    "md.md:3: WARNING: 没有找到带“流程步骤”（Step）列的表格；“步聚”是否指“步骤”？ [procstd.table]",
    "md.md:9: WARNING: step：没有标题；显示为“step” [procstd.title]",
    "page.rst:18: WARNING: 这样写不是指令；已读作“.. step:: 缴费” [procstd.directive]",
    "page.rst:6: WARNING: process没有选项“岗位责任”（“医师”未采用） [procstd.option]",
    "page.rst:5: WARNING: “接 诊”不能作标识（只用ASCII字母、数字、“-”和“_”）；已改用“xd99b7773” [procstd.id]",
    "page.rst:13: WARNING: 用了全角冒号：请写作“:责任岗位: ……”；已按该选项读取 [procstd.option_colon]",
    "page.rst:18: WARNING: 步骤标识“a”在本流程中已被占用；此步骤改用“a-2” [procstd.F304]",
    (
        "page.rst:7: WARNING: status：“生笑”不在可选值之列：草稿, 评审中, 试点, 正式发布, 修订中, 废止；"
        "是否指“生效”？ [procstd.value]"
    ),
    "page.rst:8: WARNING: effective：“明天”不是日期，日期应写作2026-01-31 [procstd.value]",
    "page.rst:9: WARNING: owner：只应有一个名称，却有2个（甲, 乙）；采用第一个 [procstd.value]",
    "page.rst:14: WARNING: next：无法读取“nowhere [急症”：括号“[”没有闭合 [procstd.flow]",
    "md.md:10: WARNING: 没有流程“无” [procstd.X701]",
    "page.rst:13: WARNING: role：岗位登记中没有“挂号员” [procstd.R402]",
    "page.rst:14: WARNING: next：本流程没有步骤“nowhere” [procstd.F303]",
    "page.rst:16: WARNING: 没有名为“病例”的表单；是否指“病历”？ [procstd.X701]",
    "page.rst:23: WARNING: role-page: 没有岗位或部门“护土”。是否指“护士”？ [procstd.view]",
]
ENGLISH = [
    'md.md:3: WARNING: no table with a column "流程步骤" / "Step" was found; did you mean "步骤" by "步聚"? [procstd.table]',
    'md.md:9: WARNING: step: no title; shown as "step" [procstd.title]',
    'page.rst:18: WARNING: not a directive as written; read as ".. step:: 缴费" [procstd.directive]',
    'page.rst:6: WARNING: unknown option "岗位责任" of process ("医师" is left out) [procstd.option]',
    'page.rst:5: WARNING: "接 诊" is not an id (ASCII letters, digits, "-" and "_"); used as "xd99b7773" [procstd.id]',
    'page.rst:13: WARNING: full-width colon: write ":责任岗位: ..."; read as that option [procstd.option_colon]',
    'page.rst:18: WARNING: the step id "a" is taken in this process; this step is "a-2" [procstd.F304]',
    (
        'page.rst:7: WARNING: status: "生笑" is not one of 草稿, 评审中, 试点, 正式发布, 修订中, 废止; '
        'did you mean "生效"? [procstd.value]'
    ),
    'page.rst:8: WARNING: effective: "明天" is not a date such as 2026-01-31 [procstd.value]',
    "page.rst:9: WARNING: owner: one name expected, found 2 (甲, 乙); the first one is used [procstd.value]",
    'page.rst:14: WARNING: next: cannot read "nowhere [急症": the bracket [ is not closed [procstd.flow]',
    'md.md:10: WARNING: there is no process "无" [procstd.X701]',
    'page.rst:13: WARNING: role: "挂号员" is not in the register of roles [procstd.R402]',
    'page.rst:14: WARNING: next: there is no step "nowhere" in this process [procstd.F303]',
    'page.rst:16: WARNING: there is no form "病例"; did you mean "病历"? [procstd.X701]',
    "page.rst:23: WARNING: role-page: There is no role or department “护土”. Did you mean “护士”? [procstd.view]",
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "source").mkdir()
    for name, text in {
        "conf.py": 'extensions = ["myst_parser", "sphinxcontrib_procstd"]\n',
        "index.rst": "Book\n====\n\n.. toctree::\n\n   page\n   md\n",
        "page.rst": RST,
        "md.md": MYST,
    }.items():
        (tmp_path / "source" / name).write_text(text, encoding="utf-8")
    return Project(tmp_path)


@pytest.mark.parametrize(("language", "said"), [("zh_CN", CHINESE), ("en", ENGLISH)])
def test_faults_are_said_in_the_language_of_the_handbook(project: Project, language: str, said: list[str]) -> None:
    project.overrides = {"language": language}
    assert sorted(project.build().warnings) == sorted(said)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("procstd_swimlane = 3", "procstd_swimlane须为True或False，不能是3"),
        ("procstd_orientation = 'up'\nprocstd_lint = 'A'", (
            "procstd_orientation须为'auto', 'top-down', 'left-right'之一，不能是'up'；"
            "procstd_lint须为True、False，或由规则编号、编号前缀、规则名组成的列表，不能是'A'"
        )),
        ("procstd_figures = {'p': {'log': 'a.csv', 'colums': {}}}", "procstd_figures['p']没有键“colums”；是否指“columns”？"),
        ("procstd_figures = {'p': {'log': 'a.csv', 'satisfied': 'x'}}", "procstd_figures['p']['satisfied']须为数字，不能是'x'"),
        ("procstd_lint = ['vague-tme']", "procstd_lint：没有规则“vague-tme”；是否指“vague-time”？"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_conf_py_is_said_in_chinese(project: Project, setting: str, said: str) -> None:
    (project.source / "conf.py").write_text(
        f'extensions = ["myst_parser", "sphinxcontrib_procstd"]\nlanguage = "zh_CN"\n{setting}\n', encoding="utf-8"
    )
    with pytest.raises(ConfigError) as caught:
        project.build()
    assert str(caught.value) == said
