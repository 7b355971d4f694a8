"""Settling: up to five minutes of rest after it got worse."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Digits

from mckenzie_tui import prompts
from mckenzie_tui.pace.stopwatch import Countdown, Monotonic
from mckenzie_tui.pace.told import clock_face
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.frame import ASKING, QuestionScreen, paragraphs
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.walk.walk import Walk

TICK = 0.25


class SettlingScreen(QuestionScreen):
    """A rest that may be ended early."""

    CSS_PATH = "settling.tcss"
    COMMANDS_HERE = ASKING
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    digits = getters.query_one(Digits)
    state = getters.query_one("#state", PlainText)

    def __init__(self, walk: Walk, settings: Settings, clock: Monotonic) -> None:
        """Rest after the step this walk stands at; ``clock`` counts."""
        super().__init__(walk, settings)
        self._clock = clock
        self._countdown: Countdown
        self._over = False

    def compose_main(self) -> ComposeResult:
        """The clock, what to do, and the question."""
        with Horizontal(id="clock"):
            yield Digits()
            yield PlainText(id="state")
        with VerticalScroll(id="text", can_focus=False):
            yield PlainText(id="question")
        yield ChoiceList()

    def on_mount(self) -> None:
        """Count from now on."""
        super().on_mount()
        self.set_interval(TICK, self._tick)

    def heading_text(self) -> str:
        """What is waited for, and after which step."""
        return self.heading_with_step(prompts.prompt(self.walk, self.showing.terms).heading)

    def show_main(self) -> None:
        """Begin the rest."""
        asked = prompts.prompt(self.walk, self.showing.terms)
        self._countdown = Countdown(self.walk.flow.file.settling.duration_s, self._clock)
        self._over = False
        self.put(
            # What to stop, and how to rest, comes first also where there is little room.
            paragraphs(asked.intro, Content.styled(asked.ask, "bold")),
            [Line(choice.label, choice.explain) for choice in asked.choices],
            asked.proposed,
        )
        self._tick()

    def _tick(self) -> None:
        self.tell_cues(self._countdown.look())
        left = self._countdown.left
        self.digits.update(clock_face(left))
        if left > 0:
            self.state.tell("left to rest.\nYou may go on sooner.")
        elif not self._over:
            self._over = True
            self.state.tell(Content.styled("Time is up.\nNow mark how it is.", "bold $accent"))

    @on(ChoiceList.Chosen)
    def _answered(self, event: ChoiceList.Chosen) -> None:
        self.give(prompts.prompt(self.walk, self.showing.terms).choices[event.index].event)
