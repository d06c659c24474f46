"""A file of conversations is read as it is written, or told what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mockgenie.conversations import Conversation, ConversationError, read_conversations
from mockgenie.conversations.model import (
    ConversationTurn,
    Expectation,
    ExpectedRequest,
    Wording,
)
from mockgenie.domain import Domain

Read = Callable[[str], tuple[Conversation, ...]]
Problems = Callable[[str], list[str]]

MARK = "¦"


def turns(read: Read, text: str, defaults: str = "") -> tuple[ConversationTurn, ...]:
    (conversation,) = read(f"- name: 시험\n{defaults}  conversation:\n{text}")
    return conversation.turns


def said(turn: ConversationTurn) -> tuple[str | None, str | None]:
    """What the user says, and the very words of the bot."""
    return turn.user, turn.expected.bot.exact if turn.expected.bot else None


def test_what_the_bot_says_first_is_the_opening(read: Read) -> None:
    (opening, turn) = turns(read, "  - bot: 어서 오세요.\n  - {user: 얼마예요?, bot: 뭐가요?}\n")
    assert said(opening) == (None, "어서 오세요.")
    assert said(turn) == ("얼마예요?", "뭐가요?")


def test_an_opening_of_which_nothing_is_expected_is_a_turn_too(read: Read) -> None:
    (opening, turn) = turns(read, "  - {user: 얼마예요?, bot: 뭐가요?}\n")
    assert said(opening) == (None, None)
    assert opening.expected == Expectation()
    assert said(turn) == ("얼마예요?", "뭐가요?")


def test_lines_of_a_dialogue_are_turns_in_both_languages(read: Read) -> None:
    korean = turns(read, "  - 봇: 어서 오세요.\n  - 나: 얼마예요?\n  - 봇: 뭐가요?\n")
    english = turns(read, "  - bot: 어서 오세요.\n  - user: 얼마예요?\n  - bot: 뭐가요?\n")
    assert korean == english
    assert [said(turn) for turn in korean] == [(None, "어서 오세요."), ("얼마예요?", "뭐가요?")]


def test_what_is_told_in_several_entries_belongs_to_one_turn(read: Read) -> None:
    (_, turn) = turns(read, "  - user: 그만\n  - bot: 또 오세요.\n  - state: end\n")
    assert said(turn) == ("그만", "또 오세요.")
    assert turn.expected.state == "end"


def test_the_newline_behind_a_block_does_not_count(read: Read) -> None:
    (opening,) = turns(read, "  - bot: |\n      하나\n      둘\n")
    assert said(opening) == (None, "하나\n둘")


def test_words_of_the_bot_can_be_told_in_part(read: Read) -> None:
    (opening,) = turns(read, "  - bot: {matches: 어서.*오, contains: [어서, 오세요], not: 안녕}\n")
    assert opening.expected.bot == Wording(
        matches=("어서.*오",), contains=("어서", "오세요"), lacks=("안녕",)
    )


def test_slots_have_a_value_or_several_or_any_or_none(read: Read) -> None:
    (_, turn) = turns(
        read, "  - {user: 라떼, slots: {Menu.name: [라떼, 홍차], Menu.price: 4500}}\n"
    )
    assert turn.expected.slots == {"Menu.name": ("라떼", "홍차"), "Menu.price": ("4500",)}
    (_, turn) = turns(read, "  - {user: 라떼, slots: {Menu.name: {any: true}, Menu.price: null}}\n")
    assert turn.expected.slots == {"Menu.name": (), "Menu.price": None}


def test_no_act_is_another_thing_than_any_act(read: Read) -> None:
    (opening, turn) = turns(read, "  - {user: 라떼, act: null}\n")
    assert (opening.expected.act, turn.expected.act) == (None, "")


def test_a_condition_is_read_whatever_its_spaces(read: Read) -> None:
    (_, turn, answer) = turns(
        read,
        "  - user: 얼마\n    data_request:\n      slots: [Menu.name, Menu.price]\n"
        "      condition: 'Menu.name  =  \"라떼\"'\n"
        "  - data: [{Menu.name: 라떼, Menu.price: null}]\n",
        "  access_method: external_data\n",
    )
    assert turn.expected.requests == (
        ExpectedRequest(("Menu.name", "Menu.price"), 'Menu.name="라떼"'),
    )
    assert answer.data == ({"Menu.name": "라떼"},)


def test_a_file_tells_what_all_of_its_conversations_have(read: Read) -> None:
    first, second = read(
        "today: 2026-03-02\nseed: 3\nconversations:\n"
        "  - {conversation: [bot: 어서 오세요.]}\n"
        "  - {name: 둘째, seed: 4, conversation: [bot: 어서 오세요.]}\n"
    )
    assert (first.today, first.seed) == (date(2026, 3, 2), 3)
    assert (second.today, second.seed) == (date(2026, 3, 2), 4)


def test_a_conversation_has_a_fixed_day_and_seed_of_its_own_accord(read: Read) -> None:
    (conversation,) = read("- conversation: [bot: 어서 오세요.]\n")
    assert conversation.today == date(2026, 11, 22)
    assert conversation.seed == 0
    assert conversation.access_method == "internal_data"


def test_a_conversation_without_a_name_is_called_by_its_first_utterance(read: Read) -> None:
    named = read(
        "- conversation: [bot: 어서 오세요.]\n"
        "- conversation: [{user: 라떼는 얼마예요?, task: price}, {user: 그만}]\n"
    )
    assert [one.name for one in named] == ["opening", "라떼는 얼마예요?"]


def test_conversations_and_turns_know_their_lines(read: Read) -> None:
    first, second = read(
        "- name: 하나\n  conversation:\n    - bot: 어서 오세요.\n    - user: 그만\n\n"
        "- name: 둘\n  conversation:\n    - {user: 그만, state: end}\n"
    )
    assert (first.place[0], second.place[0]) == (1, 6)
    assert [turn.place[0] for turn in first.turns] == [3, 4]


@pytest.mark.parametrize(
    ("marked", "messages"),
    [
        ("¦안녕\n", ["has to be a list"]),
        ("¦[]\n", ["at least one"]),
        ("¦{today: 2026-03-02}\n", ["needs conversations"]),
        ("{conversation: ¦[], name: x}\n", ["at least one turn"]),
        ("- ¦안녕\n", ["a conversation has to be a mapping"]),
        ("- ¦name: 하나\n", ["needs conversation"]),
        ("- conversation: ¦[]\n", ["at least one turn"]),
        (
            "- {¦nmae: 하나, conversation: [bot: 네]}\n",
            ['"nmae" in a conversation, did you mean "name"'],
        ),
        ("- {today: ¦내일, conversation: [bot: 네]}\n", ["such as 2026-11-22"]),
        ("- {today: ¦2026-02-30, conversation: [bot: 네]}\n", ["such as 2026-11-22"]),
        ("- {seed: ¦둘, conversation: [bot: 네]}\n", ["seed has to be a whole number"]),
        (
            "- {access_method: ¦external, conversation: [bot: 네]}\n",
            ['unknown access_method "external", did you mean "external_data"'],
        ),
        (
            "- {conversation: [bot: 네, {user: 안녕, ¦bto: 네}]}\n",
            ['"bto" in a turn, did you mean "bot"'],
        ),
        ("- {conversation: [bot: 네, ¦안녕]}\n", ["a turn has to be a mapping"]),
        ("- {conversation: [bot: 네, ¦{}]}\n", ["a turn needs user"]),
        ("- conversation:\n  - bot: 네\n  - bot: ¦예\n", ["the next turn begins with user"]),
        ("- {conversation: [{user: 네, 나: ¦예, state: dialog}]}\n", ["user or 나, not both"]),
        ("- {conversation: ¦[user: 그만]}\n", ["nothing is expected"]),
        ("- {conversation: [{user: 그만, state: ¦ended}]}\n", ['unknown state "ended"']),
        ("- {conversation: [state: ¦dialog]}\n", ["the opening has the state start"]),
        ("- {conversation: [{user: 그만, state: ¦start}]}\n", ["only the opening"]),
        (
            "- conversation:\n  - {user: 그만, state: end}\n  - ¦user: 그만\n",
            ["over before this turn"],
        ),
        ("- {conversation: [bot: ¦]}\n", ["bot has to be a text"]),
        ("- {conversation: [bot: ¦[네, 예]]}\n", ["bot has to be a text"]),
        ("- {conversation: [bot: ¦{}]}\n", ["bot needs matches"]),
        ("- {conversation: [bot: {¦match: 네}]}\n", ['"match" in bot, did you mean "matches"']),
        ("- {conversation: [bot: {matches: ¦(네}]}\n", ["regular expression"]),
        ("- {conversation: [bot: {matches: ¦'(네)\\1'}]}\n", ["backreferences"]),
        ("- {conversation: [bot: {matches: ¦'.*'}]}\n", ["nothing at all"]),
        ("- {conversation: [bot: {contains: ¦''}]}\n", ["contains must not be empty"]),
        (
            "- {conversation: [{user: 라떼, slots: {¦name: 라떼}}]}\n",
            ['unknown slot "name", did you mean "Menu.name"'],
        ),
        ("- {conversation: [{user: 라떼, slots: {Menu.name: ¦[]}}]}\n", ["an empty list"]),
        ("- {conversation: [{user: 라떼, slots: {Menu.name: {any: ¦yse}}}]}\n", ["true or false"]),
        ("- {conversation: [{user: 라떼, slots: {Menu.name: ¦{any: no}}}]}\n", ["{any: true}"]),
        ("- {conversation: [{user: 라떼, slots: ¦}]}\n", ["slots has no value"]),
        (
            "- {conversation: [{user: 라떼, unwanted: {¦Menu.nam: 라떼}}]}\n",
            ['unknown slot "Menu.nam", did you mean "Menu.name"'],
        ),
        (
            "- {conversation: [{user: 라떼, compared: {¦Menu.nam: lowest}}]}\n",
            ['unknown slot "Menu.nam", did you mean "Menu.name"'],
        ),
        (
            "- {conversation: [{user: 라떼, compared: {Menu.name: [<3000, ¦lower]}}]}\n",
            ['unknown comparison "lower"'],
        ),
        (
            "- {conversation: [{user: 라떼, act: ¦ask_prize}]}\n",
            ['unknown act "ask_prize", did you mean "ask_price"'],
        ),
        (
            "- {conversation: [{user: 라떼, task: ¦prices}]}\n",
            ['unknown task "prices", did you mean "price"'],
        ),
        (
            "- {conversation: [{user: 라떼, state: data_request}, {data: ¦[]}]}\n",
            ["data belongs to access_method: external_data"],
        ),
        (
            "- name: 하나\n  conversation: [bot: 네]\n- ¦name: 하나\n  conversation: [bot: 네]\n",
            ["taken by the one at line 1"],
        ),
    ],
)
def test_a_mistake_is_told_where_it_stands(
    problems: Problems, marked: str, messages: list[str]
) -> None:
    check(problems, marked, messages)


@pytest.mark.parametrize(
    ("turn", "messages"),
    [
        ("{user: 라떼, bot: 네, data: ¦[]}", ["user or data, not both"]),
        ("{user: 라떼, bot: ¦네, data_request: {slots: [Menu.name]}}", ["no words of the bot"]),
        ("{user: 라떼, bot: ¦네, state: data_request}", ["no words of the bot"]),
        ("{user: 라떼, bot: ¦네, state: error}", ["no words of the bot"]),
        (
            "{user: 라떼, state: ¦end, data_request: {slots: [Menu.name]}}",
            ['it is "data_request"'],
        ),
        ("{user: 라떼, data_request: ¦{}}", ["data_request needs slots or condition"]),
        ("{user: 라떼, data_request: {slots: [¦name]}}", ['did you mean "Menu.name"']),
        ("{user: 라떼, data_request: {condition: ¦Menu.nam=1}}", ['did you mean "Menu.name"']),
        ("{user: 라떼, data_request: {condition: Menu.name¦}}", ["expected"]),
    ],
)
def test_a_mistake_about_data_is_told_where_it_stands(
    problems: Problems, turn: str, messages: list[str]
) -> None:
    check(problems, f"- access_method: external_data\n  conversation: [{turn}]\n", messages)


def check(problems: Problems, marked: str, messages: list[str]) -> None:
    """The text has exactly these problems, at its marks, each with a piece of its message."""
    places = []
    for number, line in enumerate(marked.split("\n"), 1):
        parts = line.split(MARK)
        places += [f"{number}:{len(''.join(parts[:n])) + 1}" for n in range(1, len(parts))]
    told = problems(marked.replace(MARK, ""))
    assert [problem.split(": ", 1)[0] for problem in told] == places
    for problem, message in zip(told, messages, strict=True):
        assert message in problem


def test_all_problems_of_a_file_are_told_in_their_order(problems: Problems) -> None:
    told = problems(
        "- conversation:\n  - {user: 라떼, tsak: price}\n  - {user: 홍차, task: prcie}\n"
    )
    assert [problem.split(":")[0] for problem in told] == ["2", "3"]


def test_a_problem_that_aliases_repeat_is_told_once(problems: Problems) -> None:
    told = problems(
        "- conversation: [{user: 라떼, slots: &these {name: 라떼}}, {user: 그만, slots: *these}]\n"
    )
    assert len(told) == 1


def test_what_is_no_yaml_or_not_there_is_told(cafe: Domain, tmp_path: Path) -> None:
    empty, broken, latin = (tmp_path / name for name in ("empty", "broken", "latin"))
    empty.write_text("", "utf-8")
    broken.write_text("- {conversation: [", "utf-8")
    latin.write_bytes("- 안녕\n".encode("euc-kr"))
    for path, message in [
        (empty, "has at least one"),
        (broken, "not valid YAML"),
        (latin, "not UTF-8"),
        (tmp_path / "absent", "cannot be read"),
    ]:
        with pytest.raises(ConversationError, match=message):
            read_conversations(path, cafe)
