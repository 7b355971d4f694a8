"""Home: begin, go on, look back. It is on the screen before flows and sessions are read."""

from __future__ import annotations

from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen

from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.letters import printable
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.messages import (
    Fact,
    FlowsWanted,
    HelpWanted,
    HistoryWanted,
    ReadingWanted,
    ResumeWanted,
    Said,
    SessionWanted,
    SettingsWanted,
)
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.tui.widgets.plain_text import PlainText
from mckenzie_tui.words import Mode, Purpose

_TITLE = "mckenzie-tui"
_WHAT = "Exercises for low back pain and sciatica, one at a time, to find out which direction your back likes."
_WHAT_ELSE = "Exercises for low back pain and sciatica, one at a time, at your own pace."
_BEGIN_IN_PAIN = "Begin a session: it hurts now"
_BEGIN_ANEW = "Begin a new session (the unfinished one is closed, and kept)"
_NOTICE = (
    "This is no diagnosis and takes no doctor's place. It is not made or checked by the McKenzie Institute. "
    "Your answers stay on this computer."
)

HERE = (commands.TROUBLE, *commands.ANYWHERE, commands.SETTINGS, commands.NEXT)


class HomeScreen(Screen[None]):
    """The first screen."""

    COMMANDS_HERE = HERE
    BINDINGS = commands.bindings(*HERE)

    choices = getters.query_one(ChoiceList)
    news = getters.query_one("#news", PlainText)
    since = getters.query_one("#since", PlainText)

    def __init__(self, settings: Settings, series: Series = AT_HOME, flow_name: str = DEFAULT_FLOW) -> None:
        """Show what is there before anything is read.

        Args:
            settings: what the person has set.
            series: whose sessions are held.
            flow_name: the flow that a session begins with.
        """
        super().__init__()
        self._for_pain = flow_name == DEFAULT_FLOW
        self._begin = f"Begin a session: {printable(Path(flow_name).name)}"
        self._series = series
        self._settings = settings
        self._actions: list[tuple[str, Fact]] = []
        self._covered = True
        """Whether another screen lay over this one since its lines were shown."""

    def compose(self) -> ComposeResult:
        """The name, what can be done, and the notice."""
        patient = f"patient {self._series.patient}" if self._series.patient else ""
        clinic = "clinic" if self._series.mode is Mode.CLINIC else ""
        yield PlainText(" · ".join(filter(None, (_TITLE, clinic, patient))), id="heading")
        with VerticalScroll(id="home", can_focus=False):
            yield PlainText(_WHAT if self._for_pain else _WHAT_ELSE, id="what")
            yield PlainText(id="news")
            yield ChoiceList()
            # Below what can be done, so that on the smallest screen that stays in sight.
            yield PlainText(id="since")
            yield PlainText(_NOTICE, id="notice")
        # Not among what can be scrolled: on the smallest screen it would be out of sight.
        call = Content(f"In an emergency call {self._settings.call_for_help}.")
        yield PlainText(call, id="emergency")
        yield KeyBar(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Offer what needs nothing to be read."""
        self.offer()

    def offer(self, unfinished: str = "", news: str = "", session_id: str = "", since: str = "") -> None:
        """Show what can be done.

        Args:
            unfinished: the session that can go on, in words; empty where there is none.
            news: something the person should know, such as a session that is too old to go on.
            session_id: the session that can go on.
            since: what there is to know about the last session, such as its plan.
        """
        actions: list[tuple[str, Fact]] = [(f"Go on: {unfinished}", ResumeWanted(session_id))] if unfinished else []
        begin = _BEGIN_ANEW if unfinished else _BEGIN_IN_PAIN if self._for_pain else self._begin
        actions += [
            (begin, SessionWanted()),
            ("Other ways to ease it", FlowsWanted(Purpose.HURTS_NOW)),
            ("A set of moves", FlowsWanted(Purpose.SET_OF_MOVES)),
            ("Build up again", FlowsWanted(Purpose.BUILD_UP)),
            ("All flows, and your own", FlowsWanted()),
            ("Look at earlier sessions", HistoryWanted()),
            ("Settings: sound, pace, colors", SettingsWanted()),
            ("Help: the keys and the marks", HelpWanted()),
            ("Understand back pain, get help", ReadingWanted()),
            ("Show how it works (nothing is saved)", SessionWanted(demonstration=True)),
        ]
        self.news.tell(news)
        self.news.display = bool(news)
        self.since.tell(since)
        self.since.display = bool(since)
        if actions == self._actions and not self._covered:
            # Whoever has read these lines may answer them at once; lines that are shown anew wait to be seen first.
            return
        self._actions = actions
        self._covered = False
        self.choices.show([Line(label) for label, _ in self._actions], highlighted=0)
        self.choices.focus()

    def on_screen_suspend(self) -> None:
        """Have the lines seen again before one is chosen: keys may come faster than screens change."""
        self._covered = True

    def action_next(self) -> None:
        """Go to the next line."""
        self.choices.next()

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        self.post_message(Said(self._actions[event.index][1], self))
