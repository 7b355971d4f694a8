"""Step: what to do, shown and in words, and the clock or the count that goes with it."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Digits, Static

from mckenzie_tui import cards
from mckenzie_tui.pace.pacer import Moment, Pacer, State
from mckenzie_tui.pace.stopwatch import Monotonic
from mckenzie_tui.pace.timeline import Part, shown
from mckenzie_tui.pace.told import clock_face, in_words
from mckenzie_tui.settings import Figures, Settings
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.frame import SEPARATOR, WALKING, WalkScreen, paragraphs, titled
from mckenzie_tui.tui.messages import Said, SettingsChanged
from mckenzie_tui.tui.widgets.figure import Figure
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event

ROWS_FOR_SPACE = 28
"""From this height on there is room for empty lines between the parts."""
WIDTH_FOR_BOTH = 74
"""From this width on the figure stands beside the text."""
ROWS_FOR_BOTH = 26
"""From this height on it stands above the text, where there is no room beside it."""
WIDTH_FOR_TRAIL = 106
"""From this width on there is room for the progression as a column."""
TICK = 0.1
"""Seconds between two looks at the clock."""

_ARROWS = {Part.STAY: "■", Part.OUT: "▲", Part.HOLD: "■", Part.RETURN: "▼"}


class StepScreen(WalkScreen):
    """One exercise while it is done."""

    CSS_PATH = "step.tcss"
    COMMANDS_HERE = (
        commands.START_PAUSE,
        commands.DONE,
        commands.TROUBLE,
        commands.CANNOT,
        commands.MORE_TIME,
        commands.LESS_TIME,
        commands.WHERE,
        commands.FIGURE,
        commands.START_OVER,
        commands.COUNT,
        commands.MOTION,
        commands.BED,
        commands.SETTINGS,
        *WALKING[1:],
    )
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    instructions = getters.query_one("#instructions", Static)
    stop_line = getters.query_one("#stop", Static)
    digits = getters.query_one(Digits)
    what = getters.query_one("#what", Static)
    figure = getters.query_one(Figure)

    def __init__(self, walk: Walk, settings: Settings, pacer: Pacer, clock: Monotonic) -> None:
        """Show the step this walk stands at.

        Args:
            walk: where the walk stands.
            settings: what the person has set.
            pacer: may have run a while already.
            clock: by which the figure moves while nothing is paced.
        """
        super().__init__(walk, settings)
        self._card = cards.exercise_card(walk, holds=settings.holds)
        self._on_bed: bool | None = None
        self._pacer = pacer
        self._clock = clock
        self._shown_since = clock()
        """Since when the figure shows the movement by itself."""
        self._drawn: tuple[str, str] = ("", "")
        self._figure_wanted: bool | None = None
        """Whether the person asked for the figure, or for the text alone; None leaves it to the room there is."""

    def compose_main(self) -> ComposeResult:
        """The figure, the instructions, the counter, and when to stop."""
        with Horizontal(id="show"):
            yield Figure(colours=self.settings.colours, moving=self._moves)
            with VerticalScroll(id="text"):
                yield Static(id="instructions", markup=False)
        with Vertical(id="foot"):
            with Horizontal(id="counter"):
                yield Digits()
                yield Static(id="what", markup=False)
            yield Static(id="stop", markup=False)

    def on_mount(self) -> None:
        """Look at the clock from now on."""
        super().on_mount()
        self.set_interval(TICK, self._tick)

    def on_resize(self) -> None:
        """See what there is room for."""
        super().on_resize()
        self._arrange()
        if self.is_mounted:
            self._show_moment(force=True)

    def on_screen_suspend(self) -> None:
        """Stand still while something else is on the screen."""
        self._pacer.pause()

    def on_screen_resume(self) -> None:
        """Say how to go on."""
        super().on_screen_resume()
        if self.is_mounted:
            self._show_moment(force=True)

    def show_step(self, walk: Walk, pacer: Pacer) -> None:
        """Show another step."""
        self._pacer = pacer
        self.show(walk)

    def settings_changed(self) -> None:
        """Go on in the way that is wanted from now on."""
        self._pacer.follow(self.settings)
        self.figure.moving = self._moves
        self._show_card()
        self._arrange()
        self._show_moment(force=True)

    def heading_text(self) -> str:
        """Which exercise, which step, which side."""
        title, number, side = cards.heading_of_step(self.walk)
        side_note = cards.exercise_card(self.walk).side_note
        # Where there is little room the progression below says which step it is; which side must be seen.
        ways = ((title, number, side, side_note), (title, number, side_note or side), (title, side_note or side))
        headings = [SEPARATOR.join(filter(None, parts)) for parts in ways]
        room = self.app.size.width - 2
        return next((heading for heading in headings if len(heading) <= room), headings[-1])

    @property
    def _roomy(self) -> bool:
        return self.app.size.width >= WIDTH_FOR_BOTH

    # What is seen

    @property
    def _moves(self) -> bool:
        return self.settings.figures is Figures.MOVING and self.app.animation_level != "none"

    def _arrange(self) -> None:
        """Find room for figure and text: beside each other, one above the other, or one of them alone."""
        width, height = self.app.size
        beside, above = self._roomy, height >= ROWS_FOR_BOTH
        there = self.settings.figures is not Figures.OFF and self._card.figure is not None
        both = beside or above
        figure = there and (both if self._figure_wanted is None else self._figure_wanted)
        self.set_class(beside, "-beside")
        self.set_class(figure, "-figure")
        self.set_class(figure and not both, "-figure-alone")
        self.set_class(width >= WIDTH_FOR_TRAIL, "-trail")

    def show_main(self) -> None:
        """Show the step from its beginning."""
        self._on_bed = None
        self._shown_since = self._clock()
        self._show_card()
        self.stop_line.update(Content(self._card.stop_line))
        self._arrange()
        self._show_moment(force=True)
        self.text.scroll_home(animate=False)
        self.text.focus()
        # What is to be read is painted first; the figure is found and drawn after that.
        self.figure.show(None)
        self.call_after_refresh(self._show_figure)

    def _show_figure(self) -> None:
        from mckenzie_tui.figure.load import figure_of
        from mckenzie_tui.figure.motion import mirrors

        found = figure_of(self._card.figure) if self._card.figure else None
        self.figure.show(found, mirrored=found is not None and mirrors(found, self._card.side))

    def _show_card(self) -> None:
        self._card = card = cards.exercise_card(self.walk, on_bed=self._on_bed, holds=self.settings.holds)
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
        if not self.is_current:
            return
        self.tell_cues(self._pacer.look())
        if self._pacer.state is State.FINISHED:
            self._end()
        else:
            self._show_moment()

    def _show_moment(self, *, force: bool = False) -> None:
        moment = self._pacer.moment()
        number, words = self._number(moment), self._words(moment)
        alone = self.has_class("-figure-alone")
        drawn = (number, SEPARATOR.join((f"{number} {words[0]}", words[1])) if alone else "\n".join(words))
        if drawn != self._drawn or force:
            self._drawn = drawn
            self.digits.update(drawn[0])
            # Its place and size stay the same, so nothing else has to be arranged anew.
            self.what.update(Content(drawn[1]), layout=False)
        self._pose(moment)

    def _pose(self, moment: Moment) -> None:
        """Move the figure in step with the pacing; before it begins it shows the movement by itself."""
        dose, pace = self._pacer.dose, self.settings.pace
        since = self._clock() - self._shown_since
        match moment.state:
            case State.WAITING:
                self.figure.at(*shown(dose, pace, since))
            case State.RUNNING if self._pacer.by_key:
                self.figure.at(*shown(dose, pace, since, once=True))
            case State.RUNNING:
                self.figure.at(moment.phase.part, moment.progress)
            case State.LEAD_IN if moment.phase.part is Part.STAY and moment.progress == 0:
                self.figure.at(Part.OUT, self._pacer.lead_in_gone)
            case _ if moment.phase.part is Part.STAY:
                self.figure.at(Part.STAY, 0.0)
            case _:
                self.figure.at(Part.OUT, 0.0)

    def _number(self, moment: Moment) -> str:
        """The big number: seconds until it begins, time left for a hold, the present repetition otherwise."""
        if moment.state is State.LEAD_IN:
            return clock_face(moment.lead_left).removeprefix("0:0")
        if moment.phase.part is Part.BETWEEN_SETS or not self._pacer.dose.reps:
            return clock_face(moment.left_in_phase)
        if self._pacer.by_key or not self._pacer.started:
            return str(moment.phase.rep - 1)
        return str(moment.phase.rep)

    def _words(self, moment: Moment) -> tuple[str, str, str]:
        """What goes with the number, in words: of how many, what to do, and how to change it."""
        dose = self._pacer.dose
        counted = f"of {dose.reps}" if dose.reps else f"of {in_words(dose.duration_s or 0)}"
        if dose.sets > 1:
            counted += f" · set {moment.phase.set} of {dose.sets}"
        if moment.state is State.LEAD_IN:
            counted = f"{counted} · get ready"
        elif moment.state is State.AWAY:
            counted = "Your computer was away."
        return counted, self._what_to_do(moment), self._how_to_change()

    def _what_to_do(self, moment: Moment) -> str:
        by_key = self._pacer.by_key
        match moment.state:
            case State.WAITING:
                return "Space starts."
            case State.PAUSED:
                return "Paused. Space goes on."
            case State.AWAY:
                return "Space goes on, r begins again."
            case State.LEAD_IN:
                return self._call(moment.phase.part)
            case _ if moment.phase.part is Part.BETWEEN_SETS:
                return "Space begins the next set." if by_key else "Rest between two sets."
            case _ if by_key:
                return "Space after each one."
        return self._call(moment.phase.part)

    def _call(self, part: Part) -> str:
        calls = self._card.calls
        call = {Part.STAY: calls.stay, Part.OUT: calls.out, Part.HOLD: calls.hold, Part.RETURN: calls.back}[part]
        return f"{_ARROWS[part]} {call}"

    def _how_to_change(self) -> str:
        if self._pacer.by_key:
            return ""
        if self._pacer.dose.reps:
            return "+ slower  - faster"
        return "+ longer  - shorter" if self._pacer.dose.duration_range_s else ""

    # Commands

    def action_start_pause(self) -> None:
        """Start, pause, or go on; or count one, where the person counts."""
        self._pacer.press()
        self._shown_since = self._clock()
        self.tell_cues(self._pacer.look())
        if self._pacer.state is State.FINISHED:
            self._end()
        else:
            self._show_moment(force=True)

    def action_done(self) -> None:
        """Done, early or not: what was done is kept; where the clock never ran, nobody knows how much."""
        self._end()

    def action_start_over(self) -> None:
        """Begin this exercise again from nothing."""
        self._pacer.restart()
        self._shown_since = self._clock()
        self._show_moment(force=True)

    def _end(self) -> None:
        self._pacer.pause()
        if self._pacer.started:
            self.give(Event.DID, done=self._pacer.moment().done)
        else:
            self.give(Event.DID)

    def action_more_time(self) -> None:
        """Pace slower, or hold longer."""
        self._change_time(1)

    def action_less_time(self) -> None:
        """Pace faster, or hold shorter."""
        self._change_time(-1)

    def _change_time(self, by: int) -> None:
        # The paces go from the slowest to the fastest, the holds from the shortest to the longest.
        by_pace = self._pacer.dose.reps is not None
        key, steps = ("pace", -by) if by_pace else ("holds", by)
        self._set(self.settings.moved(key, steps, round_again=False))

    def action_count(self) -> None:
        """Count by the clock, or by a key for each repetition."""
        self._set(self.settings.moved("count"))

    def action_motion(self) -> None:
        """Have the figure move, or stand still."""
        wanted = Figures.STILL if self.settings.figures is Figures.MOVING else Figures.MOVING
        self._set(self.settings.with_value("figures", wanted))

    def _set(self, settings: Settings) -> None:
        self.post_message(Said(SettingsChanged(settings), self))

    def action_figure(self) -> None:
        """Show the figure, or the text alone."""
        self._figure_wanted = not self.has_class("-figure")
        self._arrange()
        self._show_moment(force=True)
        self.call_after_refresh(self._tell_more)

    def action_where(self) -> None:
        """Mark again where it hurts before the exercise."""
        self.give(Event.RELOCATE)

    def action_cannot(self) -> None:
        """Leave this exercise out."""
        self._pacer.pause()
        self.give(Event.CANNOT)

    def action_bed(self) -> None:
        """Show the set-up for the floor or the bed, where there are two."""
        if self._card.has_bed_variant:
            self._on_bed = not self._card.on_bed
            self._show_card()
        else:
            self.notify("This one is done standing.", markup=False)
