"""The options of views: the filters that all of them take, and what each takes beside them."""

from __future__ import annotations

from collections.abc import Mapping

from sphinxcontrib_procstd.syntax import choices
from sphinxcontrib_procstd.syntax.options import Option, ValueKind

_W = ValueKind.WORD

FILTER_OPTIONS: tuple[Option, ...] = (
    Option(name="process", zh=("流程",), kind=_W, help="processes with this id or title"),
    Option(name="category", zh=("分类", "类别"), kind=_W, help="processes of this category"),
    Option(name="department", zh=("涉及部门", "部门"), kind=_W, help="processes with this department in scope"),
    Option(name="role", zh=("责任岗位", "岗位"), kind=_W, help="processes in which this job role does a step"),
    Option(name="status", zh=("状态",), kind=_W, help="processes in this state"),
    Option(name="tag", zh=("标签",), kind=_W, help="processes with this tag", also=("tags",)),
)
"""The filters. A value may be a list, any of whose words may match; several filters must all match."""

ORIENTATION_OPTION = Option(
    name="orientation",
    zh=("方向", "泳道方向"),
    kind=ValueKind.CHOICE,
    help="how the picture runs",
    choices=choices.ORIENTATION,
)
ENGINE_OPTION = Option(
    name="engine", zh=("引擎",), kind=ValueKind.CHOICE, help="what draws the picture", choices=choices.ENGINE
)

REVISION_OPTION = Option(
    name="kind",
    zh=("修订类型", "类型"),
    kind=ValueKind.CHOICE,
    help="revisions of this kind only",
    choices=choices.REVISION,
)
GROUP_OPTION = Option(
    name="group",
    zh=("分组",),
    kind=ValueKind.CHOICE,
    help="owner by owner, or all in one table",
    choices=choices.Choices((("owner", ("负责人", "按负责人")), ("date", ("日期", "按日期")))),
)
ACCESS_OPTION = Option(
    name="by",
    zh=("按", "列法"),
    kind=ValueKind.CHOICE,
    help="a row for each system, a row for each role, or both across",
    choices=choices.ACCESS,
)
COUNT_OPTION = Option(
    name="count", zh=("题数", "数量"), kind=_W, help="how many questions (8 unless given, at most 50)"
)
LIST_COLUMNS = choices.Choices(
    (
        ("title", ("流程名称", "流程")),
        ("number", ("编号", "流程编号")),
        ("version", ("版本",)),
        ("status", ("状态",)),
        ("owner", ("流程负责人", "负责人")),
        ("category", ("分类", "类别")),
        ("departments", ("涉及部门", "部门", "department")),
        ("effective", ("生效日期",)),
        ("review", ("下次复盘", "下次评审", "next review")),
        ("tags", ("标签", "tag")),
        ("steps", ("步骤数", "步骤")),
    )
)
"""What a list of processes can show in a column, be sorted by, or be grouped by."""

_OWNER = Option(name="owner", zh=("流程负责人", "负责人"), kind=_W, help="processes that this role answers for")
_COLUMNS = Option(
    name="columns", zh=("列", "显示列"), kind=_W, also=("column",), help="the columns, as a list: " + ", ".join(
        name for name, _ in LIST_COLUMNS.names
    )
)  # fmt: skip
_SORT = Option(
    name="sort", zh=("排序", "排序方式"), kind=ValueKind.CHOICE, help="the column to sort by", choices=LIST_COLUMNS
)
_GROUP = Option(
    name="group",
    zh=("分组", "分组方式"),
    kind=ValueKind.CHOICE,
    help="one table for each value of a column",
    choices=LIST_COLUMNS,
)
_SINCE = Option(
    name="since",
    zh=("自", "起始日期", "起始版本"),
    kind=_W,
    help="changes from a date (2026-01-31) or after a version (1.0)",
)
_WEEKS = Option(name="weeks", zh=("周数", "周"), kind=_W, help="number of weeks, 1 to 26 (4)")
FIGURES_OPTION = Option(
    name="figures",
    zh=("实测",),
    kind=ValueKind.CHOICE,
    help="lay measured times and frequencies over it",
    choices=choices.FLAG,
)

VIEW_OPTIONS: Mapping[str, tuple[Option, ...]] = {
    "process-list": (_OWNER, _COLUMNS, _SORT, _GROUP),
    "process-map": (ORIENTATION_OPTION, ENGINE_OPTION),
    "swimlane": (ORIENTATION_OPTION, ENGINE_OPTION, FIGURES_OPTION),
    "kpi-table": (),
    "figures": (),
    "lint-report": (),
    "change-log": (REVISION_OPTION,),
    "review-calendar": (GROUP_OPTION,),
    "what-changed": (),
    "signoff-list": (),
    "role-page": (_SINCE,),
    "onboarding": (_WEEKS,),
    "raci-matrix": (),
    "handoff-matrix": (),
    "department-page": (),
    "form-list": (),
    "system-list": (ACCESS_OPTION,),
    "checklist": (),
    "faq-list": (),
    "quiz": (COUNT_OPTION,),
    "control-matrix": (),
}
"""What each view takes beside the filters, by the view's name. Every view has an entry."""


def view_options(view: str) -> tuple[Option, ...]:
    """Return all options of a view by its name."""
    return (*FILTER_OPTIONS, *VIEW_OPTIONS[view])
