"""The directive of views: options in either language, faults said with their place, nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinxcontrib_procstd.sphinx_ext import nodes as our

if TYPE_CHECKING:
    from conftest import Desk, Reading

SOURCES = {
    "page.rst": """\
采购
====

.. process:: 采购
   :涉及部门: 财务部
   :状态: 正式发布

.. process-list::
   :涉及部门: 财务部
   :状态: 正式发布
""",
    "page.md": """\
# 采购

:::{process} 采购
:涉及部门: 财务部
:状态: 正式发布
:::

:::{process-list}
:涉及部门: 财务部
:状态: 正式发布
:::
""",
}
SLIPS = {
    "page.rst": SOURCES["page.rst"] + "\n.. swimlane:: 采购\n   :oriantation: 横向\n   :引擎: graphvis\n",
    "page.md": SOURCES["page.md"] + "\n\n:::{swimlane} 采购\n:oriantation: 横向\n:引擎: graphvis\n:::\n",
}


def views_of(reading: Reading) -> list[dict[str, Any]]:
    return [view["options"] for view in reading.doctree.findall(our.procstd_view)]


@pytest.mark.parametrize("name", SOURCES)
def test_options_may_be_written_in_chinese(desk: Desk, name: str) -> None:
    reading = desk.read({name: SOURCES[name]})
    assert views_of(reading) == [{"department": "财务部", "status": "effective"}]
    assert reading.warnings == []


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_said_at_its_line_and_the_view_stays(desk: Desk, name: str) -> None:
    reading = desk.read({name: SLIPS[name]})
    first = SLIPS[name].splitlines().index(":oriantation: 横向" if name == "page.md" else "   :oriantation: 横向") + 1
    assert views_of(reading)[1] == {"process": "采购"}
    assert reading.warnings == [
        f'{name}:{first}: unknown option "oriantation" of swimlane ("横向" is left out); did you mean "orientation"? [procstd.option]',
        f'{name}:{first + 1}: engine: "graphvis" is not one of procstd, graphviz; did you mean "graphviz"? [procstd.value]',
    ]
