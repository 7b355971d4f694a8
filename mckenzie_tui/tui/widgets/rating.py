"""A row of numbers from 1 to 10: it shows how strong a mark is, and takes a click; keys are for the chart above it."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

MOST = 10
_CAPTION = "How strong: "
_CELL = 4
"""Columns of one number."""


class Rating(Widget):
    """How strong it is; the number in force stands in brackets as well as in colour."""

    value: reactive[int] = reactive(0)
    """0 where nothing is marked."""

    @dataclass
    class Picked(Message):
        """A number was clicked."""

        value: int

    def render(self) -> Content:
        """Draw the row."""
        parts: list[tuple[str, str] | str] = [(_CAPTION, "$quiet")]
        for number in range(1, MOST + 1):
            if number == self.value:
                style = "$block-cursor-foreground on $block-cursor-background bold"
                parts.append((f"[{number}]".center(_CELL), style))
            else:
                parts.append(str(number).center(_CELL))
        return Content.assemble(*parts)

    def get_content_width(self, *_: object) -> int:
        """As wide as its caption and its numbers."""
        return len(_CAPTION) + _CELL * MOST

    def get_content_height(self, *_: object) -> int:
        """One row."""
        return 1

    def on_click(self, event: events.Click) -> None:
        """Take the number under the mouse."""
        number = 1 + (event.x - len(_CAPTION)) // _CELL
        if 1 <= number <= MOST:
            self.post_message(self.Picked(number))
