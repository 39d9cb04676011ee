"""The garbage collector during a build, and after it."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.sphinx_ext import collector
from sphinxcontrib_procstd.sphinx_ext.collector import relax_collector, restore_collector

if TYPE_CHECKING:
    from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def settings() -> Iterator[tuple[int, int, int]]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    collector._set_aside.clear()  # by a build of another test
    gc.unfreeze()
    yield gc.get_threshold()
    gc.set_threshold(*before)


def test_it_looks_less_often_during_a_build() -> None:
    relax_collector(None)  # type: ignore[arg-type]
    assert gc.get_threshold() == (10_000, 20, 20)
    restore_collector(None, None)  # type: ignore[arg-type]


def test_it_has_its_own_settings_back_after_the_build() -> None:
    relax_collector(None)  # type: ignore[arg-type]
    restore_collector(None, None)  # type: ignore[arg-type]
    assert gc.get_threshold() == (700, 10, 10)


def test_settings_of_someone_else_stay() -> None:
    gc.set_threshold(5_000, 50, 50)
    relax_collector(None)  # type: ignore[arg-type]
    assert gc.get_threshold() == (5_000, 50, 50)
    restore_collector(None, None)  # type: ignore[arg-type]


def test_what_a_build_leaves_is_set_aside_until_the_next_one() -> None:
    relax_collector(None)  # type: ignore[arg-type]
    restore_collector(None, None)  # type: ignore[arg-type]
    assert gc.get_freeze_count() > 0
    relax_collector(None)  # type: ignore[arg-type]
    assert gc.get_freeze_count() == 0
    restore_collector(None, None)  # type: ignore[arg-type]


def test_what_someone_else_has_set_aside_stays_there() -> None:
    relax_collector(None)  # type: ignore[arg-type]
    gc.freeze()
    count = gc.get_freeze_count()
    restore_collector(None, None)  # type: ignore[arg-type]
    assert gc.get_freeze_count() > count // 2
    relax_collector(None)  # type: ignore[arg-type]
    assert gc.get_freeze_count() > count // 2
    restore_collector(None, None)  # type: ignore[arg-type]
    gc.unfreeze()


def test_what_many_builds_in_one_process_leave_does_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    monkeypatch.setattr(collector, "_MANY", 0)
    relax_collector(None)  # type: ignore[arg-type]
    left = weakref.ref(Ring())
    restore_collector(None, None)  # type: ignore[arg-type]
    relax_collector(None)  # type: ignore[arg-type]
    restore_collector(None, None)  # type: ignore[arg-type]
    assert left() is None
