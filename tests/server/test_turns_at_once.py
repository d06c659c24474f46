"""Turns of one session that come at once are answered one after the other, never mixed."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

from tests.server.http_bytes import post
from tests.support import Server

STEPS = ("하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟")


def opened(server: Server) -> str:
    answer = server.exchange(
        post(
            '{"access_key":"k","argument":'
            '{"method":"open_dialog","name":"Steps","access_method":"internal_data"}}'
        )
    )
    found = re.search(rb'"uuid":"(\d{18})"', answer)
    assert found
    return found[1].decode()


def turn(uuid: str) -> bytes:
    return post(
        f'{{"access_key":"k","argument":{{"method":"dialog","uuid":"{uuid}","text":"다음"}}}}'
    )


def said(answer: bytes) -> str:
    found = re.search(r'"system_text":"(.*)\\n","state":"(dialog|end)"', answer.decode())
    assert found
    return found[1]


def test_every_turn_is_answered_once_and_in_some_order(server: Server) -> None:
    with ThreadPoolExecutor(len(STEPS)) as pool:
        for _ in range(10):
            uuid = opened(server)
            answers = pool.map(server.exchange, [turn(uuid)] * len(STEPS))
            assert sorted(map(said, answers)) == sorted(STEPS)


def test_sessions_at_once_do_not_mix(server: Server) -> None:
    with ThreadPoolExecutor(4) as pool:
        uuids = [opened(server) for _ in range(4)]

        def walk(uuid: str) -> list[str]:
            return [said(server.exchange(turn(uuid))) for _ in STEPS]

        assert list(pool.map(walk, uuids)) == [list(STEPS)] * 4
