from __future__ import annotations

import json

from sphinxcontrib_procstd.diagnostics import Finding, Location, Severity
from sphinxcontrib_procstd.lint import format_github, format_gitlab, format_json, format_sarif, format_text

SOURCE = ["# 流程", ":::{step} 接收", ":deadline: 尽快，随后\x1b[31m", "", "Pack 100% now, promptly."]
FINDINGS = [
    Finding(code="A101", message="“尽快”没有说明具体时间", hint="请写明数值。", location=Location("a,b/流程.md", 3), severity=Severity.ERROR,
            process="order", step="get", field="deadline", excerpt="尽快"),
    Finding(code="A101", message="“promptly” names no time", hint="Give 100%\na figure.", location=Location("a,b/流程.md", 4),
            process="order", step="get", field="body", excerpt="promptly"),
    Finding(code="L900", message="rule X crashed", location=Location(""), severity=Severity.INFO),
]  # fmt: skip


def read(name: str) -> list[str]:
    assert name == "a,b/流程.md"
    return SOURCE


def test_text_shows_the_source_with_a_caret() -> None:
    assert format_text.render(FINDINGS, read, lang="zh").splitlines() == [
        "a,b/流程.md:3:12: error A101 “尽快”没有说明具体时间 [order/get/deadline]",
        "    3 | :deadline: 尽快，随后\N{REPLACEMENT CHARACTER}[31m",
        "      |            ^^^^",
        "  → 请写明数值。",
        "a,b/流程.md:5:16: warning A101 “promptly” names no time [order/get/body]",
        "    5 | Pack 100% now, promptly.",
        "      |                ^^^^^^^^",
        "  → Give 100%\N{REPLACEMENT CHARACTER}a figure.",
        ": info L900 rule X crashed",
        "1 个错误，1 个警告，1 条提示",
    ]


def test_text_in_colour_and_without_findings() -> None:
    assert "\x1b[31merror\x1b[0m A101" in format_text.render(FINDINGS[:1], read, colour=True)
    assert format_text.render([], read) == "no findings\n"


def test_json_has_every_key() -> None:
    data = json.loads(format_json.render(FINDINGS))
    assert data["summary"] == {"error": 1, "warning": 1, "info": 1}
    first = data["findings"][0]
    assert len(first.pop("fingerprint")) == 20
    assert first == {
        "code": "A101", "name": "vague-time", "severity": "error", "message": "“尽快”没有说明具体时间", "hint": "请写明数值。",
        "file": "a,b/流程.md", "line": 3, "column": 0, "process": "order", "step": "get", "field": "deadline", "excerpt": "尽快",
    }  # fmt: skip


def test_sarif_has_what_the_standard_requires() -> None:
    data = json.loads(format_sarif.render(FINDINGS, "1.0"))
    assert data["version"] == "2.1.0"
    assert data["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = data["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("procstd", "1.0")
    assert [rule["id"] for rule in driver["rules"]] == ["A101", "L900"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        for location in result.get("locations", ()):
            physical = location["physicalLocation"]
            assert physical["region"]["startLine"] >= 1
            assert physical["artifactLocation"]["uri"] == "a%2Cb/%E6%B5%81%E7%A8%8B.md"


def test_github_escapes_its_own_signs() -> None:
    assert format_github.render(FINDINGS[1:]) == (
        "::warning file=a%2Cb/流程.md,line=4,title=A101::“promptly” names no time%0AGive 100%25%0Aa figure.\n"
        "::notice title=L900::rule X crashed\n"
    )


def test_gitlab_has_the_keys_it_wants() -> None:
    entries = json.loads(format_gitlab.render(FINDINGS))
    assert [entry["severity"] for entry in entries] == ["major", "minor", "info"]
    assert entries[2]["location"] == {"path": "", "lines": {"begin": 1}}
    assert all(set(entry) == {"description", "check_name", "fingerprint", "severity", "location"} for entry in entries)
