"""What is told, and can be opened, from the start screen: a session to go on with, earlier ones, the flows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mckenzie_tui.errors import McKenzieError, NewerSessionError, StorageError
from mckenzie_tui.series import Series
from mckenzie_tui.tui import messages
from mckenzie_tui.tui.messages import Said
from mckenzie_tui.tui.screens.home import HomeScreen
from mckenzie_tui.words import Mode

if TYPE_CHECKING:
    from textual.app import App

    from mckenzie_tui.settings import Settings
    from mckenzie_tui.tui.keeping import Keeping


class AtHome:
    """Between two sessions."""

    def __init__(
        self,
        app: App[None],
        keeping: Keeping,
        settings: Callable[[], Settings],
        series: Series,
        flow_name: str,
        *,
        resume_at_once: bool,
    ) -> None:
        """Look at the sessions of a series.

        Args:
            app: the app.
            keeping: knows where the sessions lie.
            settings: what the person has set, as it holds now.
            series: whose sessions are held from the start screen; a demonstration begins at once.
            flow_name: the flow that is walked unless another one is chosen.
            resume_at_once: go on with the unfinished session without asking.
        """
        self._app = app
        self._keeping = keeping
        self._settings = settings
        self.series = series
        self.flow_name = flow_name
        self._resume_at_once = resume_at_once
        self._demo_at_once = series.mode is Mode.DEMO

    @property
    def _screen(self) -> HomeScreen | None:
        bottom = self._app.screen_stack[0]
        return bottom if isinstance(bottom, HomeScreen) else None

    def look_around(self, news: str = "") -> None:
        """Offer the unfinished session, and say what the person should know before a session.

        Args:
            news: what has just happened.
        """
        from mckenzie_tui.arriving import Wanted, arrival

        home = self._screen
        settings = self._settings()
        problem = settings.problem and f"Settings: {settings.problem}."
        wanted = Wanted(self.series, self.flow_name, self._resume_at_once, frozenset(self._keeping.cannot_go_on))
        desk = self._keeping.desk
        try:
            found = arrival(desk.store, desk.now(), wanted)
        except StorageError as error:
            if home is not None:
                home.offer(news=" ".join(filter(None, (problem, news, f"{error}."))))
            return
        if self._resume_at_once:
            self._resume_at_once = False
            if found.unfinished is not None:
                self._app.post_message(Said(messages.ResumeWanted(found.unfinished.id)))
        if self._demo_at_once:
            self._demo_at_once = False
            self._app.post_message(Said(messages.SessionWanted(demonstration=True)))
        if home is None:
            return
        told = " ".join(filter(None, (problem, news, *found.news)))
        home.offer(found.offer, told, found.unfinished.id if found.unfinished else "")

    def show_history(self) -> None:
        """Show the earlier sessions; with a patient beside the screen those of this patient alone."""
        from mckenzie_tui.history.look import look_back
        from mckenzie_tui.tui.screens.history import HistoryScreen, LookingBack

        desk, series = self._keeping.desk, self.series
        now = desk.now()
        try:
            paths = desk.store.paths() if series.patient is None else desk.store.of_series(series)
        except StorageError as error:
            self._app.notify(str(error), severity="error", markup=False)
            return
        back = LookingBack(paths, desk.store.stored, lambda given_up: look_back(desk.store, series, now, given_up))
        self._app.push_screen(HistoryScreen(back))

    def show_session(self, path: Path) -> None:
        """Show one session; of one that is damaged what can be read of it."""
        from mckenzie_tui.tui.screens.one_session import OneSessionScreen

        store = self._keeping.desk.store
        try:
            shown = OneSessionScreen(path, store.read(path))
        except StorageError as error:
            is_newer = isinstance(error, NewerSessionError)
            shown = OneSessionScreen(path, store.salvaged(path), str(error), is_newer=is_newer)
        self._app.push_screen(shown)

    def show_flows(self) -> None:
        """Show the flows to choose from."""
        from mckenzie_tui.tui.screens.flows import FlowsScreen

        try:
            self._app.push_screen(FlowsScreen(list(self._keeping.desk.catalogue.listed())))
        except McKenzieError as error:
            self._app.notify(str(error), severity="error", markup=False)
