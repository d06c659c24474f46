"""What is said of a text that is no condition: where, what was expected, the line and a caret."""

from __future__ import annotations

import copy
import pickle

import pytest

from mockgenie.conditions import ConditionError, parse


def error_of(text: str) -> ConditionError:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a=", 1, 3),
        ('a="1" and', 1, 10),
        ("&", 1, 1),
        ("a=1\nand &", 2, 5),
        ("a=1\r\nand\r\n\r\n b==1", 4, 4),
        ("a=1\rand\rb==1", 3, 3),
        ('날씨.도시="서울"\n그리고', 2, 1),
        ("a=1 and\n", 2, 1),
        ('a="줄\n바꿈" &', 2, 5),
    ],
)
def test_a_problem_has_a_line_and_a_column(text: str, line: int, column: int) -> None:
    error = error_of(text)
    assert (error.line, error.column) == (line, column)
    assert str(error).startswith(f"line {line}, column {column}: {error.problem}\n")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    before = "\n".join([*lines[: line - 1], lines[line - 1][: column - 1]])
    assert text[: error.position].replace("\r\n", "\n").replace("\r", "\n") == before


def test_what_could_stand_there_is_named_one_by_one() -> None:
    assert error_of("a=").expected == ('a value in double quotes ("서울")', "a number")
    assert error_of("a=1 b").expected == ('"and"', '"or"', "the end")
    assert error_of("(a=1").expected == ('")"', '"and"', '"or"')
    assert error_of("a").expected == ("an operator (= ~= > >= < <=)", '"is filled"')
    assert error_of("a is not x").expected == ('"filled"', '"unwanted"')
    assert error_of("a" * 100_000).expected == ()


@pytest.mark.parametrize(
    ("text", "shown", "caret"),
    [
        ("count > 3 and act=인사", "count > 3 and act=인사", " " * 18 + "^"),
        # A Korean letter takes two columns of a terminal.
        ('날씨.도시="서울" 그리고', '날씨.도시="서울" 그리고', " " * (4 + 1 + 4 + 1 + 6 + 1) + "^"),
        ("도시=서울", "도시=서울", " " * 5 + "^"),
        ("a\t=\t&", "a\t=\t&", " \t \t^"),
        ("a=1\n  and 나는 &\nor b=2", "  and 나는 &", " " * 11 + "^"),
        ("a=1 and", "a=1 and", " " * 7 + "^"),
        ("a=1 and\n", "", "^"),
        ("\x1b[2J", "\N{REPLACEMENT CHARACTER}[2J", "^"),
    ],
)
def test_the_line_is_shown_with_a_caret(text: str, shown: str, caret: str) -> None:
    error = error_of(text)
    assert str(error).split("\n") == [
        f"line {error.line}, column {error.column}: {error.problem}",
        f"  {shown}",
        f"  {caret}",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\ufeffa=1", r"\ufeff"),
        ("a\u200b=1", r"\u200b"),
        ("a=1\0", r"\x00"),
        ("a=\x1b[2J", r"\x1b"),
        ("a=\ud800", r"\ud800"),
        ("a=😀", "😀"),
    ],
)
def test_a_character_that_cannot_be_seen_is_told_by_its_number(text: str, found: str) -> None:
    assert error_of(text).problem.endswith(f', found "{found}"')


@pytest.mark.parametrize("text", ["a=\ud800", '"\udfff" = a', "a=서울\ud800"])
def test_half_a_character_does_not_keep_an_error_from_being_written(text: str) -> None:
    error = error_of(text)
    assert str(error).encode("utf-8").decode("utf-8") == str(error)
    assert error.text == text


def test_of_a_long_line_what_is_around_is_shown() -> None:
    text = 'a="1" and ' * 500 + "& " + 'or b="2" ' * 500
    error = error_of(text)
    _, shown, caret = str(error).split("\n")
    assert error.column == 5_001
    assert len(shown) < 130
    assert shown[2] == shown[-1] == "…"
    assert shown[len(caret) - 1] == "&"


def test_a_problem_can_be_sent_to_another_process() -> None:
    error = error_of("a=1\nand b==2")
    for same in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert str(same) == str(error)
        assert (same.text, same.position, same.expected) == ("a=1\nand b==2", 10, error.expected)
        assert (same.line, same.column, same.problem) == (2, 7, error.problem)
