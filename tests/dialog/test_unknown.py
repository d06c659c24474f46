"""What is said to words that are not known."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engines import Conversation

SHOP = """
entities:
  Tea:
    slots:
      leaf: {values: [녹차, 홍차], description: 차 이름%s}
      size: {values: [작은, 큰], description: 크기는 어떻게 할까요, words: [크기]}
acts: {order: [우려, <Tea.leaf>]}
%s
tasks:
  order:
    fill: [Tea.leaf, Tea.size]
    ask: {Tea.leaf: ["무슨 차요?", "녹차와 홍차가 있어요."]}
    say: "{Tea.leaf} 드릴게요."
"""


@pytest.mark.parametrize(
    ("of_slot", "of_domain", "said"),
    [
        ("", "", "쌍화탕은 제가 모르는 차예요."),
        (", unknown: '{unknown}은(는) 없어요.'", "", "쌍화탕은 없어요."),
        ("", "unknown: '{unknown}이요?'", "쌍화탕이요?"),
        (", unknown: 없어요.", "unknown: 뭐라고요?", "없어요."),
        (", unknown: {when: turn = 0, text: 없어요.}", "", ""),
    ],
)
def test_a_slot_and_a_domain_may_have_a_text(
    talk: Callable[..., Conversation], of_slot: str, of_domain: str, said: str
) -> None:
    conversation = talk(SHOP % (of_slot, of_domain))
    assert conversation.say("쌍화탕요") == "\n".join(filter(None, [said, "녹차와 홍차가 있어요."]))


def test_it_is_asked_again_however_often(talk: Callable[..., Conversation]) -> None:
    conversation = talk(SHOP % ("", ""))
    for _ in range(3):
        said = conversation.say("쌍화탕요")
    assert said == "쌍화탕은 제가 모르는 차예요.\n녹차와 홍차가 있어요."


def test_a_question_is_no_name(talk: Callable[..., Conversation]) -> None:
    conversation = talk(SHOP % ("", ""))
    conversation.say("녹차요")
    assert conversation.say("보통이요").startswith("보통은 제가 모르는 말이에요.")


def test_the_rest_is_answered_behind_it(talk: Callable[..., Conversation]) -> None:
    conversation = talk(SHOP % ("", ""))
    assert (
        conversation.say("찬물로 우려 주세요")
        == "찬물은 제가 모르는 말이에요.\n녹차와 홍차가 있어요."
    )


def test_conditions_know_it(talk: Callable[..., Conversation]) -> None:
    text = "anywhere: {task: shelf, when: unknown is filled}"
    shelf = '  shelf: {say: "{unknown} 말고 녹차는 어떠세요?"}\n'
    conversation = talk(SHOP % ("", text) + shelf)
    assert conversation.say("쌍화탕요") == (
        "쌍화탕은 제가 모르는 차예요.\n쌍화탕 말고 녹차는 어떠세요?\n무슨 차요?"
    )
    assert "쌍화탕" not in conversation.say("아무거나요")


def test_in_the_place_of_a_value_it_is_asked_for_again(talk: Callable[..., Conversation]) -> None:
    conversation = talk(SHOP % ("", ""))
    assert conversation.say("홍차요") == "크기는 어떻게 할까요?"
    assert conversation.say("홍차 말고 보이차는요?").endswith("무슨 차요?")
    assert not conversation.filled()


SEATS = """
entities:
  Hall:
    key: name
    slots:
      name: {values: [너른홀, 작은홀]}
      side: {values: [동쪽, 서쪽], description: 어느 쪽}
    instances: [{name: 너른홀, side: 동쪽}, {name: 작은홀, side: 동쪽}]
acts: {find: [(데|곳) (있|보여), <Hall.side>, (데로|곳으로)]}
tasks:
  hello: {say: 공연장 안내입니다.}
  find:
    fill: Hall.side
    ask: {Hall.side: 어느 쪽이요?}
    lookup: Hall
    say: {text: "{count}곳이요.", each: "{Hall.name}"}
anywhere: {task: find, when: act = "find"}
unknown: "{unknown}은(는) 몰라요."
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("음향 좋은 데 있을까요?", "음향 좋은 데는 몰라요."),
        ("조명이 예쁜 곳으로 보여 주세요", "조명이 예쁜 곳은 몰라요."),
        ("분위기 좋은 데 있어요?", "분위기 좋은 데는 몰라요."),
        ("보기 좋은 데 있어요?", ""),
        ("아주 좋은 데 있어요?", ""),
        ("제일 좋은 곳 있나요?", ""),
        ("혹시 좋은 데 있어요?", ""),
        ("아이들이랑 있기 좋은 데 있어요?", ""),
    ],
)
def test_what_is_to_be_good_of_it_is_told(
    talk: Callable[..., Conversation], text: str, said: str
) -> None:
    conversation = talk(SEATS)
    assert conversation.say(text) == "\n".join(filter(None, (said, "어느 쪽이요?")))
    conversation.say("동쪽이요")
    assert conversation.say(text).startswith(said or "2곳이요.")
