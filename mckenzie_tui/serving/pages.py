"""What the server can show: the page of the terminal with its few files, and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib.resources import files

from mckenzie_tui.errors import McKenzieError


@dataclass(frozen=True)
class File:
    """A file as it is sent."""

    kind: str
    """Its content type."""
    content: bytes


def headers(host: str) -> dict[str, str]:
    """What every answer says to the browser: load nothing from elsewhere, tell nobody, keep nothing.

    Args:
        host: what the browser calls this server, checked before; empty where it calls it by a wrong name.
    """
    socket = f" ws://{host}" if host else ""
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        # The terminal writes style sheets of its own into the page; they too can load nothing from elsewhere.
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self'",
        "img-src 'self'",
        f"connect-src 'self'{socket}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        # No new windows: the terminal would open an address that somebody clicks on.
        "sandbox allow-scripts allow-same-origin",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), clipboard-read=(), geolocation=(), microphone=()",
        "Server": "mckenzie-tui",
    }


_OURS = {"": "page.html", "page.css": "page.css", "page.js": "page.js", "icon.svg": "icon.svg"}
_OF_TEXTUAL_SERVE = {
    "textual.js": "js/textual.js",
    "xterm.css": "css/xterm.css",
    "font.ttf": "fonts/RobotoMono-VariableFont_wght.ttf",
}
_KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
}


def served_files() -> dict[str, File]:
    """All that is ever sent, by its name in the page's place. A request chooses one of these and names no path.

    Raises:
        McKenzieError: this textual-serve has other files than those that the page needs.
    """
    ours, theirs = files("mckenzie_tui.serving"), files("textual_serve") / "static"
    found = {name: ours / path for name, path in _OURS.items()}
    found |= {name: theirs.joinpath(path) for name, path in _OF_TEXTUAL_SERVE.items()}
    try:
        return {name: File(_KINDS[at.name.rpartition(".")[2]], at.read_bytes()) for name, at in found.items()}
    except FileNotFoundError as error:
        raise McKenzieError("the textual-serve that is installed does not fit; version 1.1.3 does") from error


def told(heading: str, text: str, leads_to: str = "") -> str:
    """A page that says something.

    Args:
        heading: in a few words.
        text: the rest of it.
        leads_to: the place that the browser goes to at once by itself; empty where it stays.
    """
    # The browser is told to go there by a page, not by a redirection: it would send a new cookie with that only where
    # nothing from elsewhere had led it here.
    onward = f'<meta http-equiv="refresh" content="0; url={escape(leads_to)}">' if leads_to else ""
    link = f'<p><a href="{escape(leads_to)}">Open it</a></p>' if leads_to else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>mckenzie-tui</title>{onward}'
        "<style>body { max-width: 34em; margin: 4em auto; padding: 0 1em; font: 1.2em/1.5 sans-serif }</style>"
        f"</head><body><h1>{escape(heading)}</h1><p>{escape(text)}</p>{link}</body></html>\n"
    )
