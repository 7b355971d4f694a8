"""Which screen shows which place of a walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.pace.pacer import Pacer, State
from mckenzie_tui.pace.stopwatch import Monotonic
from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Sitting
from mckenzie_tui.tui.frame import WalkScreen
from mckenzie_tui.tui.screens.how_is_it_now import HowIsItNowScreen
from mckenzie_tui.tui.screens.result import ResultScreen
from mckenzie_tui.tui.screens.safety import SafetyScreen
from mckenzie_tui.tui.screens.settling import SettlingScreen
from mckenzie_tui.tui.screens.step import StepScreen
from mckenzie_tui.tui.screens.where_it_hurts import WhereItHurtsScreen
from mckenzie_tui.walk.walk import Walk


@dataclass(frozen=True)
class Wanted:
    """The screen a place needs: its kind, how to make one, how to use one that is there."""

    kind: type[WalkScreen]
    made: Callable[[], WalkScreen]
    show_on: Callable[[WalkScreen], None]


class Pacing:
    """Keeps the pacing of the present step, so that it goes on after "something is wrong" came to nothing."""

    def __init__(self, clock: Monotonic) -> None:
        """Pace by this clock, in seconds."""
        self.clock = clock
        self._kept: tuple[str, Pacer] | None = None

    def of(self, walk: Walk, settings: Settings) -> Pacer:
        """The pacing of the step the walk stands at: the one that was begun, else a new one."""
        step, dose = walk.step, walk.dose_next
        if step is None or dose is None:
            raise ValueError("the walk does not stand at a step")
        if self._kept is None or self._kept[0] != step.id or self._kept[1].state is State.FINISHED:
            exercise = walk.flow.exercise_of(step.id)
            self._kept = (step.id, Pacer(dose, self.clock, settings, exercise.calls, exercise.sides, walk.present_set))
        elif self._kept[1].settings != settings:
            self._kept[1].follow(settings)
        return self._kept[1]

    def forget(self) -> None:
        """Begin the next step anew, also if it is the same one again."""
        self._kept = None


def screen_for(sitting: Sitting, settings: Settings, pacing: Pacing) -> Wanted:
    """The screen for where the walk stands."""
    clock = pacing.clock
    walk = sitting.walk

    def show(screen: WalkScreen) -> None:
        screen.show(walk)

    match walk.place.kind:
        case kind if kind.marks_where:
            marked = sitting.chart
            if kind is not PlaceKind.BEFORE:
                pacing.forget()

            def show_chart(screen: WalkScreen) -> None:
                if isinstance(screen, WhereItHurtsScreen):
                    screen.show_chart(walk, marked)

            return Wanted(WhereItHurtsScreen, lambda: WhereItHurtsScreen(walk, settings, marked, clock), show_chart)
        case PlaceKind.EXERCISE:
            pacer = pacing.of(walk, settings)

            def show_step(screen: WalkScreen) -> None:
                if isinstance(screen, StepScreen):
                    screen.show_step(walk, pacer)

            return Wanted(StepScreen, lambda: StepScreen(walk, settings, pacer, clock), show_step)
        case PlaceKind.EFFORT:
            pacing.forget()
            return Wanted(SafetyScreen, lambda: SafetyScreen(walk, settings), show)
        case PlaceKind.RESPONSE | PlaceKind.RESPONSE_AGAIN | PlaceKind.SETTLED | PlaceKind.SETTLED_AGAIN:
            pacing.forget()
            note = sitting.note_before
            return Wanted(HowIsItNowScreen, lambda: HowIsItNowScreen(walk, settings, clock, note), show)
        case PlaceKind.SETTLING:
            return Wanted(SettlingScreen, lambda: SettlingScreen(walk, settings, clock), show)
        case PlaceKind.ENDING:
            return Wanted(ResultScreen, lambda: ResultScreen(walk, settings), show)
        case _:
            return Wanted(SafetyScreen, lambda: SafetyScreen(walk, settings), show)
