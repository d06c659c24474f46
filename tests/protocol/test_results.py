"""The return object of each kind of answer (wire contract, section 3)."""

from __future__ import annotations

import pytest

from mockgenie.protocol import ENVELOPES, closed, data_requested, failed, spoken

UUID = "617208326861624290"


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
