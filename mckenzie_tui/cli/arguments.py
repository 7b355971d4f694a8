"""What can be said on the command line. Nothing is imported here that a command needs only when it is run."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Sequence
from datetime import date, time
from typing import NoReturn, TypeAlias

from mckenzie_tui import __version__

MISUSED = 2
_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

_EXAMPLES = """examples:
  mckenzie-tui                        begin, or go on with an unfinished session
  mckenzie-tui --plain                the same, line by line (for screen readers)
  mckenzie-tui sessions list          the sessions so far
  mckenzie-tui sessions export last   the newest session log, as TOML
  mckenzie-tui flows check mine.toml  is this flow all right?
  mckenzie-tui serve                  the full screen in a browser on this computer

exit codes: 0 done, 1 failure, 2 usage or bad input, 130 interrupted.
This program gives no diagnosis. In an emergency call your emergency number."""


class _Parser(argparse.ArgumentParser):
    """A parser that says what was probably meant."""

    _found_all = True

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Read the arguments; options may stand between the names, where there is no further command."""
        if self._subparsers is not None or not self._found_all:
            return super().parse_known_args(args, namespace)
        self._found_all = False
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._found_all = True

    def error(self, message: str) -> NoReturn:
        """Print one line and leave with the code for bad usage."""
        if wrong := re.match(r"argument (\S+): invalid choice: '(.*)' \(choose from", message):
            name, word = wrong[1], wrong[2]
            known = [
                str(choice) for action in self._actions if self._named(action, name) for choice in action.choices or ()
            ]
            near = difflib.get_close_matches(word, known, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else f" Known: {', '.join(known)}."
            what = f"a command of {self.prog}" if name == "COMMAND" else f"known to {name}"
            message = f"'{word}' is not {what}.{hint}"
        self.exit(MISUSED, f"{self.prog}: {message}\n{self.prog} --help shows how it is used.\n")

    @staticmethod
    def _named(action: argparse.Action, name: str) -> bool:
        return name in ("/".join(action.option_strings), action.metavar, action.dest)


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line; ``command`` names the module and the function that do it."""
    whole = _Parser(
        prog="mckenzie-tui",
        description="Walks you through a McKenzie-style progression of exercises for the low back, one at a time.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"mckenzie-tui {__version__}")
    _add_data_options(whole, default=None)
    _add_run_options(whole, flow=None, switch=False)
    whole.set_defaults(command=("run", "run"), json=False)
    # After a command the same options count as well; left out there, they keep what was said before it.
    data = _Parser(add_help=False)
    _add_data_options(data, default=argparse.SUPPRESS)
    running = _Parser(add_help=False, parents=[data])
    _add_run_options(running, flow=argparse.SUPPRESS, switch=argparse.SUPPRESS)
    commands: _Commands = whole.add_subparsers(title="commands", metavar="COMMAND", dest="noun", parser_class=_Parser)
    commands.add_parser("run", parents=[running], help="hold a session (the same as no command)").set_defaults(
        command=("run", "run")
    )
    _add_sessions(commands, data)
    _add_flows(commands, data)
    doctor = commands.add_parser(
        "doctor", parents=[data], help="where files lie, what this terminal can do, and whether the sound works"
    )
    doctor.add_argument(
        "--sound", choices=["bell", "speech", "off"], help="try this one, whatever the settings say (it can be heard)"
    )
    _json(doctor)
    doctor.set_defaults(command=("doctor", "doctor"))
    serve = commands.add_parser(
        "serve",
        parents=[data],
        help="the same in a browser on this computer",
        description="Shows the full screen in a browser on this computer, and to nobody else. Prints the address to "
        "open; ctrl-C ends it.",
    )
    _add_run_options(serve, flow=argparse.SUPPRESS, switch=argparse.SUPPRESS, may_be_plain=False)
    serve.add_argument(
        "--port", type=_port, default=0, metavar="1..65535", help="listen on this port (usually any that is free)"
    )
    serve.set_defaults(command=("serve", "serve"))
    return whole


def said_again(options: argparse.Namespace) -> list[str]:
    """What was said about a session, as arguments for another program that is to hold it."""
    asked = _Parser(add_help=False)
    _add_data_options(asked, default=None)
    _add_run_options(asked, flow=None, switch=False, may_be_plain=False)
    said = ((action.option_strings[0], getattr(options, action.dest)) for action in asked._actions)
    return [option if value is True else f"{option}={value}" for option, value in said if value]


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port; ports go from 1 to 65535")
    return int(text)


def _add_data_options(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--data-dir", metavar="DIR", default=default, help="keep sessions, settings and your own flows in this folder"
    )


def _add_run_options(
    parser: argparse.ArgumentParser, flow: str | None, switch: bool | str, *, may_be_plain: bool = True
) -> None:
    parser.add_argument("--flow", metavar="ID|FILE", default=flow, help="the flow to walk")
    if may_be_plain:
        parser.add_argument("--plain", action="store_true", default=switch, help="line by line, without a full screen")
    parser.add_argument(
        "--clinic", action="store_true", default=switch, help="a therapist beside the person: clinical words, any step"
    )
    parser.add_argument("--patient", metavar="CODE", default=flow, help="a code for the patient, never a name")
    parser.add_argument(
        "--demo", action="store_true", default=switch, help="show how it works, as fast as you like; saves nothing"
    )
    parser.add_argument(
        "--resume", action="store_true", default=switch, help="go on with the unfinished session at once"
    )


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")


def _verbs(commands: _Commands, noun: str, text: str, examples: str) -> _Commands:
    parser = commands.add_parser(
        noun, help=text, description=text, epilog=examples, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    return parser.add_subparsers(title="commands", metavar="COMMAND", dest="verb", required=True)


_SESSION = "an id, its beginning, 'last', or a log file"


def _add_sessions(commands: _Commands, data: argparse.ArgumentParser) -> None:
    verbs = _verbs(
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
    _json(listing)
    listing.set_defaults(command=("sessions", "list_"))
    trend = verbs.add_parser("trend", parents=[data], help="how it goes over time, in plain words and as a table")
    trend.add_argument("--patient", metavar="CODE", help="the sessions of this patient (usually those at home)")
    _json(trend)
    trend.set_defaults(command=("trends", "trend_"))
    show = verbs.add_parser("show", parents=[data], help="one session in plain words")
    show.add_argument("session", nargs="?", default="last", metavar="ID|last|FILE", help=_SESSION)
    _json(show)
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


def _add_export(verbs: _Commands, data: argparse.ArgumentParser) -> None:
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


def _add_remind(verbs: _Commands, data: argparse.ArgumentParser) -> None:
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


def _add_import(verbs: _Commands, data: argparse.ArgumentParser) -> None:
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
    _json(taking)
    taking.set_defaults(command=("importing", "import_"))


def _add_summary(verbs: _Commands, data: argparse.ArgumentParser) -> None:
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
    _json(summary)
    summary.set_defaults(command=("summaries", "summary"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write it as 2026-03-01") from None


def _add_replay(verbs: _Commands, data: argparse.ArgumentParser) -> None:
    replay = verbs.add_parser("replay", parents=[data], help="do the rules give what a log says? the first difference")
    replay.add_argument("sessions", nargs="*", default=["last"], metavar="ID|last|FILE", help=_SESSION)
    replay.add_argument("--flow", metavar="ID|FILE", help="hold it against this flow, not the one that the log names")
    _json(replay)
    replay.set_defaults(command=("replaying", "replay"))


def _add_flows(commands: _Commands, data: argparse.ArgumentParser) -> None:
    verbs = _verbs(
        commands,
        "flows",
        "the flows: which exercises, in which order, by which rules",
        "examples:\n  mckenzie-tui flows show lumbar-progression\n"
        "  mckenzie-tui flows copy lumbar-progression mine.toml\n"
        "  mckenzie-tui flows copy lumbar-progression mrs-a.toml --for-patient\n  mckenzie-tui flows check mine.toml\n"
        "  mckenzie-tui flows simulate lumbar-progression --side right --answers unchanged,centralized --json\n"
        "  mckenzie-tui flows simulate mine.toml --all\n"
        "  mckenzie-tui flows graph mine.toml --walk last",
    )
    listing = verbs.add_parser("list", parents=[data], help="all flows")
    _json(listing)
    listing.set_defaults(command=("flows", "list_"))
    show = verbs.add_parser("show", parents=[data], help="a flow in plain words: steps, doses, rules, sources")
    show.add_argument("flow", metavar="FLOW", help="an id or a file")
    _json(show)
    show.set_defaults(command=("flows", "show"))
    check = verbs.add_parser("check", parents=[data], help="every mistake in a flow, and what is unwise")
    check.add_argument("flow", metavar="FLOW", help="an id or a file")
    _json(check)
    check.set_defaults(command=("flows", "check"))
    _add_simulate(verbs, data)
    _add_graph(verbs, data)
    copy = verbs.add_parser(
        "copy", parents=[data], help="a copy of a flow to change, with its comments; or changes for one patient"
    )
    copy.add_argument("flow", metavar="FLOW", help="an id or a file")
    copy.add_argument(
        "target",
        nargs="?",
        metavar="FILE|ID|-",
        help="a file ending in .toml; an id, to keep it among your own flows (also where nothing is named); "
        "- for standard output",
    )
    copy.add_argument(
        "--with",
        dest="with_parts",
        default="",
        metavar="PARTS",
        help="questions, exercises or both (questions,exercises): put their texts into the copy, to be reworded",
    )
    copy.add_argument(
        "--for-patient", action="store_true", help="no copy, but a small file that changes doses and leaves out steps"
    )
    copy.add_argument("--force", action="store_true", help="write over a file that is there already")
    copy.set_defaults(command=("copying", "copy"))
    schema = verbs.add_parser("schema", parents=[data], help="the JSON Schema of flow files, for editors")
    schema.add_argument(
        "what",
        nargs="?",
        choices=["flow", "overlay", "session"],
        default="flow",
        help="flow (default), overlay (changes for one patient) or session",
    )
    schema.set_defaults(command=("flows", "schema"))


def _add_simulate(verbs: _Commands, data: argparse.ArgumentParser) -> None:
    simulate = verbs.add_parser("simulate", parents=[data], help="walk a flow from a list of answers; saves nothing")
    simulate.add_argument("flow", metavar="FLOW", help="an id or a file")
    simulate.add_argument("--side", choices=["left", "right", "both", "central"], default="right")
    simulate.add_argument("--pain", type=int, default=5, choices=range(11), metavar="0..10", help="pain at the start")
    asked = simulate.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "--answers",
        metavar="LIST",
        help="separated by commas: centralized, partly_centralized, unchanged, cannot, worsened:settled, "
        "worsened:not_settled, worsened (only last), !emergency, !seek_care",
    )
    asked.add_argument(
        "--all", action="store_true", help="count every path of answers, from every painful side and a severe start"
    )
    asked.add_argument(
        "--personas",
        nargs="?",
        const="",
        metavar="FILE",
        help="walk typical responders, those that come with the program or those of a file, and see how each ends",
    )
    _json(simulate)
    simulate.set_defaults(command=("simulations", "simulate"))


def _add_graph(verbs: _Commands, data: argparse.ArgumentParser) -> None:
    graph = verbs.add_parser("graph", parents=[data], help="a picture of a flow: what leads where")
    graph.add_argument("flow", metavar="FLOW", help="an id or a file")
    graph.add_argument(
        "--format",
        choices=["text", "mermaid"],
        default="text",
        help="text: for the terminal; mermaid: drawn by code hosts and many editors",
    )
    graph.add_argument("--detail", action="store_true", help="every place, not only what a reader needs at first")
    graph.add_argument("--walk", metavar="ID|last|FILE", help="mark the way that a session took")
    graph.set_defaults(command=("graphs", "graph"))
