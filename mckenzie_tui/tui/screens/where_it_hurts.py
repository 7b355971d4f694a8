"""Where it hurts: a body to mark, at the start, and again before and after each exercise."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from mckenzie_tui import cards, locating, reasons
from mckenzie_tui.body import MIDDLE
from mckenzie_tui.pace.stopwatch import Countdown, Monotonic
from mckenzie_tui.pace.told import clock_face
from mckenzie_tui.settings import Settings
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.commands import Command
from mckenzie_tui.tui.frame import WALKING, WalkScreen, paragraphs, titled
from mckenzie_tui.tui.messages import DraftChanged, Said
from mckenzie_tui.tui.widgets.body_chart import BodyChart
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.tui.widgets.rating import Rating
from mckenzie_tui.tui.widgets.two_keys import Stop
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Kind

TICK = 0.25
HOW_TO = "arrows: move\ntab: front, back\n1 to 9: how strong\n0 means 10\nspace: place by place"
HOW_TO_IN_SHORT = "press 1 to 9"
HOW_TO_BY_TWO_KEYS = "or press space, place by place"
WIDTH_FOR_WORDS = 60
"""From this width on the words stand beside the chart."""
WIDTH_FOR_ALL = 78
"""From this width on there is room for chart, words and the progression side by side."""
NOTHING_MARKED = "Mark a place first. Or press c if you feel nothing right now."
NOTHING_MARKED_BY_TWO_KEYS = "Mark a place first. Or press space if you feel nothing right now."
ASK_DONE = "Done?"
ASK_NOTHING = "I feel nothing right now?"
CLEARS_ALL = " This clears all marks."
NUMB_WHERE = "Go to the numb place first, then press n."
NOTHING_FELT = "You feel nothing right now. Enter confirms that."


class WhereItHurtsScreen(WalkScreen):
    """A chart, what is under the cursor, and everything that is marked, in words as well."""

    CSS_PATH = "where_it_hurts.tcss"
    COMMANDS_HERE = (
        commands.KEEP,
        commands.TROUBLE,
        commands.HELP,
        commands.PINS,
        commands.NUMB,
        commands.NOTHING,
        commands.ARROWS,
        commands.DIGITS,
        commands.CLEAR,
        commands.OTHER_VIEW,
        commands.NEXT_PLACE,
        *(command for command in WALKING[1:] if command is not commands.HELP),
    )
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    key_bar = getters.query_one(KeyBar)
    rest = getters.query_one("#rest", PlainText)
    question = getters.query_one("#question", PlainText)
    chart = getters.query_one(BodyChart)
    rating = getters.query_one(Rating)
    here = getters.query_one("#here", PlainText)
    marked = getters.query_one("#marked", PlainText)

    def __init__(self, walk: Walk, settings: Settings, found: Symptoms, clock: Monotonic) -> None:
        """Mark where the walk stands.

        Args:
            walk: where the walk stands.
            settings: what the person has set.
            found: what is marked already.
            clock: counts the rest.
        """
        super().__init__(walk, settings)
        self._found = found
        self._clock = clock
        self._countdown: Countdown
        self._resting = False
        self._nothing_said = False
        """Whether the person said that nothing is felt."""
        self._hint = ""

    def compose_main(self) -> ComposeResult:
        """The rest, the question, the chart, and what is marked."""
        yield PlainText(id="rest")
        with VerticalScroll(id="text", can_focus=False):
            yield PlainText(id="question")
        with Horizontal(id="marking"):
            yield BodyChart(colours=self.settings.colours)
            with VerticalScroll(id="side", can_focus=False):
                yield PlainText(id="here")
                yield PlainText(id="marked")
        yield Rating()

    def on_mount(self) -> None:
        """Count the rest from now on."""
        super().on_mount()
        self.set_interval(TICK, self._tick)

    def on_resize(self) -> None:
        """See what there is room for."""
        super().on_resize()
        self.set_class(self.app.size.width < WIDTH_FOR_ALL, "-tight")
        if self.is_mounted:
            self.call_after_refresh(self._tell)

    def heading_text(self) -> str:
        """What is asked, and about which step."""
        return self.heading_with_step(cards.chart_card(self.walk).heading)

    def show_main(self) -> None:
        """Show the question and the chart, with what was marked before."""
        card = cards.chart_card(self.walk)
        self._countdown = Countdown(card.rest_s, self._clock)
        self._resting = card.rest_s > 0
        self.rest.display = self._resting
        self._nothing_said = False
        self._hint = ""
        intro = card.intro if self.has_room else ""
        ask = Content.styled(card.ask, "bold")
        self.question.tell(paragraphs(ask, Content.styled(intro, "$quiet"), close=True))
        self.chart.show(self._found)
        self.chart.focus()
        self._tell()
        self._tick()

    def show_chart(self, walk: Walk, found: Symptoms) -> None:
        """Show where this walk stands, with this marked."""
        self._found = found
        self.show(walk)

    def _tick(self) -> None:
        if not self._resting:
            return
        self.tell_cues(self._countdown.look())
        left = self._countdown.left
        if left > 0:
            self.rest.tell(Content.styled(f"Rest {clock_face(left)}", "bold $accent"))
        else:
            self._resting = False
            self.rest.tell(Content.styled("The rest is over. Where is it now?", "bold $accent"))

    @property
    def draft(self) -> Symptoms:
        """What is marked so far, to be kept when something else comes between."""
        return self.chart.found

    # What is marked, in words

    def _tell(self) -> None:
        roomy = self.app.size.width >= WIDTH_FOR_WORDS
        by_two_keys = self._commands_of_two_keys()
        self.here.tell(self._told_by_two_keys(by_two_keys, roomy) if by_two_keys else self._told_here(roomy))
        self.rating.value = self._strength_here()
        others = [each for each in self.COMMANDS_HERE if each.key_shown not in {key.key_shown for key in by_two_keys}]
        self.key_bar.show((*by_two_keys, *others))
        marks = tuple(reasons.marks_listed(self.chart.found))
        before = cards.chart_card(self.walk).before
        hint = Content.styled(self._hint, "bold $accent")
        if roomy:
            earlier = titled("Before", tuple(before.split(", ")) if before else ())
            how_to = "" if by_two_keys else Content.styled(HOW_TO, "$quiet")
            self.marked.tell(paragraphs(hint, titled("Marked", marks), earlier, how_to))
        else:
            at_first = "" if by_two_keys else HOW_TO_BY_TWO_KEYS
            self.marked.tell(hint if self._hint else Content(f"Marked: {', '.join(marks)}" if marks else at_first))

    def _told_here(self, roomy: bool) -> Content:
        """What is under the cursor."""
        felt = locating.felt_at(self.chart.found, self.chart.cursor)
        if self.chart.rating_tingling:
            told = "pins and needles: how strong? 1 to 9, 0 means 10"
        else:
            told = reasons.felt_told(felt) or ("not marked" if roomy else HOW_TO_IN_SHORT)
            told += "\nbackspace: gone" if roomy and felt != locating.Felt() else ""
        return Content.styled(self._spot_name, "bold $accent").append(Content(f": {told}"))

    def _told_by_two_keys(self, keys: Sequence[Command], roomy: bool) -> Content:
        """What space has led to, and what space and enter do now."""
        felt = locating.felt_at(self.chart.found, self.chart.cursor)
        match self.chart.two_keys.stop:
            case Stop.PLACE:
                name, told = self._spot_name, f": {reasons.felt_told(felt) or 'not marked'}"
            case Stop.STRENGTH:
                name, told = self._spot_name, f": {self.chart.two_keys.offers[0].words}?"
            case Stop.NOTHING:
                name, told = ASK_NOTHING, CLEARS_ALL if self.chart.found.marks else ""
            case _:
                name, told = ASK_DONE, ""
        # With little room two lines are left for a hint below the last stop.
        apart = "\n" if roomy or name != ASK_DONE else " "
        does = ("\n" if roomy else ", ").join(f"{key.key_shown}: {key.label.lower()}" for key in keys)
        return Content.styled(name, "bold $accent").append(Content(told + apart)).append(Content.styled(does, "bold"))

    def _commands_of_two_keys(self) -> tuple[Command, ...]:
        """What space and enter do now; nothing where space has not been used."""
        two_keys = self.chart.two_keys
        match two_keys.stop:
            case Stop.OFF:
                return ()
            case Stop.PLACE:
                return commands.NEXT_PLACE, commands.ASK_STRENGTH
            case Stop.STRENGTH:
                asks = two_keys.offers[0].strength is None
                return (
                    commands.NEXT_STRENGTH if two_keys.goes_up else commands.NEXT,
                    commands.ASK_STRENGTH if asks else commands.KEEP_STRENGTH,
                )
            case Stop.NOTHING:
                return commands.NEXT_PLACE, commands.CONFIRM_NOTHING
            case Stop.DONE:
                return commands.NEXT_PLACE if self.chart.found.marks else commands.NEXT, commands.KEEP

    @property
    def _spot_name(self) -> str:
        words = self.chart.cursor.words
        return words[0].upper() + words[1:]

    def _strength_here(self) -> int:
        """The number that stands out in the row of numbers."""
        offers = self.chart.two_keys.offers
        if offers:
            return 0 if offers[0].kind is Kind.NUMBNESS else offers[0].strength or 0
        felt = locating.felt_at(self.chart.found, self.chart.cursor)
        return felt.tingling if self.chart.rating_tingling else felt.pain or felt.tingling

    @on(BodyChart.Moved)
    def _moved(self) -> None:
        if self.chart.two_keys.stop not in (Stop.OFF, Stop.DONE):
            # Enter does something else now than confirm what the hint is about.
            self._nothing_said = False
            self._hint = ""
        self._tell()

    @on(BodyChart.NothingFelt)
    def _nothing_felt(self) -> None:
        self.chart.nothing_felt()
        self._say_nothing()

    @on(BodyChart.Changed)
    def _changed(self, event: BodyChart.Changed) -> None:
        if event.found.marks:
            self._nothing_said = False
            self._hint = ""
        self._tell()
        self.post_message(Said(DraftChanged(self.walk.place.name, event.found), self))

    @on(Rating.Picked)
    def _picked(self, event: Rating.Picked) -> None:
        self.chart.rate(event.value)

    # Commands

    def action_keep(self) -> None:
        """Go on with what is marked; that nothing is felt has to be said at the start."""
        found = self.chart.found
        if self.walk.marks_first and not found.marks and not self._nothing_said:
            off = self.chart.two_keys.stop is Stop.OFF
            self._hint = NOTHING_MARKED if off else NOTHING_MARKED_BY_TWO_KEYS
            self._tell()
            return
        self.give(Event.LOCATED, symptoms=found)

    def action_nothing(self) -> None:
        """Say that nothing is felt right now; enter confirms it."""
        self.chart.clear_all()
        self._say_nothing()

    def _say_nothing(self) -> None:
        self._nothing_said = True
        self._hint = NOTHING_FELT
        self._tell()

    def action_next(self) -> None:
        """Go on by space."""
        self.chart.next()

    def action_take(self) -> None:
        """Take what space has led to."""
        if not self.chart.take():
            self.action_keep()

    def action_back(self) -> None:
        """Go back from what can be said about a place, or take the last answer back."""
        if not self.chart.leave_offers():
            super().action_back()

    def action_pins(self) -> None:
        """Rate pins and needles with the next number."""
        self.chart.ask_tingling()

    def action_numb(self) -> None:
        """Mark the place under the cursor as numb, or take that back.

        On an untouched chart the key may well be one ``no`` too many to the questions before it.
        """
        if self.walk.marks_first and self.chart.cursor == MIDDLE and not self.draft.marks:
            self.chart.rating_tingling = False
            self._hint = NUMB_WHERE
            self._tell()
        else:
            self.chart.toggle_numb()

    def action_other_view(self) -> None:
        """Go to the other view."""
        self.chart.other_view()

    def action_clear(self) -> None:
        """Take the mark under the cursor away."""
        self.chart.clear_spot()
