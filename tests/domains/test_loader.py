"""A good file to its domain: every field, in every form it may take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.conditions import ALWAYS, parse
from mockgenie.domains import (
    Act,
    Domain,
    DomainError,
    Saying,
    Slot,
    SlotRef,
    Task,
    Template,
    Transition,
    load_domain,
)
from mockgenie.domains.templates import parse_template

Load = Callable[[str | bytes], Domain]

SLOTS = "entities: {Weather: {slots: [city, date, info]}}\n"


def test_five_lines_are_a_domain(load: Load) -> None:
    domain = load(
        "name: Hello\n"
        "acts:\n"
        "  bye: 잘 가\n"
        "tasks:\n"
        "  hello: {say: 안녕하세요.}\n"
    )  # fmt: skip
    assert domain.name == "Hello"
    assert domain.opening.name == "hello"
    assert domain.opening.say == (Saying(Template(("안녕하세요.",))),)


def test_a_domain_needs_no_more_than_a_task(load: Load) -> None:
    domain = load("tasks: {hello: {say: 안녕}}")
    assert domain.name == "Test"
    assert domain.description == ""
    assert domain.entities == {}
    assert domain.acts == ()
    assert list(domain.tasks) == ["hello"]
    fallback = domain.fallback.render(str)
    assert fallback
    assert "{" not in fallback


def test_a_task_needs_nothing(load: Load) -> None:
    assert load("tasks: {hello: }").opening == Task("hello")
    assert load("tasks: {hello: {}}").opening == Task("hello")


# The name


def test_a_domain_is_called_what_it_says(load: Load) -> None:
    assert load("name: 날씨 안내\ntasks: {a: }").name == "날씨 안내"


@pytest.mark.parametrize("name", ["yes", "1.0", "2021-03-02", "null_", "0x10", "1_000", "~a"])
def test_a_name_stays_as_it_is_written(load: Load, name: str) -> None:
    assert load(f"name: {name}\ntasks: {{a: }}").name == name


def test_else_a_domain_is_called_as_its_file(tmp_path: Path) -> None:
    path = tmp_path / "날씨.v2.yaml"
    path.write_text("tasks: {a: }", "utf-8")
    assert load_domain(path).name == "날씨.v2"


def test_else_domain_yaml_is_called_as_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "Hotel" / "domain.yaml"
    path.parent.mkdir()
    path.write_text("tasks: {a: }", "utf-8")
    assert load_domain(path).name == "Hotel"


def test_a_domain_that_does_not_load_has_a_name_too(load: Load) -> None:
    with pytest.raises(DomainError) as caught:
        load("name: Hotel\nfoo: 1\ntasks: {a: }")
    assert caught.value.name == "Hotel"
    with pytest.raises(DomainError) as caught:
        load("tasks: [")
    assert caught.value.name == "Test"


def test_a_description_is_kept(load: Load) -> None:
    assert load("description: 날씨를 안내합니다\ntasks: {a: }").description == "날씨를 안내합니다"


# Entities


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


# Acts


def test_an_act_has_a_pattern_or_several(load: Load) -> None:
    domain = load(
        SLOTS
        + """
acts:
  ask:
    - <Weather.city> 날씨 (어때|알려줘)
    - 비 와
    - 비 와
  bye: [그만, 종료]
  thank: 고마워
tasks: {a: }
"""
    )
    assert domain.acts == (
        Act(
            "ask",
            (
                (SlotRef("Weather.city"), "날씨", "어때"),
                (SlotRef("Weather.city"), "날씨", "알려줘"),
                ("비", "와"),
            ),
        ),
        Act("bye", (("그만",), ("종료",))),
        Act("thank", (("고마워",),)),
    )


# Tasks


def test_the_first_task_is_where_a_dialog_opens(load: Load) -> None:
    domain = load("tasks: {b: {say: B}, a: {say: A}}")
    assert list(domain.tasks) == ["b", "a"]
    assert domain.opening.name == "b"


@pytest.mark.parametrize("say", ["안녕", "[안녕]", "[{text: 안녕}]", "{text: 안녕}"])
def test_a_saying_has_several_forms(load: Load, say: str) -> None:
    assert load(f"tasks: {{a: {{say: {say}}}}}").opening.say == (Saying(Template(("안녕",))),)


def test_sayings_have_conditions_and_lines_for_records(load: Load) -> None:
    domain = load(
        SLOTS
        + """
tasks:
  a:
    say:
      - {when: count = 0, text: 없습니다.}
      - when: Weather.city is filled and turn > 3
        text: "{count}건"
        each: "{Weather.city}은(는) {Weather.info}"
      - each: "{Weather.info}"
      - 끝
"""
    )
    assert domain.opening.say == (
        Saying(Template(("없습니다.",)), parse("count = 0")),
        Saying(
            parse_template("{count}건"),
            parse("Weather.city is filled and turn > 3"),
            parse_template("{Weather.city}은(는) {Weather.info}"),
        ),
        Saying(Template(("",)), ALWAYS, parse_template("{Weather.info}")),
        Saying(Template(("끝",))),
    )


def test_a_task_fills_asks_looks_up_and_resets(load: Load) -> None:
    domain = load(
        SLOTS
        + """
tasks:
  a:
    fill: [Weather.city, Weather.date]
    ask:
      Weather.city: 어느 도시요?
      Weather.date: "{Weather.city}의 언제요?"
    lookup: Weather
    reset: Weather.date
    end: true
"""
    )
    assert domain.opening == Task(
        "a",
        fill=("Weather.city", "Weather.date"),
        ask={
            "Weather.city": parse_template("어느 도시요?"),
            "Weather.date": parse_template("{Weather.city}의 언제요?"),
        },
        lookup=("Weather",),
        reset=("Weather.date",),
        end=True,
    )


def test_what_is_not_asked_in_words_is_asked_by_the_slots_description(load: Load) -> None:
    domain = load(
        "entities: {W: {slots: {city: {description: 도시}, date: , k: {description: '{괄호}'}}}}\n"
        "tasks: {a: {fill: [W.city, W.date, W.k]}}"
    )
    asked = {slot: question.render(str) for slot, question in domain.opening.ask.items()}
    assert asked["W.city"].startswith("도시")
    assert asked["W.date"].startswith("W.date")
    assert asked["W.k"].startswith("{괄호}")


def test_a_task_may_look_up_several_classes(load: Load) -> None:
    domain = load(
        "entities: {A: {slots: [x]}, B: {slots: [y]}}\ntasks: {a: {lookup: [B, A]}}"
    )  # fmt: skip
    assert domain.opening.lookup == ("B", "A")


@pytest.mark.parametrize("flag", ["true", "True", "yes", "on"])
def test_a_task_may_end_the_dialog(load: Load, flag: str) -> None:
    assert load(f"tasks: {{a: {{end: {flag}}}}}").opening.end is True


@pytest.mark.parametrize("flag", ["false", "no", "off"])
def test_a_task_that_says_so_does_not_end_the_dialog(load: Load, flag: str) -> None:
    assert load(f"tasks: {{a: {{end: {flag}}}}}").opening.end is False


def test_a_task_leads_to_others(load: Load) -> None:
    domain = load(
        """
acts: {bye: 그만}
tasks:
  a:
    next:
      - {task: b, when: act = "bye"}
      - {task: c, when: count > 10, controller: system}
      - {task: a, controller: user}
      - c
  b: {next: c}
  c: {next: {task: a}}
"""
    )
    assert domain.tasks["a"].next == (
        Transition("b", parse('act="bye"')),
        Transition("c", parse("count > 10"), "system"),
        Transition("a"),
        Transition("c"),
    )
    assert domain.tasks["b"].next == (Transition("c"),)
    assert domain.tasks["c"].next == (Transition("a"),)


def test_a_fallback_is_a_text(load: Load) -> None:
    domain = load(SLOTS + 'tasks: {a: }\nfallback: "{Weather.city}? 다시요"')
    assert domain.fallback == parse_template("{Weather.city}? 다시요")


# YAML


def test_anchors_spare_repetition(load: Load) -> None:
    domain = load(
        """
acts: {bye: 그만}
tasks:
  a: {next: &anywhere [{task: b, when: act = "bye"}]}
  b: {next: *anywhere}
"""
    )
    assert (
        domain.tasks["a"].next == domain.tasks["b"].next == (Transition("b", parse('act="bye"')),)
    )


def test_a_byte_order_mark_and_windows_lines_are_fine(load: Load) -> None:
    domain = load("\ufeffname: 날씨\r\ntasks:\r\n  a:\r\n    say: 안녕\r\n".encode())
    assert domain.name == "날씨"
    assert domain.opening.say == (Saying(Template(("안녕",))),)


def test_a_text_may_have_lines_and_escapes(load: Load) -> None:
    domain = load('tasks: {a: {say: ["하나\\n둘", "\\u2028\\a", "😀"]}}')
    assert [saying.text.render(str) for saying in domain.opening.say] == [
        "하나\n둘",
        "\u2028\x07",
        "😀",
    ]


def test_a_block_of_text_keeps_its_lines(load: Load) -> None:
    domain = load("tasks:\n  a:\n    say: |\n      하나\n      둘\n")
    assert domain.opening.say == (Saying(Template(("하나\n둘\n",))),)


def test_a_domain_is_a_value(load: Load) -> None:
    content = SLOTS + "acts: {a: 안녕}\ntasks: {a: {say: 안녕}}"
    assert load(content).tasks == load(content).tasks
    with pytest.raises(AttributeError):
        load(content).name = "b"  # type: ignore[misc]
