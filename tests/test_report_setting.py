"""The address for reports: what conf.py may say."""

from __future__ import annotations

import pytest

from sphinxcontrib_procstd.config import SETTINGS
from sphinxcontrib_procstd.render.report import report_uri

CHECK = next(setting.check for setting in SETTINGS if setting.name == "procstd_report_problem")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://x.example/new?title={step_title}",
        "mailto:a@b.example?subject={process}%20{version}",
        "/report?u={url}",
    ],
)
def test_addresses_that_are_taken(address: str) -> None:
    assert CHECK(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:x",
        "data:text/html,x",
        "vbscript:x",
    ],
)
def test_addresses_that_could_run_something_are_refused(address: str) -> None:
    assert CHECK(address)


def test_a_field_that_does_not_exist_is_refused() -> None:
    known = "{process}, {process_title}, {step}, {step_title}, {version}, {url}"
    assert CHECK("https://x.example/{title}") == f"may hold {known} in braces and nothing else"
    assert CHECK("https://x.example/{step") == f"may hold {known} in braces and nothing else"
    assert CHECK("{url}") == "must not start with a field in braces"


def test_values_are_percent_encoded_whole() -> None:
    uri = report_uri(
        "mailto:a@b.example?subject={step_title}&body={url}", {"step_title": "a&b=c 投诉{url}", "url": "x#y"}
    )
    assert uri == "mailto:a@b.example?subject=a%26b%3Dc%20%E6%8A%95%E8%AF%89%7Burl%7D&body=x%23y"
