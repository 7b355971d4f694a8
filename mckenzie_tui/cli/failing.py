"""What is said where a command fails, and the exit code for it."""

from __future__ import annotations

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.arguments import MISUSED
from mckenzie_tui.errors import FlowError, McKenzieError, UsageError, mistake_told
from mckenzie_tui.letters import printable

FAILED, INTERRUPTED = 1, 130


def failed(error: BaseException) -> int:
    """Say why a command did not do what it should; gives the exit code."""
    match error:
        case UsageError() | FlowError():
            return _told(f"mckenzie-tui: {error}", MISUSED)
        case McKenzieError():
            return _told(f"mckenzie-tui: {error}")
        case KeyboardInterrupt():
            return _told("", INTERRUPTED)
        case BrokenPipeError():
            # Whoever read our output has gone; there is nobody left to tell.
            surroundings.write_no_more()
            return FAILED
        case OSError():
            about = f": {error.filename}" if error.filename else ""
            return _told(f"mckenzie-tui: {error.strerror or error}{about}")
    return _told(mistake_told(error))


def _told(text: str, code: int = FAILED) -> int:
    surroundings.tell(printable(text), wrong=True)
    surroundings.write_no_more()
    return code
