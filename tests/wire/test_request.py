"""What is checked of a request, and in which order (wire contract, section 4)."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.wire import (
    Call,
    CloseDialog,
    Dialog,
    EngineRefusal,
    GatewayError,
    GatewayRefusal,
    OpenDialog,
    Refusal,
    Request,
    read_call,
)

EMPTY = GatewayError.REQUIRED_ARGUMENTS_EMPTY
NOT_VALID = GatewayError.ARGUMENTS_NOT_VALID

KEY = '"access_key":"k"'
TALK = '"argument":{"method":"talk"}'
NOTHING = ["null", '""', "[]", "{}"]
"""What counts as empty."""
WRONG = ["1", "0", "false", "true", '["a"]', '{"a":1}', "1.5"]
"""What is there but no text."""
WRONG_ARGUMENTS = [wrong for wrong in WRONG if not wrong.startswith("{")]
"""What is there but no object."""


def call(argument: str) -> Call:
    """The call of a client with a key and `argument`, JSON text without its braces."""
    return read_call(f'{{{KEY},"argument":{{{argument}}}}}'.encode())


def request(argument: str) -> Request:
    """The request of such a call."""
    return call(argument).request()


def refused(act: Callable[[], object]) -> GatewayError:
    """The gateway error that `act` is refused with."""
    with pytest.raises(GatewayRefusal) as caught:
        act()
    return caught.value.error


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


# Step 9: the method


@pytest.mark.parametrize(
    "method", ["talk", "Dialog", "DIALOG", "dialog ", "open-dialog", "open", "다이얼로그", "\x00"]
)
def test_only_three_methods_are_known(method: str) -> None:
    body = {"request_id": "r", "access_key": "k", "argument": {"method": method, "uuid": "1"}}
    found = read_call(json.dumps(body).encode())
    with pytest.raises(EngineRefusal) as caught:
        found.request()
    refusal = caught.value
    assert refusal.message == "Invalid method"
    assert (refusal.method, refusal.uuid, refusal.request_id) == (method, "1", "r")


def test_an_unknown_method_is_told_before_its_missing_fields() -> None:
    with pytest.raises(EngineRefusal, match="Invalid method"):
        request('"method":"talk"')


# Step 10: open_dialog


def test_open_dialog_names_a_domain_and_an_access_method() -> None:
    found = request('"method":"open_dialog","name":"날씨","access_method":"external_data"')
    assert found == OpenDialog(name="날씨", access_method="external_data")


def test_what_an_access_method_may_be_is_not_for_the_wire_to_know() -> None:
    found = request('"method":"open_dialog","name":"W","access_method":"other"')
    assert found == OpenDialog(name="W", access_method="other")


@pytest.mark.parametrize("field", ["name", "access_method"])
@pytest.mark.parametrize("nothing", ["", *NOTHING])
def test_open_dialog_needs_both(field: str, nothing: str) -> None:
    fields = {"name": '"W"', "access_method": '"internal_data"', field: nothing}
    argument = "".join(f',"{name}":{value}' for name, value in fields.items() if value)
    assert refused(lambda: request(f'"method":"open_dialog"{argument}')) is EMPTY


@pytest.mark.parametrize("field", ["name", "access_method"])
@pytest.mark.parametrize("wrong", WRONG)
def test_open_dialog_takes_texts(field: str, wrong: str) -> None:
    fields = {"name": '"W"', "access_method": '"internal_data"', field: wrong}
    argument = "".join(f',"{name}":{value}' for name, value in fields.items())
    assert refused(lambda: request(f'"method":"open_dialog"{argument}')) is NOT_VALID


@pytest.mark.parametrize(
    "fields", ['"name":1', '"access_method":[1]', '"name":1,"access_method":""']
)
def test_open_dialog_tells_what_is_missing_first(fields: str) -> None:
    assert refused(lambda: request(f'"method":"open_dialog",{fields}')) is EMPTY


# Step 10: close_dialog


def test_close_dialog_names_a_session() -> None:
    assert request('"method":"close_dialog","uuid":"617208326861624290"') == CloseDialog(
        "617208326861624290"
    )


@pytest.mark.parametrize("nothing", ["", *NOTHING])
def test_close_dialog_needs_a_uuid(nothing: str) -> None:
    uuid = f',"uuid":{nothing}' if nothing else ""
    assert refused(lambda: request(f'"method":"close_dialog"{uuid}')) is EMPTY


@pytest.mark.parametrize("wrong", WRONG)
def test_close_dialog_takes_a_text(wrong: str) -> None:
    assert refused(lambda: request(f'"method":"close_dialog","uuid":{wrong}')) is NOT_VALID


# Step 10: dialog


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ('"text":"안녕"', Dialog("1", "안녕", None)),
        ('"text":" "', Dialog("1", " ", None)),
        ('"text":"안녕","data":null', Dialog("1", "안녕", None)),
        ('"data":[]', Dialog("1", None, ())),
        ('"data":[],"text":null', Dialog("1", None, ())),
        ('"data":[],"text":"안녕"', Dialog("1", "안녕", ())),
        ('"data":[{}]', Dialog("1", None, ({},))),
        (
            '"data":[{"Weather.city":"서울"},{"Weather.city":"<count>124</count>"}]',
            Dialog("1", None, ({"Weather.city": "서울"}, {"Weather.city": "<count>124</count>"})),
        ),
    ],
)
def test_dialog_is_a_text_or_records_or_both(fields: str, expected: Dialog) -> None:
    assert request(f'"method":"dialog","uuid":"1",{fields}') == expected


@pytest.mark.parametrize("nothing", [nothing for nothing in NOTHING if nothing != "[]"])
def test_data_that_is_empty_counts_as_missing_beside_a_text(nothing: str) -> None:
    found = request(f'"method":"dialog","uuid":"1","text":"안녕","data":{nothing}')
    assert found == Dialog("1", "안녕", None)


@pytest.mark.parametrize("nothing", NOTHING)
def test_a_text_that_is_empty_counts_as_missing_beside_records(nothing: str) -> None:
    found = request(f'"method":"dialog","uuid":"1","text":{nothing},"data":[{{"A.b":"1"}}]')
    assert isinstance(found, Dialog)
    assert not found.text
    assert found.data == ({"A.b": "1"},)


@pytest.mark.parametrize(
    "fields",
    [
        '"uuid":"1"',
        *(f'"uuid":"1","text":{nothing}' for nothing in NOTHING),
        *(f'"uuid":"1","data":{nothing}' for nothing in NOTHING if nothing != "[]"),
        '"uuid":"1","text":"","data":""',
        '"uuid":"1","text":null,"data":{}',
        '"text":"안녕"',
        '"data":[]',
        *(f'"uuid":{nothing},"text":"안녕"' for nothing in NOTHING),
        *(f'"uuid":{nothing},"data":[{{}}]' for nothing in NOTHING),
        # of the wrong type as well
        '"uuid":1',
        '"uuid":1,"text":""',
        '"text":1',
        '"uuid":"","data":1',
        '"uuid":null,"text":["안녕"]',
    ],
)
def test_dialog_needs_a_uuid_and_a_text_or_records(fields: str) -> None:
    assert refused(lambda: request(f'"method":"dialog",{fields}')) is EMPTY


@pytest.mark.parametrize(
    "fields",
    [
        *(f'"uuid":{wrong},"text":"안녕"' for wrong in WRONG),
        *(f'"uuid":{wrong},"data":[]' for wrong in WRONG),
        *(f'"uuid":"1","text":{wrong}' for wrong in WRONG),
        *(f'"uuid":"1","text":{wrong},"data":[]' for wrong in WRONG),
        '"uuid":"1","data":1',
        '"uuid":"1","data":0',
        '"uuid":"1","data":false',
        '"uuid":"1","data":"서울"',
        '"uuid":"1","data":{"Weather.city":"서울"}',
        '"uuid":"1","text":"안녕","data":"서울"',
        '"uuid":"1","data":["서울"]',
        '"uuid":"1","data":[null]',
        '"uuid":"1","data":[[]]',
        '"uuid":"1","data":[{"Weather.city":"서울"},1]',
        '"uuid":"1","data":[{"Weather.city":["서울"]}]',
        '"uuid":"1","data":[{"Weather.city":[]}]',
        '"uuid":"1","data":[{"Weather":{"city":"서울"}}]',
    ],
)
def test_dialog_takes_texts_and_lists_of_flat_objects(fields: str) -> None:
    assert refused(lambda: request(f'"method":"dialog",{fields}')) is NOT_VALID


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"12"', "12"),
        ('""', ""),
        ("12", "12"),
        ("-3", "-3"),
        ("12.0", "12"),
        ("12.5", "12.5"),
        ("0.1", "0.1"),
        ("1e3", "1000"),
        ("true", "true"),
        ("false", "false"),
        ("18446744073709551615", "18446744073709551615"),
    ],
)
def test_a_value_that_is_no_text_becomes_the_text_of_it(written: str, value: str) -> None:
    found = request(f'"method":"dialog","uuid":"1","data":[{{"A.b":{written}}}]')
    assert found == Dialog("1", None, ({"A.b": value},))


def test_a_slot_that_is_null_is_not_there() -> None:
    found = request('"method":"dialog","uuid":"1","data":[{"A.b":null,"A.c":"1"}]')
    assert found == Dialog("1", None, ({"A.c": "1"},))


@pytest.mark.parametrize("method", ["open_dialog", "dialog", "close_dialog"])
def test_a_refused_request_keeps_its_request_id(method: str) -> None:
    body = f'{{"request_id":"r",{KEY},"argument":{{"method":"{method}"}}}}'
    with pytest.raises(GatewayRefusal) as caught:
        read_call(body.encode()).request()
    assert caught.value.request_id == "r"


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


@given(ROOTS | VALUES, st.sampled_from(["", "key"]))
@settings(deadline=None, derandomize=True, database=None, max_examples=300)
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
@settings(deadline=None, derandomize=True, database=None)
def test_what_a_client_says_arrives_unchanged(uuid: str, text: str, request_id: str | None) -> None:
    argument = {"method": "dialog", "uuid": uuid, "text": text}
    body = {"request_id": request_id, "access_key": "k", "argument": argument}
    found = read_call(json.dumps(body).encode())
    assert found.request_id == request_id
    assert found.request() == Dialog(uuid, text, None)
