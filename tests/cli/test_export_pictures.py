"""``procstd export --format svg|png|pdf|dot|mermaid|plantuml|layout``: one file a process."""

from __future__ import annotations

import builtins
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sphinxcontrib_procstd.cli import main

PAGE = """\
Handbook
========

.. process:: 客户投诉 <b>"x"</b>
   :id: complaint

.. step:: 接收 & 登记
   :id: receive
   :role: 客服专员

.. process:: Release
   :id: con

.. step:: Build
   :id: build
   :role: Engineer
"""


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "conf.py").write_text('extensions = ["sphinxcontrib_procstd"]\n', encoding="utf-8")
    (folder / "index.rst").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("form", "suffix"),
    [("svg", "svg"), ("dot", "dot"), ("mermaid", "mmd"), ("plantuml", "puml"), ("layout", "layout.json")],
)
def test_each_process_gets_a_file_with_the_same_bytes_every_time(
    handbook: Path, tmp_path: Path, form: str, suffix: str
) -> None:
    for folder in ("one", "two"):
        assert main(["export", str(handbook), "-f", form, "-o", str(tmp_path / folder)]) == 0
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == [f"_con.{suffix}", f"complaint.{suffix}"]
    for name in files:
        content = (tmp_path / "one" / name).read_bytes()
        assert content == (tmp_path / "two" / name).read_bytes()
        assert b"\r" not in content


def test_a_picture_stands_alone(handbook: Path, tmp_path: Path) -> None:
    main(["export", str(handbook), "complaint", "-f", "svg", "-o", str(tmp_path)])
    text = (tmp_path / "complaint.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    style = root.find("{http://www.w3.org/2000/svg}style")
    assert style is not None
    assert "var(" not in (style.text or "")
    assert "接收 & 登记" in "".join(root.itertext())
    assert "href" not in text


def test_one_process_goes_to_the_terminal(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(handbook), "complaint", "-f", "layout", "-q"]) == 0
    assert {lane["id"] for lane in json.loads(capsys.readouterr().out)["lanes"]} == {"lane1"}


@pytest.mark.parametrize("arguments", [["-f", "mermaid"], ["complaint", "-f", "png"]])
def test_several_files_or_bytes_need_a_folder(
    handbook: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["export", str(handbook), *arguments, "-q"]) == 2
    form = arguments[-1]
    assert capsys.readouterr().err == f"procstd: {form} makes one file a process: name a folder with -o\n"


@pytest.mark.parametrize(("form", "library"), [("png", "resvg_py"), ("pdf", "weasyprint")])
def test_a_lacking_library_is_named_with_the_way_to_get_it(
    handbook: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    library: str,
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name == library:
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert main(["export", str(handbook), "-q", "-f", form, "-o", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == (
        f"procstd: {form} needs a library that is not installed (or not whole); run: "
        f'pip install "sphinxcontrib-procstd[{form}]"\n'
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("form", "start"), [("png", b"\x89PNG\r\n"), ("pdf", b"%PDF-")])
def test_pictures_of_points_and_pages(handbook: Path, tmp_path: Path, form: str, start: bytes) -> None:
    pytest.importorskip({"png": "resvg_py", "pdf": "weasyprint"}[form])
    for folder in ("one", "two"):
        assert main(["export", str(handbook), "complaint", "-q", "-f", form, "-o", str(tmp_path / folder)]) == 0
    content = (tmp_path / "one" / f"complaint.{form}").read_bytes()
    assert content.startswith(start)
    assert content == (tmp_path / "two" / f"complaint.{form}").read_bytes()
