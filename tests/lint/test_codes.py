"""How each kind of warning is worded: here, and in no other test of a domain file."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from mockgenie.lint import CODES, ERRORS, WARNINGS
from mockgenie.lint.codes import warn

WORDED: dict[str, tuple[dict[str, object], str]] = {
    "same-name": (
        {"name": "Cafe", "other": "Old.yaml"},
        'the name "Cafe" is taken by Old.yaml; only that one is served',
    ),
    "unreachable-task": (
        {"task": "goodbye", "opening": "welcome"},
        (
            "no way leads to task goodbye, neither from task welcome, which is the first, nor from"
            " anywhere"
        ),
    ),
    "way-never-taken": (
        {"why": "task bye ends the dialog"},
        "this way is never taken: task bye ends the dialog",
    ),
    "system-circle": (
        {"path": "a → b → a"},
        "these tasks lead to each other at once, without an end: a → b → a",
    ),
    "text-never-said": (
        {"line": 6, "why": "always is"},
        (
            "never said: the one in line 6 always is; for several wordings write"
            " {text: [this one, that one]}"
        ),
    ),
    "ask-without-fill": (
        {"slot": "W.city"},
        "W.city is never asked for here: it is not in fill, nor before one that is",
    ),
    "preceding-circle": (
        {"path": "W.a before W.b before W.a"},
        "none of these can be the first that is asked for: W.a before W.b before W.a",
    ),
    "reset-never-filled": (
        {"slot": "W.city"},
        "nothing can fill W.city, so there is nothing to forget",
    ),
    "never-filled": (
        {"name": "W.low", "why": "nothing can fill it"},
        "W.low never has a value here: nothing can fill it",
    ),
    "unused-slot": (
        {"slot": "W.memo", "why": ", and no record of W has it"},
        "slot W.memo is used nowhere, and no record of W has it",
    ),
    "alike-slots": (
        {"words": "a date", "one": "T.go", "other": "T.back"},
        (
            "a date may be T.go or T.back; give one of them words that stand beside its values"
            " (words: [출발, 에서])"
        ),
    ),
    "key-without-lookup": (
        {"entity": "Hotel"},
        "the key of Hotel names records, but no task looks Hotel up",
    ),
    "duplicate-synonym": (
        {"word": "콤비", "problem": 'is there twice for "콤비네이션"'},
        '"콤비" is there twice for "콤비네이션"',
    ),
    "unknown-instance-value": (
        {"value": "크개", "slot": "P.size", "hint": ', did you mean "크게"?'},
        '"크개" is no value of P.size, did you mean "크게"?',
    ),
    "unknown-value": (
        {"value": "크개", "slot": "P.size", "hint": ', did you mean "크게"?'},
        '"크개" is no value of P.size, did you mean "크게"?',
    ),
    "not-a-number": (
        {"name": "count", "value": "없음"},
        'count is a number, and "없음" is none',
    ),
    "unknown-system-act": (
        {"act": "ofer", "hint": ', did you mean "offer"?'},
        'no text performs the act "ofer", did you mean "offer"?',
    ),
    "swallowed-act": (
        {"act": "cancel", "words": "취소"},
        (
            'whoever says "취소" means the act cancel, which need not be written, and gets this'
            " one; name this act cancel, or write what else is said"
        ),
    ),
    "unknown-kind": (
        {"kind": "questoin", "hint": ', did you mean "question"?'},
        'no utterance is a "questoin", did you mean "question"?',
    ),
    "unused-act": ({"act": "thank"}, 'no condition asks for it: act = "thank"'),
    "colliding-acts": (
        {"act": "order", "words": "주문할게요", "line": 3},
        'act order is said in the same way, "주문할게요" (line 3)',
    ),
    "comment-in-text": (
        {"comment": "#3"},
        (
            "#3 is a comment and no part of the text: write quotes around the text, or a space"
            " behind # if a comment is meant"
        ),
    ),
    "no-address": (
        {"written": "menu.png"},
        'platforms fetch a picture by its address, https://…; "menu.png" is none',
    ),
    "one-form": (
        {"form": "는", "name": "Bus.to", "written": "은(는)"},
        '"는" behind {Bus.to} does not fit every value; write 은(는)',
    ),
    "ignored-sign": (
        {"sign": ".*"},
        (
            '".*" is ignored here: words may stand between those of a pattern anyway; (this|that)'
            " is one of two, [this] may be left out"
        ),
    ),
    "empty-alternative": (
        {},
        "an alternative with nothing in it; what may be left out stands in [ ]",
    ),
}
"""By code: what is filled in, and the message."""


@pytest.mark.parametrize("code", WARNINGS)
def test_a_warning_is_worded(code: str) -> None:
    values, message = WORDED[code]
    found = warn(code, **values)
    assert (found.code, found.message) == (code, message)
    blanks = {name for _, name, _, _ in Formatter().parse(WARNINGS[code].wording) if name}
    assert blanks == values.keys()


def test_a_code_is_an_error_or_a_warning_and_lower_case_with_hyphens() -> None:
    assert not ERRORS.keys() & WARNINGS.keys()
    assert CODES.keys() == ERRORS.keys() | WARNINGS.keys()
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", code) for code in CODES)
