"""Gets what is said onto the disk; where that fails it asks how to go on, and nothing is taken for said until then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mckenzie_tui.errors import McKenzieError, NotWrittenError, StorageError
from mckenzie_tui.tui.screens.not_saved import NotSavedScreen, Way, WayOn
from mckenzie_tui.words import Mode

if TYPE_CHECKING:
    from textual.app import App

    from mckenzie_tui.series import Series
    from mckenzie_tui.sitting import Desk, Sitting


class Keeping:
    """The session that is going on, and the desk it lies on."""

    def __init__(self, app: App[None], open_desk: Callable[[], Desk]) -> None:
        """Ask on this app's screen; the desk is opened when it is first needed."""
        self._app = app
        self._open_desk = open_desk
        self._needs_saving = True
        """Whether a session is begun only where it can be saved."""
        self._under_way = False
        """Whether something is said that is not on the disk yet, and not given up either."""
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

        def begun() -> Sitting:
            # Where it is tried again, the desk may be another one.
            desk = self._demo_desk() if series.mode is Mode.DEMO else self.desk
            return Sitting.begin(desk, flow_name, series.mode, patient=series.patient, needs_saving=self._needs_saving)

        self._open(begun, then)

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

    def resume(self, series: Series, then: Callable[[], None]) -> None:
        """Take the unfinished session of a series up again, and go on with ``then`` once that is done."""
        from mckenzie_tui.sitting import Sitting

        try:
            unfinished = self.desk.store.unfinished(series)
        except StorageError as error:
            self._tell(error)
            return
        if unfinished is not None:
            self._open(lambda: Sitting.resume(self.desk, unfinished), then)

    def _open(self, opening: Callable[[], Sitting], then: Callable[[], None]) -> None:
        try:
            self.sitting = opening()
        except NotWrittenError as error:
            self._ask(error, "A session", lambda: self._open(opening, then), lambda: None)
        except McKenzieError as error:
            self._tell(error)
        else:
            then()

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
        try:
            change()
        except StorageError as error:
            self._ask(error, what, lambda: self.change(change, then, back, what), back)
            return
        self._under_way = False
        then()

    def leave(self) -> None:
        """Let the session be; other programs may go on with it."""
        if self.sitting is not None:
            self.sitting.close()
        self.sitting = None

    def _ask(self, error: StorageError, what: str, again: Callable[[], None], back: Callable[[], None]) -> None:
        def go_on(chosen: WayOn | None) -> None:
            match chosen:
                case None | WayOn(Way.BACK):
                    self._under_way = False
                    back()
                    return
                case WayOn(Way.ELSEWHERE, folder):
                    self._move_to(Path(folder).expanduser())
                case WayOn(Way.UNSAVED):
                    self._needs_saving = False
                    if self.sitting is not None:
                        self.sitting.go_on_unsaved()
            again()

        self._app.push_screen(NotSavedScreen(str(error), what), go_on)

    def _move_to(self, folder: Path) -> None:
        """Use another folder for this session, and for those begun before the program ends."""
        from mckenzie_tui.store import Store

        self.desk = replace(self.desk, store=Store(folder.absolute()))
        if self.sitting is not None:
            self.sitting.move_to(self.desk.store)
