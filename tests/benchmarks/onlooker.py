"""A program in a pseudo-terminal, seen from outside: what it writes, and when; it is answered as terminals answer."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
from terminal import KEYS, UNFINISHED, UNKNOWN

COLUMNS, ROWS = 100, 30
PATIENCE = 60.0
"""Seconds after which something that was waited for is not going to happen."""
QUIET = 0.5
"""Seconds without a word after which a program that does nothing by itself has painted all there is."""
_ASKED = {
    # It paints whole frames, and says where each one ends.
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    # It tells by a signal that its size has changed, as most do.
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}
_FRAME, _END_OF_FRAME = b"\x1b[?2026h", b"\x1b[?2026l"
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")

Cells = tuple[tuple[object, ...], ...]
"""The cells of a screen, row by row: each with its letter and its looks."""


@dataclass(frozen=True)
class Frame:
    """The screen after a piece of what was written."""

    at: float
    """Seconds, by the clock of the onlooker."""
    text: str
    cells: Cells
    is_whole: bool
    """Whether it is the end of what was painted together."""


class Onlooker:
    """Looks at one run of a program."""

    def __init__(self, command: Sequence[str], home: Path, **more: str) -> None:
        """Start a program.

        Args:
            command: the program, with its arguments.
            home: an empty folder, or one with a data folder in it.
            more: further variables of its environment.
        """
        self._pieces: list[tuple[float, bytes]] = []
        self._tail = b""
        """The end of what was written, for questions and texts that come in two pieces."""
        self.written = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=home,
            env=surroundings(home, **more),
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(slave, termios.TIOCSCTTY, 0),
        )
        os.close(slave)

    def __enter__(self) -> Self:
        """Be ended with the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program, whatever it does."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)

    def watch(self, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
        """Take in what is written for so long, or until something holds; gives whether it does."""
        deadline = time.perf_counter() + seconds
        while not until():
            left = deadline - time.perf_counter()
            if left <= 0 or not self._take_in(left):
                return until()
        return True

    def _take_in(self, seconds: float) -> bool:
        """Take in the next piece, if it comes in time; False once the program has ended."""
        if not select.select([self._master], [], [], seconds)[0]:
            return True
        try:
            piece = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self._pieces.append((time.perf_counter(), piece))
        self.written += piece
        latest = self._tail + piece
        for asked, answer in _ASKED.items():
            if asked in latest and asked not in self._tail:
                os.write(self._master, answer)
        self._tail = latest[-16:]
        return bool(piece)

    def until_written(self, text: str) -> None:
        """Wait until a text was written that was not there before this call began, or is still on its way."""
        begin = max(0, len(self.written) - 1)
        if not self.watch(PATIENCE, lambda: text.encode() in self.written[begin:]):
            raise AssertionError(f"{text!r} was not written; the screen shows:\n{self.frames()[-1].text}")

    def until_quiet(self) -> None:
        """Wait until nothing more is written."""
        seen = -1
        while seen != len(self.written):
            seen = len(self.written)
            self.watch(QUIET)

    def press(self, key: str) -> float:
        """Press a key; gives when."""
        os.write(self._master, KEYS.get(key, key).encode())
        return time.perf_counter()

    def answer(self, key: str, then: str) -> None:
        """Press a key, and wait for what it leads to."""
        before = len(self.written)
        self.press(key)
        if not self.watch(PATIENCE, lambda: then.encode() in self.written[before:]):
            raise AssertionError(f"{key!r} did not lead to {then!r}; the screen shows:\n{self.frames()[-1].text}")

    def frames(self, since: float = 0.0) -> list[Frame]:
        """The screen as it was then, and after each piece of what was written since; asked for between measurements."""
        return list(self._played(since))

    def _played(self, since: float) -> Iterator[Frame]:
        screen = pyte.Screen(COLUMNS, ROWS)
        stream = pyte.ByteStream(screen)
        kept, under_way = b"", False
        told = since <= 0
        for at, piece in self._pieces:
            if at >= since and not told:
                told = True
                yield _frame(since, screen, is_whole=not under_way)
            data = kept + piece
            unfinished = UNFINISHED.search(data)
            end = unfinished.start() if unfinished else len(data)
            kept = data[end:]
            stream.feed(UNKNOWN.sub(b"", data[:end]))
            under_way = data.rfind(_FRAME) > data.rfind(_END_OF_FRAME) or (under_way and _END_OF_FRAME not in data)
            if at >= since:
                yield _frame(at, screen, is_whole=not under_way)
        if not told:
            yield _frame(since, screen, is_whole=True)

    def shown_at(self, *texts: str) -> float:
        """Seconds from its start until all of these texts were on the screen together."""
        for frame in self.frames():
            if all(text in frame.text for text in texts):
                return frame.at - self.began
        raise AssertionError(f"{texts} were never shown; the screen shows:\n{self.frames()[-1].text}")

    @property
    def memory(self) -> float:
        """What it holds in memory (resident), in MiB."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * _PAGE / 2**20

    @property
    def worked(self) -> float:
        """Seconds of one processor core that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """What a program that is measured is told about its surroundings; the same for ours and for a yardstick."""
    return {
        "HOME": str(home),
        "MCKENZIE_TUI_DATA_DIR": str(home / "data"),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        **more,
    }


def _frame(at: float, screen: pyte.Screen, *, is_whole: bool) -> Frame:
    cells = tuple(tuple(screen.buffer[row][column] for column in range(COLUMNS)) for row in range(ROWS))
    return Frame(at, "\n".join(screen.display), cells, is_whole)
