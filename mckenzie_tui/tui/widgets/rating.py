"""A row of numbers from 0 to 10, none of them chosen at first."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

MOST = 10
_CELL = 3
"""Columns of one number, so that eleven of them fit into 33 columns."""


class Rating(Widget, can_focus=True):
    """Pain from 0 to 10: by digits (``1`` then ``0`` is ten), by arrows, or by mouse; enter confirms."""

    BINDINGS = [
        Binding("right,l", "move(1)", "More", show=False),
        Binding("left,h", "move(-1)", "Less", show=False),
        Binding("backspace", "clear", "Clear", show=False),
        Binding("enter", "confirm", "Confirm", show=False),
    ]

    value: reactive[int | None] = reactive(None)

    @dataclass
    class Confirmed(Message):
        """A number was confirmed."""

        value: int

    def render(self) -> Content:
        """Draw the row; the chosen number stands in brackets as well as in colour."""
        parts: list[tuple[str, str] | str] = []
        for number in range(MOST + 1):
            if number == self.value:
                parts.append((f"[{number}]".rjust(_CELL), "$block-cursor-foreground on $block-cursor-background bold"))
            else:
                parts.append(f"{number} ".rjust(_CELL))
        return Content.assemble(*parts)

    def get_content_width(self, *_: object) -> int:
        """As wide as its numbers."""
        return _CELL * (MOST + 1) + 1

    def get_content_height(self, *_: object) -> int:
        """One row."""
        return 1

    def on_key(self, event: events.Key) -> None:
        """Take a digit."""
        character = event.character or ""
        if character.isascii() and character.isdigit():
            event.stop()
            self.value = MOST if (self.value == 1 and character == "0") else int(character)

    def on_click(self, event: events.Click) -> None:
        """Take the number under the mouse."""
        self.value = min(MOST, event.x // _CELL)

    def action_move(self, by: int) -> None:
        """One more or one less; the first press begins in the middle."""
        self.value = 5 if self.value is None else min(MOST, max(0, self.value + by))

    def action_clear(self) -> None:
        """Choose nothing again."""
        self.value = None

    def action_confirm(self) -> None:
        """Confirm the number, if there is one."""
        if self.value is not None:
            self.post_message(self.Confirmed(self.value))
