"""The pages on the linter: the poor process and all that is found in it, the rules, and the rule of one's own."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import yaml

from sphinxcontrib_procstd.cli import main
from sphinxcontrib_procstd.lint.registry import all_rules, rules_in
from tests.docs.conftest import DOCS, ROOT, read_blocks, read_page

POOR = DOCS / "lint" / "poor"
FOUND = """\
index.md:3: error G801 the process is in force but nobody approved it [purchase/approved-by]
index.md:6: error G803 the change log has no line for version 1.0 [purchase/version]
index.md:8:12: warning A105 “efficiently” has no measure [purchase/goal]
index.md:9: error T603 the limits add up to 6.43 working days, over the target of 3 working days: 1.43 working days + 5 working days (by way of Approve the request → Order the goods); 1 calendar day counts as 0.71 working days [purchase/target]
index.md:10:9: error A102 “Somebody” names no role [purchase/start]
index.md:14: info F306 the loop request → approve → order → request has neither a limit of rounds nor an escalation [purchase/request/next]
index.md:14:11: info A107 the title “Handle the request” is no specific verb with an object [purchase/request/title]
index.md:19:12: error A101 “as soon as possible” names no time [purchase/request/deadline]
index.md:19:12: error T601 “as soon as possible” cannot be read as a time limit [purchase/request/deadline]
index.md:22:33: warning A104 “etc.” leaves the list open [purchase/request/body]
index.md:22:57: error A102 “relevant department” names no role [purchase/request/body]
index.md:25: error F305 the approval “Approve the request” has no way for a refusal [purchase/approve/next]
index.md:27: error R404 “Applicant” approves in “Approve the request” what “Applicant” made in “Handle the request” [purchase/approve/role]
index.md:29:10: info D502 nobody uses the output “Approved request” [purchase/approve/output]
index.md:30:12: warning T602 “within 2 days” does not say what starts the clock [purchase/approve/deadline]
index.md:30:12: warning T602 “within 2 days” does not say whether working days or calendar days [purchase/approve/deadline]
index.md:34: warning C203 this approval names no criteria [purchase/approve/body]
index.md:34:25: warning A105 “reasonable” has no measure [purchase/approve/body]
index.md:39:8: warning R403 “Mr. Baker” looks like a person, not a role [purchase/order/role]
index.md:40:9: warning D501 nothing produces the input “Approved requst” [purchase/order/input]
index.md:44: error F307 no way out of “Order the goods” is left for the other cases [purchase/order/next]
index.md:44:8: error F303 “delivery” is no step of this process [purchase/order/next]
index.md:46:1: warning A103 “Where possible” leaves it open whether this is done [purchase/order/body]
index.md:46:41: info A108 “compare their prices” is a second action in this step [purchase/order/body]
index.md:49: warning C201 the column “Forms & tools” is empty [purchase/receive/forms]
index.md:49: error F301 no way leads to the step “Receive the goods” [purchase/receive]
index.md:49: error R401 the step “Receive the goods” has no responsible role [purchase/receive/role]
index.md:53:12: warning D503 the clock of “within 1 h of arrival” starts at “arrival”, which no other step produces [purchase/receive/deadline]
index.md:55:17: info A106 “should” makes the step optional [purchase/receive/body]
index.md:60: error F301 no way leads to the step “Return faulty goods” [purchase/return]
index.md:65:12: warning D503 the clock of “within 3 days of arrival” starts at “arrival”, which no other step produces [purchase/return/deadline]
14 errors, 12 warnings, 5 remarks
"""


def findings(report: str) -> str:
    """Return a report without its excerpts and hints."""
    return "".join(line for line in report.splitlines(keepends=True) if not re.match(r"  |\s*\d+ \|", line))


def test_every_fault_of_the_poor_process_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(POOR)
    assert main(["lint", ".", "--color", "never", "-d", str(tmp_path)]) == 1
    assert findings(capsys.readouterr().out) == FOUND


def test_the_page_shows_the_report(handbook: Path) -> None:
    page = html.unescape(re.sub(r"<[^>]+>", "", (handbook / "lint" / "poor.html").read_text(encoding="utf-8")))
    assert findings(page[page.index(FOUND.splitlines()[0]) :]).startswith(FOUND)


def test_every_rule_is_explained(handbook: Path) -> None:
    page = (handbook / "lint" / "rules.html").read_text(encoding="utf-8")
    for rule in all_rules():
        assert f'id="rule-{rule.code.lower()}"' in page
        assert f"{rule.code} {rule.name}" in page


def test_the_rule_of_ones_own_is_a_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import import_module

    (block,) = [block for block in read_blocks(read_page("lint/index.md")) if "class NoFax" in block.text]
    (tmp_path / "no_fax.py").write_text(block.text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    (rule,) = rules_in(import_module("no_fax"))
    assert list(rule.sections()) == ["What", "Why", "Bad", "Good"]


def test_the_report_at_the_top_is_the_commands_own() -> None:
    block = next(block for block in read_blocks(read_page("lint/index.md")) if "procstd lint docs\n" in block.text)
    line = next(line for line in FOUND.splitlines() if "A104" in line)
    assert f"docs/{line}" in block.text


def test_the_hook_of_pre_commit_runs_the_command() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["entry"], hook["pass_filenames"]) == ("procstd-lint", "procstd lint", False)
