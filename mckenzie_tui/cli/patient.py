"""The code of a patient, as it is named on the command line."""

from __future__ import annotations

import re

from mckenzie_tui.errors import UsageError
from mckenzie_tui.series import PATIENT_CODE


def patient_code(named: str | None) -> str | None:
    """The code that was named, or None.

    Raises:
        UsageError: it is no code.
    """
    if named is not None and not re.fullmatch(PATIENT_CODE, named):
        raise UsageError("--patient takes a code of letters, digits, '.', '_' and '-', at most 32 in all; never a name")
    return named
