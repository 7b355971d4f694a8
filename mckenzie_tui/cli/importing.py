"""The command that brings the logs of patients into the therapist's own data folder."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mckenzie_tui import __version__
from mckenzie_tui.brief import brief_of
from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.codes import patient_code
from mckenzie_tui.errors import NotWrittenError
from mckenzie_tui.importing import Fate, Incoming, Receiver, check_source, imported, sides_before
from mckenzie_tui.letters import printable
from mckenzie_tui.report.one_line import session_told
from mckenzie_tui.reports.clinical import side_of
from mckenzie_tui.session import Session
from mckenzie_tui.store.store import Store
from mckenzie_tui.words import Side

_SIDES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "both sides", Side.CENTRAL: "middle of the back"}


def import_(options: argparse.Namespace) -> int:
    """Import logs under a patient's code; 1 where one of them could not be taken, and the others were all the same."""
    receiver = Receiver(
        patient_code(options.patient) or "",
        surroundings.now(),
        __version__,
        patient_code(options.known_as, "--known-as"),
        only_looks=options.dry_run,
    )
    store = Store(surroundings.folders(options).data)
    sources = [Path(name) for name in options.sources]
    for source in sources:
        check_source(store, source)
    sides = sides_before(store, receiver.patient)
    counts: Counter[Fate] = Counter()
    rows: list[dict[str, Any]] = []
    failure = ""
    try:
        for incoming in imported(store, sources, receiver):
            counts[incoming.fate] += 1
            if options.json:
                rows.append(_row(store, incoming, receiver))
            else:
                _tell(incoming, receiver, sides)
    except NotWrittenError as error:
        failure = str(error)
    if options.json:
        print(json.dumps(_summary(counts, rows, receiver, sides), indent=2, ensure_ascii=False))
    else:
        print("".join(_in_a_line(counts, receiver)))
    if failure:
        print(printable(f"mckenzie-tui: {failure}. The logs after it were not looked at."), file=sys.stderr)
    return 1 if failure or counts[Fate.REFUSED] or counts[Fate.DAMAGED] else 0


def _tell(incoming: Incoming, receiver: Receiver, sides: Counter[Side]) -> None:
    """Say what became of a file: what was imported as a result, everything else as a message."""
    match incoming.fate:
        case Fate.NO_LOG:
            pass  # a folder has anything in it; they are counted
        case Fate.IMPORTED if incoming.session is not None:
            done = "would import" if receiver.only_looks else "imported"
            told = f"{session_told(brief_of(incoming.session))}  {_side_told(incoming.session, receiver, sides)}"
            print(printable(f"{done}  {incoming.session.id}  {told}"))
        case _:
            print(printable(f"{incoming.fate}  {incoming.path}: {incoming.why}"), file=sys.stderr)


def _side_told(session: Session, receiver: Receiver, before: Counter[Side]) -> str:
    """The painful side, and that of the sessions that were here before: by it somebody else's log is noticed."""
    side = side_of(session)
    own = "no side marked" if side is None else f"{_SIDES[side]} side" if side.one_sided else _SIDES[side]
    if not before:
        return own
    counted = [(_SIDES[each], count) for each, count in before.most_common()]
    earlier = ", ".join(name if len(counted) == 1 else f"{name} ({count})" for name, count in counted)
    return f"{own}; the earlier ones of {receiver.patient}: {earlier}"


def _in_a_line(counts: Counter[Fate], receiver: Receiver) -> Iterator[str]:
    """What came of all of them."""
    yield f"Patient {receiver.patient}: {counts[Fate.IMPORTED]} "
    yield "would be imported" if receiver.only_looks else "imported"
    yield f", {counts[Fate.SKIPPED]} skipped, {counts[Fate.REFUSED]} refused, {counts[Fate.DAMAGED]} damaged"
    if others := counts[Fate.NO_LOG]:
        yield f"; {others} other file{'' if others == 1 else 's'} left aside"
    yield ". Nothing was written." if receiver.only_looks else "."


def _row(store: Store, incoming: Incoming, receiver: Receiver) -> dict[str, Any]:
    session = incoming.session
    is_in = incoming.fate is Fate.IMPORTED and session is not None and not receiver.only_looks
    return {
        "file": str(incoming.path),
        "fate": incoming.fate,
        "why": incoming.why or None,
        "id": session.id if session else None,
        "side": side_of(session) if session else None,
        "path": str(store.path_of(session)) if is_in and session else None,
    }


def _summary(
    counts: Counter[Fate], rows: list[dict[str, Any]], receiver: Receiver, sides: Counter[Side]
) -> dict[str, Any]:
    return {
        "patient": receiver.patient,
        "dry_run": receiver.only_looks,
        "earlier_sides": dict(sides),
        **{fate.value: counts[fate] for fate in Fate},
        "files": rows,
    }
