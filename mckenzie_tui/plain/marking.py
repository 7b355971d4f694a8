"""Marking where it hurts line by line: a part of the body, a place, a number, and then the next one."""

from __future__ import annotations

from collections.abc import Callable

from mckenzie_tui import locating, reasons
from mckenzie_tui.body import SPOTS, Spot
from mckenzie_tui.plain.lines import BackAsked, Lines, Option
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.words import Kind, Region, Side

PARTS = {
    part: tuple(spot for spot in SPOTS if spot.region in regions)
    for part, regions in {
        "Low back": (Region.BACK_MIDLINE, Region.BACK_SIDE),
        "Buttock, hip or groin": (Region.BUTTOCK_HIP,),
        "Thigh": (Region.THIGH,),
        "Knee": (Region.KNEE,),
        "Calf or shin": (Region.LOWER_LEG,),
        "Ankle, heel or foot": (Region.FOOT,),
        "Toes": (Region.TOES,),
    }.items()
}
"""The parts of the body, each with its spots: two short lists are easier to listen to than a long one."""
_NOUNS = {
    "thigh": (Region.THIGH,),
    "knee": (Region.KNEE,),
    "lower leg": (Region.LOWER_LEG,),
    "foot": (Region.FOOT, Region.TOES),
    "hip": (Region.BUTTOCK_HIP,),
}
_PART_OPTIONS = [Option(part, part.lower(), part) for part in PARTS]
_SPOT_OPTIONS = [Option(spot, spot.id, spot.words[0].upper() + spot.words[1:]) for spot in SPOTS]
_ALSO = [
    *_SPOT_OPTIONS,
    *(
        Option(spots, f"{side} {noun}", f"{side.capitalize()} {noun}")
        for side in (Side.LEFT, Side.RIGHT)
        for noun in ("thigh", "knee", "lower leg", "foot", "hip")
        if (spots := tuple(spot for spot in SPOTS if spot.side is side and spot.region in _NOUNS[noun]))
    ),
]
"""What may be typed without being listed: a spot, or what people call the part of a side that has several."""
_KIND_OPTIONS = [
    Option(Kind.TINGLING, "pins", "Pins and needles somewhere"),
    Option(Kind.NUMBNESS, "numb", "A numb place"),
]


class Marking:
    """One chart that is being marked."""

    def __init__(self, lines: Lines, ask: str, keep: Callable[[Symptoms], None]) -> None:
        """Ask by this question.

        Args:
            lines: where to ask.
            ask: the question.
            keep: saves what is marked so far.
        """
        self._lines = lines
        self._ask = ask
        self._keep = keep

    def changed(self, last: Symptoms) -> Symptoms:
        """What is felt now, for a person who marked it before."""
        self._lines.say(f"Marked last: {reasons.marks_told(last)}.")
        options = [
            Option(None, "same", "It is the same"),
            Option(last, "changed", "It has changed"),
            Option(Symptoms(), "gone", "I feel nothing of it any more"),
        ]
        chosen = self._lines.choose(self._ask, options, by_enter=0)
        if not isinstance(chosen, Symptoms):
            return last
        self._keep(chosen)
        if not chosen.marks:
            return chosen
        self._lines.say("To change a place, or to take it away with a 0, choose it again.")
        return self.anew(chosen)

    def anew(self, found: Symptoms) -> Symptoms:
        """What is felt, one place after the other, until that is all."""
        while (more := self._one_more(found)) is not None:
            found = more
            self._keep(found)
        return found

    def _one_more(self, found: Symptoms) -> Symptoms | None:
        """The marks with one more, or with one changed; None where that is all."""
        menu = [*_PART_OPTIONS, *_KIND_OPTIONS]
        if found.marks:
            self._lines.say("", f"Marked: {reasons.marks_told(found)}.")
            ask, last, by_enter = "Any other place?", Option(None, "no", "No, that is all"), len(menu)
        else:
            # What was marked is confirmed by enter; that nothing is felt has to be said.
            ask, last, by_enter = self._ask, Option(None, "nothing", "I feel nothing right now"), None
        chosen = self._lines.choose(ask, [*menu, last], also=_ALSO, by_enter=by_enter)
        if chosen is None:
            return None
        try:
            return self._with(found, chosen)
        except BackAsked:
            return found

    def _with(self, found: Symptoms, chosen: object) -> Symptoms:
        """The marks with one more at what was chosen: a kind, a part of the body, or a spot."""
        kind = Kind.PAIN
        if isinstance(chosen, Kind):
            kind = chosen
            chosen = self._lines.choose("Where?", _PART_OPTIONS, also=_ALSO)
        spot = chosen if isinstance(chosen, Spot) else self._one_of(chosen)
        if kind is Kind.NUMBNESS:
            options = [Option(True, "yes", "Yes"), Option(False, "no", "No")]
            numb = bool(self._lines.choose(f"Is it numb there now: {spot.words}?", options))
            return locating.with_numbness(found, spot, numb=numb)
        what = "the pain" if kind is Kind.PAIN else "the pins and needles"
        ask = f"How strong: {what} in the {spot.words}? 0 is none, 10 is the worst you can think of."
        return locating.rated(found, spot, kind, self._lines.number(ask, 0, 10))

    def _one_of(self, part: object) -> Spot:
        """One spot of a part of the body, or of a part of one side."""
        spots = part if isinstance(part, tuple) else PARTS[str(part)]
        options = [option for option in _SPOT_OPTIONS if option.value in spots]
        chosen = self._lines.choose("Which place?", options)
        if not isinstance(chosen, Spot):
            raise TypeError(chosen)
        return chosen
