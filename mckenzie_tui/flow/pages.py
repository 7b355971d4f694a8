"""The pages to read that come with the program: part of no flow, and loaded only when somebody asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from mckenzie_tui.errors import FlowError, Problem, UsageError
from mckenzie_tui.flow.documents import Document, M, in_order, nearest, read, validated
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.schema import Page, Source, SourcesFile

PAGES, SOURCES = "pages", "sources.toml"
"""Where in the library they lie, and what they cite."""
_SUFFIX = ".toml"
_WORD = re.compile(r"[a-z]{4,}")

HEADING = "Understand back pain and sciatica"
"""Stands above the list of pages."""
_SOURCES_TITLE = "Where this comes from"


@dataclass(frozen=True)
class Part:
    """A part of a page as people read it."""

    title: str
    texts: tuple[str, ...]
    """Its paragraphs."""
    points: tuple[str, ...]
    """A list below them."""


@dataclass(frozen=True)
class Pages:
    """The pages there are, in the order in which they are listed."""

    pages: tuple[Page, ...]
    sources: Mapping[str, Source]
    """What they cite, by id."""

    def find(self, name: str) -> Page:
        """The page of this name.

        Raises:
            UsageError: there is none.
        """
        wanted = name.strip().casefold().replace("-", "_")
        for page in self.pages:
            if page.id == wanted:
                return page
        near = nearest(wanted, [page.id for page in self.pages]) or self._with_word(wanted)
        hint = f"Did you mean '{near}'?" if near else f"There are: {', '.join(page.id for page in self.pages)}."
        raise UsageError(f"there is no page called '{name}'. {hint}")

    def _with_word(self, word: str) -> str:
        """The first page with a word like this in its title or its summary; or nothing."""
        for page in self.pages:
            if nearest(word, _WORD.findall(f"{page.title} {page.summary}".casefold())):
                return page.id
        return ""

    def told(self, page: Page) -> Iterator[Part]:
        """A page as people read it: part by part, and at the end where each of them comes from."""
        for section in page.sections:
            yield Part(section.title, section.texts, section.points)
        yield Part(_SOURCES_TITLE, (), tuple(self._cited(page)))

    def _cited(self, page: Page) -> Iterator[str]:
        for name in page.sources:
            parts = [section.title for section in page.sections if name in section.sources]
            told = "" if len(parts) == len(page.sections) else f" (For: {'; '.join(parts)}.)"
            yield f"{self.sources[name].cited}.{told}"


def load_pages(library: Traversable) -> Pages:
    """Read the pages of a library, and the sources that they cite.

    Raises:
        FlowError: with every problem of every file.
    """
    problems: list[Problem] = []
    sources: dict[str, Source] = {}
    _, listed = _model(library / SOURCES, SourcesFile, problems)
    if listed is not None:
        sources = {source.id: source for source in listed.sources}
    found: list[Page] = []
    for file in sorted((library / PAGES).iterdir(), key=lambda file: file.name):
        if file.name.endswith(_SUFFIX):
            document, page = _model(file, Page, problems)
            if document is not None and page is not None:
                wrong = _check(page, file.name, found, sources if listed is not None else None)
                problems += [document.placed(finding) for finding in wrong]
                found.append(page)
    if problems:
        raise FlowError(in_order(problems))
    return Pages(tuple(sorted(found, key=lambda page: page.place)), sources)


def _model(file: Traversable, model: type[M], problems: list[Problem]) -> tuple[Document | None, M | None]:
    """A file, and what it says; what is wrong with it is noted."""
    try:
        document = read(file)
    except FlowError as error:
        problems.extend(error.problems)
        return None, None
    part, wrong = validated(document, model)
    problems.extend(wrong)
    return document, part


def _check(page: Page, file: str, others: list[Page], sources: Mapping[str, Source] | None) -> Iterator[Finding]:
    """What is wrong with a page that no model can see.

    Args:
        page: the page.
        file: the name of its file.
        others: the pages that were read before it.
        sources: what can be cited; None where that is not known.
    """
    if file != f"{page.id}{_SUFFIX}":
        yield Finding(("id",), f"'{page.id}' must be the name of the file")
    for other in others:
        if other.place == page.place:
            yield Finding(("place",), f"is the place of '{other.id}' already")
    for index, section in enumerate(page.sections):
        for number, name in enumerate(section.sources):
            if sources is not None and name not in sources:
                meant = nearest(name, sources)
                yield Finding(("sections", index, "sources", number), f"there is no source called '{name}'", meant)
