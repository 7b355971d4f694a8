"""Result: what the answers suggest, why, what to do next, and when to seek help."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from mckenzie_tui import cards
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.frame import WALKING, WalkScreen, paragraphs, titled
from mckenzie_tui.tui.messages import PageWanted, Said, SessionLeft, WhyWanted
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.tui.widgets.scrolled_text import ScrolledText
from mckenzie_tui.words import EndingKind


class ResultScreen(WalkScreen):
    """The ending of a walk."""

    SHORTEST_LOOK: ClassVar[float] = 1.5
    """Seconds in which it cannot be left: a key that was meant for the screen before would hide it unseen."""

    CSS_PATH = "result.tcss"
    COMMANDS_HERE = (
        *(commands.FINISH, commands.WHY, commands.PAGE, commands.CORRECT, commands.TROUBLE),
        *(*WALKING[2:], commands.READ_ON),
    )
    BINDINGS = commands.bindings(*COMMANDS_HERE)

    call = getters.query_one("#call", PlainText)
    told = getters.query_one("#told", PlainText)

    def compose_main(self) -> ComposeResult:
        """Whom to call, where that is urgent, then all the rest."""
        yield PlainText(id="call")
        with ScrolledText(id="text"):
            yield PlainText(id="told")

    def heading_text(self) -> str:
        """The title of the ending."""
        return cards.ending_card(self.walk).title

    def show_main(self) -> None:
        """Show the ending."""
        self.query_one(KeyBar).show(commands.possible(self.COMMANDS_HERE, self.showing.mode))
        card = cards.ending_card(self.walk)
        emergency = card.kind is EndingKind.EMERGENCY
        self.set_class(emergency, "alarm")
        self.call.display = emergency
        self.call.tell(f"Call {self.settings.call_for_help}")
        self.told.tell(
            paragraphs(
                Content.styled(card.suggestion, "bold $accent"),
                "\n".join(card.text),
                titled("What to do now", card.next),
                titled("Until the next session", card.plan),
                titled("Why", card.why),
                titled("When to seek help", (*card.seek_help, f"Emergency: {self.settings.call_for_help}.")),
                titled("Sources", card.sources),
            )
        )
        self.text.scroll_home(animate=False)
        self.text.focus()
        self._seen = not self.SHORTEST_LOOK
        if not self._seen:
            self.set_timer(self.SHORTEST_LOOK, self._is_seen)

    def _is_seen(self) -> None:
        self._seen = True

    def action_read_on(self) -> None:
        """Scroll the text by a page."""
        self.action_text_down()

    def action_why(self) -> None:
        """Show the reasons, step by step."""
        self.post_message(Said(WhyWanted(), self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Whether a command can be done: of a demonstration nothing is written."""
        return action != commands.PAGE.action or self.showing.mode in commands.PAGE.modes

    def action_page(self) -> None:
        """Make a page of this session."""
        self.post_message(Said(PageWanted(), self))

    def action_finish(self) -> None:
        """Leave the result, once it was in sight."""
        if self._seen:
            self.post_message(Said(SessionLeft(), self))
