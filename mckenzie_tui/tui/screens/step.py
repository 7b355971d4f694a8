"""Step: what to do, for how long, and the clock or the count that goes with it."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Digits, Static

from mckenzie_tui import cards
from mckenzie_tui.pace import Moment, Pacer, Part, clock_face, in_words
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.frame import SEPARATOR, WALKING, WalkScreen, paragraphs, titled
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event

ROWS_FOR_SPACE = 28
"""From this height on there is room for empty lines between the parts."""
TICK = 0.1
"""Seconds between two looks at the clock."""

_PART_WORDS = {
    Part.STAY: "stay, and breathe calmly",
    Part.OUT: "▲ go, slowly",
    Part.HOLD: "■ hold",
    Part.RETURN: "▼ and back, slowly",
    Part.BETWEEN_SETS: "rest between two sets",
}


class StepScreen(WalkScreen):
    """One exercise while it is done."""

    CSS_PATH = "step.tcss"
    COMMANDS_HERE = (
        commands.START_PAUSE,
        commands.DONE,
        commands.TROUBLE,
        commands.CANNOT,
        commands.WHERE,
        commands.BED,
        *WALKING[1:],
    )
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    instructions = getters.query_one("#instructions", Static)
    stop_line = getters.query_one("#stop", Static)
    digits = getters.query_one(Digits)
    what = getters.query_one("#what", Static)

    def __init__(self, walk: Walk, settings: Settings, pacer: Pacer) -> None:
        """Show the step this walk stands at; ``pacer`` may have run a while already."""
        super().__init__(walk, settings)
        self._on_bed: bool | None = None
        self._pacer = pacer
        self._drawn: tuple[str, str] = ("", "")

    def compose_main(self) -> ComposeResult:
        """The instructions, when to stop, and the counter."""
        with VerticalScroll(id="text"):
            yield Static(id="instructions", markup=False)
        yield Static(id="stop", markup=False)
        with Horizontal(id="counter"):
            yield Digits()
            with Vertical():
                yield Static(id="what", markup=False)

    def on_mount(self) -> None:
        """Look at the clock from now on."""
        super().on_mount()
        self.set_interval(TICK, self._tick)

    def on_unmount(self) -> None:
        """Stand still while something else is on the screen."""
        self._pacer.pause()

    def show_step(self, walk: Walk, pacer: Pacer) -> None:
        """Show another step."""
        self._pacer = pacer
        self.show(walk)

    def heading_text(self) -> str:
        """Which exercise, which step, which side."""
        card = cards.exercise_card(self.walk)
        return SEPARATOR.join(filter(None, (*cards.heading_of_step(self.walk), card.side_note)))

    def show_main(self) -> None:
        """Show the step from its beginning."""
        self._on_bed = None
        card = cards.exercise_card(self.walk)
        self.stop_line.update(Content(card.stop_line))
        self._show_card()
        self._show_moment(force=True)
        self.text.scroll_home(animate=False)
        self.text.focus()

    def _show_card(self) -> None:
        card = cards.exercise_card(self.walk, on_bed=self._on_bed)
        place = " on a bed" if card.on_bed else ""
        because = Content.styled("\n".join(card.because), "$quiet")
        roomy = self.app.size.height >= ROWS_FOR_SPACE
        self.instructions.update(
            paragraphs(
                because if roomy else "",
                Content.styled("\n".join(card.careful), "bold $accent"),
                Content(f"{card.purpose}\n").append(Content.styled(f"How much: {card.dose_text}.", "bold")),
                titled(f"Set up{place}", card.set_up),
                titled("What to do", card.movement),
                titled("Hints", card.cues),
                titled("Take care", card.cautions),
                "" if roomy else because,
                close=not roomy,
            )
        )

    def _tick(self) -> None:
        if self._pacer.running and self.is_current:
            self._show_moment()

    def _show_moment(self, *, force: bool = False) -> None:
        moment = self._pacer.moment()
        if moment.finished:
            self._end(moment)
            return
        drawn = (self._number(moment), self._words(moment))
        if drawn != self._drawn or force:
            self._drawn = drawn
            self.digits.update(drawn[0])
            self.what.update(Content(drawn[1]))

    def _number(self, moment: Moment) -> str:
        """The big number: time left for a hold, the present repetition otherwise."""
        if moment.phase.rep:
            return str(moment.phase.rep if self._pacer.started else 0)
        return clock_face(moment.left_in_phase)

    def _words(self, moment: Moment) -> str:
        """What goes with the number, in words."""
        dose = cards.exercise_card(self.walk).dose
        counted = f"of {dose.reps}" if moment.phase.rep else f"of {in_words(dose.duration_s or 0)}"
        if dose.sets > 1:
            counted += f" · set {moment.phase.set} of {dose.sets}"
        if self._pacer.interrupted:
            state = "Paused: your computer was away. Space goes on."
        elif self._pacer.running:
            state = _PART_WORDS[moment.phase.part]
        elif self._pacer.started:
            state = "Paused. Space goes on."
        else:
            state = "Space starts. Enter when done."
        return f"{counted}\n{state}"

    def action_start_pause(self) -> None:
        """Start, pause, or go on."""
        if self._pacer.running:
            self._pacer.pause()
        else:
            self._pacer.start()
        self._show_moment(force=True)

    def action_done(self) -> None:
        """Done, early or not: what was done is kept; where the clock never ran, nobody knows how much."""
        self._end(self._pacer.moment())

    def _end(self, moment: Moment) -> None:
        self._pacer.pause()
        if self._pacer.started:
            self.give(Event.DID, done=moment.done)
        else:
            self.give(Event.DID)

    def action_where(self) -> None:
        """Mark again where it hurts before the exercise."""
        self.give(Event.RELOCATE)

    def action_cannot(self) -> None:
        """Leave this exercise out."""
        self._pacer.pause()
        self.give(Event.CANNOT)

    def action_bed(self) -> None:
        """Show the set-up for the floor or the bed, where there are two."""
        card = cards.exercise_card(self.walk, on_bed=self._on_bed)
        if card.has_bed_variant:
            self._on_bed = not card.on_bed
            self._show_card()
        else:
            self.notify("This one is done standing.", markup=False)
