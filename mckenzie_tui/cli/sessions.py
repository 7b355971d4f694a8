"""The commands about session logs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from mckenzie_tui import report
from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.named import log_file
from mckenzie_tui.errors import DamagedSessionError, UsageError
from mckenzie_tui.session import Session
from mckenzie_tui.store import Store, Stored, write_atomically


def _store(options: argparse.Namespace) -> Store:
    return Store(surroundings.folders(options).data)


def list_(options: argparse.Namespace) -> int:
    """Print all sessions, newest first; damaged files are listed as damaged."""
    stored = list(_store(options).sessions())
    if options.json:
        print(json.dumps([_row(item) for item in stored], indent=2, ensure_ascii=False))
        return 0
    if not stored:
        print("No sessions yet. 'mckenzie-tui' begins one.", file=sys.stderr)
    for item in stored:
        if item.session is None:
            print(f"damaged   {item.damage}")
            continue
        print(f"{item.session.id}  {report.session_told(item.session)}")
    return 0


def _row(item: Stored) -> dict[str, Any]:
    if item.session is None:
        return {"path": str(item.path), "damaged": item.damage}
    session = item.session
    return {
        "id": session.id,
        "path": str(item.path),
        "mode": session.mode,
        "patient": session.patient,
        "status": session.status,
        "ending": session.ending,
        "started_at": session.started_at.isoformat(),
        "finished_at": session.finished_at.isoformat() if session.finished_at else None,
        "flow": session.flow.id,
        "side": session.baseline.side if session.baseline else None,
        "direction": session.result.direction if session.result else None,
        "best_step": session.result.best_step if session.result else None,
    }


def _read(options: argparse.Namespace) -> tuple[Path, Session]:
    store = _store(options)
    path = log_file(store, options.session)
    return path, store.read(path)


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
        for line in report.damaged_lines(store.salvaged(path)):
            print(line)
        return 1
    if options.json:
        print(json.dumps({"path": str(path), **session.model_dump(mode="json", exclude_none=True)}, indent=2))
        return 0
    for line in report.session_lines(session):
        print(line)
    print(f"\nFile: {path}")
    return 0


def export(options: argparse.Namespace) -> int:
    """Write one session log, as it is on the disk, to a file or to standard output."""
    path, _ = _read(options)
    data = path.read_bytes()
    if options.output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return 0
    target = Path(options.output)
    if target.exists() and not options.force:
        raise UsageError(f"{target} is there already; --force writes over it")
    write_atomically(target, data)
    print(f"Written to {target}. It holds health information: give it only to people you trust.", file=sys.stderr)
    return 0


REMAINS = (
    "What remains: the settings, every copy that you exported or backed up, and, until the disk is written over, "
    "perhaps traces that special tools can find. The next session knows nothing of what is forgotten and asks it anew."
)


def forget(options: argparse.Namespace) -> int:
    """Remove sessions once the person has agreed; says what goes and what remains."""
    store = _store(options)
    paths = store.paths() if options.session == "all" else [store.find(options.session)]
    if not paths:
        print("There are no sessions.", file=sys.stderr)
        return 0
    print("These files are removed for good:", file=sys.stderr)
    for path in paths:
        print(f"  {path}", file=sys.stderr)
    print(REMAINS, file=sys.stderr)
    if not options.yes and not _agreed():
        print("Nothing was removed.", file=sys.stderr)
        return 1
    for path in paths:
        store.forget(path)
    print(f"{len(paths)} session{'' if len(paths) == 1 else 's'} removed.", file=sys.stderr)
    return 0


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise UsageError("add --yes to remove them without being asked")
    print("Type yes to remove them: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"
