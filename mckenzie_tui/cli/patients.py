"""A clinic's code for a patient, as the command line is given it."""

from __future__ import annotations

import re

from mckenzie_tui.errors import UsageError
from mckenzie_tui.series import PATIENT_CODE


def code(given: str | None) -> str | None:
    """The code that was given; None where none was.

    Raises:
        UsageError: it is not written as such codes are.
    """
    if given is not None and not re.fullmatch(PATIENT_CODE, given):
        raise UsageError("--patient takes a code of letters, digits, '.', '_' and '-', at most 32 in all; never a name")
    return given
