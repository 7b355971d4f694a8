"""The table of commands: from it come the keys, the footer, the help screen and the command palette."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from mckenzie_tui.words import Mode


@dataclass(frozen=True)
class Command:
    """Something a person can do by a key."""

    action: str
    """The action method, without ``action_``; ``app.`` in front for those of the app."""
    keys: str
    """The keys, separated by commas, as Textual names them; empty where the part with the focus takes them itself."""
    label: str
    """A word or two for the footer."""
    text: str
    """A sentence for the help screen and the palette."""
    shown: str = ""
    """The key as shown; empty where Textual's own way of showing it is good."""
    short: str = ""
    """A shorter word for narrow screens."""
    in_footer: bool = True
    over_fields: bool = False
    """Whether it works even while something is being typed."""
    modes: frozenset[Mode] = frozenset(Mode)
    """In which sessions it can be done."""

    @property
    def key_shown(self) -> str:
        """The first key, as it is shown to people."""
        return self.shown or self.keys.split(",")[0]


QUIT = Command("app.leave", "q,ctrl+q", "Quit", "Quit. What is saved stays; you can go on within an hour.")
INTERRUPT = Command(
    "app.interrupt", "ctrl+c", "Stop", "Quit at once. What is saved stays.", in_footer=False, over_fields=True
)
HELP = Command("app.help", "question_mark,f1", "Help", "Show what every key does here.", "?")
TROUBLE = Command(
    "app.trouble",
    "exclamation_mark",
    "Something is wrong",
    "Stop, and say that something is wrong.",
    "!",
    short="Trouble",
)
THEME = Command("app.theme", "t", "Dark or light", "Switch between dark and light.", in_footer=False)
UNDERSTAND = Command(
    "app.understand",
    "u",
    "Understand",
    "Read short pages: when to seek help, what sciatica is, moving and worry, how long it takes, scans.",
    in_footer=False,
)
SETTINGS = Command("app.settings", "s", "Settings", "Set the sound, the pace, the figures and the colors.")
BACK = Command("back", "b,escape", "Back", "Take the last answer back, and answer again. Escape does the same.", "b")
CLOSE = Command("close", "escape,b", "Back", "Go back to where you were.", "esc")
CLOSE_TEXT = Command("close", "enter,escape,b", "Back", "Go back to where you were. Escape does the same.")
OTHER_PART = Command(
    "other_part",
    "tab,shift+tab",
    "Plot or list",
    "Show how it went over time, or the list of sessions.",
    "tab",
    "Plot/list",
)
SHOW_LIST = Command(
    "show_list", "enter", "Back to the list", "Go from the plot back to the list.", "enter", in_footer=False
)
OLDER = Command("older", "pagedown", "Older", "Show the older sessions.", "page down", in_footer=False)
NEWER = Command("newer", "pageup", "Newer", "Show the newer sessions.", "page up", in_footer=False)
READ_ON = Command("read_on", "space", "Read on", "Scroll the text down.")
LEAVE_FIELD = Command("leave_field", "escape", "Back", "Go back to the answers.", "esc", in_footer=False)
FINISH = Command("finish", "enter,h", "Finish", "Go to the start screen.", "enter")
CORRECT = Command(
    "back",
    "b,escape",
    "Correct",
    "Correct the last answer: take it back, and answer again. Escape does the same.",
    "b",
)
START_PAUSE = Command(
    "start_pause", "space", "Start/pause", "Start the exercise, pause it, or go on.", "space", short="Go"
)
DONE = Command("done", "enter", "Done", "Done, or done early: mark how it is now.", "enter")
MORE_TIME = Command(
    "more_time", "plus,equals_sign", "Slower, longer", "Slower movements, or a longer hold.", "+", in_footer=False
)
LESS_TIME = Command(
    "less_time", "minus", "Faster, shorter", "Faster movements, or a shorter hold.", "-", in_footer=False
)
START_OVER = Command("start_over", "r", "Begin again", "Begin this exercise again from nothing.", in_footer=False)
UNCOUNTED = Command(
    "uncounted",
    "d",
    "Did it by myself",
    "You did this exercise without the clock: go on to the question.",
    in_footer=False,
)
COUNT = Command(
    "count", "k", "Count by key", "Count with space, one press for each repetition; or by the clock.", in_footer=False
)
FIGURE = Command("figure", "f", "Figure", "Show the figure, or the text alone.")
MOTION = Command("motion", "m", "Move or rest", "Have the figure move, or stand still.", in_footer=False)
LARGE = Command(
    "large", "z", "Large text", "Show what to do in letters to be read from afar, or all the text.", in_footer=False
)
CANNOT = Command("cannot", "x", "Can't", "I can't do this one: leave it out; the next one follows.")
BED = Command("bed", "v", "Floor or bed", "Show how to do it on a bed, or on the floor.", in_footer=False)
WHERE = Command(
    "where",
    "w",
    "Where it hurts",
    "Where it hurts has changed: mark it again. Once you have begun this ends the exercise.",
    in_footer=False,
)
NEXT = Command("next", "space", "Next", "Go to the next answer, after the last one to the first; enter takes it.")
NEXT_PLACE = Command(
    "next", "space", "Next place", "Go from place to place; enter then asks how strong it is there.", short="Next"
)
NEXT_STRENGTH = Command("next", "space", "Stronger", "Go up by one, and from 10 to no pain.")
ASK_STRENGTH = Command("take", "enter", "How strong", "Say how strong it is at this place.", short="Strength")
KEEP_STRENGTH = Command("take", "enter", "Keep", "Keep this for the place under the cursor.")
CONFIRM_NOTHING = Command("take", "enter", "Yes", "I feel nothing right now: clear all marks.")
KEEP = Command("keep", "enter", "Done", "Go on with what is marked.", "enter")
PINS = Command("pins", "p", "Tingling", "Mark pins and needles here, shown as t: then type how strong.")
NUMB = Command("numb", "n", "Numb", "Mark this place as numb, shown as N, or take that back.")
NOTHING = Command("nothing", "c", "No pain now", "I feel nothing right now: clear all marks.", short="No pain")
OTHER_VIEW = Command(
    "other_view", "tab,shift+tab", "Front/back", "Go to the front or the back.", "tab", in_footer=False
)
CLEAR = Command("clear", "backspace,delete", "Clear", "Take the mark at this place away.", "backspace", in_footer=False)
ARROWS = Command("arrows", "", "Move", "Move up and down the leg, and to the other side.", "arrows", in_footer=False)
DIGITS = Command(
    "digits", "", "How strong", "Mark how strong the pain is here: 1 to 9, and 0 for ten.", "0-9", in_footer=False
)
NEXT_VALUE = Command(
    "next_value",
    "enter,right",
    "Next value",
    "Set the next value; the first one follows the last one.",
    "enter →",
    short="Next",
)
VALUE_BEFORE = Command("value_before", "left", "Before", "Set the value before this one.", "←")
WHY = Command("why", "w", "Why?", "Show what changed at each step, and the rules that follow from it.")
PAGE = Command(
    "page",
    "p",
    "Report",
    "Make a page of this session for your therapist, to print or to send.",
    modes=frozenset({Mode.HOME, Mode.CLINIC}),
)
NOTE = Command("note", "n", "Note", "Write a short note that is kept with your answer.")
SCROLL_UP = Command("text_up", "pageup", "Text up", "Scroll the text up.", "page up", in_footer=False)
SCROLL_DOWN = Command("text_down", "pagedown", "Text down", "Scroll the text down.", "page down", in_footer=False)

_CLINICIAN = frozenset({Mode.CLINIC, Mode.DEMO})
_DEMO = frozenset({Mode.DEMO})
GO_TO_STEP = Command(
    "app.go_to_step",
    "e",
    "Go to a step",
    "Go to any step, also once more or for the other side.",
    short="Step",
    in_footer=False,
    modes=_CLINICIAN,
)
TERMS = Command(
    "app.terms",
    "o",
    "Plain or clinical words",
    "Switch between plain words and those of the assessment.",
    short="Words",
    in_footer=False,
    modes=_CLINICIAN,
)
INSIDE = Command(
    "app.inside",
    "i",
    "Inside the flow",
    "Show where the flow stands, which rule led here, and where each answer leads.",
    short="Inside",
    in_footer=False,
    modes=_CLINICIAN,
)
FASTER_TIME = Command(
    "app.faster_time",
    "greater_than_sign",
    "Faster time",
    "Let time run faster.",
    ">",
    short="Faster",
    in_footer=False,
    modes=_DEMO,
)
SLOWER_TIME = Command(
    "app.slower_time", "less_than_sign", "Slower time", "Let time run slower.", "<", in_footer=False, modes=_DEMO
)
KEEP_DEMO = Command(
    "app.keep_demo",
    "l",
    "Log this one",
    "Save this demonstration as a session, as far as it went.",
    short="Log",
    in_footer=False,
    modes=_DEMO,
)
WITH_SOMEBODY = (GO_TO_STEP, INSIDE, TERMS, FASTER_TIME, SLOWER_TIME, KEEP_DEMO)
"""What a clinician can do beside the person."""

ANYWHERE = (HELP, QUIT, INTERRUPT, THEME, UNDERSTAND)
"""Work on every screen."""


def bindings(*commands: Command) -> list[BindingType]:
    """The key bindings of some commands, in their order."""
    return [
        Binding(
            command.keys,
            command.action,
            command.label,
            show=command.in_footer,
            key_display=command.key_shown,
            tooltip=command.text,
            priority=command.over_fields,
            id=command.action.removeprefix("app."),
        )
        for command in commands
        if command.keys
    ]


def possible(commands: Iterable[Command], mode: Mode) -> tuple[Command, ...]:
    """Those of some commands that can be done in a session of this mode."""
    return tuple(command for command in commands if mode in command.modes)


def keys_told(commands: Iterable[Command]) -> list[tuple[str, str]]:
    """Each command's key and sentence, for the help screen."""
    return [(command.key_shown, command.text) for command in commands]
