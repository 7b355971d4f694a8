"""A session log as text: TOML with a seal over it, so that a cut or damaged file is never read as if it were whole.

Pure: nothing is read from the disk or written to it here.
"""

from __future__ import annotations

import tomllib
from contextlib import suppress
from typing import Any

import tomli_w
from pydantic import ValidationError

from mckenzie_tui.brief import LISTS
from mckenzie_tui.dotted import line_with_too_deep_a_key
from mckenzie_tui.errors import DamagedSessionError, NewerSessionError
from mckenzie_tui.seal import SCHEMA_VERSION, sealed_part, with_seal
from mckenzie_tui.session import Session

DEEPEST = 32
"""Tables and lists within each other that are read: far more than any log has, far fewer than can be written."""
_TOO_DEEP = "its tables lie too deep within each other"


def to_bytes(session: Session) -> bytes:
    """Write a log as TOML, ``schema_version`` first and the seal last."""
    return with_seal(_toml(session.model_dump(mode="python", exclude_none=True)).encode())


def _toml(document: dict[str, Any]) -> str:
    """A document as TOML, each entry of a list of tables under a header of its own, after everything else.

    The writer would put short tables into one line; a log is easier to read, and to compare, with a line for each key.
    """
    lists = {key: value for key, value in document.items() if isinstance(value, tuple) and key in LISTS}
    parts = [tomli_w.dumps({key: value for key, value in document.items() if key not in lists})]
    for key, entries in lists.items():
        parts += [tomli_w.dumps({key: entry}).replace(f"[{key}]", f"[[{key}]]", 1) for entry in entries]
    return "\n".join(parts)


def from_bytes(data: bytes) -> Session:
    """Read a log whose seal fits.

    Raises:
        DamagedSessionError: the log is cut, changed, or no log.
        NewerSessionError: it is whole, and its version is newer than those that this program reads.
    """
    body = sealed_part(data)
    try:
        document = _read(body.decode())
    except RecursionError:
        raise DamagedSessionError(_TOO_DEEP) from None
    except ValueError as error:  # bytes that are no text, text that is not TOML, a number without end
        raise DamagedSessionError("it is not TOML") from error
    version = document.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise NewerSessionError("it was written by a newer mckenzie-tui; open it with that one")
    if version != SCHEMA_VERSION or isinstance(version, bool):
        raise DamagedSessionError(f"it was written in log version {version}; this program reads {SCHEMA_VERSION}")
    if "seal" in document:
        raise DamagedSessionError("it has more than one seal")
    if _deeper_than(DEEPEST, document):
        raise DamagedSessionError(_TOO_DEEP)
    try:
        return Session.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise DamagedSessionError(f"its key '{key}' does not fit a session log") from error


def _read(text: str) -> dict[str, Any]:
    if line_with_too_deep_a_key(text):
        raise RecursionError
    return tomllib.loads(text)


def salvaged(data: bytes) -> Session | None:
    """What can still be read of a damaged log, to be looked at and never to be gone on with; None where nothing can.

    A log that was cut is read up to its last whole table.
    """
    text = data.decode("utf-8", "replace").partition("\n[seal]\n")[0]
    for _ in range(_MOST_TABLES_LEFT_OUT):
        # Text that is not TOML, a number without end, or what does not fit a log.
        with suppress(ValueError, RecursionError):
            return Session.model_validate(_read(text))
        text, header, _ = text.rpartition("\n[")
        if not header:
            break
    return None


_MOST_TABLES_LEFT_OUT = 20
"""A log that was cut lost the end of its last table; where more do not fit it is no log."""


def _deeper_than(most: int, document: dict[str, Any]) -> bool:
    """Whether more tables and lists lie within each other than this, seen level by level, as depth costs a stack."""
    level: list[Any] = [document]
    for _ in range(most):
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
    return any(isinstance(value, dict | list) for value in level)
