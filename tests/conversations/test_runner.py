"""A conversation that goes as it is written passes; the first turn that does not is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.conversations import Conversation, Failure, run_conversation
from mockgenie.dialog import Engine, Usage
from mockgenie.domain import Domain, load_domain
from tests.testing.cafe import CAFE

Fails = Callable[..., Failure | None]

EXTERNAL = "  access_method: external_data\n"


def mismatches(failure: Failure | None) -> list[tuple[str, str, str]]:
    assert failure is not None
    return [(one.what, one.expected, one.got) for one in failure.mismatches]


@pytest.mark.parametrize(
    "turns",
    [
        "- bot: 어서 오세요.\n- {user: 그만, bot: 또 오세요., state: end, task: goodbye}",
        "- {user: 이제 그만, act: leave}",
        "- {state: start, task: welcome, act: null}",
        "- {user: 라떼 얼마예요, bot: '라떼는 4,500원입니다.', slots: {Menu.name: 라떼}}",
        "- {user: 라떼 얼마예요, bot: {matches: '^라떼는 [0-9,]+원'}}",
        "- {user: 라떼 얼마예요, bot: {contains: [라떼, 4], not: [홍차, 없습니다]}}",
        "- {user: 얼마예요, state: dialog, slots: {Menu.name: null}}",
        "- {user: 아무거나 가격, bot: {matches: ['2가지', '(?s)라떼.*아메리카노']}}",
        "- {user: 아무거나 가격, slots: {Menu.name: {any: true}}}",
        "- {user: 라떼랑 홍차 얼마, slots: {Menu.name: [홍차, 라떼]}}",
        "- {user: 하늘이 파랗다, bot: 다시 말씀해 주세요., act: null, task: welcome}",
    ],
)
def test_a_conversation_that_goes_as_written_passes(failure: Fails, turns: str) -> None:
    assert failure(turns) is None


def test_data_are_asked_for_and_given(failure: Fails) -> None:
    turns = """
- user: 라떼 얼마예요
  state: data_request
  data_request: {slots: [Menu.name, Menu.price], condition: 'Menu.name = "라떼"'}
- data: [{Menu.name: 라떼, Menu.price: 5000}, {Menu.name: 홍차, Menu.price: 3000}]
  bot: 라떼는 5,000원입니다.
- user: 홍차는?
- data: []
  bot: 그 메뉴는 없습니다.
"""
    assert failure(turns, EXTERNAL) is None


@pytest.mark.parametrize(
    ("turns", "number", "expected"),
    [
        ("- bot: 안녕하세요.", 0, [("bot", "안녕하세요.", "어서 오세요.")]),
        (
            "- {user: 그만, state: dialog, act: null, task: price}",
            1,
            [("state", "dialog", "end"), ("act", "none", "leave"), ("task", "price", "goodbye")],
        ),
        (
            "- {user: 홍차 얼마, slots: {Menu.name: 라떼, Menu.price: 3000}}",
            1,
            [("slot Menu.name", "라떼", "홍차"), ("slot Menu.price", "3000", "nothing")],
        ),
        (
            "- {user: 홍차 얼마, slots: {Menu.name: {any: true}}}",
            1,
            [("slot Menu.name", "any value", "홍차")],
        ),
        (
            "- {user: 홍차 얼마, slots: {Menu.name: null}}",
            1,
            [("slot Menu.name", "nothing", "홍차")],
        ),
        (
            "- {user: 라떼랑 홍차 얼마, slots: {Menu.name: 홍차}}",
            1,
            [("slot Menu.name", "홍차", "라떼, 홍차")],
        ),
        (
            "- {user: 홍차 얼마, unwanted: {Menu.name: 라떼}}",
            1,
            [("unwanted Menu.name", "라떼", "nothing")],
        ),
        (
            "- {user: 홍차 얼마, compared: {Menu.price: <=3000}}",
            1,
            [("compared Menu.price", "<=3000", "nothing")],
        ),
        (
            "- {user: 홍차 얼마, image: https://a/b.png}",
            1,
            [("image", "https://a/b.png", "none")],
        ),
        (
            "- {user: 홍차 얼마, bot: {matches: 홍.*원}}",
            1,
            [("bot", "what matches 홍.*원", "그 메뉴는 없습니다.")],
        ),
        (
            "- {user: 홍차 얼마, bot: {contains: [메뉴, 홍차]}}",
            1,
            [("bot", 'what contains "홍차"', "그 메뉴는 없습니다.")],
        ),
        (
            "- {user: 홍차 얼마, bot: {not: 없습니다}}",
            1,
            [("bot", 'what does not contain "없습니다"', "그 메뉴는 없습니다.")],
        ),
        (
            "- {user: 그만}\n- {user: 라떼 얼마, task: price}",
            2,
            [("turn", "a dialog that goes on", "the dialog had ended before this turn")],
        ),
        ("- {user: 홍차 얼마, state: error}", 1, [("state", "error", "dialog")]),
    ],
)
def test_what_goes_otherwise_is_told(
    failure: Fails, turns: str, number: int, expected: list[tuple[str, str, str]]
) -> None:
    failed = failure(turns)
    assert mismatches(failed) == expected
    assert failed
    assert failed.number == number


@pytest.mark.parametrize(
    ("turns", "number", "what", "got"),
    [
        ("- {user: 라떼 얼마, bot: 네}", 1, "bot", "nothing: it asks for data"),
        ("- {user: 라떼 얼마, state: dialog}", 1, "state", "data_request"),
        ("- {user: 얼마, data_request: {slots: [Menu.name]}}", 1, "data_request", "none"),
        (
            "- {user: 라떼 얼마, data_request: {condition: 'Menu.name=\"홍차\"'}}",
            1,
            "condition",
            'Menu.name="라떼"',
        ),
        (
            "- {user: 라떼 얼마, data_request: {slots: [Menu.name]}}",
            1,
            "slots of the request",
            "Menu.name, Menu.price",
        ),
        (
            "- {user: 라떼 얼마, data_request: [{slots: [Menu.name]}, {slots: [Menu.name]}]}",
            1,
            "data_request",
            "1",
        ),
        ("- {user: 얼마}\n- {data: [], bot: 네}", 2, "turn", "no data were asked for"),
    ],
)
def test_what_goes_otherwise_with_data_is_told(
    failure: Fails, turns: str, number: int, what: str, got: str
) -> None:
    failed = failure(turns, EXTERNAL)
    (mismatch,) = mismatches(failed)
    assert failed
    assert (failed.number, mismatch[0], mismatch[2]) == (number, what, got)


def test_a_user_who_speaks_where_data_are_awaited_brings_about_an_error(failure: Fails) -> None:
    waiting = "- {user: 라떼 얼마, state: data_request}\n"
    failed = failure(waiting + "- {user: 여보세요, bot: 네}", EXTERNAL)
    ((what, _, got),) = mismatches(failed)
    assert (what, got.partition(":")[0]) == ("state", "error")
    assert failure(waiting + "- {user: 여보세요, state: error}", EXTERNAL) is None


def test_the_dialog_stands_as_before_where_an_error_was_expected(failure: Fails) -> None:
    turns = """
- {user: 라떼 얼마, state: data_request}
- {user: 여보세요, state: error}
- data: [{Menu.name: 라떼, Menu.price: 100}]
  bot: 라떼는 100원입니다.
"""
    assert failure(turns, EXTERNAL) is None


ENDLESS = """\
tasks:
  here: {say: 하나, next: {task: there, controller: system}}
  there: {say: 둘, next: {task: here, controller: system}}
"""


def test_a_domain_that_never_answers_fails_the_conversation(
    write: Callable[..., object], read: Callable[[str], tuple[Conversation, ...]]
) -> None:
    endless = load_domain(write("Endless.yaml", ENDLESS))  # type: ignore[arg-type]
    (spoken, provoked, going_on) = read(
        "- {name: 하나, conversation: [bot: 하나]}\n"
        "- {name: 둘, conversation: [state: error]}\n"
        "- {name: 셋, conversation: [state: error, {user: 네, bot: 네}]}\n"
    )
    engine = Engine(endless)
    assert mismatches(run_conversation(engine, spoken))[0][0] == "state"
    assert run_conversation(engine, provoked) is None
    assert mismatches(run_conversation(engine, going_on)) == [
        ("turn", "a dialog that goes on", "the dialog did not open")
    ]


def test_a_conversation_is_held_on_its_own_day(
    write: Callable[..., object], read: Callable[[str], tuple[Conversation, ...]]
) -> None:
    content = CAFE.replace("price: {type: int}", "price: {type: int}\n      day: {type: date}")
    content = content.replace("fill: Menu.name", "fill: [Menu.name, Menu.day]")
    dated: Domain = load_domain(write("Dated.yaml", content))  # type: ignore[arg-type]
    text = "- {user: 내일 라떼 얼마, slots: {Menu.day: 2026-03-03}}"
    (monday,) = read_with(dated, write, f"- today: 2026-03-02\n  conversation: [{text[2:]}]\n")
    (sunday,) = read_with(dated, write, f"- conversation: [{text[2:]}]\n")
    assert run_conversation(Engine(dated), monday) is None
    assert mismatches(run_conversation(Engine(dated), sunday)) == [
        ("slot Menu.day", "2026-03-03", "내일")
    ]


def read_with(
    domain: Domain, write: Callable[..., object], content: str
) -> tuple[Conversation, ...]:
    from mockgenie.conversations import read_conversations

    return read_conversations(write("Dated.test.yaml", content), domain)  # type: ignore[arg-type]


def test_what_was_used_is_witnessed(
    cafe: Domain, read: Callable[[str], tuple[Conversation, ...]]
) -> None:
    (conversation,) = read("- conversation: [{user: 라떼 얼마, task: price}, {user: 그만}]\n")
    usage = Usage()
    assert run_conversation(Engine(cafe), conversation, usage) is None
    assert set(usage.acts) == {"ask_price", "leave"}
    assert set(usage.tasks) == {"welcome", "price", "goodbye"}
    # The greeting, the price of one, and the farewell.
    assert {line for line, _ in usage.texts} == {15, 26, 28}
