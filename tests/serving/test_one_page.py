"""One page at a time, and the program behind it: what passes between them, and how both end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from pathlib import Path

import aiohttp
import pytest
from conftest import PATIENCE, Served, Serving, ask, begun, drawn, gone, runs

from mckenzie_tui.serving import program, server

posix = pytest.mark.skipif(os.name != "posix", reason="asks for processes as POSIX systems do")


async def test_the_program_is_told_the_size_of_the_page_and_how_to_draw(served: Served) -> None:
    _, _, columns, rows, environment = await begun(await served.connect("?width=142&height=28"))
    assert (columns, rows) == ("142", "28")
    assert environment["TEXTUAL_DRIVER"] == "textual.drivers.web_driver:WebDriver"
    assert environment["TERM"] == "xterm-256color"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?width=$(id)&height=24",
        "?width=-1&height=24",
        "?width=0&height=9",
        "?height=1&width=2",
        "?width=1e3&height=2",
    ],
)
async def test_a_size_that_is_none_is_the_usual_one(served: Served, query: str) -> None:
    assert (await begun(await served.connect(query)))[2:4] == ["80", "24"]


async def test_nothing_that_a_page_says_is_in_the_command_or_around_it(serving: Serving) -> None:
    served = await serving("one argument", environment={"KEPT": "1"})
    await served.enter()
    _, arguments, _, _, environment = await begun(
        await served.connect("?width=90&height=30", User_Agent="$(id)", X_Named="; id")
    )
    assert arguments == ["one argument"]
    assert set(environment) - {"LC_CTYPE"} == {
        "KEPT",
        "COLUMNS",
        "ROWS",
        "TERM",
        "TEXTUAL_DRIVER",
        "TEXTUAL_COLOR_SYSTEM",
    }
    secrets = (served.access.place, served.cookie.partition("=")[2], served.access.address.partition("=")[2])
    assert not [secret for secret in secrets if secret in repr(environment)]


async def test_what_the_page_says_reaches_the_program(served: Served) -> None:
    page = await served.connect()
    await begun(page)
    await page.send_json(["ping", "17"])
    for said, told in [
        (["stdin", "é\x1b[A"], "Dé\x1b[A"),
        (["resize", {"width": 100, "height": 99999}], 'M{"type": "resize", "width": 100, "height": 1000}'),
        (["focus"], 'M{"type": "focus"}'),
        (["blur"], 'M{"type": "blur"}'),
        (["stdin", "half of \ud83d"], "Dhalf of ?"),
    ]:
        await page.send_str(json.dumps(said))
        assert (await drawn(page)).decode() == told


@pytest.mark.parametrize(
    "said",
    [
        *('["quit"]', '["exit"]', '["deliver_chunk_request", {"key": "k", "size": 1}]', '{"stdin": "a"}', "stdin", ""),
        *('["stdin"]', '["stdin", 1]', '["stdin", "a", "b"]', '["resize", {"width": 80}]', '["resize", [80, 24]]'),
        *('["resize", {"width": "80", "height": 24}]', '["resize", {"width": true, "height": 24}]', "[" * 60000),
        *('["resize", {"width": 0, "height": 24}]', '["resize", {"width": 1e300, "height": 24}]', "9" * 5000, "NaN"),
        json.dumps(["stdin", "a" * 70_000]),
    ],
    ids=lambda said: said[:40],
)
async def test_what_no_page_says_ends_it(served: Served, said: str) -> None:
    page = await served.connect()
    process = (await begun(page))[0]
    await page.send_str(said)
    await gone(page)
    assert not [line for line in served.told if "mistake" in line]
    # The next page gets a program only when that one has ended.
    await begun(await served.connect())
    assert not runs(process)


async def test_bytes_are_no_message(served: Served) -> None:
    page = await served.connect()
    await begun(page)
    await page.send_bytes(b'["stdin", "a"]')
    await gone(page)


async def test_addresses_and_files_that_the_program_offers_are_not_passed_on(served: Served) -> None:
    page = await served.connect()
    await begun(page)
    await page.send_json(["stdin", "open"])
    assert await drawn(page) == b"Dopen"


async def test_a_program_that_says_what_it_should_not_is_ended(served: Served) -> None:
    page = await served.connect()
    process = (await begun(page))[0]
    await page.send_json(["stdin", "nonsense"])
    await gone(page)
    assert not runs(process)


async def test_its_bell_rings_where_the_server_was_started(served: Served) -> None:
    page = await served.connect()
    await begun(page)
    await page.send_json(["stdin", "bell"])
    assert await drawn(page) == b"\a"
    assert served.rung == [True]


# One at a time


async def test_a_second_page_is_told_and_leaves_the_first_alone(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "GOING", 0.05)
    first = await served.connect()
    await begun(first)
    second = await served.connect()
    # It draws nothing; of a connection that ends so the page says that it is open elsewhere.
    assert (await second.receive()).type is aiohttp.WSMsgType.CLOSE
    await first.send_json(["stdin", "still here"])
    assert await drawn(first) == b"Dstill here"
    page = (await ask(served.port, served.at(""), Cookie=served.cookie)).body.decode()
    assert "Is it open in another page? Close that one first." in page


@posix
async def test_the_next_page_takes_over_once_the_first_is_closed(served: Served) -> None:
    first = await served.connect()
    process = (await begun(first))[0]
    waiting = asyncio.create_task(served.connect())
    await first.close()
    second = await waiting
    another = (await begun(second))[0]
    assert another != process
    # Not even a zombie is left of it, and there were never two.
    assert not runs(process)
    assert runs(another)


@posix
async def test_a_new_address_does_not_take_the_session_from_the_first_page(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "GOING", 0.05)
    first = await served.connect()
    await begun(first)
    await served.enter()
    assert (await (await served.connect()).receive()).type is aiohttp.WSMsgType.CLOSE
    await first.send_json(["stdin", "still here"])
    assert await drawn(first) == b"Dstill here"


# How it ends


@posix
async def test_the_page_closes_when_the_program_has_ended(served: Served) -> None:
    page = await served.connect()
    process = (await begun(page))[0]
    await page.send_json(["stdin", "leave"])
    await gone(page)
    assert not runs(process)


@posix
@pytest.mark.parametrize("how", ["", "stubborn"])
async def test_when_the_server_ends_so_does_the_program(
    serving: Serving, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(program, "GRACE", 0.3 if how else 20.0)
    served = await serving(how)
    await served.enter()
    process = (await begun(await served.connect()))[0]
    await serving.end()
    assert not runs(process)


@posix
async def test_what_it_still_draws_at_its_end_does_not_hold_it_up(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "GRACE", 1e6)
    served = await serving("parting")
    await served.enter()
    process = (await begun(await served.connect()))[0]
    async with asyncio.timeout(PATIENCE):
        await serving.end()
    assert not runs(process)


@posix
async def test_keys_that_end_programs_in_the_terminal_are_for_the_server_alone(served: Served) -> None:
    process = (await begun(await served.connect()))[0]
    assert os.getsid(process) == process != os.getsid(0)


@posix
async def test_a_program_that_is_killed_leaves_nothing_behind(served: Served) -> None:
    page = await served.connect()
    process = (await begun(page))[0]
    os.kill(process, signal.SIGKILL)
    await gone(page)
    assert not runs(process)


async def test_a_program_that_does_not_draw_is_ended(serving: Serving) -> None:
    served = await serving("mute")
    await served.enter()
    page = await served.connect()
    assert (await gone(page)).type is aiohttp.WSMsgType.CLOSE


async def test_a_program_that_is_not_there_is_told_where_the_server_was_started(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = await serving()
    await served.enter()

    async def cannot(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(asyncio, "create_subprocess_exec", cannot)
    await gone(await served.connect())
    assert served.told[1:] == ["The program cannot be started: No such file or directory"]


async def test_a_page_that_takes_nothing_does_not_keep_the_server_from_ending(serving: Serving, tmp_path: Path) -> None:
    served = await serving()
    await served.enter()
    reading, writing = await asyncio.open_connection("127.0.0.1", served.port)
    request = (
        f"GET {served.at('socket')} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nOrigin: {served.origin}\r\n"
        f"Cookie: {served.cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    writing.write(request.encode())
    assert b" 101 " in await reading.readline()
    # It says a lot, all of which is drawn, and never reads again.
    message = json.dumps(["stdin", "a" * 50_000]).encode()
    frame = b"\x81\xfe" + len(message).to_bytes(2, "big") + b"\0\0\0\0" + message
    writing.transport.pause_reading()  # type: ignore[attr-defined]
    for _ in range(100):
        writing.write(frame)
    await serving.end()
    writing.transport.abort()
