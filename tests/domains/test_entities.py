"""Entity classes, their slots, values and records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.domains import Domain, Slot

Load = Callable[[str | bytes], Domain]


def test_slots_may_be_a_list(load: Load) -> None:
    domain = load("entities: {Weather: {slots: [city, date]}}\ntasks: {a: }")
    assert domain.entities["Weather"].slots == (Slot("Weather.city"), Slot("Weather.date"))


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
    assert domain.entities["Weather"].slots == (
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


def test_the_slots_of_all_classes_come_in_their_order(load: Load) -> None:
    domain = load("entities: {B: {slots: [z, a]}, A: {slots: [도시]}}\ntasks: {a: }")
    assert list(domain.slots()) == ["B.z", "B.a", "A.도시"]
    assert domain.slots()["A.도시"] == Slot("A.도시")


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
    assert domain.entities["Weather"].instances.records == (
        {"Weather.city": "서울", "Weather.date": "2026-11-22", "Weather.info": "맑음"},
        {"Weather.city": "부산"},
    )


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
    assert domain.entities["Weather"].instances.records == (
        {"Weather.city": "서울", "Weather.date": "오늘", "Weather.info": "맑음"},
        {"Weather.city": "부산", "Weather.info": "흐림"},
    )


def test_a_cell_may_hold_commas_quotes_and_lines(load: Load, folder: Path) -> None:
    (folder / "a.csv").write_text('city\n"서울, ""강남""\n역삼"\n', "utf-8")
    domain = load("entities: {A: {slots: [city], instances: a.csv}}\ntasks: {a: }")
    assert domain.entities["A"].instances.records == ({"A.city": '서울, "강남"\n역삼'},)


def test_a_csv_file_may_lie_deeper_in_the_folder(load: Load, folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "도시.CSV").write_text("city\n서울\n", "utf-8")
    for path in ("data/도시.CSV", "./data/도시.CSV", "data/../data/도시.CSV"):
        domain = load(f"entities: {{A: {{slots: [city], instances: {path}}}}}\ntasks: {{a: }}")
        assert domain.entities["A"].instances.records == ({"A.city": "서울"},)
