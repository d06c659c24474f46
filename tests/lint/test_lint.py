"""What is no problem is none: domains beside those of `broken/` that mean what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.domain import Task, Transition, acts, load_domain, shipped_folder
from mockgenie.lint import lint_file, transitions

SHIPPED = sorted(shipped_folder().glob("*/domain.yaml"))

CITY = "entities: {W: {slots: {city: {values: [서울, 부산]}}}}\n"
CITY_AND_DAY = "entities: {W: {slots: {city: {values: [서울, 부산]}, day: {type: date}}}}\n"
PIZZA = (
    "entities: {P: {slots: {size: {type: choice, values: {보통: , 크게: [라지]}},"
    " count: {type: int, counters: 판}, cut: {type: boolean, words: 컷}}}}\n"
)
HOTEL = (
    "entities: {H: {slots: {name: {values: [해돋이]}, price: {type: int}}, key: name,"
    " instances: [{name: 해돋이, price: 80000}]}}\n"
)

SOUND = {
    # tasks and ways
    "a task reached from anywhere": "anywhere: help\ntasks: {a: {say: 안녕}, help: {say: 네}}",
    "a task reached through others": (
        "tasks: {a: {say: 안녕, next: b}, b: {say: 네, next: c}, c: {say: 끝}}"
    ),
    "a task that leads to itself": "tasks: {a: {say: 안녕, next: a}}",
    "ways of both controllers without conditions": (
        CITY + "tasks: {a: {fill: W.city, say: '{W.city}',"
        " next: [b, {task: c, controller: system}]}, b: {say: 네}, c: {say: 끝}}"
    ),
    "ways with a condition before the last one": (
        "tasks: {a: {say: 안녕, next: [{task: b, when: turn > 2}, {task: b, when: turn > 1}, b]},"
        " b: {say: 네}}"
    ),
    "a reset of a slot that is only compared": (
        "entities: {T: {slots: {day: {type: date}, at: {type: time, spoken: false}},"
        " instances: [{day: 월요일, at: '19:00'}]}}\n"
        "tasks: {a: {fill: T.day, lookup: T, say: '{T.at}', reset: [T.day, T.at]}}"
    ),
    "ways that an ending task shares with others": (
        "tasks: {a: {say: 네, next: &ways [{task: b, when: turn > 2}, {task: a, when: turn > 3}]},"
        " b: {say: 네, next: *ways, end: true}}"
    ),
    "a way out while the task still asks": (
        CITY + "acts: {bye: 그만}\n"
        "tasks: {a: {fill: W.city, say: '{W.city}', end: true,"
        " next: {task: b, when: act = \"bye\"}}, b: {say: 네}}"
    ),
    "an opening task that goes on, and is gone back to by 취소": (
        CITY + "acts: {order: 주문}\n"
        "tasks: {a: {say: 안녕, next: [{task: b, controller: system},"
        " {task: b, when: act = \"order\"}]}, b: {fill: W.city, say: '{W.city}'}}"
    ),
    "a circle with an end": (
        "tasks: {a: {say: 안녕, next: {task: b, controller: system}}, b: {say: 네, next:"
        " [{task: c, when: turn > 1, controller: system}, {task: a, controller: system}]},"
        " c: {say: 끝, end: true}}"
    ),
    "a circle that asks each time": (
        CITY + "tasks: {a: {fill: W.city, say: '{W.city}', reset: true,"
        " next: {task: b, controller: system}}, b: {say: 또, next: {task: a, controller: system}}}"
    ),
    "a circle that confirms each time": (
        CITY + "tasks: {a: {fill: W.city, confirm: '{W.city}?', say: 네,"
        " next: {task: a, controller: system}}}"
    ),
    # texts
    "several wordings": "tasks: {a: {say: {text: [안녕, 반가워요]}}}",
    "questions asked in turn": (
        CITY + "tasks: {a: {fill: W.city, ask: {W.city: [어디요?, 어느 도시요?]}, say: '{W.city}'}}"
    ),
    "a condition behind another": (
        "tasks: {a: {say: [{when: turn > 3, text: 셋}, {when: turn > 1, text: 하나}, 영]}}"
    ),
    "images at an address, or at one that a record has": (
        CITY + "tasks: {a: {fill: W.city, next: b,"
        " say: {text: 네, image: '{W.city}', extra: {a: '{W.city}'}}},"
        " b: {say: {text: [{text: 네, image: https://a/b.png}], image: 'http://a/{W.city}.png'}}}"
    ),
    # slots
    "slots that a client's records may have": (
        "entities: {W: {slots: {city: {values: [서울]}, wind: 바람}}}\n"
        "tasks: {a: {fill: W.city, lookup: W, say: '{W.city}'}}"
    ),
    "a slot that only restricts a lookup": (
        "entities: {W: {slots: {city: {values: [서울]}, sky: {values: [맑음]}},"
        " instances: [{city: 서울, sky: 맑음}]}}\n"
        "tasks: {a: {fill: W.city, lookup: W, say: '{W.city}'}}"
    ),
    "a slot that is said but not asked for": (
        CITY_AND_DAY + "tasks: {a: {say: '{if W.day is filled}{W.day}{end} {W.city}'}}"
    ),
    "an open slot that a pattern captures": (
        "entities: {S: {slots: [title]}}\nacts: {add: <S.title> 추가}\n"
        "tasks: {a: {say: 안녕, next: {task: b, when: act = \"add\"}}, b: {say: '{S.title}'}}"
    ),
    "an open slot with examples": (
        "entities: {S: {slots: [title]}}\nacts: {add: <S.title=회의> 추가}\n"
        "tasks: {a: {say: '{S.title}'}}"
    ),
    "fields of a record where it is said": (
        HOTEL + "tasks: {a: {fill: H.name, lookup: H, say: [{when: H.price > 50000, text: 비싸요},"
        " {text: '{H.price:,}원', each: '{number}. {H.name} {if H.price > 9}{H.price}{end}'}]}}"
    ),
    "numbers without counters that are only asked for": (
        "entities: {P: {slots: {a: {type: int}, b: {type: int}, c: {type: boolean}}}}\n"
        "tasks: {a: {fill: [P.a, P.b, P.c], say: '{P.a} {P.b} {P.c}'}}"
    ),
    "two dates, one with its words": (
        "entities: {T: {slots: {go: {type: date, words: 출발}, back: {type: date}}}}\n"
        "tasks: {a: {fill: [T.go, T.back], say: '{T.go} {T.back}'}}"
    ),
    "two dates in two tasks": (
        "entities: {T: {slots: {go: {type: date}, back: {type: date}}}}\n"
        "tasks: {a: {fill: T.go, say: '{T.go}', next: b}, b: {fill: T.back, say: '{T.back}'}}"
    ),
    "two slots with some values in common": (
        "entities: {P: {slots: {menu: {values: [치즈, 콤비]}, top: {values: [치즈, 햄]}}}}\n"
        "tasks: {a: {fill: [P.menu, P.top], say: '{P.menu} {P.top}'}}"
    ),
    "a word that means two values": (
        "entities: {W: {slots: {city: {values: {전북: [전라도], 전남: [전라도]}}}}}\n"
        "tasks: {a: {fill: W.city, say: '{W.city}'}}"
    ),
    "a question for a slot that precedes": (
        "entities: {T: {slots: {go: {type: date}, to: {values: [제주], preceding: go}}}}\n"
        "tasks: {a: {fill: T.to, ask: {T.go: 언제요?, T.to: 어디요?}, say: '{T.go} {T.to}'}}"
    ),
    "a slot before one that is before another": (
        "entities: {T: {slots: {a: {values: [가]}, b: {values: [나], preceding: a},"
        " c: {values: [다], preceding: [b, a]}}}}\n"
        "tasks: {a: {fill: T.c, say: '{T.c}'}}"
    ),
    "slots that the user fills by chance and the task forgets": (
        CITY_AND_DAY + "tasks: {a: {fill: W.city, say: '{W.city}', reset: [W.city, W.day]}}"
    ),
    # conditions
    "values, numbers and truths": (
        PIZZA + "tasks: {a: {fill: [P.size, P.count, P.cut], say: ["
        "{when: P.size = \"크게\" and P.count >= 2 and P.cut = \"yes\", text: 네}, 네네]}}"
    ),
    "a value that only a record has": (
        "entities: {W: {slots: {sky: {values: [맑음]}}, instances: [{sky: 안개}]}}\n"
        "tasks: {a: {fill: W.sky, lookup: W, say: [{when: W.sky = \"안개\", text: 네}, 아니요]}}"
    ),
    "counts of classes": (
        "entities: {A: {slots: {x: {values: [하나]}}}, B: {slots: [y], instances: [{y: 1}]}}\n"
        "tasks: {a: {fill: A.x, lookup: [A, B], say: [{when: count.A > 1 and count.B = 0,"
        " text: '{A.x}'}, '{count.B} {B.y}'], next: {task: a, when: count.B > 2}}}"
    ),
    "a comparison of order": (
        CITY + "tasks: {a: {fill: W.city, say: [{when: W.city > \"가\", text: 네}, 아니요]}}"
    ),
    "an act that the system performs": (
        "help: {text: 도와 드릴게요., act: offer}\n"
        "tasks: {a: {say: 안녕, next: {task: a, when: system_act = \"offer\"}}}"
    ),
    # acts
    "an act written anew that the engine knows": "acts: {cancel: 물러}\ntasks: {a: {say: 안녕}}",
    "an act that fills slots": CITY + "acts: {say: <W.city>}\ntasks: {a: {say: '{W.city}'}}",
    "acts of which any will do": (
        "acts: {ask: 날씨, bye: 그만}\n"
        "tasks: {a: {say: 안녕, next: {task: a, when: act is filled}}}"
    ),
    "all acts but one": (
        "acts: {ask: 날씨, bye: 그만}\n"
        "tasks: {a: {say: 안녕, next: {task: a, when: act ~= \"bye\"}}}"
    ),
    "patterns that share words": (
        "acts: {ask: [날씨, 비 와], rain: 비 와요}\n"
        "tasks: {a: {say: 안녕, next: {task: a, when: act = \"ask\" or act = \"rain\"}}}"
    ),
    "a pattern twice in one act": (
        "acts: {ask: [날씨, 날씨]}\n"
        "tasks: {a: {say: 안녕, next: {task: a, when: act = \"ask\"}}}"
    ),
}  # fmt: skip


@pytest.mark.parametrize("content", SOUND.values(), ids=[*SOUND])
def test_what_is_sound_is_not_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "Sound.yaml"
    path.write_text(content, "utf-8")
    assert lint_file(path).diagnostics == ()


def test_what_does_not_load_is_told_as_the_loader_tells_it(tmp_path: Path) -> None:
    path = tmp_path / "Broken.yaml"
    path.write_text("tasks: {a: {sya: 안녕}}", "utf-8")
    (told,) = lint_file(path).diagnostics
    assert (told.severity, told.code, told.line, told.column) == ("error", "unknown-field", 1, 13)


def test_a_domain_has_its_name_and_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("tasks: {a: {say: 안녕}}\nname: 날씨\n", "utf-8")
    assert (lint_file(path).name, lint_file(path).place) == ("날씨", (2, 7))
    path.write_text("tasks: {a: {say: 안녕}}\n", "utf-8")
    assert (lint_file(path).name, lint_file(path).place) == ("a", (1, 1))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_a_shipped_domain_has_no_problem(path: Path) -> None:
    assert load_domain(path).tasks
    assert lint_file(path).diagnostics == ()


# Large domains


def test_a_long_chain_is_looked_through_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    goes_on = transitions._goes_on

    def count(task: Task) -> Transition | None:
        looked_at.append(task.name)
        return goes_on(task)

    monkeypatch.setattr(transitions, "_goes_on", count)
    length = 500
    tasks = [
        f"  t{number}: {{say: 네, next: {{task: t{number + 1}, controller: system}}}}"
        for number in range(length)
    ]
    path = tmp_path / "chain.yaml"
    path.write_text("\n".join(["tasks:", *tasks, f"  t{length}: {{say: 끝}}", ""]), "utf-8")
    assert lint_file(path).diagnostics == ()
    assert len(looked_at) <= 4 * length


def test_a_circle_is_told_once_from_where_it_is_entered(tmp_path: Path) -> None:
    path = tmp_path / "circle.yaml"
    ways = {"a": "b", "b": "c", "c": "d", "d": "b", "e": "d", "f": "f"}
    tasks = [
        f"  {task}: {{say: 네, next: {{task: {to}, controller: system}}}}"
        for task, to in ways.items()
    ]
    path.write_text("\n".join(["anywhere: [e, f]", "tasks:", *tasks, ""]), "utf-8")
    told = [one.message for one in lint_file(path).diagnostics if one.code == "system-circle"]
    assert ["b → c → d → b" in told[0], "f → f" in told[1]] == [True, True]
    assert len(told) == 2


def test_the_patterns_of_a_domain_are_bounded_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "_MOST_WAYS", 20)
    path = tmp_path / "ways.yaml"
    path.write_text(
        "acts:\n"
        "  a: [하나, (가|나) (다|라) (마|바)]\n"
        "  b: '(가|나) (다|라) 둘'\n"
        "  c: {patterns: ['(가|나|다) (라|마|바)']}\n"
        "tasks: {t: {say: 네}}\n",
        "utf-8",
    )
    told = [(one.line, one.column, one.code) for one in lint_file(path).diagnostics]
    assert told == [
        (2, 12, "too-many-ways"),
        (3, 6, "too-many-ways"),
        (4, 18, "too-many-ways"),
        (2, 7, "too-many-ways"),
    ] or sorted(told) == [
        (2, 7, "too-many-ways"),
        (2, 11, "too-many-ways"),
        (3, 6, "too-many-ways"),
        (4, 18, "too-many-ways"),
    ]
    (whole,) = {one.message.partition("; ")[2] for one in lint_file(path).diagnostics}
    assert whole.startswith("all patterns of the domain have 22, and may have 20")
