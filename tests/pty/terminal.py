"""The program in a pseudo-terminal of its own, and what stands on its screen."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
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
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "mckenzie_tui", *self.arguments],
            dimensions=(self.rows, self.columns),
            env=environment(self.home, **self.more),
            cwd=str(self.home),
            timeout=PATIENCE,
        )

    def press(self, *keys: str) -> None:
        """Press keys; the same one again only once it cannot be taken for one that is held down."""
        for key in keys:
            last, at = self._pressed
            if key == last:
                self.until(lambda at=at: time.monotonic() - at > GAP)
            self._pressed = (key, time.monotonic())
            self.child.send(KEYS.get(key, key))

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def _look(self) -> None:
        """Take in what the program has written since."""
        try:
            read = self.child.read_nonblocking(65536, timeout=GLANCE)
        except pexpect.TIMEOUT:
            return
        self.out += read
        data = self._kept + read
        unfinished = UNFINISHED.search(data)
        end = unfinished.start() if unfinished else len(data)
        self._kept = data[end:]
        self._stream.feed(UNKNOWN.sub(b"", data[:end]))

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)

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
                self._look()
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

    def ended(self) -> int:
        """Wait for the end; the exit code as a shell tells it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                self._look()
            except pexpect.EOF:
                break
        self.child.close(force=False)
        if self.child.exitstatus is not None:
            return self.child.exitstatus
        return 128 + (self.child.signalstatus or 0)

    @property
    def is_restored(self) -> bool:
        """Whether the terminal was left as it was found: out of the full screen, with a cursor."""
        left = self.out.rfind(OUT_OF_SCREEN) > self.out.rfind(IN_SCREEN) >= 0
        return left and self.out.rfind(SHOW_CURSOR) > self.out.rfind(HIDE_CURSOR)
