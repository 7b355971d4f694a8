"""Where it hurts: a side, the farthest region and two ratings, asked one after the other."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mckenzie_tui import locating
from mckenzie_tui.locating import Asked
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.frame import WALKING, QuestionScreen, paragraphs
from mckenzie_tui.tui.messages import DraftChanged, Said
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.rating import Rating
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event


class WhereItHurtsScreen(QuestionScreen):
    """A short form; what was answered stays in sight above the question."""

    CSS_PATH = "where_it_hurts.tcss"
    COMMANDS_HERE = WALKING
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    rating = getters.query_one(Rating)
    hint = getters.query_one("#hint", Static)

    def __init__(self, walk: Walk, settings: Settings, values: dict[str, str | int]) -> None:
        """Go on with the fields answered so far."""
        super().__init__(walk, settings)
        self.values = values
        self._taken = False
        """Whether the field on the screen has been answered."""

    def compose_main(self) -> ComposeResult:
        """The answers so far, the question, and a list or a row of numbers."""
        with VerticalScroll(id="text", can_focus=False):
            yield Static(id="question", markup=False)
        yield ChoiceList()
        yield Rating()
        yield Static("Type a number, or use the arrows. Enter confirms.", id="hint", markup=False)

    def heading_text(self) -> str:
        """The title of the form."""
        return "Where it hurts"

    @property
    def _asked(self) -> Asked:
        asked = locating.next_field(self.values)
        if asked is None:
            raise ValueError("the form is complete")
        return asked

    def show_main(self) -> None:
        """Show the first field without an answer, with nothing chosen."""
        asked = self._asked
        self._taken = False
        listed = bool(asked.choices)
        self.choices.display = listed
        self.rating.display = self.hint.display = not listed
        self.put(
            paragraphs("\n".join(self._answered()), Content.styled(asked.ask, "bold")),
            [Line(label) for label in asked.choices.values()],
        )
        if not listed:
            self.rating.value = None
            self.rating.focus()

    def _answered(self) -> list[str]:
        lines = []
        for asked in locating.fields(self.values):
            if asked.field in self.values:
                value = self.values[asked.field]
                told = asked.choices.get(str(value), f"{value} of 10")
                lines.append(f"{_TITLES[asked.field]}: {told}")
        return lines

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        self._take(list(self._asked.choices)[event.index])

    @on(Rating.Confirmed)
    def _rated(self, event: Rating.Confirmed) -> None:
        self._take(event.value)

    def _take(self, value: str | int) -> None:
        if self._taken:
            return
        self._taken = True
        changed = locating.with_value(self.values, self._asked.field, value)
        if locating.next_field(changed) is None:
            self.give(Event.LOCATED, symptoms=locating.symptoms(changed))
        else:
            self.post_message(Said(DraftChanged(changed), self))

    def show_values(self, values: dict[str, str | int]) -> None:
        """Show the form with these fields answered."""
        self.values = values
        self.show_main()

    def action_back(self) -> None:
        """Take the last field back, or the answer before the form where no field is answered."""
        if self.values:
            self.post_message(Said(DraftChanged(locating.without_last(self.values)), self))
        else:
            super().action_back()


_TITLES = {
    locating.Field.SIDE: "Side",
    locating.Field.FARTHEST_LEFT: "Farthest on the left",
    locating.Field.FARTHEST_RIGHT: "Farthest on the right",
    locating.Field.BACK_PAIN: "Back pain",
    locating.Field.LEG_PAIN: "Leg pain",
}
