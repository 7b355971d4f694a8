"""Choose a step: any step of the flow, once more or for the other side; what the rules say against it is told."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from mckenzie_tui.choosing import Choosable
from mckenzie_tui.prompts import LONGEST_NOTE
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.messages import Said, StepChosen
from mckenzie_tui.tui.showing import Showing
from mckenzie_tui.tui.widgets.banner import Banner
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.words import Mode, Objection

WHICH = "Go to which step?"
WHY = "Type a word or two on why, for the log. Enter goes there, escape back to the steps."


class ChooseStepScreen(ModalScreen[None]):
    """The steps to choose from; against the rules a reason is asked for."""

    CSS_PATH = "choose_step.tcss"
    GIVES_WAY = True
    """Whether it closes when something is wrong."""
    COMMANDS_HERE = (commands.CLOSE, commands.NEXT, commands.TROUBLE, commands.QUIT, commands.INTERRUPT)
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    choices = getters.query_one(ChoiceList)
    explain = getters.query_one("#explain", PlainText)
    reason = getters.query_one(Input)

    def __init__(self, offered: Sequence[Choosable], showing: Showing) -> None:
        """Offer these steps."""
        super().__init__()
        self._showing = showing
        self._offered = tuple(offered)
        self._chosen: Choosable | None = None

    def compose(self) -> ComposeResult:
        """The steps, what there is to say about one, and a line for a reason."""
        yield Banner(self._showing)
        with VerticalScroll(id="box", can_focus=False):
            yield PlainText(WHICH, id="heading")
            yield ChoiceList()
            yield PlainText(id="explain")
            yield PlainText(id="asked")
            yield Input(placeholder="Why?", max_length=LONGEST_NOTE)
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Fill the list."""
        self._ask_which()
        here = next((at for at, offer in enumerate(self._offered) if offer.is_here), 0)
        self.choices.show([Line(offer.label, offer.told) for offer in self._offered], highlighted=here)
        self.choices.focus()

    @on(ChoiceList.Explained)
    def _explained(self, event: ChoiceList.Explained) -> None:
        self.explain.tell(event.text)

    @on(ChoiceList.Chosen)
    def _taken(self, event: ChoiceList.Chosen) -> None:
        offer = self._offered[event.index]
        asks_why = self._showing.mode is Mode.CLINIC or Objection.SESSION_STOPPED in offer.against
        if offer.possible and not (offer.against and asks_why):
            self._chosen = offer
            self._go("")
            return
        # What there is to say about it stands below the list.
        self.choices.highlighted = event.index
        if offer.possible:
            self._chosen = offer
            self._ask_why(offer)

    def _ask_which(self) -> None:
        """Show the list."""
        self._chosen = None
        self.set_class(False, "-why")
        self.query_one("#heading", PlainText).tell(WHICH)
        self.choices.focus()

    def _ask_why(self, offer: Choosable) -> None:
        """Ask for a reason; what speaks against the step takes the place of the list, so that all of it is seen."""
        self.set_class(True, "-why")
        self.query_one("#heading", PlainText).tell(f"Go to {offer.label}?")
        self.query_one("#asked", PlainText).tell(WHY)
        self.reason.focus()

    @on(Input.Submitted)
    def _reasoned(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._go(event.value)
        else:
            self.query_one("#asked", PlainText).tell(Content.styled(WHY, "bold $accent"))

    def _go(self, reason: str) -> None:
        if self._chosen is not None:
            self.post_message(Said(StepChosen(self._chosen.step, self._chosen.side, reason), self))

    def action_next(self) -> None:
        """Go to the next step of the list."""
        self.choices.next()

    def action_close(self) -> None:
        """Leave the line for the reason, or go back."""
        if self.reason.has_focus:
            self._ask_which()
        else:
            self.dismiss()
