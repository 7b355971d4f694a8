"""What is imported for a command: the quick ones must not wait for what they do not need."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RECORD = str(ROOT / "tests/records/1-leaning.toml")
ASK = """
import contextlib, os, sys
from mckenzie_tui.__main__ import main
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(sys.stderr):
    main(sys.argv[1:])
print(*sorted(sys.modules))
"""


def imported_by(folder: Path, *arguments: str) -> set[str]:
    """The packages and modules that a fresh interpreter has imported after this command."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "MCKENZIE_TUI_DATA_DIR": str(folder)}
    command = [sys.executable, "-c", ASK, *arguments]
    found = subprocess.run(
        command, env=surroundings, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    assert "mckenzie_tui" in found.stdout.split()
    return set(found.stdout.split())


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["flows", "--help"], ["sessions", "lst"], ["read", "--help"], []],
)
def test_help_and_refusals_import_nothing_that_is_slow(tmp_path: Path, arguments: list[str]) -> None:
    assert not {"pydantic", "textual", "rich", "transitions", "aiohttp", "asyncio", "mckenzie_tui.sound"} & imported_by(
        tmp_path, *arguments
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["flows", "simulate", "lumbar-progression", "--answers", ""],
        ["flows", "simulate", "lumbar-progression", "--all"],
        ["flows", "graph", "lumbar-progression"],
        ["sessions", "replay"],
        ["flows", "copy", "lumbar-progression", "-"],
        ["sessions", "export", RECORD, "--format", "html"],
        ["sessions", "import", "flows", "--patient", "p-7"],
        ["sessions", "summary"],
        ["doctor"],
        ["read", "seek_help"],
        ["--plain"],
    ],
    ids=" ".join,
)
def test_only_the_full_screen_imports_textual(tmp_path: Path, arguments: list[str]) -> None:
    found = imported_by(tmp_path, *arguments)
    assert "pydantic" in found
    assert not {"textual", "rich"} & found


@pytest.mark.parametrize("arguments", [["flows", "list"], ["sessions", "list"]], ids=" ".join)
def test_a_list_is_told_without_the_models(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "sessions").mkdir()
    shutil.copy(RECORD, tmp_path / "sessions/2026-03-01T080000Z-0badcafe.toml")
    assert not {"pydantic", "textual", "rich", "transitions", "tomli_w"} & imported_by(tmp_path, *arguments)


def test_a_table_is_made_without_what_a_page_is_made_of(tmp_path: Path) -> None:
    page = "mckenzie_tui.reports.page.document"
    assert page not in imported_by(tmp_path, "sessions", "export", RECORD, "--format", "csv")
    assert page in imported_by(tmp_path, "sessions", "export", RECORD, "--format", "html")
