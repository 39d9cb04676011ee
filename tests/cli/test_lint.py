"""``procstd lint``: what it finds, how it says so, and with which exit status."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from sphinxcontrib_procstd.cli import main
from sphinxcontrib_procstd.lint.registry import all_rules

PAGE = """\
Handbook
========

.. process:: Order handling
   :id: order
   :owner: Sales director
   :goal: Ship within 24 hours
   :start: Order received
   :end: Goods shipped

.. step:: Pick the goods
   :id: pick
   :role: Storekeeper
   :input: none
   :output: Picking list
   :forms: none
   :deadline: within 2 h of receipt of the order

   Put the goods on the table promptly.

.. step:: Pack the goods
   :id: pack
   :role: Storekeeper
   :input: Picking list
   :output: none
   :forms: none
   :deadline: within 1 h of picking
   :next: pik [broken]; end

   Put the goods into a box.
"""

TEXT = """\
index.rst:19:31: warning A101 “promptly” names no time [order/pick/body]
   19 |    Put the goods on the table promptly.
      |                               ^^^^^^^^
  → Give a figure and the event that starts the clock, such as “within 2 h of receipt”.
index.rst:28:11: error F303 “pik” is no step of this process [order/pack/next]
   28 |    :next: pik [broken]; end
      |           ^^^
  → Did you mean “pick”?
1 errors, 1 warnings, 0 remarks
"""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")


@pytest.fixture
def handbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source = tmp_path / "docs"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["myst_parser", "sphinxcontrib_procstd"]\n', encoding="utf-8")
    (source / "index.rst").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(source)
    return source


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["lint", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, int]]:
    _, out, _ = lint(capsys, *arguments, "--format", "json")
    return [(finding["code"], finding["severity"], finding["line"]) for finding in json.loads(out)["findings"]]


A101, F303 = ("A101", "warning", 19), ("F303", "error", 28)


def test_findings_are_shown_with_their_line_and_a_caret(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(capsys, ".") == (1, TEXT, "")


def test_a_clean_handbook_is_status_0(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(capsys, ".", "--ignore", "A101,F303") == (0, "no findings\n", "")


def test_remarks_alone_are_status_0(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = lint(capsys, ".", "--severity", "A=info", "--severity", "F303=off")
    assert (status, out.splitlines()[-1]) == (0, "0 errors, 0 warnings, 1 remarks")


def test_rules_are_selected_by_code_prefix_or_name(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, ".", "--select", "A") == [A101]
    assert found(capsys, ".", "--select", "vague-time,unknown-target") == [A101, F303]
    assert found(capsys, ".", "--select", "F", "--ignore", "F303") == []


def test_settings_of_conf_py_apply_and_options_come_on_top(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (handbook / "conf.py").open("a", encoding="utf-8") as stream:
        stream.write('procstd_lint_severity = {"A101": "error"}\nprocstd_lint_ignore = ["F303"]\n')
    assert found(capsys, ".") == [("A101", "error", 19)]
    assert found(capsys, ".", "--severity", "A101=info") == [("A101", "info", 19)]


def test_a_warning_silenced_in_the_build_is_silent_here(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (handbook / "conf.py").open("a", encoding="utf-8") as stream:
        stream.write('suppress_warnings = ["procstd.A101"]\n')
    assert found(capsys, ".") == [F303]


def test_a_comment_above_a_step_accepts_a_finding(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = PAGE.replace(".. step:: Pick", ".. procstd-allow: A101 as agreed\n\n.. step:: Pick")
    (handbook / "index.rst").write_text(text, encoding="utf-8")
    assert found(capsys, ".") == [("F303", "error", 30)]


def test_a_comment_without_a_reason_accepts_nothing(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = PAGE.replace(".. step:: Pick", ".. procstd-allow: A101\n\n.. step:: Pick")
    (handbook / "index.rst").write_text(text, encoding="utf-8")
    assert found(capsys, ".") == [("L901", "warning", 11), ("A101", "warning", 21), ("F303", "error", 30)]


def test_a_comment_in_markdown_works_the_same(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (handbook / "index.rst").unlink()
    text = "# H\n\n:::{process} Order\n:::\n\n% procstd-allow: A101 as agreed\n\n:::{step} Pick the goods\nPromptly.\n:::\n"
    (handbook / "index.md").write_text(text + "\n:::{step} Pack the goods\nPromptly.\n:::\n", encoding="utf-8")
    assert found(capsys, ".", "--select", "A101") == [("A101", "warning", 13)]


def test_a_baseline_hides_what_was_there(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = lint(capsys, ".", "--baseline", "known.json", "--write-baseline")
    assert (status, out, err) == (0, "", "known.json: 2 findings accepted\n")
    assert found(capsys, ".", "--baseline", "known.json") == []
    (handbook / "index.rst").write_text(PAGE.replace("into a box", "into a box promptly"), encoding="utf-8")
    assert found(capsys, ".", "--baseline", "known.json") == [("A101", "warning", 30)]


def test_the_baseline_of_conf_py_is_read_and_written(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (handbook / "conf.py").open("a", encoding="utf-8") as stream:
        stream.write('procstd_lint_baseline = "known.json"\n')
    assert lint(capsys, ".", "--write-baseline")[0] == 0
    assert (handbook / "known.json").is_file()
    assert found(capsys, ".") == []


def test_faults_of_the_markup_are_findings_also_when_nothing_is_read_again(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (handbook / "index.rst").write_text(PAGE.replace(":input: none", ":inptu: none"), encoding="utf-8")
    for _ in range(2):
        assert found(capsys, ".", "--select", "option") == [("option", "warning", 14)]


def test_findings_are_reported_for_named_processes_only(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (handbook / "more.rst").write_text(":orphan:\n\nM\n=\n\n.. process:: More\n   :id: more\n", encoding="utf-8")
    assert {code for code, _, _ in found(capsys, ".", "more")} == {"C202"}
    assert found(capsys, ".", "order") == [A101, F303]


def test_a_change_is_seen_by_the_next_run(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, ".") == [A101, F303]
    (handbook / "index.rst").write_text(PAGE.replace("pik", "pick"), encoding="utf-8")
    assert [code for code, _, _ in found(capsys, ".", "--select", "F303,A101")] == ["A101"]


def test_a_builds_own_cache_is_read_and_left_as_it_is(
    handbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from sphinx.cmd.build import build_main

    doctrees = tmp_path / "doctrees"
    assert build_main(["-q", "-b", "dummy", "-d", str(doctrees), str(handbook), str(tmp_path / "out")]) == 0
    before = {path.name: path.read_bytes() for path in doctrees.iterdir() if path.is_file()}
    capsys.readouterr()
    assert found(capsys, ".", "-d", str(doctrees)) == [A101, F303]
    (handbook / "index.rst").write_text(PAGE.replace("pik", "pick"), encoding="utf-8")
    assert found(capsys, ".", "-d", str(doctrees), "--select", "A101,F303") == [A101]
    assert {path.name: path.read_bytes() for path in doctrees.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("json", '{\n  "version": 1,\n  "findings": [\n    {\n      "code": "A101",\n      "name": "vague-time",'),
        ("sarif", '{\n  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema'),
        ("github", "::warning file=index.rst,line=19,col=31,title=A101::“promptly” names no time%0AGive a figure"),
        ("gitlab", '[\n  {\n    "description": "“promptly” names no time Give a figure'),
    ],
)
def test_other_formats_are_for_machines(
    handbook: Path, capsys: pytest.CaptureFixture[str], name: str, start: str
) -> None:
    status, out, _ = lint(capsys, ".", "--format", name, "--select", "A101")
    assert status == 1
    assert out.startswith(start)


def test_a_report_goes_to_a_file(handbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "reports" / "lint.txt"
    assert lint(capsys, ".", "-o", str(report)) == (1, "", "")
    assert report.read_text(encoding="utf-8") == TEXT


def test_files_are_named_from_the_current_folder(
    handbook: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(handbook.parent)
    assert lint(capsys, "docs")[1].startswith("docs/index.rst:19:31: warning A101")


def test_colours_come_when_asked_for(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b[31merror\x1b[0m" in lint(capsys, ".", "--color", "always")[1]
    assert "\x1b" not in lint(capsys, ".", "--color", "never")[1]


def test_a_terminal_gets_colours_unless_no_color_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    from sphinxcontrib_procstd.cli_lint import wants_colour

    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert wants_colour("auto", Terminal())
    assert not wants_colour("auto", None)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour("auto", Terminal())


def test_messages_are_in_the_language_of_the_handbook(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = lint(capsys, ".", "-D", "language=zh_CN", "--select", "F303")[1]
    assert out.splitlines()[0] == "index.rst:28:11: error F303 “pik”不是本流程的步骤 [order/pack/next]"
    assert out.splitlines()[-1] == "1 个错误，0 个警告，0 条提示"


def test_safe_mistakes_are_mended(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = PAGE.replace(":role: Storekeeper\n   :input: none", "：Role：Storekeeper\n   :input: none")
    (handbook / "index.rst").write_text(wrong, encoding="utf-8")
    status, _, err = lint(capsys, ".", "--fix", "--select", "A101,option_colon")
    assert (status, err) == (1, "1 file mended\n")
    assert (handbook / "index.rst").read_text(encoding="utf-8") == PAGE


def test_a_trial_shows_what_would_be_mended_and_writes_nothing(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = PAGE.replace(":id: pick", ":id：pick")
    (handbook / "index.rst").write_text(wrong, encoding="utf-8")
    status, out, err = lint(capsys, ".", "--fix", "--dry-run")
    assert (status, err) == (1, "1 file would be mended\n")
    assert "-   :id：pick\n+   :id: pick\n" in out
    assert out.startswith("--- index.rst\n+++ index.rst\n@@ ")
    assert (handbook / "index.rst").read_text(encoding="utf-8") == wrong


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise there")
def test_a_mended_file_keeps_its_rights(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = handbook / "index.rst"
    path.write_text(PAGE.replace(":id: pick", ":id：pick"), encoding="utf-8")
    path.chmod(0o640)
    lint(capsys, ".", "--fix")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name the folder with conf.py: procstd lint SOURCE"),
        ([".", "--select", "A10X"], 'there is no rule "A10X"; did you mean "A108"?'),
        ([".", "--ignore", "vague-tme"], 'there is no rule "vague-tme"; did you mean "vague-time"?'),
        (
            [".", "--severity", "A101=loud"],
            "--severity takes RULE=LEVEL with a level of error, warning, info, off, not 'A101=loud'",
        ),
        (["--explain", "Z999"], 'there is no rule "Z999"; see procstd lint --list-rules'),
        ([".", "ordr"], 'there is no process "ordr"; did you mean "order"?'),
        ([".", "--dry-run"], "--dry-run goes with --fix"),
        (
            [".", "--write-baseline"],
            "--write-baseline needs a file: name it with --baseline, or in procstd_lint_baseline",
        ),
        ([".", "--baseline", "none.json"], "none.json: the baseline cannot be read: No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_status_2_and_one_line(
    handbook: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert lint(capsys, *arguments) == (2, "", f"procstd: {message}\n")


def test_a_setting_with_an_unknown_rule_is_status_2(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (handbook / "conf.py").open("a", encoding="utf-8") as stream:
        stream.write('procstd_lint_ignore = ["F333"]\n')
    status, _, err = lint(capsys, ".")
    assert (status, err) == (
        2,
        f'procstd: {handbook}: procstd_lint_ignore: there is no rule "F333"; did you mean "F303"?\n',
    )


def test_every_rule_is_listed_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = lint(capsys, "--list-rules")
    lines = out.splitlines()
    assert status == 0
    assert [line.split()[0] for line in lines] == [rule.code for rule in all_rules()]
    assert lines[0] == (
        "A101  vague-time             warning  A time word that names no time: when, how often or how long cannot be "
        "worked out."
    )


def test_a_rule_is_explained_by_code_or_name(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = lint(capsys, "--explain", "dead-end")
    assert status == 0
    assert out.startswith("F302 dead-end (error)\n\nWhat: ")
    assert lint(capsys, "--explain", "f302")[1] == out


def test_a_cache_that_cannot_be_kept_is_done_without(
    handbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert found(capsys, ".") == [A101, F303]


def test_help_teaches_by_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["lint", "--help"])
    out = capsys.readouterr().out
    assert "procstd lint docs --select A,T --ignore A108" in out
    assert '% procstd-allow: A101 the supplier\'s contract says "promptly"' in out
