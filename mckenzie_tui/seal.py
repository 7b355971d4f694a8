"""The seal over a log: from it one can tell that the log is whole, whatever it says. Pure."""

from __future__ import annotations

import hashlib
import re
from typing import Literal

from mckenzie_tui.errors import DamagedSessionError

SCHEMA_VERSION: Literal[1] = 1
"""The version of the logs that are written, and read."""
_SEAL = re.compile(rb'\n\[seal\]\nsha256 = "([0-9a-f]{64})"\n\Z')


def with_seal(body: bytes) -> bytes:
    """A log with its seal at the end."""
    return body + f'\n[seal]\nsha256 = "{hashlib.sha256(body).hexdigest()}"\n'.encode()


def seal_of(data: bytes) -> str:
    """The seal at the end of a log, whether or not it fits; empty where there is none."""
    found = _SEAL.search(data)
    return found[1].decode() if found is not None else ""


def sealed_part(data: bytes) -> bytes:
    """What stands before the seal of a log, where the seal fits.

    Raises:
        DamagedSessionError: there is none, or it does not fit.
    """
    seal = _SEAL.search(data)
    if seal is None:
        raise DamagedSessionError("it has no seal at its end: it is cut off, or was not written by this program")
    body = data[: seal.start()]
    if hashlib.sha256(body).hexdigest() != seal[1].decode():
        raise DamagedSessionError("its seal does not fit: it was changed or damaged")
    return body
