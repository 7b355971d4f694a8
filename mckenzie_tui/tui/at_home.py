"""What is told, and can be opened, from the start screen: a session to go on with, earlier ones, the flows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from mckenzie_tui.errors import McKenzieError, NewerSessionError, StorageError
from mckenzie_tui.series import Series
from mckenzie_tui.tui import messages
from mckenzie_tui.tui.messages import Said
from mckenzie_tui.tui.screens.home import HomeScreen
from mckenzie_tui.words import Mode, Purpose

if TYPE_CHECKING:
    from textual.app import App

    from mckenzie_tui.arriving import Arrival, Wanted
    from mckenzie_tui.flow.catalogue import Listed
    from mckenzie_tui.settings import Settings
    from mckenzie_tui.tui.keeping import Keeping

FIRST_LOOK = 30
"""So many of the newest logs are looked at before anything can be done; the others while the person reads."""


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
        from mckenzie_tui.arriving import arrival

        desk, wanted = self._keeping.desk, self._wanted()
        try:
            at_hand = desk.store.newest(FIRST_LOOK)
            is_all = at_hand.is_all
            # Where there is more to look through, nobody can say yet that there is nothing to go on with.
            first = wanted if is_all else replace(wanted, resume=False)
            found = arrival(desk.store if is_all else at_hand, desk.now(), first)
        except StorageError as error:
            self._tell(f"{error}.", news)
            return
        self._offer(found, news, settled=is_all)
        if not is_all:
            self._app.run_worker(
                lambda: self._look_further(found, wanted, news), thread=True, group="looking around", exclusive=True
            )

    def _wanted(self) -> Wanted:
        from mckenzie_tui.arriving import Wanted, windows_of

        given_up = frozenset(self._keeping.cannot_go_on)
        windows = windows_of(self._keeping.desk.catalogue, self.flow_name)
        return Wanted(self.series, self.flow_name, self._resume_at_once, given_up, windows)

    def _look_further(self, at_first: Arrival, wanted: Wanted, news: str) -> None:
        """Look through all sessions, beside what the person does; what is found is told where it is something else."""
        from mckenzie_tui.arriving import arrival

        worker, desk = get_current_worker(), self._keeping.desk
        try:
            found = arrival(desk.store, desk.now(), wanted)
        except StorageError:
            return  # the first look has seen them
        if not worker.is_cancelled and (found != at_first or wanted.resume):
            self._app.call_from_thread(self._offer_later, found, news)

    def _offer_later(self, found: Arrival, news: str) -> None:
        if self._keeping.sitting is None:
            self._offer(found, news, settled=True)

    def _offer(self, found: Arrival, news: str, *, settled: bool) -> None:
        """Offer what was found.

        Args:
            found: what was found.
            news: what has just happened.
            settled: whether all sessions were looked at.
        """
        if self._resume_at_once and (settled or found.unfinished is not None):
            self._resume_at_once = False
            if found.unfinished is not None:
                self._app.post_message(Said(messages.ResumeWanted(found.unfinished.id)))
        if self._demo_at_once:
            self._demo_at_once = False
            self._app.post_message(Said(messages.SessionWanted(demonstration=True)))
        self._tell(" ".join(found.news), news, found)

    def _tell(self, told: str, news: str, found: Arrival | None = None) -> None:
        """Say on the start screen what there is to know, what has just happened first."""
        home = self._screen
        if home is None:
            return
        settings = self._settings()
        problem = settings.problem and f"Settings: {settings.problem}."
        unfinished = found.unfinished if found is not None else None
        home.offer(
            found.offer if found is not None else "",
            " ".join(filter(None, (problem, news, told))),
            unfinished.id if unfinished else "",
            since="\n".join(found.since) if found is not None else "",
        )

    def show_history(self) -> None:
        """Show the earlier sessions; with a patient beside the screen those of this patient alone."""
        from mckenzie_tui.history.look import look_back
        from mckenzie_tui.tui.screens.history import HistoryScreen, LookingBack

        desk, series = self._keeping.desk, self.series
        now = desk.now()
        try:
            names = desk.store.names() if series.patient is None else desk.store.names_in(series)
        except StorageError as error:
            self._app.notify(str(error), severity="error", markup=False)
            return
        back = LookingBack(names, desk.store.stored, lambda given_up: look_back(desk.store, series, now, given_up))
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

    def _is_other(self, item: Listed) -> bool:
        """Whether a flow can be used, and is not the one that a session begins with anyway."""
        return item.flow is not None and item.name != self.flow_name

    def show_flows(self, purpose: Purpose | None = None) -> None:
        """Show the flows to choose from: those for one purpose, or all."""
        from mckenzie_tui.tui.screens.flows import FlowsScreen

        try:
            listed = [
                item for item in self._keeping.desk.catalogue.listed(purpose) if purpose is None or self._is_other(item)
            ]
            self._app.push_screen(FlowsScreen(listed, purpose))
        except McKenzieError as error:
            self._app.notify(str(error), severity="error", markup=False)
