"""The three methods and their own fields (wire contract, section 4, steps 9 and 10)."""

from __future__ import annotations

import json

import pytest

from mockgenie.protocol import (
    CloseDialog,
    Dialog,
    EngineRefusal,
    GatewayRefusal,
    OpenDialog,
    read_call,
)
from tests.protocol.calls import (
    EMPTY,
    KEY,
    NOT_VALID,
    NOTHING,
    WRONG,
    refused,
    request,
)

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
