"""JSON strings as Gson writes them without HTML escaping (wire contract, section 2)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.protocol.text import quote


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("", '""'),
        ("안녕하세요.", '"안녕하세요."'),
        ("= < > & ' `", '"= < > & \' `"'),
        ("/", '"/"'),
        ("é日😀", '"é日😀"'),
        ("\x7f\x80\x9f\xa0\u200b\ufeff", '"\x7f\x80\x9f\xa0\u200b\ufeff"'),
        ('"', r'"\""'),
        ("\\", r'"\\"'),
        ("\n", r'"\n"'),
        ("\r\t\b\f", r'"\r\t\b\f"'),
        ("\x00", r'"\u0000"'),
        ("\x0b", r'"\u000b"'),
        ("\x1f", r'"\u001f"'),
        ("\u2028", r'"\u2028"'),
        ("\u2029", r'"\u2029"'),
        ("\u2027\u202a", '"\u2027\u202a"'),
        ("\\u2028", r'"\\u2028"'),
        ("\\\u2028\\", r'"\\\u2028\\"'),
        ('Weather.date="오늘"', r'"Weather.date=\"오늘\""'),
    ],
)
def test_a_text_is_quoted_as_gson_does(text: str, quoted: str) -> None:
    assert quote(text) == quoted


def test_every_control_character_is_escaped_with_lower_case_digits() -> None:
    short = {8: r"\b", 9: r"\t", 10: r"\n", 12: r"\f", 13: r"\r"}
    for code in range(0x20):
        escape = short.get(code, f"\\u{code:04x}")
        assert quote(chr(code)) == f'"{escape}"'


def test_no_other_character_of_the_first_planes_is_escaped() -> None:
    escaped = {*range(0x20), ord('"'), ord("\\"), 0x2028, 0x2029}
    plain = "".join(chr(code) for code in range(0xD800) if code not in escaped)
    assert quote(plain) == f'"{plain}"'


@given(st.text())
def test_what_is_quoted_reads_back_as_the_same_text(text: str) -> None:
    quoted = quote(text)
    assert json.loads(quoted) == text
