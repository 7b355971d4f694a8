"""Names that a flow refers to and that nothing has: told once for each mistake, at the place where it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mckenzie_tui.flow.findings import PLACEHOLDER, Finding
from mckenzie_tui.flow.near import nearest
from mckenzie_tui.flow.positions import Path

MOST_LISTED = 30
"""Names that are listed where one is not known."""
FEW = 20
"""So many are listed even where one of them is near."""


@dataclass(frozen=True)
class Naming:
    """One place where something is named."""

    path: Path
    file: str = ""
    """The library file; empty for the flow file itself."""
    others: tuple[str, ...] = ()
    """What else could stand there."""


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

    def name(self, name: str, path: Path, file: str = "", *, others: Iterable[str] = ()) -> None:
        """Note that something is named there."""
        if name in self.known:
            self.named.add(name)
        elif name != PLACEHOLDER:
            self.unknown.setdefault(name, []).append(Naming(path, file, tuple(others)))

    def name_all(self, names: Iterable[str], path: Path, file: str = "") -> None:
        """Note that all of a list are named there."""
        for index, name in enumerate(names):
            self.name(name, (*path, index), file)

    def findings(self) -> Iterator[Finding]:
        """One finding for each name that is unknown or that two things have."""
        unknown = dict(self.unknown)
        for name, path in self.twice.items():
            # Whoever is called by another's name is missing under its own.
            meant = max(unknown, key=lambda other: len(unknown[other]), default="")
            unknown.pop(meant, None)
            message = f"'{name}' is used twice; each id must be its own"
            yield Finding(path, message, meant, also=(self.defined[name],))
        for name, places in unknown.items():
            yield self._unknown(name, places)

    def _unknown(self, name: str, places: list[Naming]) -> Finding:
        idle = [own for own in self.defined if own not in self.named]
        if len(places) > 1 and (misspelt := nearest(name, idle)):
            message = f"nothing leads to '{misspelt}', while '{name}' is named in {len(places)} places"
            return Finding(self.defined[misspelt], message, name)
        place = next((place for place in places if not place.file), places[0])
        near = nearest(name, [*self.known, *place.others])
        message = f"there is no {self.what} called '{name}'"
        if place.file and not near and self.home:
            message += f", and the questions lead there. Put the {self.what} '{name}' back, or bring one of that id"
            return Finding(self.home, message, of_key=True)
        also = [other.path for other in places if other is not place and other.file == place.file]
        if also and self.home and near in self.named:
            # Whoever named it twice has hardly misspelt another one that is named elsewhere as well.
            message += (
                f": its part may have been taken out. Put the {self.what} '{name}' back, or write something else here"
            )
            near = ""
        elif self.home and (not near or near in self.named):
            message += f". If it was taken out, put the {self.what} '{name}' back"
        words = list(dict.fromkeys([*place.others, *self.known]))
        if not near or len(words) <= FEW:
            message += f". {self._listed(words)}"
        return Finding(place.path, message, near, place.file, also=tuple(also))

    @staticmethod
    def _listed(words: list[str]) -> str:
        more = f" and {len(words) - MOST_LISTED} more" if len(words) > MOST_LISTED else ""
        listed = ", ".join(words[:MOST_LISTED])
        return f"What may stand here: {listed}{more}" if words else "There is none of that kind"
