"""The command that counts many sessions."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.codes import patient_code
from mckenzie_tui.cli.lines import width
from mckenzie_tui.errors import UsageError
from mckenzie_tui.letters import printable
from mckenzie_tui.report.one_line import STATUS_WORDS
from mckenzie_tui.session import Session
from mckenzie_tui.store.store import Store
from mckenzie_tui.summary import (
    FEWEST_FOR_SHARES,
    PUBLISHED,
    PUBLISHED_IN,
    Came,
    Found,
    Selection,
    Summary,
    shares,
    summed_up,
)
from mckenzie_tui.words import Mode

WIDEST = 80
_COLUMNS = {
    "cen": (Came.CENTRALIZED,),
    "part": (Came.PARTLY_CENTRALIZED,),
    "same": (Came.UNCHANGED,),
    "w/s": (Came.WORSENED_SETTLED,),
    "w/l": (Came.WORSENED_LASTING,),
    "?": (Came.WORSENED_UNKNOWN, Came.NOT_ANSWERED),
    "n/p": (Came.CANNOT,),
}
_LEGEND = (
    "tried: done or begun; cen: centralised; part: partly; same: no change; w/s: worse, settled; w/l: worse, and it "
    "lasted; ?: not answered, or nobody knows whether it settled; n/p: not possible, so not tried."
)
_UNENDED = {status.value: words for status, words in STATUS_WORDS.items()}
_ROOM_FOR_TITLES = 31
_FOUND_WORDS = {
    Found.CENTRALIZED: "centralised",
    Found.DIRECTION_ALONE: "a direction, not centralised",
    Found.NEITHER: "neither",
    Found.NOT_TESTED: "not tested, or not to an end",
}
TESTED = (
    "Tested: a session in which every exercise that was tried moves the back in a direction. One that builds up, goes "
    "through a set of moves or looks at the body does not look for a direction."
)
NOT_COMPARABLE = (
    "These are not the same thing, and the numbers cannot be compared: those studies had other people, other "
    "definitions, and therapists who judged, often over several visits. Here people answered a program. Do not "
    "conclude anything about your patients, or this program, from a difference."
)


def summary(options: argparse.Namespace) -> int:
    """Print what was counted; files that cannot be read are told and not counted."""
    selection = Selection(
        patient_code(options.patient), options.all_patients, options.flow, options.since, options.until
    )
    if selection.since and selection.until and selection.until < selection.since:
        raise UsageError(f"--to {selection.until} is before --from {selection.since}")
    reading = _Reading(Store(surroundings.folders(options).data))
    found = summed_up(reading.sessions(), selection)
    if options.json:
        print(json.dumps(_row(found, reading), indent=2, ensure_ascii=False))
        return 0
    if reading.unread:
        these = "1 session" if reading.unread == 1 else f"{reading.unread} sessions"
        print(f"{these} cannot be read, and not counted: 'mckenzie-tui sessions list' names what is.", file=sys.stderr)
    if not found.sessions:
        hint = "" if selection.all_patients or selection.patient else " --all-patients counts those with a code."
        print(f"There is no such session.{hint}", file=sys.stderr)
        return 0
    for line in _lines(found, selection):
        print(printable(line))
    return 0


@dataclass
class _Reading:
    """Reads sessions one by one, and counts those that cannot be read."""

    store: Store
    unread: int = 0

    def sessions(self) -> Iterator[Session]:
        for stored in self.store.originals():
            if stored.session is None:
                self.unread += 1
            else:
                yield stored.session


def _wrapped(text: str, indent: str = "", onward: str | None = None) -> list[str]:
    room = min(width(), WIDEST)
    further = indent if onward is None else onward
    return textwrap.wrap(text, room, initial_indent=indent, subsequent_indent=further, break_on_hyphens=False)


def _lines(found: Summary, selection: Selection) -> Iterator[str]:
    yield from _wrapped(_counted(found, selection))
    yield from _steps(found)
    yield ""
    yield "How the sessions ended"
    for (ending, title), number in found.endings.most_common():
        told = f"{title} ({ending})" if title else _UNENDED.get(ending, ending)
        yield from _wrapped(f"{number:>5}  {told}", onward=" " * 7)
    yield from _people(found)


def _counted(found: Summary, selection: Selection) -> str:
    """How many sessions of how many people, and when."""
    whose = ""
    if selection.all_patients:
        whose = f" of {len(found.people)} {'person' if len(found.people) == 1 else 'people'}"
    elif selection.patient:
        whose = f" of {selection.patient}"
    where = [f"{found.modes[mode]} {words}" for mode, words in _WHERE.items() if found.modes[mode]]
    number = f"{found.sessions} session{'' if found.sessions == 1 else 's'}"
    dates = sorted({f"{at:%Y-%m-%d}" for at in (found.first_at, found.last_at) if at is not None})
    return f"{number}{whose}, {' to '.join(dates)}: {', '.join(where)}."


_WHERE = {Mode.HOME: "at home", Mode.CLINIC: "in the clinic"}


def _steps(found: Summary) -> Iterator[str]:
    """A row for each step; where there is little room, its title stands in a line of its own."""
    flow = ""
    beside = min(width(), WIDEST) >= _ROOM_FOR_TITLES + 8 * 6
    for step in found.steps:
        if step.flow != flow:
            flow = step.flow
            yield ""
            yield from _wrapped(f"What each exercise did: {flow}")
            yield (
                (" " * _ROOM_FOR_TITLES if beside else "")
                + "tried".rjust(6 if beside else 5)
                + _cells(list(_COLUMNS), wide=beside)
            )
        numbers = [sum(step.came[came] for came in column) for column in _COLUMNS.values()]
        row = str(step.tried).rjust(6 if beside else 5) + _cells([str(number) for number in numbers], wide=beside)
        title = textwrap.wrap(step.title, _ROOM_FOR_TITLES - 1 if beside else min(width(), WIDEST))
        if not beside:
            yield from title
            yield row
            continue
        yield title[0].ljust(_ROOM_FOR_TITLES) + row
        yield from (f"  {line}" for line in title[1:])
    if found.steps:
        yield from _wrapped(_LEGEND, "  ")


def _cells(words: list[str], *, wide: bool) -> str:
    return "".join(word.rjust(6 if wide else 5) for word in words)


def _people(found: Summary) -> Iterator[str]:
    """What was found in how many people, beside what is published."""
    first, ever = found.found(at_first=True), found.found(at_first=False)
    yield ""
    yield from _wrapped("What was found, by person: in the first session that is counted, and in any")
    yield f"{'':30}{'first':>5}{'any':>5}"
    for kind, words in _FOUND_WORDS.items():
        yield f"  {words:28}{first[kind]:>5}{ever[kind]:>5}"
    yield from _directions("Direction, first session", found.directions(at_first=True))
    yield from _directions("Direction, any session", found.directions(at_first=False))
    yield from _wrapped(TESTED, "  ")
    yield ""
    tested = first.total() - first[Found.NOT_TESTED]
    if (share := shares(first)) is None:
        yield from _wrapped(f"n = {tested} tested in the first session: fewer than {FEWEST_FOR_SHARES}, so no shares.")
    else:
        told = ", ".join(f"{_FOUND_WORDS[kind]} {per_cent} %" for kind, per_cent in share.items())
        yield from _wrapped(f"n = {tested} tested in the first session: {told}.")
    published = ", ".join(f"{_FOUND_WORDS[kind]} {per_cent}" for kind, per_cent in PUBLISHED.items())
    yield from _wrapped(f"Published: {published} ({PUBLISHED_IN}).")
    yield from _wrapped(NOT_COMPARABLE)


def _directions(words: str, counted: Counter[Any]) -> Iterator[str]:
    if counted:
        listed = ", ".join(f"{direction} {number}" for direction, number in counted.most_common())
        yield from _wrapped(f"{words}: {listed}.", "  ", "    ")


def _row(found: Summary, reading: _Reading) -> dict[str, Any]:
    first, ever = found.found(at_first=True), found.found(at_first=False)
    return {
        "sessions": found.sessions,
        "people": len(found.people),
        "unreadable": reading.unread,
        "modes": dict(found.modes),
        "from": found.first_at.isoformat() if found.first_at else None,
        "to": found.last_at.isoformat() if found.last_at else None,
        "steps": [
            {
                "flow": step.flow,
                "id": step.id,
                "title": step.title,
                "tried": step.tried,
                **{came.value: step.came[came] for came in Came},
            }
            for step in found.steps
        ],
        "endings": [
            {"ending": ending, "title": title or None, "sessions": number}
            for (ending, title), number in found.endings.most_common()
        ],
        "found": {
            "first_session": {kind.value: first[kind] for kind in Found},
            "any_session": {kind.value: ever[kind] for kind in Found},
        },
        "directions": {
            "first_session": dict(found.directions(at_first=True)),
            "any_session": dict(found.directions(at_first=False)),
        },
        "published": {
            **{kind.value: share for kind, share in PUBLISHED.items()},
            "source": PUBLISHED_IN,
            "tested": TESTED,
            "caution": NOT_COMPARABLE,
        },
        "patients": [
            {
                "patient": code or None,
                "sessions": person.sessions,
                "first_session": person.first,
                "first_direction": person.first_direction,
                "any_session": person.best,
                "directions": sorted(person.directions),
            }
            for code, person in sorted(found.people.items())
        ],
    }
