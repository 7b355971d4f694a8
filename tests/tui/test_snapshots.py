"""How some screens look, as pictures. ``UPDATE_SNAPSHOTS=1 pytest tests/tui/test_snapshots.py`` takes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from clocks import Clock
from many_sessions import fill
from walks import PLACES, answered, at_first_step, felt, sat

from mckenzie_tui.body import BY_ID, MIDDLE
from mckenzie_tui.locating import rated, with_numbness
from mckenzie_tui.settings import Settings, Theme
from mckenzie_tui.sitting import Desk
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Kind, Region
from tui.conftest import Opening, Place
from tui.marking import about_to_say

PICTURES = Path(__file__).parent / "snapshots"
UPDATE = "UPDATE_SNAPSHOTS"
HEEL = BY_ID["back.right.foot"]


def steady(svg: str) -> str:
    """A picture without the numbers that are different each time."""
    return re.sub(r"terminal-\d+", "terminal", svg)


def at_press_ups(machine: FlowMachine) -> Walk:
    return answered(at_first_step(machine), Event.UNCHANGED, Event.PARTLY_CENTRALIZED)


def worse_after(machine: FlowMachine) -> Walk:
    """A walk that stands at a chart after an exercise, with pain, tingling and numbness on it."""
    found = with_numbness(rated(felt(right=Region.LOWER_LEG, pain=6), MIDDLE, Kind.TINGLING, 3), HEEL, numb=True)
    return answered(at_first_step(machine, found), Event.DID)


LOOKS: dict[str, tuple[Place | None, tuple[str, ...], tuple[int, int], Theme]] = {
    "home": (None, (), (80, 24), Theme.DARK),
    "safety": (None, ("1",), (80, 24), Theme.DARK),
    "step": (at_press_ups, (), (80, 24), Theme.DARK),
    "step-small-light": (at_press_ups, (), (40, 15), Theme.LIGHT),
    "where-it-hurts": (PLACES["where it hurts"], ("3", *["down"] * 4, "6"), (80, 24), Theme.DARK),
    "where-it-hurts-after-light": (worse_after, (), (80, 24), Theme.LIGHT),
    "where-it-hurts-small": (worse_after, (), (40, 15), Theme.DARK),
    "where-it-hurts-by-two-keys": (
        PLACES["where it hurts"],
        (*["space"] * 6, "enter", *["space"] * 4),
        (80, 24),
        Theme.DARK,
    ),
    "how-is-it-now": (about_to_say(Event.PARTLY_CENTRALIZED), (), (80, 24), Theme.DARK),
    "emergency": (None, ("1", "y"), (80, 24), Theme.DARK),
    "preference-found": (about_to_say(Event.CENTRALIZED), ("1",), (80, 24), Theme.LIGHT),
    "why": (about_to_say(Event.CENTRALIZED, Event.UNCHANGED), ("1", "w"), (80, 24), Theme.DARK),
    "history": (None, ("6",), (80, 24), Theme.DARK),
    "history-plot": (None, ("6", "tab"), (80, 24), Theme.DARK),
    "history-plot-small-light": (None, ("6", "tab"), (40, 15), Theme.LIGHT),
    "history-both-light": (None, ("6",), (100, 40), Theme.LIGHT),
    "pages": (None, ("u",), (80, 24), Theme.DARK),
    "page": (None, ("u", "5"), (80, 24), Theme.DARK),
    "page-small-light": (None, ("u", "3", "space"), (40, 15), Theme.LIGHT),
    "settings": (None, ("s", "down", "right"), (80, 24), Theme.DARK),
    "settings-small-light": (None, ("s", "end"), (40, 15), Theme.LIGHT),
}


@pytest.mark.parametrize("look", LOOKS)
async def test_a_screen_looks_as_it_did(
    opened: Opening, desk: Desk, machine: FlowMachine, clock: Clock, tmp_path: Path, look: str
) -> None:
    place, keys, size, theme = LOOKS[look]
    if look == "history":
        for events in ([Event.CENTRALIZED], [Event.WORSENED, Event.NOT_SETTLED] * 2):
            sat(desk, answered(at_first_step(machine), *events))
            clock.forward(days=2)
    elif look.startswith("history"):
        fill(desk.store.folder.parent, until=clock.time.date())
    async with opened(place, size=size, settings=Settings(theme=theme)) as hands:
        for key in keys:
            await hands.press(key)
            await hands.app.workers.wait_for_complete()
            await hands.settle()
        svg = steady(hands.app.export_screenshot(title="mckenzie-tui", simplify=True))
    picture = PICTURES / f"{look}.svg"
    if os.environ.get(UPDATE) == "1":
        picture.parent.mkdir(exist_ok=True)
        picture.write_text(svg, encoding="utf-8")
    if picture.read_text(encoding="utf-8") != svg:
        new = tmp_path / f"{look}.new.svg"
        new.write_text(svg, encoding="utf-8")
        pytest.fail(
            f"{picture.name} looks different now: see {new}. If it is meant to, accept it with "
            f"{UPDATE}=1 pytest tests/tui/test_snapshots.py, and look at the pictures before committing them."
        )
