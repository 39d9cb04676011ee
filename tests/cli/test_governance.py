"""``procstd sign``, ``verify``, ``snapshot``, ``diff`` and ``audit``: what they print, and with which exit status."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import sphinx.locale

from sphinxcontrib_procstd.cli import main

PAGE = """\
Handbook
========

.. process:: Order handling
   :id: order
   :version: 1.0
   :status: effective
   :owner: Sales director
   :approved-by: Sales director

.. step:: Pick the goods
   :id: pick
   :role: Storekeeper
   :deadline: within 2 h of receipt

   Put the goods into a box.

.. revision:: 1.0

.. job-role:: Sales director

.. job-role:: Storekeeper
"""
WHO = ("--role", "Sales director", "--name", "Li Lei", "--meaning", "approve", "--date", "2026-03-01")
MARK = "p1-sha256:cfbaca5f183716127bcd40790000e0ff6fbe4aa167ccc5d4f1be1aa11ead110c"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780272000")  # 2026-06-01
    monkeypatch.setattr(sphinx.locale, "translators", {})  # another test may have spoken Chinese


@pytest.fixture
def handbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source = tmp_path / "docs"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["myst_parser", "sphinxcontrib_procstd"]\n', encoding="utf-8")
    (source / "index.rst").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return source


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main([*arguments, "--quiet"])
    out, err = capsys.readouterr()
    return status, out, err


def edit(handbook: Path, old: str, new: str) -> None:
    page = handbook / "index.rst"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")


def test_a_signature_is_written_and_stands(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "sign", "docs", "order", *WHO)
    assert (status, out) == (0, f"docs/signoffs/order.jsonl:1: Li Lei (Sales director) approve order 1.0\n  {MARK}\n")
    status, out, _ = run(capsys, "verify", "docs")
    assert status == 0
    assert out == (
        f"order 1.0 Order handling\n  {MARK}\n"
        "  valid: Li Lei (Sales director), Approved, 2026-03-01 [signoffs/order.jsonl:1]\n\n"
        "1 sign-offs stand, 0 points are open\n"
    )


def test_a_change_voids_it_and_it_is_said_what_changed_and_who_must_sign(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "sign", "docs", "order", *WHO)
    edit(handbook, "into a box", "into a crate")
    status, out, _ = run(capsys, "verify", "docs")
    assert status == 1
    assert out.splitlines()[2:] == [
        "  VOID: Li Lei (Sales director), Approved, 2026-03-01 [signoffs/order.jsonl:1]",
        "    changed since: step “Pick the goods” (reworded)",
        "  → Sales director (Approved) must sign again",
        "",
        "0 sign-offs stand, 1 points are open",
    ]
    status, out, _ = run(capsys, "lint", "docs", "--select", "G801")
    assert status == 1
    assert out.splitlines()[0] == (
        "docs/index.rst:9: error G801 the sign-off (approve) of Li Lei, Sales director, on 2026-03-01 is void, the text "
        "changed: step “Pick the goods” (reworded) (signoffs/order.jsonl:1) [order/approved-by]"
    )


def test_signing_again_mends_it(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "sign", "docs", "order", *WHO)
    edit(handbook, "into a box", "into a crate")
    assert run(capsys, "sign", "docs", "order", *WHO[:-1], "2026-03-02")[0] == 0
    status, out, _ = run(capsys, "verify", "docs")
    assert (status, "  void, signed again: Li Lei" in out) == (0, True)


def test_verify_as_json(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "sign", "docs", "order", *WHO)
    edit(handbook, "into a box", "into a crate")
    (handbook / "signoffs" / "ordr.jsonl").touch()
    status, out, _ = run(capsys, "verify", "docs", "--format", "json")
    values = json.loads(out)
    (process,) = values["processes"]
    assert status == 1
    assert process["signoffs"][0]["state"] == "void"
    assert process["signoffs"][0]["changes"] == [{"part": "step:pick", "change": "changed"}]
    assert process["wanted"] == [{"meaning": "approve", "role": "Sales director", "again": True}]
    assert values["findings"] == [
        {
            "code": "G801",
            "message": 'there is no process "ordr"; did you mean "order"?',
            "file": "signoffs/ordr.jsonl",
            "line": 0,
        }
    ]


def test_what_nobody_signed_is_missing_where_all_is_asked_for(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "verify", "docs")[:2] == (0, "0 sign-offs stand, 0 points are open\n")
    status, out, _ = run(capsys, "verify", "docs", "--all")
    assert (status, out.splitlines()[2]) == (1, "  → Sales director (Approved) has not signed")


FAULTS = {
    "process": (["sign", "docs", "ordr", *WHO], 'there is no process "ordr"; did you mean "order"?'),
    "role": (
        ["sign", "docs", "order", *WHO, "--role", "Sales directer"],
        '"Sales directer" is not in the register of roles; did you mean "Sales director"?',
    ),
    "date": (
        ["sign", "docs", "order", *WHO, "--date", "1st of March"],
        '"1st of March" is not a date such as 2026-01-31 or 2026-01-31T15:30',
    ),
    "name": (["sign", "docs", "order", *WHO, "--name", " "], "--name is empty"),
    "signer": (["sign", "docs", "order", *WHO, "--signer", "li"], "--ssh-key and --signer go together"),
    "folder": (["verify", "nowhere"], "nowhere: no conf.py here; name the folder that holds the handbook's conf.py"),
    "verified process": (["verify", "docs", "ordr"], 'there is no process "ordr"; did you mean "order"?'),
    "snapshot": (["diff", "old.json", "docs"], "old.json: the snapshot cannot be read: No such file or directory"),
    "git without a folder": (
        ["diff", "--git", "a", "b"],
        "with --git name the folder too: procstd diff --git OLD NEW SOURCE",
    ),
    "folder without git": (["diff", "a", "b", "docs"], "SOURCE goes with --git"),
}


@pytest.mark.parametrize("case", FAULTS)
@pytest.mark.usefixtures("handbook")
def test_what_cannot_be_done_is_said_in_one_line(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, message = FAULTS[case]
    status, out, err = run(capsys, *arguments)
    assert (status, out, err.replace(f"{tmp_path}/", "")) == (2, "", f"procstd: {message}\n")


def test_one_person_signs_once(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "sign", "docs", "order", *WHO)
    again = ("--role", "Storekeeper", "--name", "Li Lei", "--meaning", "review", "--date", "2026-03-02")
    status, _, err = run(capsys, "sign", "docs", "order", *again)
    assert (status, err) == (
        2,
        (
            "procstd: docs/signoffs/order.jsonl:1: Li Lei already signed this content as Sales director "
            "(approve, docs/signoffs/order.jsonl:1)\n"
        ),
    )


def test_nothing_is_added_to_a_file_that_was_tampered_with(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "sign", "docs", "order", *WHO)
    path = handbook / "signoffs" / "order.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("Li Lei", "Han Mei"), encoding="utf-8")
    before = path.read_bytes()
    status, _, err = run(capsys, "sign", "docs", "order", *WHO)
    assert (status, err, path.read_bytes()) == (
        2,
        (
            "procstd: docs/signoffs/order.jsonl:1: this sign-off was edited after it was written: its checksum does not "
            "fit; mend the file first\n"
        ),
        before,
    )


def test_a_dry_run_prints_the_record_and_writes_nothing(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "sign", "docs", "order", *WHO, "--dry-run")
    assert (status, json.loads(out)["fingerprint"]) == (0, MARK)
    assert not (handbook / "signoffs").exists()


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_with_allowed_signers_only_a_signed_record_counts(
    handbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    (handbook / "signers").write_text(f"li@example.com {public}", encoding="utf-8")
    conf = handbook / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + 'procstd_allowed_signers = "signers"\n', encoding="utf-8")
    run(capsys, "sign", "docs", "order", *WHO)
    status, out, _ = run(capsys, "verify", "docs")
    assert (status, out.splitlines()[3]) == (1, "    it has no detached signature")
    signed = ("--ssh-key", str(key), "--signer", "li@example.com")
    other = (*WHO[:2], "--name", "Han Mei", *WHO[4:])
    assert run(capsys, "sign", "docs", "order", *other, *signed)[0] == 0
    status, out, _ = run(capsys, "verify", "docs")
    assert "  valid: Han Mei" in out


def test_a_snapshot_is_the_same_each_time_and_diff_says_what_changed(
    handbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "snapshot", "docs", "-o", "one.json")
    run(capsys, "snapshot", "docs", "-o", "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert run(capsys, "diff", "one.json", "docs")[:2] == (0, "Nothing changed.\n")
    edit(handbook, "within 2 h", "within 3 h")
    status, out, _ = run(capsys, "diff", "one.json", "docs")
    assert status == 1
    assert out.splitlines()[:4] == [
        "~ Order handling (order): still version 1.0",
        "  ! The content changed, the version did not rise.",
        "  ~ 1. Pick the goods: reworded",
        "      Time limit: within [-2-]{+3+} h of receipt",
    ]
    chinese = run(capsys, "diff", "one.json", "docs", "--language", "zh_CN")[1]
    assert "时间节点: within [-2-]{+3+} h of receipt" in chinese


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_two_git_revisions_are_compared(handbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
        subprocess.run(["git", "-C", str(tmp_path), *who, *arguments], check=True, capture_output=True)

    git("init")
    git("add", "docs")
    git("commit", "-m", "one")
    edit(handbook, "within 2 h", "within 3 h")
    status, out, _ = run(capsys, "diff", "--git", "HEAD", "worktree", "docs")
    assert (status, "      Time limit: within [-2-]{+3+} h of receipt" in out) == (1, True)
    git("commit", "-am", "two")
    assert run(capsys, "diff", "--git", "HEAD~1", "HEAD", "docs")[1] == out
    status, _, err = run(capsys, "diff", "--git", "v9", "HEAD", "docs")
    assert (status, err) == (2, f"procstd: {handbook}: git: there is no revision v9\n")


def test_a_wrong_move_since_the_baseline_is_said(
    handbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "snapshot", "docs", "-o", "docs/last.json")
    edit(handbook, ":status: effective", ":status: draft")
    status, out, _ = run(capsys, "verify", "docs", "-D", "procstd_baseline=last.json")
    assert (status, out.splitlines()[0]) == (
        1,
        "index.rst:7: the state went from “effective” to “draft”, which the life cycle does not allow",
    )


def test_an_audit_pack_is_the_same_each_time(
    handbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "sign", "docs", "order", *WHO)
    assert run(capsys, "audit", "docs", "order", "-o", "one")[:2] == (0, "one/index.html\n")
    run(capsys, "audit", "docs", "order", "-o", "two")
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert {"index.html", "index.json", "SHA256SUMS", "signoffs.jsonl", "source-index.rst"} <= set(one)
    status, _, err = run(capsys, "audit", "docs", "order", "-o", "one")
    assert (status, err) == (2, "procstd: one: the folder is not empty; --force writes into it\n")
