"""Digits that are said one by one."""

from __future__ import annotations

import pytest

from mockgenie.korean import in_digits


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("공일공 일이삼사 오육칠팔이요", "010 1234 5678이요"),
        ("번호는 공이 삼사오육 칠팔구공", "번호는 02 3456 7890"),
        ("영일영구팔칠육오사삼이", "01098765432"),
        ("일일이 삼삼오오", "일일이 삼삼오오"),
        ("이사 갈 집이요", "이사 갈 집이요"),
        ("삼십 분 뒤에요", "삼십 분 뒤에요"),
    ],
)
def test_they_are_figures_where_they_are_many(text: str, meant: str) -> None:
    assert in_digits(text) == meant
