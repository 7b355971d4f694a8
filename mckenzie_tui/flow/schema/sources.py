"""Where the facts in a flow come from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mckenzie_tui.flow.schema.texts import Id, Model, Text


class Source(Model):
    """Where a fact comes from."""

    id: Id
    """The name that other parts cite it by: small letters, digits and _."""
    title: Text
    """The title of the work."""
    author: Text
    """Who wrote it."""
    publisher: Text
    """Where it was published."""
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    """When it was published; left out where it is not known."""
    note: Text | None = None
    """What it is used for here."""

    @property
    def cited(self) -> str:
        """The source as it is named to people."""
        year = f", {self.year}" if self.year else ""
        return f"{self.title}. {self.author}. {self.publisher}{year}"


class SourcesFile(Model):
    """The library's list of sources."""

    sources: tuple[Source, ...]
