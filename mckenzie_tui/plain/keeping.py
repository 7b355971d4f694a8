"""Gets what is said onto the disk, line by line; where that fails it asks how to go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mckenzie_tui.advising import ANYTHING_ELSE, CALL_NOW_IF
from mckenzie_tui.errors import NOT_HERE, NotAllowedError, StorageError
from mckenzie_tui.plain.lines import Lines, Option
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.writing import folder_named


class GivenUp(Exception):  # noqa: N818  (it is an event, not an error)
    """What could not be saved is not to count."""


class Keeping:
    """The session that is going on, and the desk it lies on."""

    def __init__(self, lines: Lines, desk: Desk, call_for_help: str) -> None:
        """Ask on these lines.

        Args:
            lines: what the person reads and types.
            desk: what a session needs from outside.
            call_for_help: whom to call in an emergency, which saving must not keep from anybody.
        """
        self._lines = lines
        self._call_for_help = call_for_help
        self.desk = desk
        self.sitting: Sitting | None = None
        self.unsaved = False
        """Whether something is said that is not on the disk yet."""
        self.needs_saving = True
        """Whether a session is begun only where it can be saved."""

    def change(self, change: Callable[[], object]) -> None:
        """Make a change that is saved; where it cannot be saved the person says how to go on."""
        self.unsaved = True
        while True:
            try:
                change()
            except StorageError as error:
                try:
                    self.ask_way_on(error, "Your answer")
                except GivenUp:
                    self.unsaved = False
                    return
                continue
            except NotAllowedError:
                # The machine alone judges; an answer that was offered too much must not end the session.
                self.unsaved = False
                self._lines.say(NOT_HERE)
                return
            self.unsaved = False
            if self.sitting is not None and not self.sitting.saved:
                self._lines.say("Not saved: this is lost if the program ends.")
            return

    def ask_way_on(self, error: StorageError, what: str) -> None:
        """Ask how to go on where something could not be saved; it is tried again after that.

        Raises:
            GivenUp: it is not to count.
        """
        self._lines.say("", f"In an emergency call {self._call_for_help} now.")
        self._lines.say(f"{what} could not be saved: {error}.")
        options = [
            Option("again", "again", "Try again"),
            Option("folder", "folder", "Save in another folder"),
            Option("unsaved", "unsaved", "Go on without saving"),
            Option("back", "back", "Go back: it does not count then"),
        ]
        call = Option("call", "!", "")
        while True:
            match self._lines.choose("Nothing is lost yet.", options, anywhere=False, also=[call]):
                case "call":
                    self.show_call_for_help()
                    continue
                case "folder" if not self._moved_to(self._lines.free("Which folder?", anywhere=False)):
                    continue
                case "unsaved":
                    self.needs_saving = False
                    if self.sitting is not None:
                        self.sitting.go_on_unsaved()
                case "back":
                    raise GivenUp
            return

    def _moved_to(self, typed: str) -> bool:
        """Use another folder from now on; False where none was named, or it cannot be used, which is told."""
        if not typed:
            return False
        try:
            store = Store(folder_named(typed))
            if self.sitting is not None:
                self.sitting.move_to(store)
        except StorageError as error:
            self._lines.say(f"That folder does not do: {error}.")
            return False
        self.desk = replace(self.desk, store=store)
        return True

    def show_call_for_help(self) -> None:
        """Say whom to call, and when."""
        self._lines.say("", f"Call {self._call_for_help} now if you have any of these:")
        self._lines.say(*(sign.say for sign in CALL_NOW_IF), ANYTHING_ELSE.say)
