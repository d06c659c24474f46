"""What conversations have not reached is told, by name and by place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mockgenie.conversations import Conversation, Coverage, run_conversation
from mockgenie.conversations.coverage import coverage
from mockgenie.dialog import Engine, Usage
from mockgenie.domain import Domain, load_domain

Read = Callable[[str], tuple[Conversation, ...]]

ALL = """\
- conversation: [bot: 어서 오세요., {user: 라떼 얼마예요}, {user: 홍차}, {user: 그만}]
- conversation: [bot: 어서 오세요., {user: 얼마예요}, {user: 아무거나}]
- conversation: [bot: 어서 오세요., {user: 구름 좀 보여 줘}]
"""


def covered(domain: Domain, conversations: tuple[Conversation, ...], path: Path) -> Coverage:
    engine, usage = Engine(domain), Usage()
    for conversation in conversations:
        assert run_conversation(engine, conversation, usage) is None
    return coverage(domain, path, usage)


def test_conversations_that_reach_everything_are_complete(cafe: Domain, read: Read) -> None:
    reached = covered(cafe, read(ALL), Path("Cafe.yaml"))
    assert list(reached.lines()) == ["Cafe: acts 2/2, tasks 3/3, texts 7/7"]
    assert reached.is_complete


def test_what_was_not_reached_is_told_with_its_line(cafe: Domain, read: Read) -> None:
    (first, *_) = read("- conversation: [bot: 어서 오세요., {user: 라떼 얼마예요}]\n")
    reached = covered(cafe, (first,), Path("Cafe.yaml"))
    assert list(reached.lines()) == [
        "Cafe: acts 1/2, tasks 2/3, texts 2/7",
        "  not reached: act leave",
        "  not reached: task goodbye",
        '  not reached: text Cafe.yaml:21 "어떤 메뉴를 찾으세요?"',
        '  not reached: text Cafe.yaml:24 "그 메뉴는 없습니다."',
        '  not reached: text Cafe.yaml:25 "{count}가지가 있습니다."',
        '  not reached: text Cafe.yaml:28 "또 오세요."',
        '  not reached: text Cafe.yaml:29 "다시 말씀해 주세요."',
    ]
    assert not reached.is_complete


EVERYWHERE = """\
entities: {Order: {slots: [menu, size], instances: [{menu: 라떼}]}}
acts: {leave: 그만}
tasks:
  order:
    enter: 들어오세요.
    fill: [Order.menu, Order.size]
    ask:
      Order.menu: [뭐요?, 뭐라고요?]
    confirm: {text: 맞아요?, change: 뭘 바꿔요?}
    lookup: Order
    say: {each: "{number} {Order.menu}"}
    leave: 갈게요.
    next: {task: over, when: act = "leave"}
  over:
    say: {text: [끝, {text: 마지막, weight: 3}]}
help: 도와줄게요.
cancelled: 취소요.
fallback: 네?
"""


def test_every_place_where_a_text_can_stand_counts(write: Callable[..., Path]) -> None:
    path = write("Everywhere.yaml", EVERYWHERE)
    none = coverage(load_domain(path), path, Usage())
    assert [text for _, text in none.missing_texts] == [
        "들어오세요.",
        "뭐요?",
        "뭐라고요?",
        "맞아요?",
        "뭘 바꿔요?",
        "{number} {Order.menu}",
        "갈게요.",
        "끝",
        "마지막",
        "도와줄게요.",
        "취소요.",
        "네?",
    ]
    # The question for Order.size is ours.
    assert none.texts == 12


def test_a_built_in_act_counts_where_the_domain_writes_it_itself(
    write: Callable[..., Path], read: Read
) -> None:
    path = write("Own.yaml", "acts: {help: 살려 줘}\ntasks: {hello: {say: 네}}\n")
    reached = coverage(load_domain(path), path, Usage(acts=["cancel"], tasks=["hello"]))
    assert (reached.acts, reached.missing_acts) == (1, ("help",))


LONG = """\
entities: {Menu: {slots: [name]}}
tasks:
  hello:
    say: "{if count = 1}하나{end} {all Menu.name}은(는) 긴 말 긴 말 긴 말 긴 말 긴 말 긴 말 긴 말"
"""


def test_a_long_text_is_told_by_its_beginning(write: Callable[..., Path]) -> None:
    path = write("Long.yaml", LONG)
    ((_, missing),) = coverage(load_domain(path), path, Usage()).missing_texts
    assert missing.startswith("… {all Menu.name}은(는) 긴 말 긴 말")
    assert missing.endswith("…")
    assert len(missing) <= 41
