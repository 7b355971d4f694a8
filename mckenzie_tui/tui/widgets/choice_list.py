"""A numbered list of answers. Where nothing is highlighted at first, enter alone never answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

MARK = "▶"
_BEFORE = 5
"""Columns before the words of a line: the mark, what to press, and what keeps them apart."""
LAST_DIGIT = 9
_TENTH = "0"
"""Chooses the tenth line, as on a telephone."""


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    label: str
    explain: str = ""
    """Shown elsewhere while the line is highlighted."""
    key: str = ""
    """A letter that chooses it at once."""


BACK_TO_START = Line("Back to the start screen")
"""The last line of a list that is not left by choosing, for those who use no other keys than space and enter."""


class ChoiceList(OptionList, inherit_bindings=False):
    """Answers to choose from by number, by letter, by arrows or space and enter, or by mouse."""

    BINDINGS = [
        Binding("down,j", "cursor_down", "Down", show=False),
        Binding("up,k", "cursor_up", "Up", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("enter", "select", "Choose", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """A line was chosen."""

        index: int

    @dataclass
    class Explained(Message):
        """Another line is highlighted; this is what there is to say about it."""

        text: str

    def __init__(self, *, in_turn: bool = False, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        """Begin empty.

        Args:
            in_turn: whether keys of the screen act on the highlighted line, so that moving takes turns with them.
            id: the name in stylesheets.
        """
        super().__init__(id=id, markup=False)
        self._in_turn = in_turn
        self._shown: tuple[Line, ...] = ()
        self._unnumbered = 0
        """So many lines stand before the one with the number 1."""
        self._seen = False
        """Whether the lines have been painted: what nobody has seen cannot be answered."""

    def show(self, lines: Sequence[Line], *, highlighted: int | None = None, unnumbered: int = 0) -> None:
        """Show these lines, one of them highlighted or none; none can be chosen before they were painted.

        Args:
            lines: the lines.
            highlighted: which one is highlighted.
            unnumbered: how many of them stand before the one with the number 1.
        """
        self._shown = tuple(lines)
        self._unnumbered = unnumbered
        self._seen = False
        self.set_options(Option(Content(line.label)) for line in self._shown)
        self.highlighted = highlighted
        self.scroll_home(animate=False)
        if highlighted is not None:
            self.call_after_refresh(self.scroll_to_highlight)
        else:
            self.post_message(self.Explained(""))

    def next(self) -> None:
        """Go to the next line: from none to the first, and from the last one to the first again."""
        if self._seen:
            self.action_cursor_down()

    def _told(self, index: int) -> str:
        """What to press for a line: its number while one digit is enough, then its letter, or 0 for the tenth."""
        place = index - self._unnumbered
        if place < LAST_DIGIT:
            return str(place + 1) if place >= 0 else ""
        return self._shown[index].key or (_TENTH if place == LAST_DIGIT else "")

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Tell what there is to say about the line that is highlighted now."""
        super().watch_highlighted(highlighted)
        if highlighted is not None and highlighted < len(self._shown):
            self.post_message(self.Explained(self._shown[highlighted].explain))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which line was chosen."""
        event.stop()
        self._choose(event.option_index)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Keep Textual's own message in here; ``Explained`` says what others need."""
        event.stop()

    async def on_key(self, event: events.Key) -> None:
        """Choose by number or by letter; space goes on by one line.

        The keys that are bindings are done here as well, at once: a binding is done later than that, so that a digit
        right after enter would answer in its place.
        """
        character = event.character or ""
        number = int(character) if character.isascii() and character.isdigit() else 0
        keyed = [index for index, line in enumerate(self._shown) if line.key and line.key == character.lower()]
        if event.key == "space":
            event.stop()
            self.next()
        elif event.key == "enter" and not self._in_turn:
            event.stop()
            if self.highlighted is not None:
                self._choose(self.highlighted)
        elif 1 <= number <= min(LAST_DIGIT, len(self._shown) - self._unnumbered):
            event.stop()
            self._choose(number - 1 + self._unnumbered)
        elif keyed:
            event.stop()
            self._choose(keyed[0])
        elif character == _TENTH and (tenth := LAST_DIGIT + self._unnumbered) < len(self._shown):
            event.stop()
            if not self._shown[tenth].key:
                self._choose(tenth)
        elif (bound := self._bindings.key_to_bindings.get(event.key)) and not self._in_turn:
            event.stop()
            await self.run_action(bound[0].action)
        elif event.is_printable:
            # The key may lead elsewhere; until that can be seen, nothing here is chosen.
            self._seen = False
            self.refresh()

    def _get_left_gutter_width(self) -> int:
        """The room that Textual leaves before the words of a line."""
        return _BEFORE

    def render_line(self, y: int) -> Strip:
        """Paint one row; from now on the lines are to be seen.

        The mark moves along with the highlight, so that it can be seen without colour. It is put before the words here,
        for which nothing else has to be laid out anew.
        """
        self._seen = True
        words = super().render_line(y)
        row = self.scroll_offset.y + y
        if row >= len(self._lines):
            return words
        index, offset = self._lines[row]
        mark, key = (MARK if index == self.highlighted else "", self._told(index)) if offset == 0 else ("", "")
        style = next((segment.style for segment in words), None)
        return Strip([Segment(f"{mark:<1} {key:>2} ", style), *words], _BEFORE + words.cell_length)

    def _choose(self, index: int) -> None:
        if self._seen:
            self.post_message(self.Chosen(index))
