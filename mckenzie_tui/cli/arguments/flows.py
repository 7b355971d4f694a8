"""What can be said to the commands about flows."""

from __future__ import annotations

import argparse

from mckenzie_tui.cli.arguments.common import Commands, add_json, add_verbs


def add_flows(commands: Commands, data: argparse.ArgumentParser) -> None:
    """Add the noun with all its verbs."""
    verbs = add_verbs(
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
    add_json(listing)
    listing.set_defaults(command=("flow_list", "list_"))
    show = verbs.add_parser("show", parents=[data], help="a flow in plain words: steps, doses, rules, sources")
    show.add_argument("flow", metavar="FLOW", help="an id or a file")
    add_json(show)
    show.set_defaults(command=("flows", "show"))
    check = verbs.add_parser("check", parents=[data], help="every mistake in a flow, and what is unwise")
    check.add_argument("flow", metavar="FLOW", help="an id or a file")
    add_json(check)
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


def _add_simulate(verbs: Commands, data: argparse.ArgumentParser) -> None:
    simulate = verbs.add_parser("simulate", parents=[data], help="walk a flow from a list of answers; saves nothing")
    simulate.add_argument("flow", metavar="FLOW", help="an id or a file")
    simulate.add_argument("--side", choices=["left", "right", "both", "central"], default="right")
    simulate.add_argument("--pain", type=int, choices=range(11), metavar="0..10", help="pain at the start")
    asked = simulate.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "--answers",
        metavar="LIST",
        help="separated by commas: centralized, partly_centralized, unchanged, cannot, worsened:settled, "
        "worsened:not_settled, worsened (only last), !emergency, !seek_care; and where a flow asks for them "
        "group:ID, ready or not_yet, seen:OPTION",
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
    add_json(simulate)
    simulate.set_defaults(command=("simulations", "simulate"))


def _add_graph(verbs: Commands, data: argparse.ArgumentParser) -> None:
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
