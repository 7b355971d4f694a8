"""Every text of a flow, of a note and of a path is shown letter for letter, never read as markup."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from after_a_session import asked_about_the_last_one, held
from clocks import Clock
from remembering import Remembering
from walks import PLACES, answered, at_first_step, begun, felt, no_to_all, no_until, sat

from mckenzie_tui import cards, reasons
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.schema import LONGEST_TEXT
from mckenzie_tui.sitting import Desk
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Purpose, Region
from tui.conftest import Opening, Place
from tui.hands import Hands, flat
from tui.marking import about_to_say

FLOWS = Path(__file__).parent.parent.parent / "flows"
ODD = "[/ [left] [b]x"
"""Markup that is wrong, markup that could be a style, and markup that is never closed."""
WORDS_OF_THE_FORMAT = {
    *(
        "id",
        "version",
        "language",
        "exercise",
        "figure",
        "directions",
        "needs",
        "ruled_out_by",
        "ours",
        "kind",
        "names",
    ),
    *("on", "when", "go", "yes", "no", "yes_outside_a_step", "sources", "unsure_counts_as"),
    *("emergency", "medical", "both_legs", "trouble", "no_symptoms", "ask_first", "new_numbness"),
    *("frame", "like", "group", "sides", "tempo", "while_it_hurts", "at", "to", "behind", "view"),
    *("plan", "follow_up", "not_today", "stop_line_sources", "seek_help_sources", "severe_sources"),
}
"""The keys that hold no text for people."""


def made_odd(value: Any, key: str = "") -> Any:
    """A part of a flow file with every text for people made odd."""
    if isinstance(value, dict):
        return {name: made_odd(part, name) for name, part in value.items()}
    if isinstance(value, list) and not (key in WORDS_OF_THE_FORMAT and value and isinstance(value[0], str)):
        return [made_odd(part, key) for part in value]
    of_a_flow = key == "purpose" and value in set(Purpose)
    if isinstance(value, str) and key not in WORDS_OF_THE_FORMAT and not of_a_flow:
        short = len(value) <= 20 or key in ("out", "hold", "back", "stay")
        return ODD if short else f"{ODD} {value}"[:LONGEST_TEXT]
    return value


@pytest.fixture(scope="module")
def odd_flows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flows") / "flows"
    shutil.copytree(FLOWS, folder)
    for file in folder.rglob("*.toml"):
        file.write_text(tomli_w.dumps(made_odd(tomllib.loads(file.read_text()))))
    return folder


@pytest.fixture(scope="module")
def odd_catalogue(odd_flows: Path) -> Catalogue:
    return Remembering(odd_flows)


@pytest.fixture
def odd(odd_catalogue: Catalogue, desk: Desk, tmp_path: Path) -> Desk:
    """A desk whose flows and whose folder have odd texts."""
    return replace(desk, catalogue=odd_catalogue, store=Store(tmp_path / "[b]data[/]"))


def odd_in(hands: Hands, *parts: str) -> None:
    for part in parts:
        assert ODD in hands.said(part), part


ASKED = ("#heading", "#text", "Trail")
SEEN: dict[str, tuple[str, ...]] = {
    "emergency question": (*ASKED, "#explain"),
    "medical question": ASKED,
    "clearance": ASKED,
    "advice": ASKED,
    "anything changed": ASKED,
    "where it hurts": ("Trail",),
    "both legs": ASKED,
    "exercise": ("#heading", "#text", "TrailLine", "#stop"),
    "before": ("#heading", "Trail"),
    "after": ASKED,
    "response": (*ASKED, "ChoiceList"),
    "asked again": (*ASKED, "ChoiceList"),
    "disagreement": (*ASKED, "ChoiceList"),
    "settling": ASKED,
    "recheck": ("#heading", "Trail"),
    "settled": (*ASKED, "ChoiceList"),
}


@pytest.mark.parametrize("place", SEEN)
async def test_on_every_screen_of_a_walk(opened: Opening, odd: Desk, place: str) -> None:
    assert set(SEEN) == set(PLACES)
    async with opened(PLACES[place], at_desk=odd) as hands:
        odd_in(hands, *SEEN[place])
        await hands.press("exclamation_mark")
        odd_in(hands, *ASKED, "ChoiceList")
        await hands.press("n")
        odd_in(hands, *ASKED)


async def test_where_it_is_asked_about_the_last_session(opened: Opening, odd: Desk, clock: Clock) -> None:
    held(odd, Event.CENTRALIZED).close()
    clock.forward(hours=24)
    async with opened(at_desk=odd) as hands:
        assert ODD in await hands.read("#home")
        await hands.press("1")
        odd_in(hands, *ASKED, "ChoiceList")
        for keys in (["n"], ["4"], ["1"]):
            odd_in(hands, "#heading", "Trail")
            await hands.press(*keys)
        await hands.press("6", "enter")
        odd_in(hands, *ASKED)
        await hands.press("1")
        odd_in(hands, *ASKED, "ChoiceList")


async def test_where_a_session_is_taken_up_again(opened: Opening, odd: Desk, machine: FlowMachine) -> None:
    sat(odd, at_first_step(machine))
    async with opened(at_desk=odd, resume=True) as hands:
        assert "Welcome back" in hands.said("#heading")
        odd_in(hands, "#text", "Trail")


@pytest.mark.parametrize(
    ("step", "side"), [*((step, "right") for step in range(7)), *((step, "left") for step in (3, 4, 5))]
)
async def test_every_line_of_a_step(opened: Opening, odd: Desk, step: int, side: str) -> None:
    def walk(machine: FlowMachine) -> Walk:
        careful = no_until(begun(machine), "question.medical.steroids").say(Event.YES).say(Event.GO_ON)
        located = no_to_all(careful).say(Event.LOCATED, symptoms=felt(**{side: Region.FOOT}, pain=7))
        return answered(located, *[Event.CANNOT] * step)

    async with opened(walk, at_desk=odd) as hands:
        card = cards.exercise_card(hands.sitting.walk)
        assert flat(card.side_note) in hands.said("#heading")
        read = await hands.read("#text")
        for text in (*card.careful, card.purpose, *card.set_up, *card.movement, *card.cues, *card.cautions):
            assert flat(text) in read
            assert ODD in text
        await hands.press("space")
        odd_in(hands, "#what")


ENDINGS: dict[str, tuple[Place, tuple[str, ...]]] = {
    "preference_found": (about_to_say(Event.CENTRALIZED), ("1",)),
    "preference_leaning": (about_to_say(Event.NOT_SETTLED, Event.PARTLY_CENTRALIZED, Event.WORSENED), ("2",)),
    "no_preference_found": (about_to_say(Event.UNCHANGED, *[Event.UNCHANGED] * 6), ("3",)),
    "stopped_worse": (
        about_to_say(Event.NOT_SETTLED, Event.WORSENED, Event.NOT_SETTLED, Event.WORSENED),
        ("2",),
    ),
    "nothing_to_test": (PLACES["where it hurts"], ("c", "enter")),
    "seek_care": (PLACES["clearance"], ("n",)),
    "emergency": (PLACES["emergency question"], ("y",)),
    "noted": (asked_about_the_last_one, ("n",)),
}


@pytest.mark.parametrize("ending", ENDINGS)
async def test_at_every_ending_and_in_the_log_of_it(opened: Opening, odd: Desk, ending: str) -> None:
    place, keys = ENDINGS[ending]
    async with opened(place, at_desk=odd) as hands:
        await hands.press(*keys)
        assert hands.session.ending == ending
        odd_in(hands, "#heading", "#text", "Trail")
        card = cards.ending_card(hands.sitting.walk)
        path = hands.sitting.path
        read = await hands.read("#text")
        for text in (*card.text, *card.next, *card.plan, *card.why, *card.seek_help, *card.sources):
            assert flat(text) in read

        await hands.press("w")
        read = await hands.read("#reading")
        for title, lines in reasons.reasons(hands.session):
            assert flat(title) in read
            for line in lines:
                assert flat(line) in read
        assert ODD in read

        await hands.press("escape", "enter", "6")
        odd_in(hands, "ChoiceList")
        await hands.press("1")
        odd_in(hands, "#reading")
        read = await hands.read("#reading")
        assert str(path).replace(" ", "") in read.replace(" ", "")


async def test_in_the_list_of_pages_and_on_a_page(opened: Opening, odd: Desk) -> None:
    async with opened(at_desk=odd) as hands:
        await hands.press("u")
        odd_in(hands, "ChoiceList", "#about")
        await hands.press("1")
        odd_in(hands, "#heading", "#reading")
        assert (await hands.read("#reading", "down")).count(ODD) > 20


async def test_in_the_list_of_flows(opened: Opening, odd: Desk) -> None:
    async with opened(at_desk=odd) as hands:
        await hands.press("5", "home")
        odd_in(hands, "ChoiceList", "#about")


async def test_in_the_list_of_flows_also_where_one_cannot_be_used(
    opened: Opening, odd: Desk, odd_flows: Path, tmp_path: Path
) -> None:
    shutil.copytree(odd_flows, tmp_path / "flows")
    (tmp_path / "flows" / "[b]x.toml").write_text('"[/ [left]" = 1\n')
    async with opened(at_desk=replace(odd, catalogue=Catalogue(tmp_path / "flows"))) as hands:
        await hands.press("5")
        assert "[b]x (cannot be used)" in hands.said("ChoiceList")
        await hands.press("home", "down")
        assert "'[/ [left]' is not a known key" in await hands.read("#flows")
        await hands.press("enter")
        assert hands.app.sitting is None


async def test_a_note_is_kept_and_shown_letter_for_letter(opened: Opening, odd: Desk) -> None:
    async with opened(about_to_say(Event.CENTRALIZED), at_desk=odd) as hands:
        await hands.press("n", *ODD)
        assert ODD in hands.said("Input")
        await hands.press("enter", "1")
        assert hands.session.answers[-1].note == ODD
        await hands.press("enter", "6", "1")
        assert f"note: {ODD}" in await hands.read("#reading")


async def test_a_problem_that_is_told_in_passing(opened: Opening, odd: Desk) -> None:
    odd.store.folder.parent.mkdir(parents=True)
    odd.store.folder.write_text("not a folder")
    async with opened(at_desk=odd) as hands:
        assert "[b]data[/]" in hands.said("#news").replace(" ", "")
        await hands.press("1")
        assert "[b]data[/]" in "".join(hands.flat.replace("│", "").split())
