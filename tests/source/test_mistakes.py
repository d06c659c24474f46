"""How each kind of mistake is worded: here, and in no other test."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from mockgenie.source import Mistake, mistake, unknown
from mockgenie.source.mistakes import MISTAKES

WORDED: dict[str, tuple[dict[str, object], str]] = {
    "cannot-read": ({"reason": "Permission denied"}, "cannot be read: Permission denied"),
    "too-large": (
        {"what": "a domain file", "most": 20_000_000},
        "a domain file has at most 20,000,000 bytes",
    ),
    "empty-file": (
        {"needs": "a domain has at least tasks"},
        "the file is empty; a domain has at least tasks",
    ),
    "not-utf8": ({}, "not UTF-8; save the file with UTF-8 encoding"),
    "control-character": (
        {"number": 7},
        "U+0007 is a control character, which no text has; is this another kind of file?",
    ),
    "yaml-syntax": ({"problem": "nested too deep"}, "not valid YAML: nested too deep"),
    "needs-quotes": (
        {"why": "that begins with {", "written": '"{count}개"'},
        'a text that begins with { needs quotes: "{count}개"',
    ),
    "toml-syntax": (
        {"problem": "Expected '=' after a key"},
        "not valid TOML: Expected '=' after a key",
    ),
    "bad-option": (
        {"problem": 'no option "prot" of serve, did you mean "port"?'},
        'no option "prot" of serve, did you mean "port"?',
    ),
    "yaml-tag": ({"tag": "!secret"}, "the tag !secret has no meaning here; leave it out"),
    "too-many-values": (
        {"most": 2_000_000},
        "more than 2,000,000 values, counting what aliases repeat",
    ),
    "wrong-type": ({"what": "goal", "wanted": "a text"}, "goal has to be a text"),
    "wrong-value": (
        {"what": "threshold", "wanted": "a number from 0 to 1", "written": "2"},
        'threshold has to be a number from 0 to 1, not "2"',
    ),
    "no-value": ({"what": "say"}, "say has no value; give it one, or leave it out"),
    "empty-text": ({"what": "name"}, "name must not be empty"),
    "no-character": ({"what": "a text"}, "a text has an escape that is no character"),
    "duplicate": ({"name": "서울"}, '"서울" is there twice'),
    "unknown-field": (
        {"name": "sya", "what": "task hello", "hint": ', did you mean "say"?'},
        'unknown field "sya" in task hello, did you mean "say"?',
    ),
    "missing-field": ({"what": "a domain", "field": "tasks"}, "a domain needs tasks"),
    "misplaced-field": (
        {"field": "limit", "owner": "each", "here": "there is none here"},
        "limit belongs to each; there is none here",
    ),
    "unknown-choice": (
        {"what": "slot type", "name": "dates", "hint": ', did you mean "date"?'},
        'unknown slot type "dates", did you mean "date"?',
    ),
    "unknown-name": (
        {"name": "cuont", "hint": ', did you mean "count"?'},
        'unknown name "cuont", did you mean "count"?',
    ),
    "unknown-slot": ({"name": "W.a", "hint": " (known: W.b)"}, 'unknown slot "W.a" (known: W.b)'),
    "unknown-class": ({"name": "V", "hint": " (known: W)"}, 'unknown class "V" (known: W)'),
    "unknown-task": ({"name": "a", "hint": " (known: b)"}, 'unknown task "a" (known: b)'),
    "unknown-act": ({"name": "a", "hint": " (known: b)"}, 'unknown act "a" (known: b)'),
    "bad-condition": ({"problem": 'expected ")"'}, 'not a condition: expected ")"'),
    "bad-regex": (
        {"problem": "missing )"},
        (
            "not a regular expression that matches in linear time: missing )"
            " (backreferences, lookahead and lookbehind cannot be used)"
        ),
    ),
    "regex-too-long": (
        {"most": 1000, "length": 1001},
        "a pattern has at most 1,000 characters, this one has 1,001",
    ),
    "regex-matches-nothing": (
        {},
        "this pattern also fits nothing at all; it has to need at least one character",
    ),
    "wrong-name": (
        {"what": "a slot", "name": "1관"},
        'the name of a slot has letters, digits and _, and no digit first: not "1관"',
    ),
    "slot-with-class": ({"name": "city"}, 'write the slot without its class: "city"'),
    "no-group": (
        {"written": "{3}", "groups": 2},
        (
            '"{3}" is no part of the pattern: {0} is all of it, and its ( ) are {1} and so on, of'
            " which there are 2 here; a brace itself is {{ or }}"
        ),
    ),
    "unspoken-slot": (
        {"name": "Book.due", "of": "in fill"},
        "nothing that is said fills Book.due (spoken: false), so it cannot be in fill",
    ),
    "boolean-values": ({}, "the values of type boolean are yes and no, with their words"),
    "same-as-itself": ({"name": "W.a"}, "W.a cannot be the same as itself"),
    "same-slot": (
        {"name": "W.a", "same": "V.b"},
        '"W.a" is the same as V.b; write "V.b" here',
    ),
    "unpaired": (
        {"sign": "{", "partner": '"}" behind it', "hint": "; write {{ for the brace itself"},
        '"{" has no "}" behind it; write {{ for the brace itself',
    ),
    "nothing-named": ({"written": "<>", "what": "slot"}, "<> names no slot"),
    "no-words": (
        {"what": "a pattern", "where": " outside [ ]"},
        "a pattern needs at least one word or slot outside [ ]",
    ),
    "too-many-variants": (
        {"most": 1000},
        "more than 1,000 ways of saying it; write several patterns",
    ),
    "too-many-ways": (
        {"ways": 900, "total": 1_800_000, "most": 100_000},
        (
            "900 ways of saying it; all patterns of the domain have 1,800,000, and may have"
            " 100,000: write fewer alternatives"
        ),
    ),
    "too-deep": ({"what": "{if}", "most": 20}, "{if} can be nested at most 20 deep"),
    "behind-else": ({"word": "elif"}, "{elif} cannot stand behind {else}"),
    "block-argument": ({"word": "end"}, "nothing can stand behind end; write {end}"),
    "no-file-name": ({}, "this is no name that a file can have"),
    "no-such-file": (
        {"name": "w.csv", "where": " beside Weather.yaml"},
        'there is no file "w.csv" beside Weather.yaml',
    ),
    "outside-folder": ({"name": "../w.csv"}, '"../w.csv" is outside the folder of the domain'),
    "wrong-file-type": (
        {"what": "values", "types": "a .txt file or a .csv file", "name": "w.xlsx"},
        'values come from a .txt file or a .csv file, not "w.xlsx"',
    ),
    "line-too-long": ({"most": 1_000_000}, "a line has less than 1,000,000 characters"),
    "too-many-mistakes": (
        {"most": 100},
        "there are more problems; only the first 100 of a file are listed",
    ),
    "csv-syntax": ({"problem": "unexpected end of data"}, "not valid CSV: unexpected end of data"),
    "csv-header": ({}, "the first line has to name the slots of the columns"),
    "csv-cells": ({"cells": 1, "columns": 2}, "1 cells, but the header has 2"),
    "json-syntax": ({"problem": "Expecting value"}, "not valid JSON: Expecting value"),
    "not-a-slot": (
        {"name": "ctiy", "of": "W", "hint": ', did you mean "W.city"?'},
        '"ctiy" is no slot of W, did you mean "W.city"?',
    ),
    "no-column": (
        {"of": "W", "hint": " (known: W.city)"},
        "no column is a slot of W (known: W.city)",
    ),
    "sqlite-file": (
        {"problem": "file is encrypted"},
        "not a SQLite database that can be read: file is encrypted",
    ),
    "sqlite-log": (
        {"log": "w.db-wal"},
        (
            "the last changes are in w.db-wal beside it; open and close it once with the program"
            " that writes it"
        ),
    ),
    "no-sqlite": ({}, "this Python was built without sqlite3, which reads such files"),
    "no-table": ({"file": "w.db", "which": ' "a" (known: b)'}, 'w.db has no table "a" (known: b)'),
    "not-a-table": (
        {"name": "a", "file": "w.db", "kind": "a view"},
        '"a" in w.db is a view, not a table',
    ),
    "which-table": (
        {"file": "w.db", "tables": "a, b", "first": "a"},
        "w.db has several tables (a, b); say which one: {file: w.db, table: a}",
    ),
    "name-taken": ({"name": "a", "other": "a.yaml"}, 'the name "a" is taken by a.yaml'),
    "exclusive-fields": (
        {"what": "a turn", "one": "user", "other": "data"},
        "a turn has user or data, not both",
    ),
    "no-entries": (
        {"what": "a conversation", "entry": "turn"},
        "a conversation has at least one turn",
    ),
    "empty-list": ({}, "an empty list; write null where there is no value"),
    "dialog-over": ({}, "the dialog is over before this turn (state: end)"),
    "nothing-expected": (
        {},
        "nothing is expected; say what the bot says, or its state, slots, act, …",
    ),
    "wrong-state": (
        {"state": "start", "why": "only the opening has it"},
        'the state cannot be "start" here; only the opening has it',
    ),
    "no-bot-words": ({"what": "an error"}, "an error has no words of the bot"),
    "repeated-field": (
        {"name": "state"},
        "this turn already has state; the next turn begins with user",
    ),
    "unknown-error": (
        {"text": "429", "hint": '; each is named by its text, as "Invalid method"'},
        '"429" is no documented error; each is named by its text, as "Invalid method"',
    ),
    "too-many-faults": ({"most": 1000}, "a server has at most 1,000 faults"),
    "fault-too-long": ({"most": 1000}, "a fault is named in at most 1,000 characters"),
    "wrong-effect": (
        {"text": "delay soon", "problem": "expected a number, got a text"},
        '"delay soon": expected a number, got a text',
    ),
    "bad-access-key": ({"problem": "an access key is too long"}, "an access key is too long"),
}
"""By code: what is filled in, and the message."""


@pytest.mark.parametrize("code", MISTAKES)
def test_a_mistake_is_worded(code: str) -> None:
    values, message = WORDED[code]
    assert mistake(code, **values) == Mistake(code, message)
    blanks = {name for _, name, _, _ in Formatter().parse(MISTAKES[code].wording) if name}
    assert blanks == values.keys()


def test_a_code_is_lower_case_with_hyphens_and_means_something() -> None:
    assert [code for code in MISTAKES if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", code)] == []
    meanings = {code: one.meaning for code, one in MISTAKES.items()}
    assert [code for code, meaning in meanings.items() if not meaning] == []
    assert [code for code, meaning in meanings.items() if meaning.endswith(".")] == []


def test_every_code_is_used() -> None:
    """`mistake("CODE"` stands somewhere, or `unknown("KIND"` for a code that begins so."""
    package = Path(__file__).parents[2] / "mockgenie"
    source = "".join(path.read_text("utf-8") for path in package.rglob("*.py"))
    named = set(re.findall(r'mistake\(\s*"([a-z0-9-]+)"', source))
    # `read_name` names the kind of its code.
    kinds = re.findall(r'(?:unknown|read_name)\(.*?"(name|slot|class|task|act)"', source)
    assert named | {f"unknown-{kind}" for kind in kinds} == set(MISTAKES)


def test_an_unknown_name_comes_with_those_that_there_are() -> None:
    assert unknown("task", "helo", ["hello"]) == mistake(
        "unknown-task", name="helo", hint=', did you mean "hello"?'
    )


def test_a_mistake_has_a_place_in_a_file() -> None:
    found = mistake("csv-header").at(Path("w.csv"), 3, 14)
    assert str(found) == "w.csv:3:14: the first line has to name the slots of the columns"
    assert (found.code, found.severity, found.end_column) == ("csv-header", "error", 0)


def test_a_mistake_may_be_within_a_part_that_has_no_lines() -> None:
    found = mistake("duplicate", name="city").within('table "t"')
    assert (found.code, found.message) == ("duplicate", 'table "t": "city" is there twice')
