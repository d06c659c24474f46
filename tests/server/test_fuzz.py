"""Whatever a client sends, it hears only documented answers."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator

import pytest
import rapidjson
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from mockgenie.contract import DOMAINS
from tests.server.documented import CONTINUE, check_answer, json_parsing_error
from tests.server.fuzz_requests import HEADS, RECORDS, TEXTS, VALUES, mutated_bodies, request
from tests.server.http_bytes import EMPTY_400, INVALID_METHOD, TALK, post
from tests.support import Server, read_all, serve

LEVELS = (2, 900, 1100, 5_000, 100_000)
"""Depths of nesting around those at which parsers give up."""

in_quantity = settings(
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[Server]:
    """A server of our own, which has room for the dialogs that the fuzz opens."""
    with serve("--domains", str(DOMAINS), "--max-sessions", "5000") as running:
        yield running
        assert running.exchange(post(TALK)) == INVALID_METHOD


@pytest.fixture(scope="module")
def new_uuid(fuzzed: Server) -> Callable[[], str]:
    """Opens a Weather dialog that wants external data."""
    body = request("open_dialog", name="Weather", access_method="external_data")

    def new_uuid() -> str:
        found = re.search(rb'"uuid":"(\d{18})"', fuzzed.exchange(post(json.dumps(body))))
        assert found
        return found[1].decode()

    return new_uuid


def check_body(server: Server, body: bytes) -> None:
    """Post `body`; the answer is documented, and as RapidJSON says where `body` is no JSON."""
    answer = server.exchange(post(body))
    check_answer(answer)
    told = json_parsing_error(answer)
    try:
        # As for RapidJSON, a text ends at its first NUL.
        text = body.partition(b"\0")[0].decode()
        rapidjson.loads(text, number_mode=rapidjson.NM_NATIVE)
    except UnicodeDecodeError:
        assert told, answer
    except RecursionError:
        assert told, answer
    except rapidjson.JSONDecodeError as error:
        offset, kind = re.fullmatch(r"Parse error at offset (\d+): (.*)", str(error)).groups()
        assert told == f"JSON parsing error, error type: {kind}, offset: {offset}"
    else:
        assert told is None, answer


@pytest.mark.slow
@settings(in_quantity, max_examples=1200)
@given(body=mutated_bodies())
def test_changed_requests(fuzzed: Server, new_uuid: Callable[[], str], body: bytes) -> None:
    if b'"LIVE"' in body:
        body = body.replace(b"LIVE", new_uuid().encode())
    check_body(fuzzed, body)


@pytest.mark.slow
@settings(in_quantity, max_examples=500)
@given(value=VALUES, spaces=st.booleans())
def test_any_json(fuzzed: Server, value: object, spaces: bool) -> None:
    check_body(fuzzed, json.dumps(value, indent=1 if spaces else None).encode())


@pytest.mark.slow
@settings(in_quantity, max_examples=400)
@given(text=st.lists(st.sampled_from('{}[]:,"\\u0d8e1.+-aNIty\n \0가\u2028😀')).map("".join))
def test_texts_that_are_nearly_json(fuzzed: Server, text: str) -> None:
    check_body(fuzzed, text.encode())


@pytest.mark.slow
@settings(in_quantity, max_examples=300)
@given(body=st.binary(max_size=200))
@example(body=b"0\0\x80")
def test_any_bytes(fuzzed: Server, body: bytes) -> None:
    check_body(fuzzed, body)


@pytest.mark.slow
@settings(in_quantity, max_examples=200)
@given(
    data=st.lists(st.lists(RECORDS | VALUES | TEXTS, min_size=1, max_size=3), max_size=3),
)
def test_dialogs_of_any_turns(
    fuzzed: Server, new_uuid: Callable[[], str], data: list[list[object]]
) -> None:
    uuid = new_uuid()
    for said in data:
        for value in said:
            field = "data" if isinstance(value, list) else "text"
            check_body(fuzzed, json.dumps(request("dialog", uuid=uuid, **{field: value})).encode())
    check_body(fuzzed, json.dumps(request("close_dialog", uuid=uuid)).encode())


@pytest.mark.parametrize("levels", LEVELS)
@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ('{"a":', "}"), ('[{"argument":', "}]")]
)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ('{"access_key":"k","argument":', "}"),
        ('{"access_key":"k","extra":', ',"argument":{"method":"talk"}}'),
        ('{"access_key":"k","argument":{"method":"dialog","uuid":"1","data":', "}}"),
    ],
)
def test_deep_nesting(
    fuzzed: Server, levels: int, opening: str, closing: str, before: str, after: str
) -> None:
    for ending in (f"0{closing * levels}{after}", f"0{closing * levels}", ""):
        check_answer(fuzzed.exchange(post(before + opening * levels + ending)))


@pytest.mark.parametrize(
    "number",
    [
        "9" * 100_000,
        "-" + "9" * 100_000,
        "0." + "9" * 100_000,
        "1e" + "9" * 100_000,
        "1e-400",
        "1E400",
        "1e308",
        "-0",
        "-0.0",
        "123456789012345678901234567890",
        "0" * 1000,
        "1" * 308,
    ],
    ids=lambda number: number[:12],
)
@pytest.mark.parametrize(
    "body",
    [
        "%s",
        '{"access_key":%s,"argument":{"method":"talk"}}',
        '{"request_id":%s,"access_key":"k","argument":{"method":"talk"}}',
        '{"access_key":"k","argument":{"method":"dialog","uuid":"1","data":[{"Weather.city":%s}]}}',
    ],
)
def test_huge_numbers(fuzzed: Server, number: str, body: str) -> None:
    check_answer(fuzzed.exchange(post(body % number)))


# A head that is not answered costs the time of a timeout, so it is not made smaller.
@pytest.mark.slow
@settings(in_quantity, max_examples=800, phases=[Phase.generate])
@given(head=HEADS)
def test_any_head(fuzzed: Server, head: bytes) -> None:
    with fuzzed.connect() as connection:
        connection.sendall(head)
        connection.shutdown(socket.SHUT_WR)
        answer = read_all(connection).removeprefix(CONTINUE)
    if answer not in {b"", EMPTY_400}:
        check_answer(answer, head_only=is_head(head))


def is_head(head: bytes) -> bool:
    """Whether a request has the method HEAD."""
    return head.lstrip(b"\r\n").startswith(b"HEAD ")
