"""The command that holds a session, in the full screen or line by line."""

from __future__ import annotations

import argparse
import sys
import time

from mckenzie_tui.cli import surroundings
from mckenzie_tui.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Hold a session. Returns the exit code."""
    if options.plain:
        return _plain(options)
    if not surroundings.has_terminal():
        raise UsageError("the full screen needs a terminal; use --plain to read and write lines")
    if surroundings.simple_terminal():
        return _plain(options)
    return _full_screen(options)


def _plain(options: argparse.Namespace) -> int:
    from mckenzie_tui.flow import DEFAULT_FLOW
    from mckenzie_tui.plain import Plain, Timing

    where = surroundings.folders(options)
    timing = Timing(time.monotonic, surroundings.wait_for_line, surroundings.voice(time.monotonic))
    settings = surroundings.settings(where.settings)
    front_end = Plain(surroundings.desk(where.data), settings, sys.stdin, sys.stdout, timing)
    front_end.run(options.flow or DEFAULT_FLOW, resume=options.resume)
    return 0


def _full_screen(options: argparse.Namespace) -> int:
    from mckenzie_tui.tui.app import McKenzieApp

    where = surroundings.folders(options)
    if options.flow:
        # A flow that was named may be wrong; that is said before the screen is taken over.
        surroundings.desk(where.data).catalogue.find(options.flow)
    app = McKenzieApp(
        open_desk=lambda: surroundings.desk(where.data),
        settings=surroundings.settings(where.settings),
        monotonic=time.monotonic,
        flow_name=options.flow,
        resume=options.resume,
        voice=surroundings.voice(time.monotonic),
        keep_settings=lambda changed, keys: surroundings.keep_settings(where.settings, changed, keys),
        settings_file=where.settings,
    )
    app.run()
    if app.sitting is not None and not app.sitting.saved:
        print("What you said last could not be saved.")
    elif app.saved_in is not None:
        print(f"Your session is saved: {app.saved_in}")
        print("To go on within an hour, start mckenzie-tui again.")
    return app.return_code or 0
