"""The full-screen app: it owns the session, turns messages into answers, and shows where the walk stands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.widgets import Input

from mckenzie_tui.errors import McKenzieError, NewerSessionError, StorageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.pace.faster import FasterClock
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui import commands, messages
from mckenzie_tui.tui.held_keys import HeldKeys
from mckenzie_tui.tui.keeping import Keeping
from mckenzie_tui.tui.messages import Said
from mckenzie_tui.tui.screens.call_for_help import CallForHelpScreen
from mckenzie_tui.tui.screens.help import HelpScreen
from mckenzie_tui.tui.screens.home import HomeScreen
from mckenzie_tui.tui.screens.not_saved import NotSavedScreen
from mckenzie_tui.tui.screens.settings import SettingsScreen
from mckenzie_tui.tui.showing import SPEEDS, Showing
from mckenzie_tui.tui.theme import THEMES
from mckenzie_tui.words import Event, Mode, Side, Terms

if TYPE_CHECKING:
    from rich.console import RenderableType

    from mckenzie_tui.log_files import Stored
    from mckenzie_tui.sitting import Desk, Sitting
    from mckenzie_tui.sound.voice import Voice
    from mckenzie_tui.symptoms import Symptoms
    from mckenzie_tui.tui.places import Pacing
    from mckenzie_tui.tui.signals import Signals

INTERRUPTED = 130
DEMONSTRATION = Series(Mode.DEMO)


class McKenzieApp(App[None]):
    """Walks one person through sessions.

    Flows, sessions and the state machine are imported after the first screen is painted; that is why some imports
    stand inside the methods that need them.
    """

    TITLE = "mckenzie-tui"
    # Textual loads the stylesheet of a screen when it is pushed; the first screen is not pushed, so it stands here.
    CSS_PATH = ["app.tcss", "screens/home.tcss"]
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-roomy")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS = commands.bindings(commands.INTERRUPT)

    def __init__(
        self,
        open_desk: Callable[[], Desk],
        settings: Settings,
        monotonic: Callable[[], float],
        flow_name: str | None = None,
        *,
        resume: bool = False,
        series: Series = AT_HOME,
        voice: Voice | None = None,
        keep_settings: Callable[[Settings, Iterable[str]], None] | None = None,
        settings_file: Path = Path("settings.toml"),
    ) -> None:
        """Prepare the app.

        Args:
            open_desk: opens the store and the flows; called after the first screen is painted.
            settings: what the person has set.
            monotonic: a clock for pacing, in seconds.
            flow_name: the flow to walk; None for the usual one.
            resume: go on with the unfinished session at once.
            series: whose sessions are held; a demonstration begins at once.
            voice: speaks, where a voice is wanted.
            keep_settings: keeps those settings whose keys are named for the next start.
            settings_file: where they are kept, to be told.
        """
        super().__init__()
        self._settings = settings
        self._clock = FasterClock(monotonic)
        self._flow_name = flow_name or DEFAULT_FLOW
        self._resume_at_once = resume
        self._series = series
        """Whose sessions are held from the start screen."""
        self._demo_at_once = series.mode is Mode.DEMO
        self._showing = Showing(series, _usual_terms(series))
        self._keep_settings = keep_settings
        self._settings_file = settings_file
        self._not_kept: frozenset[str] = frozenset()
        """The keys of what was changed and could not be kept."""
        self.keeping = Keeping(self, open_desk, settings.call_for_help)
        self._pacing: Pacing | None = None
        self._keys = HeldKeys()
        self._voice = voice
        self._loop_to_ask: asyncio.AbstractEventLoop | None = None
        self._asked_to_end: int | None = None
        self._is_leaving = False
        self.has_failed = False
        """Whether a mistake in the program has ended it."""
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[settings.theme].name

    def get_default_screen(self) -> Screen[None]:
        """The screen at the bottom of the stack."""
        return HomeScreen(self._settings, self._series)

    def on_load(self) -> None:
        """Be ready to be asked to end before the screen is taken over."""
        self._loop_to_ask = asyncio.get_running_loop()
        if self._asked_to_end is not None:
            self._end(self._asked_to_end)

    def on_mount(self) -> None:
        """Read sessions once the first screen has been painted."""
        self.call_after_refresh(self.look_around)

    def on_unmount(self) -> None:
        """Leave nothing behind that still speaks."""
        if "signals" in vars(self):
            self.signals.stop()

    async def on_event(self, event: events.Event) -> None:
        """Let enter and letters through once for each press: held down they would answer the next questions as well."""
        if isinstance(event, events.Key) and self._keys.held(event):
            typing = isinstance(self.focused, Input) and event.is_printable
            once = event.key == "enter" or event.is_printable or event.key in getattr(self.screen, "ONE_PRESS", ())
            if once and not typing:
                return
        await super().on_event(event)

    def ask_to_end(self, return_code: int) -> None:
        """Leave as soon as possible; may be called at any time, and from any thread."""
        self._asked_to_end = return_code
        # It may just have ended by itself.
        with suppress(RuntimeError):
            if self._loop_to_ask is not None:
                self._loop_to_ask.call_soon_threadsafe(self._end, return_code)

    def _end(self, return_code: int) -> None:
        """Leave at once; everything is saved already."""
        self.exit(return_code=return_code)

    @property
    def desk(self) -> Desk:
        """The store, the flows and the clock."""
        return self.keeping.desk

    @property
    def sitting(self) -> Sitting | None:
        """The session that is going on."""
        return self.keeping.sitting

    @cached_property
    def signals(self) -> Signals:
        """Sound and light for what happens in the pacing."""
        from mckenzie_tui.tui.signals import Signals

        return Signals(self, self._voice)

    # Home

    @property
    def _home(self) -> HomeScreen | None:
        bottom = self.screen_stack[0]
        return bottom if isinstance(bottom, HomeScreen) else None

    def look_around(self, news: str = "") -> None:
        """Offer the unfinished session, and say what the person should know before a session.

        Args:
            news: what has just happened.
        """
        from mckenzie_tui.arriving import Wanted, arrival

        home = self._home
        problem = self._settings.problem and f"Settings: {self._settings.problem}."
        wanted = Wanted(self._series, self._flow_name, self._resume_at_once, frozenset(self.keeping.cannot_go_on))
        try:
            found = arrival(self.desk.store, self.desk.now(), wanted)
        except StorageError as error:
            if home is not None:
                home.offer(news=" ".join(filter(None, (problem, news, f"{error}."))))
            return
        if self._resume_at_once:
            self._resume_at_once = False
            if found.unfinished is not None:
                self.post_message(Said(messages.ResumeWanted(found.unfinished.id)))
        if self._demo_at_once:
            self._demo_at_once = False
            self.post_message(Said(messages.SessionWanted(demonstration=True)))
        if home is None:
            return
        told = " ".join(filter(None, (problem, news, *found.news)))
        home.offer(found.offer, told, found.unfinished.id if found.unfinished else "")

    @on(Said)
    def _act_on(self, said: Said) -> None:
        """Act on what the present screen says; keys may come faster than screens change."""
        if said.screen not in (None, self.screen):
            return
        match said.fact:
            case messages.SessionWanted(flow_name, demonstration):
                self._begin(flow_name or self._flow_name, DEMONSTRATION if demonstration else self._series)
            case messages.ResumeWanted(session_id):
                self._show_to(self._series)
                self.keeping.resume(session_id, self._series, self._show_session_begun, self.look_around)
            case messages.StepChosen(step, side, reason):
                self._go_to(step, side, reason)
            case messages.HistoryWanted():
                self._show_history()
            case messages.SessionOpened(path):
                self._show_session(path)
            case messages.HelpWanted():
                self.action_help()
            case messages.SettingsWanted():
                self.action_settings()
            case messages.SettingsChanged(settings):
                self._put_in_force(settings)
            case messages.FlowsWanted():
                self._show_flows()
            case messages.AnswerGiven(place, event, note, details) if place == self._sitting().walk.place.name:
                self._answer(event, note, details)
            case messages.DraftChanged(place, found) if place == self._sitting().walk.place.name:
                self._keep(found)
            case messages.CuesTold(cues):
                self.signals.play(cues, self._settings.sound)
            case messages.WhyWanted():
                self._show_why()
            case messages.AnswerTakenBack():
                self._take_back()
            case messages.SessionLeft():
                self._leave_session()

    def _begin(self, flow_name: str, series: Series) -> None:
        self._show_to(series)
        self.keeping.begin(flow_name, series, self._show_session_begun)

    def _show_to(self, series: Series) -> None:
        """Show the next session as one of these."""
        self._showing = Showing(series, _usual_terms(series))
        self._clock.speed = self._showing.speed

    def _show_session_begun(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self._show_place()

    def _sessions_shown(self) -> Iterator[Stored]:
        """The earlier sessions; with a patient beside the screen those of this patient alone."""
        for stored in self.desk.store.sessions():
            if self._series.patient is None or (stored.session and self._series.holds(stored.session.series)):
                yield stored

    def _show_history(self) -> None:
        from mckenzie_tui.tui.screens.history import HistoryScreen

        try:
            self.push_screen(HistoryScreen(list(self._sessions_shown())))
        except StorageError as error:
            self.notify(str(error), severity="error", markup=False)

    def _show_session(self, path: Path) -> None:
        from mckenzie_tui.tui.screens.one_session import OneSessionScreen

        store = self.desk.store
        try:
            shown = OneSessionScreen(path, store.read(path))
        except StorageError as error:
            is_newer = isinstance(error, NewerSessionError)
            shown = OneSessionScreen(path, store.salvaged(path), str(error), is_newer=is_newer)
        self.push_screen(shown)

    def _show_flows(self) -> None:
        from mckenzie_tui.tui.screens.flows import FlowsScreen

        try:
            self.push_screen(FlowsScreen(list(self.desk.catalogue.listed())))
        except McKenzieError as error:
            self.notify(str(error), severity="error", markup=False)

    # Settings

    def _put_in_force(self, settings: Settings) -> None:
        """Let settings hold everywhere from now on, and keep them."""
        from mckenzie_tui.tui.frame import WalkScreen

        changed = settings.changed_since(self._settings)
        self._settings = settings
        self.theme = THEMES[settings.theme].name
        for screen in self.screen_stack:
            if isinstance(screen, WalkScreen):
                screen.settings = settings
                screen.settings_changed()
        if "sound" in changed:
            self.signals.try_out(settings.sound)
        self._keep_changed(changed)

    def _keep_changed(self, changed: frozenset[str]) -> None:
        """Keep what was changed, and what could not be kept before; say so where that fails. A demo keeps nothing."""
        if self._mode is Mode.DEMO:
            return
        self._not_kept |= changed
        if self._keep_settings is None or not changed:
            return
        try:
            self._keep_settings(self._settings, sorted(self._not_kept))
        except StorageError as error:
            self.clear_notifications()
            told = f"This holds until you quit, and is not kept: {error}."
            self.notify(told, severity="error", markup=False, timeout=10)
            return
        self._not_kept = frozenset()

    # The walk

    def _show_place(self) -> None:
        """Show where the walk stands, on the present screen where it is of the right kind."""
        from mckenzie_tui.tui.frame import WalkScreen
        from mckenzie_tui.tui.places import Pacing, screen_for

        sitting = self._sitting()
        if self._pacing is None:
            self._pacing = Pacing(self._clock)
        wanted = screen_for(sitting, self._settings, self._pacing)
        present = self.screen
        if isinstance(present, WalkScreen) and type(present) is wanted.kind:
            present.tell_unsaved(not sitting.saved)
            present.showing = self._showing
            wanted.show_on(present)
            return
        screen = wanted.made()
        screen.showing = self._showing
        screen.tell_unsaved(not sitting.saved)
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _sitting(self) -> Sitting:
        if self.sitting is None:
            raise RuntimeError("no session is going on")
        return self.sitting

    def _change(self, change: Callable[[], object]) -> None:
        """Make a change that is saved, then show where the walk stands."""
        self.keeping.change(change, self._show_place, self._show_place)

    def _keep(self, found: Symptoms) -> None:
        """Save what is marked on a chart; the chart stays as it is, for the next mark may be under way."""
        stay = _do_nothing
        self.keeping.change(lambda: self._sitting().keep_draft(found), stay, stay, "What you marked")

    def _show_why(self) -> None:
        from mckenzie_tui.tui.screens.why import WhyScreen

        self.push_screen(WhyScreen(self._sitting().session))

    def _answer(self, event: Event, note: str, details: Mapping[str, object]) -> None:
        sitting = self._sitting()
        if event not in sitting.walk.events:
            return
        if event is Event.DID and self._showing.mode is Mode.CLINIC:
            self._ask_what_was_seen(lambda seen: self._change(lambda: sitting.answer(event, **{**details, **seen})))
        else:
            self._change(lambda: sitting.answer(event, note=note, **details))

    def _ask_what_was_seen(self, then: Callable[[Mapping[str, Any]], None]) -> None:
        """Ask a clinician what the exercise did while it was done, and go on with that."""
        from mckenzie_tui.cards import heading_of_step
        from mckenzie_tui.observing import Observed
        from mckenzie_tui.tui.screens.observed import ObservedScreen

        title = heading_of_step(self._sitting().walk, self._showing.terms)[0]
        self.push_screen(ObservedScreen(title), lambda seen: then((seen or Observed()).details()))

    def _take_back(self) -> None:
        sitting = self._sitting()
        if sitting.can_go_back:
            self._change(sitting.back)
        else:
            self._leave_session()

    def _leave_session(self) -> None:
        sitting = self._sitting()
        if sitting.needs_saving and not sitting.saved:
            # An ending that could not wait: now that it was read, there is time to save it.
            self.keeping.change(sitting.save, self._go_home, _do_nothing, "Your session")
        else:
            self._go_home()

    def _go_home(self) -> None:
        self.keeping.leave()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.look_around()

    # Commands that work everywhere

    def action_trouble(self) -> None:
        """Something is wrong: ask about it in a session, elsewhere show whom to call."""
        sitting = self.sitting
        while getattr(self.screen, "GIVES_WAY", False):
            self.pop_screen()
        if isinstance(self.screen, NotSavedScreen):
            self.push_screen(CallForHelpScreen(self._settings))
        elif sitting is not None and Event.TROUBLE in sitting.walk.events:
            if isinstance(self.screen, SettingsScreen):
                self.pop_screen()
            draft = getattr(self.screen, "draft", None)
            self._change(lambda: sitting.report_trouble(draft))
        elif (sitting is None or sitting.walk.ending is not None) and not self.screen.is_modal:
            self.push_screen(CallForHelpScreen(self._settings))

    # What a clinician can do beside the person

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Whether a command can be done in the present session."""
        command = next((command for command in commands.WITH_SOMEBODY if command.action == f"app.{action}"), None)
        return command is None or self._mode in command.modes

    @property
    def _mode(self) -> Mode:
        """The mode of the present session; that at home where there is none."""
        return self._showing.mode if self.sitting is not None else Mode.HOME

    def action_go_to_step(self) -> None:
        """Choose a step to go to."""
        from mckenzie_tui.demonstration import make_ready
        from mckenzie_tui.tui.screens.choose_step import ChooseStepScreen

        sitting = self._sitting()
        if self._showing.mode is Mode.DEMO:
            make_ready(sitting)
        if Event.GO_TO in sitting.walk.events:
            self.push_screen(ChooseStepScreen(sitting.walk))
        else:
            self.notify("First the questions, and where it hurts; then any step can be chosen.", markup=False)

    def _go_to(self, step: str, side: Side | None, reason: str) -> None:
        sitting = self._sitting()
        if self._pacing is not None:
            self._pacing.forget()
        self.pop_screen()
        self._change(lambda: sitting.answer(Event.GO_TO, item=step, side=side, note=reason))

    def action_inside(self) -> None:
        """Show the flow from inside."""
        from mckenzie_tui.tui.screens.inside import InsideScreen

        self.push_screen(InsideScreen(self._sitting().walk))

    def action_terms(self) -> None:
        """Switch between plain and clinical words."""
        other = Terms.PLAIN if self._showing.terms is Terms.CLINICAL else Terms.CLINICAL
        self._show_as(replace(self._showing, terms=other))

    def action_faster_time(self) -> None:
        """Let time run faster."""
        self._change_speed(1)

    def action_slower_time(self) -> None:
        """Let time run slower."""
        self._change_speed(-1)

    def _change_speed(self, by: int) -> None:
        at = SPEEDS.index(self._showing.speed) + by
        speed = SPEEDS[min(max(at, 0), len(SPEEDS) - 1)]
        self._clock.speed = speed
        self._show_as(replace(self._showing, speed=speed))

    def _show_as(self, showing: Showing) -> None:
        from mckenzie_tui.tui.frame import WalkScreen

        self._showing = showing
        for screen in self.screen_stack:
            if isinstance(screen, WalkScreen):
                screen.show_as(showing)

    def action_keep_demo(self) -> None:
        """Save the demonstration after all."""
        path = self.keeping.keep_demonstration()
        if path is not None:
            self._show_as(replace(self._showing, logged=True))
            self.notify(f"Saved as far as it went: {path}", markup=False, timeout=10)

    def action_help(self) -> None:
        """Explain the keys of the present screen."""
        here = getattr(self.screen, "COMMANDS_HERE", None)
        if here is not None and (not self.screen.is_modal or isinstance(self.screen, NotSavedScreen)):
            self.push_screen(HelpScreen(commands.possible(here, self._mode), self._settings, self._mode))

    def action_settings(self) -> None:
        """Open the settings over the present screen."""
        self.push_screen(SettingsScreen(self._settings, self._settings_file))

    def action_theme(self) -> None:
        """Switch between dark and light, and keep that."""
        if isinstance(self.screen, SettingsScreen):
            # While it is open it alone says what is to change, so that nothing is set back by a change on its way.
            self.screen.change("theme")
        else:
            self._put_in_force(self._settings.moved("theme"))

    def action_leave(self) -> None:
        """Quit, once what was typed before is saved."""
        self._once_heard(self.exit)

    def action_interrupt(self) -> None:
        """Quit as an interrupted program does, once what was typed before is saved."""
        self._once_heard(lambda: self._end(INTERRUPTED))

    def _once_heard(self, then: Callable[[], object]) -> None:
        """Go on once everything is heard that a part of the screen, or the screen, was about to say."""
        # What is said goes up from part to part, and from the screen on as another message.
        on_its_way = [*(self.focused or self.screen).ancestors_with_self, self.screen, self]

        def pass_by() -> None:
            if not on_its_way:
                then()
            elif not on_its_way.pop(0).call_later(pass_by):
                pass_by()

        pass_by()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: the commands of the present screen, from the one table."""
        for command in commands.possible(getattr(screen, "COMMANDS_HERE", ()), self._mode):
            if not command.keys:
                continue
            yield SystemCommand(command.label, command.text, lambda action=command.action: self._run_later(action))

    def _run_later(self, action: str) -> None:
        """Run an action once the palette has closed."""
        self.call_later(self.run_action, action, self.screen_stack[-1])

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave; everything is saved already."""
        self._is_leaving = True
        super().exit(result, return_code, message)

    def _handle_exception(self, error: Exception) -> None:
        if self._is_leaving:
            # A screen that was just being put together finds its parts gone: that is no mistake any more.
            super().panic()
        else:
            super()._handle_exception(error)

    def panic(self, *_: RenderableType) -> None:
        """Stop after a mistake, and show nothing: the usual report has local variables in it, which hold answers."""
        self.has_failed = True
        super().panic()

    def _fatal_error(self) -> None:
        self.panic()

    @property
    def mistake(self) -> Exception | None:
        """The mistake that has ended it, where it is known."""
        return self._exception


def _usual_terms(series: Series) -> Terms:
    """A therapist reads the words of the assessment; what is shown to a patient is said in plain ones."""
    return Terms.CLINICAL if series.mode is Mode.CLINIC else Terms.PLAIN


def _do_nothing() -> None:
    """Leave the screen as it is."""
