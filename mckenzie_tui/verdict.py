"""What the symptoms before and after an exercise say about it: a proposal, the person decides.

The rules are ours, after Fritz (2000), Werneke, Hart & Cook (1999) and Albert, Hauge & Manniche (2012): the farthest
symptom is what counts, and what remains afterwards counts more than what passed. The two-point band for ratings is the
smallest real change found by Childs, Piva & Fritz (2005); it was found over days, and serves here against noise only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.words import Event, Region, Settled, Side, View

REAL_CHANGE = 2
"""Points on the scale from 0 to 10."""
SEVERE = 8
"""A rating from which pain is severe."""

SIDES = (Side.LEFT, Side.RIGHT)

SOURCES = (
    "Interrater reliability of judgments of the centralization phenomenon and status change during movement testing in "
    "patients with low back pain. J. M. Fritz and others. Archives of Physical Medicine and Rehabilitation, 2000",
    "A descriptive study of the centralization phenomenon. M. Werneke, D. L. Hart, D. Cook. Spine, 1999",
    "Centralization in patients with sciatica. H. B. Albert, E. Hauge, C. Manniche. European Spine Journal, 2012",
    "Responsiveness of the numeric pain rating scale in patients with low back pain. J. D. Childs, S. R. Piva, "
    "J. M. Fritz. Spine, 2005",
)
"""What the rules rest on."""


class Verdict(StrEnum):
    """What the symptoms say."""

    STOP_NEURO = "stop_neuro"
    EMERGENCY = "emergency"
    NO_EFFECT_SYMPTOM_FREE = "no_effect_symptom_free"
    PRODUCED_NO_WORSE = "produced_no_worse"
    PRODUCED_WORSE = "produced_worse"
    WORSE_NEW_SIDE = "worse_new_side"
    LATERALIZED = "lateralized"
    PERIPHERALIZED = "peripheralized"
    PERIPHERALIZING_NO_WORSE = "peripheralizing_no_worse"
    ABOLISHED = "abolished"
    CENTRALIZED = "centralized"
    CENTRALIZING = "centralizing"
    CENTRALIZING_INTENSITY_UP = "centralizing_intensity_up"
    UNSTABLE = "unstable"
    IMPROVED_SAME_PLACE = "improved_same_place"
    WORSE_SAME_PLACE = "worse_same_place"
    INCREASED_NO_WORSE = "increased_no_worse"
    NO_EFFECT = "no_effect"


class Note(StrEnum):
    """What should be said beside the verdict."""

    BACK_INCREASE_EXPECTED = "back_increase_expected"
    """The back hurts more while the leg is freer: that is common, and good."""
    CENTRAL_ONLY = "central_only"
    """Pain in the middle alone cannot move up; its strength is what is judged."""
    MIXED = "mixed"
    """One side is better and the other worse: the worse one decides."""
    SAME_LEVEL = "same_level"
    """It is felt in other places than before, but no further up or down."""
    STOP_SEVERE = "stop_severe"
    """The pain is severe now: stop, wherever it is."""
    OLD_NUMBNESS_STAYS = "old_numbness_stays"
    """Numbness that was there before is still there."""


@dataclass(frozen=True)
class Judged:
    """A verdict with its notes, and the rule that was met."""

    verdict: Verdict
    rule: str
    notes: frozenset[Note] = frozenset()


@dataclass(frozen=True)
class Readings:
    """The symptoms before a step, right after it, and after a rest, where that was asked."""

    before: Symptoms
    after: Symptoms
    recheck: Symptoms | None = None
    new_numbness_or_weakness: bool = False
    """A yes to that question; a new mark of numbness outweighs a no."""
    unbearable: bool = False
    strict: bool = True
    """Whether full centralization leaves the middle of the back alone; else one side of the back counts too."""

    @property
    def final(self) -> Symptoms:
        """What remained."""
        return self.recheck or self.after

    @property
    def later(self) -> tuple[Symptoms, ...]:
        """All readings after the step."""
        return (self.after,) if self.recheck is None else (self.after, self.recheck)

    def moved(self, to: Symptoms) -> dict[Side, int]:
        """How many ranks each side's farthest symptom moved: below 0 toward the back, above 0 further down."""
        return {side: to.reach(side) - self.before.reach(side) for side in SIDES}

    def main_change(self, to: Symptoms) -> int:
        """By how much the main rating changed: that of the leg where it had symptoms, else that of the back."""
        if self.before.in_leg:
            return to.leg_pain - self.before.leg_pain
        return to.back_pain - self.before.back_pain

    def back_change(self, to: Symptoms) -> int:
        """By how much the pain in the back changed."""
        return to.back_pain - self.before.back_pain

    def farthest_change(self, to: Symptoms) -> int:
        """By how much it is stronger at the farthest place of a side, where it reaches as far as before there.

        Marks of older logs have no strength of their own; then nothing can be said.
        """
        as_far = (side for side in SIDES if self.before.reach(side) == to.reach(side) > 0)
        pairs = ((_strength(self.before, side), _strength(to, side)) for side in as_far)
        return max((now - was for was, now in pairs if was and now), default=0)

    def stronger(self, to: Symptoms) -> bool:
        """Whether something is really stronger, and nothing makes up for it.

        More ache in the back is fine while the leg gets better; where the leg is as it was, it is a worsening.
        """
        main = self.main_change(to)
        others = max(self.back_change(to), self.farthest_change(to))
        return main >= REAL_CHANGE or (main > -REAL_CHANGE and others >= REAL_CHANGE)

    @property
    def equal_in_final(self) -> bool:
        """Whether each side reaches as far as before."""
        return not any(self.moved(self.final).values())


Rule = Callable[[Readings], Verdict | None]


def _new_numbness(readings: Readings) -> Verdict | None:
    before = _places(readings.before.numb)
    new = any(_places(reading.numb) - before for reading in readings.later)
    both_legs = all(
        any(mark.side is side and mark.region.in_leg for reading in readings.later for mark in reading.numb)
        for side in SIDES
    )
    if new and both_legs:
        return Verdict.EMERGENCY
    return Verdict.STOP_NEURO if new or readings.new_numbness_or_weakness else None


def _symptom_free_start(readings: Readings) -> Verdict | None:
    if not readings.before.quiet:
        return None
    if not readings.final.quiet:
        return Verdict.PRODUCED_WORSE
    return Verdict.NO_EFFECT_SYMPTOM_FREE if readings.after.quiet else Verdict.PRODUCED_NO_WORSE


def _new_side(readings: Readings) -> Verdict | None:
    for side, other in (SIDES, SIDES[::-1]):
        was_clear = not readings.before.reach(side) and readings.before.reach(other)
        if was_clear and readings.final.reach(side) >= Region.BUTTOCK_HIP.rank:
            return Verdict.WORSE_NEW_SIDE
    return None


def _from_the_middle_to_one_side(readings: Readings) -> Verdict | None:
    from_the_middle = not any(map(readings.before.reach, SIDES))
    reached = sorted(map(readings.final.reach, SIDES))
    if not from_the_middle or reached != [0, Region.BACK_SIDE.rank]:
        return None
    return Verdict.WORSE_SAME_PLACE if readings.main_change(readings.final) >= REAL_CHANGE else Verdict.LATERALIZED


def _further_down(readings: Readings) -> Verdict | None:
    return Verdict.PERIPHERALIZED if max(readings.moved(readings.final).values()) > 0 else None


def _stronger_in_the_same_place(readings: Readings) -> Verdict | None:
    stronger = readings.equal_in_final and readings.stronger(readings.final)
    return Verdict.WORSE_SAME_PLACE if stronger else None


def _further_down_for_a_while(readings: Readings) -> Verdict | None:
    return Verdict.PERIPHERALIZING_NO_WORSE if max(readings.moved(readings.after).values()) > 0 else None


def _gone(readings: Readings) -> Verdict | None:
    return Verdict.ABOLISHED if readings.final.quiet else None


def _all_the_way_up(readings: Readings) -> Verdict | None:
    limit = 0 if readings.strict else Region.BACK_SIDE.rank
    lower = min(readings.moved(readings.final).values()) < 0
    return Verdict.CENTRALIZED if lower and max(map(readings.final.reach, SIDES)) <= limit else None


def _part_of_the_way_up(readings: Readings) -> Verdict | None:
    if min(readings.moved(readings.final).values()) >= 0:
        return None
    stronger = readings.main_change(readings.final) >= REAL_CHANGE
    return Verdict.CENTRALIZING_INTENSITY_UP if stronger else Verdict.CENTRALIZING


def _weaker_in_the_same_place(readings: Readings) -> Verdict | None:
    weaker = readings.main_change(readings.final) <= -REAL_CHANGE
    return Verdict.IMPROVED_SAME_PLACE if readings.equal_in_final and weaker else None


def _up_for_a_while(readings: Readings) -> Verdict | None:
    return Verdict.UNSTABLE if min(readings.moved(readings.after).values()) < 0 else None


def _stronger_for_a_while(readings: Readings) -> Verdict | None:
    return Verdict.INCREASED_NO_WORSE if readings.stronger(readings.after) else None


RULES: tuple[tuple[str, Rule], ...] = (
    ("new numbness or weakness", _new_numbness),
    ("no symptoms at the start", _symptom_free_start),
    ("a side that was clear", _new_side),
    ("from the middle to one side", _from_the_middle_to_one_side),
    ("further down, and it stayed", _further_down),
    ("stronger in the same place, and it stayed", _stronger_in_the_same_place),
    ("further down, but not for long", _further_down_for_a_while),
    ("gone", _gone),
    ("up to the middle of the back", _all_the_way_up),
    ("part of the way up", _part_of_the_way_up),
    ("weaker in the same place", _weaker_in_the_same_place),
    ("up, but not for long", _up_for_a_while),
    ("stronger, but not for long", _stronger_for_a_while),
)
"""The rules in order; the first that gives a verdict is taken, safety first."""


def judge(readings: Readings) -> Judged:
    """The verdict on a step, by the first rule that is met; no effect where none is."""
    for name, rule in RULES:
        if (verdict := rule(readings)) is not None:
            return Judged(verdict, name, frozenset(_notes(readings, verdict)))
    return Judged(Verdict.NO_EFFECT, "no clear change", frozenset(_notes(readings, Verdict.NO_EFFECT)))


def _notes(readings: Readings, verdict: Verdict) -> set[Note]:
    before, final = readings.before, readings.final
    moved = readings.moved(final).values()
    notes: set[Note] = set()
    if verdict in (Verdict.CENTRALIZED, Verdict.CENTRALIZING) and final.back_pain > before.back_pain:
        notes.add(Note.BACK_INCREASE_EXPECTED)
    if before.marks and not any(map(before.reach, SIDES)):
        notes.add(Note.CENTRAL_ONLY)
    if min(moved) < 0 < max(moved):
        notes.add(Note.MIXED)
    if verdict is Verdict.NO_EFFECT and _places(before.felt) != _places(final.felt):
        notes.add(Note.SAME_LEVEL)
    if _places(before.numb) & _places(final.numb):
        notes.add(Note.OLD_NUMBNESS_STAYS)
    if readings.unbearable or _severe(before.leg_pain, final.leg_pain) or _severe(before.back_pain, final.back_pain):
        notes.add(Note.STOP_SEVERE)
    return notes


def _strength(symptoms: Symptoms, side: Side) -> int:
    """How strong it is at the farthest place of a side; 0 where that is not known."""
    rank = symptoms.reach(side)
    there = [mark.intensity for mark in symptoms.felt if mark.side is side and mark.region.rank == rank]
    return max((intensity for intensity in there if intensity is not None), default=0)


def _places(marks: Iterable[Mark]) -> set[tuple[Region, Side, View | None]]:
    return {mark.place for mark in marks}


def _severe(before: int, final: int) -> bool:
    """A rise to severe pain, or a real rise from there."""
    if before >= SEVERE:
        return final - before >= REAL_CHANGE
    return final >= SEVERE


Proposal = tuple[Event, Settled | None]
"""The answer a verdict proposes, and whether a worsening settled."""

ASK_AGAIN = frozenset({Verdict.LATERALIZED, Verdict.CENTRALIZING_INTENSITY_UP})
"""After these the person rests and is asked once more; the same again proposes ``unchanged``."""

_NO_WORSE: Proposal = (Event.WORSENED, Settled.SETTLED)
_WORSE: Proposal = (Event.WORSENED, Settled.NOT_SETTLED)

PROPOSALS: dict[Verdict, Proposal] = {
    Verdict.ABOLISHED: (Event.CENTRALIZED, None),
    Verdict.CENTRALIZED: (Event.CENTRALIZED, None),
    Verdict.CENTRALIZING: (Event.PARTLY_CENTRALIZED, None),
    Verdict.IMPROVED_SAME_PLACE: (Event.PARTLY_CENTRALIZED, None),
    Verdict.NO_EFFECT: (Event.UNCHANGED, None),
    Verdict.NO_EFFECT_SYMPTOM_FREE: (Event.UNCHANGED, None),
    Verdict.UNSTABLE: (Event.UNCHANGED, None),
    Verdict.LATERALIZED: (Event.UNCHANGED, None),
    Verdict.CENTRALIZING_INTENSITY_UP: (Event.UNCHANGED, None),
    Verdict.PERIPHERALIZING_NO_WORSE: _NO_WORSE,
    Verdict.PRODUCED_NO_WORSE: _NO_WORSE,
    Verdict.INCREASED_NO_WORSE: _NO_WORSE,
    Verdict.PERIPHERALIZED: _WORSE,
    Verdict.WORSE_NEW_SIDE: _WORSE,
    Verdict.WORSE_SAME_PLACE: _WORSE,
    Verdict.PRODUCED_WORSE: _WORSE,
}
"""What each verdict proposes; those that stop the session propose nothing."""


def proposed(judged: Judged) -> Proposal | None:
    """The answer a verdict proposes; severe pain counts as worse and not settled, whatever the place says."""
    if judged.verdict not in PROPOSALS:
        return None
    return _WORSE if Note.STOP_SEVERE in judged.notes else PROPOSALS[judged.verdict]


_CAUTION = (Event.CENTRALIZED, Event.PARTLY_CENTRALIZED, Event.UNCHANGED, Event.WORSENED)


def more_cautious(one: Event, other: Event) -> Event:
    """Of two answers to the question how it is now, the one that is followed where they disagree."""
    return max(one, other, key=_CAUTION.index)
