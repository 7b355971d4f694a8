"""Rules of the house that no import contract can hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "mckenzie_tui"
MODULES = sorted(PACKAGE.rglob("*.py"))
SURROUNDINGS = PACKAGE / "cli"
"""The one part that may ask for the time and the environment, and print."""

PAGE = PACKAGE / "serving/server.py"
"""The one module that listens, to a browser on this computer; tests/test_privacy.py says to what it may."""


def calls(module: Path) -> Iterator[str]:
    """Every call in a module, as dotted text."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def named(module: Path) -> str:
    return str(module.relative_to(PACKAGE))


below_the_surroundings = pytest.mark.parametrize(
    "module", [module for module in MODULES if SURROUNDINGS not in module.parents], ids=named
)


@below_the_surroundings
def test_nothing_asks_for_the_time_prints_or_reads_the_environment(module: Path) -> None:
    forbidden = re.compile(r"(^|\.)(print|input|now|today|utcnow|getenv)$|^time\.|^(os\.)?environ|^locale\.")
    # `desk.now()` and `self._desk.now()` ask the clock that was given.
    found = [call for call in calls(module) if forbidden.search(call) and not call.endswith("desk.now")]
    assert found == []


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_only_one_module_writes_files(module: Path) -> None:
    """The store removes logs, and claims their locks; logs are read through a handle that is open for nothing else."""
    writing = re.compile(r"(^|\.)(write_text|write_bytes|mkstemp|NamedTemporaryFile|mkdir|unlink|rename|fdopen)$")
    source = module.read_text(encoding="utf-8")
    found = [call for call in calls(module) if writing.search(call)]
    opened = [call for call in calls(module) if call == "open"]
    assert opened == []
    match module.name:
        case "writing.py":
            assert {"tempfile.mkstemp", "os.fdopen", "parent.mkdir"} <= set(found)
        case "store.py" | "claims.py":
            assert all(call.endswith(".unlink") for call in found), found
        case "files.py":
            assert found == ["os.fdopen"]
            assert re.findall(r'os\.fdopen\(\w+, "(\w+)"\)', source) == ["rb"]
            assert re.findall(r"os\.O_(?:WRONLY|RDWR|CREAT|APPEND|TRUNC)", source) == []
        case _:
            assert found == []


@pytest.mark.parametrize("module", [module for module in MODULES if module != PAGE], ids=named)
def test_no_module_but_the_page_knows_the_network(module: Path) -> None:
    network = {"socket", "http", "urllib", "ssl", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "webbrowser"}
    assert not network & {name.partition(".")[0] for name in imported(module)}
    assert not [
        call for call in calls(module) if re.search(r"open_connection|start_server|create_(connection|server)", call)
    ]


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_nothing_from_data_is_executed(module: Path) -> None:
    assert not {"eval", "exec", "compile", "__import__", "importlib.import_module"} & set(calls(module))


@pytest.mark.parametrize("screen", sorted((PACKAGE / "tui/screens").glob("[!_]*.py")), ids=named)
def test_every_screen_has_a_stylesheet_of_its_name(screen: Path) -> None:
    assert screen.with_suffix(".tcss").is_file()


def test_no_stylesheet_is_left_without_its_screen() -> None:
    sheets = set((PACKAGE / "tui").rglob("*.tcss"))
    assert all(sheet.with_suffix(".py").is_file() for sheet in sheets)


def test_the_flows_stand_at_the_top_of_a_checkout_alone() -> None:
    assert not (PACKAGE / "flows").exists()
