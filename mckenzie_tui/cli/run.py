"""The command that holds a session, in the full screen or line by line."""

from __future__ import annotations

import argparse
import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.codes import patient_code
from mckenzie_tui.cli.garbage import what_is_loaded_looked_through_once
from mckenzie_tui.cli.leaving import Leaving, asked_to_end
from mckenzie_tui.cli.surroundings import Folders
from mckenzie_tui.errors import UsageError, mistake_told
from mckenzie_tui.series import Series
from mckenzie_tui.words import Mode

if TYPE_CHECKING:
    from mckenzie_tui.tui.app import McKenzieApp


def run(options: argparse.Namespace) -> int:
    """Hold a session. Returns the exit code."""
    options.series = _series(options)
    if options.plain:
        return _plain(options)
    if surroundings.is_served():
        return _full_screen(options)
    if not surroundings.has_terminal():
        raise UsageError("the full screen needs a terminal; use --plain to read and write lines")
    if surroundings.simple_terminal():
        return _plain(options)
    return _full_screen(options)


def _series(options: argparse.Namespace) -> Series:
    """Whose session is held, as the arguments say."""
    if options.demo and (options.clinic or options.patient):
        raise UsageError("--demo shows how it works, to nobody in particular: leave --clinic and --patient out")
    patient = patient_code(options.patient)
    mode = Mode.DEMO if options.demo else Mode.CLINIC if options.clinic else Mode.HOME
    return Series(mode, patient)


def _plain(options: argparse.Namespace) -> int:
    from mckenzie_tui.flow import DEFAULT_FLOW
    from mckenzie_tui.plain import Plain, Timing

    where = surroundings.folders(options)
    _find_flow(options, where)
    timing = Timing(time.monotonic, surroundings.wait_for_line, surroundings.voice(time.monotonic))
    settings = surroundings.settings(where.settings)
    front_end = Plain(
        surroundings.desk(where.data, surroundings.handouts(options)),
        settings,
        sys.stdin,
        sys.stdout,
        timing,
        lambda session: _again(options, where, session),
        options.series,
    )
    code = asked_to_end(lambda: front_end.run(options.flow or DEFAULT_FLOW, resume=options.resume))
    surroundings.tell()
    return code


def _find_flow(options: argparse.Namespace, where: Folders) -> None:
    """A flow that was named may be wrong; that is said before anything is asked, or the screen is taken over."""
    if options.flow:
        surroundings.desk(where.data).catalogue.find(options.flow)


def _full_screen(options: argparse.Namespace) -> int:
    from mckenzie_tui.tui.app import McKenzieApp

    where = surroundings.folders(options)
    _find_flow(options, where)
    settings = surroundings.settings(where.settings)
    app = McKenzieApp(
        open_desk=lambda: surroundings.desk(where.data, surroundings.handouts(options)),
        settings=settings,
        monotonic=time.monotonic,
        flow_name=options.flow,
        resume=options.resume,
        series=options.series,
        voice=surroundings.voice(time.monotonic),
        keep_settings=lambda changed, keys: surroundings.keep_settings(where.settings, changed, keys),
        settings_file=where.settings,
    )
    with Leaving(app.ask_to_end), what_is_loaded_looked_through_once():
        app.run()
    if app.sitting is not None:
        app.sitting.close()
    told = _farewell(app, options, where, settings.call_for_help)
    # What goes to standard output is read as part of the screen where that is a page.
    surroundings.tell(*filter(None, told), wrong=app.has_failed or surroundings.is_served())
    if app.return_code is not None:
        return app.return_code
    return 1 if app.has_failed else 0


def _farewell(app: McKenzieApp, options: argparse.Namespace, where: Folders, call_for_help: str) -> Iterator[str]:
    """What is said below the screen that was left: whom to call, what is saved, where, and how to go on."""
    from mckenzie_tui import farewell

    if app.has_failed:
        yield mistake_told(app.mistake)
    sitting = app.sitting
    if sitting is None:
        if app.has_failed:
            yield f"All that you said is saved in {(where.data / 'sessions').absolute()}"
        return
    yield farewell.call(sitting, call_for_help)
    yield farewell.lost(sitting, all_saved=app.keeping.all_saved)
    if not sitting.path.exists():
        return
    yield f"{'Your session' if app.keeping.all_saved else 'What you said before'} is saved: {sitting.path.absolute()}"
    yield farewell.left_behind(sitting)
    if sitting.walk.ending is None and sitting.session.mode is not Mode.DEMO:
        yield f"To go on within an hour: {_again(options, where, sitting.path)}"


def _again(options: argparse.Namespace, where: Folders, session: Path) -> str:
    """The command that goes on with this session."""
    folder = session.parent.parent
    named = ["--data-dir", str(folder.absolute())] if options.data_dir or folder != where.data else []
    series: Series = options.series
    clinic = ["--clinic"] if series.mode is Mode.CLINIC else []
    patient = ["--patient", series.patient] if series.patient else []
    plain = ["--plain"] if options.plain else []
    return shlex.join([*surroundings.program(), *named, *clinic, *patient, *plain, "--resume"])
