"""Every mistake in a domain file is told at its line and column, with what would be right.

In the files below `¦` stands where a problem is told; it is not in the file itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.domain import DomainError, load_domain
from tests.domain.marked import TASKS, WEATHER, Problems, check


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        # fields that are not known
        (TASKS + "¦nam: a", 'unknown field "nam" in a domain, did you mean "name"?'),
        (TASKS + "¦zzz: a", "(known: tasks, name, description, entities, acts, "),
        (
            TASKS + "entities: {W: {slots: [a], ¦instance: a.csv}}",
            'unknown field "instance" in entity class W, did you mean "instances"?',
        ),
        (
            TASKS + "entities: {W: {slots: {a: {¦vaules: [b]}}}}",
            'unknown field "vaules" in slot W.a, did you mean "values"?',
        ),
        ("tasks: {hello: {¦sya: 안녕}}", 'unknown field "sya" in task hello, did you mean "say"?'),
        (
            "tasks: {a: {say: [{text: b, ¦wen: count = 0}]}}",
            'unknown field "wen" in say, did you mean "when"?',
        ),
        (
            "tasks: {a: {next: [{task: a, ¦contoller: user}]}}",
            'unknown field "contoller" in next, did you mean "controller"?',
        ),
        # names that nothing has
        (
            WEATHER + "tasks: {a: {fill: [Weather.date, ¦Weather.ctiy]}}",
            'unknown slot "Weather.ctiy", did you mean "Weather.city"?',
        ),
        (WEATHER + "tasks: {a: {fill: ¦city}}", 'did you mean "Weather.city"?'),
        (WEATHER + "tasks: {a: {ask: {¦Weather.dat: 언제요?}}}", 'did you mean "Weather.date"?'),
        (WEATHER + "tasks: {a: {reset: [¦Wether.city]}}", 'did you mean "Weather.city"?'),
        (
            WEATHER + "tasks: {a: {lookup: ¦Wether}}",
            'unknown class "Wether", did you mean "Weather"?',
        ),
        (
            "tasks: {hello: {next: ¦helo}}",
            'unknown task "helo", did you mean "hello"?',
        ),
        ("tasks: {hello: {next: [{task: ¦helo}]}}", 'did you mean "hello"?'),
        ("tasks: {가: {next: ¦나}}", 'unknown task "나" (known: 가)'),
        (
            "tasks: {a: {next: [{task: a, controller: ¦sytem}]}}",
            'unknown controller "sytem", did you mean "system"?',
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: ¦dates}}}}",
            'unknown slot type "dates", did you mean "date"?',
        ),
        (
            WEATHER + "tasks: {a: {type: ¦optoinal}}",
            'unknown task type "optoinal", did you mean "optional"?',
        ),
        (TASKS + "anywhere: ¦helo", 'unknown task "helo", did you mean "hello"?'),
        (
            TASKS + "anywhere: {task: hello, ¦wehn: count = 0}",
            'unknown field "wehn" in anywhere, did you mean "when"?',
        ),
        (
            WEATHER + "tasks: {a: {preceding: {Weather.city: ¦Weather.dat}}}",
            'unknown slot "Weather.dat", did you mean "Weather.date"?',
        ),
        (WEATHER + "tasks: {a: {preceding: {¦city: Weather.date}}}", 'mean "Weather.city"?'),
        (
            TASKS + "entities: {W: {slots: {city: , date: {preceding: ¦ctiy}}}}",
            'unknown slot "W.ctiy", did you mean "W.city"?',
        ),
        (
            TASKS + "entities: {W: {slots: [city], key: ¦ctiy}}",
            '"ctiy" is no slot of W, did you mean "W.city"?',
        ),
        (
            TASKS + "entities: {W: {slots: [a], key: ¦X.b}, X: {slots: [b]}}",
            '"X.b" is no slot of W',
        ),
        (
            TASKS + "acts: {a: {¦pattern: b, examples: c}}",
            'unknown field "pattern" in act a, did you mean "patterns"?',
        ),
        (
            "tasks: {a: {say: {text: [{text: b, ¦wieght: 2}]}}}",
            'unknown field "wieght" in a text with its weight, did you mean "weight"?',
        ),
        (
            "tasks: {a: {confirm: {text: b, change: c, ¦no: d}}}",
            'unknown field "no" in confirm (known: text, change)',
        ),
        # conditions
        (WEATHER + "tasks: {a: {goal: ¦Weather.ctiy is filled}}", 'did you mean "Weather.city"?'),
        (TASKS + "anywhere: {task: hello, when: count >¦}", "found the end"),
        (TASKS + "help: [{when: 'act = \"¦by\"', text: b}]", 'unknown act "by"'),
        (
            WEATHER + 'tasks: {a: {next: [{task: a, when: ¦Weather.ctiy = "서울"}]}}',
            'unknown name "Weather.ctiy", did you mean "Weather.city"?',
        ),
        (
            WEATHER + 'tasks: {a: {next: [{task: a, when: turn > 1 and ¦cuont > 1}]}}',
            'unknown name "cuont", did you mean "count"?',
        ),
        (
            WEATHER + "tasks: {a: {next: [{task: a, when: 'act = \"¦by\"'}]}}",
            'unknown act "by", did you mean "bye"?',
        ),
        (
            'tasks: {a: {next: [{task: a, when: act = "¦bye"}]}}',
            'unknown act "bye"',
        ),
        ("tasks: {a: {say: {text: b, when: count is ¦3}}}", 'expected "not" or "filled"'),
        ("tasks: {a: {say: {text: b, when: count ¦! 3}}}", "an operator (= ~= > >= < <=)"),
        ("tasks: {a: {say: {text: b, when: 'count = ¦세'}}}", 'a value in double quotes ("서울")'),
        ('tasks: {a: {say: {text: b, when: "count > 3 and¦"}}}', "found the end"),
        ("tasks: {a: {say: {text: b, when: (count > 3¦}}}", 'expected ")"'),
        ("tasks: {a: {say: {text: b, when: ¦}}}", "when has to be a text"),
        # texts
        (
            WEATHER + "tasks: {a: {say: '안녕 {¦Weather.ctiy}은(는)'}}",
            'unknown name "Weather.ctiy", did you mean "Weather.city"?',
        ),
        ("tasks: {a: {say: 안녕 ¦{Weather.city}}", "not valid YAML"),
        ("tasks: {a: {say: '안녕 ¦{Weather.city'}}", '"{" has no partner; write {{'),
        ('tasks: {a: {say: "안녕¦} 하세요"}}', '"}" has no partner; write }}'),
        ('tasks: {a: {say: "안녕 ¦{}"}}', "{} names no value"),
        ('tasks: {a: {say: "¦{ }"}}', "{} names no value"),
        ("tasks: {a: {say: [{text: b, each: '{¦cout}'}]}}", 'did you mean "count"?'),
        (TASKS + "fallback: '{¦trun}'", 'did you mean "turn"?'),
        (WEATHER + "tasks: {a: {ask: {Weather.city: '¦{Weather.city'}}}", "has no partner"),
        (
            WEATHER + """tasks: {a: {say: '{if ¦Weather.ctiy = "서울"}네{end}'}}""",
            'unknown name "Weather.ctiy", did you mean "Weather.city"?',
        ),
        (
            WEATHER + """tasks: {a: {say: '{if act = "bye"}a{elif act = "¦by"}b{end}'}}""",
            'unknown act "by", did you mean "bye"?',
        ),
        (
            WEATHER + "tasks: {a: {say: '{if Weather.city is ¦full}네{end}'}}",
            'expected "not" or "filled"',
        ),
        (WEATHER + "tasks: {a: {say: '가{¦if count = 1}네'}}", "{if} is not closed by {end}"),
        (WEATHER + "tasks: {a: {say: '네{¦end}'}}", "{end} has no {if} before it"),
        (WEATHER + "tasks: {a: {say: '{Weather.date:¦time}'}}", 'unknown form "time"'),
        (WEATHER + "tasks: {a: {say: '{all ¦Weather.ctiy}'}}", 'did you mean "Weather.city"?'),
        (WEATHER + "tasks: {a: {enter: '{¦city}'}}", 'did you mean "Weather.city"?'),
        (WEATHER + "tasks: {a: {leave: '{¦city}'}}", 'did you mean "Weather.city"?'),
        (
            WEATHER + "tasks: {a: {confirm: {text: 네, change: '{¦city}'}}}",
            'did you mean "Weather.city"?',
        ),
        (TASKS + "cancelled: '¦{'", "has no partner"),
        (
            "tasks: {a: {say: {text: [b, {text: '{¦cuont}', weight: 2}]}}}",
            'did you mean "count"?',
        ),
        # patterns
        (
            WEATHER.replace("날씨", "<¦Weather.ctiy=서울> 날씨") + TASKS,
            'unknown slot "Weather.ctiy", did you mean "Weather.city"?',
        ),
        (WEATHER.replace("날씨", "<¦Weather.city=> 날씨") + TASKS, "names no value"),
        (WEATHER.replace("날씨", "날씨 <¦=서울>") + TASKS, "<> names no slot"),
        (WEATHER.replace("날씨", "{examples: [날씨, '¦!']}") + TASKS, "at least one word"),
        (WEATHER.replace("날씨", "{patterns: [날씨, '¦!']}") + TASKS, "at least one word"),
        (WEATHER.replace("날씨", "'날씨 ¦(어때|알려'") + TASKS, '"(" is not closed by ")"'),
        (WEATHER.replace("날씨", "'날씨 ¦[좀 알려'") + TASKS, '"[" is not closed by "]"'),
        (WEATHER.replace("날씨", "'날씨 ¦(어때]'") + TASKS, '"(" is not closed by ")"'),
        (WEATHER.replace("날씨", "'날씨¦) 어때'") + TASKS, '")" has no opening bracket'),
        (WEATHER.replace("날씨", "'날씨¦] 어때'") + TASKS, '"]" has no opening bracket'),
        (WEATHER.replace("날씨", "'¦<Weather.city 날씨'") + TASKS, '"<" stands alone'),
        (WEATHER.replace("날씨", "'날씨 ¦> 3'") + TASKS, '">" stands alone'),
        (
            WEATHER.replace("날씨", "<¦Weather.ctiy> 날씨") + TASKS,
            'unknown slot "Weather.ctiy", did you mean "Weather.city"?',
        ),
        (WEATHER.replace("날씨", "'¦[날씨]'") + TASKS, "at least one word or slot"),
        (WEATHER.replace("날씨", "'¦?!'") + TASKS, "at least one word or slot"),
        (
            WEATHER.replace("날씨", "'" + "(a|b|c) " * 6 + "¦(a|b|c) (a|b)'") + TASKS,
            "more than 1,000 ways",
        ),
        (
            WEATHER.replace("날씨", "'" + "(" * 50 + "¦" + "(" * 10 + "a" + ")" * 60 + "'") + TASKS,
            "at most 50 deep",
        ),
        (WEATHER.replace("날씨", "¦''") + TASKS, "a pattern"),
        (WEATHER.replace("날씨", "'날씨 <¦>'") + TASKS, "slot"),
        # names whose letters stand elsewhere in the text too
        ("tasks: {a: {say: '날 {¦날}'}}", 'unknown name "날"'),
        (
            "tasks: {a: {say: {text: b, when: count > 1 and ¦coun > 1}}}",
            'unknown name "coun", did you mean "count"?',
        ),
        (
            WEATHER + """tasks: {a: {say: {text: b, when: 'act = "bye" or act = "¦by"'}}}""",
            'unknown act "by", did you mean "bye"?',
        ),
        (
            WEATHER.replace("날씨", "'<Weather.city> <¦Weather.cit>'") + TASKS,
            'unknown slot "Weather.cit", did you mean "Weather.city"?',
        ),
        # numbers
        (TASKS + "threshold: ¦2", 'threshold has to be a number from 0 to 1, not "2"'),
        (TASKS + "threshold: ¦-0.1", "threshold has to be a number from 0 to 1"),
        (TASKS + "threshold: ¦높게", "threshold has to be a number from 0 to 1"),
        (TASKS + "threshold: ¦nan", "threshold has to be a number from 0 to 1"),
        ("tasks: {a: {say: [{each: b, limit: ¦0}]}}", "limit has to be a whole number from 1"),
        ("tasks: {a: {say: [{each: b, limit: ¦2.5}]}}", "limit has to be a whole number"),
        ("tasks: {a: {say: [{text: b, limit: ¦3}]}}", "limit is for each"),
        ("tasks: {a: {say: {text: [{text: b, weight: ¦0}]}}}", "weight has to be a number from"),
        ("tasks: {a: {say: {text: [{text: b, weight: ¦-1}]}}}", "weight has to be a number"),
        ("tasks: {a: {say: {text: [{text: b, weight: ¦x}]}}}", "weight has to be a number"),
        # what fits a type of slot
        (
            TASKS + "entities: {W: {slots: {a: {type: text, counters: ¦[명]}}}}",
            "counters is for type int or float; W.a is text",
        ),
        (TASKS + "entities: {W: {slots: {a: {pattern: ¦a+}}}}", "pattern is for type pattern"),
        (
            TASKS + "entities: {W: {slots: {¦a: {type: pattern}}}}",
            "slot W.a of type pattern needs a pattern",
        ),
        (
            TASKS + "entities: {W: {slots: {¦a: {type: choice}}}}",
            "slot W.a of type choice needs values to choose from",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: boolean, values: ¦[금연, 흡연]}}}}",
            "the values of type boolean are yes and no",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: pattern, pattern: ¦'(a'}}}}",
            "not a regular expression",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: pattern, pattern: ¦'(.)\\1'}}}}",
            "backreferences",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: pattern, pattern: ¦'(?=a)b'}}}}",
            "lookahead",
        ),
        (
            TASKS + "entities: {W: {slots: {a: {type: pattern, pattern: ¦'[0-9]*'}}}}",
            "also fits nothing at all",
        ),
        (TASKS + "entities: {W: {slots: {a: {values: ¦a.txt}}}}", 'no file "a.txt"'),
        (TASKS + "entities: {W: {slots: {a: {values: ¦../outside.csv}}}}", "outside the folder"),
        # of another type
        (TASKS + "anywhere: [¦[hello]]", "has to be a text"),
        ("tasks: {a: {reset: ¦maybe}}", 'unknown slot "maybe"'),
        ("tasks: {a: {goal: ¦[a]}}", "goal has to be a text"),
        ("tasks: {a: {confirm: {change: b}}}".replace("{change", "¦{change"), "needs text"),
        ("tasks: {a: {preceding: ¦[b]}}", "preceding has to be a mapping"),
        ("tasks: {a: {say: [{text: [¦[b]]}]}}", "a text has to be a text"),
        ("tasks: {a: {say: [{text: [¦{weight: 2}]}]}}", "a weighted text needs text"),
        ("¦[tasks]", "a domain has to be a mapping"),
        ("¦tasks", "a domain has to be a mapping"),
        (TASKS + "name: ¦[a]", "name has to be a text"),
        (TASKS + "name: ¦{a: b}", "name has to be a text"),
        (TASKS + "description: ¦[a]", "description has to be a text"),
        (TASKS + "entities: ¦[Weather]", "entities has to be a mapping"),
        (TASKS + "acts: ¦날씨", "acts has to be a mapping"),
        (TASKS + "fallback: [a, ¦[b]]", "a text has to be a text"),
        (TASKS + "entities: {W: {slots: {a: {values: [¦[b]]}}}}", "a value has to be a text"),
        (TASKS + "entities: {W: {slots: {a: {values: {b: [¦{c: d}]}}}}}", "has to be a text"),
        (TASKS + "entities: {W: {slots: {a: {any: [¦[b]]}}}}", "has to be a text"),
        (TASKS + "entities: {W: {slots: {a: ¦[b]}}}", "has to be a mapping"),
        (TASKS + "entities: {W: {slots: [¦{a: b}]}}", "has to be a text"),
        (TASKS + "acts: {a: [¦[b]]}", "a pattern has to be a text"),
        (TASKS + "acts: {a: [¦{b: c}]}", "a pattern has to be a text"),
        (TASKS + "acts: {¦a: {description: c}}", "act a needs patterns or examples"),
        ("tasks: {a: ¦안녕}", "task a has to be a mapping"),
        ("tasks: {a: {say: [¦[안녕]]}}", "a text has to be a text"),
        ("tasks: {a: {ask: ¦[b]}}", "ask has to be a mapping"),
        ("tasks: {a: {end: ¦maybe}}", "end has to be true or false"),
        ("tasks: {a: {end: ¦1}}", "end has to be true or false"),
        ('tasks: {a: {end: ¦"true"}}', "end has to be true or false"),
        ("tasks: {a: {end: ¦[true]}}", "end has to be true or false"),
        (TASKS + "? ¦[a, b]\n: c", "has to be a text"),
        # what is missing
        ("¦name: a", "a domain needs tasks"),
        ("¦tasks: {}", "a domain needs tasks"),
        (TASKS + "entities: {¦W: {}}", "entity class W needs slots"),
        (TASKS + "entities: {¦W: }", "entity class W needs slots"),
        (TASKS + "entities: {¦W: {slots: []}}", "entity class W needs slots"),
        ("tasks: {a: {say: [¦{when: count = 0}]}}", "say needs text or each"),
        ("tasks: {a: {next: [¦{when: count = 0}]}}", "next needs a task"),
        # what is there twice
        (TASKS + "name: a\n¦name: b", '"name" is there twice'),
        ("tasks: {a: {say: b}, ¦a: {say: c}}", '"a" is there twice'),
        ("tasks: {a: {say: b, ¦say: c}}", '"say" is there twice'),
        (TASKS + "entities: {W: {slots: {a: , ¦a: }}}", '"a" is there twice'),
        (TASKS + "entities: {W: {slots: [a, ¦a]}}", '"a" is there twice'),
        (TASKS + "entities: {W: {slots: {a: {values: {b: [c], ¦b: [d]}}}}}", "is there twice"),
        (TASKS + "entities: {W: {slots: {a: {values: [b, ¦b]}}}}", "is there twice"),
        (WEATHER + "tasks: {a: {fill: [Weather.city, ¦Weather.city]}}", "is there twice"),
        # names
        (TASKS + "entities: {¦W.x: {slots: [a]}}", '"W.x"'),
        (TASKS + "entities: {W: {slots: {¦W.a: }}}", 'write the slot without its class: "a"'),
        (TASKS + "entities: {W: {slots: [¦W.a]}}", 'write the slot without its class: "a"'),
        (TASKS + "entities: {¦날씨 정보: {slots: [a]}}", "날씨 정보"),
        (TASKS + "entities: {W: {slots: {¦최고-기온: }}}", "최고-기온"),
        (TASKS + "entities: {W: {slots: [¦1순위]}}", "1순위"),
        # records
        (
            TASKS + "entities: {W: {slots: [city], instances: [{¦ctiy: 서울}]}}",
            '"ctiy" is no slot of W, did you mean "W.city"?',
        ),
        (
            TASKS + "entities: {W: {slots: [city], instances: [{city: ¦[서울]}]}}",
            "the value of city has to be a text",
        ),
        (TASKS + "entities: {W: {slots: [city], instances: [¦서울]}}", "a record"),
        # instances elsewhere
        (TASKS + "entities: {W: {slots: [city], instances: ¦w.csv}}", 'no file "w.csv"'),
        (
            TASKS + "entities: {W: {slots: [city], instances: ¦../outside.csv}}",
            '"../outside.csv" is outside the folder of the domain',
        ),
        (TASKS + "entities: {W: {slots: [city], instances: ¦a/../../outside.csv}}", "is outside"),
        (TASKS + "entities: {W: {slots: [city], instances: ¦Test.yaml}}", "a .csv file"),
        (TASKS + "entities: {W: {slots: [city], instances: ¦.}}", "a .csv file"),
        (TASKS + 'entities: {W: {slots: [city], instances: ¦"a\\0.csv"}}', "no name that a file"),
        (TASKS + f"entities: {{W: {{slots: [city], instances: ¦{'a' * 5000}.csv}}}}", ""),
        (TASKS + "entities: {W: {slots: [city], instances: ¦{a: b}}}", "has to be a text"),
        # YAML itself
        ("tasks: {a: {say: [b¦}}", "not valid YAML"),
        ("tasks:\n  a:\n¦\tsay: b\n", "not valid YAML"),
        ("tasks: {a: {say: ¦*b}}", "not valid YAML"),
        ("tasks: {a: }\n¦---\ntasks: {b: }", "not valid YAML"),
        # tags
        (
            "tasks: {a: {say: ¦!!python/object/apply:os.system [echo]}}",
            "!!python/object/apply:os.system",
        ),
        ("tasks: {a: {say: ¦!!python/name:os.system a}}", "!!python/name:os.system"),
        ("tasks: {a: {say: ¦!secret a}}", "!secret"),
        # what is no text
        ("tasks: {a: {say: 안녕¦\x07}}", "control character"),
        ("name: 날씨\ntasks: {a: {say: ¦\x00}}", "control character"),
        ("name: ab¦\x01\n" + TASKS, "control character"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_is(problems: Problems, marked: str, message: str) -> None:
    check(problems, marked, [message])


@pytest.mark.parametrize(
    "content",
    ["", "\n\n", "# 아직 아무것도 없음\n", "\ufeff"],
)
def test_an_empty_file_is_told(problems: Problems, content: str) -> None:
    assert problems(content) == ["1:1: the file is empty; a domain has at least tasks"]


@pytest.mark.parametrize("content", ["---\n", "null", "~", "--- \n...\n"])
def test_an_empty_document_is_told(problems: Problems, content: str) -> None:
    (told,) = problems(content)
    assert "task" in told


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
    (told,) = problems(content)
    assert told == f"{place}: not UTF-8; save the file with UTF-8 encoding"


@pytest.mark.parametrize("written", [r'"\ud83d"', r'"\udc00"', r'"\ud83d\ud83d"', r'"a\uDFFF"'])
def test_half_of_a_surrogate_pair_is_told(problems: Problems, written: str) -> None:
    (told,) = problems(f"name: a\ntasks:\n  a: {{say: {written}}}\n")
    assert told.startswith("3:")


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
            '"trun"',
            '"tpye"',
            "a value has to be a text",
            '"dat"',
            '"(" is not closed',
            '"Weather.ctiy"',
            '"Weather.cit"',
            '"Wether"',
            '"bb"',
            '"cuont"',
            "next needs a task",
            '"ak"',
            '"lookpu"',
            '"}" has no partner',
            '"tsaks"',
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
    check(problems, marked, ["has no partner"])


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
    check(problems, marked, ["has no partner"])


def test_what_is_shared_by_an_alias_is_told_once(problems: Problems) -> None:
    check(problems, "tasks:\n  a: {next: &ways [¦b]}\n  c: {next: *ways}\n", ['"b"'])


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
    check(problems, marked, ["not valid YAML"])


def test_two_unknown_fields_of_a_saying_without_a_text(problems: Problems) -> None:
    check(
        problems, "tasks: {a: {say: ¦{¦texts: b}}}", ["say needs text or each", 'mean "text"?']
    )  # fmt: skip


def test_the_text_of_the_error_is_all_its_diagnostics(folder: Path) -> None:
    path = folder / "날씨.yaml"
    path.write_text("a: 1\ntasks: {b: {c: 1}}", "utf-8")
    with pytest.raises(DomainError) as caught:
        load_domain(path)
    first, second = str(caught.value).split("\n")
    assert first.startswith(f'{path}:1:1: unknown field "a" in a domain')
    assert second.startswith(f'{path}:2:13: unknown field "c" in task b')
