"""Reads the arguments and hands over to one command; each command is imported only when it is run."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from types import ModuleType

from mckenzie_tui.cli.arguments import parser


def _command(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """One command, and nothing of the others."""
    command: Callable[[argparse.Namespace], int] = getattr(_imported(module), function)
    return command


def _imported(module: str) -> ModuleType:
    match module:
        case "sessions":
            from mckenzie_tui.cli import sessions

            return sessions
        case "session_list":
            from mckenzie_tui.cli import session_list

            return session_list
        case "exporting":
            from mckenzie_tui.cli import exporting

            return exporting
        case "trends":
            from mckenzie_tui.cli import trends

            return trends
        case "flows":
            from mckenzie_tui.cli import flows

            return flows
        case "flow_list":
            from mckenzie_tui.cli import flow_list

            return flow_list
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
    except (KeyboardInterrupt, Exception) as error:
        # What it takes to tell it is not waited for where all goes well.
        from mckenzie_tui.cli.failing import failed

        return failed(error)
