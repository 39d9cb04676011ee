"""Inputs that nobody foresaw: each is read without a fault of ours, in time, and every warning names its place.

``make test`` reads a few hundred; ``make fuzz`` reads 20,000 (PROCSTD_FUZZ_INPUTS sets how many each test reads).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.conftest import INPUTS
from tests.fuzz.grammar import documents, documents_of_ours, mutants
from tests.fuzz.tags import faults_in

if TYPE_CHECKING:
    from tests.fuzz.conftest import Reader

pytestmark = pytest.mark.filterwarnings("ignore")  # other libraries' own, about input as odd as this
CALM: Any = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "database": None,
    "phases": (Phase.explicit, Phase.generate),  # what fails is read by a person as it is: shrinking takes minutes
}


@settings(max_examples=INPUTS // 2 or 120, **CALM)
@given(files=documents())
def test_what_the_grammar_allows_is_read(reader: Reader, files: dict[str, str]) -> None:
    reader.read(files)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@settings(max_examples=INPUTS * 3 // 16 or 40, **CALM)
@given(files=mutants())
def test_a_real_page_after_accidents_is_read(readers: dict[str, Reader], language: str, files: dict[str, str]) -> None:
    readers[language].read(files)


@settings(max_examples=INPUTS // 8 or 20, **CALM)
@given(files=documents_of_ours())
def test_nothing_that_stands_in_a_directive_of_ours_runs_on_the_page(
    html_reader: Reader, files: dict[str, str]
) -> None:
    html_reader.read(files)
    written = (html_reader.desk.folder / "_build" / "html" / "page.html").read_text(encoding="utf-8")
    assert faults_in(written) == []
