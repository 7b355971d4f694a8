"""To whom a session is shown: to the person alone, or by a clinician who explains it."""

from __future__ import annotations

from dataclasses import dataclass

from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.tui import commands
from mckenzie_tui.words import Mode, Terms

SPEEDS = (1, 2, 5, 15)
"""How much faster time may run in a demonstration."""
_GAP = "  "
_WIDE = 60
"""Columns; with fewer, shorter words are used."""


@dataclass(frozen=True)
class Showing:
    """How a session is shown."""

    series: Series = AT_HOME
    terms: Terms = Terms.PLAIN
    speed: int = 1
    """How much faster time runs than outside."""
    logged: bool = False
    """Whether a demonstration was saved, as far as it went then."""

    @property
    def mode(self) -> Mode:
        """The mode of the session."""
        return self.series.mode

    def banner(self, width: int, *, keys: bool = True) -> str:
        """One line that says what kind of session it is, with as many of its keys as there is room for.

        Args:
            width: how many characters there is room for.
            keys: whether its keys work where it is shown.
        """
        if self.mode is Mode.HOME:
            return ""
        wide = width >= _WIDE
        told = self._kind(wide=wide)
        possible = [command for command in _TOLD if keys and self.mode in command.modes]
        for command in possible:
            words = command.label if wide else command.short or command.label
            key = f"{command.key_shown} {words}"
            if len(told) + len(_GAP) + len(key) > width:
                break
            told += _GAP + key
        return told

    def _kind(self, *, wide: bool) -> str:
        """What kind of session it is; where nothing of it is saved, that always comes first."""
        told = "CLINIC"
        if self.mode is Mode.DEMO:
            told = "DEMO: nothing more is saved" if self.logged else "DEMO: nothing is saved"
        if self.series.patient:
            told += f" · patient {self.series.patient}"
        time = "time " if wide else ""
        return told + (f" · {time}×{self.speed}" if self.speed != 1 else "")


_TOLD = (commands.GO_TO_STEP, commands.INSIDE, commands.TERMS, commands.FASTER_TIME, commands.KEEP_DEMO)
