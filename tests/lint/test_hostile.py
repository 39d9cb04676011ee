"""Long hostile texts take linear time, and no text makes the wording check fail."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxcontrib_procstd.lint.wording import check_wording
from sphinxcontrib_procstd.lint.wording.hits import FIELDS

pytest.importorskip("rjieba", reason="the wording of Chinese needs its segmenter")

SEEDS = [
    "等、", "尽快", "的", "（", "“", "1", "1小时", " ", "视情况调整", "能去的去", "谁有空谁", "相关的人", "，", "并清洗台面", "几", "一" , "把好", "较大的", "…",
    "要早", "觉得", "如果方便", "某", "不影响", "合适的", "优先由", "慢起慢落",
    "if it is so ", "a clear, ", "reasonable ", "when the ", "a ", "as soon as ", "(", '"', "'", "if ", "one or two ", "more ", "and clean the desk ", "when you get a ", "1 ", "a-", "should ", ". ", ", ", "relevant people ",
]  # fmt: skip
SMALL, FACTOR = 6_000, 4


def seconds(text: str, lang: str, field: str) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        check_wording(text, lang, field)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("seed", SEEDS)
def test_four_times_the_text_takes_about_four_times_as_long(seed: str) -> None:
    lang = "en" if seed.isascii() and seed.strip() else "zh"
    for field in ("spec", "deadline", "title"):
        small = seconds((seed * SMALL)[:SMALL], lang, field)
        large = seconds((seed * SMALL * FACTOR)[: SMALL * FACTOR], lang, field)
        assert large < FACTOR * 2.6 * small + 0.08, (seed, field, small, large)


@settings(deadline=None)
@given(st.text(max_size=120), st.sampled_from(["zh", "en"]), st.sampled_from(FIELDS))
def test_any_text_is_checked_without_a_crash(text: str, lang: str, field: str) -> None:
    for hit in check_wording(text, lang, field):
        assert 0 <= hit.start < hit.end <= len(text)


WORDS = [
    "尽快",
    "等",
    "、",
    "相关",
    "人员",
    "（",
    "）",
    "“",
    "”",
    "必要时",
    "1",
    "小时",
    "内",
    "，",
    "的",
    "把",
    "并",
    "检查",
    "阀门",
    "可",
    "由",
    "部分",
    "很",
    "大",
    "较",
    "去年",
    "as",
    "soon",
    "if",
    "the",
    "more",
    "than",
    "should",
    "《",
    "》",
    ";",
    ".",
    "quickly",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(FIELDS), st.booleans())
def test_any_mix_of_listed_words_is_checked_without_a_crash(words: list[str], field: str, spaced: bool) -> None:
    text = (" " if spaced else "").join(words)
    for lang in ("zh", "en"):
        for hit in check_wording(text, lang, field):
            assert 0 <= hit.start < hit.end <= len(text)


def test_importing_the_linter_loads_no_segmenter() -> None:
    import subprocess

    code = "import sys, sphinxcontrib_procstd.lint.engine; print('rjieba' in sys.modules, 'docutils' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
