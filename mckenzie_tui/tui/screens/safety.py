"""Safety: one question at a time, each with its own explicit answer; also the list behind "something is wrong"."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from mckenzie_tui import prompts
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.frame import ASKING, SEPARATOR, QuestionScreen, paragraphs
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.plain_text import PlainText


class SafetyScreen(QuestionScreen):
    """A question that is answered by choosing one line."""

    CSS_PATH = "safety.tcss"
    COMMANDS_HERE = ASKING
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    explain = getters.query_one("#explain", PlainText)

    def compose_main(self) -> ComposeResult:
        """The question, then its answers."""
        with VerticalScroll(id="text", can_focus=False):
            yield PlainText(id="question")
        yield ChoiceList()
        yield PlainText(id="explain")

    def heading_text(self) -> str:
        """The set the question belongs to, and how many are left."""
        asked = prompts.prompt(self.walk, self.showing.terms)
        return SEPARATOR.join(filter(None, (asked.heading, asked.progress)))

    def show_main(self) -> None:
        """Show the question with no answer chosen."""
        asked = prompts.prompt(self.walk, self.showing.terms)
        alarm = asked.kind is PlaceKind.TROUBLE
        self.set_class(alarm, "alarm")
        call = Content.styled(f"In danger? Call {self.settings.call_for_help} now.", "bold") if alarm else ""
        self.put(
            paragraphs(call, self.asking(asked.intro, asked.ask, asked.explain)),
            [Line(choice.label, choice.explain, choice.key) for choice in asked.choices],
        )

    @on(ChoiceList.Chosen)
    def _answered(self, event: ChoiceList.Chosen) -> None:
        choice = prompts.prompt(self.walk, self.showing.terms).choices[event.index]
        self.give(choice.event, **choice.details)

    @on(ChoiceList.Explained)
    def _explained(self, event: ChoiceList.Explained) -> None:
        self.explain.tell(event.text or prompts.prompt(self.walk, self.showing.terms).hint)
