"""What many tests share: the bundled flow as a machine, and a desk with a clock and ids of its own."""

from __future__ import annotations

import io
import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clocks import Clock
from commands import Ran, Run
from remembering import Remembering, library_in

import mckenzie_tui.flow.catalogue
import mckenzie_tui.sitting
from mckenzie_tui.cli import main, surroundings
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.replay import replay
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="try every fault, damage and case, which takes minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is tried with ``--long`` alone."""
    if not config.getoption("--long"):
        left_out = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if not item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much was tried, where a test tries all there is."""
    told = [
        str(value)
        for report in terminalreporter.getreports("passed")
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, value in report.user_properties
        if name == "covered"
    ]
    if told:
        terminalreporter.section("covered")
        for line in told:
            terminalreporter.line(line)


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether there is time to try everything."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("home"))


@pytest.fixture(autouse=True)
def no_home(request: pytest.FixtureRequest, empty_home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the home folder and the locale of whoever runs it."""
    if request.node.get_closest_marker("slow"):
        return  # it starts tools that need their own settings from there
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, empty_home)
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", surroundings.DATA_DIR_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture(autouse=True)
def every_log_follows_from_its_answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Replay, after each test, every log that was made in it, as it was saved last: the rules give what it says."""
    logs: dict[Path, tuple[Session, FlowMachine]] = {}
    saved = Sitting._save

    def saving(sitting: Sitting, *given: Any) -> None:
        saved(sitting, *given)
        logs[sitting.path] = sitting.session, sitting.walk.machine

    with monkeypatch.context() as patched:
        patched.setattr(Sitting, "_save", saving)
        yield
    for session, machine in logs.values():
        found = replay(session, machine, session.program.version)
        assert [f"{difference}" for difference in found.differences] == []


@pytest.fixture(autouse=True)
def _the_disk_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the wait until what was written is safe from a power cut."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(autouse=True)
def _the_library_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the library that comes along once: every run of the program reads it anew."""
    monkeypatch.setattr(mckenzie_tui.flow.catalogue, "load_library", library_in)


@pytest.fixture(autouse=True)
def _one_machine_for_each_flow(catalogue: Remembering, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build the machine of a flow that comes along once: it holds no walk."""
    monkeypatch.setattr(mckenzie_tui.sitting, "FlowMachine", catalogue.machine_of)


@pytest.fixture(scope="session")
def catalogue() -> Remembering:
    return Remembering()


@pytest.fixture(scope="session")
def flow(catalogue: Catalogue) -> Flow:
    return catalogue.find(DEFAULT_FLOW)


@pytest.fixture(scope="session")
def machine(flow: Flow) -> FlowMachine:
    return FlowMachine(flow)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder; it does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def desk(data: Path, catalogue: Catalogue, clock: Clock) -> Desk:
    numbers = itertools.count(1)
    return Desk(Store(data), catalogue, clock, lambda: f"{next(numbers):08x}", "0.0.0-test")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], data: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program with these arguments, in a data folder of the test's own, with these lines typed."""
    monkeypatch.setenv(surroundings.DATA_DIR_VARIABLE, str(data))

    def run(*arguments: str, typed: str | bytes = "") -> Ran:
        content = typed.encode() if isinstance(typed, str) else typed
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        try:
            code = main(arguments)
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        return Ran(code, *capsys.readouterr())

    return run
