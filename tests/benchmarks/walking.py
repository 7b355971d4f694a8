"""Checking a flow, and walking every path of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from long_flows import many_steps
from measured import Measured, beside, in_turn, took

from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.folders import bundled_folder
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.paths import counted

FLOW = "lumbar-progression"
STEPS = (7, 9, 11, 12)
"""Numbers of steps: as many as the bundled flow has, and those with more than 10, 100 and 1,000 times as many paths."""


def measured(rounds: int) -> Iterator[Measured]:
    """One flow, all flows, and the paths of the bundled one and of longer ones."""
    files = [file for file in Path(str(bundled_folder())).rglob("*.toml") if "figures" not in file.parts]
    one, every, bare = in_turn(
        rounds,
        lambda: took(lambda: Catalogue().find(FLOW)),
        lambda: took(lambda: list(Catalogue().listed())),
        lambda: took(lambda: [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]),
    )
    yield beside("reading and checking the progression", one, "bare `tomllib` of all flows and their library", bare)
    yield beside("reading and checking all flows", every, "bare `tomllib` of all flows and their library", bare)
    catalogue = Catalogue()
    flow = catalogue.find(FLOW)
    (all_paths,) = in_turn(rounds, lambda: took(lambda: counted(FlowMachine(flow))))
    yield Measured("all paths of the bundled progression", min(all_paths), "ms", most=2000)
    with TemporaryDirectory() as folder:
        machines = []
        for steps in STEPS:
            file = Path(folder) / f"{steps}.toml"
            file.write_text(many_steps(steps), encoding="utf-8")
            machines.append(FlowMachine(catalogue.find(str(file))))
        paths = [sum(found.count for found in counted(machine).values()) for machine in machines]
        times = in_turn(max(1, rounds // 3), *(lambda m=machine: took(lambda: counted(m)) for machine in machines))
    for count, values in list(zip(paths, times, strict=True))[1:]:
        each = [value / count * 1e6 for value in values]
        first = [value / paths[0] * 1e6 for value in times[0]]
        times_as_many = f"{count / paths[0]:,.0f} times as many"
        yield beside(f"each of {count:,} paths, {times_as_many}", each, f"each of {paths[0]:,}", first, unit="ns")
