"""A person at the keyboard of the app: keys and mouse go in, the text of the screen comes out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from textual import events
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Sitting
from mckenzie_tui.tui.app import McKenzieApp

PATIENCE = 10.0
"""Seconds after which something that was waited for is not going to happen."""
ROUNDS = 5
"""So many times in a row the app must be found still; a task that was just made has begun by then."""

W = TypeVar("W", bound=Widget)


@dataclass
class Seconds:
    """A clock for pacing that moves only when a test moves it."""

    now: float = 1000.0
    looks: int = 0

    def __call__(self) -> float:
        self.looks += 1
        return self.now


BLOCKS = dict.fromkeys(range(0x2580, 0x25A0), " ")
"""The characters that scroll bars and the edges of notifications are drawn with."""


def flat(text: str) -> str:
    """Text with every stretch of white space as one blank, so that it does not matter where it was wrapped."""
    return " ".join(text.translate(BLOCKS).split())


@dataclass
class Hands:
    """The app while it runs, and what a person does to it and sees of it."""

    app: McKenzieApp
    pilot: Pilot[None]
    seconds: Seconds

    # What is done

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, each when the one before has done what it does."""
        for key in keys:
            self.send(key)
            await self.settle()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys that come faster than the app can draw, and wait for what they do together."""
        self.send(*keys)
        await self.settle()

    def send(self, *keys: str) -> None:
        """Hand keys to the app as the terminal does, without waiting for anything."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            if len(key) == 1:
                driver.send_message(events.Key(_character_to_key(key), key))
            else:
                driver.send_message(events.Key(key, " " if key == "space" else None))

    async def click(self, text: str) -> None:
        """Click on the first place of the screen where this text stands."""
        for row, line in enumerate(self.lines):
            if text in line:
                await self.pilot.click(offset=(line.index(text), row))
                await self.settle()
                return
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    async def until(self, holds: Callable[[], object], patience: float = PATIENCE) -> None:
        """Let the app go on until this holds."""
        deadline = asyncio.get_running_loop().time() + patience
        while not holds():
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"waited in vain; the screen shows:\n{self.text}")
            await asyncio.sleep(0)

    async def settle(self) -> None:
        """Let the app go on until it has nothing left to do or to draw."""
        still = 0

        def has_settled() -> bool:
            nonlocal still
            still = still + 1 if is_still(self.app) else 0
            return still >= ROUNDS or not self.app.is_running

        await self.until(has_settled)

    async def until_shown(self, text: str) -> None:
        await self.until(lambda: text in self.flat)

    async def pass_time(self, seconds: float, pace: float = 1.5) -> None:
        """Let the seconds go by in paces short enough to count as being watched."""
        while seconds > 0:
            step = min(pace, seconds)
            seconds -= step
            looks = self.seconds.looks
            self.seconds.now += step
            await self.until(lambda looks=looks: self.seconds.looks > looks)
        await self.settle()

    # What is seen

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    @property
    def strips(self) -> list[Strip]:
        return self.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, letter for letter."""
        return [strip.text for strip in self.strips]

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def flat(self) -> str:
        """The text of the screen as one line."""
        return flat(self.text)

    def part(self, wanted: str | Widget) -> list[str]:
        """The lines that stand in the place of one widget."""
        widget = self.screen.query_one(wanted) if isinstance(wanted, str) else wanted
        return [strip.text for strip in cropped(self.strips, widget.region)]

    def rows(self, wanted: str | Widget) -> list[str]:
        """The lines of a list, without the mark of the one that is highlighted."""
        return [flat(line.replace("▶", " ")) for line in self.part(wanted) if line.strip()]

    def said(self, wanted: str | Widget) -> str:
        """The same as one line of text."""
        return flat(" ".join(self.part(wanted)))

    def get(self, kind: type[W]) -> W:
        return self.screen.query_one(kind)

    async def read(self, wanted: str, *keys: str) -> str:
        """Everything that can be brought into sight in a widget by pressing a key again and again, as one line."""
        widget = self.screen.query_one(wanted)
        seen: dict[int, str] = {}
        for key in keys or ("pagedown",):
            before = None
            # The part may get higher as well when there is nothing more to say about what is below it.
            while before != (here := (widget.scroll_offset.y, widget.content_region)):
                before = here
                top, region = here
                seen |= {top + row: strip.text for row, strip in enumerate(cropped(self.strips, region))}
                await self.press(key)
        return flat(" ".join(seen[row] for row in sorted(seen)))

    # What is kept

    @property
    def sitting(self) -> Sitting:
        assert self.app.sitting is not None, f"no session is going on:\n{self.text}"
        return self.app.sitting

    @property
    def session(self) -> Session:
        """The log of the present session, as it was last saved."""
        return self.sitting.session

    @property
    def place(self) -> str:
        return self.sitting.walk.place.name


def is_still(app: McKenzieApp) -> bool:
    """Whether every message has been dealt with and everything is drawn; what waits for the next frame is drawn now.

    Textual's own way is to sleep until the processor is idle, which a busy machine makes unreliable.
    """
    if not all(map(waits, (app, *app._registry))):
        return False
    screen = app.screen
    if app._resize_event or app._resize_timer:
        app._check_resize()
        return False
    if app.animator._animations or app.animator._scheduled:
        return False
    drawing = screen._layout_required or screen._repaint_required or screen._dirty_widgets or screen._scroll_required
    if drawing or screen._callbacks:
        screen._on_timer_update()
        return False
    return True


def waits(pump: MessagePump) -> bool:
    """Whether this part of the app has no message, and waits for one."""
    queue = pump._message_queue
    return queue.empty() and bool(queue.ready_event._waiters) and not pump._next_callbacks  # type: ignore[attr-defined]


def cropped(strips: list[Strip], region: Region) -> Iterator[Strip]:
    """The part of the screen that a region covers."""
    for strip in strips[max(0, region.y) : max(0, region.bottom)]:
        yield strip.crop(max(0, region.x), region.right)
