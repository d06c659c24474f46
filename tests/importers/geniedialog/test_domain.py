"""What becomes of a database: each thing that it may have in it, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.importers.geniedialog.genie_files import (
    answering,
    ferry,
    fill,
    link,
    said,
    utterance,
)
from tests.importers.geniedialog.made import Made

Database = dict[str, list[dict[str, object]]]

pytestmark = pytest.mark.slow  # all of them together


@pytest.fixture
def database() -> Database:
    return ferry()


def row_of(database: Database, table: str, column: str, value: str) -> dict[str, object]:
    """The row that has a value in a column."""
    return next(row for row in database[table] if row.get(column) == value)


def scenario(utter: str, tagged: str, act: str, **cells: str) -> dict[str, object]:
    row = {"speaker": "human", "utter": utter, "slot_tagged": tagged, "dialog_action": act}
    return row | cells


def tasks(*rows: dict[str, object]) -> list[dict[str, object]]:
    """Rows of task_manager with the tool's defaults."""
    defaults = {"task-task_goal": "1", "task-task_type": "essential", "task-reset_slot": "no"}
    return [defaults | {f"task-{name}": cell for name, cell in row.items()} for row in rows]


def test_a_domain_reads_as_a_person_would_write_it(tmp_path: Path, database: Database) -> None:
    made = Made(tmp_path, database)
    assert made.text == (Path(__file__).parent / "Ferry.yaml").read_text("utf-8")
    assert (made.folder / "instances.csv").read_text("utf-8") == (
        "port,day,leaves,fare\n목포,모레,아홉 시,18000\n여수,모레,열 시,21000\n"
    )
    assert (made.folder / "tests" / "scenarios.yaml").read_text("utf-8") == (
        "# Made_DB.sqlite3의 scenario에서 옮긴 대화\n"
        "- conversation:\n"
        "    - user: 목포 배 있어요\n"
        "      act: ask_ferry\n"
        "      slots: {Ferry.port: 목포}\n"
        "- conversation:\n"
        "    - user: 모레요\n"
        "      act: inform\n"
        "      slots: {Ferry.day: 모레}\n"
        "- conversation:\n"
        "    - user: 다음에 올게요\n"
        "      act: leave\n"
    )
    assert made.open_points == []
    assert made.decisions == (
        "task Find answers ask_ferry whenever its slots are known",
        "task END ends the dialog, as its name says",
        "a dialog opens in Find, the first task",
    )


def test_a_dialog_goes_as_the_tasks_say(tmp_path: Path, database: Database) -> None:
    made = Made(tmp_path, database)
    assert made.opening.endswith("\n어느 항구로 가세요?")
    assert made.says("여수 배 있어요") == "여수는 언제 가세요?"
    assert made.says("모레요") == "모레 여수행은 열 시에 21000원입니다."
    assert made.says("목포는요?") == "모레 목포행은 아홉 시에 18000원입니다."
    assert made.says("다음에 올게요") == "좋은 여행 되세요."


# Classes and slots


def test_lists_may_have_any_end_of_line(tmp_path: Path, database: Database) -> None:
    row = database["slot_structure"][0]
    row["class-slots"] = str(row["class-slots"]).replace("\n", "\r\n") + "\r\n\r\n"
    made = Made(tmp_path, database)
    assert [slot.name for slot in made.domain.entities["Ferry"].slots] == [
        *("Ferry.port", "Ferry.day", "Ferry.leaves", "Ferry.fare"),
    ]
    assert made.open_points == []


def test_a_class_without_slots_is_left_out(tmp_path: Path, database: Database) -> None:
    database["slot_structure"].append({"class-name": "Weather", "slot-name": ""})
    made = Made(tmp_path, database)
    assert [*made.domain.entities] == ["Ferry"]
    assert "class Weather has no slots and is left out" in made.decisions


def test_a_slot_of_two_classes_is_the_same_in_the_second(
    tmp_path: Path, database: Database
) -> None:
    database["slot_structure"].append(
        {"class-name": "Trip", "slot-name": "", "class-slots": "Ferry.port\nTrip.note"}
    )
    database["slot_structure"].append({"slot-name": "Trip.note"})
    find = row_of(database, "task_manager", "task-task_name", "Find")
    find["task-related_slot"] = "Trip.note"
    database["task_information"][0]["Trip.note"] = "멀다"
    made = Made(tmp_path, database)
    assert {slot.name: slot.same for slot in made.domain.entities["Trip"].slots} == {
        "Trip.note": "", "Trip.port": "Ferry.port",
    }  # fmt: skip
    assert "slot Ferry.port is listed in two classes: Trip.port is the same" in made.decisions
    # The records of a class are those that have something of its own.
    assert (made.folder / "instances-2-Trip.csv").read_text("utf-8") == "note,port\n멀다,목포\n"


def test_a_slot_of_no_class_belongs_to_that_of_its_name(tmp_path: Path, database: Database) -> None:
    database["slot_structure"][0]["class-slots"] = "Ferry.port"
    database["slot_structure"].append({"slot-name": "loose", "slot-source": "user"})
    find = row_of(database, "task_manager", "task-task_name", "Find")
    find["task-fill_slot"] = fill("Ferry.port", "Ferry.day", "loose")
    database["dialog_lib"].append(
        said("progress", "Find", utterance("또요?"), progress_slot="loose")
    )
    made = Made(tmp_path, database)
    assert "Ferry.day" in made.domain.slots()
    assert made.domain.tasks["Find"].fill == ("Ferry.port", "Ferry.day", "unknown.loose")
    assert "class unknown is there for slots that no class lists" in made.decisions
    assert "slot loose is called unknown.loose" in made.decisions
    assert "      # slot-name: loose\n      loose:\n" in made.part("entities")


def test_names_may_have_spaces_korean_letters_and_words_of_conditions(
    tmp_path: Path, database: Database
) -> None:
    database["slot_structure"] += [
        {
            "class-name": "배 편",
            "slot-name": "",
            "class-slots": "배 편.타는 곳\n배 편.and\n배 편.1",
        },
        *(
            {"slot-name": f"배 편.{name}", "slot-source": "user"}
            for name in ("타는 곳", "and", "1")
        ),
    ]
    names = ("배 편.타는 곳", "배 편.and", "배 편.1")
    find = row_of(database, "task_manager", "task-task_name", "Find")
    find["task-fill_slot"] = fill("Ferry.port", "Ferry.day", *names)
    database["dialog_lib"] += [
        said("progress", "Find", utterance(f"<{name}>로?"), progress_slot=name) for name in names
    ]
    made = Made(tmp_path, database)
    assert made.domain.tasks["Find"].fill == (
        "Ferry.port", "Ferry.day", "배_편.타는_곳", "배_편.and_", "배_편.slot_1",
    )  # fmt: skip
    assert '배_편.타는_곳: "{배_편.타는_곳}(으)로?"' in made.text.replace("으로(로)", "(으)로")
    assert made.open_points == []


def test_a_slot_of_records_alone_is_not_spoken_of(tmp_path: Path, database: Database) -> None:
    made = Made(tmp_path, database)
    spoken = {name: slot.spoken for name, slot in made.domain.slots().items()}
    assert spoken == {
        "Ferry.port": True, "Ferry.day": True, "Ferry.leaves": False, "Ferry.fare": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "type_", "opens"),
    [
        ("float", "float", 0), ("double", "float", 0), ("event", "text", 0), ("", "text", 0),
        ("DATE", "date", 0), ("vector", "text", 1),
    ],
)  # fmt: skip
def test_types(tmp_path: Path, database: Database, written: str, type_: str, opens: int) -> None:
    row_of(database, "slot_structure", "slot-name", "Ferry.fare")["slot-type"] = written
    made = Made(tmp_path, database)
    assert made.domain.slots()["Ferry.fare"].type == type_
    assert made.open_points == [("slot_structure", 5, "vector")] * opens


def test_keys_and_slots_before_others_have_to_be_slots(tmp_path: Path, database: Database) -> None:
    database["slot_structure"][0]["class-key"] = "Ferry.leaves, Ferry.none"
    day = row_of(database, "slot_structure", "slot-name", "Ferry.day")
    day["slot-preceding_slots"] = "port\nFerry.day\nFerry.none"
    made = Made(tmp_path, database)
    assert made.domain.entities["Ferry"].key == "Ferry.leaves"
    assert made.domain.slots()["Ferry.day"].preceding == ("Ferry.port",)
    assert made.open_points == [
        ("slot_structure", 3, "Ferry.day"),
        ("slot_structure", 3, "Ferry.none"),
        ("slot_structure", 1, "Ferry.none"),
    ]


def test_what_has_no_known_meaning_is_a_comment_and_an_open_point(
    tmp_path: Path, database: Database
) -> None:
    port = row_of(database, "slot_structure", "slot-name", "Ferry.port")
    port["slot-sense"] = "장소"
    define = "<condition>{}</condition><target_slot>Ferry.day</target_slot><action></action>"
    port["slot-value_define"] = f"<define>{define.format('1')}</define><define></define>"
    made = Made(tmp_path, database)
    assert made.open_points == [
        ("slot_structure", 2, "장소"), ("slot_structure", 2, "1 | Ferry.day | "),
    ]  # fmt: skip
    assert "      # slot-sense has no counterpart: 장소\n" in made.part("entities")


# Scenarios


def test_what_the_act_calls_otherwise_is_a_synonym(tmp_path: Path, database: Database) -> None:
    database["scenario"] += [
        scenario("여수항 배요", "<Ferry.port=여수항> 배요", '# ask_ferry(Ferry.port="여수")'),
        scenario("목 포요", "<Ferry.port=목 포>요", '# inform(Ferry.port="목포")'),
    ]
    made = Made(tmp_path, database)
    assert made.domain.slots()["Ferry.port"].values == {"목포": (), "여수": ("여수항",)}
    assert made.says("여수항 배 있어요") == "여수는 언제 가세요?"
    assert made.imported.passed == made.imported.scenarios == 5


def test_morphemes_are_tagged_in_the_utterance_itself(tmp_path: Path, database: Database) -> None:
    database["scenario"].append(
        scenario(
            "여수 가는 거요", "<Ferry.port=여수>+가+는+거+요", '# ask_ferry(Ferry.port="여수")'
        )
    )
    database["scenario"].append(scenario("여수 거", "", '# ask_ferry(Ferry.port="여수")'))
    made = Made(tmp_path, database)
    assert "      - <Ferry.port=여수> 가는 거요\n      - <Ferry.port=여수> 거\n" in made.text
    assert made.open_points == []


def test_a_value_that_is_not_in_the_utterance_is_not_tagged(
    tmp_path: Path, database: Database
) -> None:
    database["scenario"].append(scenario("거기 배요", "<Ferry.port=여수>+배", "# ask_ferry()"))
    made = Made(tmp_path, database)
    assert made.open_points[0] == ("scenario", 4, "<Ferry.port=여수>+배")
    assert "      - 거기 배요\n" in made.text


def test_a_scenario_of_two_acts_is_of_the_first(tmp_path: Path, database: Database) -> None:
    database["scenario"].append(
        scenario("여수 배 있어요", "<Ferry.port=여수> 배 있어요", "# inform()")
    )
    made = Made(tmp_path, database)
    assert ("scenario", 4, "여수 배 있어요") in made.open_points
    assert [len(act.examples) for act in made.domain.acts] == [1, 1, 1]


def test_a_slot_that_only_a_scenario_knows_is_added(tmp_path: Path, database: Database) -> None:
    database["scenario"].append(scenario("두 명", "<Ferry.people=두 명>", "# inform()"))
    made = Made(tmp_path, database)
    assert "Ferry.people" in made.domain.slots()
    assert made.open_points[0] == ("scenario", 4, "두 명")


def test_what_nobody_says_is_no_example(tmp_path: Path, database: Database) -> None:
    database["scenario"] += [
        {"speaker": "system", "utter": "어서 오세요"},
        scenario("", "", "# ask_ferry()"),
        scenario("배요", "배요", ""),
    ]
    made = Made(tmp_path, database)
    assert "1 rows of scenario are said by system, and no examples" in made.decisions
    assert made.open_points == [("scenario", 5, ""), ("scenario", 6, "배요")]


def test_yes_and_no_are_those_that_every_domain_understands(
    tmp_path: Path, database: Database
) -> None:
    database["da_type"] += [
        {"define-DA_class": "affirm", "define-DA_type": "agree"},
        {"define-DA_class": "negate", "define-DA_type": "refuse"},
    ]
    database["scenario"] += [
        scenario("네", "네", "# agree()"),
        scenario("아뇨", "아뇨", "# refuse()"),
    ]
    find = row_of(database, "task_manager", "task-task_name", "Find")
    find["task-task_goal"] = 'IsDATypeAtPreviousUtter("user", "agree")==true'
    made = Made(tmp_path, database)
    assert 'when: act = "yes"' in made.text
    assert "act agree is yes, which every domain understands" in made.decisions
    assert made.imported.passed == 4  # nothing asks for `leave` any more


def test_an_act_without_a_scenario_has_its_name_for_an_example(
    tmp_path: Path, database: Database
) -> None:
    find = row_of(database, "task_manager", "task-task_name", "Find")
    find["task-task_goal"] = 'IsDATypeAtPreviousUtter("user", "stop")==true'
    made = Made(tmp_path, database)
    assert "  stop:\n    examples:\n      # no scenario is of act stop" in made.text
    assert made.says("stop") == "좋은 여행 되세요."
    assert ("task_manager", 1, str(find["task-task_goal"])) in made.open_points


def test_an_act_that_nothing_asks_for_is_a_comment(tmp_path: Path, database: Database) -> None:
    database["scenario"].append(scenario("고마워", "고마워", "# thank()"))
    made = Made(tmp_path, database)
    assert "  # thank:\n    # examples:\n      # - 고마워\n" in made.text
    assert made.open_points == [("scenario", 4, "고마워"), ("scenario", 4, "고마워")]
    tests = (made.folder / "tests" / "scenarios.yaml").read_text("utf-8")
    assert "# act thank is written as a comment\n# - conversation:\n#     - user: 고마워\n" in tests


# Tasks


def test_a_goal_is_reached_before_a_way_is_taken(tmp_path: Path) -> None:
    database: Database = {
        "scenario": [scenario("다음", "다음", "# go_on()"), scenario("끝", "끝", "# stop()")],
        "task_manager": tasks(
            {
                "task_name": "A",
                "task_goal": 'IsDATypeAtPreviousUtter("user", "go_on")==true',
                "next_task": link("B")
                + link("C", 'IsDATypeAtPreviousUtter("user", "stop")==true', "user"),
            },
            {"task_name": "B"},
            {"task_name": "C", "task_goal": "0", "next_task": link("A")},
        ),
        "dialog_lib": [said("transaction", name, utterance(f"{name}요")) for name in "ABC"],
    }
    made = Made(tmp_path, database)
    assert made.part("tasks").startswith(
        "  A:\n"
        "    enter: A요\n"
        "    next:\n"
        "      - task: B\n"
        '        when: act = "go_on"\n'
        "      - task: C\n"
        '        when: act = "go_on" and act = "stop"\n'
    )
    assert "    next:\n      # 0: never\n      task: A\n      when: turn < 0\n" in made.text


@pytest.mark.parametrize("condition", ["Odd()", "", "0"])
def test_ways_of_every_condition(tmp_path: Path, condition: str) -> None:
    database: Database = {
        "task_manager": tasks(
            {"task_name": "A", "next_task": link("B", condition)}, {"task_name": "B"}
        )
    }
    made = Made(tmp_path, database)
    assert (
        made.part("tasks")
        == {
            "": "  A:\n    next:\n      task: B\n      controller: system\n  B:\n",
            "0": "  A:\n    next:\n      # 0: never\n      task: B\n      when: turn < 0\n"
            "      controller: system\n  B:\n",
            "Odd()": "  A:\n    next:\n"
            "      # not translated; the way to B is never taken until `when` says it: Odd()\n"
            "      task: B\n      when: turn < 0\n      controller: system\n  B:\n",
        }[condition]
    )
    expected = [("task_manager", 1, condition)] if condition == "Odd()" else []
    assert made.open_points == expected


def test_a_goal_that_is_not_known_is_a_comment(tmp_path: Path, database: Database) -> None:
    find = row_of(database, "task_manager", "task-task_name", "Find")
    find["task-task_goal"] = 'IsFilled("Ferry.port")'
    made = Made(tmp_path, database)
    assert (
        "  # not translated; task Find is complete when its slots are known:"
        ' IsFilled("Ferry.port")\n  Find:\n'
    ) in made.text
    assert made.open_points[0] == ("task_manager", 1, 'IsFilled("Ferry.port")')


def test_ways_to_nowhere_and_tasks_that_no_way_leads_to(tmp_path: Path) -> None:
    database: Database = {
        "task_manager": tasks(
            {"task_name": "A", "next_task": link("Nowhere") + link("END", "1", "user")},
            {"task_name": "B"},
        ),
        "dialog_lib": [said("transaction", "Nowhere", utterance("가"))],
    }
    made = Made(tmp_path, database)
    assert made.part("tasks") == "  A:\n    next: END\n  B:\n  END:\n    end: true\n"
    assert made.part("anywhere") == ("  # no way leads to it\n  - task: B\n    when: turn < 0\n")
    assert [point[:2] for point in made.open_points] == [
        ("dialog_lib", 1), ("task_manager", 1), ("task_manager", 2),
    ]  # fmt: skip


def test_tasks_that_lead_to_each_other_at_once_are_stopped(tmp_path: Path) -> None:
    made = Made(
        tmp_path,
        {
            "task_manager": tasks(
                {"task_name": "A", "next_task": link("B")},
                {"task_name": "B", "next_task": link("A")},
            )
        },
    )
    assert "# with the tasks that it leads to, it would never wait for the user" in made.text
    assert made.imported.open_points


def test_the_other_columns_of_tasks(tmp_path: Path, database: Database) -> None:
    find = row_of(database, "task_manager", "task-task_name", "Find")
    find |= {"task-task_type": "optional", "task-reset_slot": "yes"}
    find["task-fill_slot"] = "<slot>Ferry.port, 2, later</slot><slot>Ferry.day</slot>"
    made = Made(tmp_path, database)
    task = made.domain.tasks["Find"]
    assert (task.optional, task.fill) == (True, ("Ferry.port", "Ferry.day"))
    assert task.reset == task.fill
    assert made.open_points == [("task_manager", 1, "Ferry.port, 2, later")]


def test_words_that_are_none_of_those_known_are_told(tmp_path: Path, database: Database) -> None:
    find = row_of(database, "task_manager", "task-task_name", "Find")
    find |= {"task-task_type": "vital", "task-reset_slot": "maybe"}
    find["task-next_task"] = link("END", "1", "robot")
    made = Made(tmp_path, database)
    assert {text for _, _, text in made.open_points} == {"vital", "maybe", "robot"}


def test_tasks_without_a_name_and_twice(tmp_path: Path) -> None:
    made = Made(
        tmp_path, {"task_manager": tasks({"task_name": "A"}, {"task_name": ""}, {"task_name": "A"})}
    )
    assert [*made.domain.tasks] == ["A"]
    assert made.open_points == [("task_manager", 2, ""), ("task_manager", 3, "A")]


# What is said


def test_texts_have_their_weights(tmp_path: Path) -> None:
    def template(weight: str, *patterns: str) -> str:
        written = "".join(f"<pattern>{one}</pattern>" for one in patterns)
        return (
            f"<template><weight>{weight}</weight><intention><DA>hi()</DA>{written}</intention>"
            "</template>"
        )

    several = template("3", "가") + template("1,0", "나", "다") + template("", "라")
    cell = f"<utterance><condition>1</condition>{several}</utterance>"
    made = Made(
        tmp_path,
        {
            "task_manager": tasks({"task_name": "A"}),
            "dialog_lib": [said("transaction", "A", cell)],
        },
    )
    assert made.part("tasks") == (
        "  A:\n"
        "    enter:\n"
        "      text:\n"
        "        - text: 가\n"
        "          weight: 3\n"
        "        - text: 나\n"
        "          weight: 0.5\n"
        "        - text: 다\n"
        "          weight: 0.5\n"
        "        - 라\n"
        "      act: hi\n"
    )


@pytest.mark.parametrize("weight", ["much", "0", "-1", "nan", "1e99"])
def test_a_weight_that_is_none_is_told(tmp_path: Path, database: Database, weight: str) -> None:
    database["dialog_lib"][4] = said("transaction", "END", utterance("가", weight=weight))
    made = Made(tmp_path, database)
    assert made.open_points == [("dialog_lib", 5, weight)]
    assert "enter: 가" in made.text


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("<Ferry.port>는 <Ferry.day>에", '"{Ferry.port}은(는) {Ferry.day}에"'),
        ("<Ferry.port>로 가요", '"{Ferry.port}으로(로) 가요"'),
        ("<Ferry.port>은행", '"{Ferry.port}은행"'),
        ("하나<BR>둘<br>셋", '"하나\\n둘\\n셋"'),
        ("{중괄호}", '"{{중괄호}}"'),
        ('it\'s \\"x\\"', '"it\'s \\"x\\""'),
        ("a < b > c <b>d</b>", '"a < b > c <b>d</b>"'),
        ("가\r\n나", '"가\\n나"'),
        ("2026-13-45", '"2026-13-45"'),
    ],
)
def test_patterns_become_texts(tmp_path: Path, database: Database, pattern: str, text: str) -> None:
    row = row_of(database, "dialog_lib", "dialog_node-progress_slot", "Ferry.day")
    row["dialog_node-utterance_set"] = utterance(pattern)
    made = Made(tmp_path, database)
    line = next(one for one in made.text.split("\n") if one.strip().startswith("Ferry.day: "))
    assert line.strip().removeprefix("Ferry.day: ").strip('"') == text.strip('"')
    assert made.open_points == []


def test_a_name_that_is_no_slot_is_said_as_it_is(tmp_path: Path, database: Database) -> None:
    database["dialog_lib"][4] = said("transaction", "END", utterance("<Ferry.deck> 끝"))
    made = Made(tmp_path, database)
    assert "enter: <Ferry.deck> 끝\n" in made.text
    assert made.open_points == [("dialog_lib", 5, "<Ferry.deck> 끝")]


def test_two_start_nodes_are_variants(tmp_path: Path, database: Database) -> None:
    database["dialog_lib"].append(said("transaction", "END", utterance("또 오세요.")))
    made = Made(tmp_path, database)
    assert (
        "    enter:\n      text:\n        - 좋은 여행 되세요.\n        - 또 오세요.\n" in made.text
    )


def test_texts_with_a_condition_come_first(tmp_path: Path, database: Database) -> None:
    asked = 'IsDATypeAtPreviousUtter("user", "ask_ferry")==true'
    database["dialog_lib"][1]["dialog_node-utterance_set"] = utterance("어디요?") + utterance(
        "네, 어디로요?", condition=asked
    )
    made = Made(tmp_path, database)
    assert (
        '      Ferry.port:\n        - when: act = "ask_ferry"\n          text: "네, 어디로요?"\n'
        "        - 어디요?\n"
    ) in made.text


def test_a_condition_that_is_not_known_keeps_its_text(tmp_path: Path, database: Database) -> None:
    row = row_of(database, "dialog_lib", "dialog_node-progress_slot", "Ferry.day")
    row["dialog_node-condition"] = "IsMorning()"
    made = Made(tmp_path, database)
    assert (
        "      # not translated; never asked until `when` says it: IsMorning()\n      Ferry.day:\n"
    ) in made.text or "        # not translated; never asked until `when` says it" in made.text
    assert made.open_points == [("dialog_lib", 3, "IsMorning()")]


def test_answers_are_reached_where_nothing_is_filled(tmp_path: Path) -> None:
    database: Database = {
        "scenario": [scenario("몇 시에 여나요", "몇 시에 여나요", "# ask_hours()")],
        "task_manager": tasks({"task_name": "A"}),
        "dialog_lib": [
            said("transaction", "A", utterance("어서 오세요.")),
            said(
                "response", "A", utterance("아홉 시요."), request_utterance=answering("ask_hours")
            ),
        ],
    }
    made = Made(tmp_path, database)
    assert made.opening == "어서 오세요."
    assert made.says("몇 시에 여나요") == "아홉 시요."
    assert made.says("몇 시에 여나요?") == "아홉 시요."


def test_several_answers_where_slots_are_filled_are_an_open_point(
    tmp_path: Path, database: Database
) -> None:
    database["dialog_lib"].append(
        said("response", "Find", utterance("네."), request_utterance=answering("leave"))
    )
    made = Made(tmp_path, database)
    assert 'when: act = "ask_ferry"' in made.text
    assert made.open_points == [("task_manager", 1, "Find")]


def test_what_answers_the_system_has_its_act(tmp_path: Path, database: Database) -> None:
    database["dialog_lib"].append(
        said("response", "Find", utterance("네."), request_utterance=answering("greet()", "system"))
    )
    made = Made(tmp_path, database)
    assert '- when: system_act = "greet"\n        text: 네.\n' in made.text


def test_an_end_in_all_texts_ends_the_dialog(tmp_path: Path, database: Database) -> None:
    database["task_manager"][0]["task-next_task"] = link("Bye")
    database["task_manager"][1]["task-task_name"] = "Bye"
    database["dialog_lib"][4] = said("transaction", "Bye", utterance("안녕히.[END]", "또 [END]"))
    made = Made(tmp_path, database)
    assert made.domain.tasks["Bye"].end
    assert "        - 안녕히.\n        - 또\n    end: true\n" in made.text
    database["dialog_lib"][4] = said("transaction", "Bye", utterance("안녕히.[END]", "또"))
    again = tmp_path / "again"
    again.mkdir()
    made = Made(again, database)
    assert not made.domain.tasks["Bye"].end
    assert made.open_points == [("task_manager", 2, "Bye")]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (said("transaction", "Find", utterance("다시요"), subtype="restart"), utterance("다시요")),
        (said("transaction", "Nowhere", utterance("가")), utterance("가")),
        (said("response", "", utterance("가")), utterance("가")),
        (said("progress", "Find", utterance("가")), utterance("가")),
        (said("mystery", "Find", utterance("가")), "mystery"),
        (said("response", "Find", utterance("가"), talker="user"), utterance("가")),
        (said("transaction", "Find", "그냥 글"), "그냥 글"),
    ],
)
def test_nodes_that_have_no_place_are_told(
    tmp_path: Path, database: Database, row: dict[str, object], text: str
) -> None:
    database["dialog_lib"].append(row)
    made = Made(tmp_path, database)
    assert made.open_points == [("dialog_lib", 6, text)]


def test_an_action_is_a_comment(tmp_path: Path, database: Database) -> None:
    cell = utterance("가").replace("<action></action>", "<action>Set(x)</action>")
    database["dialog_lib"][4] = said("transaction", "END", cell)
    made = Made(tmp_path, database)
    assert made.open_points == [("dialog_lib", 5, "Set(x)")]
    assert ": Set(x)\n    enter: 가\n" in made.text


def test_a_question_for_a_slot_that_is_not_filled_is_a_comment(
    tmp_path: Path, database: Database
) -> None:
    database["dialog_lib"].append(
        said("progress", "Find", utterance("얼마요?"), progress_slot="Ferry.fare")
    )
    made = Made(tmp_path, database)
    assert "      # Ferry.fare: 얼마요?\n" in made.text
    assert made.open_points[0][:2] == ("dialog_lib", 6)


def test_a_slot_that_nothing_asks_for_is_told(tmp_path: Path, database: Database) -> None:
    del database["dialog_lib"][1]
    made = Made(tmp_path, database)
    assert made.open_points == [("task_manager", 1, "Ferry.port")]


# Records


def test_numbers_may_be_texts(tmp_path: Path, database: Database) -> None:
    database["task_information"][0]["Ferry.fare"] = " 18,000 "
    made = Made(tmp_path, database)
    assert made.domain.slots()["Ferry.fare"].type == "int"
    assert made.open_points == []


def test_what_is_no_number_makes_its_slot_a_text(tmp_path: Path, database: Database) -> None:
    database["task_information"][1]["Ferry.fare"] = "2만 원쯤"
    made = Made(tmp_path, database)
    assert made.domain.slots()["Ferry.fare"].type == "text"
    assert made.open_points == [("task_information", 2, "2만 원쯤")]


def test_columns_and_definitions_need_not_be_the_same(tmp_path: Path, database: Database) -> None:
    for row in database["task_information"]:
        row["Ferry.deck"] = row.pop("Ferry.fare")
    made = Made(tmp_path, database)
    assert {"Ferry.deck", "Ferry.fare"} <= made.domain.slots().keys()
    assert made.open_points[0] == ("task_information", 0, "Ferry.deck")
    header = (made.folder / "instances.csv").read_text("utf-8").partition("\n")[0]
    assert header == "port,day,leaves,deck"


def test_records_may_be_elsewhere(tmp_path: Path, database: Database) -> None:
    database["task_information"] = []
    made = Made(tmp_path, database)
    assert not (made.folder / "instances.csv").exists()
    assert made.domain.tasks["Find"].lookup == ("Ferry",)
    assert made.domain.slots()["Ferry.port"].is_open


def test_cells_of_records_are_one_line(tmp_path: Path, database: Database) -> None:
    database["task_information"][0]["Ferry.leaves"] = '아홉\r\n시, "정각"\x00\u2028'
    made = Made(tmp_path, database)
    records = (made.folder / "instances.csv").read_text("utf-8").split("\n")
    assert records[1] == '목포,모레,"아홉 시, ""정각""",18000'


# Tables


@pytest.mark.parametrize(
    "table",
    ["da_type", "scenario", "slot_structure", "task_manager", "dialog_lib", "task_information"],
)
def test_every_table_may_be_missing(tmp_path: Path, database: Database, table: str) -> None:
    del database[table]
    made = Made(tmp_path, database)
    if table != "task_information":
        assert f"there is no table {table}" in made.decisions


def test_indices_may_be_anything(tmp_path: Path, database: Database) -> None:
    for number, row in enumerate(database["task_manager"]):
        row["task-_idx"] = ("나중", "-7")[number]
    database["scenario"][0]["_idx"] = "900"
    assert Made(tmp_path, database).open_points == []


def test_tables_of_unknown_columns_are_open_points(tmp_path: Path, database: Database) -> None:
    database["canonical_form"] = [{"a": "서울", "b": "서울시"}]
    database["generation_form"] = []
    database["my_notes"] = [{"a": "x"}]
    made = Made(tmp_path, database)
    assert made.open_points == [("canonical_form", 0, "")]
    assert "table my_notes is none of the tool's and left out" in made.decisions


def test_letters_that_cannot_be_read_are_told(tmp_path: Path, database: Database) -> None:
    cell: Any = "모레".encode("cp949")
    database["scenario"][1]["comment"] = cell
    made = Made(tmp_path, database)
    assert made.open_points[0][:2] == ("scenario", 2)


def test_nothing_but_scenarios_is_a_domain_that_says_what_is_understood(
    tmp_path: Path, database: Database
) -> None:
    made = Made(tmp_path, {"scenario": database["scenario"]})
    assert made.says("목포 배 있어요") == "ask_ferry"
    assert ("task_manager", 0, "") in made.open_points
    assert made.imported.passed == 3
