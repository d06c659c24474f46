"""Clients of 2018 to 2020 cut answers apart with fixed strings, so every byte has its place."""

from __future__ import annotations

import urllib.request

from tests.clients.conversation import body, opening
from tests.support import PATIENCE, Server

OPENED = '{"result":0,"return_object":{"method":"open_dialog","uuid":"'
ANSWERED = '{"result":0,"return_object":{"method":"dialog","uuid":"'
CLOSED = '{"result":0,"return_object":{"method":"close_dialog","uuid":"'
TEXT = '","result":{"system_text":"'
NO_TEXT = '","result":{"state":"'
STATE = '","state":"'
END = '","message":""}}}'


def ask(server: Server, request: bytes) -> str:
    with urllib.request.urlopen(server.url, request, timeout=PATIENCE) as response:
        answer: str = response.read().decode()
        return answer


def cut(answer: str, prefix: str) -> tuple[str, str, str]:
    """The uuid, the text and the state, found by counting characters alone."""
    uuid = answer[len(prefix) : len(prefix) + 18]
    text_at = len(prefix) + 18 + len(TEXT)
    text, rest = answer[text_at : -len(END)].split(STATE)
    # The clients trust these; here they are checked, so that a moved byte names itself.
    assert answer == prefix + uuid + TEXT + text + STATE + rest + END
    return uuid, text, rest


def test_the_uuid_and_the_text_of_an_opening_are_cut_out(legacy: Server) -> None:
    uuid, text, state = cut(ask(legacy, opening()), OPENED)
    assert uuid.isdecimal()
    assert uuid[0] != "0"
    assert (text, state) == ("안녕하세요.\\n", "start")


def test_the_text_of_a_turn_is_cut_out(legacy: Server) -> None:
    uuid, _, _ = cut(ask(legacy, opening()), OPENED)
    answer = ask(legacy, body("dialog", uuid=uuid, text="불 켜 줘"))
    assert cut(answer, ANSWERED) == (uuid, "네, 알겠습니다.\\n", "dialog")


def test_the_last_turn_is_known_by_its_state(legacy: Server) -> None:
    uuid, _, _ = cut(ask(legacy, opening()), OPENED)
    answer = ask(legacy, body("dialog", uuid=uuid, text="그만"))
    assert cut(answer, ANSWERED) == (uuid, "안녕히 가세요.\\n", "end")


def test_a_closing_is_known_by_its_whole_body(legacy: Server) -> None:
    uuid, _, _ = cut(ask(legacy, opening()), OPENED)
    assert ask(legacy, body("close_dialog", uuid=uuid)) == CLOSED + uuid + NO_TEXT + "end" + END
