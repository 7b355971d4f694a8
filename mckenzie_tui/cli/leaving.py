"""The end of the full screen when it is asked for from outside: by a signal, or by a terminal that goes away."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Event, Thread
from types import TracebackType
from typing import Any, TextIO

ENDS = {"SIGTERM": 143, "SIGHUP": 129, "SIGINT": 130}
"""Signals that ask the program to end, and the exit code that says so."""
GRACE = 3.0
"""Seconds to leave in; after that the program ends all the same, whatever it is waiting for."""

_PIXELS_OFF = b"\x1b[?1016l"
"""Textual asks for the mouse in pixels where a terminal can tell it, and leaves that behind."""
# Not the keys: the other way of telling them belongs to the full screen, and goes away with it.
_ALL_OFF = b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[?1049l\x1b[?25h"


class Leaving:
    """While it is entered, whoever asks the program to end is heard.

    That must not depend on the screen: what is written to a terminal that nobody reads any more can wait forever.
    """

    def __init__(self, ask: Callable[[int], None]) -> None:
        """Pass the exit code on.

        Args:
            ask: asks the screen to end with this exit code; called from a thread of its own.
        """
        self._ask = ask
        self._asked: SimpleQueue[int | None] = SimpleQueue()
        """Exit codes; a handler of a signal may put one in at any moment."""
        self._over = Event()
        self._before: dict[int, Any] = {}
        self._terminal = _Terminal()

    def __enter__(self) -> None:
        """Listen to signals, and watch the terminal."""
        if getattr(signal.getsignal(signal.SIGINT), "heard", False):
            # It came while the program started, and got lost there.
            self._asked.put(ENDS["SIGINT"])
        for name, code in ENDS.items():
            # Not every system has these signals, and only the main thread may ask for them.
            with suppress(AttributeError, ValueError):
                number = getattr(signal, name)
                self._before[number] = signal.signal(number, partial(self._signalled, code))
        Thread(target=self._wait, name="leaving", daemon=True).start()
        if hasattr(select, "poll"):
            Thread(target=self._watch, name="terminal", daemon=True).start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave the terminal as it was found, and the signals to whoever had them."""
        self._over.set()
        self._asked.put(None)
        self._terminal.restore(_PIXELS_OFF if kind is None else _ALL_OFF + _PIXELS_OFF)
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _signalled(self, code: int, *_: object) -> None:
        self._asked.put(code)

    def _wait(self) -> None:
        """Pass on what is asked; after a while ask no more."""
        code = self._asked.get()
        if code is None:
            return
        self._ask(code)
        if not self._over.wait(GRACE):
            # Everything is on the disk already.
            self._terminal.restore(_ALL_OFF + _PIXELS_OFF)
            os._exit(code)

    def _watch(self) -> None:
        """Wait for the terminal to be closed; not everybody is sent a signal then."""
        with suppress(OSError, ValueError):
            poll = select.poll()
            poll.register(_number(sys.__stdin__), 0)
            if any(what & select.POLLHUP for _, what in poll.poll()):
                self._asked.put(ENDS["SIGHUP"])


def asked_to_end(hold: Callable[[], None]) -> int:
    """Hold a session line by line; a signal leaves it as ctrl-C does, so that it is still said what is saved.

    Returns the exit code: that of the signal, else 0.
    """
    asked: list[int] = []

    def end(code: int, *_: object) -> None:
        asked.append(code)
        raise SystemExit(code)

    before: dict[int, Any] = {}
    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, ValueError):
            number = getattr(signal, name)
            before[number] = signal.signal(number, partial(end, ENDS[name]))
    try:
        hold()
    except (SystemExit, OSError):
        # After the terminal was closed nothing can be said any more.
        if not asked:
            raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return asked[0] if asked else 0


class _Terminal:
    """How the terminal was found."""

    def __init__(self) -> None:
        self._found: list[Any] | None = None
        with suppress(ImportError, OSError, ValueError):
            import termios

            # termios.error is no OSError; without a terminal there is nothing to restore.
            with suppress(termios.error):
                self._found = termios.tcgetattr(_number(sys.__stdin__))

    def restore(self, modes_off: bytes) -> None:
        """Set it back, and write these modes off where that need not wait."""
        if self._found is None:
            return
        import termios

        with suppress(termios.error, OSError, ValueError):
            termios.tcsetattr(_number(sys.__stdin__), termios.TCSANOW, self._found)
            screen = _number(sys.__stderr__)
            if select.select([], [screen], [], 0)[1]:
                os.write(screen, modes_off)


def _number(stream: TextIO | None) -> int:
    """The number the system knows a stream by."""
    if stream is None:
        raise ValueError("there is no such stream")
    return stream.fileno()
