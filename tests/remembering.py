"""The flows that come along, each read and made a machine once for many tests."""

from __future__ import annotations

from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.folders import bundled_folder
from mckenzie_tui.flow.library import Library, load_library
from mckenzie_tui.walk.machine import FlowMachine


class Remembering(Catalogue):
    """Reads each flow of its folder once; a file that is named may have changed since."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(folder)
        self._found: dict[str, Flow] = {}
        self._machines: dict[str, FlowMachine] = {}

    def find(self, name: str) -> Flow:
        if name not in self.ids:
            return super().find(name)
        if name not in self._found:
            self._found[name] = super().find(name)
        return self._found[name]

    def machine_of(self, flow: Flow) -> FlowMachine:
        """The machine of a flow, which holds no walk; that of a flow which was read here is built once."""
        if self._found.get(flow.id) is not flow:
            return FlowMachine(flow)
        if flow.id not in self._machines:
            self._machines[flow.id] = FlowMachine(flow)
        return self._machines[flow.id]


@cache
def _bundled_library() -> Library:
    return load_library(bundled_folder() / "library", bundled_folder())


def library_in(folder: Traversable, beside: Traversable | None = None) -> Library:
    """The library in a folder; the one that comes along is read once."""
    return _bundled_library() if folder == bundled_folder() / "library" else load_library(folder, beside)
