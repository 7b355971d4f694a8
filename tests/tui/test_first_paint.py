"""The first screen is painted before flows, sessions and the state machine are imported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LATER = ("pydantic", "transitions", "tomli_w", "mckenzie_tui.walk", "mckenzie_tui.flow.schema", "mckenzie_tui.session")

PROGRAM = """
import json, os, sys, time
from pathlib import Path
from mckenzie_tui.cli import run, surroundings
from mckenzie_tui.tui.app import McKenzieApp

display = McKenzieApp._display

def watched(app, screen, renderable):
    display(app, screen, renderable)
    shown = "".join(strip.text for strip in screen._compositor.render_strips())
    if renderable is not None and "Begin a session" in shown:
        imported = [name for name in json.loads(sys.argv[1]) if name in sys.modules]
        print(json.dumps({"imported": imported}), file=sys.__stdout__, flush=True)
        os._exit(0)

McKenzieApp._display = watched
app = McKenzieApp(None, surroundings.settings(Path(os.devnull)), time.monotonic)
app.run(headless=True, size=(80, 24))
"""


def test_nothing_that_takes_long_is_imported_before_home_is_on_the_screen(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(LATER)],
        cwd=ROOT,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "TERM": "xterm-256color"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stdout, ended.stderr
    assert json.loads(ended.stdout) == {"imported": []}
