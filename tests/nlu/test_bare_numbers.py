"""A number alone that comes in the place of the one that was said last."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engines import Conversation

OVEN = """
entities:
  Oven: {slots: {heat: {type: int, counters: [도]}, tray: {values: [위, 아래], words: [칸]}}}
acts: {heat: <Oven.heat>, tray: <Oven.tray>, light: 불}
tasks:
  hello: {say: 오븐입니다.}
  heat: {fill: Oven.heat, say: "{Oven.heat}도로 맞췄어요.", reset: Oven.heat}
  tray: {fill: Oven.tray, say: "{Oven.tray} 칸이에요."}
  light: {say: 켰어요.}
anywhere:
  - {task: heat, when: act = "heat"}
  - {task: tray, when: act = "tray"}
  - {task: light, when: act = "light"}
fallback: 몰라요.
"""


@pytest.mark.parametrize("text", ["아니 180", "180으로요", "음 그냥 180", "180 해 주세요"])
def test_it_is_meant_in_its_place(talk: Callable[..., Conversation], text: str) -> None:
    oven = talk(OVEN)
    assert oven.say("200도로 해 줘") == "200도로 맞췄어요."
    assert oven.say(text) == "180도로 맞췄어요."


@pytest.mark.parametrize("text", ["180년대 노래", "아니 180번 틀렸어"])
def test_it_is_nothing_else(talk: Callable[..., Conversation], text: str) -> None:
    oven = talk(OVEN)
    oven.say("200도로 해 줘")
    assert oven.say(text) == "몰라요."


def test_it_means_nothing_where_something_else_was_spoken_of(
    talk: Callable[..., Conversation],
) -> None:
    oven = talk(OVEN)
    assert oven.say("180") == "몰라요."
    oven.say("200도로 해 줘")
    oven.say("불 켜 줘")
    assert oven.say("180") == "몰라요."
