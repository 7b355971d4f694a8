"""Pages to read: what a person with back pain should know, each claim with its sources."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mckenzie_tui.flow.schema.texts import LONGEST_LIST, Count, Id, Model, Text


class Section(Model):
    """A part of a page."""

    title: Text
    """The heading above it."""
    texts: Annotated[tuple[Text, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """Its paragraphs."""
    points: Annotated[tuple[Text, ...], Field(max_length=LONGEST_LIST)] = ()
    """A list below the paragraphs."""
    sources: Annotated[tuple[Id, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """The ids of the sources that what is said here rests on."""


class Page(Model):
    """A page to read."""

    id: Id
    """The name it is asked for by; also the name of its file."""
    place: Count
    """Where it stands in the list of pages: 1 for the first."""
    title: Text
    """What it is about, in a few words."""
    summary: Text
    """One line for the list."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """What it says, part by part."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of all its sources, each once, in the order in which they are first named."""
        return tuple(dict.fromkeys(source for section in self.sections for source in section.sources))
