"""A whole session by keys in a real browser; and a page from elsewhere in the same one. Needs Chromium."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from browser import CHROMIUM, Browser, browser
from conftest import Serving

from mckenzie_tui.serving.access import Access
from mckenzie_tui.serving.pages import served_files
from mckenzie_tui.serving.server import Behind, listening
from mckenzie_tui.session import Status
from mckenzie_tui.store.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")]

ROOT = Path(__file__).resolve().parents[2]
PICTURES = "MCKENZIE_TUI_PICTURES"
"""The variable of the environment that names a folder for pictures of the page, for people to look at."""


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Browser]:
    async with browser(tmp_path / "profile") as page:
        yield page


@pytest.fixture
async def access(tmp_path: Path) -> AsyncIterator[Access]:
    """A server with the whole program behind it."""
    environment = {
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "MCKENZIE_TUI_DATA_DIR": str(tmp_path / "data"),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-P", "-m", "mckenzie_tui", "run"]
    behind = Behind(command, environment, lambda _: None, lambda: None)
    async with listening(0, behind, served_files()) as access:
        yield access


async def pictured(page: Browser, name: str) -> None:
    if folder := os.environ.get(PICTURES):
        await page.picture(Path(folder) / f"{name}.png")


async def test_a_whole_session_by_keys_alone(page: Browser, access: Access, tmp_path: Path) -> None:
    origin = access.address.partition("/?")[0]
    await page.do("Page.navigate", url=access.address)
    await page.until_shown("Begin a session")
    await page.until("document.activeElement.className === 'xterm-helper-textarea'")
    await page.answer("enter", "question 1 of 8")
    # The same key again so soon would be taken for one that is held down.
    no = itertools.cycle("n2")
    for number, of in [*((number, 8) for number in range(2, 9)), *((number, 21) for number in range(1, 22))]:
        await page.answer(next(no), f"question {number} of {of}")
    await page.answer(next(no), "Where do you feel it now?")
    await page.answer("2", "pain 2")
    await page.answer("left", "Left side of the")
    await page.answer("6", "low back 6")
    await pictured(page, "chart")
    await page.answer("enter", "step 1 of 7")
    await pictured(page, "step")
    await page.answer("d", "at rest?")
    await page.answer("backspace", "low back: not")
    await page.answer("enter", "How is it now?")
    await page.answer("1", "One direction helped")
    await pictured(page, "result")
    store = Store(tmp_path / "data")
    session = store.read(store.paths()[0])
    assert (session.status, session.ending) == (Status.FINISHED, "preference_found")

    # Loaded anew it goes on here; the program before it has ended.
    await page.do("Page.reload")
    await page.until("document.body.classList.contains('-first-byte')")
    await page.until_shown("Begin a session")
    await page.press("q")
    await page.until("document.activeElement.textContent === 'Open it again'")
    await pictured(page, "ended")
    await page.press("enter")
    await page.until("document.body.className === '-loaded -first-byte'")
    await page.until_shown("Begin a session")

    assert page.errors == []
    at = [asked.replace("ws:", "http:").rpartition("/")[0] for asked in page.requests]
    assert set(at) == {origin, origin + access.place.rstrip("/")}
    history = await page.do("Page.getNavigationHistory")
    # Neither the address bar nor the way back holds the token.
    assert not [entry for entry in history["result"]["entries"] if "token" in entry["url"]]


async def test_a_second_tab_is_told_to_wait(page: Browser, serving: Serving) -> None:
    served = await serving()
    await served.enter()
    name, _, value = served.cookie.partition("=")
    place = served.access.place
    await page.do("Network.setCookie", name=name, value=value, url=served.origin + place, path=place)
    first = await served.connect()
    await first.receive()
    await page.do("Page.navigate", url=served.origin + place)
    await page.until("getComputedStyle(document.querySelector('.busy')).display === 'flex'")
    await pictured(page, "busy")
    await first.close()
    await page.press("enter")
    await page.until("document.body.classList.contains('-first-byte')")
    assert page.errors == []


FOREIGN = """
(async () => {
  const at = %r;
  const refused = () => "refused";
  const include = {credentials: "include"};
  const socket = new WebSocket(at.replace("http", "ws") + "socket");
  const script = document.createElement("script");
  const framed = document.createElement("iframe");
  const answered = [
    new Promise(done => { socket.onopen = () => done("open"); socket.onerror = () => done("refused"); }),
    fetch(at, include).then(() => "read", refused),
    fetch(at + "page.js", {...include, mode: "no-cors"}).then(() => "sent", refused),
    new Promise(done => { script.onload = () => done("ran"); script.onerror = () => done("refused"); }),
    new Promise(done => { framed.onload = () => done(framed.contentDocument === null ? "hidden" : "seen"); }),
  ];
  script.src = at + "page.js";
  framed.src = at;
  document.body.append(script, framed);
  return await Promise.all(answered);
})()
"""
"""Tries all that a page can do: to connect, to read, to ask without reading, to run what is there, and to frame it."""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
async def test_a_page_from_elsewhere_gets_nothing_though_it_knows_the_place(
    page: Browser, serving: Serving, name: str
) -> None:
    """The other page is served by another program of this computer: for the browser both are the same site."""
    asked: list[str] = []

    async def evil(request: web.BaseRequest) -> web.Response:
        asked.append(str(request.headers))
        return web.Response(text="<title>elsewhere</title>", content_type="text/html")

    served = await serving()
    await page.do("Page.navigate", url=served.access.address)
    await page.until("document.body.classList.contains('-first-byte')")
    runner = web.ServerRunner(web.Server(evil))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        port = runner.addresses[0][1]
        await page.do("Page.navigate", url=f"http://{name}:{port}/")
        await page.until("document.title === 'elsewhere'")
        tried = await page.value(FOREIGN % (served.origin + served.access.place))
    finally:
        await runner.cleanup()
    assert tried == ["refused", "refused", "refused", "refused", "hidden"]
    # The browser sends cookies to every port of a computer, but ours only to a place that nobody else knows.
    assert asked
    assert not [headers for headers in asked if "mckenzie" in headers]
