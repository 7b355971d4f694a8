"""The command that tells where files lie, what this terminal can do, and whether the sound works."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mckenzie_tui import __version__
from mckenzie_tui.cli import surroundings
from mckenzie_tui.errors import FlowError, StorageError
from mckenzie_tui.flow.folders import OWN_FLOWS
from mckenzie_tui.settings import Sound
from mckenzie_tui.sound.process import Process, start_process
from mckenzie_tui.sound.speakers import Speaker
from mckenzie_tui.store.store import Store

SMALLEST = (40, 15)
"""Columns and rows in which every screen can still be used."""

SPOKEN = "This is how mckenzie-tui speaks."
PATIENCE = 10.0
"""Seconds in which a speech program must have said it."""


def doctor(options: argparse.Namespace) -> int:
    """Print what was found; 1 where something keeps the program from working or saving."""
    found = _findings(options)
    if options.json:
        named = {key.replace(" ", "_"): value for key, value in found.items()}
        print(json.dumps(named, indent=2, ensure_ascii=False))
    else:
        for key, value in found.items():
            if isinstance(value, list):
                print(f"{key}: {len(value) or 'none'}")
                for line in value:
                    print(f"  {line}")
            else:
                print(f"{key}: {value}")
    return 1 if found["problems"] else 0


def _findings(options: argparse.Namespace) -> dict[str, Any]:
    where = surroundings.folders(options)
    settings = surroundings.settings(where.settings)
    columns, rows = shutil.get_terminal_size()
    problems: list[str] = []
    try:
        stored = list(Store(where.data).sessions())
    except StorageError as error:
        stored = []
        problems.append(str(error))
    strays = [item.path.name for item in stored if item.is_stray]
    newer = [item.damage for item in stored if item.is_newer]
    damaged = [item.damage for item in stored if item.session is None and not item.is_stray and not item.is_newer]
    if damaged:
        problems.append(f"{len(damaged)} session{' is' if len(damaged) == 1 else 's are'} damaged (named above)")
    if not _writable(where.data):
        problems.append(f"{where.data} cannot be written, so sessions cannot be saved")
    if settings.problem:
        problems.append(f"{where.settings}: {settings.problem}")
    try:
        flows = [item.name for item in surroundings.catalogue(where.data).listed() if item.flow]
    except FlowError as error:
        flows = []
        problems += [str(problem) for problem in error.problems]
    if surroundings.has_terminal() and (columns, rows) < SMALLEST:
        problems.append(f"the terminal is smaller than {SMALLEST[0]} columns by {SMALLEST[1]} rows")
    sound = Sound(options.sound) if options.sound else settings.sound
    speakers = surroundings.speakers()
    tried = _rung(quiet=options.json) if sound is Sound.BELL else "the sound is off"
    if sound is Sound.SPEECH:
        tried, works = _spoken(speakers)
        if not works:
            problems.append("no speech program works, so nothing would be said")
    return {
        "version": __version__,
        "python": sys.version.split()[0],
        "sessions folder": str(where.data / "sessions"),
        "folder of your own flows": str(where.data / OWN_FLOWS),
        "settings file": str(where.settings),
        "emergency number": settings.call_for_help,
        "sessions": len(stored) - len(strays),
        "damaged sessions": damaged,
        "sessions of a newer program": newer,
        "files that are no sessions": strays,
        "flows": flows,
        "terminal": f"{columns} columns, {rows} rows" if surroundings.has_terminal() else "none (use --plain)",
        "terminal type": os.environ.get("TERM", "not set"),
        "colour": "no (NO_COLOR is set)" if os.environ.get("NO_COLOR") else "yes",
        "sound": settings.sound.value,
        "speech programs": [speaker.command[0] for speaker in speakers],
        "sound test": tried,
        "problems": problems,
    }


def _rung(*, quiet: bool) -> str:
    """Ring the bell of the terminal, if it may be heard and there is one; what was done, in words."""
    if quiet:
        return "the bell is not rung with --json"
    if not sys.stderr.isatty():
        return "the bell was not rung: there is no terminal"
    print("\a", end="", file=sys.stderr, flush=True)
    return "the bell was rung"


def _spoken(speakers: Sequence[Speaker]) -> tuple[str, bool]:
    """Let one program after the other speak until one works; how each of them went, and whether one did."""
    ways: list[str] = []
    for speaker in speakers:
        way, well = _said_by(speaker)
        ways.append(f"{speaker.name} {way}")
        if well:
            return "; ".join(ways), True
    return "; ".join(ways) or "there is no speech program", False


def _said_by(speaker: Speaker) -> tuple[str, bool]:
    """Wait for one program to speak; how that went, and whether well. What a person heard of it nobody can tell."""
    try:
        process = start_process(speaker.command, speaker.lead + SPOKEN)
    except OSError as error:
        return f"cannot be started ({error.strerror or error})", False
    try:
        code = _exit_code(process)
    finally:
        process.kill()
    if code is None:
        _exit_code(process)  # so that it is gone when the next one speaks
        return f"did not end within {PATIENCE:g} seconds", False
    return ("ended well", True) if code == 0 else (f"failed (exit code {code})", False)


def _exit_code(process: Process) -> int | None:
    """Wait for the end of a program; None where it takes too long."""
    deadline = time.monotonic() + PATIENCE
    while (code := process.poll()) is None and time.monotonic() < deadline:
        time.sleep(0.02)
    return code


def _writable(folder: Path) -> bool:
    """Whether something can be put into this folder, or into the nearest one that exists above it."""
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
