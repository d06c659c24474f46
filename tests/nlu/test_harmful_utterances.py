"""Utterances that want to harm do none, and whatever is said has an answer, in every domain."""

from __future__ import annotations

import gc
import math
import time
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.dialog import DataRequest, Engine, EngineFailure, Reply, Session, Speech
from mockgenie.domain import Domain, load_domain, shipped_folder
from mockgenie.records import Record

pytestmark = pytest.mark.slow  # each test has many requests or turns

SUNDAY = date(2026, 11, 22)
LENGTH = 10_000

DOMAINS = {
    file.parent.name: load_domain(file) for file in sorted(shipped_folder().glob("*/domain.yaml"))
}
ENGINES = {name: Engine(domain) for name, domain in DOMAINS.items()}
OTHERS = {name: Engine(domain) for name, domain in DOMAINS.items()}

every_domain = pytest.mark.parametrize("name", DOMAINS)

SIGNS = [
    *("7", "일", "이", "만", "하나", "한 ", "둘 ", "3일 ", "2시 ", "2박 3일 ", "세 명 ", "1,000 "),
    *("12/", "2026-", "1.", "1인당 ", "오후 두 시 ", "다음 주 금요일 ", "사흘", "하루 "),
    *("말고 ", "안 ", "없", "지않", "빼고 ", "아니 ", "도 ", "이랑 ", "상관없어요 ", "바꿔 "),
    *("거기 ", "그날 ", "그걸로 ", "1번 ", "두 번째 거 ", "맨 위 ", "네 ", "아니요 ", "취소 "),
    *(" ", "\n", "\t", "\x00", "\x07", "\x1b[2J", "?", "! ", "{", "<", "'", '"', "\\"),
    *("a", "abc ", "İ", "ß", "﷽", "שלום ", "\u202e", "\u200b", "漢", "ア", "ㅋ", "각", "\u1100"),
    *("😀", "😀 ", "👩‍👩‍👧 ", "\ud83d", "\ude00\ud83d ", "e\u0301", "\u0301", "\u0f73\u0f72"),
]


def pieces_of(domain: Domain) -> Iterator[str]:
    """What people say in a domain: values, words of slots, words of patterns."""
    for slot in domain.slots().values():
        yield from (f"{value} " for value in list(slot.values)[:2])
        for value in list(slot.values)[:1]:
            yield from (value, f"{value}이랑 ", f"{value} 말고 ", f"{value}도 ", f"{value} 아니 ")
            yield from (f"{value} {word} " for word in slot.words[:1])
        for word in (*slot.words[:2], *slot.counters[:1]):
            yield from (word, f"{word} ", f"{word} 상관없어요 ", f"{word} 바꿔 ")
    for act in domain.acts:
        for variant in act.variants[:1]:
            words = [part for part in variant if isinstance(part, str)]
            if words:
                yield from (words[0], f"{words[0]} ", f"{' '.join(words)} ")


PIECES = {name: list(dict.fromkeys(pieces_of(domain))) for name, domain in DOMAINS.items()}


def situations(domain: Domain) -> Iterator[Session]:
    """A session at the opening, one behind a list, and one for each kind of question."""
    start = Session(domain.name, "internal_data", domain.opening.name, turn=1)
    yield start
    for entity in list(domain.entities.values())[:1]:
        if entity.key:
            listed = (entity.key, *[f"이름{number}" for number in range(10)])
            yield msgspec.structs.replace(start, listed=listed)
    slots = domain.slots()
    questions = {
        (slots[asked].type, slots[asked].is_open): (task.name, asked)
        for task in domain.tasks.values()
        for asked in task.ask
    }
    for task, asked in questions.values():
        yield msgspec.structs.replace(start, task=task, asked=asked)


def say(engine: Engine, session: Session, text: str) -> tuple[Session, Reply]:
    try:
        return engine.step(session, text, None, SUNDAY)
    except EngineFailure:
        return session, Speech("")


@pytest.fixture
def undisturbed() -> Iterator[None]:
    """Without the garbage collector, which looks at all there is when it likes."""
    gc.disable()
    yield
    gc.enable()


def seconds(engine: Engine, session: Session, text: str, rounds: int) -> float:
    """Of the processor, for the quickest of some rounds."""
    best = math.inf
    for _ in range(rounds):
        begun = time.process_time()
        _, reply = say(engine, session, text)
        best = min(best, time.process_time() - begun)
        assert isinstance(reply, Speech), text[:40]
    return best


@every_domain
@pytest.mark.usefixtures("undisturbed")
def test_ten_thousand_characters_of_anything_have_an_answer_in_linear_time(name: str) -> None:
    """Ten times the length may take thirty times as long, for clocks err; a time that grows with
    the square of the length takes a hundred times. One of the situations for each text, by turns.
    """
    engine = ENGINES[name]
    begun = list(situations(DOMAINS[name]))
    for number, piece in enumerate([*SIGNS, *PIECES[name]]):
        session = begun[number % len(begun)]
        long = (piece * LENGTH)[:LENGTH]
        short = long[: LENGTH // 10]
        if seconds(engine, session, long, 1) <= 30 * seconds(engine, session, short, 1) + 0.005:
            continue
        # It may have been the machine; so once more, and with care.
        least = seconds(engine, session, short, 20)
        assert seconds(engine, session, long, 10) <= 30 * least + 0.005, piece


@every_domain
def test_each_question_has_an_answer_to_signs_without_a_word(name: str) -> None:
    for session in situations(DOMAINS[name]):
        for sign in ("", " ", "?", "\x00", "😀", "\ud83d", "\u0301", "\u202e", "﷽", "\ufeff"):
            _, reply = say(ENGINES[name], session, sign)
            assert isinstance(reply, Speech), (session.asked, sign)


def test_marks_upon_a_letter_are_not_sorted_without_end() -> None:
    """A million of them, which Unicode would have sorted: quadratic, it would take an hour."""
    engine = ENGINES["weather"]
    session, _ = engine.open("internal_data", SUNDAY)
    understood = engine.understand(session, "서울 날씨 " + "\u0f73\u0f72" * 500_000)
    assert understood.slots["Weather.city"] == ("서울",)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_long_text_is_understood_as_a_short_one(form: Any) -> None:
    engine = ENGINES["weather"]
    session, _ = engine.open("internal_data", SUNDAY)
    text = unicodedata.normalize(form, "있잖아요 " * 500 + "내일 서울 날씨 알려 주세요")
    understood = engine.understand(session, text)
    assert understood.act == "ask_weather"
    assert understood.slots == {"Weather.city": ("서울",), "Weather.date": ("내일",)}


def test_what_a_pattern_finds_stands_where_it_did_beside_half_a_character() -> None:
    engine = ENGINES["pizza"]
    session, _ = engine.open("internal_data", SUNDAY)
    understood = engine.understand(session, "😀\ud83d\ude00 번호는 010-0000-1234 \ud83d")
    assert understood.slots["Order.phone"] == ("010-0000-1234",)


# Conversations at random

NOISE = st.text(max_size=12) | st.sampled_from(SIGNS)
ENDINGS = st.sampled_from(
    ["", " ", "이요", "로 할게요", " 말고 ", "은 상관없어요", "이랑 ", "도", "?"]
)


def utterances(name: str) -> st.SearchStrategy[str]:
    said = st.tuples(st.sampled_from(PIECES[name]) | NOISE, ENDINGS).map("".join)
    return st.lists(said, max_size=5).map(" ".join)


def records(domain: Domain) -> list[Record]:
    """Some of the values that a domain knows, as a client would send them."""
    slots = [slot for slot in domain.slots().values() if slot.values]
    return [{slot.name: list(slot.values)[n % len(slot.values)] for slot in slots} for n in (0, 1)]


def converse(
    name: str, turns: Sequence[str], access_method: Any, *, stored: bool = False
) -> Iterator[tuple[Session, Reply]]:
    """The conversation turn by turn; `stored` puts each session away and takes it out again, for
    another engine, as it would be in another process."""
    engine = (OTHERS if stored else ENGINES)[name]
    session, reply = engine.open(access_method, SUNDAY, seed=7)
    yield session, reply
    given_records = records(DOMAINS[name])
    for text in turns:
        if stored:
            session = msgspec.json.decode(msgspec.json.encode(session), type=Session)
            session = msgspec.msgpack.decode(msgspec.msgpack.encode(session), type=Session)
        data = given_records if session.pending else None
        try:
            session, reply = engine.step(session, text, data, SUNDAY)
        except EngineFailure:
            reply = Speech("")
        yield session, reply


@every_domain
@pytest.mark.parametrize("access_method", ["internal_data", "external_data"])
@given(draw=st.data())
@settings(max_examples=40)
def test_any_conversation_goes_on_and_goes_the_same_way_again(
    name: str, access_method: Any, draw: st.DataObject
) -> None:
    # Half characters cannot be put away; what a client sends has none.
    turns = draw.draw(
        st.lists(
            utterances(name).filter(lambda text: text.isascii() or _is_whole(text)), max_size=8
        )
    )
    first = list(converse(name, turns, access_method))
    assert list(converse(name, turns, access_method, stored=True)) == first
    for _, reply in first:
        assert isinstance(reply, (Speech, DataRequest))


def _is_whole(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)


@every_domain
@pytest.mark.parametrize("access_method", ["internal_data", "external_data"])
def test_a_session_does_not_grow_with_the_conversation(name: str, access_method: Any) -> None:
    domain = DOMAINS[name]
    pieces = PIECES[name]
    # Every piece beside another one each time around.
    turns = [
        pieces[number % len(pieces)] + pieces[number * 7 % len(pieces)] for number in range(2_000)
    ]
    slots = len(domain.slots())
    for session, _ in converse(name, turns, access_method):
        assert len(session.waiting) < len(domain.tasks)
        assert len(set(session.waiting)) == len(session.waiting)
        for kept in (session.slots, session.unwanted, session.before):
            assert len(kept) <= slots
        values = sum(len(values) for values in session.slots.values())
        assert values <= 100 + slots
        assert len(session.listed) <= 1_001
        assert len(session.said) <= 100
    assert len(msgspec.json.encode(session)) < 20_000


def test_only_the_beginning_of_a_very_long_utterance_counts(weather: Any) -> None:
    late = "음 " * 10_000 + "서울 내일 날씨"
    assert weather.engine.understand(weather.session, late).slots == {}
    early = "서울 내일 날씨" + " 음" * 500_000
    assert weather.say(early).startswith("내일 서울의 날씨는")
