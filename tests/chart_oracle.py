"""What charts say, and where a step leads, in plain code of its own: what the package is compared with.

Nothing here comes from the package, on purpose. Words are plain strings, a chart is a tuple of marks. A walk is told as
a story, from the first chart to the ending; it stops wherever something is asked, and goes on with what is said there.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, NamedTuple

from rules_oracle import (
    OFFERED_AT_SEVERE_START,
    SEEK_CARE_INSTEAD,
    STEPS,
    ending_after_last_step,
    ending_at,
    passed_over,
)


class Mark(NamedTuple):
    """Something felt at a place; numbness has no strength."""

    view: str
    side: str
    region: str
    kind: str
    strength: int | None

    @property
    def rank(self) -> int:
        return LADDER[self.region]

    @property
    def felt(self) -> bool:
        return self.kind != "numbness"

    @property
    def in_leg(self) -> bool:
        return self.rank >= LADDER["buttock_hip"]


Chart = tuple[Mark, ...]

LADDER = {
    "back_midline": 10,
    "back_side": 20,
    "buttock_hip": 30,
    "thigh": 40,
    "knee": 50,
    "lower_leg": 60,
    "foot": 70,
    "toes": 80,
}
SIDES = ("left", "right")


def reach(chart: Chart, side: str) -> int:
    """The highest rank of pain or tingling on a side; the middle of the back belongs to no side."""
    return max([mark.rank for mark in chart if mark.felt and mark.side == side], default=0)


def strongest(chart: Chart, *, leg: bool) -> int:
    return max([mark.strength or 0 for mark in chart if mark.felt and mark.in_leg is leg], default=0)


def empty(chart: Chart) -> bool:
    return not any(mark.felt for mark in chart)


def numb_places(chart: Chart) -> set[tuple[str, str, str]]:
    return {(mark.view, mark.side, mark.region) for mark in chart if not mark.felt}


def on_both_sides(chart: Chart, region: str) -> bool:
    """Whether anything at all is felt on both sides, from this region down."""
    return all(any(mark.side == side and mark.rank >= LADDER[region] for mark in chart) for side in SIDES)


def main_change(before: Chart, later: Chart) -> int:
    """How much the main rating rose: that of the leg, if there were leg symptoms before, else that of the back."""
    leg = any(mark.felt and mark.in_leg for mark in before)
    return strongest(later, leg=leg) - strongest(before, leg=leg)


def stronger(before: Chart, later: Chart) -> bool:
    """Whether it is stronger by 2: the main rating, or, unless that fell by 2, the back or the farthest place."""
    main = main_change(before, later)
    back = strongest(later, leg=False) - strongest(before, leg=False)
    others = [back]
    for side in SIDES:
        rank = reach(before, side)
        if rank and rank == reach(later, side):
            there = [
                max(mark.strength or 0 for mark in chart if mark.felt and mark.side == side and mark.rank == rank)
                for chart in (later, before)
            ]
            others.append(there[0] - there[1])
    return main >= 2 or (main > -2 and max(others) >= 2)


# One step: the verdict


def verdict(before: Chart, after: Chart, recheck: Chart | None = None, *, new_numbness: bool = False) -> str:
    """The ordered rules: the first that holds, safety first, and what lasts before what passed."""
    final = after if recheck is None else recheck
    later = [after, final]

    if any(numb_places(chart) - numb_places(before) for chart in later):
        sides = {mark.side for chart in later for mark in chart if not mark.felt and mark.in_leg}
        return "emergency" if sides == {"left", "right"} else "stop_neuro"
    if new_numbness:
        return "stop_neuro"

    if empty(before):
        if not empty(final):
            return "produced_worse"
        return "no_effect_symptom_free" if empty(after) else "produced_no_worse"

    was = {side: reach(before, side) for side in SIDES}
    now = {side: reach(final, side) for side in SIDES}
    passing = {side: reach(after, side) for side in SIDES}
    rise = main_change(before, final)
    clear_side = [side for side in SIDES if was[side] == 0]

    if len(clear_side) == 1 and now[clear_side[0]] >= LADDER["buttock_hip"]:
        return "worse_new_side"
    if len(clear_side) == 2 and sorted(now.values()) == [0, LADDER["back_side"]]:
        return "worse_same_place" if rise >= 2 else "lateralized"
    if any(now[side] > was[side] for side in SIDES):
        return "peripheralized"
    if now == was and stronger(before, final):
        return "worse_same_place"
    if any(passing[side] > was[side] for side in SIDES):
        return "peripheralizing_no_worse"
    if empty(final):
        return "abolished"
    if now != was and not any(now.values()):
        return "centralized"
    if now != was:
        return "centralizing_intensity_up" if rise >= 2 else "centralizing"
    if rise <= -2:
        return "improved_same_place"
    if any(passing[side] < was[side] for side in SIDES):
        return "unstable"
    return "increased_no_worse" if stronger(before, after) else "no_effect"


def severe(before: Chart, after: Chart, recheck: Chart | None = None) -> bool:
    """Whether the pain of the back or the leg rose to 8 or more; from 8 on, whether it rose by 2."""
    final = after if recheck is None else recheck
    rises = [(strongest(before, leg=leg), strongest(final, leg=leg)) for leg in (False, True)]
    return any(to >= start + 2 if start >= 8 else to >= 8 for start, to in rises)


PROPOSES = {
    "abolished": "centralized",
    "centralized": "centralized",
    "centralizing": "partly_centralized",
    "improved_same_place": "partly_centralized",
    "no_effect": "unchanged",
    "no_effect_symptom_free": "unchanged",
    "unstable": "unchanged",
    "lateralized": "unchanged",
    "centralizing_intensity_up": "unchanged",
    "produced_no_worse": "worsened:settled",
    "peripheralizing_no_worse": "worsened:settled",
    "increased_no_worse": "worsened:settled",
    "peripheralized": "worsened:not_settled",
    "worse_new_side": "worsened:not_settled",
    "worse_same_place": "worsened:not_settled",
    "produced_worse": "worsened:not_settled",
}
LOOK_AGAIN = ("lateralized", "centralizing_intensity_up")
CAUTION = ("centralized", "partly_centralized", "unchanged", "worsened")


def proposal(before: Chart, after: Chart, recheck: Chart | None = None) -> str | None:
    """The answer that the charts propose; none where they stop the session."""
    found = PROPOSES.get(verdict(before, after, recheck))
    return "worsened:not_settled" if found and severe(before, after, recheck) else found


def more_careful(*answers: str) -> str:
    return CAUTION[max(CAUTION.index(answer) for answer in answers)]


def drop(before: Chart, final: Chart) -> tuple[int, int]:
    """How far the most distal symptom of either side moved up, and how much the main rating fell."""
    farthest = [max(reach(chart, side) for side in SIDES) for chart in (before, final)]
    return farthest[0] - farthest[1], -main_change(before, final)


# A walk


class Ended(Exception):  # noqa: N818  (it is an event, not an error)
    """An ending was reached."""


class TooMuchPain(Exception):  # noqa: N818
    """The pain is too much, or severe: at a step it is time to rest, elsewhere to seek care."""


class FromTheTop(Exception):  # noqa: N818
    """Taken up again with something new: the list of emergency signs comes first."""


Said = tuple[str, Chart]
Story = Generator[str, Said, Any]


class Course:
    """One walk: it takes what is said, and knows the place where that leads."""

    def __init__(self) -> None:
        self.ending: str | None = None
        self.visits: list[dict[str, Any]] = []
        self.skipped: list[tuple[str, str]] = []
        self.closed: set[str] = set()
        self.now: Chart = ()
        self.readings: dict[str, Chart] = {}
        self._story = self._told()
        self.place = next(self._story)

    def say(self, word: str, chart: Chart = ()) -> None:
        self.place = self._story.send((word, chart))

    @property
    def best_step(self) -> str | None:
        if self.ending == "preference_found":
            return str(self.visits[-1]["step"])
        if self.ending != "preference_leaning":
            return None
        best, best_drop = None, None
        for visit in self.visits:
            readings = visit["readings"]
            if visit["counted"] != "partly_centralized":
                continue
            final = readings.get("recheck", readings.get("after"))
            fell = (0, 0) if final is None else drop(readings["before"], final)
            if best_drop is None or fell > best_drop:
                best, best_drop = visit["step"], fell
        return best

    @property
    def direction(self) -> str | None:
        return STEPS[self.best_step][0][0] if self.best_step else None

    def _told(self) -> Story:
        try:
            yield from self._session()
        except TooMuchPain:
            self.ending = "seek_care"
        except Ended as ended:
            self.ending = str(ended)
        yield f"ending.{self.ending}"

    # Questions, and what can be said at any of them

    def _ask(self, place: str) -> Generator[str, Said, Said]:
        while True:
            word, chart = yield place
            if word == "resumed":
                word = (yield "resumed")[0]
            elif word != "trouble":
                return word, chart
            if word != "no":
                yield from self._something_is_wrong()

    def _something_is_wrong(self) -> Story:
        """Comes back where nothing of it is so."""
        while True:
            try:
                if (yield from self._ask_there("trouble")):
                    raise Ended("emergency")
                if (yield from self._ask_there("question.trouble.new_weakness")):
                    yield from self._fast_or_both()
                if (yield from self._ask_there("question.trouble.too_much_pain")):
                    raise TooMuchPain
            except FromTheTop:
                continue
            return

    def _fast_or_both(self) -> Story:
        raise Ended("emergency" if (yield from self._ask_there("question.trouble.fast_or_both")) else "seek_care")

    def _ask_there(self, place: str) -> Generator[str, Said, bool]:
        while True:
            word, _ = yield place
            if word != "resumed":
                return word == "yes"
            if (yield "resumed")[0] != "no":
                raise FromTheTop

    def _newly_numb(self) -> Story:
        """A mark of new numbness outweighs every no: nothing leads past this question."""
        while True:
            try:
                yield from self._fast_or_both()
            except FromTheTop:
                try:
                    yield from self._something_is_wrong()
                except TooMuchPain:
                    raise Ended("seek_care") from None

    # From the first chart to the ending

    def _session(self) -> Story:
        _, start = yield from self._ask("where_it_hurts")
        self.now = start
        if not start:
            raise Ended("nothing_to_test")
        if on_both_sides(start, "thigh"):
            if (yield from self._ask("question.both_legs_marked.new"))[0] == "yes":
                raise Ended("emergency")
            if (yield from self._ask("question.both_legs_marked.cleared"))[0] == "no":
                raise Ended("seek_care")
        # Old numbness alone leaves nothing to test against, whoever has seen it.
        if empty(start):
            raise Ended("seek_care")

        left, right = (reach(start, side) for side in SIDES)
        side = "left" if left > right else "right" if right > left else "neither"
        severe_start = max(strongest(start, leg=False), strongest(start, leg=True)) >= 8
        try:
            yield from self._steps(list(STEPS)[: OFFERED_AT_SEVERE_START if severe_start else None], side)
        except Ended as ended:
            if severe_start and str(ended) in SEEK_CARE_INSTEAD:
                raise Ended("seek_care") from None
            raise

    def _steps(self, offered: list[str], side: str) -> Story:
        given: list[str] = []
        for step in offered:
            if reason := passed_over(step, side, self.closed):
                self.skipped.append((step, reason))
                continue
            yield from self._step(step)
            visit = self.visits[-1]
            answer = visit["counted"]
            if answer == "worsened":
                answer = "worsened:settled" if visit["counted_settled"] else "worsened:not_settled"
            if answer == "worsened:not_settled" and visit["too_much"]:
                raise Ended("stopped_worse")
            if ending := ending_at(answer, given):
                raise Ended(ending)
            if answer == "worsened:not_settled":
                self.closed.update(STEPS[step][0])
            given.append(answer)
        raise Ended(ending_after_last_step(given))

    # A step

    def _step(self, step: str) -> Story:
        self.readings = {"before": self.now}
        try:
            yield from self._exercise(step)
            yield from self._how_it_is(step)
        except TooMuchPain:
            if not self._waits(step):
                self._answered(step, "worsened")
            self.visits[-1]["too_much"] = True
        while self._waits(step):
            try:
                yield from self._settling(step)
            except TooMuchPain:
                self.visits[-1]["too_much"] = True

    def _waits(self, step: str) -> bool:
        """Whether this step made it worse and it is not known yet whether that settles."""
        last = self.visits[-1] if self.visits else {}
        return last.get("step") == step and last["counted"] == "worsened" and last["counted_settled"] is None

    def _answered(self, step: str, counted: str, said: str | None = None, *, unsure: bool = False) -> None:
        visit = {"step": step, "said": said or counted, "counted": counted, "unsure": unsure}
        visit |= {"said_settled": None, "counted_settled": None, "too_much": False, "readings": self.readings}
        self.visits.append(visit)

    def _exercise(self, step: str) -> Story:
        while True:
            word, _ = yield from self._ask(f"step.{step}.exercise")
            if word != "relocate":
                break
            earlier = self.now
            _, self.now = yield from self._ask(f"step.{step}.before")
            self.readings = {"before": self.now}
            yield from self._alarmed(earlier, self.now, severe(earlier, self.now), verdict(earlier, self.now))
        if word == "cannot":
            self._answered(step, "cannot")

    def _alarmed(self, earlier: Chart, marked: Chart, ask_anyway: bool, found: str) -> Story:
        """Leaves the walk, or comes back to it, where a chart shows what is dangerous."""
        if found == "emergency":
            raise Ended("emergency")
        if found == "stop_neuro":
            yield from self._newly_numb()
        newly_on_both = on_both_sides(marked, "buttock_hip") and not on_both_sides(earlier, "buttock_hip")
        if newly_on_both or ask_anyway:
            yield from self._something_is_wrong()

    def _charted(self) -> tuple[Chart, ...]:
        """What there is to judge: before, after, and after a rest."""
        return tuple(self.readings[name] for name in ("before", "after", "recheck") if name in self.readings)

    def _chart(self, step: str, name: str) -> Story:
        word, marked = yield from self._ask(f"step.{step}.{name}")
        if word == "not_marked":
            return
        earlier, self.now = self.now, marked
        self.readings[name] = marked
        found, too_much = verdict(*self._charted()), severe(*self._charted())
        stops = found in ("emergency", "stop_neuro")
        if too_much and not stops and not self._waits(step):
            self._answered(step, "worsened")
        yield from self._alarmed(earlier, marked, False, found)
        if too_much:
            self.visits[-1]["too_much"] = True

    def _how_it_is(self, step: str) -> Story:
        if self.visits and self.visits[-1]["step"] == step:
            return
        yield from self._chart(step, "after")
        if "after" in self.readings and not self._waits(step) and verdict(*self._charted()) in LOOK_AGAIN:
            yield from self._chart(step, "recheck")
        if self._waits(step):
            return
        proposed = proposal(*self._charted()) if "after" in self.readings else None
        chart = proposed.split(":")[0] if proposed else None

        said, _ = yield from self._ask(f"step.{step}.response")
        if said == "unsure" or (said != "cannot" and chart not in (None, said)):
            said, _ = yield from self._ask(f"step.{step}.response_again")
        unsure = said == "unsure"
        said = "unchanged" if unsure else said
        counted = said if said == "cannot" else more_careful(said, chart or said)
        self._answered(step, counted, said, unsure=unsure)

    def _settling(self, step: str) -> Story:
        yield from self._ask(f"step.{step}.settling")
        yield from self._chart(step, "recheck")
        charted = self._charted()
        chart = None if len(charted) == 1 else proposal(*charted) != "worsened:not_settled"

        said = (yield from self._ask(f"step.{step}.settled"))[0] == "settled"
        if chart not in (None, said):
            said = (yield from self._ask(f"step.{step}.settled_again"))[0] == "settled"
        self.visits[-1] |= {"said_settled": said, "counted_settled": said and chart is not False}
