"""The table of commands: keys, footer, help and palette say the same."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable

import pytest
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input
from walks import PLACES

import mckenzie_tui.tui.screens
from mckenzie_tui import prompts
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.app import McKenzieApp
from mckenzie_tui.tui.commands import Command
from mckenzie_tui.tui.widgets.body_chart import BodyChart
from mckenzie_tui.tui.widgets.choice_list import ChoiceList
from mckenzie_tui.words import Mode
from tui.conftest import Opening

TAKEN_BY_TERMINALS = {*(f"ctrl+{letter}" for letter in "mihjbsz[")}
"""Keys that many terminals send for another key, or keep for themselves or for tmux and screen."""
COMMANDS = {name: value for name, value in vars(commands).items() if isinstance(value, Command)}


def with_commands() -> dict[str, type[Screen[object]]]:
    """Every screen that has commands."""
    package = mckenzie_tui.tui.screens
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
    ]
    found = [value for module in modules for value in vars(module).values()]
    screens = [value for value in found if isinstance(value, type) and value.__module__.startswith(package.__name__)]
    return {
        screen.__name__: screen
        for screen in screens
        if issubclass(screen, Screen) and isinstance(getattr(screen, "COMMANDS_HERE", None), tuple)
    }


SCREENS = with_commands()
every_screen = pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
every_command = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)


def test_all_screens_are_looked_at() -> None:
    assert {f"{name}Screen" for name in ("Home", "Safety", "WhereItHurts", "Step", "HowIsItNow")} < set(SCREENS)
    assert {f"{name}Screen" for name in ("Settling", "Result", "Why", "History", "OneSession", "Flows")} < set(SCREENS)
    assert {f"{name}Screen" for name in ("Help", "CallForHelp", "Settings", "Pages", "OnePage")} < set(SCREENS)


def by_key(commands: Iterable[Command]) -> list[Command]:
    """The commands that are done by a key of their own; the others tell of keys that a part of the screen takes."""
    return [command for command in commands if command.keys]


def test_keys_that_the_chart_takes_by_itself_are_told_all_the_same() -> None:
    assert [command for command in COMMANDS.values() if not command.keys] == [commands.ARROWS, commands.DIGITS]


@every_command
def test_a_command_has_words_and_keys_that_terminals_send(command: Command) -> None:
    assert command.label
    assert command.text.endswith(".")
    assert command.key_shown
    assert not set(command.keys.split(",")) & TAKEN_BY_TERMINALS


@every_screen
def test_the_keys_of_a_screen_are_those_of_its_commands(screen: type[Screen[object]]) -> None:
    here: tuple[Command, ...] = screen.COMMANDS_HERE  # type: ignore[attr-defined]
    bound = {binding.key: binding for binding in screen.BINDINGS if isinstance(binding, Binding)}
    assert len(bound) == len(screen.BINDINGS)
    assert [(binding.key, binding.action, binding.description) for binding in bound.values()] == [
        (command.keys, command.action, command.label) for command in by_key(here)
    ]
    for command in by_key(here):
        assert bound[command.keys].show is command.in_footer
        assert bound[command.keys].tooltip == command.text


@every_screen
def test_no_two_commands_of_a_screen_share_a_key(screen: type[Screen[object]]) -> None:
    here: tuple[Command, ...] = screen.COMMANDS_HERE  # type: ignore[attr-defined]
    keys = [key for command in by_key(here) for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))


@every_screen
def test_every_command_can_be_done(screen: type[Screen[object]]) -> None:
    here: tuple[Command, ...] = screen.COMMANDS_HERE  # type: ignore[attr-defined]
    for command in by_key(here):
        owner = McKenzieApp if command.action.startswith("app.") else screen
        assert callable(getattr(owner, f"action_{command.action.removeprefix('app.')}", None)), command.action


@every_screen
def test_one_can_always_leave(screen: type[Screen[object]]) -> None:
    here: tuple[Command, ...] = screen.COMMANDS_HERE  # type: ignore[attr-defined]
    assert {commands.QUIT, commands.INTERRUPT} <= set(here)


@pytest.mark.parametrize("place", PLACES)
async def test_a_letter_that_answers_is_no_command(opened: Opening, place: str) -> None:
    async with opened(PLACES[place]) as hands:
        here: tuple[Command, ...] = hands.screen.COMMANDS_HERE  # type: ignore[attr-defined]
        # What the chart does by its own keys can be done from the palette as well, so these two are there twice.
        doubled = (commands.CLEAR, commands.OTHER_VIEW)
        keys = {key for command in by_key(here) if command not in doubled for key in command.keys.split(",")}
        shown = [kind for kind in (ChoiceList, BodyChart) for widget in hands.screen.query(kind) if widget.display]
        own = [binding for kind in shown for binding in kind.BINDINGS if isinstance(binding, Binding)]
        # Digits are told of; enter is for the screen where the chart has no use for it.
        taken = ("rate", "take")
        moves = {key for binding in own if not binding.action.startswith(taken) for key in binding.key.split(",")}
        letters = set()
        kind = hands.sitting.walk.place.kind
        if kind.marks_where:
            letters = set("0123456789")
        elif kind is not PlaceKind.EXERCISE:
            letters = {choice.key for choice in prompts.prompt(hands.sitting.walk).choices if choice.key}
            assert hands.get(ChoiceList).display
        assert not letters & keys
        assert not moves & keys
        assert not letters & moves


@pytest.mark.parametrize("place", ["medical question", "where it hurts", "exercise", "response", "settling", "after"])
async def test_the_palette_lists_the_commands_of_the_screen(opened: Opening, place: str) -> None:
    async with opened(PLACES[place]) as hands:
        here: tuple[Command, ...] = hands.screen.COMMANDS_HERE  # type: ignore[attr-defined]
        listed = [(found.title, found.help) for found in hands.app.get_system_commands(hands.screen)]
        at_home = commands.possible(by_key(here), Mode.HOME)
        assert listed == [(command.label, command.text) for command in at_home]
        assert commands.GO_TO_STEP not in at_home


async def test_a_command_is_done_from_the_palette(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("ctrl+p", *"dark or li")
        await hands.until_shown("Switch between dark and light.")
        await hands.press("down", "enter")
        await hands.until(lambda: hands.app.theme == "mckenzie-light")
        assert hands.place == "step.prone_lying.exercise"


async def test_a_command_of_the_screen_is_done_from_the_palette(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("ctrl+p", *"can't")
        await hands.until_shown("leave it out; the next one follows")
        await hands.press("down", "enter")
        await hands.until(lambda: hands.place == "step.prone_props.exercise")


async def test_a_command_is_done_by_a_click_on_the_key_bar(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.click("Something is wrong")
        assert hands.place == "trouble"


async def test_what_works_over_fields_works_while_typing(opened: Opening) -> None:
    async with opened(PLACES["response"]) as hands:
        await hands.press("n", "h")
        assert hands.get(Input).has_focus
        hands.send("ctrl+c")
        await hands.until(lambda: not hands.app.is_running)
    assert hands.app.return_code == 130
