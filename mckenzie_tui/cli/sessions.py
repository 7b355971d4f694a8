"""The commands about session logs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.lines import say_aside
from mckenzie_tui.cli.lists import say_unread, sort_of
from mckenzie_tui.cli.named import log_file
from mckenzie_tui.errors import DamagedSessionError, StorageError, UsageError
from mckenzie_tui.report.lines import damaged_lines, session_lines
from mckenzie_tui.session import Session
from mckenzie_tui.store.files import Stored
from mckenzie_tui.store.store import Store


def _store(options: argparse.Namespace) -> Store:
    return Store(surroundings.folders(options).data)


def list_as_json(data: Path, patient: str | None) -> int:
    """Print all sessions, or those of one patient, for other programs; each is read in full for that."""
    stored = list(Store(data).sessions())
    if patient is not None:
        say_unread(sum(item.session is None and not item.is_stray for item in stored))
        stored = [item for item in stored if item.session is not None and item.session.patient == patient]
    print(json.dumps([_row(item) for item in stored], indent=2, ensure_ascii=False))
    return 0


def _row(item: Stored) -> dict[str, Any]:
    if item.session is None:
        return {"path": str(item.path), sort_of(item).replace(" ", "_"): item.damage}
    session = item.session
    return {
        "id": session.id,
        "path": str(item.path),
        "mode": session.mode,
        "patient": session.patient,
        "imported_at": session.imported.at.isoformat() if session.imported else None,
        "status": session.status,
        "ending": session.ending,
        "started_at": session.started_at.isoformat(),
        "finished_at": session.finished_at.isoformat() if session.finished_at else None,
        "flow": session.flow.id,
        "side": session.painful_side,
        "direction": session.result.direction if session.result else None,
        "best_step": session.result.best_step if session.result else None,
    }


def show(options: argparse.Namespace) -> int:
    """Print one session in plain words; of a damaged one what can be read of it, and then 1."""
    store = _store(options)
    path = log_file(store, options.session)
    try:
        session = store.read(path)
    except DamagedSessionError as error:
        if options.json:
            raise
        print(error, file=sys.stderr)
        for line in damaged_lines(store.salvaged(path)):
            print(line)
        return 1
    if options.json:
        print(json.dumps({"path": str(path), **session.model_dump(mode="json", exclude_none=True)}, indent=2))
        return 0
    for line in session_lines(session):
        print(line)
    print(f"\nFile: {path}")
    if session.imported is not None and (received := store.received.path_of(path)).exists():
        print(f"As it was received: {received}")
    return 0


REMAINS = (
    "What remains: the settings, every copy that you exported, were sent or backed up, and, until the disk is "
    "written over, perhaps traces that special tools can find."
)


def forget(options: argparse.Namespace) -> int:
    """Remove sessions once the person has agreed; says what goes and what remains."""
    store = _store(options)
    everything = options.session == "all"
    paths = list(store.logs()) if everything else [store.find(options.session, untouched=True)]
    if not paths:
        say_aside("There are no sessions.", *_left_alone(store, everything=everything))
        return 0
    received = [file for path in paths if (file := store.received.path_of(path)).exists()]
    say_aside("These files will be removed for good:", *(f"  {path}" for path in (*paths, *received)))
    say_aside(" ".join((REMAINS, *_taken_over(store, paths))))
    if not options.yes and not _agreed():
        say_aside("Nothing was removed.")
        return 1
    remaining = [told for path in paths if (told := _forgotten(store, path))]
    if everything:
        store.clear_litter()
    removed = len(paths) - len(remaining)
    say_aside(f"{removed} session{'' if removed == 1 else 's'} removed.")
    if remaining:
        say_aside(
            f"{'This one remains' if len(remaining) == 1 else 'These remain'}:", *(f"  {told}" for told in remaining)
        )
    say_aside(*_left_alone(store, everything=everything))
    return 1 if remaining else 0


def _forgotten(store: Store, path: Path) -> str:
    """Remove one; why that was not possible, or nothing."""
    try:
        store.forget(path)
    except StorageError as error:
        return str(error)
    return ""


def _left_alone(store: Store, *, everything: bool) -> Iterator[str]:
    """What lies in the folder and is no session: nobody else's files are removed."""
    others = store.others() if everything else []
    if others:
        yield f"Left alone: {_names(others)}"
    copies = [item.path for item in store.sessions() if item.session is not None and item.path in others]
    if copies:
        these = "this one" if len(copies) == 1 else "these"
        them = "it" if len(copies) == 1 else "them"
        yield (
            f"A session is in {these} all the same, and the next session can know of it; "
            f"remove {them} yourself: {_names(copies)}"
        )


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(sorted(path.name for path in paths))


def _taken_over(store: Store, forgotten: Sequence[Path]) -> Iterator[str]:
    """What stays of the sessions that will be forgotten in those after them, each a sentence."""
    stored = [item for item in store.sessions() if not item.is_stray]
    gone = [item for item in stored if item.path in forgotten]
    staying = [item.session for item in stored if item.path not in forgotten and item.session is not None]
    if len(gone) == len(stored):
        yield "The next session knows nothing of what is forgotten, and asks everything anew."
        return
    it = "it" if len(gone) == 1 else "them"
    readable = [item.session for item in gone if item.session is not None]
    words = {answer.question: answer.matter for one in (*readable, *staying) for answer in one.safety}
    names = {name for one in readable for later in staying for name in _passed_on(one, later)}
    matters = {words.get(name, name.replace("_", " ")) for name in names}
    if matters:
        yield f"What later sessions took over from {it} stays in them: {'; '.join(sorted(matters))}."
    elif len(readable) == len(gone):
        yield f"Later sessions took nothing over from {it}."
    if len(readable) < len(gone):
        yield "What later sessions took over from one that cannot be read stays in them, and cannot be told."


def _passed_on(earlier: Session, later: Session) -> Iterator[str]:
    """The questions about a person's health whose yes a session knows from an earlier one."""
    series = earlier.series
    if not (series.is_of_one_person and series.holds(later.series) and earlier.started_at < later.started_at):
        return
    if earlier.carries is None:
        return
    known = {*later.context.yes, *(later.carries.yes if later.carries else ())}
    yield from (name for name in earlier.carries.yes if name in known)


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise UsageError("add --yes to remove them without being asked")
    print("Type yes to remove them: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"
