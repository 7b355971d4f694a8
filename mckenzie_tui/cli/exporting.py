"""The command that gives sessions to somebody else: the log itself, or a report of one or of several."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.codes import patient_code
from mckenzie_tui.cli.lines import say_aside
from mckenzie_tui.cli.named import log_file
from mckenzie_tui.errors import NewerSessionError, StorageError, UsageError
from mckenzie_tui.reports.kinds import Kind, kind_of, report
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Session
from mckenzie_tui.store.files import Stored
from mckenzie_tui.store.store import Store, last_of
from mckenzie_tui.words import Mode
from mckenzie_tui.writing import write_atomically

LOG = "toml"
"""The format that is the log itself."""
EVERY = "all"


class Chosen(NamedTuple):
    """The sessions of a report."""

    sessions: tuple[Session, ...]
    left_out: tuple[Stored, ...]
    """The logs that were to be in it, and cannot be read."""


def export(options: argparse.Namespace) -> int:
    """Write one log as it is on the disk, or a report of sessions, to a file or to standard output."""
    store = Store(surroundings.folders(options).data)
    kind = _kind(options)
    data = _log(store, options) if kind is None else _report(store, options, kind)
    if options.output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return 0
    target = Path(options.output)
    if target.exists() and not options.force:
        raise UsageError(f"{target} is there already; --force writes over it")
    write_atomically(target, data)
    say_aside(f"Written to {target}. It holds health information: give it only to people you trust.")
    return 0


def _kind(options: argparse.Namespace) -> Kind | None:
    """The kind of report that is wanted, by what was said or by the file's name; None for the log itself."""
    if options.format is not None:
        return None if options.format == LOG else Kind(options.format)
    return kind_of(options.output)


def _log(store: Store, options: argparse.Namespace) -> bytes:
    """One log byte for byte; also one of a newer program."""
    if options.no_notes:
        raise UsageError("a log holds all that was said; --no-notes goes with --format text, html or csv")
    if len(options.sessions) > 1 or EVERY in options.sessions or options.since or options.until:
        raise UsageError("a log is one session; for several add --format text, html or csv")
    [path] = _paths(store, options)
    with suppress(NewerSessionError):
        _of_one_person([Stored(path, store.read(path))], _series(options))
    return store.bytes_of(path)


def _report(store: Store, options: argparse.Namespace, kind: Kind) -> bytes:
    chosen = _chosen(store, options)
    for stored in chosen.left_out:
        say_aside(f"Left out: {stored.damage}")
    if not chosen.sessions:
        raise StorageError("none of these sessions can be read")
    if kind is Kind.FHIR and len(chosen.sessions) > 1:
        raise UsageError("a bundle is of one session; for several use --format text, html or csv")
    return report(chosen.sessions, kind, [stored.path.name for stored in chosen.left_out], notes=not options.no_notes)


def _chosen(store: Store, options: argparse.Namespace) -> Chosen:
    """The sessions that were asked for, each once.

    Raises:
        UsageError: there are none, they are not of one person, or what was said of them does not fit together.
        StorageError: the only one cannot be read.
    """
    is_range = EVERY in options.sessions or options.since or options.until
    if not is_range:
        paths = _paths(store, options)
        found = [_stored(store, path) for path in paths] if len(paths) > 1 else [Stored(paths[0], store.read(paths[0]))]
        return _of_one_person(found, _series(options))
    if options.sessions not in ([], [EVERY]):
        raise UsageError("name sessions, or 'all', or dates, and not several of these")
    if options.since and options.until and options.until < options.since:
        raise UsageError(f"--to {options.until} is before --from {options.since}")
    series = _series(options) or AT_HOME
    found = [
        stored
        for stored in store.originals()
        if (stored.session is None or series.holds(stored.session.series)) and _between(stored, options)
    ]
    if not found:
        raise UsageError(f"there is no such session {_of(series)}")
    return _of_one_person(found, series)


def _paths(store: Store, options: argparse.Namespace) -> list[Path]:
    """The files of the sessions that were named; the last one, of the patient who was named, where none was."""
    series = _series(options)
    if series is None:
        return [log_file(store, name) for name in options.sessions or ["last"]]
    return [_last(store, series) if name == "last" else log_file(store, name) for name in options.sessions or ["last"]]


def _last(store: Store, series: Series) -> Path:
    of_series = (stored for stored in store.originals() if stored.session and series.holds(stored.session.series))
    last = last_of(of_series)
    if last is None:
        raise UsageError(f"there is no session {_of(series)}")
    return last.path


def _stored(store: Store, path: Path) -> Stored:
    try:
        return Stored(path, store.read(path))
    except StorageError as error:
        return Stored(path, None, str(error))


def _series(options: argparse.Namespace) -> Series | None:
    """The sessions of the patient who was named; None where nobody was."""
    patient = patient_code(options.patient)
    return Series(Mode.CLINIC, patient) if patient is not None else None


def _of(series: Series) -> str:
    return f"of patient {series.patient}" if series.patient else "at home; name a patient with --patient"


def _between(stored: Stored, options: argparse.Namespace) -> bool:
    """Whether a session began on one of the days that were named, by the calendar of where it was held."""
    at = stored.began
    if at is None:
        return True
    since, until = options.since or date.min, options.until or date.max
    return bool(since <= at.date() <= until)


def _of_one_person(found: Sequence[Stored], series: Series | None) -> Chosen:
    sessions = {stored.session.id: stored.session for stored in found if stored.session is not None}
    of = series or next((session.series for session in sessions.values()), AT_HOME)
    if not all(of.holds(session.series) for session in sessions.values()):
        raise UsageError("these sessions are not of one person; export each person's by themselves")
    return Chosen(tuple(sessions.values()), tuple(stored for stored in found if stored.session is None))
