"""Bodies that are no JSON, with RapidJSON's words and byte offsets (wire contract, section 4)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.protocol import EngineRefusal
from mockgenie.protocol.request import read_json

EMPTY = "The document is empty."
INVALID = "Invalid value."
NO_NAME = "Missing a name for object member."
NO_COLON = "Missing a colon after a name of object member."
NO_CURLY = "Missing a comma or '}' after an object member."
NO_SQUARE = "Missing a comma or ']' after an array element."
NO_QUOTE = "Missing a closing quotation mark in string."
ENCODING = "Invalid encoding in string."
ESCAPE = "Invalid escape character in string."
HEX = "Incorrect hex digit after \\u escape in string."
SURROGATE = "The surrogate pair in string is invalid."
TOO_BIG = "Number too big to be stored in double."
FRACTION = "Miss fraction part in number."
EXPONENT = "Miss exponent in number."
BEHIND = "The document root must not be followed by other values."
TERMINATED = "Terminate parsing due to Handler error."
NO_OBJECT = "JSON error: parsed, but this is not valid JSON object."


def refusal(body: bytes) -> str:
    """The message with which `body` is refused."""
    with pytest.raises(EngineRefusal) as caught:
        read_json(body)
    assert (caught.value.method, caught.value.uuid, caught.value.request_id) == ("", "", None)
    return caught.value.message


def told(body: bytes) -> str:
    """ "read" where `body` is an object, else the message with which it is refused."""
    try:
        assert isinstance(read_json(body), dict)
    except EngineRefusal as caught:
        return caught.message
    return "read"


def test_an_object_is_read() -> None:
    body = ' {"가": [1, 2.5, -0, true, null, "\\uc11c\\uD83D\\ude00/\\/"]}\r\n\t'.encode()
    assert read_json(body) == {"가": [1, 2.5, 0, True, None, "서😀//"]}


def test_of_a_name_that_comes_twice_the_last_value_counts() -> None:
    assert read_json(b'{"a":1,"a":2}') == {"a": 2}


@pytest.mark.parametrize(
    ("body", "kind", "offset"),
    [
        (b"", EMPTY, 0),
        (b" \r\n\t", EMPTY, 4),
        (b"\xef\xbb\xbf{}", INVALID, 0),
        # RapidJSON reads up to the first NUL.
        (b"\x00", EMPTY, 0),
        (b'{"a":1\x00}', NO_CURLY, 6),
        (b"{", NO_NAME, 1),
        (b"{1}", NO_NAME, 1),
        (b"{'a':1}", NO_NAME, 1),
        (b'{"a":1,}', NO_NAME, 7),
        (b'{"a"', NO_COLON, 4),
        (b'{"a",1}', NO_COLON, 4),
        (b'{"a":}', INVALID, 5),
        (b'{"a":NaN}', INVALID, 5),
        (b'{"a":Infinity}', INVALID, 5),
        (b'{"a":-Infinity}', INVALID, 6),
        (b'{"a":1 "b":2}', NO_CURLY, 7),
        (b'{"a":1', NO_CURLY, 6),
        (b"[1", NO_SQUARE, 2),
        (b'["a"1]', NO_SQUARE, 4),
        (b'{"a', NO_QUOTE, 3),
        (b'["Test]', NO_QUOTE, 7),
        (b'["\\a"]', ESCAPE, 2),
        (b'["\\uABCG"]', HEX, 2),
        (b'["\\uD800X"]', SURROGATE, 2),
        (b'["\\uD800\\uFFFF"]', SURROGATE, 2),
        (b'["a\nb"]', ENCODING, 3),
        (b"[1.]", FRACTION, 3),
        (b"[1.a]", FRACTION, 3),
        (b"[1e]", EXPONENT, 3),
        (b"[1e_]", EXPONENT, 3),
        (b"[01]", NO_SQUARE, 2),
        (b"{}{}", BEHIND, 2),
        (b"{} ,", BEHIND, 3),
    ],
)
def test_a_syntax_error_is_told_as_rapidjson_tells_it(body: bytes, kind: str, offset: int) -> None:
    assert refusal(body) == f"JSON parsing error, error type: {kind}, offset: {offset}"


@pytest.mark.parametrize(
    "number",
    ["1e309", "-1e309", "1e99999999999", "9" * 400, "9" * 100_000, "1" + "0" * 309 + ".5"],
    ids=lambda number: f"{number[:8]}-{len(number)}",
)
def test_a_number_that_fits_no_double_is_refused_where_it_begins(number: str) -> None:
    body = b'{"a":' + number.encode() + b"}"
    assert refusal(body) == f"JSON parsing error, error type: {TOO_BIG}, offset: 5"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1e308", 1e308),
        ("1e-400", 0.0),
        ("18446744073709551615", 18446744073709551615),
        ("-9223372036854775808", -9223372036854775808),
        ("0.5" + "0" * 100_000, 0.5),
    ],
    ids=["1e308", "1e-400", "uint64", "int64", "long-fraction"],
)
def test_a_number_at_the_edge_is_read(written: str, value: float) -> None:
    assert read_json(b'{"a":' + written.encode() + b"}") == {"a": value}


def test_the_offset_counts_bytes() -> None:
    message = f"JSON parsing error, error type: {INVALID}, offset: 10"
    assert refusal('{"서울":}'.encode()) == message


@pytest.mark.parametrize(
    ("body", "kind", "offset"),
    [
        (b'{"a":"\xff"}', ENCODING, 6),
        (b'{"a":"ab\x80"}', ENCODING, 8),
        ('{"a":"가'.encode() + b'\xff"}', ENCODING, 9),
        (b'{"\xff":1}', ENCODING, 2),
        (b'{"a":"\xc0\xaf"}', ENCODING, 6),
        (b'{"a":"\xed\xa0\x80"}', ENCODING, 6),
        (b'{"a":"\xf4\x90\x80\x80"}', ENCODING, 6),
        # An encoding error behind a syntax error is never reached, nor the other way round.
        (b'{"a":x,"b":"\xff"}', INVALID, 5),
        (b'{"a":"\xff","b":x}', ENCODING, 6),
        (b'{"a":"\xff', ENCODING, 6),
        # Outside a string a byte is just a wrong byte.
        (b"\xff", INVALID, 0),
        (b'{\xff"a":1}', NO_NAME, 1),
        (b'{"a":1\xff}', NO_CURLY, 6),
        (b"{}\xff", BEHIND, 2),
    ],
)
def test_invalid_utf_8_is_an_invalid_encoding_in_a_string(
    body: bytes, kind: str, offset: int
) -> None:
    assert refusal(body) == f"JSON parsing error, error type: {kind}, offset: {offset}"


@pytest.mark.parametrize(
    "body",
    [b"[]", b'[{"access_key":"k"}]', b"null", b"true", b"1", b"1.5", b'"{}"', b" [ ] "],
)
def test_json_whose_root_is_no_object_is_refused(body: bytes) -> None:
    assert refusal(body) == NO_OBJECT


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'])
@pytest.mark.parametrize("depth", [2_000, 100_000])
def test_what_is_nested_without_end_is_refused(opening: bytes, depth: int) -> None:
    message = refusal(b'{"argument":' + opening * depth)
    assert message.startswith("JSON parsing error, error type: ")
    assert message.rpartition(", offset: ")[2].isdigit()


@pytest.mark.parametrize("depth", [100_000, 300_000])
def test_a_deep_and_complete_document_is_read_or_terminated(depth: int) -> None:
    body = b'{"a":' + b"[" * depth + b"]" * depth + b"}"
    message = told(body)
    assert message.startswith(("read", f"JSON parsing error, error type: {TERMINATED}, offset: "))


@given(st.binary(max_size=200))
def test_any_bytes_are_an_object_or_refused(body: bytes) -> None:
    assert told(body).startswith(("read", "JSON parsing error, error type: ", NO_OBJECT))


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@pytest.mark.slow
@given(st.dictionaries(st.text(), ANY_JSON), st.booleans())
def test_an_object_is_read_as_json_means_it(value: dict[str, object], ascii_only: bool) -> None:
    assert read_json(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@pytest.mark.slow
@given(st.dictionaries(st.text(), ANY_JSON, min_size=1), st.data())
def test_an_object_that_is_cut_off_is_refused_within_what_came(
    value: dict[str, object], data: st.DataObject
) -> None:
    body = json.dumps(value, ensure_ascii=False).encode()
    cut = body[: data.draw(st.integers(0, len(body) - 1))]
    message = refusal(cut)
    assert message.startswith("JSON parsing error, error type: ")
    assert int(message.rpartition(" ")[2]) <= len(cut)
