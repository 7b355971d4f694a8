"""The notes that lie over a screen for a while: they go with the place they were said at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App


class Notes:
    """What is said in passing on the screens of an app."""

    def __init__(self, app: App[None]) -> None:
        """Look after the notes of this app."""
        self._app = app
        self._place = ""

    @property
    def shown(self) -> bool:
        """Whether one lies over the present screen."""
        return bool(self._app.screen.query("Toast"))

    def clear(self) -> None:
        """Take all of them away."""
        self._app.clear_notifications()

    def follow(self, place: str) -> None:
        """Take away what was said at another place of the walk; warnings, which are said once, stay their time."""
        if place == self._place:
            return
        self._place = place
        for note in list(self._app._notifications):
            if note.severity == "information":
                self._app._unnotify(note)
