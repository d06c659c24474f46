"""What is checked of a request, and in which order (wire contract, section 4)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.protocol import (
    Call,
    CloseDialog,
    Dialog,
    GatewayError,
    GatewayRefusal,
    OpenDialog,
    Refusal,
    read_call,
)
from tests.protocol.calls import (
    EMPTY,
    KEY,
    NOT_VALID,
    NOTHING,
    TALK,
    WRONG,
    WRONG_ARGUMENTS,
    call,
    refused,
)

# Step 4 to 6: who calls


def test_a_call_has_a_key_a_method_and_an_argument() -> None:
    assert call('"method":"talk","extra":[1]') == Call(
        access_key="k",
        request_id=None,
        method="talk",
        uuid="",
        argument={"method": "talk", "extra": [1]},
    )


def test_unknown_fields_are_ignored_anywhere() -> None:
    body = (
        '{"x":1,"access_key":"k","argument":{"access_key":"other","y":{"z":[]},'
        '"method":"open_dialog","name":"Weather","access_method":"internal_data"}}'
    )
    found = read_call(body.encode())
    assert found.access_key == "k"
    assert found.request() == OpenDialog("Weather", "internal_data")


@pytest.mark.parametrize(
    ("written", "request_id"),
    [
        ('"r-1"', "r-1"),
        ('""', ""),
        ('"reserved field"', "reserved field"),
        ("null", None),
        ("1", None),
        ('["r"]', None),
        ('{"r":1}', None),
    ],
)
def test_a_request_id_is_kept_where_it_is_a_text(written: str, request_id: str | None) -> None:
    body = f'{{"request_id":{written},{KEY},{TALK}}}'.encode()
    assert read_call(body).request_id == request_id


@pytest.mark.parametrize(
    ("uuid", "echoed"), [('"1"', "1"), ("1", ""), ("null", ""), ('["1"]', ""), ('""', "")]
)
def test_a_uuid_is_echoed_where_it_is_a_text(uuid: str, echoed: str) -> None:
    assert call(f'"method":"talk","uuid":{uuid}').uuid == echoed


@pytest.mark.parametrize("nothing", ["", *NOTHING])
def test_an_access_key_has_to_be_there(nothing: str) -> None:
    key = f'"access_key":{nothing},' if nothing else ""
    assert refused(lambda: read_call(f"{{{key}{TALK}}}".encode())) is EMPTY


@pytest.mark.parametrize("nothing", ["", *NOTHING])
def test_an_argument_has_to_be_there(nothing: str) -> None:
    argument = f',"argument":{nothing}' if nothing else ""
    assert refused(lambda: read_call(f"{{{KEY}{argument}}}".encode())) is EMPTY


@pytest.mark.parametrize("nothing", ["", *NOTHING])
def test_a_method_has_to_be_there(nothing: str) -> None:
    argument = f'"method":{nothing}' if nothing else '"uuid":"1"'
    assert refused(lambda: call(argument)) is EMPTY


@pytest.mark.parametrize("wrong", WRONG)
def test_an_access_key_is_a_text(wrong: str) -> None:
    body = f'{{"access_key":{wrong},{TALK}}}'.encode()
    assert refused(lambda: read_call(body)) is NOT_VALID


@pytest.mark.parametrize("wrong", [*WRONG_ARGUMENTS, '"method"', '[{"method":"talk"}]'])
def test_an_argument_is_an_object(wrong: str) -> None:
    body = f'{{{KEY},"argument":{wrong}}}'.encode()
    assert refused(lambda: read_call(body)) is NOT_VALID


@pytest.mark.parametrize("wrong", WRONG)
def test_a_method_is_a_text(wrong: str) -> None:
    assert refused(lambda: call(f'"method":{wrong}')) is NOT_VALID


@pytest.mark.parametrize(
    "body",
    [
        '{"access_key":1}',
        '{"access_key":1,"argument":{}}',
        '{"access_key":1,"argument":{"method":""}}',
        '{"argument":1}',
        '{"access_key":"","argument":"method"}',
        '{"argument":{"method":1}}',
        '{"access_key":null,"argument":{"method":["talk"]}}',
    ],
)
def test_what_is_missing_is_told_before_what_is_of_the_wrong_type(body: str) -> None:
    assert refused(lambda: read_call(body.encode())) is EMPTY


@pytest.mark.parametrize(
    "body", ['{"access_key":1,"argument":[1]}', '{"access_key":"k","argument":"method"}']
)
def test_two_wrong_types_are_one_error(body: str) -> None:
    assert refused(lambda: read_call(body.encode())) is NOT_VALID


@pytest.mark.parametrize(
    "body",
    [
        '{"request_id":"r"}',
        '{"request_id":"r","access_key":1,"argument":{"method":"m"}}',
        '{"request_id":"r","access_key":"k","argument":1}',
        '{"request_id":"r","access_key":"k","argument":{}}',
    ],
)
def test_a_refusal_keeps_the_request_id(body: str) -> None:
    with pytest.raises(GatewayRefusal) as caught:
        read_call(body.encode())
    assert caught.value.request_id == "r"


@pytest.mark.parametrize("key", ["", *(f'"access_key":{nothing},' for nothing in NOTHING)])
def test_an_authorization_header_stands_in_for_a_missing_key(key: str) -> None:
    assert read_call(f"{{{key}{TALK}}}".encode(), "gateway-key").access_key == "gateway-key"


def test_a_key_in_the_body_counts_more_than_the_header() -> None:
    assert read_call(f"{{{KEY},{TALK}}}".encode(), "gateway-key").access_key == "k"


def test_the_header_does_not_heal_a_key_of_the_wrong_type() -> None:
    body = f'{{"access_key":1,{TALK}}}'.encode()
    assert refused(lambda: read_call(body, "gateway-key")) is NOT_VALID


def test_the_header_does_not_stand_in_for_anything_else() -> None:
    assert refused(lambda: read_call(b"{}", "gateway-key")) is EMPTY


# Laws

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10
)
METHODS = st.sampled_from(["open_dialog", "dialog", "close_dialog", "talk"])
ARGUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "method": METHODS | VALUES,
        "uuid": st.text() | VALUES,
        "text": st.text() | VALUES,
        "data": st.lists(st.dictionaries(st.text(), SCALARS)) | VALUES,
        "name": st.text() | VALUES,
        "access_method": st.text() | VALUES,
    },
)
ROOTS = st.fixed_dictionaries(
    {},
    optional={
        "access_key": st.text(min_size=1) | VALUES,
        "argument": ARGUMENTS | VALUES,
        "request_id": st.text() | VALUES,
    },
)


@pytest.mark.slow
@given(ROOTS | VALUES, st.sampled_from(["", "key"]))
@settings(max_examples=300)
def test_any_json_is_a_call_or_refused(root: object, authorization: str) -> None:
    try:
        found = read_call(json.dumps(root).encode(), authorization)
    except Refusal:
        return
    assert found.access_key
    assert found.method
    try:
        made = found.request()
    except Refusal:
        return
    assert isinstance(made, OpenDialog | Dialog | CloseDialog)
    if isinstance(made, Dialog):
        assert made.uuid
        assert made.text or made.data is not None
        assert all(isinstance(v, str) for record in made.data or () for v in record.values())


@given(st.text(min_size=1), st.text(min_size=1), st.none() | st.text())
def test_what_a_client_says_arrives_unchanged(uuid: str, text: str, request_id: str | None) -> None:
    argument = {"method": "dialog", "uuid": uuid, "text": text}
    body = {"request_id": request_id, "access_key": "k", "argument": argument}
    found = read_call(json.dumps(body).encode())
    assert found.request_id == request_id
    assert found.request() == Dialog(uuid, text, None)


@pytest.mark.parametrize("key", ["k" * 1024, "열" * 341, "\N{GRINNING FACE}" * 256], ids=len)
def test_a_long_key_is_a_key(key: str) -> None:
    body = json.dumps({"access_key": key, "argument": {"method": "dialog"}})
    assert read_call(body.encode()).access_key == key


@pytest.mark.parametrize(
    "key", ["k" * 1025, "열" * 342, "\N{GRINNING FACE}" * 257, "k" * 500_000], ids=len
)
def test_what_is_too_long_for_a_key_is_refused(key: str) -> None:
    body = json.dumps({"request_id": "7", "access_key": key, "argument": {"method": "dialog"}})
    with pytest.raises(GatewayRefusal) as refusal:
        read_call(body.encode())
    assert (refusal.value.error, refusal.value.request_id) == (
        GatewayError.ARGUMENTS_NOT_VALID,
        "7",
    )
    with pytest.raises(GatewayRefusal):
        read_call(b'{"argument":{"method":"dialog"}}', key)
