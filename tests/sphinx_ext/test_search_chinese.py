"""The Chinese search index: how texts are cut, what is taught, and for which languages it stands in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.testing.util import SphinxTestApp

from sphinxcontrib_procstd.sphinx_ext.search_chinese import SearchChinese

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
岗位
====

.. process:: 客诉闭环处置流程
   :id: complaint
   :number: SOP-CS-001

.. step:: 甄别客诉等级
   :id: classify
   :role: 客诉甄别专员
   :systems: ＣＲＭ系统

   按IT部门的手册判定。

.. job-role:: 客诉甄别专员
   :id: agent
"""


def test_a_text_is_cut_into_words_and_the_words_in_them() -> None:
    assert SearchChinese({}).split("投诉登记，按CRM系统的sop-cs-001办理。") == [
        "投诉",
        "登记",
        "按",
        "crm",
        "系统",
        "的",
        "sop-cs-001",
        "sop",
        "cs",
        "001",
        "办理",
    ]


def test_width_and_capitals_make_no_difference() -> None:
    language = SearchChinese({})
    assert language.split("ＣＲＭ系统（Ｖ２）") == language.split("crm系统(v2)")


def test_a_name_of_the_handbook_is_a_word() -> None:
    language = SearchChinese({})
    assert "客诉甄别专员" not in language.split("由客诉甄别专员登记")
    language.learn(["《客诉甄别专员》", "x"])
    assert "客诉甄别专员" in language.split("由客诉甄别专员登记")


def test_no_word_of_two_letters_is_lost_to_a_list_of_stop_words() -> None:
    language = SearchChinese({})
    assert [language.word_filter(word) for word in ("it", "no", "部门", "的", "7", "12", "8001")] == [
        True,
        True,
        True,
        False,
        False,
        False,
        True,
    ]


@given(st.text())
def test_any_text_is_cut_and_nothing_that_counts_is_lost(text: str) -> None:
    language = _SHARED
    words = language.split(text)
    joined = "".join(language.split(text))
    assert all(words)
    assert {char for char in "投诉crm7" if char in text} <= set(joined)


_SHARED = SearchChinese({})


def index_of(folder: Path, language: str, page: str = PAGE) -> dict[str, Any]:
    """Build and return the search index."""
    source = folder / language
    source.mkdir()
    (source / "conf.py").write_text(
        f'extensions = ["sphinxcontrib_procstd"]\nlanguage = "{language}"\n', encoding="utf-8"
    )
    (source / "index.rst").write_text(page, encoding="utf-8")
    app = SphinxTestApp("html", srcdir=source)
    app.build()
    text = (app.outdir / "searchindex.js").read_text(encoding="utf-8")
    script = (app.outdir / "_static" / "language_data.js").read_text(encoding="utf-8")
    app.cleanup()
    found: dict[str, Any] = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    return found | {"script": script}


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "zh"])
def test_every_chinese_handbook_gets_it_with_no_setting(tmp_path: Path, language: str) -> None:
    index = index_of(tmp_path, language)
    assert "客诉甄别专员" in {*index["terms"], *index["titleterms"]}
    assert "ChineseStemmer" not in index["script"]
    assert "var splitQuery" in index["script"]


def test_english_is_left_to_sphinx(tmp_path: Path) -> None:
    index = index_of(tmp_path, "en")
    assert "splitQuery" not in index["script"]


def test_a_number_is_another_title_of_its_process(tmp_path: Path) -> None:
    index = index_of(tmp_path, "zh_CN")
    assert index["alltitles"]["SOP-CS-001"] == [[0, "procstd-complaint"]]
    assert index["alltitles"]["甄别客诉等级"] == [[0, "procstd-complaint.classify"]]


def test_a_process_under_another_heading_is_a_title_once_and_leads_to_its_place(tmp_path: Path) -> None:
    for language in ("zh_CN", "en"):
        index = index_of(tmp_path, language)
        assert index["alltitles"]["客诉闭环处置流程"] == [[0, "procstd-complaint"]]


def test_kinds_of_objects_are_named_in_the_language_of_the_handbook(tmp_path: Path) -> None:
    index = index_of(tmp_path, "zh_CN")
    assert {name for _, _, name in index["objnames"].values()} == {"流程", "流程步骤", "岗位"}


def test_what_views_repeat_is_found_where_it_is_written(tmp_path: Path) -> None:
    role_page = "首页\n====\n\n.. role-page:: 客诉甄别专员\n"
    source = tmp_path / "zh"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["sphinxcontrib_procstd"]\nlanguage = "zh_CN"\n', encoding="utf-8")
    (source / "index.rst").write_text(role_page + "\n.. toctree::\n\n   page\n", encoding="utf-8")
    (source / "page.rst").write_text(PAGE, encoding="utf-8")
    app = SphinxTestApp("html", srcdir=source)
    app.build()
    text = (app.outdir / "searchindex.js").read_text(encoding="utf-8")
    app.cleanup()
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    assert index["docnames"][index["terms"]["判定"]] == "page"
