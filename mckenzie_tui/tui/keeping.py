"""Gets what is said onto the disk; where that fails it asks how to go on, and nothing is taken for said until then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mckenzie_tui.errors import NOT_HERE, CannotGoOnError, McKenzieError, NotAllowedError, StorageError
from mckenzie_tui.tui.screens.not_saved import NotSavedScreen, Tried, Way, WayOn
from mckenzie_tui.words import Mode

if TYPE_CHECKING:
    from textual.app import App

    from mckenzie_tui.series import Series
    from mckenzie_tui.session import Session
    from mckenzie_tui.sitting import Desk, Sitting


@dataclass(frozen=True)
class _Job:
    """Something that is to get onto the disk."""

    do: Callable[[], object]
    then: Callable[[], None]
    """Goes on once it is done."""
    back: Callable[[], None]
    """Goes back where it was given up."""
    what: str
    """What would be lost, to begin a sentence with."""
    given_up: str
    """What becomes of it where one goes back."""


class Keeping:
    """The session that is going on, and the desk it lies on."""

    def __init__(self, app: App[None], open_desk: Callable[[], Desk], call_for_help: str) -> None:
        """Ask on an app's screen.

        Args:
            app: the app.
            open_desk: opens the desk when it is first needed.
            call_for_help: whom to call in an emergency, which saving must not keep from anybody.
        """
        self._app = app
        self._open_desk = open_desk
        self._call_for_help = call_for_help
        self._begins_unsaved = False
        """Whether the session that is being begun need not be saved."""
        self._under_way = False
        """Whether something is said that is not on the disk yet, and not given up either."""
        self.cannot_go_on: set[str] = set()
        """The sessions that were found to be impossible to go on with."""
        self.sitting: Sitting | None = None

    @cached_property
    def desk(self) -> Desk:
        """The store, the flows and the clock."""
        return self._open_desk()

    @property
    def all_saved(self) -> bool:
        """Whether all that was said is on the disk."""
        return self.sitting is None or (self.sitting.saved and not self._under_way)

    def begin(self, flow_name: str, series: Series, then: Callable[[], None]) -> None:
        """Begin a session, and go on with ``then`` once it is begun. Of a demonstration nothing is written."""
        from mckenzie_tui.sitting import Sitting

        self._begins_unsaved = False

        def begin() -> None:
            # Where it is tried again, the desk may be another one.
            desk = self._demo_desk() if series.mode is Mode.DEMO else self.desk
            needed = not self._begins_unsaved
            self.sitting = Sitting.begin(desk, flow_name, series.mode, patient=series.patient, needs_saving=needed)

        try:
            self._try(_Job(begin, then, _do_nothing, "A session", "No session is begun then."))
        except McKenzieError as error:
            self._tell(error)

    def _demo_desk(self) -> Desk:
        from mckenzie_tui.unkept import Unkept

        return replace(self.desk, store=Unkept(self.desk.store.folder.parent))

    def keep_demonstration(self) -> Path | None:
        """Write the session of a demonstration after all, as far as it went; gives its file, None where it failed."""
        if self.sitting is None:
            return None
        try:
            return self.desk.store.save(self.sitting.session)
        except StorageError as error:
            self._tell(error)
            return None

    def make_page(self, session: Session | None) -> Path | None:
        """Write a page of a session, or of the one that is going on; gives its file, None where it failed."""
        from mckenzie_tui.handout import FOLDER, leave_page

        shown = session or (self.sitting.session if self.sitting is not None else None)
        if shown is None:
            return None
        try:
            return leave_page(shown, self.desk.handouts or self.desk.store.folder.parent / FOLDER)
        except StorageError as error:
            self._tell(error)
            return None

    def resume(
        self, session_id: str, series: Series, then: Callable[[], None], otherwise: Callable[[str], None]
    ) -> None:
        """Take one session up again.

        Args:
            session_id: the session, which was offered.
            series: the sessions among which it is one.
            then: goes on once it is taken up.
            otherwise: goes on where it was not, with a word on why.
        """
        from mckenzie_tui.arriving import not_gone_on

        found: Session | None = None
        try:
            found = next((each for each in self.desk.store.in_progress(series) if each.id == session_id), None)
            self.sitting = self._taken_up(found)
        except StorageError as error:
            if isinstance(error, CannotGoOnError):
                self.cannot_go_on.add(session_id)
            otherwise(not_gone_on(found, error))
            return

        def let_it_be() -> None:
            self.leave()
            otherwise("")

        # That it was taken up may not be on the disk yet.
        self._try(_Job(self.sitting.save, then, let_it_be, "Your session", "It stays as it was saved last."))

    def _taken_up(self, session: Session | None) -> Sitting:
        from mckenzie_tui.sitting import Sitting

        if session is None:
            raise CannotGoOnError("it was gone on with, or has ended, in another window")
        return Sitting.resume(self.desk, session)

    def _tell(self, error: McKenzieError) -> None:
        self._app.notify(str(error), severity="error", markup=False, timeout=20)

    def change(
        self,
        change: Callable[[], object],
        then: Callable[[], None],
        back: Callable[[], None],
        what: str = "Your answer",
    ) -> None:
        """Make a change that is saved.

        Args:
            change: makes it.
            then: goes on once it is made.
            back: goes back where it was given up.
            what: what would be lost, to begin a sentence with.
        """
        self._under_way = True
        self._try(_Job(change, then, back, what, "It does not count then."))

    def leave(self) -> None:
        """Let the session be; other programs may go on with it."""
        if self.sitting is not None:
            self.sitting.close()
        self.sitting = None

    def _try(self, job: _Job, way: WayOn | None = None) -> None:
        """Do it, in the way that was chosen; where that fails, ask for another one."""
        before = self.desk
        try:
            if way is not None and way.way is Way.ELSEWHERE:
                self._move_to(way.folder)
            job.do()
        except StorageError as error:
            if self.sitting is None:
                self.desk = before
            self._ask(error, job, way)
            return
        except NotAllowedError:
            # The machine alone judges; a key that was offered too much must not end the session.
            self._under_way = False
            self._app.notify(NOT_HERE, markup=False)
            job.back()
            return
        self._under_way = False
        job.then()

    def _ask(self, error: StorageError, job: _Job, way: WayOn | None) -> None:
        def go_on(chosen: WayOn | None) -> None:
            if chosen is None or chosen.way is Way.BACK:
                self._under_way = False
                job.back()
                return
            if chosen.way is Way.UNSAVED:
                self._begins_unsaved = True
                if self.sitting is not None:
                    self.sitting.go_on_unsaved()
            self._try(job, chosen)

        tried = Tried(way, self.desk.now().strftime("%H:%M:%S")) if way is not None else None
        self._app.push_screen(NotSavedScreen(str(error), job.what, job.given_up, self._call_for_help, tried), go_on)

    def _move_to(self, folder: str) -> None:
        """Use another folder for this session, and for those begun before the program ends.

        Raises:
            StorageError: it cannot be used.
        """
        from mckenzie_tui.store.store import Store
        from mckenzie_tui.writing import folder_named

        store = Store(folder_named(folder))
        if self.sitting is not None:
            self.sitting.move_to(store)
        self.desk = replace(self.desk, store=store)


def _do_nothing() -> None:
    """Stay where one is."""
