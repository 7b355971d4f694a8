"""The command that copies a flow for a therapist to change, or begins a file of changes for one patient."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mckenzie_tui.cli import surroundings
from mckenzie_tui.errors import UsageError
from mckenzie_tui.flow import copies
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.documents import nearest, read
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import FLOW_ID
from mckenzie_tui.letters import printable
from mckenzie_tui.writing import write_atomically

STANDARD_OUTPUT = "-"
_SUFFIX = ".toml"


def copy(options: argparse.Namespace) -> int:
    """Write a copy of a flow to a file, to the folder of a person's own flows, or to standard output."""
    catalogue = surroundings.catalogue(surroundings.folders(options).data)
    kinds = _kinds(options.with_parts)
    source = catalogue.file_of(options.flow)
    flow = catalogue.find(options.flow)
    target = _Target.named(options, catalogue, flow)
    if target.file is not None:
        _refuse_a_file_that_is_there(target.file, options, source if isinstance(source, Path) else None)
    called = target.copy(options)
    copying = _Copying(catalogue, options.flow, flow, read(source).text, target, called)
    text = copying.for_patient(kinds) if options.for_patient else copying.whole(kinds)
    if target.file is None:
        print(text, end="")
        return 0
    write_atomically(target.file, text.encode())
    print(printable(f"Written to {target.file}, with the id '{target.id}'. Edit it, then check it and walk it:"))
    print(f"  {called.check}\n  {called.walk}")
    return 0


@dataclass(frozen=True)
class _Target:
    """Where a copy goes."""

    id: str
    file: Path | None
    """None for standard output."""
    among_own: bool = False
    """Whether it is found by its id from then on."""

    @classmethod
    def named(cls, options: argparse.Namespace, catalogue: Catalogue, flow: Flow) -> _Target:
        """The target that was named: a file, an id among the person's own flows, standard output, or none."""
        name: str | None = options.target
        if options.for_patient and name is None:
            raise UsageError("for one patient a file name or a code is needed, such as mrs-a.toml")
        own_id = _free(f"my-{flow.id}"[:64], catalogue, name is None)
        if name == STANDARD_OUTPUT:
            return cls(own_id, None)
        if name is None or (not name.endswith(_SUFFIX) and len(Path(name).parts) < 2):
            found = own_id if name is None else name
            if not re.fullmatch(FLOW_ID, found):
                raise UsageError(
                    f"'{found}' cannot be an id: small letters, digits and - alone, such as '{copies.id_from(found)}'; "
                    f"or name a file, which ends in {_SUFFIX}"
                )
            if catalogue.own_folder is None:
                raise UsageError(f"name a file, which ends in {_SUFFIX}")
            target = cls(found, catalogue.own_folder / f"{found}{_SUFFIX}", among_own=True)
        else:
            if not name.endswith(_SUFFIX):
                raise UsageError(f"a flow file ends in {_SUFFIX}: {name}{_SUFFIX}")
            target = cls(copies.id_from(Path(name).stem), Path(name))
        target._refuse_a_taken_id(catalogue)
        return target

    def _refuse_a_taken_id(self, catalogue: Catalogue) -> None:
        other = catalogue.own.get(self.id)
        if self.id in catalogue.ids or (self.among_own and other is not None and other != self.file):
            whose = "a flow that comes with mckenzie-tui" if self.id in catalogue.ids else str(other)
            such = f"my-{self.id}"
            raise UsageError(f"'{self.id}' is the id of {whose}; take another name, such as '{such}'")

    def copy(self, options: argparse.Namespace) -> copies.Copy:
        """What the copy is called on the command line."""
        folder = ["--data-dir", options.data_dir] if options.data_dir and self.among_own else []
        name = self.id if self.among_own else str(self.file or f"{self.id}{_SUFFIX}")
        check = shlex.join(["mckenzie-tui", "flows", "check", *folder, name])
        return copies.Copy(self.id, check, shlex.join(["mckenzie-tui", *folder, "--flow", name]))


def _free(name: str, catalogue: Catalogue, needed: bool) -> str:
    """An id, or the next one with a number that no flow of the person's own has."""
    number, found = 2, name
    while needed and found in catalogue.own:
        found, number = f"{name[:60]}-{number}", number + 1
    return found


def _refuse_a_file_that_is_there(file: Path, options: argparse.Namespace, source: Path | None) -> None:
    if source is not None and file.exists() and file.samefile(source):
        raise UsageError(f"{file} is the flow that is to be copied; take another name for the copy")
    if file.exists() and not options.force:
        raise UsageError(f"{file} is there already; --force writes over it")


def _kinds(named: str) -> list[str]:
    """The parts that a copy is to bring along."""
    known = (copies.QUESTIONS, copies.EXERCISES)
    kinds = [word.strip() for word in named.split(",") if word.strip()]
    for kind in kinds:
        if kind not in known:
            near = nearest(kind, known)
            hint = f" Did you mean '{near}'?" if near else f" Known: {', '.join(known)}."
            raise UsageError(f"--with: '{kind}' cannot be copied along.{hint}")
    return kinds


@dataclass(frozen=True)
class _Copying:
    """One flow that is copied, and where to."""

    catalogue: Catalogue
    name: str
    """What the flow was called by."""
    flow: Flow
    text: str
    """The text of its file."""
    target: _Target
    called: copies.Copy

    def whole(self, kinds: Sequence[str]) -> str:
        """The text of a copy that brings these parts of the library along."""
        if (base := self.flow.based_on) is not None:
            self._refuse_parts(kinds, base.id)
            return copies.copied_overlay(self.flow, self.text, self.called, self._base_as_seen_from_the_copy())
        try:
            return copies.copied(self.flow, self.text, self.called, {kind: self._from_library(kind) for kind in kinds})
        except ValueError as error:
            raise UsageError(f"'{self.flow.id}' is written so that it cannot be copied by program") from error

    def for_patient(self, kinds: Sequence[str]) -> str:
        """The text of a file of changes that changes nothing yet."""
        if self.flow.based_on is not None:
            raise UsageError(f"'{self.flow.id}' is for one patient already; copy it without --for-patient")
        self._refuse_parts(kinds, self.flow.id)
        file = self.catalogue.named_file(self.name)
        based_on = self.flow.id if file is None else self._as_seen_from_the_copy(file)
        return copies.for_patient(self.flow, self.called, based_on)

    @staticmethod
    def _refuse_parts(kinds: Sequence[str], flow_id: str) -> None:
        if kinds:
            raise UsageError(f"a file for one patient changes no wording; copy '{flow_id}' itself with --with")

    def _from_library(self, kind: str) -> list[str]:
        texts = dict(self.catalogue.library_files(kind))
        return [texts[name] for name in copies.library_parts_of(self.flow, kind)]

    def _base_as_seen_from_the_copy(self) -> str:
        """How the copy names the flow that the file which is copied changes."""
        based_on = copies.based_on_in(self.text)
        source = self.catalogue.file_of(self.name)
        if self.catalogue.is_id(based_on) or not isinstance(source, Path):
            return based_on
        return self._as_seen_from_the_copy((source.parent / based_on).absolute())

    def _as_seen_from_the_copy(self, file: Path) -> str:
        beside = self.target.file is not None and self.target.file.absolute().parent == file.parent
        return file.name if beside else str(file)
