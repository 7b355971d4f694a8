"""A session in one line, as lists tell it."""

from __future__ import annotations

from datetime import datetime

from mckenzie_tui.brief import Brief
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.letters import printable
from mckenzie_tui.words import Mode, Status

STATUS_WORDS = {
    Status.IN_PROGRESS: "not finished",
    Status.FINISHED: "finished",
    Status.ABANDONED: "broken off",
}


def when_told(at: datetime) -> str:
    """A moment as people write it: ``2026-11-20 14:05``."""
    return at.strftime("%Y-%m-%d %H:%M")


def ending_told(session: Brief) -> str:
    """How a session ended, in a few words, and the direction that helped."""
    direction = f" ({session.direction})" if session.direction else ""
    return f"{session.ending_title or session.ending or STATUS_WORDS[session.status]}{direction}"


def session_told(session: Brief) -> str:
    """One session in one line: when, how it ended, what was found, and whose it is; nothing steers the terminal."""
    # That of the usual flow is known by its ending; the endings of the others are alike.
    flow = f", {session.flow_title}" if session.flow != DEFAULT_FLOW else ""
    mode = session.mode.value if session.mode is not Mode.HOME else ""
    parts = (when_told(session.started_at), f"{ending_told(session)}{flow}", mode, session.patient)
    return printable("  ".join(filter(None, parts)))
