"""What the tests in a real terminal share: starting the program in one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from before import Start
from terminal import Terminal


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the program in a terminal; whatever still runs at the end of the test is ended."""
    running: list[Terminal] = []

    def starting(columns: int = 80, rows: int = 24, *arguments: str, **more: str) -> Terminal:
        running.append(Terminal(tmp_path, columns, rows, arguments, more))
        return running[-1]

    yield starting
    for terminal in running:
        terminal.child.close(force=True)
