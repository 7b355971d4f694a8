"""Pages from elsewhere, other people on the same computer, and what they try at the server of the page."""

from __future__ import annotations

import re
import socket
import sys

import aiohttp
import pytest
from conftest import Answer, Served, Serving, ask, ask_raw, begun

from mckenzie_tui.serving.pages import served_files

STRICT = {
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "server": "mckenzie-tui",
}


def is_strict(answer: Answer) -> bool:
    """Whether the browser is told to load nothing from elsewhere, to tell nobody and to keep nothing."""
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    sources = {word for kind, words in policy.items() if kind.endswith("-src") for word in words.split()}
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "allow-popups" not in policy["sandbox"]
    assert all(re.fullmatch(r"'(none|self|unsafe-inline)'|ws://(127\.0\.0\.1|localhost):\d+", word) for word in sources)
    assert "access-control-allow-origin" not in answer.headers
    return {name: answer.headers.get(name) for name in STRICT} == STRICT


def holds_no_secret(served: Served, answer: Answer) -> bool:
    said = repr(answer.headers).encode() + answer.body
    secrets = (served.access.place, served.cookie.partition("=")[2], served.access.address.partition("=")[2])
    return not any(secret.encode() in said for secret in secrets)


FOREIGN = {
    "another origin": {"Origin": "https://evil.example"},
    "another port of this computer": {"Origin": "http://127.0.0.1:1"},
    "the other name of this computer": {"Origin": "http://localhost:{port}"},
    "encrypted": {"Origin": "https://127.0.0.1:{port}"},
    "a hidden origin": {"Origin": "null"},
    "an empty origin": {"Origin": ""},
    "an origin that begins like ours": {"Origin": "http://127.0.0.1:{port}.evil.example"},
}
REBOUND = {
    "a name that leads here": {"Host": "rebind.example:{port}"},
    "a name and no port": {"Host": "127.0.0.1"},
    "another port": {"Host": "127.0.0.1:1"},
    "another of this computer's addresses": {"Host": "127.0.0.2:{port}"},
    "no address at all": {"Host": "0.0.0.0:{port}"},
    "a name that begins like ours": {"Host": "127.0.0.1:{port}.evil.example"},
    "a name before ours": {"Host": "evil@127.0.0.1:{port}"},
    "no name": {"Host": None},
    "an empty name": {"Host": ""},
    "a foreign name with its own origin": {"Host": "rebind.example:{port}", "Origin": "http://rebind.example:{port}"},
}
STRANGERS = {
    "no cookie": {"Cookie": None},
    "an empty cookie": {"Cookie": "mckenzie-tui="},
    "a wrong cookie": {"Cookie": "mckenzie-tui=" + "A" * 43},
    "a cookie that is no text": {"Cookie": "mckenzie-tui=\xe9\xff"},
    "a cookie of another name": {"Cookie": "other={cookie}"},
    "half a cookie": {"Cookie": "mckenzie-tui={half}"},
}


def filled(served: Served, said: dict[str, str | None]) -> dict[str, str | None]:
    cookie = served.cookie.partition("=")[2]
    about = {"port": served.port, "cookie": cookie, "half": cookie[:20]}
    return {name: value and value.format(**about) for name, value in said.items()}


every = pytest.mark.parametrize("said", [*FOREIGN.values(), *REBOUND.values()], ids=[*FOREIGN, *REBOUND])


@every
@pytest.mark.parametrize("name", ["", "textual.js", "socket", "nothing"])
async def test_a_page_from_elsewhere_gets_nothing_even_with_the_cookie(
    served: Served, said: dict[str, str | None], name: str
) -> None:
    answer = await ask(served.port, served.at(name), **{"Cookie": served.cookie, **filled(served, said)})
    # Two of them are no request at all by the rules of the web.
    assert answer.status == 403 or ("Host" in said and not said["Host"] and answer.status == 400)
    assert answer.status == 400 or is_strict(answer)
    assert holds_no_secret(served, answer)


@every
async def test_a_page_from_elsewhere_cannot_use_the_token(serving: Serving, said: dict[str, str | None]) -> None:
    served = await serving()
    address = served.access.address
    answer = await ask(served.port, address.removeprefix(served.origin), **filled(served, said))
    assert answer.status in (400, 403)
    assert "set-cookie" not in answer.headers
    assert served.access.address == address


@every
async def test_a_page_from_elsewhere_gets_no_session_even_with_the_cookie(
    served: Served, said: dict[str, str | None]
) -> None:
    headers = {name: value for name, value in filled(served, said).items() if value is not None}
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await served.connect(**(headers or {"Host": ""}))
    assert refused.value.status in (400, 403)
    assert served.told[1:] == []


async def test_a_connection_without_an_origin_is_refused(served: Served) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await served.connect(Origin=None)
    assert refused.value.status == 403


@pytest.mark.parametrize("said", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("name", ["", "page.js", "textual.js", "font.ttf", "socket"])
async def test_without_the_cookie_there_is_nothing_to_see(
    served: Served, said: dict[str, str | None], name: str
) -> None:
    answer = await ask(served.port, served.at(name), **{"Origin": served.origin, **filled(served, said)})
    assert answer.status == 403
    assert is_strict(answer)
    assert holds_no_secret(served, answer)


@pytest.mark.parametrize("said", STRANGERS.values(), ids=STRANGERS)
async def test_without_the_cookie_there_is_no_session(served: Served, said: dict[str, str | None]) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await served.connect(**filled(served, said))
    assert refused.value.status == 403


@pytest.mark.parametrize(
    "token", ["", "token=", "token=A", "token={half}", "token={token}A", "token={token}&x=1", "x={token}", "token=%ff"]
)
async def test_a_wrong_token_opens_nothing_and_leaves_the_right_one(serving: Serving, token: str) -> None:
    served = await serving()
    address = served.access.address
    right = address.partition("token=")[2]
    answer = await ask(served.port, "/?" + token.format(token=right, half=right[:21]))
    assert answer.status == (404 if not token else 403)
    assert "set-cookie" not in answer.headers
    assert is_strict(answer)
    assert served.access.address == address
    await served.enter()


async def test_the_token_works_once_and_the_next_one_is_told(serving: Serving) -> None:
    served = await serving()
    first = served.access.address
    await served.enter()
    again = await ask(served.port, first.removeprefix(served.origin))
    assert (again.status, "set-cookie" in again.headers) == (403, False)
    assert b"works once" in again.body
    assert served.access.address != first
    assert served.access.address in served.told[0]


async def test_a_new_token_ends_the_cookie_before_it(served: Served) -> None:
    before = served.cookie
    await served.enter()
    assert (await ask(served.port, served.at(""), Cookie=before)).status == 403
    assert (await ask(served.port, served.at(""), Cookie=served.cookie)).status == 200


async def test_the_cookie_is_for_the_page_alone_and_no_script_reads_it(serving: Serving) -> None:
    served = await serving()
    answer = await ask(served.port, served.access.address.removeprefix(served.origin))
    named, *about = answer.headers["set-cookie"].split("; ")
    assert about == [f"Path={served.access.place}", "HttpOnly", "SameSite=Strict"]
    assert len(named.partition("=")[2]) >= 43
    assert len(served.access.place) >= 43
    assert is_strict(answer)
    assert served.access.place.encode() in answer.body


async def test_both_names_of_this_computer_are_known(served: Served) -> None:
    host = f"localhost:{served.port}"
    answer = await ask(served.port, served.at(""), Host=host, Cookie=served.cookie)
    assert answer.status == 200
    assert f"ws://{host}" in answer.headers["content-security-policy"]
    page = await served.connect(Host=host, Origin=f"http://{host}")
    assert (await begun(page))[1] == []


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/favicon.ico", "/robots.txt", "/static/", "/static/js/textual.js", "/ws", "/download/k", "//", "/?"),
        *("{place}static/", "{place}.", "{place}..", "{place}page.html", "{place}../", "{place}nothing", "{place}js/"),
        *("{place}../../pyproject.toml", "{place}%2e%2e/access.py", "{place}..%2f..%2faccess.py", "{place}/page.js"),
        *("{place}..\\access.py", "{place}page.js/", "{place}page.js%00", "{place}./page.js", "{place}PAGE.JS"),
        *("{place}access.py", "{place}?ping=https://evil.example", "{place}?fontsize=$(id)", "{place}page.js?x"),
        *("http://127.0.0.1:{port}{place}page.js", "http://evil.example{place}", "/{place}page.js", "{place}%70age.js"),
        *("/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "{place}" + "a" * 4000),
    ],
)
async def test_only_the_few_files_of_the_page_are_there(served: Served, path: str) -> None:
    path = path.format(place=served.access.place, port=served.port)
    answer = await ask(served.port, path, Cookie=served.cookie)
    assert answer.status == 404
    assert is_strict(answer)
    assert b"passwd" not in answer.body
    assert holds_no_secret(served, answer)


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "X"])
@pytest.mark.parametrize("name", ["", "page.js", "socket"])
async def test_the_page_is_read_and_nothing_else(served: Served, method: str, name: str) -> None:
    answer = await ask(served.port, served.at(name), method, Cookie=served.cookie, Content_Length="0")
    assert answer.status == 405 or (method in ("CONNECT", "X") and answer.status == 400)
    assert answer.status == 400 or is_strict(answer)


async def test_all_that_is_sent_is_strict_and_as_it_lies_on_the_disk(served: Served) -> None:
    for name, file in served_files().items():
        answer = await ask(served.port, served.at(name), Cookie=served.cookie, Origin=served.origin)
        assert (answer.status, answer.body) == (200, file.content)
        assert answer.headers["content-type"] == file.kind
        assert is_strict(answer)


async def test_the_connection_is_no_page(served: Served) -> None:
    answer = await ask(served.port, served.at("socket"), Cookie=served.cookie, Origin=served.origin)
    assert answer.status == 400
    assert is_strict(answer)


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"GET /?token={token} HTTP/9.9\r\n\r\n",
        b"GET /?token={token}\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: rebind.example\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n" + b"X: " + b"a" * 20000 + b"\r\n\r\n",
    ],
    ids=["no request", "an unknown version", "no version", "two names", "too long"],
)
async def test_what_is_no_request_is_refused_in_silence(
    serving: Serving,
    request_: bytes,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    served = await serving()
    token = served.access.address.partition("token=")[2]
    filled = request_.replace(b"{port}", str(served.port).encode()).replace(b"{token}", token.encode())
    answer = await ask_raw(served.port, filled)
    assert answer.status in (400, 403)
    assert "set-cookie" not in answer.headers
    assert (served.told, caplog.records, capfd.readouterr()) == ([], [], ("", ""))


async def test_nothing_that_is_asked_is_written_down(
    served: Served, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    for path in ("/", served.at(""), "/?token=guess", served.access.address.removeprefix(served.origin)):
        await ask(served.port, path, Cookie=served.cookie)
    assert capfd.readouterr() == ("", "")
    assert not [record for record in caplog.records if "token" in record.getMessage()]
    assert "guess" not in "".join(served.told)


# What the page itself asks for

COMMENTS = re.compile(rb"/\*.*?\*/", re.DOTALL)
OUTSIDE = re.compile(
    rb"(?<![:\w])//[\w-]+\.\w|\bhttps?://|wss?://\w|@import|url\(\s*['\"]?(?:[a-z]+:|//)", re.IGNORECASE
)
ALLOWED = {
    "icon.svg": {b"http://"},  # the name of a format, which nobody fetches
}


def test_the_measure_finds_what_it_looks_for() -> None:
    assert OUTSIDE.search(b'<link href="https://fonts.googleapis.com/css?family=Roboto%20Mono">')
    assert OUTSIDE.search(b"src: url('//cdn.example/font.woff')")
    assert OUTSIDE.search(b'<script src="//cdn.example/x.js">')
    assert not OUTSIDE.search(b"a = b // c\nhref='page.css'")


@pytest.mark.parametrize("name", served_files())
def test_nothing_that_is_sent_refers_to_another_computer(name: str) -> None:
    file = served_files()[name]
    if file.kind.startswith("font"):
        return
    found = set(OUTSIDE.findall(COMMENTS.sub(b"", file.content) if "css" in file.kind else file.content))
    assert found == ALLOWED.get(name, set())


async def test_only_this_computer_is_listened_to(served: Served) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems give a computer one address for itself alone")
    for address in ("127.0.0.2", *{found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None)}):
        if address != "127.0.0.1":
            with pytest.raises(OSError, match=r"."):
                socket.create_connection((address, served.port), timeout=5)
