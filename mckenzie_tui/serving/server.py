"""The server of the page: on this computer alone, for one page at a time."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

from aiohttp import WSMsgType, web

from mckenzie_tui.errors import McKenzieError, mistake_told
from mckenzie_tui.serving import protocol
from mckenzie_tui.serving.access import COOKIE, HOST, Access
from mckenzie_tui.serving.pages import File, headers, told
from mckenzie_tui.serving.program import GRACE, Program

SOCKET = "socket"
"""The name of the connection between page and program."""
LOOK_ALIVE = 15.0
"""Seconds after which a silent page is asked whether it is still there."""
GOING = 2.0
"""Seconds that a page which is loaded anew may take to leave; only then is it gone."""

_WHERE = "The address to open stands in the terminal where it was started."

# What goes wrong in a request is nobody's business: the library's log would repeat the request, token and all.
_SILENT = logging.Logger("mckenzie_tui.serving")
_SILENT.addHandler(logging.NullHandler())


class Behind(NamedTuple):
    """The program that runs behind a page, and where the server says something."""

    command: Sequence[str]
    environment: Mapping[str, str]
    tell: Callable[[str], None]
    """Says something where the server was started."""
    ring: Callable[[], None]
    """Rings there: browsers have no bell."""


@asynccontextmanager
async def listening(port: int, behind: Behind, files: Mapping[str, File]) -> AsyncIterator[Access]:
    """Serve the page while it is entered; afterwards the program behind it has ended.

    Args:
        port: where to listen; 0 for any that is free.
        behind: what runs behind the page.
        files: all that is sent to it.

    Raises:
        McKenzieError: the port is not free.
    """
    try:
        listener = socket.create_server((HOST, port))
    except OSError as error:
        raise McKenzieError(f"port {port} cannot be used, perhaps because another program has it") from error
    with listener:
        access = Access(listener.getsockname()[1])
        server = _Server(access, behind, files)
        runner = web.ServerRunner(
            web.Server(server.answer, access_log=None, logger=_SILENT), shutdown_timeout=GRACE + GOING
        )
        await runner.setup()
        await web.SockSite(runner, listener).start()
        try:
            yield access
        finally:
            server.ending.set()
            async with server.seat:
                await runner.cleanup()


class _Server:
    """Answers requests."""

    def __init__(self, access: Access, behind: Behind, files: Mapping[str, File]) -> None:
        self._access = access
        self._behind = behind
        self._files = {access.place + name: file for name, file in files.items()}
        """All there is to see, by its whole address: no path is ever looked up."""
        self.seat = asyncio.Lock()
        """Whoever has it is the page behind which the program runs."""
        self.ending = asyncio.Event()

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request, or refuse it."""
        hosts = request.headers.getall("Host", [])
        host = hosts[0] if len(hosts) == 1 and hosts[0] in self._access.hosts else ""
        try:
            answer = await self._chosen(request, host)
        except Exception as error:
            self._behind.tell(mistake_told(error))
            answer = _page(500, "It went wrong here", "The terminal where it was started says more.")
        if not answer.prepared:
            answer.headers.update(headers(host))
        return answer

    async def _chosen(self, request: web.BaseRequest, host: str) -> web.StreamResponse:
        path, _, query = request.raw_path.partition("?")
        if not host or request.headers.get("Origin", f"http://{host}") != f"http://{host}":
            return _page(403, "Not from there", "This page is for the browser on the same computer alone.")
        if request.method != "GET":
            return _page(405, "Not so", "Pages are read here, and nothing else.", Allow="GET")
        if path == "/" and query:
            return self._enter(query)
        # Only the connection is asked for with a query: the terminal's script would act on one of the page.
        file = self._files.get(request.raw_path)
        if file is None and path != self._access.place + SOCKET:
            return _page(404, "There is nothing here", _WHERE)
        if not self._access.knows(request.cookies.get(COOKIE, "")):
            return _page(403, "Not for this browser", _WHERE)
        if file is not None:
            return web.Response(body=file.content, headers={"Content-Type": file.kind})
        if "Origin" not in request.headers:
            return _page(403, "Not from there", "This connection is for the page alone.")
        return await self._connect(request, host, protocol.asked_size(query))

    def _enter(self, query: str) -> web.Response:
        cookie = self._access.enter(query.removeprefix("token="))
        if cookie is None:
            return _page(
                403,
                "This address does not open it",
                f"An address works once. {_WHERE}",
            )
        self._behind.tell(
            f"Opened. That address is used up. For another page, after this one:\n\n  {self._access.address}\n"
        )
        return _page(200, "Opening", "One moment.", leads_to=self._access.place, **{"Set-Cookie": cookie})

    async def _connect(self, request: web.BaseRequest, host: str, size: tuple[int, int]) -> web.StreamResponse:
        page = web.WebSocketResponse(
            heartbeat=LOOK_ALIVE, max_msg_size=protocol.MOST_SAID, compress=False, timeout=GOING
        )
        if not page.can_prepare(request):
            return _page(400, "Not so", "This is a connection, and no page.")
        page.headers.update(headers(host))
        await page.prepare(request)
        try:
            if await self._take_seat():
                try:
                    if not self.ending.is_set():
                        await self._run_behind(page, size)
                finally:
                    self.seat.release()
        except Exception as error:
            self._behind.tell(mistake_told(error))
        finally:
            await page.close()
        return page

    async def _take_seat(self) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(GOING):
                return await self.seat.acquire()
        return False

    async def _run_behind(self, page: web.WebSocketResponse, size: tuple[int, int]) -> None:
        """Run the program until it ends, the page is gone, or the server is to end."""
        try:
            program = await Program.started(self._behind.command, self._behind.environment, size)
        except OSError as error:
            self._behind.tell(f"The program cannot be started: {error.strerror}")
            return
        tasks = [
            asyncio.create_task(doing)
            for doing in (self._draw(program, page), _pass_on(page, program), self.ending.wait())
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await program.end()

    async def _draw(self, program: Program, page: web.WebSocketResponse) -> None:
        with suppress(ConnectionError):
            async for drawn in program.drawn():
                if drawn == protocol.BELL:
                    self._behind.ring()
                await page.send_bytes(drawn)


async def _pass_on(page: web.WebSocketResponse, program: Program) -> None:
    """Pass on what the page says, until it is gone or says what no page says."""
    async for message in page:
        try:
            packet = protocol.understood(message.data if message.type is WSMsgType.TEXT else "")
        except ValueError:
            return
        if packet:
            await program.tell(packet)


def _page(status: int, heading: str, text: str, leads_to: str = "", **more: str) -> web.Response:
    return web.Response(status=status, text=told(heading, text, leads_to), content_type="text/html", headers=more)
