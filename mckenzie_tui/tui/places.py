"""Which screen shows which place of a walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.pace import Monotonic
from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Sitting
from mckenzie_tui.tui.frame import WalkScreen
from mckenzie_tui.tui.screens.how_is_it_now import HowIsItNowScreen
from mckenzie_tui.tui.screens.result import ResultScreen
from mckenzie_tui.tui.screens.safety import SafetyScreen
from mckenzie_tui.tui.screens.settling import SettlingScreen
from mckenzie_tui.tui.screens.step import StepScreen
from mckenzie_tui.tui.screens.where_it_hurts import WhereItHurtsScreen


@dataclass(frozen=True)
class Wanted:
    """The screen a place needs: its kind, how to make one, how to use one that is there."""

    kind: type[WalkScreen]
    made: Callable[[], WalkScreen]
    show_on: Callable[[WalkScreen], None]


def screen_for(sitting: Sitting, settings: Settings, clock: Monotonic) -> Wanted:
    """The screen for where the walk stands."""
    walk = sitting.walk

    def show(screen: WalkScreen) -> None:
        screen.show(walk)

    match walk.place.kind:
        case PlaceKind.WHERE_IT_HURTS:
            draft = sitting.draft

            def show_values(screen: WalkScreen) -> None:
                if isinstance(screen, WhereItHurtsScreen):
                    screen.show_values(draft)

            return Wanted(WhereItHurtsScreen, lambda: WhereItHurtsScreen(walk, settings, draft), show_values)
        case PlaceKind.EXERCISE:
            return Wanted(StepScreen, lambda: StepScreen(walk, settings, clock), show)
        case PlaceKind.RESPONSE | PlaceKind.RESPONSE_AGAIN:
            return Wanted(HowIsItNowScreen, lambda: HowIsItNowScreen(walk, settings, clock), show)
        case PlaceKind.SETTLING:
            return Wanted(SettlingScreen, lambda: SettlingScreen(walk, settings, clock), show)
        case PlaceKind.ENDING:
            return Wanted(ResultScreen, lambda: ResultScreen(walk, settings), show)
        case _:
            return Wanted(SafetyScreen, lambda: SafetyScreen(walk, settings), show)
