"""The flows there are: those that come with the program, a person's own, and any file a person names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from mckenzie_tui.errors import FlowError, UsageError
from mckenzie_tui.flow.documents import Document, nearest, read
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.folders import COMES_ALONG, SUFFIX, bundled_folder, headings, ids_in, is_file, own_files
from mckenzie_tui.flow.library import Library, load_library
from mckenzie_tui.flow.load import flow_in, load_flow
from mckenzie_tui.flow.overlay import is_overlay, resolve
from mckenzie_tui.flow.pages import Pages, load_pages
from mckenzie_tui.flow.schema import FLOW_ID
from mckenzie_tui.words import Purpose


@dataclass(frozen=True)
class Listed:
    """A flow in a listing: either the flow, or why it cannot be used."""

    name: str
    """What it is found by: its id, or the name of its file where it has no id of its own."""
    flow: Flow | None
    error: FlowError | None = None
    file: Path | None = None
    """The file of a person's own flow; None for one that comes with the program."""

    @property
    def origin(self) -> str:
        """Where the flow comes from, in words."""
        where = f"your own: {self.file}" if self.file else COMES_ALONG
        base = self.flow.based_on if self.flow else None
        return f"{where}; changes {base.id} {base.version} for one patient" if base else where


class Catalogue:
    """Finds flows by id or by file."""

    def __init__(self, folder: Traversable | None = None, own: Path | None = None) -> None:
        """Look in these folders.

        Args:
            folder: the flows that come with the program, with their library; None for the bundled ones.
            own: a person's own flows; the folder need not exist.
        """
        self._folder = folder or bundled_folder()
        self.own_folder = own
        self._known: dict[str, Flow] = {}
        """Those that came along and were read, by the names of their files; they stay as they are."""

    @cached_property
    def library(self) -> Library:
        """The shared exercises, questions and sources."""
        return load_library(self._folder / "library", self._folder)

    @cached_property
    def pages(self) -> Pages:
        """The pages to read, which come with the program; read when they are first asked for."""
        return load_pages(self._folder / "library")

    @property
    def ids(self) -> list[str]:
        """The ids of the bundled flows: their file names."""
        return ids_in(self._folder)

    @property
    def own(self) -> dict[str, Path]:
        """A person's own flows, each under its id, or under its file name where that is not its id alone."""
        found: dict[str, Path] = {}
        for file in own_files(self.own_folder):
            name = _id_in(file) or file.stem
            found[file.name if name in found or name in self.ids else name] = file
        return found

    def find(self, name: str) -> Flow:
        """The flow of this id, or in this file.

        Raises:
            UsageError: there is none.
            FlowError: it cannot be used.
        """
        return self._loaded(self.file_of(name))

    def file_of(self, name: str) -> Traversable:
        """The file of the flow of this id, or this file.

        Raises:
            UsageError: there is none.
        """
        if name in self.ids:
            return self._folder / f"{name}{SUFFIX}"
        if (found := self._found_by_id(name)) is not None:
            return found
        path = Path(name)
        if is_file(path):
            return path
        if _is_there(path):
            raise UsageError(f"{name} is no file")
        if path.suffix == SUFFIX or len(path.parts) > 1:
            own = self.own_folder / path.name if self.own_folder is not None else path
            hint = f" here. Did you mean {own}?" if is_file(own) else ""
            raise UsageError(f"there is no flow file {name}{hint}")
        if is_file(Path(f"{name}{SUFFIX}")):
            raise UsageError(f"there is no flow called '{name}'. For the file that lies here, say '{name}{SUFFIX}'.")
        near = nearest(name, [*self.ids, *filter(self._found_by_id, self.own)])
        hint = f" Did you mean '{near}'?" if near else " 'mckenzie-tui flows list' shows those there are."
        raise UsageError(f"there is no flow called '{name}'.{hint}")

    def named_file(self, name: str) -> Path | None:
        """The file that was named; None for what is found by its id, wherever the data folder is moved to."""
        return None if self.is_id(name) else Path(name).absolute()

    def is_id(self, name: str) -> bool:
        """Whether a flow is found by this id, without naming a file."""
        return name in self.ids or self._found_by_id(name) is not None

    def _found_by_id(self, name: str) -> Path | None:
        """The file of a person's own flow; a name with a suffix is that of a file."""
        return None if name.endswith(SUFFIX) else self.own.get(name)

    def listed(self, purpose: Purpose | None = None) -> Iterator[Listed]:
        """Every bundled flow, then a person's own; one that cannot be used does not hide the others.

        Those that come along are in the order of what people come for, the usual one first.

        Args:
            purpose: what they are for; those for something else are left out. None for all.
        """
        for name, heading in headings(self._folder).items():
            if purpose is None or heading is None or heading.purpose is purpose:
                yield self._listed(name, self._folder / f"{name}{SUFFIX}")
        for name, file in self.own.items():
            listed = replace(self._listed(name, file), file=file)
            if purpose is None or listed.flow is None or listed.flow.file.purpose is purpose:
                yield listed

    def _listed(self, name: str, file: Traversable) -> Listed:
        try:
            return Listed(name, self._loaded(file))
        except FlowError as error:
            return Listed(name, None, error)

    def _loaded(self, file: Traversable) -> Flow:
        if isinstance(file, Path) and file.parent != self._folder:
            document = read(file)
            self._refuse_a_taken_id(document, file)
            if is_overlay(document.tables):
                return resolve(document, self._base_beside(file), self.library)
            return flow_in(document, self.library)
        if file.name not in self._known:
            self._known[file.name] = load_flow(file, self.library)
        return self._known[file.name]

    def _refuse_a_taken_id(self, document: Document, file: Path) -> None:
        """Refuse a flow of a person's own under whose id another one is found already.

        Raises:
            FlowError: it has the id of a bundled flow, or of one of the person's own that comes before it.
        """
        name, own = document.tables.get("id"), self.own
        if file.parent != self.own_folder or not isinstance(name, str):
            return
        if name in self.ids:
            whose = "a flow that comes with mckenzie-tui"
        elif name in own and own[name] != file:
            whose = f"{own[name].name}, in the same folder"
        else:
            return
        raise FlowError([document.problem(f"'{name}' is the id of {whose}; give this flow an id of its own", ("id",))])

    def library_files(self, kind: str) -> Iterator[tuple[str, str]]:
        """The id and the text of every file in a folder of the library: ``exercises`` or ``questions``."""
        for file in sorted((self._folder / "library" / kind).iterdir(), key=lambda file: file.name):
            if file.name.endswith(SUFFIX):
                document = read(file)
                yield str(document.tables.get("id")), document.text

    def _base_beside(self, overlay: Path) -> Callable[[str], Flow]:
        """Finds the flow that an overlay names: by its id, or as a file seen from where the overlay lies."""

        def find(name: str) -> Flow:
            if name in self.ids:
                return self.find(name)
            file = self._found_by_id(name) or overlay.parent / name
            if not is_file(file):
                near = nearest(name, [*self.ids, *filter(self._found_by_id, self.own)])
                hint = f"; did you mean '{near}'?" if near else ""
                raise UsageError(f"there is no flow called '{name}', and no such file beside this one{hint}")
            document = read(file)
            if is_overlay(document.tables):
                raise UsageError(f"'{name}' is itself based on another flow; name the one that it is based on")
            return flow_in(document, self.library)

        return find


def _id_in(file: Path) -> str:
    """The id that stands in a file; empty where none can be read."""
    with suppress(OSError):
        state = file.stat()
        return _id_as_of(file, state.st_mtime_ns, state.st_size)
    return ""


@lru_cache(maxsize=256)
def _id_as_of(file: Path, _changed: int, _size: int) -> str:
    """The id in a file as it was when it was last changed: to find one flow by its id, all are asked for theirs."""
    with suppress(FlowError):
        found = read(file).tables.get("id")
        return found if isinstance(found, str) and re.fullmatch(FLOW_ID, found) else ""
    return ""


def _is_there(path: Path) -> bool:
    """Whether there is something of this name, be it a file or not."""
    with suppress(OSError, ValueError):
        return path.exists()
    return False
