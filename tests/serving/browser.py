"""A real browser without a window, spoken to by its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from screen import Screen

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 20.0
"""Seconds after which something that was waited for is not going to happen."""
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio"),
    *("--disable-default-apps", "--disable-extensions", "--remote-debugging-port=0", "--window-size=1280,720"),
)
BYTES = 2
"""The kind of a message that is bytes and no text."""
KEYS = {
    "enter": ("Enter", 13, "\r"),
    "space": (" ", 32, " "),
    "backspace": ("Backspace", 8, ""),
    "escape": ("Escape", 27, ""),
    "up": ("ArrowUp", 38, ""),
    "down": ("ArrowDown", 40, ""),
    "left": ("ArrowLeft", 37, ""),
    "right": ("ArrowRight", 39, ""),
}


class Browser:
    """One browser with one tab."""

    def __init__(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._tab: dict[str, str] = {}
        self.errors: list[str] = []
        """Of the console, and of scripts."""
        self.requests: list[str] = []
        """The addresses of all requests."""
        self.screen = Screen(80, 24)
        """What the program has drawn for the page that was opened last."""
        self._news = asyncio.Event()
        self.listening = asyncio.create_task(self._listen())

    async def attach(self) -> None:
        """Look at the tab, and at what it fetches and complains of."""
        targets = (await self.do("Target.getTargets"))["result"]["targetInfos"]
        tab = next(found["targetId"] for found in targets if found["type"] == "page")
        attached = await self.do("Target.attachToTarget", targetId=tab, flatten=True)
        self._tab = {"sessionId": attached["result"]["sessionId"]}
        for part in ("Page", "Runtime", "Log", "Network"):
            await self.do(f"{part}.enable")

    async def close(self) -> None:
        self._tab = {}
        await self.do("Browser.close")
        self.listening.cancel()

    async def _listen(self) -> None:
        async for message in self._connection:
            said = json.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            else:
                self._take_in(said["method"], said.get("params", {}))
                self._news.set()

    def _take_in(self, what: str, about: dict[str, Any]) -> None:
        match what:
            case "Runtime.consoleAPICalled" if about["type"] in ("error", "assert"):
                self.errors.append(str([argument.get("value") for argument in about["args"]]))
            case "Runtime.exceptionThrown":
                self.errors.append(str(about["exceptionDetails"]))
            # The browser itself asks for a picture of the place now and then, before the page has named one.
            case "Log.entryAdded" if about["entry"].get("url", "").endswith("/favicon.ico"):
                pass
            case "Log.entryAdded" if about["entry"]["level"] == "error":
                self.errors.append(f"{about['entry']['text']} {about['entry'].get('url', '')}")
            case "Network.requestWillBeSent":
                self.requests.append(about["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(about["url"])
                columns, rows = re.findall(r"=(\d+)", about["url"]) or (80, 24)
                self.screen = Screen(int(columns), int(rows))
            case "Network.webSocketFrameReceived" if about["response"]["opcode"] == BYTES:
                self.screen.draw(base64.b64decode(about["response"]["payloadData"]))

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """A command of the protocol, and what is said to it: a result, or an error."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._connection.send_json({"id": number, "method": method, "params": parameters, **self._tab})
        said: dict[str, Any] = await asyncio.wait_for(answer, PATIENCE)
        return said

    async def value(self, expression: str) -> Any:
        """What an expression of JavaScript is worth in the page; a promise is waited for."""
        found = await self.do("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        return found.get("result", {}).get("result", {}).get("value")

    async def until_shown(self, text: str) -> None:
        """Wait until the program has drawn this."""
        try:
            async with asyncio.timeout(PATIENCE):
                while text not in self.screen.flat:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"waited in vain for {text!r}; the screen shows:\n{self.screen}") from None

    async def until(self, expression: str) -> None:
        """Wait until this holds in the page."""
        look = f"const look = () => ({expression}) ? done(true) : setTimeout(look, 20); look();"
        async with asyncio.timeout(PATIENCE):
            # A page that goes away meanwhile has no answer; then the next one is asked.
            while not await self.value(f"new Promise(done => {{ {look} }})"):
                pass

    async def press(self, *keys: str) -> None:
        for key in keys:
            name, code, text = KEYS[key] if key in KEYS else (key, ord(key.upper()), key)
            down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
            await self.do("Input.dispatchKeyEvent", key=name, windowsVirtualKeyCode=code, **down)
            await self.do("Input.dispatchKeyEvent", key=name, windowsVirtualKeyCode=code, type="keyUp")

    async def answer(self, key: str, then: str) -> None:
        """Press a key, and wait for what it leads to."""
        await self.press(key)
        await self.until_shown(then)

    async def picture(self, file: Path) -> None:
        shot = await self.do("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(shot["result"]["data"]))


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Browser]:
    """A browser with one empty tab, and a profile of its own in this folder."""
    assert CHROMIUM is not None
    process = await asyncio.create_subprocess_exec(
        *(CHROMIUM, *QUIET, f"--user-data-dir={folder}", "about:blank"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            line = b""
            while b"DevTools listening on " not in line:
                line = await process.stderr.readline()
                assert line, "the browser did not start"
        reading = asyncio.create_task(process.stderr.read())
        address = line.decode().split()[-1]
        async with aiohttp.ClientSession() as session, session.ws_connect(address, max_msg_size=0) as connection:
            opened = Browser(connection)
            await opened.attach()
            yield opened
            await opened.close()
        await process.wait()
        await reading
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
