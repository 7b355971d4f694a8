"""Elements of HTML and SVG that are safe by how they are made: every text that is put into one is escaped.

The standard library is enough for that. Templates (``string.Template``, Jinja) would want each place in them to be
remembered, and a page of charts is hardly text with gaps.
"""

from __future__ import annotations

from html import escape

from mckenzie_tui.letters import printable

_VOID = frozenset({"meta", "br"})
"""Elements of HTML that have no end."""


class Markup(str):
    """Markup that is whole and safe; any other string is text."""

    __slots__ = ()


def element(_name: str, *inner: str, **attributes: object) -> Markup:
    """An element with these texts and elements in it.

    Args:
        inner: markup, kept as it is, and texts, which are escaped.
        attributes: values are escaped; ``class_`` is written without its underscore, ``stroke_width`` with a hyphen,
            and one that is None is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(printable(f"{value}"))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if _name in _VOID:
        return Markup(f"<{_name}{written}>")
    return Markup(f"<{_name}{written}>{joined(*inner)}</{_name}>")


def joined(*parts: str) -> Markup:
    """Markup and texts one after the other, the texts escaped."""
    return Markup("".join(part if isinstance(part, Markup) else escape(printable(part)) for part in parts))
