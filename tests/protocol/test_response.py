"""The head, the envelope and the return object of an answer, byte for byte."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.protocol import (
    CONTINUE,
    ENVELOPES,
    GatewayError,
    closed,
    data_requested,
    failed,
    head,
    spoken,
)
from mockgenie.protocol.response import quote

OBJECT = '{"method":"close_dialog"}'
LINKED = '"return_type":"com.google.gson.internal.LinkedTreeMap",'

UUID = "617208326861624290"


@pytest.mark.parametrize(
    ("status", "line"),
    [
        (200, "HTTP/1.1 200 OK"),
        (400, "HTTP/1.1 400 Bad Request"),
        (404, "HTTP/1.1 404 Not Found"),
        (408, "HTTP/1.1 408 Request Timeout"),
        (413, "HTTP/1.1 413 Request Entity Too Large"),
        (429, "HTTP/1.1 429 Too Many Requests"),
        (500, "HTTP/1.1 500 Internal Server Error"),
    ],
)
def test_the_head_is_a_status_line_and_four_headers(status: int, line: str) -> None:
    assert head(status, 50783) == (
        f"{line}\r\n"
        "Access-Control-Allow-Origin: *\r\n"
        "Connection: close\r\n"
        "Content-Length: 50783\r\n"
        "Content-Type: application/json; charset=UTF-8\r\n"
        "\r\n"
    ).encode("ascii")


def test_a_kept_connection_differs_in_one_header_alone() -> None:
    assert head(200, 0, keep_alive=True) == head(200, 0).replace(b"close", b"keep-alive")


def test_every_documented_error_has_a_head() -> None:
    for error in GatewayError:
        assert head(error.status, 0).startswith(b"HTTP/1.1 %d " % error.status)


def test_a_status_that_no_answer_has_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        head(201, 0)


def test_who_expects_continue_is_told_to() -> None:
    assert CONTINUE == b"HTTP/1.1 100 Continue\r\n\r\n"


def test_there_are_three_envelopes_and_the_first_is_the_guides() -> None:
    assert list(ENVELOPES) == ["guide", "observed", "legacy"]
    assert [envelope.name for envelope in ENVELOPES.values()] == ["guide", "observed", "legacy"]


@pytest.mark.parametrize(
    ("envelope", "request_id", "body"),
    [
        (
            "guide",
            None,
            f'{{"request_id":"reserved field","result":0,{LINKED}"return_object":{{}}}}',
        ),
        ("guide", "가-1", f'{{"request_id":"가-1","result":0,{LINKED}"return_object":{{}}}}'),
        ("guide", "", f'{{"request_id":"","result":0,{LINKED}"return_object":{{}}}}'),
        ("observed", None, f'{{"result":0,{LINKED}"return_object":{{}}}}'),
        ("observed", "a", f'{{"request_id":"a","result":0,{LINKED}"return_object":{{}}}}'),
        ("legacy", None, '{"result":0,"return_object":{}}'),
        ("legacy", "a", '{"result":0,"return_object":{}}'),
    ],
)
def test_a_success_is_wrapped(envelope: str, request_id: str | None, body: str) -> None:
    assert ENVELOPES[envelope].success(request_id, "{}") == body.encode()


@pytest.mark.parametrize(
    ("envelope", "request_id", "body"),
    [
        ("guide", None, '{"request_id":"reserved field","result":-1,"reason":"R"}'),
        ("guide", "a", '{"request_id":"a","result":-1,"reason":"R"}'),
        ("observed", None, '{"result":-1,"reason":"R"}'),
        ("observed", "a", '{"request_id":"a","result":-1,"reason":"R"}'),
        ("legacy", None, '{"result":-1,"reason":"R"}'),
        ("legacy", "a", '{"result":-1,"reason":"R"}'),
    ],
)
def test_a_failure_is_wrapped(envelope: str, request_id: str | None, body: str) -> None:
    assert ENVELOPES[envelope].failure(request_id, "R") == body.encode()


@pytest.mark.parametrize("envelope", ["guide", "observed"])
def test_a_request_id_is_quoted(envelope: str) -> None:
    start = b'{"request_id":"\\"\\n\\u2028<","result":'
    assert ENVELOPES[envelope].success('"\n\u2028<', OBJECT).startswith(start)
    assert ENVELOPES[envelope].failure('"\n\u2028<', "R").startswith(start)


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_korean_leaves_as_utf_8(envelope: str) -> None:
    assert '"서울"'.encode() in ENVELOPES[envelope].success(None, '{"system_text":"서울"}')


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_half_of_a_surrogate_pair_cannot_be_written(envelope: str) -> None:
    with pytest.raises(UnicodeEncodeError):
        ENVELOPES[envelope].success(None, '{"system_text":"\ud83d"}')


def test_the_captured_bodies_of_2018_come_back_to_the_byte() -> None:
    opened = spoken("open_dialog", UUID, "안녕하세요.", "start")
    assert (
        ENVELOPES["legacy"].success(None, opened)
        == (
            '{"result":0,"return_object":{"method":"open_dialog","uuid":"617208326861624290",'
            '"result":{"system_text":"안녕하세요.\\n","state":"start","message":""}}}'
        ).encode()
    )
    said = spoken("dialog", UUID, "네, 알겠습니다.", "dialog")
    assert (
        ENVELOPES["legacy"].success(None, said)
        == (
            '{"result":0,"return_object":{"method":"dialog","uuid":"617208326861624290",'
            '"result":{"system_text":"네, 알겠습니다.\\n","state":"dialog","message":""}}}'
        ).encode()
    )


def test_the_last_answer_has_the_state_end() -> None:
    assert spoken("dialog", UUID, "안녕히 가세요.", "end") == (
        '{"method":"dialog","uuid":"617208326861624290",'
        '"result":{"system_text":"안녕히 가세요.\\n","state":"end","message":""}}'
    )


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("", r"\n"),
        ("네", r"네\n"),
        ("네\n", r"네\n"),
        ("네\n\n\n", r"네\n"),
        ("하나\n둘", r"하나\n둘\n"),
        ("\n네", r"\n네\n"),
        ("네 ", r"네 \n"),
        ('"네"\\', r"\"네\"\\\n"),
    ],
)
def test_a_text_ends_with_exactly_one_newline(text: str, sent: str) -> None:
    assert f'"system_text":"{sent}","state"' in spoken("dialog", UUID, text, "dialog")


def test_records_are_requested_as_the_guide_shows() -> None:
    slots = ("Weather.city", "Weather.date", "Weather.info")
    assert data_requested("dialog", UUID, [(slots, 'Weather.date="오늘"')]) == (
        '{"method":"dialog","uuid":"617208326861624290","result":{"data_request":'
        '[{"slots":["Weather.city","Weather.date","Weather.info"],'
        '"condition":"Weather.date=\\"오늘\\""}],"state":"data_request","message":""}}'
    )


def test_each_entity_class_has_an_entry_of_its_own() -> None:
    entries = [(("A.가", "A.b"), 'A.b>="3"'), (("B.c",), "")]
    assert data_requested("dialog", UUID, entries) == (
        '{"method":"dialog","uuid":"617208326861624290","result":{"data_request":'
        '[{"slots":["A.가","A.b"],"condition":"A.b>=\\"3\\""},'
        '{"slots":["B.c"],"condition":""}],"state":"data_request","message":""}}'
    )


def test_a_closed_dialog_has_no_system_text() -> None:
    assert closed(UUID) == (
        '{"method":"close_dialog","uuid":"617208326861624290",'
        '"result":{"state":"end","message":""}}'
    )


@pytest.mark.parametrize("method", ["open_dialog", "dialog", "talk", "", "클로즈"])
def test_an_engine_error_has_an_empty_system_text(method: str) -> None:
    assert failed(method, "u", "Invalid method") == (
        f'{{"method":"{method}","uuid":"u",'
        '"result":{"system_text":"","state":"error","message":"Invalid method"}}'
    )


def test_an_engine_error_of_close_dialog_has_no_system_text() -> None:
    message = "500 Internal Server Error: thread closing failure."
    assert failed("close_dialog", "1", message) == (
        f'{{"method":"close_dialog","uuid":"1","result":{{"state":"error","message":"{message}"}}}}'
    )


def test_what_the_request_sent_is_quoted() -> None:
    assert failed('"', "\n", "").startswith(r'{"method":"\"","uuid":"\n","result"')
    assert closed('"').startswith(r'{"method":"close_dialog","uuid":"\"",')


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("", '""'),
        ("안녕하세요.", '"안녕하세요."'),
        ("= < > & ' `", '"= < > & \' `"'),
        ("/", '"/"'),
        ("é日😀", '"é日😀"'),
        ("\x7f\x80\x9f\xa0\u200b\ufeff", '"\x7f\x80\x9f\xa0\u200b\ufeff"'),
        ('"', r'"\""'),
        ("\\", r'"\\"'),
        ("\n", r'"\n"'),
        ("\r\t\b\f", r'"\r\t\b\f"'),
        ("\x00", r'"\u0000"'),
        ("\x0b", r'"\u000b"'),
        ("\x1f", r'"\u001f"'),
        ("\u2028", r'"\u2028"'),
        ("\u2029", r'"\u2029"'),
        ("\u2027\u202a", '"\u2027\u202a"'),
        ("\\u2028", r'"\\u2028"'),
        ("\\\u2028\\", r'"\\\u2028\\"'),
        ('Weather.date="오늘"', r'"Weather.date=\"오늘\""'),
    ],
)
def test_a_text_is_quoted_as_gson_does(text: str, quoted: str) -> None:
    assert quote(text) == quoted


def test_every_control_character_is_escaped_with_lower_case_digits() -> None:
    short = {8: r"\b", 9: r"\t", 10: r"\n", 12: r"\f", 13: r"\r"}
    for code in range(0x20):
        escape = short.get(code, f"\\u{code:04x}")
        assert quote(chr(code)) == f'"{escape}"'


def test_no_other_character_of_the_first_planes_is_escaped() -> None:
    escaped = {*range(0x20), ord('"'), ord("\\"), 0x2028, 0x2029}
    plain = "".join(chr(code) for code in range(0xD800) if code not in escaped)
    assert quote(plain) == f'"{plain}"'


@given(st.text())
def test_what_is_quoted_reads_back_as_the_same_text(text: str) -> None:
    quoted = quote(text)
    assert json.loads(quoted) == text
