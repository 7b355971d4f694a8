"""Every character on every screen stands out from its ground, in both looks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from many_sessions import fill
from rich.color import Color
from rich.style import Style
from textual.strip import Strip
from walks import PLACES, answered, at_first_step, felt, ready_for, sat

from mckenzie_tui.body import SPOTS
from mckenzie_tui.errors import StorageError
from mckenzie_tui.locating import rated, with_numbness
from mckenzie_tui.session import Session
from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Desk
from mckenzie_tui.store.store import Store
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.tui.theme import THEMES
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Kind, Region, Side
from tui.conftest import Opening, Place
from tui.hands import Hands, cropped
from tui.marking import about_to_say

LEAST = 4.5
LINES = range(0x2500, 0x25A0)
"""Characters that borders and scroll bars are drawn with."""


def luminance(colour: Color) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour.get_truecolor())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    """The contrast of text in this style, as the WCAG measures it."""
    assert style.color is not None
    assert style.bgcolor is not None
    assert not style.dim, "a dimmed text has no colour of its own to be measured"
    darker, lighter = sorted((luminance(style.color), luminance(style.bgcolor)))
    return (lighter + 0.05) / (darker + 0.05)


def faint(strips: list[Strip], *, lines: bool = False) -> Iterator[str]:
    """The texts that do not stand out; with ``lines`` also those drawn from lines and blocks."""
    for strip in strips:
        for text, style, _ in strip:
            seen = [letter for letter in text if not letter.isspace() and (lines or ord(letter) not in LINES)]
            if seen and (style is None or contrast(style) < LEAST):
                yield f"{text!r} {style}"


def test_the_measure_itself() -> None:
    assert round(contrast(Style.parse("#000000 on #ffffff")), 2) == 21
    assert round(contrast(Style.parse("#777777 on #ffffff")), 2) == 4.48
    assert contrast(Style.parse("#ff0000 on #ff0000")) == 1


async def stands_out(hands: Hands) -> None:
    """What is on the screen now stands out in both looks."""
    assert hands.flat
    for theme in THEMES.values():
        hands.app.theme = theme.name
        await hands.settle()
        assert list(faint(hands.strips)) == []
        for digits in hands.screen.query("Digits"):
            assert list(faint(list(cropped(hands.strips, digits.region)), lines=True)) == []


def eventful(machine: FlowMachine) -> Walk:
    """A walk whose progression has every mark."""
    start = at_first_step(machine, felt(left=Region.FOOT))
    walk = answered(start, Event.UNCHANGED, Event.CANNOT, Event.WORSENED, Event.SETTLED, Event.WORSENED)
    return ready_for(answered(walk, Event.NOT_SETTLED), Event.UNCHANGED)


def every_strength(machine: FlowMachine) -> Walk:
    """A walk that stands at a chart with pain of every strength on one side, and numbness and tingling beside it."""
    found = Symptoms()
    for number, spot in enumerate((spot for spot in SPOTS if spot.side is Side.RIGHT), 1):
        found = with_numbness(rated(found, spot, Kind.PAIN, min(number, 10)), spot, numb=number % 3 == 0)
        found = rated(found, spot, Kind.TINGLING, number // 2 if number % 4 == 0 else 0)
    return answered(at_first_step(machine, found), Event.DID)


FOUND = about_to_say(Event.CENTRALIZED)


SCREENS: dict[str, tuple[Place | None, tuple[str, ...]]] = {
    "home": (None, ()),
    "home, another line": (None, ("down", "down")),
    "an emergency question": (None, ("1",)),
    "a question about health": (PLACES["medical question"], ()),
    "a highlighted answer": (PLACES["medical question"], ("down",)),
    "a clearance": (PLACES["clearance"], ()),
    "advice": (PLACES["advice"], ("down",)),
    "something is wrong": (PLACES["exercise"], ("exclamation_mark",)),
    "a highlighted sign": (PLACES["exercise"], ("exclamation_mark", "down")),
    "where it hurts": (PLACES["where it hurts"], ()),
    "a chart that was not marked": (PLACES["where it hurts"], ("enter",)),
    "nothing felt": (PLACES["where it hurts"], ("c",)),
    "pins and needles asked": (PLACES["where it hurts"], ("p",)),
    "only numb": (PLACES["where it hurts"], ("n", "down", "n", "tab")),
    "where it hurts, before": (PLACES["before"], ("left",)),
    "every strength": (every_strength, ("left",)),
    "a step": (PLACES["exercise"], ()),
    "a step that runs": (PLACES["exercise"], ("space",)),
    "a step that pauses": (PLACES["exercise"], ("space", "space")),
    "how is it now": (PLACES["response"], ()),
    "every mark": (eventful, ("down",)),
    "an empty note": (PLACES["response"], ("down", "n")),
    "a note": (PLACES["response"], ("n", "h", "m")),
    "not sure": (PLACES["asked again"], ()),
    "settling": (PLACES["settling"], ("down",)),
    "a disagreement": (PLACES["disagreement"], ()),
    "settled": (PLACES["settled"], ()),
    "a direction": (FOUND, ("1",)),
    "why": (FOUND, ("1", "w")),
    "an emergency": (None, ("1", "y")),
    "seek care": (PLACES["clearance"], ("n",)),
    "history": (FOUND, ("1", "enter", "6")),
    "one session": (FOUND, ("1", "enter", "6", "1")),
    "flows": (None, ("5", "down")),
    "settings": (None, ("s",)),
    "settings, another line": (None, ("s", "down", "right")),
    "pages": (None, ("u", "down")),
    "page": (None, ("u", "1")),
    "help": (PLACES["exercise"], ("question_mark",)),
    "call for help": (None, ("exclamation_mark",)),
}


@pytest.mark.parametrize("screen", SCREENS)
async def test_every_character_stands_out(opened: Opening, screen: str) -> None:
    place, keys = SCREENS[screen]
    async with opened(place) as hands:
        await hands.press(*keys)
        await stands_out(hands)


@pytest.mark.parametrize(
    "screen", ["an emergency question", "every mark", "a step that runs", "every strength", "nothing felt", "why"]
)
async def test_also_where_there_is_little_room(opened: Opening, screen: str) -> None:
    place, keys = SCREENS[screen]
    async with opened(place, size=(40, 15)) as hands:
        await hands.press(*keys)
        await stands_out(hands)


@pytest.mark.parametrize("screen", ["where it hurts", "pins and needles asked", "every strength"])
async def test_also_a_chart_without_colours(opened: Opening, screen: str) -> None:
    place, keys = SCREENS[screen]
    async with opened(place, settings=Settings(colours=False)) as hands:
        await hands.press(*keys)
        await stands_out(hands)


@pytest.mark.parametrize("highlighted", [(), ("down",)])
async def test_also_under_the_mouse(opened: Opening, highlighted: tuple[str, ...]) -> None:
    async with opened(PLACES["medical question"]) as hands:
        await hands.press(*highlighted)
        row = next(row for row, line in enumerate(hands.lines) if "1 Yes" in line)
        await hands.pilot.hover(offset=(hands.lines[row].index("Yes"), row))
        await stands_out(hands)


async def test_also_what_is_told_in_passing_and_where_nothing_can_be_saved(
    opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as hands:
        await hands.press("1")

        def failing(store: Store, session: Session) -> None:
            raise StorageError("there is no space left")

        monkeypatch.setattr(Store, "save", failing)
        await hands.press("n")
        assert "could not be saved" in hands.flat
        await stands_out(hands)
        await hands.press("6", "b")
        await stands_out(hands)


async def test_also_in_the_palette(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("ctrl+p", "d")
        await hands.until_shown("Switch between dark and light.")
        for theme in THEMES.values():
            hands.app.theme = theme.name
            await hands.settle()
            for part in ("CommandInput", "CommandList"):
                strips = list(cropped(hands.strips, hands.screen.query_one(part).region))
                assert strips
                assert list(faint(strips)) == []


@pytest.mark.parametrize("colours", [True, False])
async def test_also_a_plot(opened: Opening, desk: Desk, *, colours: bool) -> None:
    fill(desk.store.folder.parent, 20)
    async with opened(settings=Settings(colours=colours)) as hands:
        await hands.press("6", "tab")
        assert "Back 10" in hands.flat
        await stands_out(hands)


async def test_also_news_at_home(opened: Opening, desk: Desk, machine: FlowMachine) -> None:
    sat(desk, at_first_step(machine))
    async with opened(settings=Settings(problem="'theme' does not fit and is not used")) as hands:
        assert "Settings:" in hands.said("#news")
        await stands_out(hands)
        desk.store.save(desk.store.unfinished().model_copy(update={"flow": broken(desk)}))  # type: ignore[union-attr]
        await hands.press("1")
        assert "cannot go on" in hands.flat
        await stands_out(hands)


def broken(desk: Desk) -> object:
    """The flow of the unfinished session as if it had changed since."""
    session = desk.store.unfinished()
    assert session is not None
    return session.flow.model_copy(update={"sha256": "0" * 64})
