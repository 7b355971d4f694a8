"""What is said stays on this computer: no network code but the page's, nothing personal asked for, private files."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "mckenzie_tui"

NETWORK = {
    *(
        "socket",
        "ssl",
        "http",
        "urllib",
        "ftplib",
        "smtplib",
        "poplib",
        "imaplib",
        "telnetlib",
        "xmlrpc",
        "socketserver",
    ),
    *("requests", "httpx", "aiohttp", "urllib3", "websockets", "webbrowser", "wsgiref", "asyncore", "nntplib"),
}
"""Modules that can talk to other computers."""
OPENING = {"open_connection", "start_server", "create_connection", "create_server", "open_unix_connection", "open_url"}
"""What asyncio and Textual offer to that end."""
PAGE = "mckenzie_tui/serving/server.py"
"""The one module that may listen, for a browser on this computer, while `serve` runs."""
ALLOWED = {PAGE: {"socket", "aiohttp", "create_server"}}
STARTING = {
    "create_subprocess_exec",
    "create_subprocess_shell",
    "subprocess_exec",
    "subprocess_shell",
    "fork",
    "spawnv",
}
"""What else starts programs."""
UNSAFE = {"eval", "exec", "compile", "__import__", "system", "popen", "import_module"}
"""What could run what stands in a file."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


MODULES = dict(modules())


def imported(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.partition(".")[0])
    return found


def called(tree: ast.Module) -> set[str]:
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {function.id for function in functions if isinstance(function, ast.Name)}
    return names | {function.attr for function in functions if isinstance(function, ast.Attribute)}


def test_the_measure_finds_what_it_looks_for() -> None:
    tree = ast.parse(
        "import urllib.request as u\nfrom socket import create_connection\nloop.open_connection()\neval('1')"
    )
    assert imported(tree) & NETWORK == {"urllib", "socket"}
    assert called(tree) & (OPENING | UNSAFE) == {"open_connection", "eval"}


@pytest.mark.parametrize("name", MODULES)
def test_no_module_talks_to_other_computers_or_runs_what_it_reads(name: str) -> None:
    assert imported(MODULES[name]) & NETWORK <= ALLOWED.get(name, set())
    assert called(MODULES[name]) & OPENING <= ALLOWED.get(name, set())
    # Patterns are compiled by name, never Python.
    assert not called(MODULES[name]) & UNSAFE - ({"compile"} if "re" in imported(MODULES[name]) else set())


def test_the_page_needs_all_that_it_is_allowed() -> None:
    assert (imported(MODULES[PAGE]) & NETWORK) | (called(MODULES[PAGE]) & OPENING) == ALLOWED[PAGE]


def test_only_two_modules_start_programs_the_voice_and_the_one_behind_the_page() -> None:
    assert [name for name, tree in MODULES.items() if "subprocess" in imported(tree)] == [
        "mckenzie_tui/sound/process.py"
    ]
    assert {name: called(tree) & STARTING for name, tree in MODULES.items() if called(tree) & STARTING} == {
        "mckenzie_tui/serving/program.py": {"create_subprocess_exec"}
    }


GUARDED = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
        print("NETWORK", event, arguments)
        sys.exit(77)
sys.addaudithook(refuse)
from mckenzie_tui.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        (["--plain"], "n\n" * 29 + "right calf\n5\nno\ndone\n\n\n\nq\n"),
        (["sessions", "list"], ""),
        (["flows", "check", "lumbar-progression"], ""),
        (["doctor", "--sound", "off"], ""),
    ],
    ids=lambda what: " ".join(what) if isinstance(what, list) else "",
)
def test_while_it_runs_nothing_is_sent_anywhere(arguments: list[str], typed: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", GUARDED, *arguments, "--data-dir", str(tmp_path)]
    ran = subprocess.run(command, input=typed, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (ran.returncode, "NETWORK" in ran.stdout) == (0, False), ran.stdout + ran.stderr
