"""What the first lines of logs say, so that thousands of old ones need not be read to find the few that matter now.

A log that begins with just these lines, and is whole, is bound to say the same when it is read: no key of TOML can be
set twice. So a glance may only lead to a log being passed over; whatever is used is read and proved in full.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from mckenzie_tui.errors import DamagedSessionError
from mckenzie_tui.seal import sealed_part
from mckenzie_tui.series import Series
from mckenzie_tui.store.files import LARGEST_LOG, beginning
from mckenzie_tui.words import Mode, Status

ENOUGH = 2048
"""Bytes that hold the first lines; the longest text among them is the title of an ending."""
_LINE = rb'"(?:[^"\\\n]|\\[^\n])*"\n'
_FIRST_LINES = re.compile(
    rb'schema_version = 1\nid = "(?P<id>[a-z0-9]{1,32})"\nmode = "(?P<mode>[a-z]+)"\n'
    rb'(?:patient = "(?P<patient>[A-Za-z0-9][A-Za-z0-9._-]{0,31})"\n)?status = "(?P<status>[a-z_]+)"\n'
    rb"(?:ending = " + _LINE + rb")?(?:ending_title = " + _LINE + rb")?(?:ending_kind = " + _LINE + rb")?"
    rb"started_at = (?P<began>[0-9T:.+ Z-]{19,40})\n"
)


@dataclass(frozen=True)
class FirstLines:
    """What a log says of itself before anything else."""

    id: str
    series: Series
    status: Status
    began: datetime


def first_lines(data: bytes) -> FirstLines | None:
    """What the first lines say; None where they are not just as this program writes them."""
    found = _FIRST_LINES.match(data)
    if found is None:
        return None
    with suppress(ValueError):
        said = {key: value.decode() for key, value in found.groupdict().items() if value is not None}
        began = datetime.fromisoformat(said["began"])
        if began.tzinfo is not None:
            return FirstLines(
                said["id"], Series(Mode(said["mode"]), said.get("patient")), Status(said["status"]), began
            )
    return None


class Glances:
    """The first lines of the logs of one folder; each file is looked at once, and again when it has changed."""

    def __init__(self) -> None:
        """Begin without having seen anything."""
        self._seen: dict[str, tuple[tuple[int, int, int], FirstLines | None]] = {}
        self._whole: dict[str, tuple[int, int, int]] = {}

    def at(self, path: str) -> FirstLines | None:
        """What the first lines of a file say; None where that cannot be told without reading it."""
        try:
            state = _state(path)
            seen = self._seen.get(path)
            if seen is None or seen[0] != state:
                seen = self._seen[path] = (state, first_lines(beginning(path, ENOUGH)))
        except OSError:
            return None
        return seen[1]

    def is_whole(self, path: str) -> bool:
        """Whether the seal of a file fits."""
        try:
            state = _state(path)
            if self._whole.get(path) != state:
                data = beginning(path, LARGEST_LOG + 1)
                sealed_part(data if len(data) <= LARGEST_LOG else b"")
                self._whole[path] = state
        except (OSError, DamagedSessionError):
            return False
        return True


def _state(path: str) -> tuple[int, int, int]:
    """What changes about a file when it is written anew: a log is always renamed into its place."""
    found = os.stat(path)  # noqa: PTH116  (thousands of them: an object for each path takes longer than the look)
    return found.st_mtime_ns, found.st_size, found.st_ino
