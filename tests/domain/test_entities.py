"""Entity classes, their slots, values and records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.domain import Domain, EntityClass, Slot
from tests.domain.placeless import placeless

Load = Callable[[str | bytes], Domain]


def slots(domain: Domain, entity: str = "Weather") -> tuple[Slot, ...]:
    return placeless(domain.entities[entity].slots)


def slot(load: Load, written: str) -> Slot:
    """The slot `W.a` of a domain in which it is written so; `W.b` and `X.c` are beside it."""
    domain = load(
        f"entities: {{W: {{slots: {{a: {written}, b: }}}}, X: {{slots: [c]}}}}\ntasks: {{t: }}"
    )
    return slots(domain, "W")[0]


def test_slots_may_be_a_list(load: Load) -> None:
    domain = load("entities: {Weather: {slots: [city, date]}}\ntasks: {a: }")
    assert slots(domain) == (Slot("Weather.city"), Slot("Weather.date"))


def test_a_slot_has_a_type_values_and_a_description(load: Load) -> None:
    domain = load(
        """
entities:
  Weather:
    slots:
      city:
        description: 도시
        values: {서울: [서울시, 서울특별시], 부산: 부산시, 제주: , 세종: []}
        any: [전국, 아무 데나]
      date: {type: date}
      info:
      low: {type: text, values: [1, 2.50, yes]}
      high: {any: 상관없음}
tasks: {a: }
"""
    )
    assert slots(domain) == (
        Slot(
            "Weather.city",
            "text",
            {"서울": ("서울시", "서울특별시"), "부산": ("부산시",), "제주": (), "세종": ()},
            ("전국", "아무 데나"),
            "도시",
        ),
        Slot("Weather.date", "date"),
        Slot("Weather.info"),
        Slot("Weather.low", "text", {"1": (), "2.50": (), "yes": ()}),
        Slot("Weather.high", any=("상관없음",)),
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{type: text}", Slot("W.a")),
        ("", Slot("W.a")),
        ("{}", Slot("W.a")),
        ("최저 기온", Slot("W.a", description="최저 기온")),
        ("{type: choice, values: [크게, 작게]}", Slot("W.a", "choice", {"크게": (), "작게": ()})),
        ("{type: int, counters: [명, 분]}", Slot("W.a", "int", counters=("명", "분"))),
        ("{type: float, counters: 도}", Slot("W.a", "float", counters=("도",))),
        ("{type: date, values: {설날: [설]}}", Slot("W.a", "date", {"설날": ("설",)})),
        ("{type: time}", Slot("W.a", "time")),
        ("{type: duration, any: [언제까지든]}", Slot("W.a", "duration", any=("언제까지든",))),
        (
            "{type: boolean, words: [주차, 주차장]}",
            Slot("W.a", "boolean", words=("주차", "주차장")),
        ),
        (
            "{type: boolean, values: {yes: [금연], no: [흡연]}}",
            Slot("W.a", "boolean", {"yes": ("금연",), "no": ("흡연",)}),
        ),
        (
            "{type: pattern, pattern: 'OR[0-9]{6}'}",
            Slot("W.a", "pattern", pattern="OR[0-9]{6}"),
        ),
        (
            "{type: pattern, pattern: '(a)(b)', format: '{1:upper}-{2} {{0}}'}",
            Slot("W.a", "pattern", pattern="(a)(b)", format="{1:upper}-{2} {{0}}"),
        ),
        ("{type: date, spoken: false}", Slot("W.a", "date", spoken=False)),
        ("{words: 출발}", Slot("W.a", words=("출발",))),
        ("{preceding: b}", Slot("W.a", preceding=("W.b",))),
        ("{preceding: [W.b, X.c]}", Slot("W.a", preceding=("W.b", "X.c"))),
    ],
)
def test_a_slot_is_of_a_type_and_has_its_fields(load: Load, written: str, expected: Slot) -> None:
    assert slot(load, written) == expected


def test_only_a_text_without_values_is_open(load: Load) -> None:
    assert slot(load, "").is_open
    assert not slot(load, "{values: [b]}").is_open
    assert not slot(load, "{type: int}").is_open


def test_values_may_be_in_a_file(load: Load, folder: Path) -> None:
    (folder / "도시.txt").write_text("# 도시\n서울\t서울시\t서울특별시\n\n부산\n", "utf-8")
    (folder / "data").mkdir()
    (folder / "data" / "menu.CSV").write_text('페퍼로니,페페로니\n"치즈, 더블"\n', "utf-8")
    assert slot(load, "{values: 도시.txt}").values == {"서울": ("서울시", "서울특별시"), "부산": ()}
    assert slot(load, "{values: data/menu.CSV}").values == {
        "페퍼로니": ("페페로니",),
        "치즈, 더블": (),
    }


def test_a_single_text_is_a_value_unless_it_is_the_name_of_a_file(load: Load) -> None:
    assert slot(load, "{values: 서울}").values == {"서울": ()}
    assert slot(load, "{values: [a.txt]}").values == {"a.txt": ()}


def test_a_class_has_a_key_and_a_description(load: Load) -> None:
    domain = load(
        """
entities:
  Hotel: {description: 호텔, slots: [name, price], key: name}
  Room: {slots: [number], key: Room.number}
  City: {slots: [name]}
tasks: {a: }
"""
    )
    kinds = {name: (e.key, e.description) for name, e in domain.entities.items()}
    assert kinds == {"Hotel": ("Hotel.name", "호텔"), "Room": ("Room.number", ""), "City": ("", "")}
    assert isinstance(domain.entities["Hotel"], EntityClass)


def test_classes_and_slots_know_where_they_stand(load: Load) -> None:
    domain = load("entities:\n  A:\n    slots: {x: , y: 설명}\n  B: {slots: [z]}\ntasks: {a: }")
    assert [entity.place for entity in domain.entities.values()] == [(2, 3), (4, 3)]
    assert [one.place for one in domain.slots().values()] == [(3, 13), (3, 18), (4, 15)]


def test_the_slots_of_all_classes_come_in_their_order(load: Load) -> None:
    domain = load("entities: {B: {slots: [z, a]}, A: {slots: [도시]}}\ntasks: {a: }")
    assert list(domain.slots()) == ["B.z", "B.a", "A.도시"]
    assert placeless(domain.slots()["A.도시"]) == Slot("A.도시")


def test_records_may_be_inline(load: Load) -> None:
    domain = load(
        """
entities:
  Weather:
    slots: [city, date, info]
    instances:
      - {city: 서울, date: 2026-11-22, info: 맑음}
      - {Weather.city: 부산, info: }
tasks: {a: }
"""
    )
    assert list(domain.entities["Weather"].instances.records) == [
        {"Weather.city": "서울", "Weather.date": "2026-11-22", "Weather.info": "맑음"},
        {"Weather.city": "부산"},
    ]


@pytest.mark.parametrize(
    "content",
    [
        "city,date,info\n서울,오늘,맑음\n부산,,흐림\n",
        "\ufeffcity,date,info\r\n서울,오늘,맑음\r\n부산,,흐림\r\n",
        "Weather.city,date,Weather.info\n서울,오늘,맑음\n\n부산,,흐림",
        ' city , date,info \n 서울 ,"오늘", 맑음\n부산,   ,"흐림"\n\n',
    ],
    ids=["plain", "excel", "full-names", "spaces"],
)
def test_records_may_be_in_a_csv_file(load: Load, folder: Path, content: str) -> None:
    (folder / "weather.csv").write_bytes(content.encode())
    domain = load(
        "entities: {Weather: {slots: [city, date, info], instances: weather.csv}}\ntasks: {a: }"
    )
    assert list(domain.entities["Weather"].instances.records) == [
        {"Weather.city": "서울", "Weather.date": "오늘", "Weather.info": "맑음"},
        {"Weather.city": "부산", "Weather.info": "흐림"},
    ]


def test_a_cell_may_hold_commas_quotes_and_lines(load: Load, folder: Path) -> None:
    (folder / "a.csv").write_text('city\n"서울, ""강남""\n역삼"\n', "utf-8")
    domain = load("entities: {A: {slots: [city], instances: a.csv}}\ntasks: {a: }")
    assert list(domain.entities["A"].instances.records) == [{"A.city": '서울, "강남"\n역삼'}]


def test_a_csv_file_may_lie_deeper_in_the_folder(load: Load, folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "도시.CSV").write_text("city\n서울\n", "utf-8")
    for path in ("data/도시.CSV", "./data/도시.CSV", "data/../data/도시.CSV"):
        domain = load(f"entities: {{A: {{slots: [city], instances: {path}}}}}\ntasks: {{a: }}")
        assert list(domain.entities["A"].instances.records) == [{"A.city": "서울"}]
