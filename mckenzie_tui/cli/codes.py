"""A patient's code, as it is said on the command line."""

from __future__ import annotations

import re

from mckenzie_tui.errors import UsageError
from mckenzie_tui.series import PATIENT_CODE


def patient_code(said: str | None, option: str = "--patient") -> str | None:
    """The code that was said, if any.

    Raises:
        UsageError: it is no code.
    """
    if said is not None and not re.fullmatch(PATIENT_CODE, said):
        raise UsageError(f"{option} takes a code of letters, digits, '.', '_' and '-', at most 32 in all; never a name")
    return said
