"""The command that lists the sessions, without waiting for what it takes to read all of a log."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mckenzie_tui.brief import Brief, brief_in, brief_of
from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.codes import patient_code
from mckenzie_tui.cli.lines import say_aside
from mckenzie_tui.cli.lists import say_unread, sort_of
from mckenzie_tui.report.one_line import session_told
from mckenzie_tui.store.files import LARGEST_LOG, SESSIONS, beginning, names_in


@dataclass(frozen=True)
class _Listed:
    """A session file: the session in brief, or what sort of file it is and why it cannot be read."""

    session: Brief | None
    kind: str = ""
    why: str = ""
    is_stray: bool = False


def list_(options: argparse.Namespace) -> int:
    """Print all sessions, or those of one patient, newest first; damaged files are listed as damaged."""
    patient, data = patient_code(options.patient), surroundings.folders(options).data
    if options.json:
        from mckenzie_tui.cli import sessions

        return sessions.list_as_json(data, patient)
    listed = list(_listed(data))
    if patient is not None:
        say_unread(sum(item.session is None and not item.is_stray for item in listed))
        listed = [item for item in listed if item.session is not None and item.session.patient == patient]
    if not listed:
        say_aside(f"No sessions of {patient}." if patient else "No sessions yet. 'mckenzie-tui' begins one.")
    for item in listed:
        if item.session is None:
            print(f"{item.kind:<8}  {item.why}")
            continue
        print(f"{item.session.id}  {session_told(item.session)}")
    return 0


def _listed(data: Path) -> Iterator[_Listed]:
    """Every session file, newest first; one that is not just as this program writes it is read in full."""
    folder = data / SESSIONS
    for name in names_in(folder):
        try:
            found = beginning(folder / name, LARGEST_LOG + 1)
        except OSError:
            found = b""
        brief = brief_in(found) if len(found) <= LARGEST_LOG else None
        yield _Listed(brief) if brief is not None else _read_in_full(data, name)


def _read_in_full(data: Path, name: str) -> _Listed:
    from mckenzie_tui.store.store import Store

    stored = Store(data).stored(name)
    if stored.session is not None:
        return _Listed(brief_of(stored.session))
    return _Listed(None, sort_of(stored), stored.damage, stored.is_stray)
