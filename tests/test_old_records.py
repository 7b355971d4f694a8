"""Logs as earlier programs wrote them: they lie here unchanged, and are read for ever.

Each file is named after its ``schema_version``. A file is added whenever a version of the log is released; none is
ever written anew.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import log_reader
import pytest
from commands import Run

from mckenzie_tui.sealed import to_bytes
from mckenzie_tui.store.store import Store

RECORDS = Path(__file__).parent / "records"
HELD = {
    "1-emergency": ("finished", "emergency", None, None, 1),
    "1-leaning": ("finished", "preference_leaning", "left", "lateral", 58),
    "1-preference-found": ("finished", "preference_found", "right", "extension", 39),
    "1-unfinished": ("in_progress", None, "right", None, 39),
}
"""What a person reads in each: status, ending, painful side, direction, and how many answers were given."""


@pytest.fixture
def stored(data: Path) -> dict[str, Path]:
    """The old logs in a data folder, under the names that they had there."""
    folder = data / "sessions"
    folder.mkdir(parents=True)
    paths = {}
    for record in RECORDS.glob("*.toml"):
        log = log_reader.document(record.read_bytes())
        paths[record.stem] = folder / f"{log['started_at'].strftime('%Y-%m-%dT%H%M%SZ')}-{log['id']}.toml"
        shutil.copy(record, paths[record.stem])
    return paths


def test_every_old_record_is_described_here() -> None:
    assert {path.stem for path in RECORDS.iterdir()} == HELD.keys()


@pytest.mark.parametrize("name", HELD)
def test_an_old_record_is_read_and_written_again_with_nothing_lost(stored: dict[str, Path], name: str) -> None:
    old = log_reader.document(stored[name].read_bytes())
    session = Store(stored[name].parents[1]).read(stored[name])
    assert log_reader.document(to_bytes(session)) == old
    status, ending, side, direction, answers = HELD[name]
    baseline = session.baseline.side if session.baseline else None
    found = session.result.direction if session.result else None
    assert (session.status, session.ending, baseline, found, len(session.answers)) == (
        status,
        ending,
        side,
        direction,
        answers,
    )


@pytest.mark.parametrize("name", HELD)
def test_an_old_record_is_shown_and_exported_as_it_is(run: Run, stored: dict[str, Path], name: str) -> None:
    before = stored[name].read_bytes()
    session_id = log_reader.document(before)["id"]
    code, out, err = run("sessions", "show", session_id)
    assert (code, err) == (0, "")
    assert session_id in out
    assert run("sessions", "export", session_id) == (0, before.decode(), "")
    assert stored[name].read_bytes() == before


def test_old_records_are_listed_beside_each_other(run: Run, stored: dict[str, Path]) -> None:
    code, out, err = run("sessions", "list", "--json")
    assert (code, err) == (0, "")
    assert {(entry["status"], entry["ending"], entry["side"]) for entry in json.loads(out)} == {
        held[:3] for held in HELD.values()
    }
