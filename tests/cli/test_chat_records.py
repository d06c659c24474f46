"""What the bot that the terminal plays sends for records: those that are typed, or its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.cli.chat_records import read_typed
from mockgenie.cli.lines import Completions
from mockgenie.cli.trace import trace_of_request
from mockgenie.dialog import Bot, ClassRequest, DataRequest, SentRecords, data_of
from mockgenie.domain import Domain, load_domain
from mockgenie.protocol import DataRecord
from mockgenie.records import Record

SUNDAY = date(2026, 11, 22)
SHOPS = """
name: Shops
entities:
  Shop:
    slots: [name, city, opened]
    instances:
      - {name: 가나, city: 서울, opened: 2026-11-21}
      - {name: 다라, city: 부산, opened: 2026-11-22}
      - {name: 마바, city: 서울, opened: 어제}
  Menu:
    slots: [dish]
tasks: {look: {lookup: [Shop, Menu], say: "{Shop.name}"}}
"""
SHOP, MENU = ("Shop.name", "Shop.city", "Shop.opened"), ("Menu.dish",)

TEXTS = st.text(st.sampled_from('가a"\\[]{},: '), max_size=8)


@pytest.fixture
def shops(write: Callable[..., Path]) -> Domain:
    """A domain with instances of one of its two entity classes."""
    return load_domain(write("Shops.yaml", SHOPS))


def ask(condition: str, slots: tuple[str, ...] = SHOP) -> DataRequest:
    return DataRequest((ClassRequest(slots, condition),))


def many(count: int, slot: str = "Shop.name") -> tuple[Record, ...]:
    return tuple({slot: str(number)} for number in range(count))


def names(sent: tuple[SentRecords, ...]) -> list[str]:
    return [record["Shop.name"] for record in data_of(sent)]


def test_the_instances_that_fit_are_sent(shops: Domain) -> None:
    sent = Bot(shops).answer(ask('Shop.city="서울" and Shop.name~="가나"'), SUNDAY)
    assert data_of(sent) == ({"Shop.name": "마바", "Shop.city": "서울", "Shop.opened": "어제"},)


def test_days_are_compared_as_the_engine_compares_them(shops: Domain) -> None:
    assert names(Bot(shops).answer(ask('Shop.opened="어제"'), SUNDAY)) == ["가나", "마바"]
    assert names(Bot(shops).answer(ask('Shop.opened>="오늘"'), SUNDAY)) == ["다라"]


def test_without_a_condition_everything_is_sent(shops: Domain) -> None:
    assert names(Bot(shops).answer(ask(""), SUNDAY)) == ["가나", "다라", "마바"]


def test_the_file_comes_before_the_instances(shops: Domain) -> None:
    bot = Bot(shops, {"Shop": ({"Shop.name": "사아", "Shop.city": "서울"},)}, "shops.csv")
    assert names(bot.answer(ask('Shop.city="서울"'), SUNDAY)) == ["사아"]


def test_a_file_without_records_of_a_class_hides_its_instances(shops: Domain) -> None:
    assert data_of(Bot(shops, {"Shop": ()}, "shops.csv").answer(ask(""), SUNDAY)) == ()


def test_a_class_that_the_file_does_not_have_comes_from_the_instances(shops: Domain) -> None:
    bot = Bot(shops, {"Menu": ()}, "menu.csv")
    assert len(data_of(bot.answer(ask(""), SUNDAY))) == 3


def test_a_hundred_records_are_sent_without_a_count(shops: Domain) -> None:
    bot = Bot(shops, {"Shop": many(100)}, "shops.csv")
    assert data_of(bot.answer(ask(""), SUNDAY)) == many(100)


def test_of_more_the_first_hundred_are_sent_and_how_many_there_are(shops: Domain) -> None:
    bot = Bot(shops, {"Shop": many(124)}, "shops.csv")
    *records, count = data_of(bot.answer(ask(""), SUNDAY))
    assert tuple(records) == many(100)
    assert count == dict.fromkeys(SHOP, "<count>124</count>")


def test_only_what_fits_is_counted(shops: Domain) -> None:
    records = (*many(300), *({"Shop.city": "서울"} for _ in range(101)))
    bot = Bot(shops, {"Shop": records}, "shops.csv")
    assert data_of(bot.answer(ask('Shop.city="서울"'), SUNDAY))[-1] == dict.fromkeys(
        SHOP, "<count>101</count>"
    )


def test_the_counts_of_several_classes_are_in_one_last_record(shops: Domain) -> None:
    bot = Bot(shops, {"Shop": many(101), "Menu": many(2, "Menu.dish")}, "all.json")
    request = DataRequest((ClassRequest(SHOP, ""), ClassRequest(MENU, "")))
    data = data_of(bot.answer(request, SUNDAY))
    assert len(data) == 100 + 2 + 1
    assert data[-1] == {
        **dict.fromkeys(SHOP, "<count>101</count>"),
        "Menu.dish": "<count>2</count>",
    }


@pytest.mark.parametrize("condition", ["Shop.city=", '"' * 20_000])
def test_a_condition_that_is_none_brings_nothing_and_says_why(
    shops: Domain, condition: str
) -> None:
    sent = Bot(shops).answer(ask(condition), SUNDAY)
    assert data_of(sent) == ()
    assert sent[0].problem.startswith("the condition cannot be read: ")


# How it is told


def told(bot: Bot, request: DataRequest) -> list[str]:
    return trace_of_request(bot.answer(request, SUNDAY)).splitlines()


def test_slots_condition_and_what_is_sent_are_a_line_each(shops: Domain) -> None:
    assert told(Bot(shops), ask('Shop.city="서울" or Shop.name="다라"')) == [
        "  asked  Shop.name, Shop.city, Shop.opened",
        '  where  Shop.city="서울" or Shop.name="다라"',
        "  sent   3 records that fit, of 3 in the instances of Shop",
    ]


def test_every_class_has_its_lines(shops: Domain) -> None:
    request = DataRequest((ClassRequest(SHOP, ""), ClassRequest(MENU, "")))
    assert [line.split()[0] for line in told(Bot(shops), request)] == ["asked", "where", "sent"] * 2


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('Shop.city="부산"', "1 record that fits, of 3 in the instances of Shop"),
        ('Shop.city="제주"', "no record: none fits, of 3 in the instances of Shop"),
    ],
)
def test_it_says_how_many_of_how_many_are_sent(
    shops: Domain, condition: str, expected: str
) -> None:
    assert told(Bot(shops), ask(condition))[-1] == f"  sent   {expected}"


def test_it_says_that_there_was_no_condition(shops: Domain) -> None:
    assert told(Bot(shops), ask(""))[1] == "  where  no condition: all of them"


def test_it_says_how_many_are_not_sent_and_from_which_file(shops: Domain) -> None:
    bot = Bot(shops, {"Shop": (*many(124), {"Shop.city": "서울"})}, "data/shops.csv")
    assert told(bot, ask('Shop.name>="0"'))[-1] == (
        "  sent   the first 100 of 124 that fit and <count>124</count>, of 125 in data/shops.csv"
    )


def test_it_says_that_a_file_is_empty(shops: Domain) -> None:
    bot = Bot(shops, {"Shop": ()}, "shops.csv")
    assert told(bot, ask(""))[-1] == "  sent   no record: none is in shops.csv"


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("", "no record: the domain has no instances of it"),
        ("shops.csv", "no record: neither shops.csv nor the domain has any"),
    ],
)
def test_it_says_that_nobody_has_records_of_a_class(
    shops: Domain, file: str, expected: str
) -> None:
    bot = Bot(shops, {"Shop": ()} if file else None, file)
    assert data_of(bot.answer(ask("", MENU), SUNDAY)) == ()
    assert told(bot, ask("", MENU))[-1] == f"  sent   {expected}"


class Typist:
    """Types lines one after the other, and keeps what is noted."""

    interactive = True

    def __init__(self, lines: Iterable[str]) -> None:
        self.left = list(lines)
        self.noted: list[str] = []

    def read(self, prompt: str, completions: Completions, remember: bool = True) -> str | None:
        return self.left.pop(0) if self.left else None

    def say(self, text: str) -> None:
        raise AssertionError(text)

    show = trace = say

    def note(self, text: str) -> None:
        self.noted.append(text)


def typed(*lines: str) -> tuple[tuple[DataRecord, ...] | None, Typist]:
    typist = Typist(lines[1:])
    return read_typed(lines[0], typist), typist


@pytest.mark.slow
@given(st.lists(st.dictionaries(TEXTS, TEXTS, max_size=3), max_size=4), st.sampled_from([1, 2]))
def test_a_list_is_whole_with_its_last_line_and_takes_no_other(
    records: list[DataRecord], indent: int
) -> None:
    lines = json.dumps(records, ensure_ascii=False, indent=indent).splitlines()
    read, typist = typed(*lines, "안녕하세요")
    assert read == tuple(records)
    assert typist.left == ["안녕하세요"]
    assert typist.noted == []


def test_a_mistake_is_told_with_its_line() -> None:
    read, typist = typed("[", '{"Bus.to": 서울},', '{"Bus.to": "부산"}]')
    assert read is None
    assert typist.noted[0].startswith("not JSON: ")
    assert "line 2 column 12" in typist.noted[0]
    assert typist.left == ['{"Bus.to": "부산"}]']


def test_a_long_list_is_taken_line_by_line() -> None:
    line = '{"Bus.to": "서울", "Bus.day": "내일"},'
    read, typist = typed("[", *[line] * 5_000, '{"Bus.to": "부산"}', "]", "안녕하세요")
    assert read is not None
    assert len(read) == 5_001
    assert typist.left == ["안녕하세요"]


def test_a_long_list_that_breaks_off_is_told_at_its_end() -> None:
    read, typist = typed("[", *['{"Bus.to": "서울", "Bus.day": "내일"},'] * 1_000)
    assert read is None
    (noted,) = typist.noted
    assert noted.startswith("not JSON: ")
    assert "line 1001 " in noted


def test_a_mistake_in_a_long_list_is_told() -> None:
    line = '{"Bus.to": "서울", "Bus.day": "내일"},'
    read, typist = typed("[", *[line] * 1_000, "서울,", *[line] * 1_000, "{}]")
    assert read is None
    assert "line 1002 column 1" in typist.noted[0]


def test_a_number_that_is_too_long_to_be_read_is_told() -> None:
    read, typist = typed(f'[{{"Bus.to": {"9" * 5_000}}}]')
    # The first Pythons 3.10 read it.
    assert (read is None) == bool(typist.noted)
