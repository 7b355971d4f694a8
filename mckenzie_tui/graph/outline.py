"""A flow as text for a terminal: a box for each station, and below it what leads where."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from mckenzie_tui.graph.labels import CHOSEN
from mckenzie_tui.graph.picture import STEPS, Box, BoxKind, Picture, Way
from mckenzie_tui.graph.taken import Taken

MARK, PASSED, HERE = "●", "○", "▶"
"""Before what a walk came by, before what it passed over or left undone, and before where it stands."""


def outline(picture: Picture, width: int, taken: Taken | None = None) -> Iterator[str]:
    """The lines of a flow as text.

    Args:
        picture: the flow.
        width: how many characters a line may have.
        taken: the way of a walk, to be marked.
    """
    return _Outline(picture, width, taken).lines()


class _Outline:
    """An outline that is being written."""

    def __init__(self, picture: Picture, width: int, taken: Taken | None) -> None:
        self.picture = picture
        self.width = width
        self.taken = taken
        self.titles = {box.id: self._called(box) for box in picture.boxes} | {STEPS: "the next exercise"}

    def lines(self) -> Iterator[str]:
        yield from self._wrapped(self.picture.title)
        if self.taken is not None:
            yield from self._wrapped(f"{MARK} come by in this session   {HERE} where it stands   {PASSED} not done")
        group = ""
        for box in self.picture.boxes:
            if box.kind is BoxKind.ENDING:
                continue
            if box.group and box.group != group:
                yield ""
                yield from self._boxed(self.picture.groups[box.group])
            elif not box.group:
                yield ""
            group = box.group
            yield from self._station(box)
        yield ""
        yield from self._boxed("Endings")
        for box in self.picture.boxes:
            if box.kind is BoxKind.ENDING:
                yield from self._wrapped(f"{self._mark(box.id)}{box.title} ({', '.join(box.notes)})", "  ", "    ")
                yield from self._ways(box)
        if self.taken is not None:
            yield ""
            yield from self._boxed("This session, in order")
            for number, stay in enumerate(self.taken.stays, 1):
                told = ": ".join(filter(None, (self.titles[stay.box], "; ".join(stay.told))))
                yield from self._wrapped(f"{number:>2}) {told}", "  ", "      ")

    def _station(self, box: Box) -> Iterator[str]:
        if box.group:
            notes = f" ({'; '.join(box.notes)})" if box.notes else ""
            number = f"{box.number}. " if box.number else ""
            yield from self._wrapped(f"{self._mark(box.id)}{number}{box.title}{notes}", "  ", "     ")
            yield from (
                line for text in self._answers(box.id) for line in self._wrapped(f"= {text}", "     ", "       ")
            )
        else:
            yield from self._boxed(f"{self._mark(box.id)}{box.title}")
            for note in box.notes:
                yield from self._wrapped(note, "  ", "    ")
        yield from self._ways(box)

    def _answers(self, box: str) -> tuple[str, ...]:
        return self.taken.told.get(box, ()) if self.taken else ()

    def _ways(self, box: Box) -> Iterator[str]:
        """What leads from a box, each answer that leads to the same place in one line, in the order of the rules."""
        found: list[tuple[str, list[str]]] = []
        for source, dest, text in self.picture.ways:
            if source != box.id:
                continue
            if found and found[-1][0] == dest:
                found[-1][1].append(text)
            else:
                found.append((dest, [text]))
        if self.taken is not None:
            # Only a clinician goes from an ending, or past what the flow says.
            found += [(dest, [f"{MARK} {CHOSEN}"]) for source, dest in self.taken.jumps if source == box.id]
        indent = "     " if box.group or box.kind is BoxKind.ENDING else "  "
        for number, (dest, texts) in enumerate(found, 1):
            said = " / ".join(self._said((box.id, dest, text)) for text in texts)
            corner, side = ("└", " ") if number == len(found) else ("├", "│")
            yield from self._wrapped(f"{corner}─ {said} → {self.titles[dest]}", indent, f"{indent}{side}    ")

    def _said(self, way: Way) -> str:
        here = self.taken is not None and way in self.taken.ways
        return (f"{MARK} " if here else "") + (way[2] or "then")

    def _called(self, box: Box) -> str:
        """What a box is called from elsewhere: a place of an exercise with that exercise."""
        of_exercise = box.group != STEPS and box.kind in (BoxKind.STEP, BoxKind.REST)
        group = self.picture.groups.get(box.group, "") if of_exercise else ""
        return ": ".join(filter(None, (group, box.title)))

    def _mark(self, box: str) -> str:
        if self.taken is None:
            return ""
        if box == self.taken.here:
            return f"{HERE} "
        if box in self.taken.marked:
            return f"{MARK} "
        return f"{PASSED} " if box in self.taken.passed else ""

    def _boxed(self, text: str) -> Iterator[str]:
        """A heading in a box of lines."""
        inside = textwrap.wrap(text, self.width - 4) or [""]
        longest = max(map(len, inside))
        yield f"┌{'─' * (longest + 2)}┐"
        yield from (f"│ {line:<{longest}} │" for line in inside)
        yield f"└{'─' * (longest + 2)}┘"

    def _wrapped(self, text: str, first: str = "", onward: str = "") -> list[str]:
        return textwrap.wrap(text, self.width, initial_indent=first, subsequent_indent=onward, break_on_hyphens=False)
