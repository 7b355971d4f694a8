"""The program in a pseudo-terminal of its own, and what stands on its screen."""

from __future__ import annotations

import re
import signal
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pexpect
import pyte

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
"""Seconds after which something that was waited for is not going to happen."""
GLANCE = 0.05
"""Seconds to wait for output before looking at the screen again."""

GAP = 0.3
"""Seconds after which the same key cannot be taken for one that is held down."""
KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "ctrl+c": "\x03",
    "tab": "\t",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
}

UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*(?:\$p|u)")
"""Private sequences that pyte would print or misread."""
UNFINISHED = re.compile(rb"\x1b(?:\[[<>=?]?[0-9;]*\$?)?\Z")
MODES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
"""Modes of the terminal being set and reset."""
AT_FIRST = {"25": b"h", "7": b"h"}
"""The modes that are set in a new terminal: the cursor is shown, lines are wrapped. All others are not."""
PUSH_KEYS, POP_KEYS = re.compile(rb"\x1b\[>[0-9]+u"), b"\x1b[<u"
"""Another way of telling keys, put on a stack and taken off it."""
IN_SCREEN, OUT_OF_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
HIDE_CURSOR, SHOW_CURSOR = b"\x1b[?25l", b"\x1b[?25h"


def environment(home: Path, **more: str) -> dict[str, str]:
    """What the program is told about its surroundings."""
    return {
        "HOME": str(home),
        "MCKENZIE_TUI_DATA_DIR": str(home / "data"),
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        **more,
    }


def _hear_of_all() -> None:
    """Let a program that starts hear of a closed window and of ctrl-c.

    Where the tests were started by nohup, or in the background of a script, it would inherit that it does not.
    """
    for number in (signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


@dataclass
class Terminal:
    """One run of the program."""

    home: Path
    columns: int = 80
    rows: int = 24
    arguments: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.out = b""
        self._kept = b""
        self._screen = pyte.Screen(self.columns, self.rows)
        self._stream = pyte.ByteStream(self._screen)
        self._pressed: tuple[str, float] = ("", 0.0)
        self.glance = GLANCE
        self._has_left = False
        self._code: int | None = None
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "mckenzie_tui", *self.arguments],
            dimensions=(self.rows, self.columns),
            env=environment(self.home, **self.more),
            cwd=str(self.home),
            timeout=PATIENCE,
            preexec_fn=_hear_of_all,
        )
        # On Linux the end that is ours tells how the other one is set, even after everybody has left that.
        self.found = termios.tcgetattr(self.child.child_fd)
        self.left: list[object] | None = None
        """How the terminal was set when the program had ended."""

    def held(self, key: str) -> bool:
        """Whether this key would be taken for one that is held down."""
        return key == self._pressed[0] and time.monotonic() - self._pressed[1] <= GAP

    def press(self, *keys: str) -> None:
        """Press keys; the same one again only once it cannot be taken for one that is held down."""
        for key in keys:
            if self.held(key):
                self.until(lambda key=key: not self.held(key))
            self._pressed = (key, time.monotonic())
            self.child.send(KEYS.get(key, key))

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def look(self) -> None:
        """Take in what the program has written since."""
        try:
            read = self.child.read_nonblocking(65536, timeout=self.glance)
        except pexpect.TIMEOUT:
            return
        self.out += read
        # What is written below a screen that was left would stand on it here.
        data, left, _ = (b"" if self._has_left else self._kept + read).partition(OUT_OF_SCREEN)
        self._has_left = self._has_left or bool(left)
        unfinished = UNFINISHED.search(data)
        end = unfinished.start() if unfinished else len(data)
        self._kept = data[end:]
        self._stream.feed(UNKNOWN.sub(b"", data[:end]))

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)

    @property
    def top(self) -> str:
        """The first line of the screen: it names the question."""
        return self._screen.display[0].strip()

    @property
    def colours(self) -> set[str]:
        """All colours on the screen, in front and behind."""
        cells = [cell for row in self._screen.buffer.values() for cell in row.values()]
        return {colour for cell in cells for colour in (cell.fg, cell.bg)}

    @property
    def flat(self) -> str:
        """The screen as one line."""
        return " ".join(self.text.split())

    def until(self, holds: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain; the screen shows:\n{self.text}")
            try:
                self.look()
            except pexpect.EOF:
                if not holds():
                    raise AssertionError(f"the program has ended:\n{self.out[-2000:]!r}") from None

    def until_shown(self, text: str) -> None:
        self.until(lambda: text in self.flat)

    def answer(self, key: str, then: str) -> None:
        """Press a key, and wait for what it leads to."""
        self.press(key)
        self.until_shown(then)

    def kill(self, signal: int) -> None:
        self.child.kill(signal)

    def close_window(self) -> None:
        """Close the terminal under the program, as its window does."""
        self.child.ptyproc.fileobj.close()
        self.child.ptyproc.closed = True

    def ended(self) -> int:
        """Wait for the end; the exit code as a shell tells it."""
        if self._code is None:
            self._code = self._reaped()
        return self._code

    def _reaped(self) -> int:
        deadline = time.monotonic() + PATIENCE
        closed = self.child.ptyproc.closed
        while not closed and time.monotonic() < deadline:
            try:
                self.look()
            except pexpect.EOF:
                break
        while self._running():
            if time.monotonic() > deadline:
                waiting = self._waiting_in()
                self.child.kill(signal.SIGKILL)
                raise AssertionError(f"the program does not end: {waiting}; {self.out[-300:]!r}")
            time.sleep(GLANCE / 5)
        if not closed:
            self.left = termios.tcgetattr(self.child.child_fd)
            self.child.close(force=False)
        if self.child.ptyproc.exitstatus is not None:
            return self.child.ptyproc.exitstatus
        return 128 + (self.child.ptyproc.signalstatus or 0)

    def _waiting_in(self) -> str:
        """What each thread of the program is doing, where the system tells it."""
        told = []
        for thread in sorted(Path(f"/proc/{self.child.pid}/task").glob("*")):
            with suppress(OSError):
                state = re.search(r"^State:\s*(.+)$", (thread / "status").read_text(), re.MULTILINE)
                where = (thread / "wchan").read_text()
                told.append(f"{(thread / 'comm').read_text().strip()} {state[1] if state else '?'} in {where}")
        return ", ".join(told) or "nothing is known of it"

    def _running(self) -> bool:
        """Whether the program still runs, asked without waiting for it."""
        self.child.ptyproc.flag_eof = False
        return self.child.ptyproc.isalive()

    @property
    def after(self) -> str:
        """What was written below the screen, once it had been left."""
        return MODES.sub(b"", self.out.rpartition(OUT_OF_SCREEN)[2]).decode()

    @property
    def modes_left(self) -> dict[str, bytes]:
        """The modes that are not as they were in the new terminal."""
        modes = dict(AT_FIRST)
        for names, way in MODES.findall(self.out):
            modes |= dict.fromkeys(names.decode().split(";"), way)
        return {name: way for name, way in modes.items() if way != AT_FIRST.get(name, b"l")}

    @property
    def is_restored(self) -> bool:
        """Whether the terminal was left as it was found: its settings, screen, cursor, mouse, keys and paste."""
        keys = len(PUSH_KEYS.findall(self.out)) == self.out.count(POP_KEYS)
        return keys and not self.modes_left and self.left == self.found
