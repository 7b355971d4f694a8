"""The command that lists the sessions, without waiting for what it takes to read all of a log."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mckenzie_tui.brief import Brief, brief_in, brief_of
from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.codes import patient_code
from mckenzie_tui.cli.lines import say_aside
from mckenzie_tui.report.one_line import session_told
from mckenzie_tui.store.files import LARGEST_LOG, SESSIONS, beginning, names_in


@dataclass(frozen=True)
class _Listed:
    """A session file: the session in brief, or what sort of file it is and why it cannot be read."""

    path: Path
    session: Brief | None
    kind: str = ""
    why: str = ""


def list_(options: argparse.Namespace) -> int:
    """Print all sessions, or those of one patient, newest first; damaged files are listed as damaged."""
    patient = patient_code(options.patient)
    listed = list(_listed(surroundings.folders(options).data))
    if patient is not None:
        unread = sum(item.session is None and item.kind != _STRAY for item in listed)
        listed = [item for item in listed if item.session is not None and item.session.patient == patient]
        if unread:
            say_aside(f"{unread} more cannot be read, and may be of this patient; without --patient they are listed.")
    if options.json:
        print(json.dumps([_row(item) for item in listed], indent=2, ensure_ascii=False))
        return 0
    if not listed:
        say_aside(f"No sessions of {patient}." if patient else "No sessions yet. 'mckenzie-tui' begins one.")
    for item in listed:
        if item.session is None:
            print(f"{item.kind:<8}  {item.why}")
            continue
        print(f"{item.session.id}  {session_told(item.session)}")
    return 0


_STRAY = "no session"


def _listed(data: Path) -> Iterator[_Listed]:
    """Every session file, newest first; one that is not just as this program writes it is read in full."""
    folder = data / SESSIONS
    for name in names_in(folder):
        try:
            found = beginning(folder / name, LARGEST_LOG + 1)
        except OSError:
            found = b""
        brief = brief_in(found) if len(found) <= LARGEST_LOG else None
        yield _Listed(folder / name, brief) if brief is not None else _read_in_full(data, name)


def _read_in_full(data: Path, name: str) -> _Listed:
    from mckenzie_tui.store.store import Store

    stored = Store(data).stored(name)
    if stored.session is not None:
        return _Listed(stored.path, brief_of(stored.session))
    kind = _STRAY if stored.is_stray else "newer" if stored.is_newer else "damaged"
    return _Listed(stored.path, None, kind, stored.damage)


def _row(item: _Listed) -> dict[str, Any]:
    if item.session is None:
        return {"path": str(item.path), item.kind.replace(" ", "_"): item.why}
    session = item.session
    return {
        "id": session.id,
        "path": str(item.path),
        "mode": session.mode,
        "patient": session.patient,
        "imported_at": session.imported_at.isoformat() if session.imported_at else None,
        "status": session.status,
        "ending": session.ending,
        "started_at": session.started_at.isoformat(),
        "finished_at": session.finished_at.isoformat() if session.finished_at else None,
        "flow": session.flow,
        "side": session.side,
        "direction": session.direction,
        "best_step": session.best_step,
    }
