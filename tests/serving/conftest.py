"""What the tests of the page share: a server on this computer, with a small program behind it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from mckenzie_tui.serving.access import Access
from mckenzie_tui.serving.pages import served_files
from mckenzie_tui.serving.server import Behind, listening

PATIENCE = 20.0
"""Seconds after which something that was waited for is not going to happen."""

ECHO = r"""
import json, os, signal, sys
def draw(content, kind=b"D"):
    sys.stdout.buffer.write(kind + len(content).to_bytes(4, "big") + content)
    sys.stdout.buffer.flush()
if "stubborn" in sys.argv:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
if "parting" in sys.argv:
    signal.signal(signal.SIGHUP, lambda *_: (draw(b"a" * 1_000_000), os._exit(0)))
sys.stdout.buffer.write(b"__GANGLION__\n" if "mute" not in sys.argv else b"")
draw(json.dumps([os.getpid(), sys.argv[1:], os.environ["COLUMNS"], os.environ["ROWS"], dict(os.environ)]).encode())
while head := sys.stdin.buffer.read(5):
    content = sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
    if content == b"leave":
        sys.exit()
    if content == b"open":
        draw(b'{"type": "open_url", "url": "https://elsewhere.example", "new_tab": true}', b"M")
        draw(b'{"type": "deliver_file_start", "key": "k", "path": "/etc/passwd"}', b"M")
        draw(b"packed", b"P")
    if content == b"nonsense":
        draw(b"nonsense", b"X")
    draw(head[:1] + content if content != b"bell" else b"\a")
if "stubborn" in sys.argv:
    signal.pause()
"""
"""A program that draws what it is told."""


@dataclass(frozen=True)
class Answer:
    """What a server answers."""

    status: int
    headers: dict[str, str]
    body: bytes


async def ask(port: int, path: str, method: str = "GET", **headers: str | None) -> Answer:
    """Ask with exactly these words; a header that is None is left out. ``_`` in a name stands for ``-``."""
    said = {"Host": f"127.0.0.1:{port}", "Connection": "close", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in said.items() if value is not None]
    return await ask_raw(port, "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode())


async def ask_raw(port: int, request: bytes) -> Answer:
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    writing.write(request)
    async with asyncio.timeout(PATIENCE):
        answer = await reading.read()
    writing.close()
    with suppress(ConnectionError):
        await writing.wait_closed()
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    named = [line.partition(": ") for line in lines]
    return Answer(int(status.split()[1]), {name.lower(): value for name, _, value in named}, body)


@dataclass
class Served:
    """A server that runs, and one browser."""

    access: Access
    told: list[str]
    rung: list[bool]
    session: aiohttp.ClientSession
    cookie: str = ""
    pages: list[aiohttp.ClientWebSocketResponse] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.access.address.split(":")[2].partition("/")[0])

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def at(self, name: str) -> str:
        return self.access.place + name

    async def enter(self) -> str:
        """Open the address once; the cookie that this brings."""
        answer = await ask(self.port, self.access.address.removeprefix(self.origin))
        assert answer.status == 200
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return self.cookie

    async def connect(self, query: str = "", **headers: str | None) -> aiohttp.ClientWebSocketResponse:
        """Connect as the page does, but for these headers."""
        said = {"Origin": self.origin, "Cookie": self.cookie, **headers}
        page = await self.session.ws_connect(
            f"{self.origin}{self.at('socket')}{query}",
            headers={name: value for name, value in said.items() if value is not None},
        )
        self.pages.append(page)
        return page


async def drawn(page: aiohttp.ClientWebSocketResponse) -> bytes:
    """What is drawn next."""
    return await page.receive_bytes(timeout=PATIENCE)


async def begun(page: aiohttp.ClientWebSocketResponse) -> list[Any]:
    """What the small program says of itself: process id, arguments, columns, rows, environment."""
    found: list[Any] = json.loads(await drawn(page))
    return found


async def gone(page: aiohttp.ClientWebSocketResponse) -> aiohttp.WSMessage:
    """Wait until the server closes the connection; what came before is not looked at."""
    async with asyncio.timeout(PATIENCE):
        while (message := await page.receive()).type is aiohttp.WSMsgType.BINARY:
            pass
    return message


def runs(process: int) -> bool:
    """Whether there is such a process, be it a zombie."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


class Serving:
    """Starts servers, and ends them all."""

    def __init__(self) -> None:
        self._stack = AsyncExitStack()

    async def __call__(self, *arguments: str, environment: dict[str, str] | None = None) -> Served:
        told: list[str] = []
        rung: list[bool] = []
        command = [sys.executable, "-c", ECHO, *arguments]
        behind = Behind(command, environment or {}, told.append, lambda: rung.append(True))
        access = await self._stack.enter_async_context(listening(0, behind, served_files()))
        session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        served = Served(access, told, rung, session)
        self._stack.push_async_callback(self._close, served)
        return served

    async def _close(self, served: Served) -> None:
        for page in served.pages:
            await page.close()
        await served.session.close()

    async def end(self) -> None:
        await self._stack.aclose()


@pytest.fixture
async def serving() -> AsyncIterator[Serving]:
    serving = Serving()
    yield serving
    await serving.end()


@pytest.fixture
async def served(serving: Serving) -> Served:
    """A server whose address was opened once."""
    served = await serving()
    await served.enter()
    return served
