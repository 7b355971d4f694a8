"""The page of a report as a real browser prints it: one sheet for a session, also for a long one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from reported import long_session, session

from mckenzie_tui.reports.page.document import page
from mckenzie_tui.sealed import from_bytes
from mckenzie_tui.session import Session

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PDFINFO = shutil.which("pdfinfo")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", "--disable-sync"),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-extensions",
        "--no-pdf-header-footer",
    ),
)
PATIENCE = 120
PICTURES = "MCKENZIE_TUI_PICTURES"
"""A folder in which the printed pages are left, as PDF and as pictures."""
RECORDS = Path(__file__).parent / "records"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None or PDFINFO is None, reason="needs Chromium, and pdfinfo of poppler-utils"),
]


def printed(html: str, folder: Path, name: str) -> int:
    """Print a page, and count the sheets."""
    source, target = folder / f"{name}.html", folder / f"{name}.pdf"
    source.write_text(html, encoding="utf-8")
    command = [str(CHROMIUM), *QUIET, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}"]
    subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=PATIENCE)
    told = subprocess.run([str(PDFINFO), target], check=True, capture_output=True, text=True).stdout
    if pictures := os.environ.get(PICTURES):
        subprocess.run(["pdftoppm", "-png", "-r", "100", target, Path(pictures) / name], check=True)
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:"))


def recorded(name: str) -> Session:
    return from_bytes((RECORDS / f"{name}.toml").read_bytes())


@pytest.mark.parametrize("paper", ["letter", "A4"])
def test_a_session_is_one_sheet(tmp_path: Path, paper: str) -> None:
    sessions = {"long": long_session(), "short": session(), "leaning": recorded("1-leaning")}
    counted = {
        name: printed(page([each]).replace("@page {", f"@page {{ size: {paper};"), tmp_path, f"{name}-{paper}")
        for name, each in sessions.items()
    }
    assert counted == dict.fromkeys(sessions, 1)


def test_several_sessions_are_a_sheet_each_after_one_for_their_course(tmp_path: Path) -> None:
    assert printed(page([*(session(day) for day in range(3)), recorded("1-emergency")]), tmp_path, "range") == 5
