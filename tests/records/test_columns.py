"""What the cells of records say."""

from __future__ import annotations

import pytest

from mockgenie.records.columns import READERS, CellError, Raw, cell_text, wrong_cell


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("서울", "서울"),
        (" \t서울 강남\u3000\n", "서울 강남"),
        ("1.0", "1.0"),
        ("", ""),
        ("  ", ""),
        (None, ""),
        (0, "0"),
        (-7, "-7"),
        (3.0, "3"),
        (37.5665, "37.5665"),
        (0.1 + 0.2, "0.30000000000000004"),
        (-0.5, "-0.5"),
        (1e16, "10000000000000000"),
        (1e-7, "0.0000001"),
        (True, "yes"),
        (False, "no"),
    ],
)
def test_a_cell_is_text(raw: Raw, text: str) -> None:
    assert cell_text(raw) == text


YES = ["예", "네", "있음", "가능", "true", "True", "TRUE", "yes", "Y", "o", "O", "Ｏ", "1"]
NO = ["아니요", "아니오", "없음", "불가", "불가능", "false", "FALSE", "no", "N", "x", "X", "0"]


@pytest.mark.parametrize(
    ("text", "value"), [*((text, "yes") for text in YES), *((text, "no") for text in NO)]
)
def test_a_truth_value_may_be_written_in_many_ways(text: str, value: str) -> None:
    assert READERS["boolean"](text) == value


def test_a_truth_value_may_be_decomposed() -> None:
    assert READERS["boolean"]("\u110b\u1175\u11bb\u110b\u1173\u11b7") == "yes"  # 있음


@pytest.mark.parametrize("text", ["몰라", "2", "예예", "있", "-"])
def test_another_word_is_no_truth_value(text: str) -> None:
    with pytest.raises(CellError, match="yes or no"):
        READERS["boolean"](text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", "3"),
        ("1,500", "1500"),
        ("1,234,567", "1234567"),
        ("-20", "-20"),
        ("+5", "5"),
        ("１２", "12"),
        ("007", "007"),
    ],
)
def test_a_number_may_have_commas_and_a_sign(text: str, value: str) -> None:
    assert READERS["int"](text) == value
    assert READERS["float"](text) == value


def test_a_whole_number_may_have_zeros_behind_the_point() -> None:
    assert READERS["int"]("1,500.00") == "1500"
    assert READERS["float"]("2.50") == "2.50"


@pytest.mark.parametrize(
    "text", ["비쌈", "1500원", "1,50", "1,2345", "1.", ".5", "1 500", "١٢", "-"]
)
def test_what_is_no_number_is_told(text: str) -> None:
    for type_, wanted in (("int", "a whole number"), ("float", "a number")):
        with pytest.raises(CellError, match=wanted):
            READERS[type_](text)


def test_half_a_star_is_no_whole_number() -> None:
    with pytest.raises(CellError, match="a whole number"):
        READERS["int"]("4.5")


def test_a_long_cell_is_shown_by_its_beginning() -> None:
    told = wrong_cell("Hotel.stars", "가" * 100_000, CellError("a number"))
    assert told.message == f'Hotel.stars has to be a number, not "{"가" * 40}…"'
