"""One session: what its log says, in plain words."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from mckenzie_tui.report.lines import damaged_lines, session_lines
from mckenzie_tui.session import Session
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.messages import PageWanted, Said
from mckenzie_tui.tui.reading import READING, ReadingScreen


class OneSessionScreen(ReadingScreen):
    """A session log to read."""

    CSS_PATH = "one_session.tcss"
    COMMANDS_HERE = (commands.CLOSE_TEXT, commands.PAGE, *READING[1:])
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    def __init__(self, path: Path, session: Session | None, damage: str = "", *, is_newer: bool = False) -> None:
        """Show this session.

        Args:
            path: its file.
            session: the session; of one that is damaged what can be read of it.
            damage: why it cannot be read, where it cannot.
            is_newer: whether that is because a newer program wrote it.
        """
        super().__init__()
        self._is_newer = is_newer
        self._path = path
        self._session = session
        self._damage = damage

    def heading_text(self) -> str:
        """What it is."""
        return "One session, changed or damaged" if self._damage and not self._is_newer else "One session"

    def told(self) -> Content:
        """The log as text, and where its file lies."""
        if self._damage or self._session is None:
            lines = () if self._is_newer else ("", *damaged_lines(self._session))
            return Content("\n".join((f"{self._damage}.", *lines)))
        return Content("\n".join((*session_lines(self._session), "", f"File: {self._path}")))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Whether a command can be done: of a log that is not whole no page is made."""
        return action != commands.PAGE.action or not self._damage

    def action_page(self) -> None:
        """Make a page of this session."""
        if self._session is not None:
            self.post_message(Said(PageWanted(self._session), self))
