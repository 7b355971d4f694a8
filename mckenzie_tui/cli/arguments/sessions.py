"""What can be said to the commands about sessions."""

from __future__ import annotations

import argparse
import re
from datetime import date, time

from mckenzie_tui.cli.arguments.common import Commands, add_json, add_verbs

_SESSION = "an id, its beginning, 'last', or a log file"


def add_sessions(commands: Commands, data: argparse.ArgumentParser) -> None:
    """Add the noun with all its verbs."""
    verbs = add_verbs(
        commands,
        "sessions",
        "the records of your sessions",
        "examples:\n  mckenzie-tui sessions list --json\n  mckenzie-tui sessions trend\n"
        "  mckenzie-tui sessions show last\n"
        "  mckenzie-tui sessions replay log.toml\n"
        "  mckenzie-tui sessions export last -o session.toml\n"
        "  mckenzie-tui sessions export last -o report.html\n"
        "  mckenzie-tui sessions export all --format text\n"
        "  mckenzie-tui sessions import log.toml --patient p-7\n"
        "  mckenzie-tui sessions summary --all-patients",
    )
    listing = verbs.add_parser("list", parents=[data], help="all sessions, newest first")
    listing.add_argument("--patient", metavar="CODE", help="those of this patient alone")
    add_json(listing)
    listing.set_defaults(command=("session_list", "list_"))
    trend = verbs.add_parser("trend", parents=[data], help="how it goes over time, in plain words and as a table")
    trend.add_argument("--patient", metavar="CODE", help="the sessions of this patient (usually those at home)")
    add_json(trend)
    trend.set_defaults(command=("trends", "trend_"))
    show = verbs.add_parser("show", parents=[data], help="one session in plain words")
    show.add_argument("session", nargs="?", default="last", metavar="ID|last|FILE", help=_SESSION)
    add_json(show)
    show.set_defaults(command=("sessions", "show"))
    _add_export(verbs, data)
    _add_remind(verbs, data)
    _add_replay(verbs, data)
    _add_import(verbs, data)
    _add_summary(verbs, data)
    forget = verbs.add_parser("forget", parents=[data], help="remove sessions for good")
    forget.add_argument("session", metavar="ID|last|all", help="an id, its beginning, 'last', or 'all'")
    forget.add_argument("--yes", action="store_true", help="do not ask")
    forget.set_defaults(command=("sessions", "forget"))


def _add_export(verbs: Commands, data: argparse.ArgumentParser) -> None:
    export = verbs.add_parser(
        "export",
        parents=[data],
        help="sessions for somebody else to read: the log itself, or a report",
        description="Writes one session log as it is, or a report of one or several sessions of one person.",
    )
    export.add_argument("sessions", nargs="*", metavar="ID|last|all|FILE", help=f"{_SESSION}; 'all' for every session")
    export.add_argument(
        "--format",
        choices=["toml", "text", "html", "csv", "fhir"],
        help="toml: the log itself (usual); text: for a clinical note; html: a page to print; csv: a table, one row a "
        "step; fhir: for clinics' programs; where it is left out, a FILE that ends in .txt, .html or .csv says it",
    )
    export.add_argument("--from", dest="since", type=_day, metavar="DATE", help="sessions from this day on: 2026-03-01")
    export.add_argument(
        "--to", dest="until", type=_day, metavar="DATE", help="sessions up to this day, itself included"
    )
    export.add_argument("--patient", metavar="CODE", help="those of this patient (usually those at home)")
    export.add_argument("--no-notes", action="store_true", help="leave out what people wrote in their own words")
    export.add_argument("-o", "--output", metavar="FILE|-", default="-", help="where to write it (-: standard output)")
    export.add_argument("--force", action="store_true", help="write over a file that is there already")
    export.set_defaults(command=("exporting", "export"))


def _add_remind(verbs: Commands, data: argparse.ArgumentParser) -> None:
    remind = verbs.add_parser(
        "remind",
        parents=[data],
        help="what follows a session, as reminders for your calendar",
        description="Lists when the next sets of the plan are due, and when to look back on the session, and writes "
        "that as a file for your calendar. Nothing runs in the background, and nothing is installed.",
    )
    remind.add_argument("session", nargs="?", default="last", metavar="ID|last", help="an id, its beginning, or 'last'")
    remind.add_argument(
        "--from", dest="begins", type=_time, default="08:00", metavar="HH:MM", help="not earlier in a day (08:00)"
    )
    remind.add_argument(
        "--until", dest="ends", type=_time, default="21:00", metavar="HH:MM", help="not later in a day (21:00)"
    )
    remind.add_argument(
        "--details", action="store_true", help="name the exercise in the notes of an entry, for all who see them"
    )
    remind.add_argument("-o", "--output", metavar="FILE.ics|-", help="write the file (-: to standard output)")
    remind.add_argument("--force", action="store_true", help="write over a file that is there already")
    remind.set_defaults(command=("reminders", "remind"))


def _time(text: str) -> time:
    if not re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"'{text}' is not a time of day, such as 08:00")
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _add_import(verbs: Commands, data: argparse.ArgumentParser) -> None:
    taking = verbs.add_parser(
        "import",
        parents=[data],
        help="logs that a patient has sent, under the patient's code",
        description="Copies logs that a patient has sent into your own data folder, under your code for the patient. "
        "What you were sent is kept as well, byte for byte. Nothing that is here already is changed.",
    )
    taking.add_argument("sources", nargs="+", metavar="FILE|FOLDER", help="logs, or folders with logs in them")
    taking.add_argument("--patient", metavar="CODE", required=True, help="your code for the patient, never a name")
    taking.add_argument(
        "--known-as", metavar="CODE", help="also logs with this other code, which the same patient has elsewhere"
    )
    taking.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
    add_json(taking)
    taking.set_defaults(command=("importing", "import_"))


def _add_summary(verbs: Commands, data: argparse.ArgumentParser) -> None:
    summary = verbs.add_parser(
        "summary",
        parents=[data],
        help="many sessions counted: what each exercise did, how they ended, what was found",
        description="Counts the sessions at home, or those of patients: what each exercise did, how they ended, and "
        "what was found. Demonstrations never count.",
    )
    whose = summary.add_mutually_exclusive_group()
    whose.add_argument("--patient", metavar="CODE", help="the sessions of this patient")
    whose.add_argument("--all-patients", action="store_true", help="the sessions of everybody who has a code")
    summary.add_argument("--flow", metavar="ID", help="sessions of this flow, or of one that was made of it")
    summary.add_argument("--from", dest="since", type=_day, metavar="DATE", help="from this day on, such as 2026-03-01")
    summary.add_argument("--to", dest="until", type=_day, metavar="DATE", help="up to this day")
    add_json(summary)
    summary.set_defaults(command=("summaries", "summary"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write it as 2026-03-01") from None


def _add_replay(verbs: Commands, data: argparse.ArgumentParser) -> None:
    replay = verbs.add_parser("replay", parents=[data], help="do the rules give what a log says? the first difference")
    replay.add_argument("sessions", nargs="*", default=["last"], metavar="ID|last|FILE", help=_SESSION)
    replay.add_argument("--flow", metavar="ID|FILE", help="hold it against this flow, not the one that the log names")
    add_json(replay)
    replay.set_defaults(command=("replaying", "replay"))
