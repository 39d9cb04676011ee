"""Texts of objects in another language: each message for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Desk

PAGE = """\
Pack
====

.. process:: Pack
   :id: pack
   :goal: Boxes leave within 4 h
   :category: Warehouse
   :tags: WMS
"""
PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Boxes leave within 4 h"
msgstr "4小时内出库"

msgid "Warehouse"
msgstr "仓储"

msgid "WMS"
msgstr "WMS"
"""


def test_a_message_that_stays_as_it_is_leaves_the_others_translated(make_desk: Callable[..., Desk]) -> None:
    desk: Any = make_desk(language="zh_CN", locale_dirs=["locale"], gettext_compact="book")
    (desk.folder / "locale" / "zh_CN" / "LC_MESSAGES").mkdir(parents=True)
    process = desk.read({"page.rst": PAGE, "locale/zh_CN/LC_MESSAGES/book.po": PO}).process
    assert (process.goal, process.category) == ("4小时内出库", "仓储")
    assert [tag.text for tag in process.tags] == ["WMS"]
