"""Where the facts in a flow come from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mckenzie_tui.flow.schema.texts import Id, Model, Text


class Source(Model):
    """Where a fact comes from."""

    id: Id
    title: Text
    author: Text
    publisher: Text
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    note: Text | None = None
    """What it is used for here."""


class SourcesFile(Model):
    """The library's list of sources."""

    sources: tuple[Source, ...]
