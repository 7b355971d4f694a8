"""The two themes. Every text on every ground it may stand on has a contrast of 4.5 to 1 or more."""

from textual.theme import Theme as TextualTheme

from mckenzie_tui.settings import Theme

_SHARED = {
    "footer-description-foreground": "$foreground",
    "footer-background": "$panel",
    "footer-item-background": "$panel",
    "footer-description-background": "$panel",
    "footer-key-background": "$panel",
    "footer-key-foreground": "$primary",
    "block-cursor-text-style": "bold",
    "block-cursor-foreground": "$background",
    "block-cursor-background": "$primary",
    "block-cursor-blurred-foreground": "$foreground",
    "block-cursor-blurred-background": "$panel",
    "input-cursor-background": "$foreground",
    "input-cursor-foreground": "$background",
}

DARK = TextualTheme(
    name="mckenzie-dark",
    primary="#6fd3c3",
    secondary="#8fb4ff",
    accent="#ffc857",
    success="#8fd694",
    warning="#ffc857",
    error="#ff9d94",
    foreground="#e8edf2",
    background="#10161d",
    surface="#10161d",
    panel="#1e2832",
    boost="#263340",
    dark=True,
    text_alpha=1.0,
    variables={**_SHARED, "quiet": "#a9b6c2", "alarm": "#7d1d17", "alarm-text": "#ffffff"},
)

LIGHT = TextualTheme(
    name="mckenzie-light",
    primary="#00594e",
    secondary="#1d4f9c",
    accent="#7a4300",
    success="#1b5e20",
    warning="#7a4300",
    error="#a3160e",
    foreground="#17212a",
    background="#fbfaf6",
    surface="#fbfaf6",
    panel="#e9e6dd",
    boost="#dcd8cc",
    dark=False,
    text_alpha=1.0,
    variables={**_SHARED, "quiet": "#4a5661", "alarm": "#a3160e", "alarm-text": "#ffffff"},
)

THEMES = {Theme.DARK: DARK, Theme.LIGHT: LIGHT}
