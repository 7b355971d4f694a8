"""Reads the arguments and hands over to one command; each command is imported only when it is run."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from types import ModuleType

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.arguments import MISUSED, parser
from mckenzie_tui.errors import FlowError, McKenzieError, UsageError, mistake_told
from mckenzie_tui.letters import printable

FAILED, INTERRUPTED = 1, 130


def _command(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """One command, and nothing of the others."""
    command: Callable[[argparse.Namespace], int] = getattr(_imported(module), function)
    return command


def _imported(module: str) -> ModuleType:
    match module:
        case "sessions":
            from mckenzie_tui.cli import sessions

            return sessions
        case "exporting":
            from mckenzie_tui.cli import exporting

            return exporting
        case "trends":
            from mckenzie_tui.cli import trends

            return trends
        case "flows":
            from mckenzie_tui.cli import flows

            return flows
        case "graphs":
            from mckenzie_tui.cli import graphs

            return graphs
        case "replaying":
            from mckenzie_tui.cli import replaying

            return replaying
        case "reminders":
            from mckenzie_tui.cli import reminders

            return reminders
        case "importing":
            from mckenzie_tui.cli import importing

            return importing
        case "summaries":
            from mckenzie_tui.cli import summaries

            return summaries
        case "simulations":
            from mckenzie_tui.cli import simulations

            return simulations
        case "copying":
            from mckenzie_tui.cli import copying

            return copying
        case "reading":
            from mckenzie_tui.cli import reading

            return reading
        case "doctor":
            from mckenzie_tui.cli import doctor

            return doctor
        case "serve":
            from mckenzie_tui.cli import serve

            return serve
    from mckenzie_tui.cli import run

    return run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A character that this terminal does not know must not end a session.
            stream.reconfigure(errors="replace")
    try:
        try:
            options = parser().parse_args(arguments)
            return _command(*options.command)(options)
        finally:
            if sys.stdout is not None:
                # Here it can still be told that nobody reads it, or that it cannot be written.
                sys.stdout.flush()
    except (UsageError, FlowError) as error:
        return _failed(f"mckenzie-tui: {error}", MISUSED)
    except McKenzieError as error:
        return _failed(f"mckenzie-tui: {error}")
    except KeyboardInterrupt:
        return _failed("", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        surroundings.write_no_more()
        return FAILED
    except OSError as error:
        about = f": {error.filename}" if error.filename else ""
        return _failed(f"mckenzie-tui: {error.strerror or error}{about}")
    except Exception as error:
        return _failed(mistake_told(error))


def _failed(told: str, code: int = FAILED) -> int:
    surroundings.tell(printable(told), wrong=True)
    surroundings.write_no_more()
    return code
