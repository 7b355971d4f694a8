"""The app as the command line starts it, with clocks, ids and folders of the test."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from walks import sat

from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Session
from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.tui.app import McKenzieApp
from mckenzie_tui.tui.held_keys import HeldKeys
from mckenzie_tui.tui.screens import how_is_it_now, settling, step, where_it_hurts
from mckenzie_tui.tui.screens.result import ResultScreen
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event
from tui.hands import Hands, Seconds

Place = Walk | Callable[[FlowMachine], Walk]


class Unsaved(Store):
    """Keeps nothing; for a session of which only the last state matters."""

    def save(self, session: Session) -> Path:
        return self.path_of(session)


PARSED: dict[tuple[object, ...], list[RuleSet]] = {}


@pytest.fixture(scope="session", autouse=True)
def _rubbish_is_looked_for_less_often() -> Iterator[None]:
    """Collect garbage seldom: an app makes so many objects that looking through them takes a quarter of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 20, 20)
    yield
    gc.set_threshold(*usual)


@pytest.fixture(autouse=True)
def _a_key_may_come_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests press the same key faster than a person can."""
    monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 0.0)


@pytest.fixture(autouse=True)
def _every_style_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse each part of the stylesheet once for all apps: Textual begins anew for each of them."""
    parse = Stylesheet._parse_rules

    def parse_once(sheet: Stylesheet, css: str, *args: object, **kwargs: object) -> list[RuleSet]:
        key = (css, args, tuple(kwargs.items()), tuple(sheet._variables.items()))
        if key not in PARSED:
            PARSED[key] = parse(sheet, css, *args, **kwargs)  # type: ignore[arg-type]
        return PARSED[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_once)


def begun_before(desk: Desk, walk: Walk) -> None:
    """Leave an unfinished session behind that came as far as this walk."""
    memory = replace(desk, store=Unsaved(desk.store.folder.parent))
    desk.store.save(sat(memory, walk).session)


def taken_up_again(desk: Desk) -> Sitting:
    """The unfinished session, once it was said that nothing is new since."""
    session = desk.store.unfinished()
    assert session is not None
    sitting = Sitting.resume(desk, session)
    if sitting.walk.place.kind is PlaceKind.RESUMED:
        sitting.answer(Event.NO)
    return sitting


class Mute:
    """A voice that works and says nothing aloud."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.problem = ""
        """What it is found to be wrong with it, to be told once."""

    def say(self, text: str) -> None:
        self.said.append(text)

    def look(self) -> str:
        problem, self.problem = self.problem, ""
        return problem

    def stop(self) -> None:
        self.said.append("")


WORKS = Mute()


class Opening(Protocol):
    """Starts the app."""

    def __call__(
        self,
        at: Place | None = None,
        *,
        size: tuple[int, int] = (80, 24),
        settings: Settings | None = None,
        flow_name: str | None = None,
        resume: bool = False,
        series: Series = AT_HOME,
        keep_settings: Callable[[Settings, Iterable[str]], None] | None = None,
        settings_file: Path = Path("settings.toml"),
        at_desk: Desk | None = None,
        voice: Mute | None = WORKS,
    ) -> AbstractAsyncContextManager[Hands]:
        """Open it at Home; or at a place of a walk, where a session that came as far goes on with nothing new."""


@pytest.fixture
def quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the screens look at the clock often, so that a test need not wait for them."""
    for screen in (step, how_is_it_now, settling, where_it_hurts):
        monkeypatch.setattr(screen, "TICK", 0.005)


@pytest.fixture(autouse=True)
def seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a result be left as soon as it is there, so that a test need not wait for it."""
    monkeypatch.setattr(ResultScreen, "SHORTEST_LOOK", 0)


@pytest.fixture
def opened(desk: Desk, machine: FlowMachine) -> Opening:
    @asynccontextmanager
    async def opening(
        at: Place | None = None,
        *,
        size: tuple[int, int] = (80, 24),
        settings: Settings | None = None,
        flow_name: str | None = None,
        resume: bool = False,
        series: Series = AT_HOME,
        keep_settings: Callable[[Settings, Iterable[str]], None] | None = None,
        settings_file: Path = Path("settings.toml"),
        at_desk: Desk | None = None,
        voice: Mute | None = WORKS,
    ) -> AsyncIterator[Hands]:
        used = at_desk or desk
        read: list[Desk] = []

        def open_desk() -> Desk:
            read.append(used)
            return used

        if at is not None:
            begun_before(used, at(machine) if callable(at) else at)
        seconds = Seconds()
        app = McKenzieApp(
            open_desk,
            settings or Settings(),
            seconds,
            flow_name,
            resume=resume,
            series=series,
            voice=voice,  # type: ignore[arg-type]
            keep_settings=keep_settings,
            settings_file=settings_file,
        )
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=True) as pilot:
            hands = Hands(app, pilot, seconds)
            await hands.until(lambda: read)
            await hands.settle()
            if at is not None:
                app.keeping.sitting = taken_up_again(used)
                app._show_place()
                await hands.settle()
            yield hands

    return opening
