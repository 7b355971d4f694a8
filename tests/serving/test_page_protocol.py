"""What page and program say to each other, whatever is said."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mckenzie_tui.serving import protocol
from mckenzie_tui.serving.access import Access

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["stdin", "resize", "focus"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["width", "height"]), inner),
)


@given(JSON.map(json.dumps) | st.text())
def test_whatever_a_page_says_is_one_packet_of_known_kind_or_refused(said: str) -> None:
    try:
        packet = protocol.understood(said)
    except ValueError:
        return
    if packet:
        assert packet[:1] in b"DM"
        assert int.from_bytes(packet[1:5], "big") == len(packet) - 5
    if packet[:1] == b"M":
        about = json.loads(packet[5:])
        assert about["type"] in ("resize", "focus", "blur")
        assert all(1 <= about.get(name, 1) <= 1000 for name in ("width", "height"))


@pytest.mark.parametrize("said", ["[" * 60_000, '{"a":' * 10_000, "9" * 60_000])
def test_what_would_take_too_long_to_understand_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        protocol.understood(said)


@given(st.text())
def test_what_is_typed_arrives_as_typed(typed: str) -> None:
    packet = protocol.understood(json.dumps(["stdin", typed]))
    assert packet[:1] == b"D"
    assert packet[5:].decode() == typed


@given(st.text() | st.from_regex(r"width=[0-9]{1,6}&height=[0-9]{1,6}", fullmatch=True))
def test_every_size_is_one_that_can_be_drawn(query: str) -> None:
    assert all(1 <= cells <= 1000 for cells in protocol.asked_size(query))


@given(st.binary(min_size=5, max_size=5))
def test_a_packet_of_the_program_is_of_known_kind_and_not_endless(head: bytes) -> None:
    try:
        is_drawn, size = protocol.begun(head)
    except ValueError:
        return
    assert (is_drawn, size <= protocol.MOST_DRAWN) == (head[:1] == b"D", True)


@given(st.text())
def test_no_guess_is_let_in(guess: str) -> None:
    access = Access(8000)
    assert access.enter(guess) is None
    assert not access.knows(guess)


def test_every_server_has_its_own_secrets_and_each_is_used_for_one_thing() -> None:
    one, other = Access(8000), Access(8000)
    cookies = [access.enter(access.address.partition("token=")[2]) for access in (one, other)]
    assert None not in cookies
    secrets = {one.place, other.place, one.address, other.address, *cookies}
    assert len(secrets) == 6
    for access, cookie in zip((one, other), cookies, strict=True):
        value = str(cookie).partition("=")[2].partition(";")[0]
        assert access.knows(value)
        assert not access.knows(access.address.partition("token=")[2])
        assert not access.knows(access.place.strip("/"))
    assert not other.knows(str(cookies[0]).partition("=")[2].partition(";")[0])


@pytest.mark.parametrize(("port", "bare"), [(80, True), (8000, False)])
def test_a_browser_leaves_out_the_usual_port_alone(port: int, bare: bool) -> None:
    hosts = Access(port).hosts
    assert {f"127.0.0.1:{port}", f"localhost:{port}"} <= hosts
    assert ("127.0.0.1" in hosts) is bare
