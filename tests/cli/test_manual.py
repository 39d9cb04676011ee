"""``procstd manual``: what the printed manual holds, page by page, and what is said when it cannot be made."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from sphinxcontrib_procstd import cli
from sphinxcontrib_procstd.render import manual_pdf as pdf_module
from sphinxcontrib_procstd.render.manual import own_ids

pytestmark = pytest.mark.filterwarnings(
    r"ignore:'[\w.]+[.]app' is deprecated", "ignore::DeprecationWarning:weasyprint", "ignore::ResourceWarning"
)

STEPS = "\n".join(
    f".. step:: 步骤{n}\n   :id: s{n}\n   :role: {'甲岗' if n % 2 else '乙岗'}\n   :deadline: {n}小时内\n\n   办理第{n}项，"
    + "逐项核对并记录结果。" * 12
    + "\n"
    for n in range(1, 13)
)
ORDER = f"""\
订单处理
========

.. process:: 订单处理
   :id: order
   :number: SOP-1
   :version: 1.2
   :status: STATUS
   :effective: 2026-03-01
   :owner: 甲岗

参见 :process:`other`。

{STEPS}
.. revision:: 1.2
   :date: 2026-02-01
   :by: 甲岗

   增加复核。

.. faq:: 缺货怎么办？

   转采购。
"""
OTHER = "其他\n====\n\n.. process:: 其他\n   :id: other\n   :number: SOP-2\n\n.. step:: 结束\n   :role: 甲岗\n"
CONF = 'project = "样例手册"\nextensions = ["sphinxcontrib_procstd"]\nlanguage = "zh_CN"\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    index = "手册\n====\n\n.. toctree::\n\n   order\n   other\n"
    files = {"conf.py": CONF, "index.rst": index, "order.rst": ORDER.replace("STATUS", "effective"), "other.rst": OTHER}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def html_of(source: Path, tmp_path: Path, *about: str) -> str:
    target = tmp_path / "manual.html"
    assert cli.main(["manual", str(source), *about, "--html", "-o", str(target)]) == 0
    return target.read_text(encoding="utf-8")


def test_a_process_has_a_cover_with_document_control_contents_and_its_table(source: Path, tmp_path: Path) -> None:
    html = html_of(source, tmp_path, "--process", "order")
    cover = html[html.index('<section class="cover"') : html.index("<nav")]
    assert '<tr><th scope="row">编号</th><td>SOP-1</td></tr>' in cover
    assert '<td class="short">1.2</td><td class="short">2026-02-01</td>' in cover
    assert "打印件为非受控文件" in cover
    assert html.count('<tr class="procstd-step') == 12
    assert '<img src="data:image/svg+xml;base64,' in html
    assert "缺货怎么办？" in html


def test_no_link_leads_out_of_the_manual_or_to_nothing(source: Path, tmp_path: Path) -> None:
    html = html_of(source, tmp_path, "--process", "order")
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)
    assert not re.search(r'href="(?!#)', html)


def test_a_role_gets_its_steps_of_all_processes(source: Path, tmp_path: Path) -> None:
    html = html_of(source, tmp_path, "--role", "甲岗")
    assert html.count('<tr class="procstd-step') == 7
    assert "乙岗</td>" not in html
    assert "甲岗岗位操作手册" in html
    assert "修订记录</h2>" not in html


def test_the_whole_handbook_comes_by_number(source: Path, tmp_path: Path) -> None:
    html = html_of(source, tmp_path, "--all")
    assert [html.index(f'data-number="{number}"') > 0 for number in ("SOP-1", "SOP-2")] == [True, True]
    assert html.index('data-number="SOP-1"') < html.index('data-number="SOP-2"')
    assert 'href="#procstd-other"' in html


def test_a_draft_bears_its_state_across(source: Path, tmp_path: Path) -> None:
    path = source / "order.rst"
    assert "marked-draft" not in html_of(source, tmp_path, "--process", "order")
    path.write_text(ORDER.replace("STATUS", "draft"), encoding="utf-8")
    html = html_of(source, tmp_path, "--process", "order")
    assert '<section class="chapter marked-draft"' in html
    assert '<section class="cover marked-draft"' in html
    assert "page: wide-draft" in html


@pytest.mark.parametrize(
    ("about", "message"),
    [
        (("--process", "ordr"), 'there is no process "ordr"; did you mean "order"?'),
        (("--role", "甲"), '"甲" is no role of this handbook; did you mean "甲岗"?'),
    ],
)
def test_an_unknown_name_offers_the_nearest(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], about: tuple[str, ...], message: str
) -> None:
    assert cli.main(["manual", str(source), *about, "-q", "-o", str(tmp_path / "x.pdf")]) == 2
    assert capsys.readouterr().err == f"procstd: {message}\n"
    assert not (tmp_path / "x.pdf").exists()


def test_ids_of_one_document_do_not_clash_with_those_of_another() -> None:
    assert own_ids('<p id="a"><a href="#a">x</a><a href="#procstd-b">y</a></p><i id="procstd-b"></i>', "c1-") == (
        '<p id="c1-a"><a href="#c1-a">x</a><a href="#procstd-b">y</a></p><i id="procstd-b"></i>'
    )


def test_a_missing_font_for_chinese_is_said(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("weasyprint")
    monkeypatch.setattr(pdf_module, "has_chinese_font", lambda: False)
    assert cli.main(["manual", str(source), "--all", "-q", "-o", str(tmp_path / "x.pdf")]) == 2
    assert capsys.readouterr().err == (
        "procstd: the manual holds Chinese and this machine has no font for it; install one, such as Noto Sans CJK "
        "(Debian and Ubuntu: apt install fonts-noto-cjk)\n"
    )


def test_without_the_library_the_extra_is_named(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    assert cli.main(["manual", str(source), "--all", "-q", "-o", str(tmp_path / "x.pdf")]) == 2
    assert capsys.readouterr().err.endswith('run: pip install "sphinxcontrib-procstd[pdf]"\n')


@pytest.fixture
def pdf(source: Path, tmp_path: Path) -> Path:
    pytest.importorskip("weasyprint")
    if shutil.which("pdftotext") is None or not pdf_module.has_chinese_font():
        pytest.skip("no pdftotext, or no font for Chinese")
    target = tmp_path / "manual.pdf"
    assert cli.main(["manual", str(source), "--process", "order", "-q", "-o", str(target)]) == 0
    return target


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


def test_chinese_can_be_searched_and_every_page_says_what_it_is(pdf: Path) -> None:
    pages = run("pdftotext", "-layout", str(pdf), "-").split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        text = "".join(page.split())
        assert "打印件为非受控文件" in text
        assert f"第{number}页/共{len(pages)}页" in text
        if number > 2:
            assert "SOP-1订单处理" in text
            assert "V1.2生效日期2026-03-01" in text
    whole = "".join("".join(pages).split())
    assert "逐项核对并记录结果" in whole
    assert not re.search("[\u2e80-\u2fdf]", whole)  # radicals in place of the characters that look like them


def test_tables_lie_across_with_their_heads_on_every_page(pdf: Path) -> None:
    info = run("pdfinfo", "-f", "1", "-l", "99", str(pdf))
    sizes = re.findall(r"Page\s+(\d+) size:\s+([\d.]+) x ([\d.]+)", info)
    across = [int(number) for number, width, height in sizes if float(width) > float(height)]
    pages = run("pdftotext", "-layout", str(pdf), "-").split("\f")
    tables = [number for number in across if "责任岗位" in pages[number - 1]]
    assert len(tables) > 1
    assert all("流程步骤" in pages[number - 1] for number in tables)


def unpacked(content: bytes) -> bytes:
    """Return a PDF's objects with their packed streams as they were before."""
    parts = [content]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        with contextlib.suppress(zlib.error):
            parts.append(zlib.decompress(found[1]))
    return b"\n".join(parts)


def test_it_is_tagged_names_its_language_and_is_the_same_every_time(pdf: Path, source: Path, tmp_path: Path) -> None:
    assert re.search(r"Tagged:\s+yes", run("pdfinfo", str(pdf)))
    content = pdf.read_bytes()
    assert b"/Lang (zh-CN)" in unpacked(content)
    assert re.search(r"pdfuaid:part[>=\"]+1", run("pdfinfo", "-meta", str(pdf)))
    again = tmp_path / "again.pdf"
    assert cli.main(["manual", str(source), "--process", "order", "-q", "-o", str(again)]) == 0
    assert again.read_bytes() == content
