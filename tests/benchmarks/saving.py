"""From an answer to the moment at which it is on the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomli_w
from measured import Measured, beside, took
from walks import answered, at_first_step, script

from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event


def measured(rounds: int) -> Iterator[Measured]:
    """Every answer of a long session, and after each one the same record written barely."""
    ours: list[float] = []
    bare: list[float] = []
    machine = FlowMachine(Catalogue().find("lumbar-progression"))
    walk = answered(at_first_step(machine), *[Event.UNCHANGED] * 7)
    # A folder of this disk: what lies in memory alone, as that for temporary files may, is not waited for.
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        for number in range(rounds):
            began = datetime.now().astimezone()
            desk = Desk(
                Store(Path(folder) / f"{number}"),
                Catalogue(),
                lambda began=began: began + timedelta(seconds=len(ours)),
                lambda number=number: f"{number:08x}",
                "0",
            )
            sitting = Sitting.begin(desk, "lumbar-progression")
            target = Path(folder) / f"bare-{number}.toml"
            for event, details in script(walk):
                ours.append(took(partial(sitting.answer, event, **details)))
                record = sitting.session.model_dump(mode="python", exclude_none=True)
                bare.append(took(partial(_write, target, record)))
    yield beside("an answer on the disk", ours, "bare dumps, write, fsync, rename, fsync", bare, most=1.5)


def _write(target: Path, record: dict[str, Any]) -> None:
    data = tomli_w.dumps(record).encode()
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(name, target)  # noqa: PTH105  (as bare as can be)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
