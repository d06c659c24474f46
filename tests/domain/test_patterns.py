"""Patterns of dialog acts to every way of saying them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.domain.patterns import (
    Example,
    PatternError,
    SlotRef,
    Variant,
    is_tagged,
    parse_example,
    parse_pattern,
    slots_of,
)

CITY = SlotRef("Weather.city")
DATE = SlotRef("Weather.date")


@pytest.mark.parametrize(
    ("pattern", "variants"),
    [
        ("날씨", [("날씨",)]),
        ("  날씨  알려줘 ", [("날씨", "알려줘")]),
        ("<Weather.city>", [(CITY,)]),
        ("< Weather.city >", [(CITY,)]),
        ("<Weather.city><Weather.date>", [(CITY, DATE)]),
        ("<Weather.city> 날씨 알려줘", [(CITY, "날씨", "알려줘")]),
        ("<Weather.city>날씨", [(CITY, "날씨")]),
        ("(어때|알려줘)", [("어때",), ("알려줘",)]),
        ("날씨 (어때|알려 줘) 요", [("날씨", "어때", "요"), ("날씨", "알려", "줘", "요")]),
        ("어때|알려줘", [("어때",), ("알려줘",)]),
        ("날씨 [좀] 알려줘", [("날씨", "좀", "알려줘"), ("날씨", "알려줘")]),
        ("[오늘|내일] 날씨", [("오늘", "날씨"), ("내일", "날씨"), ("날씨",)]),
        ("(a|b) (c|d)", [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]),
        ("((a|b) c|d)", [("a", "c"), ("b", "c"), ("d",)]),
        ("[a [b]] c", [("a", "b", "c"), ("a", "c"), ("c",)]),
        ("(a|a)", [("a",)]),
        ("(a|) b", [("a", "b"), ("b",)]),
        ("() a", [("a",)]),
        ("(<Weather.city>|<Weather.date>) 날씨", [(CITY, "날씨"), (DATE, "날씨")]),
        ("날씨, 어때?", [("날씨", "어때")]),
        ("KTX", [("ktx",)]),
        ("오늘 ! 날씨", [("오늘", "날씨")]),
    ],
)
def test_a_pattern_has_ways_of_saying_it(pattern: str, variants: list[Variant]) -> None:
    assert sorted(parse_pattern(pattern), key=str) == sorted(variants, key=str)


@pytest.mark.parametrize(
    ("pattern", "column", "code"),
    [
        ("(", 0, "unpaired"),
        ("a (b", 2, "unpaired"),
        ("a [b", 2, "unpaired"),
        ("(a [b)", 3, "unpaired"),
        ("(a]", 0, "unpaired"),
        ("a)", 1, "unpaired"),
        ("a b]", 3, "unpaired"),
        ("<a", 0, "unpaired"),
        ("날씨 <a b", 3, "unpaired"),
        ("a > b", 2, "unpaired"),
        ("<a<b>>", 0, "unpaired"),
        ("", 0, "no-words"),
        ("   ", 0, "no-words"),
        ("?!", 0, "no-words"),
        ("[a]", 0, "no-words"),
        ("[a] [b]", 0, "no-words"),
        ("(a|)", 0, "no-words"),
        ("a|", 0, "no-words"),
        ("()", 0, "no-words"),
    ],
)
def test_a_mistake_has_its_column(pattern: str, column: int, code: str) -> None:
    with pytest.raises(PatternError) as caught:
        parse_pattern(pattern)
    assert (caught.value.column, caught.value.mistake.code) == (column, code)


def test_a_pattern_has_at_most_a_thousand_ways() -> None:
    assert len(parse_pattern("(a|b|c|d|e|f|g|h|i|j) " * 3)) == 1000
    for pattern in ("(a|b|c|d|e|f|g|h|i|j) " * 3 + "[k]", "[x] " * 9 + "a [y]" * 2, "[a]" * 500):
        with pytest.raises(PatternError, match="more than 1,000 ways"):
            parse_pattern(pattern)
    with pytest.raises(PatternError, match="more than 1,000 ways"):
        parse_pattern("|".join(f"w{number}" for number in range(1001)))


def test_brackets_go_at_most_fifty_deep() -> None:
    assert parse_pattern("(" * 50 + "a" + ")" * 50) == (("a",),)
    for depth in (51, 100_000):
        with pytest.raises(PatternError, match="at most 50 deep") as caught:
            parse_pattern("(" * depth)
        assert caught.value.column == 50


@given(st.text(alphabet="가나ab ()[]|<>.!", max_size=40))
@settings(max_examples=300)
def test_any_text_is_a_pattern_or_a_mistake(pattern: str) -> None:
    try:
        variants = parse_pattern(pattern)
    except PatternError as error:
        column = error.column
    else:
        assert 0 < len(variants) <= 1000
        assert len(set(variants)) == len(variants)
        assert all(variant and all(variant) for variant in variants)
        return
    assert 0 <= column <= len(pattern)


@pytest.mark.parametrize(
    ("written", "variant", "values"),
    [
        ("날씨 알려줘", ("날씨", "알려줘"), ()),
        ("<Weather.city=서울> 날씨", (CITY, "날씨"), (("Weather.city", "서울"),)),
        ("<Weather.city=서울>날씨 어때?", (CITY, "날씨", "어때"), (("Weather.city", "서울"),)),
        ("< Weather.city = 뉴 욕 >", (CITY,), (("Weather.city", "뉴 욕"),)),
        ("<Weather.city> 날씨", (CITY, "날씨"), ()),
        (
            "<Weather.date=내일>, <Weather.city=서울>!",
            (DATE, CITY),
            (("Weather.date", "내일"), ("Weather.city", "서울")),
        ),
        # Brackets are what they are in a sentence.
        ("(비) 와요 [네]", ("비", "와요", "네"), ()),
    ],
)
def test_an_example_is_an_utterance_with_tagged_values(
    written: str, variant: Variant, values: tuple[tuple[str, str], ...]
) -> None:
    assert parse_example(written) == Example(variant, values)


@pytest.mark.parametrize(
    ("written", "column", "code"),
    [
        ("날씨 <>", 4, "nothing-named"),
        ("<=서울> 날씨", 1, "nothing-named"),
        ("<Weather.city=> 날씨", 1, "nothing-named"),
        ("<Weather.city=?> 날씨", 1, "nothing-named"),
        ("날씨 <Weather.city=서울", 3, "unpaired"),
        ("<Weather.city=서울> > 날씨", 18, "unpaired"),
        ("?!", 0, "no-words"),
        ("", 0, "no-words"),
    ],
)
def test_a_mistake_in_an_example_has_its_column(written: str, column: int, code: str) -> None:
    with pytest.raises(PatternError) as caught:
        parse_example(written)
    assert (caught.value.column, caught.value.mistake.code) == (column, code)


@pytest.mark.parametrize(
    ("written", "tagged"),
    [("<a=b> c", True), ("<a> c", False), ("a = b", False), ("<a> = <b>", False)],
)
def test_a_tagged_value_makes_an_example(written: str, tagged: bool) -> None:
    assert is_tagged(written) is tagged


def test_the_slots_of_variants_come_once_and_in_order() -> None:
    variants = parse_pattern("<b> (<a>|<b>) [<c>]")
    assert slots_of(variants) == ("b", "a", "c")
