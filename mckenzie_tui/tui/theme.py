"""The two themes. Every text on every ground it may stand on has a contrast of 4.5 to 1 or more."""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import Theme as TextualTheme

from mckenzie_tui.settings import Theme


@dataclass(frozen=True)
class _Colours:
    """The colours of one theme, as hex numbers."""

    text: str
    quiet: str
    """For what is less important, still easy to read."""
    ground: str
    panel: str
    boost: str
    flash: str
    """The ground while something is told that is heard as well."""
    primary: str
    accent: str
    error: str
    alarm: str
    """The ground of what is urgent."""
    alarm_text: str


_DARK = _Colours(
    text="#e8edf2",
    quiet="#a9b6c2",
    ground="#10161d",
    panel="#1e2832",
    boost="#263340",
    flash="#2b474f",
    primary="#6fd3c3",
    accent="#ffc857",
    error="#ff9d94",
    alarm="#7d1d17",
    alarm_text="#ffffff",
)
_LIGHT = _Colours(
    text="#17212a",
    quiet="#4a5661",
    ground="#fbfaf6",
    panel="#e9e6dd",
    boost="#dcd8cc",
    flash="#bfe0d8",
    primary="#00594e",
    accent="#7a4300",
    error="#a3160e",
    alarm="#a3160e",
    alarm_text="#ffffff",
)


def _theme(name: str, colours: _Colours, *, dark: bool) -> TextualTheme:
    return TextualTheme(
        name=name,
        primary=colours.primary,
        secondary=colours.primary,
        accent=colours.accent,
        success=colours.primary,
        warning=colours.accent,
        error=colours.error,
        foreground=colours.text,
        background=colours.ground,
        surface=colours.ground,
        panel=colours.panel,
        boost=colours.boost,
        dark=dark,
        text_alpha=1.0,
        variables={
            "quiet": colours.quiet,
            "flash": colours.flash,
            "alarm": colours.alarm,
            "alarm-text": colours.alarm_text,
            "footer-foreground": colours.text,
            "footer-background": colours.panel,
            "footer-item-background": colours.panel,
            "footer-description-foreground": colours.text,
            "footer-description-background": colours.panel,
            "footer-key-foreground": colours.primary,
            "footer-key-background": colours.panel,
            "block-cursor-text-style": "bold",
            "block-cursor-foreground": colours.ground,
            "block-cursor-background": colours.primary,
            "block-cursor-blurred-foreground": colours.text,
            "block-cursor-blurred-background": colours.panel,
            "block-hover-background": colours.boost,
            "input-cursor-background": colours.text,
            "input-cursor-foreground": colours.ground,
            "scrollbar": colours.quiet,
            "scrollbar-background": colours.panel,
        },
    )


THEMES = {
    Theme.DARK: _theme("mckenzie-dark", _DARK, dark=True),
    Theme.LIGHT: _theme("mckenzie-light", _LIGHT, dark=False),
}
