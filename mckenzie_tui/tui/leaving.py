"""An app that ends cleanly, whatever ends it: a key, a signal, or a mistake in the program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from rich.console import RenderableType

INTERRUPTED = 130


class LeavingApp(App[None]):
    """Can be asked to end at any time; what was typed before is heard first, and a mistake shows no answers."""

    def __init__(self) -> None:
        """Be ready to be asked to end from now on."""
        super().__init__()
        self._loop_to_ask: asyncio.AbstractEventLoop | None = None
        self._asked_to_end: int | None = None
        self._is_leaving = False
        self.has_failed = False
        """Whether a mistake in the program has ended it."""

    def on_load(self) -> None:
        """Be ready to be asked to end before the screen is taken over."""
        self._loop_to_ask = asyncio.get_running_loop()
        if self._asked_to_end is not None:
            self._end(self._asked_to_end)

    def ask_to_end(self, return_code: int) -> None:
        """Leave as soon as possible; may be called at any time, and from any thread."""
        self._asked_to_end = return_code
        # It may just have ended by itself.
        with suppress(RuntimeError):
            if self._loop_to_ask is not None:
                self._loop_to_ask.call_soon_threadsafe(self._end, return_code)

    def _end(self, return_code: int) -> None:
        """Leave at once; everything is saved already."""
        self.exit(return_code=return_code)

    def action_leave(self) -> None:
        """Quit, once what was typed before is saved."""
        self._once_heard(self.exit)

    def action_interrupt(self) -> None:
        """Quit as an interrupted program does, once what was typed before is saved."""
        self._once_heard(lambda: self._end(INTERRUPTED))

    def _once_heard(self, then: Callable[[], object]) -> None:
        """Go on once everything is heard that a part of the screen, or the screen, was about to say."""
        # What is said goes up from part to part, and from the screen on as another message.
        on_its_way = [*(self.focused or self.screen).ancestors_with_self, self.screen, self]

        def pass_by() -> None:
            if not on_its_way:
                then()
            elif not on_its_way.pop(0).call_later(pass_by):
                pass_by()

        pass_by()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave; everything is saved already."""
        self._is_leaving = True
        super().exit(result, return_code, message)

    def _handle_exception(self, error: Exception) -> None:
        if self._is_leaving:
            # A screen that was just being put together finds its parts gone: that is no mistake any more.
            super().panic()
        else:
            super()._handle_exception(error)

    def panic(self, *_: RenderableType) -> None:
        """Stop after a mistake, and show nothing: the usual report has local variables in it, which hold answers."""
        self.has_failed = True
        super().panic()

    def _fatal_error(self) -> None:
        self.panic()

    @property
    def mistake(self) -> Exception | None:
        """The mistake that has ended it, where it is known."""
        return self._exception
