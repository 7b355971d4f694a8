"""A session in brief: the few facts that a list tells of it, and that every log says before its answers.

They are read without the models by which all of a log is read, which a list of sessions need not wait for.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from mckenzie_tui.dotted import line_with_too_deep_a_key
from mckenzie_tui.errors import DamagedSessionError
from mckenzie_tui.seal import SCHEMA_VERSION, sealed_part
from mckenzie_tui.words import Direction, Mode, Status

if TYPE_CHECKING:
    from mckenzie_tui.session import Session

LISTS = ("safety", "skipped", "steps", "answers")
"""The lists of tables of a log, in the order in which they are written, after everything else."""
_FIRST_LIST = re.compile(rf"\n\[\[(?:{'|'.join(LISTS)})\]\]\n")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Brief:
    """What a list tells of a session."""

    id: str
    mode: Mode
    patient: str | None
    """A clinic's code for the patient."""
    status: Status
    ending: str | None
    ending_title: str | None
    started_at: datetime
    flow: str
    """The id of the flow that was walked."""
    flow_title: str
    direction: Direction | None
    """The direction that helped, where one was found."""


def brief_of(session: Session) -> Brief:
    """A session that was read, in brief."""
    return Brief(
        id=session.id,
        mode=session.mode,
        patient=session.patient,
        status=session.status,
        ending=session.ending,
        ending_title=session.ending_title,
        started_at=session.started_at,
        flow=session.flow.id,
        flow_title=session.flow.title,
        direction=session.result.direction if session.result is not None else None,
    )


def brief_in(data: bytes) -> Brief | None:
    """The session of a log whose seal fits, in brief; None where it does not, or is not as this program writes it.

    A seal that fits proves that the log is whole, so what stands behind the facts that are told is not read.
    """
    try:
        text = sealed_part(data).decode()
        head = _FIRST_LIST.split(text, 1)[0]
        return None if line_with_too_deep_a_key(head) else _brief(tomllib.loads(head))
    except (DamagedSessionError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _brief(head: dict[str, Any]) -> Brief:
    """What the tables before the answers say.

    Raises:
        LookupError, TypeError, ValueError: they are not as this program writes them.
    """
    if repr(head["schema_version"]) != repr(SCHEMA_VERSION):
        raise ValueError("it is of another version")
    began, flow, result = _is(datetime, head["started_at"]), head["flow"], head.get("result", {})
    if began.tzinfo is None:
        raise ValueError("its time has no offset from UTC")
    return Brief(
        id=_is(str, head["id"]),
        mode=Mode(head["mode"]),
        patient=_may_be(str, head, "patient"),
        status=Status(head["status"]),
        ending=_may_be(str, head, "ending"),
        ending_title=_may_be(str, head, "ending_title"),
        started_at=began,
        flow=_is(str, flow["id"]),
        flow_title=_is(str, flow["title"]),
        direction=Direction(result["direction"]) if "direction" in result else None,
    )


def _is(kind: type[_T], value: object) -> _T:
    if not isinstance(value, kind):
        raise TypeError(f"it is no {kind.__name__}")
    return value


def _may_be(kind: type[_T], table: dict[str, Any], key: str) -> _T | None:
    return _is(kind, table[key]) if key in table else None
