"""What a bot does wrong with the data that it sends (wire contract, sections 6 and 7)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.conditions import parse
from mockgenie.dialog import ContractProblem, DataRequest, Engine, Session, contract_problems
from mockgenie.dialog.task_graph import TaskGraph
from mockgenie.dialog.turn import begin_turn
from mockgenie.domain import Domain, load_domain
from mockgenie.records import Record, reading_on
from tests.shop import ALL, SHOP, SLOTS

SUNDAY = date(2026, 11, 22)
DECOMPOSED_LATTE = unicodedata.normalize("NFD", "라떼")
BIG_LATTE = 'Coffee.kind="라떼" and Coffee.size="벤티"'

HOUSE = """
entities:
  Lamp:
    slots:
      room: {values: {거실: [마루], 안방: [큰방]}}
      state: {type: choice, values: {켜짐: [온], 꺼짐: [오프]}}
      watts: {type: int}
      price: {type: float, values: [비쌈]}
      since: {type: date, values: [다음 달]}
      until: {type: time}
      life: {type: duration}
      dim: {type: boolean}
      serial: {type: pattern, pattern: '[A-Z]{2}-\\d+|X'}
      note:
  Door: {slots: {room: {same: Lamp.room}, open: {type: boolean}, opened: {same: Lamp.since}}}
acts: {look: [조명, 집], both: 전부}
tasks:
  hello: {say: 안녕하세요.}
  lamps: {lookup: Lamp, say: "{count}개"}
  all: {lookup: [Lamp, Door], say: {text: "{count}개", each: "{Lamp.room}{Lamp.note}{Door.open}"}}
anywhere:
  - {task: lamps, when: act = "look"}
  - {task: all, when: act = "both"}
"""
LAMP = {
    "Lamp.room": "거실", "Lamp.state": "켜짐", "Lamp.watts": "60", "Lamp.price": "2.5",
    "Lamp.since": "2026-11-25", "Lamp.until": "14:30", "Lamp.life": "두 시간", "Lamp.dim": "yes",
    "Lamp.serial": "AB-12", "Lamp.note": "새것",
}  # fmt: skip
DOOR = {"Door.room": "거실", "Door.open": "no", "Door.opened": "어제"}


class Bot:
    """Asked for records, it sends some."""

    def __init__(self, conversation: Any) -> None:
        self.conversation = conversation

    def problems(self, *data: Record) -> tuple[ContractProblem, ...]:
        conversation = self.conversation
        domain, session = conversation.engine.domain, conversation.session
        return contract_problems(domain, session, data, conversation.today)

    def told(self, *data: Record) -> list[tuple[str, str, str]]:
        """Kind, place and text of each problem."""
        return [(problem.kind, problem.where, problem.what) for problem in self.problems(*data)]

    def only(self, *data: Record) -> ContractProblem:
        (problem,) = self.problems(*data)
        return problem


@pytest.fixture
def cafe(talk: Callable[..., Any]) -> Bot:
    """Somebody wants a big latte."""
    conversation = talk(SHOP, "external_data")
    conversation.turn("큰 라떼")
    return Bot(conversation)


@pytest.fixture
def house(talk: Callable[..., Any]) -> Callable[[str], Bot]:
    """Somebody says something in a house."""

    def house(text: str) -> Bot:
        conversation = talk(HOUSE, "external_data")
        conversation.turn(text)
        return Bot(conversation)

    return house


def test_what_was_asked_for_has_no_problem(cafe: Bot) -> None:
    assert cafe.problems(ALL[3]) == ()
    assert cafe.problems() == ()


# Data that nobody asked for


def test_data_before_anything_is_asked_for(talk: Callable[..., Any]) -> None:
    problem = Bot(talk(SHOP, "external_data")).only(ALL[0], ALL[1])
    assert problem.kind == "unasked"
    assert problem.where == "data"
    assert problem.times == 2
    assert str(problem) == (
        "data: nothing had been asked for, so it is ignored; send data only to answer a"
        " data_request"
    )


def test_an_empty_list_that_nobody_asked_for(talk: Callable[..., Any]) -> None:
    assert Bot(talk(SHOP, "external_data")).only().kind == "unasked"


def test_data_in_a_dialog_with_internal_data(talk: Callable[..., Any]) -> None:
    problem = Bot(talk(SHOP)).only(ALL[0])
    assert problem.kind == "unasked"
    assert "open it with external_data" in problem.what


# Slots


def test_a_slot_that_no_record_carries(cafe: Bot) -> None:
    latte = {"Coffee.kind": "라떼", "Coffee.size": "벤티"}
    problem = cafe.only(latte, latte)
    assert problem == ContractProblem(
        "missing_slot",
        "no record has Coffee.price, which was asked for; add it to each record",
        slot="Coffee.price",
        times=2,
        asked="Coffee.kind, Coffee.size, Coffee.price",
    )
    assert problem.where == "data"


@pytest.mark.parametrize("empty", ["", "  ", "\t"])
def test_an_empty_value_carries_nothing(cafe: Bot, empty: str) -> None:
    assert cafe.only({**ALL[3], "Coffee.price": empty}).slot == "Coffee.price"


def test_a_slot_that_one_record_carries_is_not_missing(cafe: Bot) -> None:
    assert cafe.problems({"Coffee.kind": "라떼", "Coffee.size": "벤티"}, ALL[3]) == ()


def test_no_slot_is_missing_in_a_count_alone(cafe: Bot) -> None:
    assert cafe.problems({"Coffee.kind": "<count>12</count>"}) == ()


def test_a_class_of_which_nothing_was_found_misses_no_slot(house: Callable[[str], Bot]) -> None:
    assert house("전부").problems(LAMP) == ()
    assert house("전부").problems(DOOR) == ()
    assert house("전부").problems(LAMP, DOOR) == ()


def test_a_slot_that_the_domain_does_not_know(cafe: Bot) -> None:
    record = {**ALL[3], "Coffee.prise": "4500"}
    problem = cafe.only({**ALL[3]}, record, record)
    assert problem == ContractProblem(
        "unknown_slot",
        'the domain Shop has no slot "Coffee.prise", did you mean "Coffee.price"?',
        1,
        "Coffee.prise",
        2,
        "Coffee.kind, Coffee.size, Coffee.price",
    )
    assert problem.where == 'data[1]["Coffee.prise"]'
    assert str(problem).endswith('did you mean "Coffee.price"? (2 records)')


def test_a_slot_in_letters_that_only_look_like_its_own(talk: Callable[..., Any]) -> None:
    conversation = talk(
        "entities: {버스: {slots: [요금]}}\ntasks: {look: {lookup: 버스, say: 네.}}",
        "external_data",
    )
    conversation.turn("네")
    slot = unicodedata.normalize("NFD", "버스.요금")
    ((kind, _, what),) = Bot(conversation).told({slot: "1500", "버스.요금": "1500"})
    assert kind == "unknown_slot"
    assert (
        f'no slot "{slot}" in decomposed letters (NFD; write NFC), did you mean "버스.요금"?'
        in what
    )


def test_a_slot_without_its_class(cafe: Bot) -> None:
    told = cafe.told({**ALL[3], "price": "4500"})
    assert told == [
        (
            "unknown_slot",
            'data[0]["price"]',
            'the domain Shop has no slot "price", did you mean "Coffee.price"?',
        )
    ]


def test_a_slot_of_a_class_that_was_not_asked_for(house: Callable[[str], Bot]) -> None:
    told = house("조명").told({**LAMP, "Door.open": "yes"})
    assert told == [
        ("unknown_slot", 'data[0]["Door.open"]', "Door.open was not asked for; leave it out")
    ]


def test_of_very_many_unknown_slots_the_first_are_told(cafe: Bot) -> None:
    problems = cafe.problems({**ALL[3], **{f"x{n}": "1" for n in range(2_000)}})
    assert len(problems) == 11
    assert problems[-1].what == "1,990 more slots were not asked for; leave them out"


# Records


def test_a_record_outside_the_condition(cafe: Bot) -> None:
    problem = cafe.only(ALL[3], ALL[2], ALL[0])
    assert problem == ContractProblem(
        "outside_condition",
        'Coffee.size is "톨", which does not satisfy Coffee.size="벤티"; the engine does not take'
        " the record",
        1,
        times=2,
        asked=BIG_LATTE,
    )
    assert problem.where == "data[1]"


def test_a_record_without_a_slot_of_the_condition(cafe: Bot) -> None:
    (problem,) = cafe.problems(ALL[3], {"Coffee.kind": "라떼", "Coffee.price": "1"})
    assert problem.kind == "outside_condition"
    assert problem.what.startswith("the record has no Coffee.size, so it does not satisfy Coffee.s")


def test_a_synonym_is_outside_the_condition_and_the_value_is_told(cafe: Bot) -> None:
    problem = cafe.only({**ALL[3], "Coffee.kind": "카페라떼"})
    assert problem.kind == "outside_condition"
    assert 'Coffee.kind is "카페라떼" (the domain calls it "라떼")' in problem.what


def test_letters_that_only_look_like_those_of_the_condition_are_told_as_such(cafe: Bot) -> None:
    problem = cafe.only({**ALL[3], "Coffee.kind": DECOMPOSED_LATTE})
    assert problem.kind == "outside_condition"
    assert f'"{DECOMPOSED_LATTE}" in decomposed letters (NFD; write NFC), which' in problem.what


def test_what_the_user_ruled_out_is_outside_the_condition(talk: Callable[..., Any]) -> None:
    conversation = talk(SHOP, "external_data")
    conversation.turn("라떼 말고 벤티로 주문이요")
    bot = Bot(conversation)
    assert bot.problems(ALL[1]) == ()
    assert bot.only(ALL[1], ALL[3]).asked == 'Coffee.kind~="라떼" and Coffee.size="벤티"'


def test_a_thousand_records_with_one_mistake_are_one_problem(cafe: Bot) -> None:
    problem = cafe.only(ALL[3], *[ALL[0]] * 1_000)
    assert (problem.record, problem.times) == (1, 1_000)
    assert str(problem).endswith(" (1,000 records)")


@pytest.mark.parametrize("record", [{}, {"Coffee.kind": ""}])
def test_a_record_with_nothing_in_it(cafe: Bot, record: Record) -> None:
    problem = cafe.only(ALL[3], record)
    assert problem.kind == "unrelated_record"
    assert problem.what == (
        "the record has none of the slots that were asked for:"
        " Coffee.kind, Coffee.size, Coffee.price"
    )


def test_a_record_of_something_else(cafe: Bot) -> None:
    kinds = [kind for kind, _, _ in cafe.told(ALL[3], {"Sensor.light": "31"})]
    assert kinds == ["unknown_slot", "unrelated_record"]


# Counts


COUNT = dict.fromkeys(SLOTS, "<count>124</count>")


@pytest.mark.parametrize(
    "last",
    [
        COUNT,
        {"Coffee.kind": "<count>124</count>"},
        {
            "Coffee.kind": "<count>124</count>",
            "Coffee.size": "벤티",
            "Coffee.price": " <count>7</count>",
        },
        {"Coffee.kind": "<count>1</count>"},
    ],
)
def test_a_count_that_can_be(cafe: Bot, last: Record) -> None:
    assert cafe.problems(ALL[3], last) == ()


@pytest.mark.parametrize("count", [0, 1])
def test_a_count_of_fewer_than_were_sent(cafe: Bot, count: int) -> None:
    problem = cafe.only(ALL[3], ALL[3], {"Coffee.price": f"<count>{count}</count>"})
    assert problem.kind == "count"
    assert problem.where == 'data[2]["Coffee.price"]'
    assert problem.what == (
        f"the last record tells of {count} records of Coffee, but 2 that satisfy the condition"
        " were sent; the count is that of all records, sent or not"
    )


def test_a_count_is_held_against_the_records_that_fit(cafe: Bot) -> None:
    kinds = [p.kind for p in cafe.problems(*ALL, {"Coffee.price": "<count>1</count>"})]
    assert kinds == ["outside_condition"]


def test_each_class_has_a_count_of_its_own(house: Callable[[str], Bot]) -> None:
    bot = house("전부")
    counts = {"Lamp.room": "<count>9</count>", "Door.room": "<count>1</count>"}
    assert bot.problems(LAMP, LAMP, DOOR, counts) == ()
    problem = bot.only(LAMP, DOOR, DOOR, counts)
    assert (problem.kind, problem.where) == ("count", 'data[3]["Door.room"]')


def test_a_count_that_is_not_last(cafe: Bot) -> None:
    problems = cafe.problems(COUNT, ALL[3])
    assert [(p.kind, p.where) for p in problems] == [
        ("outside_condition", "data[0]"),
        ("count", "data[0]"),
    ]


@pytest.mark.parametrize(
    "value",
    ["<count>x</count>", "<count></count>", "<count>3", "<COUNT>3</COUNT>", "<count>-1</count>",
     "3</count>", "<count>1,000</count>", "<count>9999999999999999</count>"],
)  # fmt: skip
def test_a_malformed_count(cafe: Bot, value: str) -> None:
    problem = cafe.only(ALL[3], {**ALL[3], "Coffee.price": value})
    assert (problem.kind, problem.where) == ("type", 'data[1]["Coffee.price"]')
    assert problem.what == (
        f'"{value}" is no count; write <count>124</count>, with at most 15 digits'
    )


def test_a_malformed_count_beside_a_good_one(cafe: Bot) -> None:
    last = {"Coffee.kind": "<count>9</count>", "Coffee.size": "벤티", "Coffee.price": "<count>"}
    problem = cafe.only(ALL[3], last)
    assert (problem.kind, problem.where) == ("type", 'data[1]["Coffee.price"]')


# Types


@pytest.mark.parametrize(
    ("slot", "value", "what"),
    [
        ("Lamp.watts", "육십", '"육십" is not a whole number such as 1500'),
        ("Lamp.watts", "60W", '"60W" is not a whole number such as 1500'),
        ("Lamp.watts", "2.5", '"2.5" is not a whole number such as 1500'),
        ("Lamp.watts", "1,500", '"1,500" is compared as a text; write "1500"'),
        ("Lamp.price", "무료", '"무료" is not a number such as 2.5'),
        ("Lamp.price", "1,500.5", '"1,500.5" is compared as a text; write "1500.5"'),
        (
            "Lamp.since",
            "곧",
            '"곧" is not a day; write 2026-11-25, or a word for a day such as 내일',
        ),
        ("Lamp.since", "2026-02-30", '"2026-02-30" is not a day'),
        ("Lamp.since", "14:30", '"14:30" is not a day'),
        ("Lamp.since", "2026-11-25" * 50, "is not a day"),
        ("Lamp.until", "25:00", '"25:00" is not a time; write 14:30'),
        ("Lamp.until", "내일", '"내일" is not a time'),
        ("Lamp.life", "오래", '"오래" is not a duration'),
        ("Lamp.dim", "true", '"true" is compared as a text; write "yes"'),
        ("Lamp.dim", "없음", '"없음" is compared as a text; write "no"'),
        ("Lamp.dim", "글쎄", '"글쎄" is not yes or no'),
        ("Lamp.serial", "12-AB", '"12-AB" does not fit the pattern [A-Z]{2}-\\d+|X'),
        ("Lamp.serial", "AB-12 ok", "does not fit the pattern"),
        ("Lamp.state", "온", '"온" is compared as it stands; write "켜짐"'),
        ("Lamp.state", "켜", '"켜" is none of the values of Lamp.state'),
        ("Lamp.state", unicodedata.normalize("NFD", "켜짐"), "in decomposed letters (NFD; write"),
        ("Lamp.since", unicodedata.normalize("NFD", "내일"), "in decomposed letters (NFD; write"),
    ],
)
def test_a_value_that_its_slot_cannot_have(
    house: Callable[[str], Bot], slot: str, value: str, what: str
) -> None:
    problem = house("조명").only(LAMP, {**LAMP, slot: value})
    assert (problem.kind, problem.slot, problem.record) == ("type", slot, 1)
    assert what in problem.what
    assert problem.asked in {
        "int", "float", "date", "time", "duration", "boolean", "pattern", "choice",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("Lamp.watts", "0"), ("Lamp.watts", "-5"), ("Lamp.watts", "60.0"),
        ("Lamp.price", "3"), ("Lamp.price", "비쌈"),
        ("Lamp.since", "모레"), ("Lamp.since", "11월 25일"), ("Lamp.since", "다음 달"),
        ("Lamp.until", "오후 두 시 반"), ("Lamp.until", "9:05"),
        ("Lamp.life", "2박 3일"), ("Lamp.life", "3일"), ("Lamp.life", "90분"),
        ("Lamp.dim", "no"), ("Lamp.serial", "X"), ("Lamp.state", "꺼짐"),
        ("Lamp.room", "다락"), ("Lamp.note", "무엇이든 12:00"), ("Lamp.note", "<countdown> 3"),
        ("Lamp.watts", " 60 "),
    ],
)  # fmt: skip
def test_a_value_that_its_slot_can_have(house: Callable[[str], Bot], slot: str, value: str) -> None:
    assert house("조명").problems({**LAMP, slot: value}) == ()


def test_a_slot_that_is_another_one_has_its_type(house: Callable[[str], Bot]) -> None:
    problem = house("전부").only({**DOOR, "Door.opened": "언젠가"})
    assert (problem.kind, problem.where) == ("type", 'data[0]["Door.opened"]')
    assert "is not a day" in problem.what


def test_a_type_is_told_once_a_slot(house: Callable[[str], Bot]) -> None:
    bad = {**LAMP, "Lamp.watts": "밝음", "Lamp.dim": "글쎄"}
    problems = house("조명").problems(LAMP, bad, bad, {**LAMP, "Lamp.watts": "어두움"})
    assert [(p.slot, p.record, p.times) for p in problems] == [
        ("Lamp.watts", 1, 3),
        ("Lamp.dim", 1, 2),
    ]


# What is written in a log


def test_a_text_for_a_log_is_one_line_of_characters(cafe: Bot) -> None:
    evil = "a\nb\x1b[31m\u2028\ud800" + "x" * 500
    for problem in cafe.problems(
        {evil: "1", "Coffee.kind": evil, "Coffee.price": f"<count>{evil}"}
    ):
        assert str(problem).isprintable()
        assert len(str(problem)) < 400


# The law: a record is a problem exactly when the engine does not take it


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Domain:
    path = tmp_path_factory.mktemp("shop") / "Shop.yaml"
    path.write_text(SHOP, "utf-8")
    return load_domain(path)


VALUES = st.sampled_from(
    ["아메리카노", "라떼", "톨", "벤티", "3000", "3000.0", " 라떼 ", "", "내일"]
)
SLOT = st.sampled_from([*SLOTS, "Coffee.origin", "Sensor.light"])
RECORDS = st.lists(st.dictionaries(SLOT, VALUES, max_size=4), max_size=6)
SAID = st.lists(
    st.sampled_from(["라떼", "아아", "톨", "큰", "작은", "상관없어", "말고", "랑"]), max_size=6
).map(" ".join)


@pytest.mark.slow
@given(said=SAID, data=RECORDS)
@settings(max_examples=300)
def test_a_record_is_a_problem_exactly_when_the_engine_does_not_take_it(
    shop: Domain, said: str, data: list[dict[str, str]]
) -> None:
    engine = Engine(shop)
    session, _ = engine.open("external_data", SUNDAY)
    for text in ("주문", said, "라떼 톨"):
        if not session.pending:
            session, reply = engine.step(session, text, None, SUNDAY)
    assert isinstance(reply, DataRequest)
    refused = {"outside_condition", "unrelated_record"}
    taken = 0
    for record in data:
        problems = contract_problems(shop, session, [record], SUNDAY)
        is_taken = takes(shop, session, [record])
        assert is_taken == (not any(problem.kind in refused for problem in problems))
        condition = reply.entries[0].condition
        stripped = {slot: value.strip() for slot, value in record.items()}
        fits = not condition or parse(condition).matches(stripped, reading_on(SUNDAY))
        assert is_taken == (fits and any(stripped.get(slot) for slot in SLOTS))
        taken += is_taken
    problems = contract_problems(shop, session, data, SUNDAY)
    left = sum(problem.times for problem in problems if problem.kind in refused)
    assert left == len(data) - taken


def takes(domain: Domain, session: Session, data: list[dict[str, str]]) -> int:
    """How many of the records the engine takes."""
    read = reading_on(SUNDAY)
    lookup = begin_turn(domain, TaskGraph(domain), session, read).lookup
    return len(lookup.receive(domain.tasks[session.task], data).found.records)


def test_no_more_values_are_read_than_a_turn_has_time_for(house: Callable[[str], Bot]) -> None:
    data = [{**LAMP, "Lamp.watts": f"{number}"} for number in range(5_000)]
    problem = house("집").only(*data)
    assert (problem.kind, problem.where) == ("type", 'data[2000]["Lamp.watts"]')
    assert "the first 2,000 are read" in problem.what


@pytest.mark.slow
@given(
    st.lists(st.dictionaries(st.text(max_size=20), st.text(max_size=60), max_size=4), max_size=5)
)
@settings(max_examples=200)
def test_whatever_is_sent_can_be_told_of(shop: Domain, data: list[dict[str, str]]) -> None:
    engine = Engine(shop)
    session, _ = engine.open("external_data", SUNDAY)
    session, _ = engine.step(session, "큰 라떼", None, SUNDAY)
    renamed = [{f"Coffee.{slot}"[:12]: value for slot, value in record.items()} for record in data]
    for some in (data, renamed):
        for problem in contract_problems(shop, session, some, SUNDAY):
            assert str(problem).isprintable()
