"""What starts a process, read from the words of its start."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_procstd.model.graph import Trigger
from sphinxcontrib_procstd.model.occasion import read_trigger


@pytest.mark.parametrize(
    "text",
    [
        "每月25日，总账会计开始准备当月关账",
        "每周一上午9点",
        "每个工作日 17:00",
        "每季度末",
        "年底",
        "定期巡检",
        "Monthly, on the 5th",
        "every 2 weeks",
        "Each working day at 9:00",
        "At the end of the quarter",
        "quarter-end closing is due",
    ],
)
def test_a_time_is_a_timer(text: str) -> None:
    assert read_trigger(text) is Trigger.TIMER


@pytest.mark.parametrize(
    "text",
    [
        "财务部收到供应商发票",
        "客户提出投诉",
        "用户报障，或监控平台发出告警",
        "The customer files a complaint",
        "The customer makes a complaint",
        "On receipt of an invoice",
        "An employee requests access",
    ],
)
def test_what_somebody_sends_is_a_message(text: str) -> None:
    assert read_trigger(text) is Trigger.MESSAGE


@pytest.mark.parametrize(
    "text",
    ["", "岗位空缺或新增", "The contract is signed", "员工决定离职", "A machine is down", "客户投诉，最近每月都有"],
)
def test_other_starts_say_neither(text: str) -> None:
    assert read_trigger(text) is Trigger.NONE


def test_a_process_that_another_leads_to_starts_with_a_message_unless_the_clock_does() -> None:
    assert read_trigger("", handed_over=True) is Trigger.MESSAGE
    assert read_trigger("daily", handed_over=True) is Trigger.TIMER


@given(st.text(max_size=400), st.booleans())
def test_any_text_is_read(text: str, handed_over: bool) -> None:
    assert read_trigger(text, handed_over=handed_over) in Trigger
