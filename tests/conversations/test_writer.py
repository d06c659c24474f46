"""What is written of conversations is read as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mockgenie.conversations import Conversation, read_conversations, write_conversations
from mockgenie.conversations.model import (
    ConversationTurn,
    Expectation,
    ExpectedRequest,
    Wording,
)

PLACE = (1, 1)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\x00\ufeff"), min_size=1, max_size=20
).filter(lambda text: text == text.strip() and text.strip("\n") == text)
SLOTS = st.sampled_from(["Weather.city", "Weather.date", "A: b.c", "가.나"])


def conversation(*turns: ConversationTurn, name: str = "이름") -> Conversation:
    opening = ConversationTurn(Expectation(task="t"), PLACE)
    return Conversation(name, Path(), PLACE, (opening, *turns), date(2026, 12, 24), 0)


def read_again(folder: Path, *written: Conversation) -> list[Conversation]:
    """What comes of them, without their places."""
    file = folder / "written.yaml"
    file.write_text(write_conversations(written), encoding="utf-8")
    return [
        replace(
            one,
            path=Path(),
            place=PLACE,
            turns=tuple(replace(turn, place=PLACE) for turn in one.turns),
        )
        for one in read_conversations(file, None)
    ]


def test_every_field_is_written(tmp_path: Path) -> None:
    full = replace(
        conversation(
            ConversationTurn(
                Expectation(
                    bot=Wording(exact="첫 줄\n- 둘째 줄: #1\n\n끝"),
                    state="end",
                    slots={"A.b": ("가",), "A.c": (), "A.d": None, "A.e": ("가", "나, 다")},
                    unwanted={"A.b": ("가",), "A.c": None},
                    compared={"A.d": ("<=30000", "lowest")},
                    act="",
                    task="끝내기",
                    image="",
                ),
                PLACE,
                "",
            )
        ),
        seed=7,
        access_method="external_data",
        domain="날씨: 2",
    )
    assert read_again(tmp_path, full) == [full]
    asking = replace(
        conversation(
            ConversationTurn(
                Expectation(
                    requests=(
                        ExpectedRequest(("A.b", "A.c"), 'A.b="가"'),
                        ExpectedRequest(None, ""),
                    ),
                    act="묻기",
                    image="http://localhost/a.png?b=c",
                ),
                PLACE,
                "예: [질문]?",
            ),
            ConversationTurn(
                Expectation(
                    bot=Wording(matches=(r"^[0-9]+\.$", "나"), contains=("다",), lacks=("라",))
                ),
                PLACE,
                None,
                ({"A.b": "가", "A.c": "010"}, {"A.b": "아니오, 예"}),
            ),
            ConversationTurn(Expectation(), PLACE, None, ()),
        ),
        access_method="external_data",
    )
    assert read_again(tmp_path, asking) == [asking]


def test_two_of_one_name_are_told_apart(tmp_path: Path) -> None:
    turn = ConversationTurn(Expectation(), PLACE, "가")
    names = ["가", "가 (2)", "가", "가"]
    written = [conversation(turn, name=name) for name in names]
    assert [one.name for one in read_again(tmp_path, *written)] == [
        "가", "가 (2)", "가 (3)", "가 (4)",
    ]  # fmt: skip


@pytest.mark.slow
@given(user=TEXTS, bot=TEXTS, slot=SLOTS, value=TEXTS)
def test_any_text_is_written(
    tmp_path_factory: pytest.TempPathFactory, user: str, bot: str, slot: str, value: str
) -> None:
    turn = ConversationTurn(
        Expectation(bot=Wording(exact=bot), slots={slot: (value,)}), PLACE, user
    )
    (read,) = read_again(tmp_path_factory.mktemp("written"), conversation(turn))
    (_, said) = read.turns
    assert (said.user, said.expected.bot, said.expected.slots) == (
        user,
        Wording(exact=bot),
        {slot: (value,)},
    )
