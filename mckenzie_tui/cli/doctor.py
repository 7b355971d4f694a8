"""The command that tells where files lie, and what this terminal can do."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from mckenzie_tui import __version__
from mckenzie_tui.cli import surroundings
from mckenzie_tui.errors import FlowError, StorageError
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.store import Store

SMALLEST = (40, 15)
"""Columns and rows in which every screen can still be used."""


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
    damaged = [item.damage for item in stored if item.session is None]
    if not _writable(where.data):
        problems.append(f"{where.data} cannot be written, so sessions cannot be saved")
    if settings.problem:
        problems.append(f"{where.settings}: {settings.problem}")
    try:
        flows = [item.name for item in Catalogue().listed() if item.flow]
    except FlowError as error:
        flows = []
        problems += [str(problem) for problem in error.problems]
    if surroundings.has_terminal() and (columns, rows) < SMALLEST:
        problems.append(f"the terminal is smaller than {SMALLEST[0]} columns by {SMALLEST[1]} rows")
    return {
        "version": __version__,
        "python": sys.version.split()[0],
        "sessions folder": str(where.data / "sessions"),
        "settings file": str(where.settings),
        "emergency number": settings.call_for_help,
        "sessions": len(stored),
        "damaged sessions": damaged,
        "flows": flows,
        "terminal": f"{columns} columns, {rows} rows" if surroundings.has_terminal() else "none (use --plain)",
        "terminal type": os.environ.get("TERM", "not set"),
        "colour": "no (NO_COLOR is set)" if os.environ.get("NO_COLOR") else "yes",
        "problems": problems,
    }


def _writable(folder: Path) -> bool:
    """Whether something can be put into this folder, or into the nearest one that exists above it."""
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
