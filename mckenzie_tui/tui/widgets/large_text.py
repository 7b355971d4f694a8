"""A few words as large as there is room for, to be read from the floor or across a room."""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content
from textual.widget import Widget

_FONTS = ("mono12", "mono9", "smblock")
"""Letters made of blocks, the largest first."""
_LONGEST = 60
"""Characters; more words cannot be large."""


@lru_cache(maxsize=64)
def large(words: str, columns: int, rows: int) -> tuple[str, ...]:
    """Words as rows of blocks, in the largest letters that fit; the words themselves where none do."""
    from pyfiglet import Figlet

    if words.isascii() and len(words) <= _LONGEST:
        # The font breaks a word anywhere, or fails, where there is no room for one.
        for font in (font for font in _FONTS if _widest(words, font) <= columns):
            drawn = _without_empty(str(Figlet(font=font, width=columns).renderText(words)))
            if drawn and len(drawn) <= rows and max(map(len, drawn)) <= columns:
                return drawn
    return (words,)


def _without_empty(text: str) -> tuple[str, ...]:
    """The rows with something on them; those between two lines of letters are left out, as room is dear."""
    return tuple(line.rstrip() for line in text.splitlines() if line.strip())


@lru_cache(maxsize=256)
def _widest(words: str, font: str) -> int:
    """Columns of the widest word, with the one that the font wants beside it."""
    from pyfiglet import Figlet

    wide = Figlet(font=font, width=10_000)
    rows = (row for word in words.split() for row in str(wide.renderText(word)).splitlines())
    return 1 + max(map(len, rows), default=0)


class LargeText(Widget):
    """Words in large letters."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        """Begin empty."""
        super().__init__(id=id)
        self._words = ""

    def show(self, words: str) -> None:
        """Show these words."""
        if words != self._words:
            self._words = words
            self.refresh()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def render(self) -> Content:
        """Draw the letters."""
        size = self.content_size
        return Content("\n".join(large(self._words, size.width, size.height)))
