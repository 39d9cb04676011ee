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

VIEW_OPTIONS: Mapping[str, tuple[Option, ...]] = {
    "process-list": (),
    "process-map": (ORIENTATION_OPTION, ENGINE_OPTION),
    "swimlane": (ORIENTATION_OPTION, ENGINE_OPTION),
    "lint-report": (),
    "change-log": (REVISION_OPTION,),
    "review-calendar": (GROUP_OPTION,),
    "what-changed": (),
    "signoff-list": (),
}
"""What each view takes beside the filters, by the view's name. Every view has an entry."""


def view_options(view: str) -> tuple[Option, ...]:
    """Return all options of a view by its name."""
    return (*FILTER_OPTIONS, *VIEW_OPTIONS[view])
