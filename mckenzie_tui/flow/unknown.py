"""Names that a flow refers to and that nothing has: told once for each mistake, at the place where it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mckenzie_tui.flow.findings import Finding, nearest
from mckenzie_tui.flow.positions import Path


@dataclass(frozen=True)
class Naming:
    """One place where something is named."""

    path: Path
    file: str = ""
    """The library file; empty for the flow file itself."""


@dataclass
class Names:
    """What there is of one kind, such as endings, and where the flow names one."""

    what: str
    """The kind in words: ``ending``."""
    known: Iterable[str]
    defined: Mapping[str, Path] = field(default_factory=dict)
    """Those that the flow file itself defines, and where their ids stand."""
    twice: Mapping[str, Path] = field(default_factory=dict)
    """Ids that stand there a second time, and where."""
    home: Path = ()
    """Where the flow file lists them: the library may name one that the flow is to bring."""
    named: set[str] = field(default_factory=set)
    unknown: dict[str, list[Naming]] = field(default_factory=dict)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What else could stand where an unknown name does."""

    def name(self, name: str, path: Path, file: str = "", *, others: Iterable[str] = ()) -> None:
        """Note that something is named there."""
        if name in self.known:
            self.named.add(name)
        else:
            self.unknown.setdefault(name, []).append(Naming(path, file))
            self.others[name] = tuple(others)

    def findings(self) -> Iterator[Finding]:
        """One finding for each name that is unknown or that two things have."""
        unknown = dict(self.unknown)
        for name, path in self.twice.items():
            # Whoever is called by another's name is missing under its own.
            meant = max(unknown, key=lambda other: len(unknown[other]), default="")
            unknown.pop(meant, None)
            yield Finding(path, f"'{name}' is used twice; each id must be its own", meant)
        for name, places in unknown.items():
            yield self._unknown(name, places)

    def _unknown(self, name: str, places: list[Naming]) -> Finding:
        count = len(places)
        idle = [own for own in self.defined if own not in self.named]
        if count > 1 and (misspelt := nearest(name, idle)):
            message = f"nothing leads to '{misspelt}', while '{name}' is named in {count} places"
            return Finding(self.defined[misspelt], message, name)
        place = next((place for place in places if not place.file), places[0])
        near = nearest(name, [*self.known, *self.others[name]])
        message = f"there is no {self.what} called '{name}'"
        if place.file and not near and self.home:
            return Finding(self.home, f"{message}, and the questions lead there", of_key=True)
        if count > 1:
            message += f"; it is named in {count} places"
        return Finding(place.path, message, near, place.file)
