"""How much of an exercise: sets, repetitions, times, how hard, and which of these numbers no source gives."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from mckenzie_tui.flow.schema.texts import LONGEST_LIST, Count, Flag, Model, Range, Seconds

DoseNumber = Literal[
    "sets",
    "sets_range",
    "reps",
    "reps_range",
    "effort",
    "effort_range",
    "loads",
    "hold_s",
    "hold_range_s",
    "duration_s",
    "duration_range_s",
    "move_s",
    "return_s",
    "between_sets_s",
    "rest_s",
]
Effort = Annotated[int, Field(strict=True, ge=1, le=10)]
"""How hard a set is, 1 to 10: 10 less the repetitions that could still be done while it stays tolerable."""
EffortRange = tuple[Effort, Effort]
"""The least and the most."""
Counts = tuple[Count, Count]
"""The least and the most."""
TEMPO = r"^\d\.\d\.\d$"


class Load(Model):
    """Sets of one kind within a dose whose sets differ: how many, of how many repetitions, and how hard."""

    sets: Count = 1
    """How many such sets, one after the other."""
    reps: Count | None = None
    """How many repetitions in one of them."""
    effort: Effort | None = None
    """How hard each is to be, 1 to 10."""
    lighter_percent: Counts | None = None
    """By how much less weight than the set before, in percent: the least and the most."""

    @property
    def aim(self) -> EffortRange | None:
        """How hard each of these sets is to be, 1 to 10: the least and the most; None where that is not said."""
        return _aim(self.effort)


class Dose(Model):
    """How much of an exercise: repetitions, one timed hold, or sets until they are so hard. All times in seconds."""

    sets: Count = 1
    """How often the repetitions are done, with a break between."""
    sets_range: Counts | None = None
    """The fewest and the most sets that a person may choose; 'sets' is the fewest."""
    reps: Count | None = None
    """How many repetitions in one set; leave it out for a position that is kept."""
    reps_range: Counts | None = None
    """The fewest and the most repetitions that a person may choose; 'reps' is the fewest."""
    effort: Effort | None = None
    """How hard each set is to be, 1 to 10; it is asked for after each set."""
    effort_range: EffortRange | None = None
    """The same where the source gives a range."""
    loads: Annotated[tuple[Load, ...], Field(max_length=LONGEST_LIST)] = ()
    """The sets in order, where they differ from each other; then 'sets', 'reps' and 'effort' are left out."""
    tempo: Annotated[str, StringConstraints(pattern=TEMPO)] | None = None
    """Seconds down, in the lowest place, and up, such as 3.1.0; 0 is the usual speed. It takes the place of hold_s."""
    slow: Flag = False
    """Whether the source asks for slow repetitions without giving seconds."""
    hold_s: Seconds | None = None
    """How long each repetition is held."""
    hold_range_s: Range | None = None
    """The shortest and the longest hold that a person may choose instead."""
    duration_s: Seconds | None = None
    """How long the position is kept, for an exercise without repetitions."""
    duration_range_s: Range | None = None
    """The shortest and the longest time that a person may choose instead."""
    move_s: Seconds = 2
    """How long the way out takes, for pacing."""
    return_s: Seconds = 2
    """How long the way back takes, for pacing."""
    between_sets_s: Seconds = 30
    """The break between two sets."""
    rest_s: Seconds = 60
    """Rest before the question is asked: only what remains at rest counts."""
    times_a_day: Count | None = None
    """How often it is to be done in a day, where that is more than once."""
    ours: tuple[DoseNumber, ...] = ()
    """The numbers that no source gives: they are the author's own."""

    @property
    def aim(self) -> EffortRange | None:
        """How hard each set is to be, 1 to 10: the least and the most; None where that is not said of all of them."""
        return self.effort_range or _aim(self.effort)

    @property
    def open_ended(self) -> bool:
        """Whether nothing says when a set is over but how hard it is."""
        return self.reps is None and self.duration_s is None

    @property
    def tempo_s(self) -> tuple[int, int, int] | None:
        """Seconds down, in the lowest place and up, 0 for the usual speed; None where no tempo is given."""
        if self.tempo is None:
            return None
        down, lowest, up = map(int, self.tempo.split("."))
        return down, lowest, up

    @property
    def paced_s(self) -> tuple[int, int, int]:
        """Seconds out, held and back; what the tempo names as 0 goes at the usual speed."""
        if self.tempo_s is None:
            return self.move_s, self.hold_s or 0, self.return_s
        down, lowest, up = self.tempo_s
        return down or self.move_s, lowest, up or self.return_s

    @property
    def by_effort(self) -> bool:
        """Whether it is asked after each set how hard it was."""
        return bool(self.loads) or self.aim is not None


def _aim(effort: int | None) -> EffortRange | None:
    return None if effort is None else (effort, effort)
