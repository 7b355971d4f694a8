"""Reading about back pain: the list and its pages, over whatever is on the screen, and back to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from remembering import Remembering
from walks import PLACES, on_disk

from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.flow.folders import bundled_folder
from mckenzie_tui.flow.pages import HEADING, load_pages
from mckenzie_tui.pace.pacer import LEAD_IN
from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Desk
from mckenzie_tui.tui.widgets.counter import Counter
from tui.conftest import Opening
from tui.hands import Hands, flat

PAGES = load_pages(bundled_folder() / "library")
SIZES = [(80, 24), (40, 15)]
UNDERSTAND = "u"


def is_list(hands: Hands) -> bool:
    return hands.said("#heading") == HEADING


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_page_can_be_chosen_read_to_its_end_and_left(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(size=size, settings=Settings(emergency_number="999")) as hands:
        await hands.press(UNDERSTAND)
        assert [row for row in hands.rows("ChoiceList") if row] == [
            *(f"{number} {page.title}" for number, page in enumerate(PAGES.pages, 1)),
            f"{len(PAGES.pages) + 1} Back to where you were",
        ]
        for number, page in enumerate(PAGES.pages, 1):
            assert "In an emergency call 999" in hands.flat
            await hands.press(str(number))
            assert hands.said("#heading") == page.title
            assert "▼ more text: space" in hands.flat
            assert "In an emergency call 999 (or your local emergency number)." in hands.flat
            read = await hands.read("#reading", "down")
            for part in PAGES.told(page):
                for text in (part.title, *part.texts, *part.points):
                    assert flat(text) in read
            assert "more text" not in hands.flat
            await hands.press("escape")
            assert is_list(hands)
            assert page.summary in hands.said("#about")
        await hands.press("escape")
        assert "Begin a session" in hands.flat


async def test_two_keys_are_enough(opened: Opening) -> None:
    async with opened() as hands:
        await hands.press(*["space"] * 8, "enter")
        assert is_list(hands)
        await hands.press("space", "enter")
        assert hands.said("#heading") == PAGES.pages[1].title
        top = hands.screen.query_one("#reading").scroll_y
        await hands.press("space")
        assert hands.screen.query_one("#reading").scroll_y > top
        await hands.press("enter")
        assert is_list(hands)
        await hands.press(*["space"] * 4, "enter")
        assert "Begin a session" in hands.flat


@pytest.mark.parametrize("place", ["emergency question", "where it hurts", "exercise", "after", "response", "settling"])
async def test_one_comes_back_to_where_one_was(opened: Opening, place: str) -> None:
    async with opened(PLACES[place]) as hands:
        before, answers = hands.text, on_disk(hands.sitting).answers
        await hands.press(UNDERSTAND, "1", "b")
        assert is_list(hands)
        await hands.press("b")
        assert hands.text == before
        assert on_disk(hands.sitting).answers == answers


async def test_a_running_exercise_stands_still_meanwhile(opened: Opening, quick_looks: None) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("space")
        await hands.pass_time(LEAD_IN + 10)
        await hands.press(UNDERSTAND, "3")
        hands.seconds.now += 60
        await hands.press("escape", "escape")
        paused = hands.said(hands.get(Counter))
        assert "Paused" in paused
        await hands.pass_time(30)
        assert hands.said(hands.get(Counter)) == paused
        assert hands.place == "step.prone_lying.exercise"


async def test_from_the_help_it_leads_to_the_pages_and_back_to_the_help(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("question_mark")
        assert "u opens short pages to read" in hands.flat
        help_ = hands.text
        await hands.press(UNDERSTAND)
        assert is_list(hands)
        await hands.press("escape")
        assert hands.text == help_


async def test_where_the_pages_are_open_the_key_leads_back_to_their_list(opened: Opening) -> None:
    async with opened() as hands:
        await hands.press(UNDERSTAND, "2", "question_mark", UNDERSTAND)
        assert is_list(hands)
        await hands.press(UNDERSTAND, "escape")
        assert "Begin a session" in hands.flat


async def test_from_the_palette(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("ctrl+p", *"underst")
        await hands.until_shown("Read short pages")
        await hands.press("down", "enter")
        await hands.until(lambda: is_list(hands))


@pytest.mark.parametrize("keys", [(UNDERSTAND,), (UNDERSTAND, "1"), ("question_mark", UNDERSTAND, "1")], ids=str)
async def test_while_reading_something_is_wrong_can_be_said(opened: Opening, keys: tuple[str, ...]) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press(*keys, "exclamation_mark")
        assert hands.place == "trouble"
        assert "Something is wrong" in hands.said("#heading")
        await hands.press("n", "n", "n")
        assert hands.place == "step.prone_lying.exercise"


async def test_before_a_session_something_is_wrong_shows_whom_to_call(opened: Opening) -> None:
    async with opened() as hands:
        await hands.press(UNDERSTAND, "1", "exclamation_mark")
        assert "Call 112" in hands.said("#heading")


async def test_pages_that_cannot_be_read_are_told_and_stop_nobody(
    opened: Opening, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise FlowError([Problem("cannot be read: [b]no", file="pages/[/x].toml")])

    monkeypatch.setattr("mckenzie_tui.flow.catalogue.load_pages", broken)
    fresh = replace(desk, catalogue=Remembering(Path(str(bundled_folder()))))
    async with opened(at_desk=fresh) as hands:
        await hands.press(UNDERSTAND)
        assert "[b]no" in hands.flat
        await hands.press("1")
        assert "question 1 of 8" in hands.said("#heading")
