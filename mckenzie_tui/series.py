"""Which sessions follow each other, so that what was said at one holds at the next."""

from __future__ import annotations

from dataclasses import dataclass

from mckenzie_tui.words import Mode

PATIENT_CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"
"""How a patient's code is written: letters, digits, ``.``, ``_`` and ``-``, at most 32 in all."""


@dataclass(frozen=True)
class Series:
    """The sessions of one patient, or those held without a code in one mode."""

    mode: Mode = Mode.HOME
    patient: str | None = None
    """A clinic's code for the patient; None at home, where there is one person alone."""

    def holds(self, other: Series) -> bool:
        """Whether a session of that kind is one of these; a patient's own at home belong to those in the clinic."""
        return other.patient == self.patient and (self.patient is not None or other.mode is self.mode)

    @property
    def is_of_one_person(self) -> bool:
        """Whether what was said at one of them still holds at the next."""
        return self.patient is not None or self.mode is Mode.HOME


AT_HOME = Series()
