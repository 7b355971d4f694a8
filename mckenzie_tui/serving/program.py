"""The program behind the page: a process of its own, which draws into one pipe and reads keys from another."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress

from mckenzie_tui.serving import DRIVER, protocol

GRACE = 5.0
"""Seconds it may take to leave; it takes 3 at most by itself, and everything is on the disk all the time."""
SURROUNDINGS = {
    "TEXTUAL_DRIVER": DRIVER,
    "TEXTUAL_COLOR_SYSTEM": "truecolor",
    "TERM": "xterm-256color",
}
"""What tells it that it does not draw on a terminal."""


class Program:
    """One run of the program."""

    def __init__(self, process: Process) -> None:
        """Talk to a process that was started for it."""
        self._process = process
        assert process.stdin is not None  # noqa: S101
        assert process.stdout is not None  # noqa: S101
        self._to, self._from = process.stdin, process.stdout

    @classmethod
    async def started(cls, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]) -> Program:
        """Start it, without a shell. What it says on standard error is seen where the server was started.

        Args:
            command: the program with its arguments; nothing of it comes from the page.
            environment: what is around it.
            size: the columns and rows of the page; all that it is told of the page at its start.

        Raises:
            OSError: it cannot be started.
        """
        surroundings = {**environment, **SURROUNDINGS, "COLUMNS": str(size[0]), "ROWS": str(size[1])}
        # In a session of its own: ctrl-C in the terminal is for the server, which ends it in good order.
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, env=surroundings, start_new_session=True
        )
        return cls(process)

    async def drawn(self) -> AsyncIterator[bytes]:
        """All that it draws, piece by piece, until it has ended or no longer speaks as it should."""
        with suppress(asyncio.IncompleteReadError, ValueError):
            if await self._from.readexactly(len(protocol.READY)) != protocol.READY:
                return
            while True:
                is_drawn, size = protocol.begun(await self._from.readexactly(protocol.HEAD))
                content = await self._from.readexactly(size)
                if is_drawn:
                    yield content

    async def tell(self, packet: bytes) -> None:
        """Pass on a packet; where it has just ended, nobody needs it any more."""
        with suppress(OSError, RuntimeError):
            self._to.write(packet)
            await self._to.drain()

    async def end(self) -> None:
        """Ask it to end as a terminal does that is closed, and see to it that it does. Nobody may read it any more."""
        if self._process.returncode is None:
            if os.name == "posix":
                with suppress(ProcessLookupError):
                    self._process.send_signal(signal.SIGHUP)
            else:
                await self.tell(protocol.told(protocol.LEAVE))
        self._to.close()
        # It must not wait for somebody to take what it still draws.
        rest = asyncio.create_task(self._read_to_the_end())
        try:
            async with asyncio.timeout(GRACE):
                await self._process.wait()
        except TimeoutError:
            pass
        finally:
            if self._process.returncode is None:
                with suppress(ProcessLookupError):
                    self._process.kill()
            await self._process.wait()
            rest.cancel()

    async def _read_to_the_end(self) -> None:
        while await self._from.read(protocol.MOST_SAID):
            pass
