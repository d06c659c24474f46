"""Every mistake in a domain file is told at its line and column, with what would be right.

In the files below `¦` stands where a problem is told; it is not in the file itself.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mockgenie.domain import DomainError, load_domain
from tests.domain.marked import TASKS, WEATHER, Problems, check, places
from tests.problems import brief


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # fields that are not known
        (TASKS + "¦nam: a", "unknown-field → name"),
        (TASKS + "¦zzz: a", "unknown-field"),
        (
            TASKS + "entities: {W: {slots: [a], ¦instance: a.csv}}",
            "unknown-field → instances",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {¦vaules: [b]}}}}",
            "unknown-field → values",
        ),
        ("tasks: {hello: {¦sya: 안녕}}", "unknown-field → say"),
        (
            "tasks: {a: {say: [{text: b, ¦wen: count = 0}]}}",
            "unknown-field → when",
        ),
        ("tasks: {a: {say: [{text: b, ¦imgae: c}]}}", "unknown-field → image"),
        ("tasks: {a: {say: {text: b, extra: ¦c}}}", "wrong-type"),
        (WEATHER + "tasks: {a: {say: {text: b, image: 'https://a/{¦city}'}}}",
         "unknown-name → Weather.city"),
        (WEATHER + "tasks: {a: {say: {text: b, extra: {c: '{¦city}'}}}}",
         "unknown-name → Weather.city"),
        (
            "tasks: {a: {next: [{task: a, ¦contoller: user}]}}",
            "unknown-field → controller",
        ),
        # names that nothing has
        (
            WEATHER + "tasks: {a: {fill: [Weather.date, ¦Weather.ctiy]}}",
            "unknown-slot → Weather.city",
        ),
        (WEATHER + "tasks: {a: {fill: ¦city}}", "unknown-slot → Weather.city"),
        (WEATHER + "tasks: {a: {ask: {¦Weather.dat: 언제요?}}}", "unknown-slot → Weather.date"),
        (WEATHER + "tasks: {a: {reset: [¦Wether.city]}}", "unknown-slot → Weather.city"),
        (
            WEATHER + "tasks: {a: {lookup: ¦Wether}}",
            "unknown-class → Weather",
        ),
        (
            "tasks: {hello: {next: ¦helo}}",
            "unknown-task → hello",
        ),
        ("tasks: {hello: {next: [{task: ¦helo}]}}", "unknown-task → hello"),
        ("tasks: {가: {next: ¦나}}", "unknown-task"),
        (
            "tasks: {a: {next: [{task: a, controller: ¦sytem}]}}",
            "unknown-choice → system",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: ¦dates}}}}",
            "unknown-choice → date",
        ),
        (
            WEATHER + "tasks: {a: {type: ¦optoinal}}",
            "unknown-choice → optional",
        ),
        (TASKS + "anywhere: ¦helo", "unknown-task → hello"),
        (
            TASKS + "anywhere: {task: hello, ¦wehn: count = 0}",
            "unknown-field → when",
        ),
        (
            WEATHER + "tasks: {a: {preceding: {Weather.city: ¦Weather.dat}}}",
            "unknown-slot → Weather.date",
        ),
        (WEATHER + "tasks: {a: {preceding: {¦city: Weather.date}}}", "unknown-slot → Weather.city"),
        (
            TASKS + "entities: {W: {slots: {city: , date: {preceding: ¦ctiy}}}}",
            "unknown-slot → W.city",
        ),
        (
            TASKS + "entities: {W: {slots: [city], key: ¦ctiy}}",
            "not-a-slot → W.city",
        ),
        (
            TASKS + "entities: {W: {slots: [a], key: ¦X.b}, X: {slots: [b]}}",
            "not-a-slot",
        ),
        (
            TASKS + "acts: {a: {¦pattern: b, examples: c}}",
            "unknown-field → patterns",
        ),
        (
            "tasks: {a: {say: {text: [{text: b, ¦wieght: 2}]}}}",
            "unknown-field → weight",
        ),
        (
            "tasks: {a: {confirm: {text: b, change: c, ¦no: d}}}",
            "unknown-field",
        ),
        # conditions
        (WEATHER + "tasks: {a: {goal: ¦Weather.ctiy is filled}}", "unknown-name → Weather.city"),
        (TASKS + "anywhere: {task: hello, when: count >¦}", "bad-condition"),
        (TASKS + "help: [{when: 'act = \"¦by\"', text: b}]", "unknown-act"),
        (TASKS + "help: [{when: 'settled = \"¦ab\"', text: b}]", "unknown-task"),
        (TASKS + "unknown: '{¦unknwon}'", "unknown-name → unknown"),
        ("entities: {A: {slots: {b: {unknown: '{¦A.c}'}}}}\n" + TASKS, "unknown-name"),
        (
            WEATHER + 'tasks: {a: {next: [{task: a, when: ¦Weather.ctiy = "서울"}]}}',
            "unknown-name → Weather.city",
        ),
        (
            WEATHER + 'tasks: {a: {next: [{task: a, when: turn > 1 and ¦cuont > 1}]}}',
            "unknown-name → count",
        ),
        (
            WEATHER + "tasks: {a: {next: [{task: a, when: 'act = \"¦by\"'}]}}",
            "unknown-act → bye",
        ),
        (
            'tasks: {a: {next: [{task: a, when: act = "¦bye"}]}}',
            "unknown-act",
        ),
        ("tasks: {a: {say: {text: b, when: count is ¦3}}}", "bad-condition"),
        ("tasks: {a: {say: {text: b, when: count ¦! 3}}}", "bad-condition"),
        ("tasks: {a: {say: {text: b, when: 'count = ¦세'}}}", "bad-condition"),
        ('tasks: {a: {say: {text: b, when: "count > 3 and¦"}}}', "bad-condition"),
        ("tasks: {a: {say: {text: b, when: (count > 3¦}}}", "bad-condition"),
        ("tasks: {a: {say: {text: b, when: ¦}}}", "wrong-type"),
        # texts
        (
            WEATHER + "tasks: {a: {say: '안녕 {¦Weather.ctiy}은(는)'}}",
            "unknown-name → Weather.city",
        ),
        ("tasks: {a: {say: '안녕 ¦{Weather.city'}}", "unpaired"),
        ('tasks: {a: {say: "안녕¦} 하세요"}}', "unpaired"),
        ('tasks: {a: {say: "안녕 ¦{}"}}', "nothing-named"),
        ('tasks: {a: {say: "¦{ }"}}', "nothing-named"),
        ("tasks: {a: {say: [{text: b, each: '{¦cout}'}]}}", "unknown-name → count"),
        (TASKS + "fallback: '{¦trun}'", "unknown-name → turn"),
        (WEATHER + "tasks: {a: {ask: {Weather.city: '¦{Weather.city'}}}", "unpaired"),
        (
            WEATHER + """tasks: {a: {say: '{if ¦Weather.ctiy = "서울"}네{end}'}}""",
            "unknown-name → Weather.city",
        ),
        (
            WEATHER + """tasks: {a: {say: '{if act = "bye"}a{elif act = "¦by"}b{end}'}}""",
            "unknown-act → bye",
        ),
        (
            WEATHER + "tasks: {a: {say: '{if Weather.city is ¦full}네{end}'}}",
            "bad-condition",
        ),
        (WEATHER + "tasks: {a: {say: '가{¦if count = 1}네'}}", "unpaired"),
        (WEATHER + "tasks: {a: {say: '네{¦end}'}}", "unpaired"),
        (WEATHER + "tasks: {a: {say: '{Weather.date:¦time}'}}", "unknown-choice"),
        (WEATHER + "tasks: {a: {say: '{all ¦Weather.ctiy}'}}", "unknown-name → Weather.city"),
        (WEATHER + "tasks: {a: {enter: '{¦city}'}}", "unknown-name → Weather.city"),
        (WEATHER + "tasks: {a: {leave: '{¦city}'}}", "unknown-name → Weather.city"),
        (
            WEATHER + "tasks: {a: {confirm: {text: 네, change: '{¦city}'}}}",
            "unknown-name → Weather.city",
        ),
        (TASKS + "cancelled: '¦{'", "unpaired"),
        (
            "tasks: {a: {say: {text: [b, {text: '{¦cuont}', weight: 2}]}}}",
            "unknown-name → count",
        ),
        # patterns
        (
            WEATHER.replace("날씨", "<¦Weather.ctiy=서울> 날씨") + TASKS,
            "unknown-slot → Weather.city",
        ),
        (WEATHER.replace("날씨", "<¦Weather.city=> 날씨") + TASKS, "nothing-named"),
        (WEATHER.replace("날씨", "날씨 <¦=서울>") + TASKS, "nothing-named"),
        (WEATHER.replace("날씨", "{examples: [날씨, '¦!']}") + TASKS, "no-words"),
        (WEATHER.replace("날씨", "{patterns: [날씨, '¦!']}") + TASKS, "no-words"),
        (WEATHER.replace("날씨", "'날씨 ¦(어때|알려'") + TASKS, "unpaired"),
        (WEATHER.replace("날씨", "'날씨 ¦[좀 알려'") + TASKS, "unpaired"),
        (WEATHER.replace("날씨", "'날씨 ¦(어때]'") + TASKS, "unpaired"),
        (WEATHER.replace("날씨", "'날씨¦) 어때'") + TASKS, "unpaired"),
        (WEATHER.replace("날씨", "'날씨¦] 어때'") + TASKS, "unpaired"),
        (WEATHER.replace("날씨", "'¦<Weather.city 날씨'") + TASKS, "unpaired"),
        (WEATHER.replace("날씨", "'날씨 ¦> 3'") + TASKS, "unpaired"),
        (
            WEATHER.replace("날씨", "<¦Weather.ctiy> 날씨") + TASKS,
            "unknown-slot → Weather.city",
        ),
        (WEATHER.replace("날씨", "'¦[날씨]'") + TASKS, "no-words"),
        (WEATHER.replace("날씨", "'¦?!'") + TASKS, "no-words"),
        (
            WEATHER.replace("날씨", "'" + "(a|b|c) " * 6 + "¦(a|b|c) (a|b)'") + TASKS,
            "too-many-variants",
        ),
        (
            WEATHER.replace("날씨", "'" + "(" * 50 + "¦" + "(" * 10 + "a" + ")" * 60 + "'") + TASKS,
            "too-deep",
        ),
        (WEATHER.replace("날씨", "¦''") + TASKS, "empty-text"),
        (WEATHER.replace("날씨", "'날씨 <¦>'") + TASKS, "nothing-named"),
        # names whose letters stand elsewhere in the text too
        ("tasks: {a: {say: '날 {¦날}'}}", "unknown-name"),
        (
            "tasks: {a: {say: {text: b, when: count > 1 and ¦coun > 1}}}",
            "unknown-name → count",
        ),
        (
            WEATHER + """tasks: {a: {say: {text: b, when: 'act = "bye" or act = "¦by"'}}}""",
            "unknown-act → bye",
        ),
        (
            WEATHER.replace("날씨", "'<Weather.city> <¦Weather.cit>'") + TASKS,
            "unknown-slot → Weather.city",
        ),
        # numbers
        (TASKS + "threshold: ¦2", "wrong-value"),
        (TASKS + "threshold: ¦-0.1", "wrong-value"),
        (TASKS + "threshold: ¦높게", "wrong-value"),
        (TASKS + "threshold: ¦nan", "wrong-value"),
        ("tasks: {a: {say: [{each: b, limit: ¦0}]}}", "wrong-value"),
        ("tasks: {a: {say: [{each: b, limit: ¦2.5}]}}", "wrong-value"),
        ("tasks: {a: {say: [{text: b, limit: ¦3}]}}", "misplaced-field"),
        ("tasks: {a: {say: {text: [{text: b, weight: ¦0}]}}}", "wrong-value"),
        ("tasks: {a: {say: {text: [{text: b, weight: ¦-1}]}}}", "wrong-value"),
        ("tasks: {a: {say: {text: [{text: b, weight: ¦x}]}}}", "wrong-value"),
        # what fits a type of slot
        (
            TASKS + "entities: {W: {slots: {a: {type: text, counters: ¦[명]}}}}",
            "misplaced-field",
        ),
        (TASKS + "entities: {W: {slots: {a: {pattern: ¦a+}}}}", "misplaced-field"),
        (
            TASKS + "entities: {W: {slots: {¦a: {type: pattern}}}}",
            "missing-field",
        ),
        (
            TASKS + "entities: {W: {slots: {¦a: {type: choice}}}}",
            "missing-field",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: boolean, values: ¦[금연, 흡연]}}}}",
            "boolean-values",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: pattern, pattern: ¦'(a'}}}}",
            "bad-regex",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: pattern, pattern: ¦'(.)\\1'}}}}",
            "bad-regex",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: pattern, pattern: ¦'(?=a)b'}}}}",
            "bad-regex",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: pattern, pattern: ¦'[0-9]*'}}}}",
            "regex-matches-nothing",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: pattern, pattern: '(a)', format: 'x¦{2}'}}}}",
            "no-group",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: pattern, pattern: '(a)', format: '¦{up}'}}}}",
            "no-group",
        ),
        (TASKS + "entities: {W: {slots: {a: {type: int, format: ¦'{0}'}}}}", "misplaced-field"),
        (TASKS + "entities: {W: {slots: {a: {spoken: ¦sometimes}}}}", "wrong-type"),
        (TASKS + "entities: {W: {key: ¦a, slots: {a: {spoken: false}}}}", "unspoken-slot"),
        (
            "entities: {W: {slots: {a: {spoken: false}}}}\ntasks: {b: {fill: ¦W.a}}",
            "unspoken-slot",
        ),
        (TASKS + "entities: {W: {slots: {a: {values: ¦a.txt}}}}", "no-such-file"),
        (TASKS + "entities: {W: {slots: {a: {values: ¦../outside.csv}}}}", "outside-folder"),
        # of another type
        (TASKS + "anywhere: [¦[hello]]", "wrong-type"),
        ("tasks: {a: {reset: ¦maybe}}", "unknown-slot"),
        ("tasks: {a: {goal: ¦[a]}}", "wrong-type"),
        ("tasks: {a: {confirm: {change: b}}}".replace("{change", "¦{change"), "missing-field"),
        ("tasks: {a: {preceding: ¦[b]}}", "wrong-type"),
        ("tasks: {a: {say: [{text: [¦[b]]}]}}", "wrong-type"),
        ("tasks: {a: {say: [{text: [¦{weight: 2}]}]}}", "missing-field"),
        ("¦[tasks]", "wrong-type"),
        ("¦tasks", "wrong-type"),
        (TASKS + "name: ¦[a]", "wrong-type"),
        (TASKS + "name: ¦{a: b}", "wrong-type"),
        (TASKS + "description: ¦[a]", "wrong-type"),
        (TASKS + "entities: ¦[Weather]", "wrong-type"),
        (TASKS + "acts: ¦날씨", "wrong-type"),
        (TASKS + "fallback: [a, ¦[b]]", "wrong-type"),
        (TASKS + "entities: {W: {slots: {a: {values: [¦[b]]}}}}", "wrong-type"),
        (TASKS + "entities: {W: {slots: {a: {values: {b: [¦{c: d}]}}}}}", "wrong-type"),
        (TASKS + "entities: {W: {slots: {a: {any: [¦[b]]}}}}", "wrong-type"),
        (TASKS + "entities: {W: {slots: {a: ¦[b]}}}", "wrong-type"),
        (TASKS + "entities: {W: {slots: [¦{a: b}]}}", "wrong-type"),
        (TASKS + "acts: {a: [¦[b]]}", "wrong-type"),
        (TASKS + "acts: {a: [¦{b: c}]}", "wrong-type"),
        (TASKS + "acts: {¦a: {description: c}}", "missing-field"),
        ("tasks: {a: ¦안녕}", "wrong-type"),
        ("tasks: {a: {say: [¦[안녕]]}}", "wrong-type"),
        ("tasks: {a: {ask: ¦[b]}}", "wrong-type"),
        ("tasks: {a: {end: ¦maybe}}", "wrong-type"),
        ("tasks: {a: {end: ¦1}}", "wrong-type"),
        ('tasks: {a: {end: ¦"true"}}', "wrong-type"),
        ("tasks: {a: {end: ¦[true]}}", "wrong-type"),
        (TASKS + "? ¦[a, b]\n: c", "wrong-type"),
        # what is missing
        ("¦name: a", "missing-field"),
        ("¦tasks: {}", "missing-field"),
        (TASKS + "entities: {¦W: {}}", "missing-field"),
        (TASKS + "entities: {¦W: }", "missing-field"),
        (TASKS + "entities: {¦W: {slots: []}}", "missing-field"),
        ("tasks: {a: {say: [¦{when: count = 0}]}}", "missing-field"),
        ("tasks: {a: {next: [¦{when: count = 0}]}}", "missing-field"),
        # what is there twice
        (TASKS + "name: a\n¦name: b", "duplicate"),
        ("tasks: {a: {say: b}, ¦a: {say: c}}", "duplicate"),
        ("tasks: {a: {say: b, ¦say: c}}", "duplicate"),
        (TASKS + "entities: {W: {slots: {a: , ¦a: }}}", "duplicate"),
        (TASKS + "entities: {W: {slots: [a, ¦a]}}", "duplicate"),
        (TASKS + "entities: {W: {slots: {a: {values: {b: [c], ¦b: [d]}}}}}", "duplicate"),
        (TASKS + "entities: {W: {slots: {a: {values: [b, ¦b]}}}}", "duplicate"),
        (WEATHER + "tasks: {a: {fill: [Weather.city, ¦Weather.city]}}", "duplicate"),
        # names
        (TASKS + "entities: {¦W.x: {slots: [a]}}", "wrong-name"),
        (TASKS + "entities: {W: {slots: {¦W.a: }}}", "slot-with-class"),
        (TASKS + "entities: {W: {slots: [¦W.a]}}", "slot-with-class"),
        (TASKS + "entities: {¦날씨 정보: {slots: [a]}}", "wrong-name"),
        (TASKS + "entities: {W: {slots: {¦최고-기온: }}}", "wrong-name"),
        (TASKS + "entities: {W: {slots: [¦1순위]}}", "wrong-name"),
        # records
        (
            TASKS + "entities: {W: {slots: [city], instances: [{¦ctiy: 서울}]}}",
            "not-a-slot → W.city",
        ),
        (
            TASKS + "entities: {W: {slots: [city], instances: [{city: ¦[서울]}]}}",
            "wrong-type",
        ),
        (TASKS + "entities: {W: {slots: [city], instances: [¦서울]}}", "wrong-type"),
        # instances elsewhere
        (TASKS + "entities: {W: {slots: [city], instances: ¦w.csv}}", "no-such-file"),
        (
            TASKS + "entities: {W: {slots: [city], instances: ¦../outside.csv}}",
            "outside-folder",
        ),
        (
            TASKS + "entities: {W: {slots: [city], instances: ¦a/../../outside.csv}}",
            "outside-folder",
        ),
        (TASKS + "entities: {W: {slots: [city], instances: ¦Test.yaml}}", "wrong-file-type"),
        (TASKS + "entities: {W: {slots: [city], instances: ¦.}}", "wrong-file-type"),
        (TASKS + 'entities: {W: {slots: [city], instances: ¦"a\\0.csv"}}', "no-file-name"),
        (TASKS + "entities: {W: {slots: [city], instances: ¦{a: b}}}", "wrong-type"),
        # YAML itself
        ("tasks: {a: {say: [b¦}}", "yaml-syntax"),
        ("tasks:\n  a:\n¦\tsay: b\n", "yaml-syntax"),
        ("tasks: {a: {say: ¦*b}}", "yaml-syntax"),
        ("tasks: {a: }\n¦---\ntasks: {b: }", "yaml-syntax"),
        # tags
        (
            "tasks: {a: {say: ¦!!python/object/apply:os.system [echo]}}",
            "yaml-tag",
        ),
        ("tasks: {a: {say: ¦!!python/name:os.system a}}", "yaml-tag"),
        ("tasks: {a: {say: ¦!secret a}}", "yaml-tag"),
        # what is no text
        ("tasks: {a: {say: 안녕¦\x07}}", "control-character"),
        ("name: 날씨\ntasks: {a: {say: ¦\x00}}", "control-character"),
        ("name: ab¦\x01\n" + TASKS, "control-character"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_is(problems: Problems, marked: str, expected: str) -> None:
    check(problems, marked, [expected])


@pytest.mark.parametrize(
    "content",
    ["", "\n\n", "# 아직 아무것도 없음\n", "\ufeff"],
)
def test_an_empty_file_is_told(problems: Problems, content: str) -> None:
    assert problems(content) == ["1:1 empty-file"]


@pytest.mark.parametrize("content", ["---\n", "null", "~", "--- \n...\n"])
def test_an_empty_document_is_told(problems: Problems, content: str) -> None:
    (told,) = problems(content)
    assert told.endswith(" missing-field")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("name: 날씨\ntasks: {a: {say: 안녕}}\n".encode("cp949"), "1:7"),
        (b"tasks:\n  a: {say: \xff}\n", "2:12"),
        ("tasks:\n  a: {say: 안녕 ".encode() + b"\xff}\n", "2:15"),
        ("name: a\n".encode("utf-16"), "1:1"),
    ],
)
def test_a_file_that_is_not_utf_8_is_told(problems: Problems, content: bytes, place: str) -> None:
    assert problems(content) == [f"{place} not-utf8"]


@pytest.mark.parametrize("written", [r'"\ud83d"', r'"\udc00"', r'"\ud83d\ud83d"', r'"a\uDFFF"'])
def test_half_of_a_surrogate_pair_is_told(problems: Problems, written: str) -> None:
    (told,) = problems(f"name: a\ntasks:\n  a: {{say: {written}}}\n")
    # PyYAML's own parser takes it, libyaml does not.
    assert re.fullmatch("3:[0-9]+ (no-character|yaml-syntax)", told)


@pytest.mark.parametrize(
    "marked",
    [
        # a comma between braces
        "tasks: {a: {say: ¦어서 오세요, 손님.}}",
        "tasks: {a: {say: ¦아, 그래요, 그렇군요., end: true}}",
        "tasks: {a: {say: ¦모두 2,000원입니다}}",
        "tasks: {a: {say: [{when: count = 1, text: ¦네, 하나요}]}}",
        "tasks: {a: {say: {text: [{text: ¦아, 네, weight: 2}, 음]}}}",
        WEATHER + "tasks: {a: {fill: Weather.city, ask: {Weather.city: ¦저, 어디요}}}",
        TASKS + "entities: {W: {slots: {b: {description: ¦날, 달, type: date}}}}",
        TASKS + "entities: {W: {slots: [a, b], instances: [{a: ¦하나, 둘, b: 셋}]}}",
        # braces or brackets at the beginning, and within braces
        "tasks:\n  a:\n    say: ¦{count}대가 있어요\n",
        "tasks:\n  a:\n    say:\n      - ¦{turn}번째, 반가워요\n",
        "tasks:\n  a:\n    say: ¦{if count = 1}하나{else}여럿{end}\n",
        "tasks:\n  a: {say: ¦{count}대, end: true}\n",
        "tasks:\n  a:\n    say: ¦{count}\n",
        "tasks: {a: {say: {text: ¦{count}}}}",
        "tasks: {a: {say: ¦모두 {count}대, end: true}}",
        TASKS + "acts:\n  ask: ¦[좀] 알려줘\n",
        TASKS + "acts: {ask: [¦[좀] 알려줘, 날씨]}",
        # what begins a comment
        "tasks:\n  a: {say: ¦문 #2예요}\n",
        "tasks:\n  a: {say: ¦문 #2예요, next: b}\n  b: {say: 네}\n",
        # what divides a field from its value
        "tasks:\n  a:\n    say: ¦알림: 쉽니다\n",
        "tasks:\n  a: {say: ¦알림: 쉽니다, end: true}\n",
        "tasks:\n  a:\n    say:\n      - ¦알림: 쉽니다\n",
        TASKS + "acts: {ask: [¦날씨: 서울, 비]}",
        # other signs that begin something else
        "tasks:\n  a:\n    say: ¦@민수 안녕\n",
        "tasks:\n  a:\n    say: ¦*굵게* 안녕\n",
        "tasks:\n  a:\n    say: ¦> 안녕\n    end: true\n",
        'tasks:\n  a:\n    say: ¦"네" 하세요\n',
    ],
)
def test_a_text_that_needs_quotes_is_told_where_it_begins(problems: Problems, marked: str) -> None:
    check(problems, marked, ["needs-quotes"])


@pytest.mark.parametrize(
    "marked",
    [
        "tasks: {a: {say: 안녕 end¦: true}}",
        'tasks:\n  a: ¦{say: "네", next: {task: b, when: act = "yes"}\n  b: {say: 네}\n',
        'tasks:\n  a:\n    say: ¦"모두: {count:,}대\n    end: true\n',
        "tasks:\n  a:\n    - say: 하나\n     ¦text: 둘\n",
    ],
)
def test_other_slips_are_not_told_to_need_quotes(problems: Problems, marked: str) -> None:
    check(problems, marked, ["yaml-syntax"])


def test_a_text_in_quotes_is_shown_as_it_would_be_right(folder: Path) -> None:
    path = folder / "Quotes.yaml"
    path.write_text('tasks: {a: {say: 네, 하세요 "네"}}', "utf-8")
    with pytest.raises(DomainError) as caught:
        load_domain(path)
    (found,) = caught.value.diagnostics
    assert """: '네, 하세요 "네"'""" in found.message


def test_all_problems_of_a_file_are_told_in_one_go_and_in_order(problems: Problems) -> None:
    check(
        problems,
        """
fallback: "{¦trun}"
entities:
  Weather:
    slots:
      city: {¦tpye: text, values: [서울, ¦[부산]]}
      date: {type: ¦dat}
acts:
  ask: ["¦(날씨", "<¦Weather.ctiy> 날씨", 날씨]
tasks:
  a:
    fill: [¦Weather.cit]
    lookup: ¦Wether
    next:
      - {task: ¦bb, when: ¦cuont > 1}
      - ¦{when: act = "¦ak"}
  b: {¦lookpu: Weather, say: "¦}"}
¦tsaks: {}
""",
        [
            "unknown-name → turn",
            "unknown-field → type",
            "wrong-type",
            "unknown-choice → date",
            "unpaired",
            "unknown-slot → Weather.city",
            "unknown-slot → Weather.city",
            "unknown-class → Weather",
            "unknown-task",
            "unknown-name → count",
            "missing-field",
            "unknown-act → ask",
            "unknown-field → lookup",
            "unpaired",
            "unknown-field → tasks",
        ],
    )


@pytest.mark.parametrize(
    "marked",
    [
        "tasks:\n  a:\n    say: |\n      하나\n      ¦{둘\n",
        "tasks:\n  a:\n    say: |2-\n       하나\n\n\n         둘 ¦{\n",
        "tasks:\r\n  a:\r\n    say: |\r\n      하나\r\n      ¦{둘\r\n",
        'tasks: {a: {say: "\\"하나\\" \\u0041\\x41\\U0001f600¦{둘"}}',
        "tasks: {a: {say: 'it''s ¦{둘'}}",
        'tasks: {a: {say: "😀¦{둘"}}',
    ],
    ids=["block", "indented", "windows", "escapes", "apostrophe", "emoji"],
)
def test_a_mistake_is_told_where_it_is_in_a_block_and_behind_escapes(
    problems: Problems, marked: str
) -> None:
    check(problems, marked, ["unpaired"])


@pytest.mark.parametrize(
    "marked",
    [
        "tasks:\n  a:\n    say: ¦>\n      하나\n      {둘\n",
        'tasks:\n  a:\n    say: ¦"하나\n      {둘"\n',
        "tasks:\n  a:\n    say: ¦하나\n      { 둘\n",
    ],
    ids=["folded", "quoted", "plain"],
)
def test_a_text_whose_lines_are_joined_is_told_at_its_start(
    problems: Problems, marked: str
) -> None:
    check(problems, marked, ["unpaired"])


def test_what_is_shared_by_an_alias_is_told_once(problems: Problems) -> None:
    check(problems, "tasks:\n  a: {next: &ways [¦b]}\n  c: {next: *ways}\n", ["unknown-task"])


@pytest.mark.parametrize(
    "marked",
    [
        'tasks:\n  a:\n    say: ¦"안녕\n  b: {say: 네}\n',
        "tasks:\n  a: {say: 안녕}\n  b: ¦{say: 네\nname: a\n",
        "acts:\n  a: ¦[가, 나\ntasks: {b: }\n",
        # A wrong bracket in the same line is told itself.
        "tasks:\n  a: {next: [b, a¦}\n  b:\n",
    ],
)
def test_what_is_never_closed_is_told_where_it_is_opened(problems: Problems, marked: str) -> None:
    check(problems, marked, ["yaml-syntax"])


def test_a_name_that_is_too_long_is_told(problems: Problems) -> None:
    name = "a" * 5000
    marked = TASKS + f"entities: {{W: {{slots: [city], instances: ¦{name}.csv}}}}"
    content, (place,) = places(marked)
    # Newer Pythons say of such a name only that there is no such file.
    assert problems(content) in ([f"{place} no-file-name"], [f"{place} no-such-file"])


def test_two_unknown_fields_of_a_saying_without_a_text(problems: Problems) -> None:
    check(
        problems, "tasks: {a: {say: ¦{¦texts: b}}}", ["missing-field", "unknown-field → text"]
    )  # fmt: skip


def test_the_text_of_the_error_is_all_its_diagnostics(folder: Path) -> None:
    path = folder / "날씨.yaml"
    path.write_text("a: 1\ntasks: {b: {c: 1}}", "utf-8")
    with pytest.raises(DomainError) as caught:
        load_domain(path)
    assert str(caught.value).split("\n") == [str(one) for one in caught.value.diagnostics]
    assert [brief(one, path) for one in caught.value.diagnostics] == [
        "1:1 unknown-field",
        "2:13 unknown-field",
    ]
