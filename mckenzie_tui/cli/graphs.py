"""Pictures of flows: what leads where, and the way that a session took."""

from __future__ import annotations

import argparse
import sys

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.lines import width
from mckenzie_tui.cli.named import log_file
from mckenzie_tui.errors import UsageError
from mckenzie_tui.graph.mermaid import MOST_ARROWS, mermaid
from mckenzie_tui.graph.outline import outline
from mckenzie_tui.graph.picture import Picture, picture
from mckenzie_tui.graph.taken import Taken, taken
from mckenzie_tui.letters import printable
from mckenzie_tui.replay import retraced
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine


def graph(options: argparse.Namespace) -> int:
    """Print a picture of a flow, as text or as Mermaid; with the way that a session took, where one is named."""
    machine = FlowMachine(surroundings.catalogue(surroundings.folders(options).data).find(options.flow))
    drawn = picture(machine, detail=options.detail)
    way = _way(options, machine, drawn) if options.walk else None
    if options.format == "mermaid":
        print(mermaid(drawn, way), end="")
        if len(drawn.arrows) > MOST_ARROWS:
            told = f"This has {len(drawn.arrows)} arrows; what draws Mermaid often stops at {MOST_ARROWS}."
            print(told, file=sys.stderr)
        return 0
    for line in outline(drawn, width(), way):
        print(printable(line))
    return 0


def _way(options: argparse.Namespace, machine: FlowMachine, drawn: Picture) -> Taken:
    """The way of a session through this flow; where the flow has changed since, as far as its answers fit."""
    store = Store(surroundings.folders(options).data)
    session = store.read(log_file(store, options.walk))
    if session.flow.id != machine.flow.id:
        raise UsageError(f"session {session.id} walked the flow '{session.flow.id}', not '{machine.flow.id}'")
    walk, misfit = retraced(session, machine)
    if misfit is not None:
        surroundings.tell(printable(f"Its answers fit this flow up to here only: {misfit}."), wrong=True)
    elif session.flow.sha256 != machine.flow.sha256:
        surroundings.tell("The flow is not, to the letter, the one that this session walked.", wrong=True)
    return taken(drawn, walk)
