"""The settings that are in force: a change holds everywhere at once, and is kept or holds for one session."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from mckenzie_tui.errors import StorageError
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui.theme import THEMES

if TYPE_CHECKING:
    from textual.app import App


class InForce:
    """What the person has set, as it holds now."""

    def __init__(
        self, app: App[None], settings: Settings, keep: Callable[[Settings, Iterable[str]], None] | None
    ) -> None:
        """Begin with these settings.

        Args:
            app: the app whose screens follow them.
            settings: what the person has set.
            keep: keeps those settings whose keys are named for the next start; None to keep nothing.
        """
        self._app = app
        self._keep = keep
        self._not_kept: frozenset[str] = frozenset()
        """The keys of what was changed and could not be kept."""
        self.settings = settings
        self._lasting = settings
        """The settings without what holds for the present session alone."""
        for theme in THEMES.values():
            app.register_theme(theme)
        app.theme = THEMES[settings.theme].name

    def put(self, settings: Settings, *, kept: bool) -> frozenset[str]:
        """Let settings hold from now on; gives the keys of what is otherwise.

        Args:
            settings: all of them.
            kept: whether what is otherwise is kept for the next start; else it holds until another session begins.
        """
        changed = settings.changed_since(self.settings)
        self._follow(settings)
        if kept:
            for key in changed:
                self._lasting = self._lasting.with_value(key, getattr(settings, key))
            self._keep_changed(changed)
        return changed

    def begin_anew(self) -> None:
        """Forget what was set for one session alone: another one begins."""
        if self._lasting.changed_since(self.settings):
            self._follow(self._lasting)

    def _follow(self, settings: Settings) -> None:
        """Have all screens follow these settings."""
        from mckenzie_tui.tui.frame import WalkScreen

        self.settings = settings
        self._app.theme = THEMES[settings.theme].name
        for screen in self._app.screen_stack:
            if isinstance(screen, WalkScreen):
                screen.settings = settings
                screen.settings_changed()

    def _keep_changed(self, changed: frozenset[str]) -> None:
        """Keep what was changed, and what could not be kept before; say so where that fails."""
        self._not_kept |= changed
        if self._keep is None or not changed:
            return
        try:
            self._keep(self._lasting, sorted(self._not_kept))
        except StorageError as error:
            self._app.clear_notifications()
            told = f"This holds until you quit, and is not kept: {error}."
            self._app.notify(told, severity="error", markup=False, timeout=10)
            return
        self._not_kept = frozenset()
