"""What does not fit a type is told with its place and with what would fit."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
import pytest
from msgspec import Struct

from mockgenie.source.mismatch import TypeMismatch, mismatch, short


class Flavour(Struct, forbid_unknown_fields=True):
    kind: Literal["sweet", "sour"]


class Cake(Struct, forbid_unknown_fields=True):
    flavours: list[Flavour] = []
    prices: dict[str, int] = {}


@pytest.mark.parametrize(
    ("value", "problem", "path"),
    [
        ({"flavor": 1}, 'unknown field "flavor", did you mean "flavours"?', ".flavor"),
        ({"flavours": [{"kind": "sweat"}]}, '"sweat" cannot be here, did you mean "sweet"?',
         ".flavours[0].kind"),
        ({"prices": {"작은 것": "싸다"}}, "expected a whole number, got a text", ".prices[...]"),
        ({"prices": {3: 4}}, "expected a text, got a whole number", ".prices"),
        (["cake"], "expected an object, got a list", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_the_words_of_json(value: Any, problem: str, path: str) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.convert(value, Cake)
    assert mismatch(refused.value, Cake) == TypeMismatch(problem, path)


def test_of_a_long_text_the_beginning_is_shown() -> None:
    assert short("가" * 40) == "가" * 40
    assert short("가" * 41) == "가" * 40 + "…"
