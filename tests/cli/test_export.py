"""``procstd export``: the catalogue as data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sphinxcontrib_procstd import __version__
from sphinxcontrib_procstd.cli import main

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
Handbook
========

.. process:: Customer complaint
   :id: complaint
   :version: 1.1
   :status: effective
   :owner: Operations director
   :review-cycle: 3 months

   Why we do it.

.. step:: Receive
   :id: receive
   :role: Service agent
   :output: Complaint register (by the system)
   :deadline: at once
   :forms: Complaint register, Unknown sheet
   :systems: CRM

   Write it down.

.. step:: Classify
   :id: classify
   :role: Supervisor
   :next: receive [incomplete]; solve [urgent]; end [rejected]

.. step:: Solve
   :id: solve
   :role: Service agent
   :parallel: close; process:repair

.. step:: Close
   :id: close

.. form:: Complaint register
   :id: register

.. system:: CRM
"""


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    source = tmp_path / "docs"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["sphinxcontrib_procstd"]\n', encoding="utf-8")
    (source / "index.rst").write_text(PAGE, encoding="utf-8")
    return source


def export(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main(["export", *arguments, "--quiet"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_document_has_a_version_and_every_register(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = export(capsys, str(handbook))
    assert list(document) == [
        "version", "processes", "forms", "systems", "manuals", "job_roles", "departments", "externals",
    ]  # fmt: skip
    assert document["version"] == 1


def test_a_process_has_its_options_file_and_lanes(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    process = export(capsys, str(handbook))["processes"][0]
    wanted = {
        "id": "complaint", "title": "Customer complaint", "file": "index.rst", "version": "1.1", "status": "effective",
        "owner": "Operations director", "review_cycle": "3 months", "body": "Why we do it.",
        "lanes": ["Service agent", "Supervisor"],
    }  # fmt: skip
    assert {key: process[key] for key in wanted} == wanted


def test_a_step_tells_registered_tools_from_others(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    step = export(capsys, str(handbook))["processes"][0]["steps"][0]
    wanted = {
        "id": "receive", "role": "Service agent", "output": "Complaint register (by the system)", "deadline": "at once",
        "forms": ["register"], "systems": ["crm"], "manuals": [], "unregistered": ["Unknown sheet"],
        "body": "Write it down.",
    }  # fmt: skip
    assert {key: step[key] for key in wanted} == wanted


def test_every_sequence_flow_is_listed_also_the_unwritten_ones(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flows = export(capsys, str(handbook))["processes"][0]["flows"]
    assert [(flow["from"], flow["to"], flow["guard"], flow["default"]) for flow in flows] == [
        ("receive", "classify", None, False),
        ("classify", "receive", "incomplete", False),
        ("classify", "solve", "urgent", False),
        ("classify", "end [rejected]", None, True),
        ("solve", "close", None, False),
        ("solve", "process:repair", None, False),
        ("close", "end", None, False),
    ]


def test_a_form_says_what_uses_it(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = export(capsys, str(handbook))["forms"][0]
    assert form["used_by"] == [
        {"process": "complaint", "step": "receive", "way": "output"},
        {"process": "complaint", "step": "receive", "way": "tool"},
    ]


def test_two_runs_give_the_same_bytes(handbook: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main(["export", str(handbook), "-q", "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_warnings_go_to_the_error_stream(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(handbook)]) == 0
    assert f'{handbook}/index.rst:31: WARNING: parallel: there is no process "repair" [procstd.F303]' in (
        capsys.readouterr().err
    )


def test_an_unknown_process_is_said_with_the_nearest_name(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(handbook), "complant", "-q"]) == 2
    assert capsys.readouterr().err == 'procstd: there is no process "complant"; did you mean "complaint"?\n'


def test_a_folder_without_conf_py_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"procstd: {tmp_path}: no conf.py here; name the folder that holds the handbook's conf.py\n"
    )


def test_a_project_without_the_extension_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "conf.py").write_text("", encoding="utf-8")
    (tmp_path / "index.rst").write_text("A\n=\n", encoding="utf-8")
    assert main(["export", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"procstd: {tmp_path}/conf.py: conf.py does not load this extension; "
        'add "sphinxcontrib_procstd" to extensions\n'
    )


def test_a_setting_can_be_overridden(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(handbook), "-D", "language"]) == 2
    assert capsys.readouterr().err == "procstd: -D takes NAME=VALUE, not 'language'\n"


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"procstd {__version__}\n"


def test_help_teaches_by_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["export", "--help"])
    assert "procstd export docs --format json" in capsys.readouterr().out
