"""The view ``lint-report``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from pathlib import Path

PROCESS = """\
Order
=====

.. process:: Order handling
   :id: order

.. step:: Pick the goods
   :id: pick

   Promptly.
"""
CLEAN = "Other\n=====\n\n.. process:: Other process\n   :id: other\n"
REPORT = "Report\n======\n\n.. lint-report::\n\n.. toctree::\n\n   order\n   other\n"
CONF = 'extensions = ["sphinxcontrib_procstd"]\nprocstd_lint = ["A101"]\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    files = {"conf.py": CONF, "index.rst": REPORT, "order.rst": PROCESS, "other.rst": CLEAN}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def build(source: Path, builder: str = "html") -> str:
    """Build, and return the report's text with the addresses of its links."""
    app = SphinxTestApp(builder, srcdir=source)
    app.build()
    suffix = "html" if builder == "html" else "txt"
    text = (app.outdir / f"index.{suffix}").read_text(encoding="utf-8")
    app.cleanup()
    if builder != "html":
        return text
    body = text.partition('<div class="body"')[2].partition('<div class="toctree-wrapper')[0]
    body = re.sub(r'<a [^>]*href="([^"]+)"[^>]*>', r"[\1] ", body)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


FOUND = (
    "Warning: 1 Severity Process Step Finding Rule Warning [order.html#procstd-order] Order handling "
    "[order.html#procstd-order.pick] Pick the goods “Promptly” names no time Give a figure and the event that starts "
    "the clock, such as “within 2 h of receipt”. A101"
)


def test_findings_stand_in_a_table_with_links_to_their_steps(source: Path) -> None:
    assert FOUND in build(source)


def test_the_page_is_written_again_when_only_the_findings_change(source: Path) -> None:
    build(source)
    (source / "order.rst").write_text(PROCESS.replace("Promptly", "Within 2 h"), encoding="utf-8")
    assert "The linter finds nothing to improve." in build(source)


def test_all_rules_are_shown_where_the_build_runs_none(source: Path) -> None:
    (source / "conf.py").write_text(CONF.replace('["A101"]', "False"), encoding="utf-8")
    page = build(source)
    assert "A101" in page
    assert "C201" in page


def test_a_filter_shows_the_findings_of_some_processes(source: Path) -> None:
    (source / "index.rst").write_text(REPORT.replace("report::\n", "report::\n   :process: other\n"), encoding="utf-8")
    assert "The linter finds nothing to improve." in build(source)


def test_a_filter_that_fits_no_process_is_said(source: Path) -> None:
    (source / "index.rst").write_text(REPORT.replace("report::\n", "report::\n   :process: gone\n"), encoding="utf-8")
    app = SphinxTestApp("html", srcdir=source)
    app.build()
    assert (
        'lint-report: No process matches this filter. Nothing is called "gone". [procstd.view]'
        in app.warning.getvalue()
    )
    app.cleanup()


def test_it_speaks_chinese_in_a_chinese_handbook(source: Path) -> None:
    (source / "conf.py").write_text(f'{CONF}language = "zh_CN"\n', encoding="utf-8")
    page = build(source)
    assert "警告: 1 级别 流程 流程步骤 问题 规则 警告" in page


def test_other_builders_get_the_table_too(source: Path) -> None:
    text = build(source, "text")
    assert "Severity" in text
    assert "A101" in text
