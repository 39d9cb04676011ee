"""Every rule against its case file: what it must report, word for word, and what it must leave alone."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.lint.engine import run_lint
from sphinxcontrib_procstd.lint.options import LintOptions
from sphinxcontrib_procstd.lint.registry import all_rules, find_rule
from sphinxcontrib_procstd.lint.wording import check_wording, guess_language
from sphinxcontrib_procstd.model.governance import (
    CheckedSignoff,
    Meaning,
    Signoff,
    SignoffReport,
    SignoffState,
    Wanted,
)
from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit

from .build import CASES, catalogue

pytest.importorskip("rjieba", reason="the wording of Chinese needs its segmenter")


def load() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for place, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            found.append(pytest.param(path.stem, case, id=f"{path.stem}-{place}"))
    return found


def texts() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                field, text, *wanted = line.split(" | ")
                found.append(pytest.param(path.stem, field, text, wanted, id=f"{path.stem}-{text[:30]}"))
    return found


def signed(given: dict[str, list[str]]) -> dict[str, Any]:
    """Return the options that tell of sign-offs: by process, what has become of one ("missing": there is none)."""
    reports, changes = {}, {}
    for process, (state, changed) in given.items():
        place = Location(f"signoffs/{process}.jsonl", 1)
        one = Signoff(
            process=process, version="1.0", meaning=Meaning.APPROVE, role="Director", name="Li Lei", date="2026-03-01",
            fingerprint="p1-sha256:0", location=place,
        )  # fmt: skip
        if state == "missing":
            reports[process] = SignoffReport(process=process, missing=(Wanted(Meaning.APPROVE, "Director"),))
        else:
            checked = CheckedSignoff(one, SignoffState(state), why=changed)
            reports[process] = SignoffReport(process=process, signoffs=(checked,))
        changes[process] = {str(place): changed}
    return {"signoffs": reports, "signoff_changes": changes}


def report(code: str, case: dict[str, Any]) -> list[str]:
    rule = find_rule(code)
    assert rule is not None
    settings = dict(case.get("options", {}))
    if "today" in settings:
        settings["today"] = date.fromisoformat(settings["today"])
    if "separation" in settings:
        settings["separation"] = tuple(tuple(pair) for pair in settings["separation"])
    if "fingerprints" in settings:
        settings["fingerprints"] = {key: tuple(value) for key, value in settings["fingerprints"].items()}
    if "states" in settings:
        settings["states"] = {key: tuple(value) for key, value in settings["states"].items()}
    if "signoffs" in settings:
        settings |= signed(settings["signoffs"])
    options = LintOptions(language=case.get("lang", "en"), parse_time_limit=parse_time_limit, **settings)
    return [
        f"{finding.location.line} {finding.severity.value} {finding.step}/{finding.field}: {finding.message}. {finding.hint}"
        for finding in run_lint(catalogue(case), options, [rule])
    ]


@pytest.mark.parametrize(("code", "case"), load())
def test_case(code: str, case: dict[str, Any]) -> None:
    assert report(code, case) == case["findings"]


@pytest.mark.parametrize(("code", "field", "text", "wanted"), texts())
def test_text(code: str, field: str, text: str, wanted: list[str]) -> None:
    hits = check_wording(text, guess_language(text), field)
    assert [text[hit.start : hit.end] for hit in hits if hit.code == code] == wanted


def test_every_rule_has_a_case_file_with_good_and_bad_cases() -> None:
    for rule in all_rules():
        cases = tomllib.loads((CASES / f"{rule.code}.toml").read_text(encoding="utf-8"))["case"]
        assert any(case["findings"] for case in cases), rule.code
        if rule.code.startswith("A"):
            continue
        assert any(not case["findings"] for case in cases), rule.code


def test_every_message_of_every_rule_is_asserted_in_both_languages() -> None:
    seen: dict[tuple[str, str], set[str]] = {}
    for path in CASES.glob("*.toml"):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            for line in case["findings"]:
                seen.setdefault((path.stem, case.get("lang", "en")), set()).add(line)
    for rule in all_rules():
        for lang in ("en", "zh"):
            lines = seen.get((rule.code, lang), set())
            for message in rule.texts.values():
                hint = message[lang][1].partition("{")[0]
                assert any(hint in line for line in lines), (rule.code, lang, hint)


def test_every_rule_explains_itself() -> None:
    for rule in all_rules():
        assert list(rule.sections()) == ["What", "Why", "Bad", "Good"], rule.code
        assert all(rule.sections().values()), rule.code
        assert all(set(message) == {"en", "zh"} for message in rule.texts.values()), rule.code


def test_codes_and_names_are_unique() -> None:
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len({rule.name for rule in rules}) == len(rules)
