"""The search for garbage: what was loaded is left out of it after a few times, while an app runs."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from mckenzie_tui.cli.garbage import what_is_loaded_looked_through_once


@pytest.fixture(autouse=True)
def _by_itself_nothing_is_collected() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def test_what_was_there_at_the_first_searches_is_left_out_of_later_ones() -> None:
    with what_is_loaded_looked_through_once(times=2):
        for _ in range(2):
            kept = [object()]
            gc.collect()
            assert not any(each is kept for each in gc.get_objects())
        later = [object()]
        gc.collect()
        assert any(each is later for each in gc.get_objects())


def test_smaller_searches_leave_nothing_out() -> None:
    with what_is_loaded_looked_through_once():
        before = gc.get_freeze_count()
        gc.collect(1)
        assert gc.get_freeze_count() == before


def test_afterwards_all_is_as_before() -> None:
    before = list(gc.callbacks)
    with what_is_loaded_looked_through_once():
        gc.collect()
        assert gc.get_freeze_count()
    assert gc.get_freeze_count() == 0
    assert gc.callbacks == before
