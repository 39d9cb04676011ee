"""Punctuation that can be mended without a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_procstd.syntax.block import Markup
from sphinxcontrib_procstd.syntax.fixes import fix_source
from sphinxcontrib_procstd.syntax.punctuation import mend_punctuation

MENDED = [
    ("CRM系统、、客服工单系统", "CRM系统、客服工单系统"),
    ("投诉登记表,处理方案审批表", "投诉登记表，处理方案审批表"),
    ("《投诉登记表》; 《审批表》", "《投诉登记表》；《审批表》"),
    ("全部办结。。", "全部办结。"),
    ("Order,, delivery note", "Order, delivery note"),
]
KEPT = [
    "3,000元",
    "2小时内",
    "待补……",
    "等。。。",
    "A;B",
    "见 `a,,b`",
    "{form}`甲,乙`",
    "https://x.cn/甲,乙",
    "09:00,17:00",
]


@pytest.mark.parametrize(("text", "wanted"), MENDED)
def test_what_is_wrong_whatever_it_means_is_mended(text: str, wanted: str) -> None:
    assert mend_punctuation(text) == wanted


@pytest.mark.parametrize("text", KEPT)
def test_what_may_be_meant_stays(text: str) -> None:
    assert mend_punctuation(text) == text


@given(st.text(alphabet="甲乙，,；;、。:： ab`《》", max_size=30))
def test_mending_twice_changes_nothing_more(text: str) -> None:
    assert mend_punctuation(mend_punctuation(text)) == mend_punctuation(text)


SOURCE = """\
:::{step} 接收投诉
:id: receive
:role: 客服专员
:output: 投诉登记表,投诉录音
:systems: CRM系统、、工单系统
:next: assign [普通];; urgent [紧急]

客户说：“好,好”,,
:::
"""


def test_only_values_of_options_are_mended_in_a_source() -> None:
    assert fix_source(SOURCE, Markup.MYST) == SOURCE.replace("表,投", "表，投").replace("、、", "、")
