"""The command that prints what there is to read about back pain."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.lines import wrapped
from mckenzie_tui.flow.pages import HEADING, Pages
from mckenzie_tui.flow.schema import Page


def read(options: argparse.Namespace) -> int:
    """Print the page that was asked for, or the list of all."""
    pages = surroundings.catalogue(surroundings.folders(options).data).pages
    page = pages.find(options.page) if options.page is not None else None
    if options.json:
        found = _row(pages, page) if page is not None else [_listed_row(each) for each in pages.pages]
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return 0
    for line in (*(_list_told(pages) if page is None else _page_told(pages, page)), "", *wrapped(_call(options))):
        print(line)
    return 0


def _call(options: argparse.Namespace) -> str:
    settings = surroundings.settings(surroundings.folders(options).settings)
    return f"In an emergency call {settings.call_for_help}."


def _list_told(pages: Pages) -> Iterator[str]:
    yield HEADING
    yield ""
    for page in pages.pages:
        yield from wrapped(f"{page.id}: {page.title}")
        yield from wrapped(page.summary, "  ")
    yield ""
    yield from wrapped(f"'mckenzie-tui read {pages.pages[0].id}' shows the first one.")


def _page_told(pages: Pages, page: Page) -> Iterator[str]:
    yield page.title
    for part in pages.told(page):
        yield ""
        yield from wrapped(f"{part.title}:")
        for text in part.texts:
            yield from wrapped(text)
        for point in part.points:
            yield from wrapped(f"- {point}", "  ")


def _listed_row(page: Page) -> dict[str, Any]:
    return {"id": page.id, "title": page.title, "summary": page.summary}


def _row(pages: Pages, page: Page) -> dict[str, Any]:
    return {
        **_listed_row(page),
        "sections": [section.model_dump(mode="json") for section in page.sections],
        "sources": [pages.sources[name].model_dump(mode="json", exclude_none=True) for name in page.sources],
    }
