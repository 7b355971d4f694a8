"""The command that lists the flows, without waiting for what it takes to check them."""

from __future__ import annotations

import argparse

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.lists import say_flow
from mckenzie_tui.flow.folders import COMES_ALONG, OWN_FLOWS, bundled_folder, headings, own_files


def list_(options: argparse.Namespace) -> int:
    """Print all flows; one that cannot be used is listed with its problems and fails the command.

    A person's own flows are checked for that. Those that come along were checked before they did: where all is as it
    should be, they are listed by what their files say of themselves.
    """
    own = own_files(surroundings.folders(options).data / OWN_FLOWS)
    found = headings(bundled_folder())
    if own or options.json or None in found.values():
        from mckenzie_tui.cli import flows

        return flows.list_(options)
    for name, heading in found.items():
        if heading is not None:
            say_flow(name, heading, COMES_ALONG)
    return 0
