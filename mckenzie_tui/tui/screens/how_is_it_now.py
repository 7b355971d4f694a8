"""How is it now: what the chart says about the exercise, and what the person says."""

from __future__ import annotations

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from mckenzie_tui import prompts
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.pace.stopwatch import Countdown, Monotonic
from mckenzie_tui.pace.told import clock_face
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.frame import ASKING, QuestionScreen, paragraphs
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.walk.walk import Walk

TICK = 0.25


class _Note(Input):
    """A line for a note; a ``!`` that begins it is no note but the key for "something is wrong"."""

    async def on_key(self, event: events.Key) -> None:
        """Let the urgent key through."""
        if event.character == commands.TROUBLE.key_shown and not self.value:
            event.prevent_default()
            event.stop()
            await self.run_action(commands.TROUBLE.action)


FEW = 3
"""With no more answers than this there is room for a longer question."""


class HowIsItNowScreen(QuestionScreen):
    """The question after a step, with a note; asked again after "not sure" it comes with a rest."""

    CSS_PATH = "how_is_it_now.tcss"
    COMMANDS_HERE = (commands.TROUBLE, commands.NOTE, *ASKING[1:])
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    rest = getters.query_one("#rest", PlainText)
    explain = getters.query_one("#explain", PlainText)
    note = getters.query_one(Input)

    def __init__(self, walk: Walk, settings: Settings, clock: Monotonic, note: str) -> None:
        """Ask about the step this walk stands at.

        Args:
            walk: where the walk stands.
            settings: what the person has set.
            clock: counts the rest.
            note: a note that was written before, when the answer was taken back.
        """
        super().__init__(walk, settings)
        self._clock = clock
        self._note_before = note
        self._countdown: Countdown
        self._resting = True

    def compose_main(self) -> ComposeResult:
        """The rest, the question, its answers, and the note."""
        yield PlainText(id="rest")
        with VerticalScroll(id="text", can_focus=False):
            yield PlainText(id="question")
        yield ChoiceList()
        yield PlainText(id="explain")
        yield _Note(placeholder="A short note, if you like (n)", max_length=prompts.LONGEST_NOTE)

    def on_mount(self) -> None:
        """Count the rest from now on."""
        super().on_mount()
        self.set_interval(TICK, self._tick)

    @property
    def written(self) -> str:
        """The note as it stands, which waits for an answer."""
        return self.note.value

    def heading_text(self) -> str:
        """The question and the step it is about."""
        return self.heading_with_step(prompts.prompt(self.walk, self.showing.terms).heading)

    def show_main(self) -> None:
        """Show the question with no answer chosen, and begin the rest."""
        asked = prompts.prompt(self.walk, self.showing.terms)
        rests = asked.kind is PlaceKind.RESPONSE_AGAIN and self.walk.facts.first_said is None
        self._countdown = Countdown(self.walk.step.dose.rest_s if self.walk.step and rests else 0, self._clock)
        self._resting = rests
        self.rest.display = rests
        # Where there is little room the heading asks, and what the chart says comes first.
        told = asked.proposed is not None or self.walk.facts.first_said is not None
        question = paragraphs(asked.intro, Content.styled(asked.ask, "bold")) if told else None
        self.set_class(len(asked.choices) <= FEW, "-few-answers")
        self.put(
            question or self.asking(asked.intro, asked.ask),
            [Line(choice.label, choice.explain, choice.key) for choice in asked.choices],
            asked.proposed,
        )
        self.note.value = self._note_before
        self._tick()

    def _tick(self) -> None:
        self.tell_cues(self._countdown.look())
        left = self._countdown.left
        if left > 0:
            self.rest.tell(Content.styled(f"Rest {clock_face(left)}", "bold $accent"))
        elif self._resting:
            self._resting = False
            self.rest.tell(Content.styled("The rest is over. How is it now?", "bold $accent"))

    @on(ChoiceList.Chosen)
    def _answered(self, event: ChoiceList.Chosen) -> None:
        choice = prompts.prompt(self.walk, self.showing.terms).choices[event.index]
        note = self.note.value
        self._note_before = ""
        self.give(choice.event, note)

    @on(ChoiceList.Explained)
    def _explained(self, event: ChoiceList.Explained) -> None:
        self.explain.tell(event.text)

    @on(Input.Submitted)
    def _noted(self) -> None:
        self.choices.focus()

    def action_note(self) -> None:
        """Go to the note."""
        self.note.add_class("wanted")
        self.note.focus()

    def action_back(self) -> None:
        """Leave the note, or take the last answer back."""
        if self.note.has_focus:
            self.choices.focus()
        else:
            super().action_back()
