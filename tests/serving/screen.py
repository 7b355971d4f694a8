"""What a page shows: the bytes that were drawn for it, as a screen."""

from __future__ import annotations

import re

import pyte

QUESTION = re.compile(rb"\x1b\[\?[0-9;]*\$p")
"""Questions to the terminal, which pyte would print."""


class Screen:
    """A screen of so many columns and rows."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    def draw(self, drawn: bytes) -> None:
        """Take in a whole piece of what was drawn."""
        self._stream.feed(QUESTION.sub(b"", drawn))

    def __str__(self) -> str:
        return "\n".join(self._screen.display)

    @property
    def flat(self) -> str:
        """All of it as one line."""
        return " ".join(" ".join(self._screen.display).split())
