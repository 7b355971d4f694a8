"""What to do in large letters: they fit, they say the same, and what does not fit is said in usual ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from walks import PLACES

from mckenzie_tui.settings import Settings, Text
from mckenzie_tui.tui.widgets.large_text import LargeText, large
from tui.conftest import Opening

LARGE = Settings(text=Text.LARGE)


@settings(deadline=None)
@given(st.text(max_size=80), st.integers(1, 120), st.integers(1, 40))
def test_large_letters_have_room_or_are_not_large(words: str, columns: int, rows: int) -> None:
    drawn = large(words, columns, rows)
    assert drawn == (words,) or (len(drawn) <= rows and max(map(len, drawn)) <= columns)


def test_where_there_is_more_room_the_letters_are_larger() -> None:
    heights = [len(large("hold", columns, rows)) for columns, rows in ((20, 3), (24, 4), (40, 8), (60, 12))]
    assert heights[0] == 1
    assert heights == sorted(set(heights))


def test_a_word_is_never_broken() -> None:
    assert large("breathe", 12, 40) == ("breathe",)


@pytest.mark.parametrize("words", ["langsam zurück", "ゆっくり", ""])
def test_what_the_letters_do_not_have_is_said_in_usual_ones(words: str) -> None:
    assert large(words, 80, 24) == (words,)


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 36)])
async def test_what_to_do_is_said_in_large_letters_and_when_to_stop_stays(
    opened: Opening, size: tuple[int, int]
) -> None:
    async with opened(PLACES["exercise"], settings=LARGE, size=size) as hands:
        call = hands.screen.query_one("#call", LargeText)
        assert call.words == "space starts"
        assert "▄" in call.render().plain or "▀" in call.render().plain
        await hands.press("space")
        assert call.words == "get ready"
        assert "Stop if the pain moves further down" in hands.flat
        assert not hands.get("#more").display


async def test_one_key_makes_it_large_and_usual_again(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        assert "Set up" in hands.flat
        await hands.press("z")
        assert "Set up" not in hands.flat
        await hands.press("z")
        assert "Set up" in hands.flat
