"""The keys that work here, in the last line: fewer keys, then shorter words, where there is less room."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget

from mckenzie_tui.tui.commands import Command

_GAP = 2
_LEAST = 3
"""Rather than show fewer commands than this, shorter words are used."""


class KeyBar(Widget):
    """The footer. The most important commands come first, as they are the last to go."""

    def __init__(self, commands: Sequence[Command]) -> None:
        """Show those of these commands that belong into a footer."""
        super().__init__()
        self._commands: list[Command] = []
        self.show(commands)

    def show(self, commands: Sequence[Command]) -> None:
        """Show others, where the same keys do something else for a while."""
        shown = [command for command in commands if command.in_footer]
        if shown != self._commands:
            self._commands = shown
            self.refresh()

    def _fitting(self) -> list[tuple[Command, str]]:
        """The commands that fit, each with the words it is shown with."""
        room = self.content_size.width
        full = [(command, command.label) for command in self._commands]
        while self._width(full) > room and len(full) > _LEAST:
            full.pop()
        if self._width(full) <= room:
            return full
        short = [(command, command.short or command.label) for command in self._commands]
        while self._width(short) > room and short:
            short.pop()
        return short

    @staticmethod
    def _width(shown: Sequence[tuple[Command, str]]) -> int:
        return sum(len(command.key_shown) + 1 + len(label) + _GAP for command, label in shown) - _GAP

    def render(self) -> Content:
        """Draw key and word of each."""
        parts = [
            Content.styled(command.key_shown, "bold $primary").append(f" {label}") for command, label in self._fitting()
        ]
        return Content(" " * _GAP).join(parts)

    async def on_click(self, event: events.Click) -> None:
        """Do what stands under the mouse."""
        at = self.gutter.left
        for command, label in self._fitting():
            width = len(command.key_shown) + 1 + len(label)
            if at <= event.x < at + width:
                await self.screen.run_action(command.action)
                return
            at += width + _GAP
