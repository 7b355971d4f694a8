"""What the arguments of all commands are made of: a parser that says what was meant, and verbs of a noun."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn, TypeAlias

MISUSED = 2
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class Parser(argparse.ArgumentParser):
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
            import difflib

            near = difflib.get_close_matches(word, known, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else f" Known: {', '.join(known)}."
            what = f"a command of {self.prog}" if name == "COMMAND" else f"known to {name}"
            message = f"'{word}' is not {what}.{hint}"
        self.exit(MISUSED, f"{self.prog}: {message}\n{self.prog} --help shows how it is used.\n")

    @staticmethod
    def _named(action: argparse.Action, name: str) -> bool:
        return name in ("/".join(action.option_strings), action.metavar, action.dest)


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let a listing be printed for other programs."""
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")


def add_verbs(commands: Commands, noun: str, text: str, examples: str) -> Commands:
    """Add a noun; gives what its verbs are added to."""
    parser = commands.add_parser(
        noun, help=text, description=text, epilog=examples, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    return parser.add_subparsers(title="commands", metavar="COMMAND", dest="verb", required=True)
