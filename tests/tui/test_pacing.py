"""Pacing on the screen: getting ready, the pace changed on the spot, counting by key, the figure, and what is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from walks import PLACES, answered, at_first_step, felt

from mckenzie_tui.answers import Done
from mckenzie_tui.pace.cues import Cue, CueKind
from mckenzie_tui.pace.pacer import LEAD_IN
from mckenzie_tui.pace.timeline import Part
from mckenzie_tui.settings import Count, Figures, Holds, Pace, Settings, Sound
from mckenzie_tui.tui.widgets.figure import Figure
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Region
from tui.conftest import Opening
from tui.hands import Hands

pytestmark = pytest.mark.usefixtures("quick_looks")


def press_ups(machine: FlowMachine) -> Walk:
    return answered(at_first_step(machine, felt(right=Region.LOWER_LEG)), Event.CANNOT, Event.CANNOT)


def number(hands: Hands) -> str:
    return str(hands.screen.query_one("Digits").value)  # type: ignore[attr-defined]


async def start(hands: Hands) -> None:
    await hands.press("space")
    await hands.pass_time(LEAD_IN)


@asynccontextmanager
async def listening(opened: Opening, **how: object) -> AsyncIterator[tuple[Hands, list[Cue]]]:
    """The app, and what it tells by sound and light."""
    async with opened(**how) as hands:  # type: ignore[arg-type]
        told: list[Cue] = []
        real = hands.app.signals.play

        def play(cues: tuple[Cue, ...], sound: Sound) -> None:
            told.extend(cues)
            real(cues, sound)

        hands.app.signals.play = play  # type: ignore[method-assign, assignment]
        yield hands, told


# Getting ready


async def test_five_seconds_to_get_ready_are_counted_down_with_what_comes(opened: Opening) -> None:
    async with opened(press_ups) as hands:
        await hands.press("space")
        assert number(hands) == "5"
        assert hands.said("#what").startswith("seconds: get ready then push up")
        for left in "4321":
            await hands.pass_time(1)
            await hands.until(lambda left=left: number(hands) == left)
        await hands.pass_time(1)
        await hands.until(lambda: "get ready" not in hands.said("#what"))
        assert number(hands) == "1"


async def test_after_a_pause_one_gets_ready_again(opened: Opening) -> None:
    async with opened(press_ups) as hands:
        await start(hands)
        await hands.pass_time(8)
        await hands.press("space", "space")
        assert number(hands) == "5"
        assert "get ready" in hands.said("#what")
        await hands.pass_time(LEAD_IN)
        await hands.until(lambda: number(hands) == "2")


async def test_begun_again_it_waits_to_be_started(opened: Opening) -> None:
    async with opened(press_ups) as hands:
        await start(hands)
        await hands.pass_time(8)
        await hands.press("r")
        assert number(hands) == "0"
        assert "Space starts" in hands.said("#what")


# On the spot


async def test_the_pace_is_changed_on_the_spot_and_holds_for_the_next_exercise(opened: Opening) -> None:
    async with opened(press_ups) as hands:
        assert "+ slower - faster k by key" in hands.said("#what")
        await start(hands)
        await hands.press("plus", "plus")
        assert "of 10 · much slower" in hands.said("#what")
        await hands.pass_time(5)
        assert "push up" in hands.said("#what")
        await hands.pass_time(1)
        await hands.until(lambda: "and down" in hands.said("#what"))
        await hands.press("minus", "minus", "minus")
        await hands.press("x")
        await start(hands)
        await hands.pass_time(2.25)
        await hands.until(lambda: "and down" in hands.said("#what"))


async def test_a_hold_is_changed_on_the_spot_within_what_the_flow_allows(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        assert "+ longer - shorter" in hands.said("#what")
        assert number(hands) == "3:00"
        await hands.press("plus", "plus")
        assert number(hands) == "5:00"
        assert "How much: 5 minutes" in await hands.read("#text")
        await hands.press("minus", "minus", "minus")
        assert number(hands) == "2:00"


async def test_what_was_set_before_is_how_it_is_paced(opened: Opening) -> None:
    settings = Settings(pace=Pace.SLOWEST, holds=Holds.SHORTEST)
    async with opened(PLACES["exercise"], settings=settings) as hands:
        assert number(hands) == "2:00"
        await hands.press("x", "x")
        await start(hands)
        await hands.pass_time(5)
        assert "push up" in hands.said("#what")


async def test_what_is_left_is_told_in_words(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        assert "for 3 minutes" in hands.said("#what")
        await start(hands)
        await hands.pass_time(5)
        assert "left of 3 minutes" in hands.said("#what")
        await hands.press(*"xxxxxx")
        await start(hands)
        await hands.pass_time(3)
        await hands.until(lambda: "■ hold: 2 seconds" in hands.said("#what"))
        await hands.pass_time(1)
        await hands.until(lambda: "■ hold: 1 second" in hands.said("#what"))


# One key for each


async def test_counted_by_key_space_counts_each_one_to_the_end(opened: Opening) -> None:
    async with opened(press_ups, settings=Settings(count=Count.KEY)) as hands:
        await hands.press("space")
        assert "Space after each one" in hands.said("#what")
        for rep in range(1, 10):
            hands.seconds.now += 20
            await hands.press("space")
            assert number(hands) == str(rep)
        await hands.press("space")
        assert "Where is it now?" in hands.said("#heading")
        assert hands.session.answers[-1].done == Done(sets=1, reps=10, whole=True)


async def test_between_clock_and_key_one_changes_on_the_spot(opened: Opening) -> None:
    async with opened(press_ups) as hands:
        await start(hands)
        await hands.pass_time(8)
        await hands.press("k")
        assert (number(hands), "Space after each one" in hands.said("#what")) == ("1", True)
        await hands.press("space")
        assert number(hands) == "2"
        await hands.press("k")
        assert "Paused. Space goes on." in hands.said("#what")


async def test_before_the_first_one_is_counted_it_is_said_what_space_does(opened: Opening) -> None:
    async with opened(press_ups, settings=Settings(count=Count.KEY)) as hands:
        await hands.press("enter")
        assert hands.said("Toast").startswith("You have not begun. Space starts it.")
        await hands.press("space")
        assert "Space after each one." in hands.said("#what")
        await hands.press("enter")
        assert hands.said("Toast").startswith("Nothing is counted yet. Press space after each one.")
        await hands.press("k")
        assert "Paused. Space goes on." in hands.said("#what")
        await hands.press("enter")
        assert hands.said("Toast").startswith("Nothing is done yet. It is paused: space goes on.")
        assert hands.place.endswith(".exercise")


# What is told


async def test_the_session_tells_all_that_happens(opened: Opening) -> None:
    async with listening(opened, at=press_ups) as (hands, told):
        await start(hands)
        await hands.pass_time(60)
        await hands.until_shown("Where is it now?")
        await hands.pass_time(60)
        await hands.until_shown("The rest is over")
        kinds = [cue.kind for cue in told]
        assert kinds[:3] == [CueKind.GET_READY, CueKind.START, CueKind.OUT]
        assert [cue.rep for cue in told if cue.kind is CueKind.OUT] == list(range(1, 11))
        assert kinds[-5:] == [CueKind.LAST, CueKind.OUT, CueKind.BACK, CueKind.DONE, CueKind.REST_OVER]
        assert kinds.count(CueKind.HALFWAY) == 1


async def test_a_pause_and_an_absence_are_told(opened: Opening) -> None:
    async with listening(opened, at=PLACES["exercise"]) as (hands, told):
        await start(hands)
        await hands.press("space")
        assert told[-1].kind is CueKind.PAUSED
        await start(hands)
        hands.seconds.now += 100
        await hands.until(lambda: told[-1].kind is CueKind.AWAY)


# The figure


def moving(hands: Hands) -> Figure:
    """The figure, where a test has it move; others run without anything that moves by itself."""
    hands.app.animation_level = "full"
    hands.screen.settings_changed()  # type: ignore[attr-defined]
    return hands.get(Figure)


async def test_the_figure_shows_the_movement_then_waits_and_then_moves_in_step(opened: Opening) -> None:
    async with opened(press_ups) as hands:
        figure = moving(hands)
        at: list[tuple[Part, float]] = []
        real = figure.at

        def noted(part: Part, progress: float) -> None:
            at.append((part, round(progress, 2)))
            real(part, progress)

        figure.at = noted  # type: ignore[method-assign]
        await hands.pass_time(1.5)
        await hands.until(lambda: at[-1] == (Part.OUT, 0.5))
        await hands.press("space")
        await hands.pass_time(4.5)
        assert at[-1] == (Part.OUT, 0)
        await hands.pass_time(2)
        await hands.until(lambda: at[-1] == (Part.OUT, 0.5))
        await hands.pass_time(3)
        await hands.until(lambda: at[-1] == (Part.RETURN, 0.5))
        await hands.press("space")
        assert at[-1] == (Part.OUT, 0)


async def test_getting_ready_for_a_position_the_figure_gets_into_it(opened: Opening) -> None:
    async with opened(lambda machine: answered(at_first_step(machine), Event.CANNOT)) as hands:
        figure = moving(hands)
        at: list[tuple[Part, float]] = []
        figure.at = lambda part, progress: at.append((part, round(progress, 2)))  # type: ignore[method-assign]
        await hands.press("space")
        await hands.pass_time(2.5)
        await hands.until(lambda: at[-1] == (Part.OUT, 0.5))
        await hands.pass_time(4)
        await hands.until(lambda: at[-1][0] is Part.STAY)


async def test_the_figure_rests_where_nothing_is_to_move_and_on_a_key(opened: Opening) -> None:
    async with opened(press_ups) as hands:
        assert not hands.get(Figure).moving
        assert moving(hands).moving
        await hands.press("m")
        assert not hands.get(Figure).moving
        await hands.press("m")
        assert hands.get(Figure).moving


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 30)], ids=str)
async def test_where_there_is_room_figure_and_text_are_both_seen(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(press_ups, size=size) as hands:
        moving(hands)
        await hands.settle()
        assert "seen from the side" in hands.said("Figure")
        assert "Your arms lift your chest" in hands.said("#text")
        await hands.press("f")
        assert not hands.get(Figure).region
        assert "Your arms lift your chest" in hands.said("#text")


async def test_on_a_small_screen_the_figure_takes_the_place_of_the_text(opened: Opening) -> None:
    async with opened(press_ups, size=(40, 15)) as hands:
        assert not hands.get(Figure).region
        assert "Your arms lift your chest" in hands.said("#text")
        moving(hands)
        await hands.press("f")
        assert "seen from the side" in hands.said("Figure")
        assert not hands.screen.query_one("#text").region
        assert "0 of 10 · Space starts." in hands.said("#what")
        assert "Stop if the pain" in hands.said("#stop")
        await start(hands)
        assert "1 of 10 · ● push up" in hands.said("#what")
        await hands.press("f")
        assert "Your arms lift your chest" in hands.said("#text")


async def test_without_figures_the_text_has_all_the_room(opened: Opening) -> None:
    async with opened(press_ups, settings=Settings(figures=Figures.OFF)) as hands:
        assert not hands.get(Figure).region
        assert hands.screen.query_one("#text").region.width > 70


async def test_what_is_to_be_read_is_painted_before_the_figure_is_found(
    opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bool] = []
    monkeypatch.setattr(Figure, "show", lambda _figure, found, **_how: shown.append(found is not None))
    async with opened(press_ups) as hands:
        text = hands.screen.query_one("#instructions")
        painted: list[int] = []
        real = text.render_lines
        text.render_lines = lambda crop: painted.append(len(shown)) or real(crop)  # type: ignore[method-assign]
        shown.clear()
        await hands.press("x")
        # None to begin with; the lines of the text were painted while that was all; then the figure.
        assert shown == [False, True]
        assert painted[0] == 1
