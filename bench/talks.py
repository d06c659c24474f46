"""What the engine is measured with: domains written to a folder, and what is said in them."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeAlias

from invented import CITIES, names, rooms, wishes

from mockgenie.dialog import Engine, Session, Speech
from mockgenie.domain import load_domain, shipped_folder

DAY = date(2026, 11, 22)

_WEATHER = {
    "서울 내일 날씨 알려줘": "내일 서울",
    "부산은요?": "내일 부산",
    "모레는?": "모레 부산",
    "오늘 대전 날씨 어때?": "오늘 대전",
    "제주는요?": "오늘 제주",
    "내일 강원도에 비 올까요?": "내일 강원",
    "광주는 어때요?": "내일 광주",
    "모레 인천 최고 기온이 몇 도예요?": "모레 인천",
    "서울이랑 부산 둘 다 알려 주세요": "모레 서울",
    "금요일은 추울까": "부산",
    "글피에 우산 가져가야 하나요?": "글피 서울",
    "울산 말고 대구요": "글피 대구",
}
"""What is said, and what stands in the answer."""


class Talk(NamedTuple):
    """A session that has been opened, and what is said in it again and again."""

    engine: Engine
    opened: Session
    said: Sequence[str]

    def batch(self) -> int:
        """All of it once; gives the number of turns."""
        step, session, day = self.engine.step, self.opened, DAY
        for text in self.said:
            session, _ = step(session, text, None, day)
        return len(self.said)

    def replies(self) -> list[str]:
        """What is answered."""
        session, replies = self.opened, []
        for text in self.said:
            session, reply = self.engine.step(session, text, None, DAY)
            assert isinstance(reply, Speech)
            replies.append(reply.text)
        return replies


def _talk(engine: Engine, said: Sequence[str], expected: Iterable[str]) -> Talk:
    """A talk in which each reply is known to have in it what is expected. Raises RuntimeError."""
    talk = Talk(engine, engine.open("internal_data", DAY)[0], said)
    for text, reply, wanted in zip(said, talk.replies(), expected, strict=True):
        if wanted not in reply:
            raise RuntimeError(f"{text!r} was answered by {reply!r}; expected {wanted!r}")
    return talk


def weather() -> Talk:
    """The shipped domain."""
    engine = Engine(load_domain(shipped_folder() / "weather" / "domain.yaml"))
    return _talk(engine, tuple(_WEATHER), _WEATHER.values())


# A dictionary

_PLACES = """\
entities: {Place: {slots: {name: {values: names.txt}, day: {type: date}}}}
acts:
  book: ["<Place.name> (예약|가고|만나|어때)"]
  chat: [뭐 먹을까, 추천]
tasks:
  hello:
    say: 어서 오세요.
    next: &anywhere
      - {task: booking, when: act = "book"}
      - {task: advice, when: act = "chat"}
  booking:
    fill: [Place.name]
    ask: {Place.name: 어디를 예약할까요?}
    say: "{Place.name}을(를) 예약했습니다."
    reset: [Place.name, Place.day]
    next: *anywhere
  advice: {say: 무엇이든 좋아요., next: *anywhere}
"""
_OF_PLACES = (
    "{} 예약해 주세요",
    "내일 저녁에 {}에서 만나기로 했어요",
    "친구들하고 오랜만에 얼굴 보려고 하는데 {} 어때요?",
)
_OF_NONE = "오늘은 친구가 온다고 하는데 뭐 먹을까요?"
_MENTIONED = 8


def write_dictionary(folder: Path, count: int) -> Path:
    """A domain with a slot of `count` values in a file."""
    _write(folder / "names.txt", "".join(f"{name}\n" for name in names(count)))
    return _write(folder / "domain.yaml", _PLACES)


def about_places(path: Path) -> Talk:
    """Utterances that mention values at their beginning, in the middle and near the end, or none;
    the same however many values there are."""
    expected = {form.format(place): place for place in names(_MENTIONED) for form in _OF_PLACES}
    expected[_OF_NONE] = "무엇이든"
    return _talk(Engine(load_domain(path)), tuple(expected), expected.values())


# Patterns of acts

Form: TypeAlias = Callable[[str, str], str]
"""Writes a noun and a verb as a wish."""

_SLOT_EVERY = 4
_SAID = 20

FORMS: dict[str, tuple[Form, Form]] = {
    "different": (
        lambda noun, verb: f"{noun} {verb}",
        lambda noun, verb: f"{noun} 좀 {verb} 주세요",
    ),
    "shared": (
        lambda noun, verb: f"혹시 {noun} {verb}",
        lambda noun, verb: f"혹시 {noun} 좀 {verb} 주세요",
    ),
    "whole": (
        lambda noun, verb: f"{noun} {verb} 주세요",
        lambda noun, verb: f"{noun} {verb} 주세요",
    ),
    "examples": (
        lambda noun, verb: f"{noun} 자세히 {verb} 주세요",
        lambda noun, verb: f"{noun} 좀 {verb} 주세요",
    ),
}
"""How a wish stands in an act and how it is said, by how the acts are written: patterns with
different first words, with the same one, of all the words that are said; examples."""


def write_acts(folder: Path, count: int, kind: str) -> Path:
    """A domain of `count` acts, each with an answer of its own."""
    write, _ = FORMS[kind]
    acts, ways, tasks = [], [], []
    for number, (noun, verb) in enumerate(wishes(count)):
        wish = write(noun, verb)
        if kind == "examples":
            wish = f"<Room.city={CITIES[number % len(CITIES)]}> {wish}"
        elif kind != "whole" and number % _SLOT_EVERY == 0:
            wish = f"<Room.city> {wish}"
        acts.append(f'  act{number}: ["{wish}"]')
        ways.append(f'  - {{task: task{number}, when: act = "act{number}"}}')
        tasks.append(f"  task{number}: {{say: {noun} 안내입니다.}}")
    cities = f"entities: {{Room: {{slots: {{city: {{values: [{', '.join(CITIES)}]}}}}}}}}"
    lines = (cities, "acts:", *acts, "anywhere:", *ways, "tasks:", "  hello: {say: 네.}", *tasks)
    return _write(folder / "domain.yaml", "\n".join(lines))


def about_wishes(path: Path, count: int, kind: str) -> Talk:
    """The wishes of twenty acts, chosen evenly among all."""
    _, say = FORMS[kind]
    every = range(0, count, max(1, count // _SAID))
    wished = [(number, *wish) for number, wish in enumerate(wishes(count)) if number in every]
    said = [say(noun, verb) for _, noun, verb in wished]
    if kind != "whole":
        said = [
            f"{CITIES[n % len(CITIES)]} {text}" for (n, *_), text in zip(wished, said, strict=True)
        ]
    return _talk(Engine(load_domain(path)), said, [noun for _, noun, _ in wished])


# Records

_ROOMS = """\
entities:
  Room:
    slots:
      number: {{type: int, counters: [번]}}
      city: {{values: [{cities}]}}
      stars: {{}}
      price: {{type: int}}
    instances: {file}
acts: {{find: ["<Room.number>", "<Room.city>"]}}
tasks:
  hello: {{say: 네., next: {{task: finding, when: act = "find"}}}}
  finding:
    lookup: Room
    say:
      - text: "{{count}}개 있습니다."
        each: "{{Room.city}} {{Room.stars}} {{Room.price:,}}원"
        limit: 3
    reset: [Room.number, Room.city]
    next: {{task: finding, when: act = "find"}}
"""
_COLUMNS = ("number", "city", "stars", "price")


def write_table(folder: Path, count: int, suffix: str) -> Path:
    """A domain with `count` records in a `.csv` or a `.sqlite` file."""
    file = folder / f"rooms{suffix}"
    if suffix == ".csv":
        with file.open("w", encoding="utf-8", newline="") as text:
            csv.writer(text).writerows((_COLUMNS, *rooms(count)))
    else:
        with closing(sqlite3.connect(file)) as database, database:
            database.execute(f"CREATE TABLE Room ({', '.join(_COLUMNS)})")
            database.executemany("INSERT INTO Room VALUES (?, ?, ?, ?)", rooms(count))
    domain = _ROOMS.format(cities=", ".join(CITIES), file=file.name)
    return _write(folder / "domain.yaml", domain)


def about_rooms(path: Path, count: int) -> dict[str, Talk]:
    """Utterances whose lookup finds three records, and ones for which a tenth of all fit."""
    engine = Engine(load_domain(path))
    numbers = [1 + place * (count // 3 - 1) // 9 for place in range(10)]
    few = [f"{number}번 방 보여 주세요" for number in numbers]
    many = [f"{city}에 있는 방 보여 주세요" for city in CITIES]
    return {
        "few": _talk(engine, few, ["3개 있습니다"] * len(few)),
        "many": _talk(engine, many, [f"{city} " for city in CITIES]),
    }


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
