"""Step: what to do, shown and in words, and the clock or the count that goes with it."""

from __future__ import annotations

from textwrap import wrap

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from mckenzie_tui import cards
from mckenzie_tui.pace.pacer import Pacer, State
from mckenzie_tui.pace.posture import posture
from mckenzie_tui.pace.stopwatch import Monotonic
from mckenzie_tui.settings import Figures, Settings, Text
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.frame import SEPARATOR, WALKING, WalkScreen, paragraphs, titled
from mckenzie_tui.tui.messages import Said, SettingsChanged
from mckenzie_tui.tui.widgets.counter import Counter, in_large
from mckenzie_tui.tui.widgets.figure import Figure
from mckenzie_tui.tui.widgets.large_text import LargeText
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.tui.widgets.scrolled_text import ScrolledText
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Side

ROWS_FOR_SPACE = 28
"""From this height on there is room for empty lines between the parts."""
WIDTH_FOR_BOTH = 74
"""From this width on the figure stands beside the text."""
ROWS_FOR_BOTH = 26
"""From this height on it stands above the text, where there is no room beside it."""
WIDTH_FOR_LARGE = 100
"""From this width on the figure stands beside large letters."""
WIDTH_FOR_TRAIL = 106
"""From this width on there is room for the progression as a column."""
NOT_BEGUN = "You have not begun. Space starts it."
COUNT_BY_KEY = "Nothing is counted yet. Press space after each one."
PAUSED_AT_ONCE = "Nothing is done yet. It is paused: space goes on."
OTHERWISE = "Press d if you did it by yourself, x if you can't do it."
"""What else there is to do where nothing was done."""
NOTE_S = 4.0
"""Seconds for which such a word is shown: it lies over what to do."""
NO_ROOM = "No room for the figure here: it needs a larger window."
NO_FIGURE = "There is no figure to show: figures are off in the settings, or this exercise has none."
TICK = 0.1
"""Seconds between two looks at the clock."""


class StepScreen(WalkScreen):
    """One exercise while it is done."""

    CSS_PATH = "step.tcss"
    COMMANDS_HERE = (
        commands.START_PAUSE,
        commands.DONE,
        commands.TROUBLE,
        commands.HELP,
        commands.CANNOT,
        commands.FIGURE,
        commands.UNCOUNTED,
        commands.MORE_TIME,
        commands.LESS_TIME,
        commands.WHERE,
        commands.START_OVER,
        commands.COUNT,
        commands.MOTION,
        commands.LARGE,
        commands.BED,
        commands.SETTINGS,
        *(command for command in WALKING[1:] if command is not commands.HELP),
    )
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    instructions = getters.query_one("#instructions", PlainText)
    stop_line = getters.query_one("#stop", PlainText)
    counter = getters.query_one(Counter)
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
        self._card = cards.exercise_card(walk, settings)
        self._on_bed: bool | None = None
        self._pacer = pacer
        self._clock = clock
        self._shown_since = clock()
        """Since when the figure shows the movement by itself."""
        self._shown_for: Side | None = None
        """The side for which the figure was shown last; None while it is not shown yet."""
        self._figure_wanted: bool | None = None
        """Whether the person asked for the figure, or for the text alone; None leaves it to the room there is."""

    def compose_main(self) -> ComposeResult:
        """The figure, the instructions, the counter, and when to stop."""
        with Horizontal(id="show"):
            yield Figure(colours=self.settings.colours, moving=self._moves)
            with ScrolledText(id="text"):
                yield PlainText(id="instructions")
            with Vertical(id="large"):
                yield LargeText(id="number")
                yield LargeText(id="call")
        with Vertical(id="foot"):
            yield Counter()
            yield PlainText(id="stop")

    def on_mount(self) -> None:
        """Look at the clock from now on."""
        super().on_mount()
        self.set_interval(TICK, self._tick)

    def on_resize(self) -> None:
        """See what there is room for."""
        super().on_resize()
        self._arrange()
        if self.is_mounted:
            self._show_moment()

    def on_screen_suspend(self) -> None:
        """Stand still while something else is on the screen."""
        self._pacer.pause()

    def on_screen_resume(self) -> None:
        """Say how to go on."""
        super().on_screen_resume()
        if self.is_mounted:
            self._show_moment()

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
        self._show_moment()
        self.call_after_refresh(self._tell_more)

    def heading_text(self) -> str:
        """Which exercise, which step, which side; on two lines where one is too short for that."""
        title, number, side = cards.heading_of_step(self.walk, self.showing.terms)
        side_note = cards.exercise_card(self.walk).side_note
        other = cards.other_side(self.walk)
        whole = (title, number, side, side_note)
        # Where there is little room the progression below says which step it is; which side must be seen.
        must = other or side_note or side
        second: tuple[tuple[str, ...], int] = (whole, 2) if self.has_room else ((title, number, must), 1)
        ways = ((whole, 1), second, ((title, must), 1), ((title, must), 2), ((must, title), 2))
        headings = [(SEPARATOR.join(filter(None, parts)), lines) for parts, lines in ways]
        room = self.app.size.width - 2
        return next((told for told, lines in headings if len(wrap(told, room)) <= lines), headings[-1][0])

    @property
    def _roomy(self) -> bool:
        return self.app.size.width >= WIDTH_FOR_BOTH

    # What is seen

    @property
    def _moves(self) -> bool:
        return self.settings.figures is Figures.MOVING and self.app.animation_level != "none"

    @property
    def _large(self) -> bool:
        return self.settings.text is Text.LARGE

    def _arrange(self) -> None:
        """Find room for figure and text: beside each other, one above the other, or one of them alone."""
        width, height = self.app.size
        beside, above = self._roomy, height >= ROWS_FOR_BOTH
        both = beside or above
        if self._large:
            both = width >= WIDTH_FOR_LARGE
        figure = self._has_figure and (both if self._figure_wanted is None else self._figure_wanted)
        self.set_class(beside, "-beside")
        self.set_class(figure, "-figure")
        self.set_class(figure and not both, "-figure-alone")
        self.set_class(width >= WIDTH_FOR_TRAIL, "-trail")
        self.set_class(self._large, "-large")
        if figure and not both:
            # There is no text of which more could be below; the figure needs each row.
            for more in self.query("#more"):
                more.display = False

    @property
    def _has_figure(self) -> bool:
        return self.settings.figures is not Figures.OFF and self._card.figure is not None

    @on(Figure.NoRoom)
    def _without_room(self) -> None:
        """Go back to the text where the figure that was asked for finds no room to be drawn."""
        if self._figure_wanted and not self.figure.has_room:
            self._figure_wanted = False
            self._arrange()
            self._show_moment()
            self._note(NO_ROOM)

    def _note(self, told: str) -> None:
        """Say something in passing; one at a time, for a pile of notes would cover when to stop."""
        self.app.clear_notifications()
        self.notify(told, markup=False, timeout=NOTE_S)

    def show_main(self) -> None:
        """Show the step from its beginning."""
        self._on_bed = None
        self._shown_since = self._clock()
        self._show_card()
        self.stop_line.tell(self._card.stop_line)
        self._arrange()
        self._show_moment()
        self.text.scroll_home(animate=False)
        self.text.focus()
        # What is to be read is painted first; the figure is found and drawn after that.
        self.figure.show(None)
        self._shown_for = None
        self.call_after_refresh(self._show_figure)

    @property
    def _side(self) -> Side | None:
        """The side for which the figure stands: the one that works, where one does after the other."""
        return self._pacer.moment().phase.side or self._card.side

    def _show_figure(self) -> None:
        from mckenzie_tui.figure.load import figure_of
        from mckenzie_tui.figure.motion import mirrors

        found = figure_of(self._card.figure) if self._card.figure else None
        self._shown_for = self._side
        self.figure.show(found, mirrored=found is not None and mirrors(found, self._shown_for))

    def _show_card(self) -> None:
        self._card = card = cards.exercise_card(self.walk, self.settings, on_bed=self._on_bed)
        place = " on a bed" if card.on_bed else ""
        because = Content.styled("\n".join(card.because), "$quiet")
        roomy = self.app.size.height >= ROWS_FOR_SPACE
        self.instructions.tell(
            paragraphs(
                because if roomy else "",
                Content.styled("\n".join(card.careful), "bold $accent"),
                Content.styled("\n".join(filter(None, (card.rest_first, card.set_text))), "bold"),
                Content(f"{card.purpose}\n").append(Content.styled(f"How much: {card.dose_text}.", "bold")),
                titled("You need", card.equipment),
                titled(f"Set up{place}", card.set_up),
                titled("What to do", card.movement),
                titled("Hints", card.cues),
                titled("Easier", card.easier),
                titled("Take care", card.cautions),
                Content.styled(card.source_note, "$quiet"),
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

    def _show_moment(self) -> None:
        alone = self.has_class("-figure-alone") or self._large
        self.counter.show(self._pacer, self._card.calls, small=alone)
        if self._large:
            number, call = in_large(self._pacer, self._card.calls)
            self.query_one("#number", LargeText).show(number)
            self.query_one("#call", LargeText).show(call)
        if self._shown_for not in (None, self._side):
            self._show_figure()
        self.figure.at(*posture(self._pacer, self._clock() - self._shown_since))

    # Commands

    def action_start_pause(self) -> None:
        """Start, pause, or go on; or count one, where the person counts."""
        self.app.clear_notifications()
        self._pacer.press()
        self._shown_since = self._clock()
        self.tell_cues(self._pacer.look())
        if self._pacer.state is State.FINISHED:
            self._end()
        else:
            self._show_moment()

    def action_done(self) -> None:
        """Done, early or not: what was done is kept. What was not begun is not done: keys may be pressed too often."""
        self.tell_cues(self._pacer.look())
        if self._pacer.anything_done:
            self._end()
        else:
            self._pacer.pause()
            self._show_moment()
            self._note(f"{self._nothing_done()} {OTHERWISE}")

    def _nothing_done(self) -> str:
        """Say that nothing was done, and what space does where it stands."""
        match self._pacer.state:
            case State.WAITING:
                return NOT_BEGUN
            case State.RUNNING:
                # Only counting by key goes on while it waits.
                return COUNT_BY_KEY
            case _:
                return PAUSED_AT_ONCE

    def action_uncounted(self) -> None:
        """Done by oneself, so that nobody knows how much."""
        self._pacer.pause()
        self.give(Event.DID)

    def action_back(self) -> None:
        """Pause what is running; only then take the last answer back."""
        if self._pacer.running:
            self.action_start_pause()
        else:
            super().action_back()

    def action_start_over(self) -> None:
        """Begin this exercise again from nothing."""
        self._pacer.restart()
        self._shown_since = self._clock()
        self._show_moment()

    def _end(self) -> None:
        self._pacer.pause()
        self.give(Event.DID, done=self._pacer.moment().done)

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

    def action_large(self) -> None:
        """Show what to do in large letters, or in the usual ones with all there is to read."""
        self._set(self.settings.moved("text"))

    def action_motion(self) -> None:
        """Have the figure move, or stand still."""
        wanted = Figures.STILL if self.settings.figures is Figures.MOVING else Figures.MOVING
        self._set(self.settings.with_value("figures", wanted))

    def _set(self, settings: Settings) -> None:
        self.post_message(Said(SettingsChanged(settings, in_passing=True), self))

    def action_figure(self) -> None:
        """Show the figure, or the text alone."""
        if not self._has_figure:
            self._note(NO_FIGURE)
            return
        self._figure_wanted = not self.has_class("-figure")
        self._arrange()
        self._show_moment()
        self.call_after_refresh(self._tell_more)

    def action_where(self) -> None:
        """Mark where it hurts: before the exercise anew, and once it was begun as what came of it."""
        if self._pacer.anything_done:
            self._end()
        else:
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
            self._note("This one is done standing.")
