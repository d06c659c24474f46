"""A line of a text, with a caret under the place that is spoken of."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.source.excerpt import printable, safe, safe_json, safe_lines, width, with_caret


@pytest.mark.parametrize(
    ("char", "columns"),
    [
        ("a", 1),
        ("é", 1),
        ("가", 2),
        ("ㅋ", 2),
        ("漢", 2),
        ("Ａ", 2),
        ("：", 2),
        ("ｶ", 1),
        ("😀", 2),
        ("\u1112", 2),  # an initial, in which the two after it stand
        ("\u1161", 0),
        ("\u11ab", 0),
        ("\u0301", 0),
        ("\u200b", 0),
        ("\u200d", 0),
    ],
)
def test_a_character_takes_so_many_columns(char: str, columns: int) -> None:
    assert width(char) == columns


@pytest.mark.parametrize("word", ["한국말", "값", "ㄱㄴ", "쀍", "각"])
def test_a_decomposed_word_is_as_wide_as_a_composed_one(word: str) -> None:
    decomposed = unicodedata.normalize("NFD", word)
    assert sum(map(width, decomposed)) == sum(map(width, word)) == 2 * len(word)


@pytest.mark.parametrize(
    ("before", "columns"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("가나: ", "      ", id="hangul"),
        pytest.param("ab: ", "    ", id="latin"),
        pytest.param("ＡＢ：", "      ", id="full-width"),
        pytest.param("\u1112\u1161\u11ab: ", "    ", id="decomposed hangul"),
        pytest.param("e\u0301: ", "   ", id="accent"),
        pytest.param("😀: ", "    ", id="emoji"),
        pytest.param("ㅋ: ", "    ", id="single letter of hangul"),
        pytest.param("ｶ: ", "   ", id="half-width"),
        pytest.param("a\tb: ", " \t   ", id="tab"),
        pytest.param("\u200b: ", "  ", id="zero-width"),
    ],
)
def test_the_caret_stands_below_the_place(before: str, columns: str) -> None:
    assert with_caret(f"{before}wrong", len(before) + 1) == [f"{before}wrong", f"{columns}^"]


@pytest.mark.parametrize(
    ("line", "column", "end", "mark"),
    [
        ("a: 틀림", 4, 6, "   ^~~~"),
        ("a: xyz", 4, 7, "   ^~~"),
        ("a: xyz", 4, 5, "   ^"),
        ("a: xyz", 4, 4, "   ^"),
        ("a: xyz", 4, 2, "   ^"),
        ("a: xyz", 7, 0, "      ^"),
        ("", 1, 0, "^"),
    ],
)
def test_a_place_whose_end_is_known_is_underlined(
    line: str, column: int, end: int, mark: str
) -> None:
    assert with_caret(line, column, end) == [line, mark]


@pytest.mark.parametrize("length", [119, 120])
def test_a_line_that_fits_is_shown_whole(length: int) -> None:
    assert with_caret("x" * length, length) == ["x" * length, " " * (length - 1) + "^"]


def test_of_a_long_line_the_surroundings_are_shown() -> None:
    line, caret = with_caret("a" * 500 + "!" + "b" * 500, 501)
    assert len(line) == 122
    assert line.startswith("…a")
    assert line.endswith("b…")
    assert line.index("!") == len(caret) - 1


def test_at_the_end_of_a_long_line_nothing_follows() -> None:
    line, caret = with_caret("a" * 999 + "!", 1_000)
    assert line.startswith("…a")
    assert line.endswith("a!")
    assert line.index("!") == len(caret) - 1


def test_what_moves_a_cursor_is_replaced_and_tabs_stay() -> None:
    bad = "".join(map(chr, [*range(9), *range(10, 32), *range(127, 160), 0x2028, 0x2029]))
    assert printable(f"가\t{bad}b") == "가\t" + "\N{REPLACEMENT CHARACTER}" * len(bad) + "b"


@given(st.text(max_size=300), st.data())
def test_a_caret_is_never_beyond_its_line(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(line) + 1))
    shown, caret = with_caret(line, column)
    assert len(shown) <= 122
    assert caret.rstrip("~").strip() == "^"
    assert len(caret) - caret.count("\t") - 1 <= sum(map(width, shown))


HOSTILE = "가\x1b[31m\x9b\u061c\u202e\u2066\u2028\r\ud800\x7f나"


def test_what_is_safe_to_show_is_on_one_line() -> None:
    shown = r"가\x1b[31m\x9b\u061c\u202e\u2066\u2028\r\ud800\x7f나"
    assert safe(HOSTILE) == shown
    assert safe(f"{HOSTILE}\n\t{HOSTILE}") == rf"{shown}\n	{shown}"
    assert safe_lines(f"{HOSTILE}\n{HOSTILE}") == f"{shown}\n{shown}"


def test_what_can_be_seen_stays_as_it_is() -> None:
    seen = "가나\t漢字\u3000é\N{FAMILY}\u200d\N{NO-BREAK SPACE}x"
    assert safe(seen) == seen


def test_json_that_is_safe_to_show_has_the_same_value() -> None:
    value = {HOSTILE: [f"\n{HOSTILE}\\"]}
    shown = safe_json(json.dumps(value, ensure_ascii=False, indent=1))
    assert json.loads(shown) == value
    assert safe_lines(shown) == shown
    assert shown.encode()
