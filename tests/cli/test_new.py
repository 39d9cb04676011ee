"""``procstd new``: a process to begin with."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

import pytest

from sphinxcontrib_procstd.cli import main
from sphinxcontrib_procstd.sphinx_ext.reading import read_handbook

CONF = 'extensions = ["myst_parser", "sphinxcontrib_procstd"]\nlanguage = "{language}"\nroot_doc = "{root}"\nprocstd_lint = True\n'

OLD = """\
# Complaint

:::{process} Complaint
:id: complaint
:number: SOP-1
:version: 2.3
:status: effective
:effective: 2026-01-31
:approved-by: Director
:approved-on: 2026-01-30
:owner: Director
:::

:::{step} Receive
:id: receive
:role: Clerk
:formerly: take
:next: solve [urgent]; process:complaint [again]; solve

See {step}`complaint.solve` and {system}`crm`.
:::

:::{step} Solve
:id: solve
:role: Engineer
:::

:::{revision} 2.3
:date: 2026-01-30

Faster.
:::

:::{kpi} Answered in time
:target: 95 %
:::

:::{system} CRM
:id: crm
:::
"""


def handbook(folder: Path, language: str = "en", root: str = "purchase", **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "conf.py").write_text(CONF.format(language=language, root=root), encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("options", [[], ["--chinese"]], ids=["english options", "chinese options"])
@pytest.mark.parametrize("markup", ["md", "rst"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_skeleton_builds_without_a_warning_and_the_linter_finds_nothing(
    language: str, markup: str, options: list[str], tmp_path: Path
) -> None:
    book = handbook(tmp_path, language)
    assert main(["new", "purchase", "-f", markup, "-o", str(book), *options]) == 0
    warnings = io.StringIO()
    with tempfile.TemporaryDirectory() as scratch:
        (process,) = read_handbook(book, Path(scratch), warnings=warnings).catalogue.processes
    assert warnings.getvalue() == ""
    assert (process.id, [step.id for step in process.steps]) == ("purchase", ["receive", "check", "answer"])
    first = {"en": "Receive the request", "zh_CN": "登记申请"}[language]
    assert process.steps[0].title == first
    assert {record.kind for record in process.records} >= {"pain-point", "exception", "kpi", "control", "faq"}


def test_a_skeleton_is_in_the_markup_of_the_handbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["sphinxcontrib_procstd"]\n', encoding="utf-8")
    (tmp_path / "buying").mkdir()
    assert main(["new", "purchase-order", "-o", str(tmp_path / "buying")]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/buying/purchase-order.rst\n"
    assert (tmp_path / "buying" / "purchase-order.rst").read_text(encoding="utf-8").startswith("Purchase order\n====")


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_a_copy_keeps_the_work_and_leaves_the_history(
    markup: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = handbook(tmp_path, root="complaint", complaint=OLD)
    assert main(["new", "refund", "--from", "complaint", "--title", "Refund", "-f", markup, "-o", str(book)]) == 0
    capsys.readouterr()
    assert main(["export", str(book), "refund", "-q"]) == 0
    (process,) = json.loads(capsys.readouterr().out)["processes"]
    fields = ("title", "number", "version", "status", "effective", "approved_by", "approved_on", "owner", "based_on")
    assert [process[name] for name in fields] == [
        "Refund", "", "0.1", "draft", "", [], "", "Director", ["complaint"],
    ]  # fmt: skip
    receive = process["steps"][0]
    assert receive["next"] == ["solve [urgent]", "process:refund [again]", "solve"]
    assert (receive["formerly"], receive["body"]) == ([], "See Solve and CRM.")
    assert [record["kind"] for record in process["records"]] == ["kpi"]
    own = {"md": "{step}`refund.solve`", "rst": ":step:`refund.solve`"}[markup]
    assert own in (book / f"refund.{markup}").read_text(encoding="utf-8")


def test_a_file_that_exists_is_kept_without_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = handbook(tmp_path, purchase="mine")
    assert main(["new", "purchase", "-o", str(book)]) == 2
    assert capsys.readouterr().err == f"procstd: {book}/purchase.md: exists already; --force overwrites it\n"
    assert (book / "purchase.md").read_text(encoding="utf-8") == "mine"
    assert main(["new", "purchase", "-o", str(book), "--force"]) == 0
    assert (book / "purchase.md").read_text(encoding="utf-8").startswith("# Purchase\n")


def test_a_dry_run_shows_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = handbook(tmp_path)
    assert main(["new", "purchase", "-o", str(book), "--dry-run"]) == 0
    assert "+:::{step} Receive the request" in capsys.readouterr().out
    assert not (book / "purchase.md").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["采购"], 'procstd: "采购" is not an id (ASCII letters, digits, "-" and "_"); try "'),
        (["../x"], 'procstd: "../x" is not an id (ASCII letters, digits, "-" and "_"); try "'),
        (["a", "--from", "complain"], 'procstd: there is no process "complain"; did you mean "complaint"?\n'),
        (
            ["complaint", "--from", "complaint"],
            'procstd: complaint.md:3: the handbook has a process "complaint" already\n',
        ),
    ],
)
def test_what_cannot_be_made_is_said(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = handbook(tmp_path, root="complaint", complaint=OLD)
    assert main(["new", *arguments, "-o", str(book)]) == 2
    assert capsys.readouterr().err.startswith(message)
    assert sorted(path.name for path in book.iterdir()) == ["complaint.md", "conf.py"]


def test_a_copy_needs_a_handbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "a", "--from", "b", "-o", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        "procstd: there is no conf.py at or above the folder; name the handbook with --source\n"
    )
