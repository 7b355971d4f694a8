"""Proving session logs: whether the rules give what they say."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mckenzie_tui import __version__
from mckenzie_tui.brief import brief_of
from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.lines import wrapped
from mckenzie_tui.cli.named import log_file
from mckenzie_tui.errors import DamagedSessionError, FlowError, McKenzieError, UsageError
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.letters import printable
from mckenzie_tui.replay import Outcome, Replayed
from mckenzie_tui.replay import replay as replayed
from mckenzie_tui.report.one_line import ending_told, when_told
from mckenzie_tui.session import Session
from mckenzie_tui.store.received import unlike
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine

DIFFERS, NOT_READABLE = 1, 2


@dataclass(frozen=True)
class _Proved:
    """One log of the command line, and what came of it."""

    name: str
    found: Replayed | None = None
    damage: str = ""
    """Why the log cannot be trusted to be as it was written."""
    problem: str = ""
    """Why it could not be replayed at all."""
    received: str | None = None
    """In what an imported session is not the log that was received, empty where it is; None where nobody can tell."""

    @property
    def code(self) -> int:
        if self.found is None:
            return NOT_READABLE
        return DIFFERS if self.damage or self.received or self.found.outcome is Outcome.DIFFERS else 0


def replay(options: argparse.Namespace) -> int:
    """Replay logs by their flows and tell the first difference of each.

    0: all are as the rules give it; 1: one differs in more than its wording, or was changed; 2: one cannot be replayed.
    """
    data = surroundings.folders(options).data
    store, catalogue = Store(data), surroundings.catalogue(data)
    machines: dict[str, FlowMachine] = {}
    proved = [_proved(store, catalogue, machines, name, options.flow) for name in options.sessions]
    if options.json:
        print(json.dumps([_row(item) for item in proved], indent=2, ensure_ascii=False))
    for item in proved:
        if item.problem:
            print(printable(f"{item.name}: {item.problem}"), file=sys.stderr)
        elif not options.json:
            for text in _told(item):
                for line in wrapped(printable(text.strip()), "  " if text.startswith(" ") else ""):
                    print(line)
    return max(item.code for item in proved)


def _proved(
    store: Store, catalogue: Catalogue, machines: dict[str, FlowMachine], name: str, flow_name: str | None
) -> _Proved:
    damage = ""
    try:
        path = log_file(store, name)
        name = str(path)
        try:
            session = store.read(path)
        except DamagedSessionError as error:
            damage = str(error).removeprefix(f"{path}: ")
            left = store.salvaged(path)
            if left is None:
                return _Proved(name, damage=damage, problem=f"nothing of it can be replayed: {damage}")
            session = left
        wanted = flow_name or session.flow.file or session.flow.id
        if wanted not in machines:
            machines[wanted] = FlowMachine(_flow(catalogue, wanted))
        received = _received(store, path, session)
        return _Proved(name, replayed(session, machines[wanted], __version__), damage, received=received)
    except McKenzieError as error:
        return _Proved(name, damage=damage, problem=str(error).removeprefix(f"{name}: "))


def _received(store: Store, path: Path, session: Session) -> str | None:
    """In what an imported session is not the log that was received; None for others, and where that is not here."""
    original = store.received.bytes_of(path) if session.imported is not None else None
    return None if original is None else unlike(session, original)


def _flow(catalogue: Catalogue, name: str) -> Flow:
    try:
        return catalogue.find(name)
    except UsageError as error:
        raise UsageError(f"its flow is not here: {error} --flow names the file, where it lies elsewhere") from error
    except FlowError as error:
        raise UsageError(f"its flow cannot be used: {error}") from error


def _row(item: _Proved) -> dict[str, Any]:
    row: dict[str, Any] = {"path": item.name, "damaged": item.damage or None, "problem": item.problem or None}
    if item.found is None:
        return row
    session, flow, first = item.found.session, item.found.machine.flow, item.found.first
    named = {"id": session.flow.id, "version": session.flow.version, "sha256": session.flow.sha256}
    difference = None
    if first is not None:
        difference = {"key": first.key, "log": first.log, "rules": first.rules, "told": f"{first}."}
    return {
        **row,
        "id": session.id,
        "outcome": item.found.outcome,
        "flow": named,
        "replayed_by": {"id": flow.id, "version": flow.file.version, "sha256": flow.sha256},
        "flow_changed": item.found.flow_changed,
        "imported": session.imported is not None,
        "as_received": None if item.received is None else not item.received,
        "first_difference": difference,
        "differences": len(item.found.differences),
    }


_OUTCOMES = {
    Outcome.SAME: "✓ The rules give what the log says.",
    Outcome.WORDING: "✓ The rules give the same path, verdicts and result; some texts are worded otherwise.",
    Outcome.DIFFERS: "× The rules give something else.",
}


def _told(item: _Proved) -> Iterator[str]:
    """What came of a log: its heading, then sentences."""
    found = item.found
    if found is None:
        return
    session, flow = found.session, found.machine.flow
    yield f"{session.id}  {when_told(session.started_at)}  {ending_told(brief_of(session))}"
    if item.damage:
        yield f"  × Changed or damaged: {item.damage}. What can be read of it was replayed all the same."
    if session.imported is not None:
        yield {
            None: "  Imported. What was received is not here, so the two were not compared.",
            "": "  ✓ Imported: it says what was received, and beside that the patient's code.",
        }.get(item.received, f"  × Imported: {item.received}.")
    if found.flow_changed:
        then, now = session.flow, flow.file
        yield (
            f"  The flow is not the one that was walked, {then.id} {then.version} ({then.sha256[:8]}). "
            f"It was replayed by {now.id} {now.version} ({flow.sha256[:8]})."
        )
    yield f"  {_OUTCOMES[found.outcome]} Answers: {len(list(session.standing_answers))}, steps: {len(session.steps)}."
    if found.first is not None:
        more = len(found.differences) - 1
        yield f"  First difference: {found.first}. Its key: {found.first.key}." + (f" {more} more." if more else "")
