"""What can be said on the command line. Nothing is imported here that a command needs only when it is run."""

from __future__ import annotations

import argparse

from mckenzie_tui import __version__
from mckenzie_tui.cli.arguments.common import MISUSED, Commands, Parser, add_json
from mckenzie_tui.cli.arguments.flows import add_flows
from mckenzie_tui.cli.arguments.sessions import add_sessions

__all__ = ["MISUSED", "parser", "said_again"]

_EXAMPLES = """examples:
  mckenzie-tui                        begin, or go on with an unfinished session
  mckenzie-tui --plain                the same, line by line (for screen readers)
  mckenzie-tui sessions list          the sessions so far
  mckenzie-tui sessions export last   the newest session log, as TOML
  mckenzie-tui flows check mine.toml  is this flow all right?
  mckenzie-tui read seek_help         when to seek help
  mckenzie-tui serve                  the full screen in a browser on this computer

exit codes: 0 done, 1 failure, 2 usage or bad input, 130 interrupted.
This program gives no diagnosis. In an emergency call your emergency number."""


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line; ``command`` names the module and the function that do it."""
    whole = Parser(
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
    data = Parser(add_help=False)
    _add_data_options(data, default=argparse.SUPPRESS)
    running = Parser(add_help=False, parents=[data])
    _add_run_options(running, flow=argparse.SUPPRESS, switch=argparse.SUPPRESS)
    commands: Commands = whole.add_subparsers(title="commands", metavar="COMMAND", dest="noun", parser_class=Parser)
    commands.add_parser("run", parents=[running], help="hold a session (the same as no command)").set_defaults(
        command=("run", "run")
    )
    add_sessions(commands, data)
    add_flows(commands, data)
    read = commands.add_parser(
        "read", parents=[data], help="short pages on back pain, each with its sources: when to seek help, scans, worry"
    )
    read.add_argument("page", nargs="?", metavar="PAGE", help="the page; without it they are listed")
    add_json(read)
    read.set_defaults(command=("reading", "read"))
    doctor = commands.add_parser(
        "doctor", parents=[data], help="where files lie, what this terminal can do, and whether the sound works"
    )
    doctor.add_argument(
        "--sound", choices=["bell", "speech", "off"], help="try this one, whatever the settings say (it can be heard)"
    )
    add_json(doctor)
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
    asked = Parser(add_help=False)
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
