"""What can be counted of speed: files that are written and read. And that the benchmark itself still runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from many_sessions import fill
from walks import at_first_step, script

from mckenzie_tui.cli import session_list
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"


def test_an_answer_writes_one_file_and_waits_twice_for_the_disk(
    desk: Desk, machine: FlowMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: Counter[str] = Counter()

    def count(module: object, name: str) -> None:
        really = getattr(module, name)

        def doing(*given: Any, **named: Any) -> Any:
            done[name] += 1
            return really(*given, **named)

        monkeypatch.setattr(module, name, doing)

    sitting = Sitting.begin(desk, "lumbar-progression")
    for module, name in ((tempfile, "mkstemp"), (Path, "replace"), (os, "fsync")):
        count(module, name)
    for event, details in script(at_first_step(machine)):
        done.clear()
        sitting.answer(event, **details)
        assert done == {"mkstemp": 1, "replace": 1, "fsync": 2}


def test_a_list_of_sessions_opens_each_log_once_and_reads_none_in_full(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = fill(data, 20)
    opened: list[str] = []
    beginning = session_list.beginning

    def looking(path: Path, count: int) -> bytes:
        opened.append(path.name)
        return beginning(path, count)

    monkeypatch.setattr(session_list, "beginning", looking)
    monkeypatch.setattr(Store, "stored", lambda *_: pytest.fail("a log was read in full"))
    code, out, _ = run("sessions", "list")
    assert (code, len(out.splitlines())) == (0, 20)
    assert opened == [path.name for path in reversed(written)]


@pytest.mark.slow
def test_the_benchmark_prints_a_table_and_writes_json(tmp_path: Path) -> None:
    """Its shortest parts, once: what they say of the time is not looked at."""
    target = tmp_path / "found.json"
    ran = subprocess.run(
        [sys.executable, "tests/benchmarks", "saving", "walking", "--rounds", "1", "--json", str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(target.read_text(encoding="utf-8"))
    rows = {row["what"]: row for row in found["measured"]}
    assert rows["an answer on the disk"]["yardstick"] > 0
    assert rows["all paths of the bundled progression"]["most"] == 2000
    heading, line, *told = ran.stdout.splitlines()
    assert heading.startswith("| what ")
    assert set(line) == {"|", "-"}
    assert len(told) == len(rows)


GOALS = (
    *("start to the first complete screen", "`--help`", "`--version`", "`sessions list`", "`flows list`"),
    *("key to repaint", "memory", "work, a figure moving", "work, nothing moving", "an answer on the disk"),
    *("start to the first page of 10,000", "summary of", "trend of", "all paths of the bundled progression"),
)


def test_the_readme_has_a_table_that_the_benchmark_made() -> None:
    _, _, rest = README.read_text(encoding="utf-8").partition("<!-- measured: begin -->\n")
    table, end, _ = rest.partition("<!-- measured: end -->\n")
    assert end
    for goal in GOALS:
        row = next((line for line in table.splitlines() if line.startswith(f"| {goal}")), "")
        assert "≤" in row, goal
