"""What a clinician can do beside the person: any step, the flow from inside, other words, faster time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.showing import SPEEDS, Showing
from mckenzie_tui.words import Event, Mode, Terms

if TYPE_CHECKING:
    from textual.app import App

    from mckenzie_tui.pace.faster import FasterClock
    from mckenzie_tui.sitting import Sitting
    from mckenzie_tui.symptoms import Symptoms
    from mckenzie_tui.tui.keeping import Keeping
    from mckenzie_tui.tui.messages import StepChosen
    from mckenzie_tui.walk.walk import Walk


class Beside:
    """To whom the present session is shown, and what that allows."""

    def __init__(self, app: App[None], keeping: Keeping, clock: FasterClock, series: Series = AT_HOME) -> None:
        """Show sessions of these on an app's screens.

        Args:
            app: the app.
            keeping: holds the session that is going on.
            clock: the clock by which exercises are paced.
            series: the sessions to begin with.
        """
        self._app = app
        self._keeping = keeping
        self._clock = clock
        self.showing = Showing(series, _usual_terms(series))
        """How the present session, or the next one, is shown."""
        self._from: Walk | None = None
        """The walk from which a step is being chosen: that of a demonstration may be ahead of the session."""

    def show_to(self, series: Series) -> None:
        """Show the next session as one of these."""
        self.showing = Showing(series, _usual_terms(series))
        self._clock.speed = self.showing.speed

    @property
    def mode(self) -> Mode:
        """The mode of the present session; that at home where there is none."""
        return self.showing.mode if self._keeping.sitting is not None else Mode.HOME

    def can(self, action: str) -> bool:
        """Whether a command of the app can be done in the present session."""
        command = next((command for command in commands.WITH_SOMEBODY if command.action == f"app.{action}"), None)
        return command is None or self.mode in command.modes

    def choose_step(self, sitting: Sitting, marked: Symptoms | None) -> None:
        """Have a step chosen, where one can be. Nothing changes before one was, in a demonstration neither.

        Args:
            sitting: the session.
            marked: what is marked on the chart on the screen; None where there is none.
        """
        from mckenzie_tui.choosing import choosable, is_stopped, refusal
        from mckenzie_tui.demonstration import ready
        from mckenzie_tui.flow.arcs import WHERE_IT_HURTS
        from mckenzie_tui.tui.screens.choose_step import ChooseStepScreen

        walk = sitting.walk
        marked = marked or sitting.drafted(WHERE_IT_HURTS)
        self._from = ready(walk, marked) if self.showing.mode is Mode.DEMO else walk
        if told := refusal(self._from):
            self._app.clear_notifications()
            self._app.notify(told, markup=False)
            return
        offers = tuple(choosable(self._from, stopped=is_stopped(walk)))
        self._app.push_screen(ChooseStepScreen(offers, self.showing))

    def go(self, sitting: Sitting, chosen: StepChosen) -> None:
        """Go to the step that was chosen, from the walk it was chosen from."""
        from mckenzie_tui.demonstration import bring

        if self._from is not None:
            bring(sitting, self._from)
        sitting.answer(Event.GO_TO, item=chosen.step, side=chosen.side, note=chosen.reason)

    def show_inside(self, sitting: Sitting) -> None:
        """Show the flow from inside."""
        from mckenzie_tui.tui.screens.inside import InsideScreen

        self._app.push_screen(InsideScreen(sitting.walk, self.showing))

    def ask_what_was_seen(self, sitting: Sitting, then: Callable[[Mapping[str, Any]], None]) -> None:
        """Ask a clinician what the exercise did while it was done, and go on with that."""
        from mckenzie_tui.cards import heading_of_step
        from mckenzie_tui.observing import Observed
        from mckenzie_tui.tui.screens.observed import ObservedScreen

        title = heading_of_step(sitting.walk, self.showing.terms)[0]
        screen = ObservedScreen(title, self.showing)
        self._app.push_screen(screen, lambda seen: then((seen or Observed()).details()))

    def switch_terms(self) -> None:
        """Switch between plain and clinical words."""
        other = Terms.PLAIN if self.showing.terms is Terms.CLINICAL else Terms.CLINICAL
        self._show_as(replace(self.showing, terms=other))

    def change_speed(self, by: int) -> None:
        """Let time run faster or slower, by so many notches."""
        at = SPEEDS.index(self.showing.speed) + by
        speed = SPEEDS[min(max(at, 0), len(SPEEDS) - 1)]
        self._clock.speed = speed
        self._show_as(replace(self.showing, speed=speed))

    def keep_demonstration(self) -> None:
        """Save the demonstration after all, once that was confirmed."""
        from mckenzie_tui.tui.screens.keep_demo import KeepDemoScreen

        def keep(wanted: bool | None) -> None:
            path = self._keeping.keep_demonstration() if wanted else None
            if path is not None:
                self._show_as(replace(self.showing, logged=True))
                self._app.notify(f"Saved as far as it went: {path}", markup=False, timeout=10)

        self._app.push_screen(KeepDemoScreen(self.showing), keep)

    def _show_as(self, showing: Showing) -> None:
        from mckenzie_tui.tui.frame import WalkScreen

        self.showing = showing
        for screen in self._app.screen_stack:
            if isinstance(screen, WalkScreen):
                screen.show_as(showing)


def _usual_terms(series: Series) -> Terms:
    """A therapist reads the words of the assessment; what is shown to a patient is said in plain ones."""
    return Terms.CLINICAL if series.mode is Mode.CLINIC else Terms.PLAIN
