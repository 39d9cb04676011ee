from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from sphinxcontrib_procstd.diagnostics import Finding, Location, ProcstdError, Severity
from sphinxcontrib_procstd.lint import context, registry
from sphinxcontrib_procstd.lint.baseline import fingerprints, read_baseline, write_baseline
from sphinxcontrib_procstd.lint.cache import WordingCache, stamp
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.engine import CRASH, run_lint
from sphinxcontrib_procstd.lint.options import Allow, LintOptions
from sphinxcontrib_procstd.lint.registry import Rule, Texts, all_rules, rules_in
from sphinxcontrib_procstd.model.process import Process

from .build import FILE, catalogue

POOR = {"process": [{"id": "order", "step": [{"id": "pick", "body": "Pack promptly and carefully."}]}]}


class Broken(Rule):
    code = "U100"
    name = "broken"
    texts: ClassVar[Texts] = {}

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        del context
        raise ValueError(f"no\nluck with {process.id}")


def codes(**settings: object) -> list[str]:
    return [finding.code for finding in run_lint(catalogue(POOR), LintOptions(**settings))]  # type: ignore[arg-type]


def test_a_crash_is_a_finding_and_the_run_goes_on() -> None:
    rule = registry.find_rule("A101")
    assert rule is not None
    found = run_lint(catalogue(POOR), LintOptions(), [Broken(), rule])
    assert [(finding.code, finding.message) for finding in found] == [
        (CRASH, "rule U100 crashed: ValueError: no luck with order"),
        ("A101", "“promptly” names no time"),
    ]
    assert found[0].severity is Severity.ERROR


def test_a_crash_speaks_chinese_in_a_chinese_handbook() -> None:
    found = run_lint(catalogue(POOR), LintOptions(language="zh_CN"), [Broken()])
    assert found[0].message == "规则 U100 运行出错：ValueError: no luck with order"


def test_findings_are_sorted_by_place() -> None:
    found = run_lint(catalogue(POOR))
    assert [finding.location for finding in found] == sorted(finding.location for finding in found)


def test_select_and_ignore_take_codes_prefixes_and_names() -> None:
    assert set(codes(select=("A",))) == {"A101", "A105", "A107"}
    assert set(codes(select=("A",), ignore=("A101", "unquantified"))) == {"A107"}
    assert codes(select=("vague-time",)) == ["A101"]
    assert codes(select=("A101",), ignore=("A",)) == ["A101"]


def test_severity_is_set_by_code_prefix_or_name() -> None:
    found = run_lint(
        catalogue(POOR), LintOptions(select=("A",), severity={"A": "info", "vague-time": "error", "A107": "off"})
    )
    assert [(finding.code, finding.severity.value) for finding in found] == [("A101", "error"), ("A105", "info")]


def test_an_inline_exception_needs_a_reason() -> None:
    line = run_lint(catalogue(POOR), LintOptions(select=("A101",)))[0].location.line
    allow = Allow(file=FILE, first=line, codes=("A101",), reason="agreed with the guild")
    assert codes(select=("A101",), allows=(allow,)) == []
    bare = run_lint(catalogue(POOR), LintOptions(select=("A101",), allows=(replace(allow, reason=" "),)))
    assert [(finding.code, finding.message) for finding in bare] == [
        ("A101", "“promptly” names no time"),
        ("L901", "this exception from A101 gives no reason"),
    ]


def test_an_inline_exception_that_accepts_nothing_is_reported() -> None:
    allow = Allow(file=FILE, first=3, last=5, codes=("F301", "dead-end"), reason="old")
    found = run_lint(catalogue(POOR), LintOptions(select=("A101",), allows=(allow,)))
    assert next((finding.code, finding.location, finding.message) for finding in found) == (
        "L902", Location(FILE, 3), "this exception from F301, dead-end accepts nothing",
    )  # fmt: skip


def test_a_baseline_hides_what_was_there_and_outlives_moved_lines(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, run_lint(catalogue(POOR)))
    assert codes(baseline=read_baseline(path)) == []
    moved = {"process": [{"id": "first"}, *POOR["process"]]}
    options = LintOptions(select=("A",), baseline=read_baseline(path))
    assert run_lint(catalogue(moved), options) == []
    twice = {"process": [{"id": "order", "step": [{"id": "pick", "body": "Pack promptly, carefully, promptly."}]}]}
    assert [finding.code for finding in run_lint(catalogue(twice), options)] == ["A101"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "the baseline is no JSON"),
        ("[" * 100_000, "the baseline is no JSON"),
        ("[]", "the baseline is not of version 1"),
        (None, "the baseline cannot be read: No such file or directory"),
    ],
)
def test_a_bad_baseline_says_so(tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "baseline.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ProcstdError) as raised:
        read_baseline(path)
    assert raised.value.message == message


def test_fingerprints_are_unique() -> None:
    marks = [mark for _, mark in fingerprints(run_lint(catalogue(POOR)))]
    assert len(set(marks)) == len(marks)


def test_word_lists_are_extended_and_overruled() -> None:
    case = {"process": [{"id": "order", "step": [{"id": "pick", "body": "Pack promptly after elevenses."}]}]}
    options = LintOptions(select=("A101",), words={"en": {"time": ("-promptly", "+after elevenses")}})
    assert [finding.excerpt for finding in run_lint(catalogue(case), options)] == ["after elevenses"]


def test_rules_come_from_installed_packages_too(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        def load(self) -> type[Rule]:
            return Broken

    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry()])
    all_rules.cache_clear()
    try:
        assert "U100" in {rule.code for rule in all_rules()}
    finally:
        all_rules.cache_clear()


def test_every_rule_file_holds_one_rule() -> None:
    from importlib import import_module
    from pkgutil import iter_modules

    from sphinxcontrib_procstd.lint import rules

    for info in iter_modules(rules.__path__):
        assert len(rules_in(import_module(f"{rules.__name__}.{info.name}"))) == 1, info.name


def test_a_cache_spares_reading_texts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "wording.json"
    mark = stamp("1.0", {})
    cache = WordingCache.read(path, mark)
    first = run_lint(catalogue(POOR), cache=cache)
    cache.write(path)
    monkeypatch.setattr(context, "check_wording", None)
    assert run_lint(catalogue(POOR), cache=WordingCache.read(path, mark)) == first
    assert WordingCache.read(path, stamp("1.1", {})).get("Pack promptly and carefully.", "en", "spec") is None


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"stamp": "x", "hits": {"a": [[1]]}}', '{"stamp": "x", "hits": 3}']
)
def test_a_broken_cache_is_an_empty_one(tmp_path: Path, content: str) -> None:
    path = tmp_path / "wording.json"
    path.write_text(content)
    assert WordingCache.read(path, "x").get("a", "en", "spec") is None


def test_without_a_segmenter_chinese_wording_is_left_out_and_one_finding_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(context, "has_segmenter", lambda: False)
    case = {
        "process": [
            {
                "id": "order",
                "step": [{"id": "pick", "title": "Pick goods", "body": "尽快处理。"}, {"id": "x", "title": "取货"}],
            }
        ]
    }
    found = run_lint(catalogue(case), LintOptions(select=("A",)))
    assert [(finding.code, finding.message) for finding in found] == [
        ("L903", "the wording of Chinese texts was not checked")
    ]
