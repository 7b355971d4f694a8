"""Style, types and the direction of imports, by the tools that know them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


def said_by(*command: str) -> tuple[int, str]:
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return found.returncode, found.stdout + found.stderr


def tool(name: str) -> str:
    """The tool beside the interpreter that runs the tests."""
    return str(Path(sys.executable).parent / name)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("ruff", "check", "."), id="lint"),
        pytest.param(("ruff", "format", "--check", "."), id="format"),
        pytest.param(("mypy",), id="types"),
        pytest.param(("lint-imports",), id="import contracts"),
    ],
)
def test_the_tool_finds_nothing(command: tuple[str, ...]) -> None:
    code, output = said_by(tool(command[0]), *command[1:])
    assert code == 0, output
