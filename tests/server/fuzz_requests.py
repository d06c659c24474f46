"""Requests that hypothesis makes up: bodies and heads, from valid to none at all."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from tests.server.http_bytes import TALK, chunked, post

UNICODE = st.text(st.characters(codec="utf-8"), max_size=30)
NUMBERS = (
    st.integers()
    | st.integers(10**300, 10**400)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([0, -1, 2**63, 2**64, 617208326861624290])
)
SCALARS = st.none() | st.booleans() | NUMBERS | UNICODE | st.sampled_from(["", " ", "서울", "\0"])
FIELDS = st.sampled_from(
    [
        "request_id",
        "access_key",
        "argument",
        "method",
        "uuid",
        "name",
        "access_method",
        "text",
        "data",
        "data_request",
        "Weather.city",
        "",
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(FIELDS | UNICODE, inner, max_size=4)
    ),
    max_leaves=10,
)
TEXTS = (
    st.sampled_from(
        [
            "서울 오늘 날씨 알려줘",
            "부산 날씨 어때",
            "전부 보여줘",
            "내일",
            "그만",
            "서울 부산",
            "안녕",
        ]
    )
    | UNICODE
)
RECORDS = st.lists(
    st.dictionaries(
        st.sampled_from(["Weather.city", "Weather.date", "Weather.info", "Other.slot"]),
        st.sampled_from(["서울", "오늘", "<count>12</count>", "<count>-1</count>", ""]) | SCALARS,
        max_size=4,
    ),
    max_size=4,
)


def request(method: str, **fields: object) -> dict[str, object]:
    """A well-formed request."""
    return {"access_key": "k", "argument": {"method": method, **fields}}


# "LIVE" stands for the uuid of an open dialog.
VALID = (
    st.builds(
        request,
        st.just("open_dialog"),
        name=st.sampled_from(["Weather", "Closed", "Broken", "Escapes", "Nowhere"]),
        access_method=st.sampled_from(["internal_data", "external_data", "no_data"]),
    )
    | st.builds(request, st.just("dialog"), uuid=st.just("LIVE"), text=TEXTS)
    | st.builds(request, st.just("dialog"), uuid=st.just("LIVE"), data=RECORDS)
    | st.builds(request, st.just("close_dialog"), uuid=st.sampled_from(["1", "9" * 18]))
)


def holders(value: object) -> list[dict[str, object]]:
    """Every object inside `value`."""
    if isinstance(value, dict):
        return [value, *(inner for entry in value.values() for inner in holders(entry))]
    if isinstance(value, list):
        return [inner for entry in value for inner in holders(entry)]
    return []


@st.composite
def mutated_bodies(draw: st.DrawFn) -> bytes:
    """A valid request with some of its fields changed and some of its bytes as well."""
    body = draw(VALID)
    for _ in range(draw(st.integers(0, 2))):
        holder = draw(st.sampled_from(holders(body)))
        field = draw(st.sampled_from(sorted(holder)) if holder else FIELDS)
        change = draw(st.sampled_from(["swap", "drop", "add", "rename"]))
        if change == "swap":
            holder[field] = draw(VALUES)
        elif change == "add":
            holder[draw(FIELDS)] = draw(VALUES)
        elif field in holder:
            value = holder.pop(field)
            if change == "rename":
                holder[draw(FIELDS)] = value
    text = json.dumps(body, ensure_ascii=draw(st.booleans()))
    return draw(mutated(text.encode("utf-8", "surrogatepass")))


def mutated(original: bytes) -> st.SearchStrategy[bytes]:
    """`original`, or some of it, or all of it with a few bytes changed."""
    where = st.integers(0, max(len(original) - 1, 0))

    def flip(changes: list[tuple[int, int]]) -> bytes:
        flipped = bytearray(original)
        for place, byte in changes:
            flipped[place] = byte
        return bytes(flipped)

    def insert(place: int, what: bytes) -> bytes:
        return original[:place] + what + original[place:]

    return st.one_of(
        st.just(original),
        where.map(lambda end: original[:end]),
        where.map(lambda start: original[start:]),
        st.lists(st.tuples(where, st.integers(0, 255)), min_size=1, max_size=3).map(flip),
        st.builds(insert, where, st.binary(max_size=5)),
        st.tuples(where, where).map(lambda ends: original[: ends[0]] + original[ends[1] :]),
    )


LINES = st.sampled_from(
    [
        "POST /Dialog HTTP/1.1",
        "POST http://[::1]/Dialog HTTP/1.1",
        "GET / HTTP/1.1",
        "HEAD / HTTP/1.0",
        "Host: h",
        "Content-Length: 2",
        "Content-Length: x",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity",
        "Content-Encoding: gzip",
        "Expect: 100-continue",
        "Connection: keep-alive",
        "Connection: close",
        "Upgrade: h2c",
        "",
        " x",
        "2",
        "{}",
        "0",
    ]
)
VALID_HEADS = st.sampled_from(
    [
        post(TALK),
        post(TALK, "Expect: 100-continue", "X-Name: 값"),
        chunked(b"{}", b""),
        b"GET http://localhost:8000/Dialog?x=1 HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\n",
        b"HEAD /Dialog HTTP/1.1\r\nHost: h\r\n\r\n",
    ]
)
HEADS = (
    st.binary(max_size=200)
    | VALID_HEADS.flatmap(mutated)
    | st.lists(LINES, max_size=8).map(lambda lines: "\r\n".join([*lines, "", ""]).encode())
)
