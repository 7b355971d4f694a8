"""Result: what the answers suggest, why, what to do next, and when to seek help."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from after_a_session import asked_about_the_last_one
from walks import PLACES, answered, at_first_step, felt

from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.settings import Settings
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import EndingKind, Event
from tui.conftest import Opening
from tui.hands import Hands
from tui.marking import about_to_say


def one_short_of_finding(*before: Event) -> Callable[[FlowMachine], Walk]:
    """A walk in which the next answer may be that it centralized; an ended session cannot be opened again."""
    return about_to_say(Event.CENTRALIZED, *before)


async def result(hands: Hands, *keys: str) -> str:
    """The whole text of the ending that these keys lead to."""
    await hands.press(*keys)
    return await hands.read("#text")


WAYS: dict[str, tuple[Callable[[FlowMachine], Walk], tuple[str, ...]]] = {
    "preference_found": (one_short_of_finding(Event.UNCHANGED), ("1",)),
    "preference_leaning": (about_to_say(Event.NOT_SETTLED, Event.PARTLY_CENTRALIZED, Event.WORSENED), ("2",)),
    "no_preference_found": (about_to_say(Event.UNCHANGED, *[Event.UNCHANGED] * 6), ("3",)),
    "stopped_worse": (
        about_to_say(Event.NOT_SETTLED, Event.WORSENED, Event.NOT_SETTLED, Event.WORSENED),
        ("2",),
    ),
    "nothing_to_test": (lambda machine: answered(at_first_step(machine), *[Event.CANNOT] * 6), ("x",)),
    "seek_care": (PLACES["clearance"], ("n",)),
    "emergency": (PLACES["exercise"], ("exclamation_mark", "1")),
    "noted": (asked_about_the_last_one, ("n",)),
}


@pytest.mark.parametrize("ending", WAYS)
@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_an_ending_tells_everything_by_scrolling(
    opened: Opening, flow: Flow, ending: str, size: tuple[int, int]
) -> None:
    assert set(WAYS) == set(flow.endings)
    texts = flow.endings[ending]
    place, keys = WAYS[ending]
    async with opened(place, size=size, settings=Settings(emergency_number="999")) as hands:
        read = await result(hands, *keys)
        assert hands.session.ending == ending
        assert texts.title in hands.said("#heading")
        for text in (*texts.text, *texts.next, *flow.file.seek_help):
            assert text in read
        if texts.kind is EndingKind.RESULT:
            for source in texts.sources:
                assert flow.sources[source].title in read
        for part in ("Why", "What to do now", "When to seek help"):
            assert part in read
        assert "999 (or your local emergency number)" in read
        assert ("Call 999" in hands.flat) is (ending == "emergency")


async def test_an_emergency_shows_the_number_before_everything_else(opened: Opening) -> None:
    async with opened(settings=Settings(emergency_number="911")) as hands:
        await hands.press("1", "y")
        lines = hands.lines
        number = next(row for row, line in enumerate(lines) if "Call 911" in line)
        assert number < next(row for row, line in enumerate(lines) if "What you told us" in line)


@pytest.mark.parametrize(
    ("before", "direction", "helped"),
    [
        ([], "extension", "Prone lying"),
        ([Event.UNCHANGED] * 4, "lateral", "Side glide at the wall"),
        ([Event.UNCHANGED] * 5, "rotation", "Flexion-rotation stretch"),
        ([Event.UNCHANGED] * 6, "flexion", "Knees to chest"),
    ],
)
async def test_what_helped_is_named_with_its_direction(
    opened: Opening, before: list[Event], direction: str, helped: str
) -> None:
    async with opened(one_short_of_finding(*before)) as hands:
        read = await result(hands, "1")
        assert helped in read
        assert direction in read
        assert hands.session.result is not None
        assert hands.session.result.direction == direction


async def test_two_walks_to_the_same_ending_are_explained_each_by_its_own_answers(opened: Opening) -> None:
    why = []
    for before in ([], [Event.UNCHANGED, Event.CANNOT]):
        async with opened(one_short_of_finding(*before)) as hands:
            read = await result(hands, "1")
            why.append(read.partition("Why")[2].partition("When to seek help")[0])
    first, second = why
    assert first != second
    assert "Prone lying: moved all the way up, or went away." in first
    assert "Prone lying: no clear change." in second
    assert "Prone props: not possible for you." in second
    assert "Press-ups: moved all the way up, or went away." in second


async def test_a_step_that_was_left_out_is_told_with_its_reason(opened: Opening) -> None:
    worse_at_first = about_to_say(Event.CENTRALIZED, Event.WORSENED, Event.NOT_SETTLED, start=felt())
    async with opened(worse_at_first) as hands:
        read = await result(hands, "1")
        assert "Press-ups: left out (the same direction as one that made it worse)." in read
        assert "Side glide at the wall: left out (only for pain on one side)." in read


async def test_the_last_answer_can_be_corrected(opened: Opening) -> None:
    async with opened(one_short_of_finding()) as hands:
        await hands.press("1")
        assert "One direction helped" in hands.said("#heading")
        await hands.press("b")
        assert "How is it now?" in hands.said("#heading")
        await hands.press("3", "3")
        assert "Prone props" in hands.said("#heading")


@pytest.mark.parametrize("key", ["enter", "h"])
async def test_from_the_result_one_goes_home(opened: Opening, key: str) -> None:
    async with opened(one_short_of_finding()) as hands:
        await hands.press("1", key)
        assert "Begin a session" in hands.flat


async def test_the_question_that_ended_it_is_told(opened: Opening) -> None:
    async with opened(PLACES["both legs"]) as hands:
        read = await result(hands, "y")
        assert "You answered yes to: New symptoms in both legs." in read
