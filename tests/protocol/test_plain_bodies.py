"""Bodies of nothing but texts are read in a shorter way, to the same call or the same error."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

import msgspec
import pytest

from mockgenie.protocol import Call, EngineRefusal, GatewayRefusal, read_call
from mockgenie.protocol import request as reading

BODY = json.dumps(
    {
        "request_id": "reserved field",
        "access_key": "열쇠",
        "argument": {"method": "dialog", "uuid": "408240833423240526", "text": '"서울" 날씨\n'},
    },
    ensure_ascii=False,
).encode()
PIECES = [
    *(bytes([byte]) for byte in range(256)),
    *(rb"\u0041 \ud83d\ude00 \ud83d \ude00 \u0000 \u2028 \/ \b \x \u12 \uD83D\uD83D".split()),
    *("null true 1 1e999 NaN -0 {} [] {{ // /**/ ,, '' 가 \u2028 \ufeff 😀".encode().split()),
    b'"access_key":"other",',
    b'"access\\u005fkey":"other",',
    b'"request_id":null,',
    b'"data":[],',
    b'"more":"\xff",',
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xea\xb0",
]


def outcome(body: bytes, authorization: str = "") -> Call | tuple[object, ...]:
    try:
        return read_call(body, authorization)
    except EngineRefusal as refusal:
        return refusal.message, refusal.method, refusal.uuid, refusal.request_id, refusal.why
    except GatewayRefusal as refusal:
        return refusal.error, refusal.request_id, refusal.why


def changed(count: int) -> Iterator[bytes]:
    """The body with a piece put in, cut out, or in the place of others."""
    draw = random.Random(11)
    for _ in range(count):
        body = BODY
        for _ in range(draw.choice((1, 1, 2))):
            at = draw.randrange(len(body) + 1)
            end = at + draw.choice((0, 0, 1, 1, 2, 9))
            body = body[:at] + draw.choice([b"", *PIECES]) + body[end:]
        yield body


@pytest.mark.parametrize("count", [3_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_what_is_read_and_what_is_wrong_does_not_depend_on_the_way(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = [BODY, *changed(count)]
    short = [outcome(body, "stand-in") for body in bodies]
    assert isinstance(short[0], Call)

    def refuse(body: bytes) -> None:
        raise msgspec.DecodeError

    monkeypatch.setattr(reading, "_decode_plain", refuse)
    for body, by_short_way in zip(bodies, short, strict=True):
        assert outcome(body, "stand-in") == by_short_way, body


def test_most_turns_take_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(body: bytes) -> dict[str, object]:
        raise AssertionError(body)

    monkeypatch.setattr(reading, "read_json", refuse)
    assert read_call(BODY).uuid == "408240833423240526"
