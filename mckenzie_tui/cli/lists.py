"""What is printed in a list of flows or sessions, whichever way they were read."""

from __future__ import annotations

from mckenzie_tui.cli.lines import say_aside
from mckenzie_tui.flow.folders import Heading
from mckenzie_tui.store.files import Stored


def say_flow(name: str, heading: Heading, origin: str) -> None:
    """Print a flow of a list, and where it comes from."""
    print(f"{name}  {heading.version}  {heading.title}: {heading.summary}")
    print(f"  {origin}")


def say_unread(count: int) -> None:
    """Say that so many files cannot be read where the sessions of one patient are listed."""
    if count:
        say_aside(f"{count} more cannot be read, and may be of this patient; without --patient they are listed.")


def sort_of(item: Stored) -> str:
    """What sort of file it is that cannot be read."""
    return "no session" if item.is_stray else "newer" if item.is_newer else "damaged"
