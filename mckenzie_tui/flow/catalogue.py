"""The flows there are: those that come with the program, and any file a person names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from mckenzie_tui.errors import FlowError, UsageError
from mckenzie_tui.flow.documents import nearest
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.library import Library, load_library
from mckenzie_tui.flow.load import load_flow

_CHECKOUT = Path(__file__).resolve().parents[2]


def bundled_folder() -> Traversable:
    """The folder of flows: inside the installed package, or beside it in a checkout."""
    packaged = files("mckenzie_tui").joinpath("flows")
    if packaged.is_dir():
        return packaged
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / "flows"
    raise FileNotFoundError("mckenzie-tui was installed without its flows")


@dataclass(frozen=True)
class Listed:
    """A flow in a listing: either the flow, or why it cannot be used."""

    name: str
    flow: Flow | None
    error: FlowError | None = None


class Catalogue:
    """Finds flows by id or by file."""

    def __init__(self, folder: Traversable | None = None) -> None:
        """Use the bundled flows, or those of another folder that has a library of its own."""
        self._folder = folder or bundled_folder()

    @cached_property
    def library(self) -> Library:
        """The shared exercises, questions and sources."""
        return load_library(self._folder / "library")

    @property
    def ids(self) -> list[str]:
        """The ids of the bundled flows: their file names."""
        names = sorted(file.name for file in self._folder.iterdir() if file.name.endswith(".toml"))
        return [name.removesuffix(".toml") for name in names]

    def find(self, name: str) -> Flow:
        """The flow of this id, or in this file.

        Raises:
            UsageError: there is none.
            FlowError: it cannot be used.
        """
        if name in self.ids:
            return load_flow(self._folder / f"{name}.toml", self.library)
        path = Path(name)
        if _is_file(path):
            return load_flow(path, self.library)
        if _is_there(path):
            raise UsageError(f"{name} is no file")
        if path.suffix == ".toml" or len(path.parts) > 1:
            raise UsageError(f"there is no flow file {name}")
        near = nearest(name, self.ids)
        hint = f" Did you mean '{near}'?" if near else " 'mckenzie-tui flows list' shows those there are."
        raise UsageError(f"there is no flow called '{name}'.{hint}")

    def listed(self) -> Iterator[Listed]:
        """Every bundled flow; one that cannot be used does not hide the others."""
        for name in self.ids:
            try:
                yield Listed(name, self.find(name))
            except FlowError as error:
                yield Listed(name, None, error)


def _is_there(path: Path) -> bool:
    """Whether there is something of this name, be it a file or not."""
    with suppress(OSError, ValueError):
        return path.exists()
    return False


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have is none."""
    with suppress(OSError, ValueError):
        return path.is_file()
    return False
