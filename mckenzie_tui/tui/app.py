"""The full-screen app: it owns the session, turns messages into answers, and shows where the walk stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import SystemCommand
from textual.screen import Screen
from textual.widgets import Input

from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.pace.faster import FasterClock
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.settings import Settings
from mckenzie_tui.tui import commands, messages
from mckenzie_tui.tui.at_home import AtHome
from mckenzie_tui.tui.beside import Beside
from mckenzie_tui.tui.held_keys import HeldKeys
from mckenzie_tui.tui.in_force import InForce
from mckenzie_tui.tui.keeping import Keeping
from mckenzie_tui.tui.leaving import LeavingApp
from mckenzie_tui.tui.messages import Said
from mckenzie_tui.tui.notes import Notes
from mckenzie_tui.tui.screens.call_for_help import CallForHelpScreen
from mckenzie_tui.tui.screens.help import HelpScreen
from mckenzie_tui.tui.screens.home import HomeScreen
from mckenzie_tui.tui.screens.not_saved import NotSavedScreen
from mckenzie_tui.tui.screens.settings import SettingsScreen
from mckenzie_tui.tui.showing import Showing
from mckenzie_tui.words import Event, Mode

if TYPE_CHECKING:
    from mckenzie_tui.session import Session
    from mckenzie_tui.sitting import Desk, Sitting
    from mckenzie_tui.sound.voice import Voice
    from mckenzie_tui.symptoms import Symptoms
    from mckenzie_tui.tui.places import Pacing
    from mckenzie_tui.tui.signals import Signals

DEMONSTRATION = Series(Mode.DEMO)


class McKenzieApp(LeavingApp):
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
        self._in_force = InForce(self, settings, keep_settings)
        self._settings_file = settings_file
        self._clock = FasterClock(monotonic)
        self.keeping = Keeping(self, open_desk, settings.call_for_help)
        self._beside = Beside(self, self.keeping, self._clock, series)
        self._at_home = AtHome(
            self,
            self.keeping,
            lambda: self._settings,
            series,
            flow_name or DEFAULT_FLOW,
            resume_at_once=resume,
        )
        self._pacing: Pacing | None = None
        self._keys = HeldKeys()
        self._notes = Notes(self)
        self._voice = voice

    def get_default_screen(self) -> Screen[None]:
        """The screen at the bottom of the stack."""
        return HomeScreen(self._settings, self._at_home.series, self._at_home.flow_name)

    def on_mount(self) -> None:
        """Read sessions once the first screen has been painted."""
        self.call_after_refresh(self._at_home.look_around)

    def on_unmount(self) -> None:
        """Leave nothing behind that still speaks."""
        if "signals" in vars(self):
            self.signals.stop()

    def clear_notifications(self) -> None:
        """Take all notes away, with what held them, which would push the next note down over when to stop."""
        super().clear_notifications()
        self.screen.query("ToastHolder").remove()

    async def on_event(self, event: events.Event) -> None:
        """Let enter and letters through once for each press: held down they would answer the next questions as well."""
        if isinstance(event, events.Key) and self._keys.held(event):
            typing = isinstance(self.focused, Input) and event.is_printable
            once = event.key == "enter" or event.is_printable or event.key in getattr(self.screen, "ONE_PRESS", ())
            if once and not typing:
                return
        if isinstance(event, events.Key) and event.key == "escape" and self._notes.shown:
            # Who wants a note gone does not mean the answer behind it.
            self._notes.clear()
            return
        await super().on_event(event)

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

    @property
    def _settings(self) -> Settings:
        """What the person has set, as it holds now."""
        return self._in_force.settings

    @property
    def _shown_now(self) -> Showing:
        """How the present session is shown; as at home where there is none."""
        return self._beside.showing if self.sitting is not None else Showing()

    # What screens say

    @on(Said)
    def _act_on(self, said: Said) -> None:
        """Act on what the present screen says; keys may come faster than screens change."""
        if said.screen not in (None, self.screen):
            return
        match said.fact:
            case messages.SessionWanted(flow_name, demonstration):
                self._begin(
                    flow_name or self._at_home.flow_name, DEMONSTRATION if demonstration else self._at_home.series
                )
            case messages.ResumeWanted(session_id):
                home = self._at_home
                self._in_force.begin_anew()
                self._beside.show_to(home.series)
                self.keeping.resume(session_id, home.series, self._show_session_begun, home.look_around)
            case messages.StepChosen() as chosen:
                self._go_to(chosen)
            case messages.HistoryWanted():
                self._at_home.show_history()
            case messages.SessionOpened(path):
                self._at_home.show_session(path)
            case messages.HelpWanted():
                self.action_help()
            case messages.ReadingWanted(page):
                self._show_reading(page)
            case messages.SettingsWanted():
                self.action_settings()
            case messages.SettingsChanged(settings, in_passing):
                self._put_in_force(settings, in_passing=in_passing)
            case messages.FlowsWanted(purpose):
                self._at_home.show_flows(purpose)
            case messages.AnswerGiven(place, event, note, details) if place == self._sitting().walk.place.name:
                self._answer(event, note, details)
            case messages.DraftChanged(place, found) if place == self._sitting().walk.place.name:
                self._keep(found)
            case messages.CuesTold(cues):
                self.signals.play(cues, self._settings.sound)
            case messages.WhyWanted():
                self._show_why()
            case messages.PageWanted(session):
                self._make_page(session)
            case messages.AnswerTakenBack():
                self._take_back()
            case messages.SessionLeft():
                self._leave_session()

    def _begin(self, flow_name: str, series: Series) -> None:
        self._in_force.begin_anew()
        self._beside.show_to(series)
        self.keeping.begin(flow_name, series, self._show_session_begun)

    def _show_session_begun(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self._show_place()

    def _put_in_force(self, settings: Settings, *, in_passing: bool) -> None:
        """Let settings hold from now on, or for this session alone.

        A demonstration keeps none of them. What a key changes with a therapist beside the person is for that person.
        """
        mode = self._beside.mode
        kept = mode is Mode.HOME or (mode is Mode.CLINIC and not in_passing)
        changed = self._in_force.put(settings, kept=kept)
        if "sound" in changed:
            self.signals.try_out(settings.sound)

    # The walk

    def _show_place(self) -> None:
        """Show where the walk stands, on the present screen where it is of the right kind."""
        from mckenzie_tui.tui.frame import WalkScreen
        from mckenzie_tui.tui.places import Pacing, screen_for

        sitting = self._sitting()
        self._notes.follow(sitting.walk.place.name)
        if self._pacing is None:
            self._pacing = Pacing(self._clock)
        wanted = screen_for(sitting, self._settings, self._pacing)
        present = self.screen
        if isinstance(present, WalkScreen) and type(present) is wanted.kind:
            present.tell_unsaved(not sitting.saved)
            present.showing = self._beside.showing
            wanted.show_on(present)
            return
        screen = wanted.made()
        screen.showing = self._beside.showing
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

        self.push_screen(WhyScreen(self._sitting().session, self._shown_now))

    def _make_page(self, session: Session | None) -> None:
        from mckenzie_tui.tui.screens.page_made import PageMadeScreen

        if (file := self.keeping.make_page(session)) is not None:
            self.push_screen(PageMadeScreen(file, self._shown_now))

    def _answer(self, event: Event, note: str, details: Mapping[str, object]) -> None:
        sitting = self._sitting()
        if event not in sitting.walk.events:
            return
        if sitting.walk.asks_what_was_seen(event):
            self._beside.ask_what_was_seen(
                sitting, lambda seen: self._change(lambda: sitting.answer(event, **{**details, **seen}))
            )
        else:
            self._change(lambda: sitting.answer(event, note=note, **details))

    def _take_back(self) -> None:
        sitting = self._sitting()
        sitting.lay_note_aside(getattr(self.screen, "written", ""))
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
        self._at_home.look_around()

    def action_trouble(self) -> None:
        """Something is wrong: ask about it in a session, elsewhere show whom to call."""
        sitting = self.sitting
        while getattr(self.screen, "GIVES_WAY", False):
            self.pop_screen()
        if isinstance(self.screen, NotSavedScreen):
            self.push_screen(CallForHelpScreen(self._settings, self._shown_now))
        elif sitting is not None and Event.TROUBLE in sitting.walk.events:
            if isinstance(self.screen, SettingsScreen):
                self.pop_screen()
            draft = getattr(self.screen, "draft", None)
            sitting.lay_note_aside(getattr(self.screen, "written", ""))
            self._change(lambda: sitting.report_trouble(draft))
        elif (sitting is None or sitting.walk.ending is not None) and not self.screen.is_modal:
            self.push_screen(CallForHelpScreen(self._settings, self._shown_now))

    # What a clinician can do beside the person

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Whether a command can be done in the present session."""
        return self._beside.can(action)

    def action_go_to_step(self) -> None:
        """Choose a step to go to."""
        self._beside.choose_step(self._sitting(), getattr(self.screen, "draft", None))

    def _go_to(self, chosen: messages.StepChosen) -> None:
        sitting = self._sitting()
        if self._pacing is not None:
            self._pacing.forget()
        self.pop_screen()
        self._change(lambda: self._beside.go(sitting, chosen))

    def action_inside(self) -> None:
        """Show the flow from inside."""
        self._beside.show_inside(self._sitting())

    def action_terms(self) -> None:
        """Switch between plain and clinical words."""
        self._beside.switch_terms()

    def action_faster_time(self) -> None:
        """Let time run faster."""
        self._beside.change_speed(1)

    def action_slower_time(self) -> None:
        """Let time run slower."""
        self._beside.change_speed(-1)

    def action_keep_demo(self) -> None:
        """Save the demonstration after all."""
        self._beside.keep_demonstration()

    # Commands that work everywhere

    def action_help(self) -> None:
        """Explain the keys of the present screen."""
        here = getattr(self.screen, "COMMANDS_HERE", None)
        if here is not None and (not self.screen.is_modal or isinstance(self.screen, NotSavedScreen)):
            self.push_screen(HelpScreen(commands.possible(here, self._beside.mode), self._settings, self._beside.mode))

    def action_understand(self) -> None:
        """Show what there is to read about back pain."""
        self._show_reading()

    def _show_reading(self, page: str | None = None) -> None:
        from mckenzie_tui.tui.to_read import show_page, show_pages

        catalogue, settings, showing = self.desk.catalogue, self._settings, self._shown_now
        if page is None:
            show_pages(self, catalogue, settings, showing)
        else:
            show_page(self, catalogue, page, settings, showing)

    def action_settings(self) -> None:
        """Open the settings over the present screen."""
        self.push_screen(SettingsScreen(self._settings, self._settings_file))

    def action_theme(self) -> None:
        """Switch between dark and light."""
        if isinstance(self.screen, SettingsScreen):
            # While it is open it alone says what is to change, so that nothing is set back by a change on its way.
            self.screen.change("theme")
        else:
            self._put_in_force(self._settings.moved("theme"), in_passing=True)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: the commands of the present screen, from the one table."""
        for command in commands.possible(getattr(screen, "COMMANDS_HERE", ()), self._beside.mode):
            if not command.keys:
                continue
            yield SystemCommand(command.label, command.text, lambda action=command.action: self._run_later(action))

    def _run_later(self, action: str) -> None:
        """Run an action once the palette has closed."""
        self.call_later(self.run_action, action, self.screen_stack[-1])


def _do_nothing() -> None:
    """Leave the screen as it is."""
