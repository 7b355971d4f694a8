"""The command `serve` as it is run: the whole program behind the page, without a browser."""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import sys
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from commands import Run, refused
from conftest import PATIENCE, ask, gone
from screen import Screen

from mckenzie_tui.cli.arguments import parser, said_again

ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes as Linux shows them")
WATCHED = """
import sys
print("WATCHED", file=sys.stderr, flush=True)
def watch(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
        print("NETWORK", event, arguments[1][0], file=sys.stderr, flush=True)
sys.addaudithook(watch)
"""
"""Is run before the server, and before the program behind the page."""


class Server:
    """The command, with a page open."""

    connect: Callable[[], Awaitable[None]]
    page: aiohttp.ClientWebSocketResponse

    def __init__(self, process: asyncio.subprocess.Process, secrets: tuple[str, ...]) -> None:
        self.process = process
        self.secrets = secrets
        self.screen = Screen(100, 30)

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                self.screen.draw(await self.page.receive_bytes())

    async def until_shown(self, text: str) -> None:
        await self.until(lambda: text in self.screen.flat)

    async def press(self, key: str) -> None:
        await self.page.send_json(["stdin", key])

    @property
    def behind(self) -> int:
        """The process that runs behind the page."""
        number = self.process.pid
        (child,) = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()
        return int(child)

    async def left(self) -> tuple[int, str]:
        """Wait for the end: the exit code, and what was said on standard error."""
        async with asyncio.timeout(PATIENCE):
            _, told = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode, told.decode()


@asynccontextmanager
async def serving(home: Path, *arguments: str) -> AsyncIterator[Server]:
    (home / "watch").mkdir()
    (home / "watch/sitecustomize.py").write_text(WATCHED, encoding="utf-8")
    surroundings = {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "MCKENZIE_TUI_DATA_DIR": str(home / "data"),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{home / 'watch'}{os.pathsep}{ROOT}",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "mckenzie_tui", "serve", *arguments),
        env=surroundings,
        cwd=home,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            said = ""
            while not (found := re.search(r"http://127\.0\.0\.1:(\d+)(/\?token=(\S+))", said)):
                line = await process.stdout.readline()
                assert line, "it did not start"
                said = line.decode()
        port, token = int(found[1]), found[3]
        answer = await ask(port, found[2])
        cookie = answer.headers["set-cookie"].partition(";")[0]
        place = re.search(r'url=(/[\w-]+/)"', answer.body.decode())
        assert place
        server = Server(process, (token, cookie.partition("=")[2], place[1].strip("/")))
        async with aiohttp.ClientSession() as session:

            async def connect() -> None:
                server.page = await session.ws_connect(
                    f"http://127.0.0.1:{port}{place[1]}socket?width=100&height=30",
                    headers={"Origin": f"http://127.0.0.1:{port}", "Cookie": cookie},
                )

            server.connect = connect
            await server.connect()
            try:
                await server.until_shown("Begin a session")
                yield server
            finally:
                await server.page.close()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


def has_ended(process: int) -> bool:
    """Wait until a process that is not ours has ended."""
    try:
        number = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([number], [], [], PATIENCE)[0])
    finally:
        os.close(number)


@linux
@pytest.mark.parametrize(
    ("ended_by", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, -9)]
)
async def test_however_the_server_ends_what_was_said_is_saved_and_nothing_runs_on(
    tmp_path: Path, ended_by: signal.Signals, code: int
) -> None:
    async with serving(tmp_path) as server:
        await server.press("\r")
        await server.until_shown("question 1 of 8")
        await server.press("n")
        await server.until_shown("question 2 of 8")
        behind = server.behind
        server.process.send_signal(ended_by)
        if ended_by is not signal.SIGKILL:
            await gone(server.page)
        left, told = await server.left()
        assert has_ended(behind)
    assert left == code
    (log,) = (tmp_path / "data/sessions").glob("[!.]*.toml")
    session = tomllib.loads(log.read_text(encoding="utf-8"))
    assert [answer["event"] for answer in session["answers"]] == ["no"]
    assert session["status"] == "in_progress"
    assert not list(tmp_path.rglob("*.lock"))
    # Both were watched; one of them listened, to this computer alone.
    assert re.findall("WATCHED|NETWORK .*", told) == ["WATCHED", "NETWORK socket.bind 127.0.0.1", "WATCHED"]
    assert "Traceback" not in told
    if ended_by is not signal.SIGKILL:
        assert "Your session is saved" in told


@linux
async def test_when_the_page_is_closed_the_program_ends_and_the_server_waits_for_the_next(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        behind = server.behind
        await server.page.close()
        assert has_ended(behind)
        await server.connect()
        server.screen = Screen(100, 30)
        await server.until_shown("Begin a session")
        # Not even a zombie is left of the first.
        assert server.behind != behind
        assert not Path(f"/proc/{behind}").exists()
        server.process.terminate()
        assert (await server.left())[0] == 143


@linux
async def test_no_secret_is_seen_in_the_list_of_processes_or_around_the_program(tmp_path: Path) -> None:
    async with serving(tmp_path, "--resume") as server:
        for process in (server.process.pid, server.behind):
            for about in ("cmdline", "environ"):
                content = Path(f"/proc/{process}/{about}").read_bytes()
                assert not [secret for secret in server.secrets if secret.encode() in content]
        arguments = Path(f"/proc/{server.behind}/cmdline").read_text(encoding="utf-8").split("\0")
        assert arguments[1:-1] == ["-P", "-m", "mckenzie_tui", "run", "--resume"]


async def test_quitting_closes_the_page(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await server.press("q")
        await gone(server.page)
        server.process.terminate()
        code, told = await server.left()
    assert code == 143
    assert re.sub("(WATCHED|NETWORK).*\n", "", told) == ""


def test_what_was_said_of_a_session_is_said_again_to_the_program_behind_the_page() -> None:
    said = ["--data-dir", "a b; c", "serve", "--flow=-x$(id)", "--resume", "--port", "8000"]
    again = said_again(parser().parse_args(said))
    assert again == ["--data-dir=a b; c", "--flow=-x$(id)", "--resume"]
    options = parser().parse_args(["run", *again])
    assert (options.data_dir, options.flow, options.resume) == ("a b; c", "-x$(id)", True)
    assert said_again(parser().parse_args(["serve"])) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.1", "localhost"])  # noqa: S104
def test_there_is_no_way_to_ask_for_another_address(run: Run, host: str) -> None:
    assert "--host" in refused(run("serve", "--host", host))


@pytest.mark.parametrize("port", ["0", "65536", "-1", "x", "８０"])
def test_a_port_that_is_none_is_refused(run: Run, port: str) -> None:
    assert "ports go from 1 to 65535" in refused(run("serve", f"--port={port}"))


def test_a_port_that_another_program_has_is_told(run: Run) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = refused(run("serve", "--port", str(port)), 1)
    assert told == f"mckenzie-tui: port {port} cannot be used, perhaps because another program has it\n"


def test_lines_are_for_a_terminal(run: Run) -> None:
    assert "--plain is for a terminal" in refused(run("--plain", "serve"))


def test_a_flow_that_is_not_there_is_told_before_there_is_a_page(run: Run) -> None:
    assert "no flow called 'nothing'" in refused(run("serve", "--flow", "nothing"))


@pytest.mark.parametrize("missing", ["aiohttp", "textual_serve"])
def test_without_the_extra_it_says_how_to_install_it(run: Run, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == missing or ".serving." in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    told = refused(run("serve"), 1)
    assert told.count("\n") == 1
    assert "pip install '.[serve]'" in told
