"""A speech program that is running: started without a shell, looked at without waiting."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress


class Process:
    """A program in a process group of its own, which reads a text and whose output nobody sees."""

    def __init__(self, command: Sequence[str], text: str) -> None:
        """Start it.

        Raises:
            OSError: it cannot be started.
        """
        reading, writing = os.pipe()
        try:
            # The text lies in the pipe, and its end is closed, before the program begins: nothing can wait or break.
            try:
                os.write(writing, text.encode())
            finally:
                os.close(writing)
            self._process = subprocess.Popen(  # noqa: S603  (no shell, and the text is no part of the command)
                command,
                stdin=reading,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        finally:
            os.close(reading)

    def poll(self) -> int | None:
        """Its exit code, below 0 where a signal ended it; None while it runs."""
        return self._process.poll()

    def kill(self) -> None:
        """End it and all that it started in its group; a later ``poll`` clears away what is left."""
        if self.poll() is not None:
            return
        if os.name == "posix":
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()


def start_process(command: Sequence[str], text: str) -> Process:
    """Start a program that reads this text, of 1000 characters at most: what a pipe holds on every system.

    Raises:
        OSError: it cannot be started.
    """
    return Process(command, text)
