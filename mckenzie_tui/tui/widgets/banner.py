"""One line that says what kind of session is on the screen; nothing at home."""

from __future__ import annotations

from textual.reactive import reactive

from mckenzie_tui.tui.showing import Showing
from mckenzie_tui.tui.widgets.plain_text import PlainText


class Banner(PlainText):
    """Follows how the session is shown, and how much room there is."""

    showing: reactive[Showing] = reactive(Showing(), layout=True)

    def __init__(self, showing: Showing, *, keys: bool = False) -> None:
        """Say how this is shown, and the keys for it where they work here."""
        super().__init__()
        self._keys = keys
        self.set_reactive(Banner.showing, showing)

    def on_mount(self) -> None:
        """Say it once the room is known."""
        self._tell()

    def watch_showing(self) -> None:
        """Say what has changed."""
        self._tell()

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        self._tell()

    def _tell(self) -> None:
        told = self.showing.banner(self.app.size.width - self.gutter.width, keys=self._keys)
        self.display = bool(told)
        self.tell(told)
