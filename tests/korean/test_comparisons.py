"""Limits and orders as people say them, and as they are written."""

import pytest

from mockgenie.korean import (
    OrderWords,
    Scale,
    find_numbers,
    find_times,
    limit_of,
    may_compare,
    measure_of,
    read_utterance,
    refit_particle,
    span_above,
    unit_before,
    write_comparison,
)


def limit(value: str, behind: str, scale: Scale, before: str = "") -> str:
    """The operator that is said of a value, "" for none."""
    utterance = read_utterance(f"{before}{value}{behind}")
    start = len(read_utterance(before).letters)
    end = start + len(read_utterance(value).letters)
    found = limit_of(utterance, start, end, scale)
    assert found is None or may_compare(utterance)
    return found.operator if found else ""


@pytest.mark.parametrize(
    ("behind", "operator"),
    [
        (" 이하로", "<="),
        (" 이내", "<="),
        (" 안쪽으로요", "<="),
        ("을 넘지 않는 곳", "<="),
        (" 넘지 않았으면", "<="),
        (" 안 넘는 거", "<="),
        ("안넘는거", "<="),
        ("을 안 넘게 해 주세요", "<="),
        ("까지 괜찮아요", "<="),
        (" 미만", "<"),
        ("이 안 되는 거", "<"),
        (" 밑으로", "<"),
        ("보다 싼 거", "<"),
        (" 이상이요", ">="),
        ("부터 있어요?", ">="),
        ("을 넘는 거", ">"),
        (" 초과", ">"),
        ("보다 비싼 거", ">"),
        ("쯤 이하면", "<="),
        ("짜리", ""),
        ("이에요", ""),
        (" 넘나요?", ""),
        (" 안 돼요", ""),
    ],
)
def test_amounts_have_limits_behind_them(behind: str, operator: str) -> None:
    assert limit("사만 원", behind, "amount") == operator


@pytest.mark.parametrize(
    ("behind", "operator"),
    [
        (" 이후에", ">="),
        ("이후로", ">="),
        ("부터요", ">="),
        (" 후에", ">="),
        (" 전에", "<"),
        (" 되기 전에", "<"),
        (" 전", "<"),
        (" 전까지", "<"),
        (" 이전", "<="),
        ("까지", "<="),
        ("쯤까지는", "<="),
        (" 넘어서", ">"),
        (" 지나서요", ">"),
        ("보다 늦게", ">"),
        ("보다 이른 걸로", "<"),
        ("에 전화해 주세요", ""),
        (" 전화", ""),
        (" 전시회", ""),
        (" 후기", ""),
        ("에 봐요", ""),
    ],
)
def test_moments_have_limits_behind_them(behind: str, operator: str) -> None:
    assert limit("저녁 여섯 시", behind, "moment") == operator


@pytest.mark.parametrize(
    ("before", "operator"),
    [("최대 ", "<="), ("늦어도 ", "<="), ("최소 ", ">="), ("적어도 별점 ", ">="), ("한 ", "")],
)
def test_a_limit_may_stand_before_its_value(before: str, operator: str) -> None:
    assert limit("4점", "", "amount", before) == operator


def orders(text: str, type_: str, *counters: str, **words: list[str]) -> list[str]:
    own = OrderWords(
        measure_of(type_, counters),
        words.get("less", ()),
        words.get("more", ()),
        words.get("words", ()),
    )
    return [found.order for found in own.find(read_utterance(text).letters)]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("제일 싼 방이요", "lowest"),
        ("가장저렴한거", "lowest"),
        ("젤 비싼 데", "highest"),
        ("요금이 제일 싼 곳", "lowest"),
        ("제일 요금이 저렴한 곳", "lowest"),
        ("좀 더 싼 건 없어요?", "less"),
        ("더 비싼 방", "more"),
        ("덜 비싼 방", "less"),
        ("싼 순으로 보여 줘", "ascending"),
        ("제일 저렴한 순으로요", "ascending"),
        ("비싼 순서대로", "descending"),
        ("저렴한 방 있나요", "ascending"),
        ("비싸지 않은 방", "descending"),
        ("비싼가요?", ""),
        ("방이 비싼데요", ""),
        ("싼 데요", "ascending"),
        ("저녁에 싸 주세요", ""),
        ("더 없어요?", ""),
        ("주말에 가면 더 싸요?", ""),
        ("여기가 더 비싸?", ""),
        ("제일 좋은 방", ""),
        ("어디가 더 싸요?", "lowest"),
        ("어느 쪽이 더 비싸?", "highest"),
        ("둘 중에 더 싼 데로요", "lowest"),
        ("더 저렴한 쪽이요", "lowest"),
        ("요금은 뭐가 더 싼가요", "lowest"),
        ("어디가 제일 싸요?", "lowest"),
        ("그중에 저렴한 데로요", "ascending"),
        ("저렴한 데로 할게요", "lowest"),
        ("싼 걸로 예약해 주세요", "lowest"),
        ("어디 더 싼 데 없어요?", "less"),
    ],
)
def test_prices_have_an_order(text: str, order: str) -> None:
    assert orders(text, "int", "원", words=["요금"]) == ([order] if order else [])


@pytest.mark.parametrize(
    ("text", "type_", "counters", "order"),
    [
        ("제일 늦은 시간", "time", (), "highest"),
        ("더 이른 걸로요", "time", (), "less"),
        ("늦은 밤이라도", "time", (), ""),
        ("가장 빠른 날", "date", (), "lowest"),
        ("제일 긴 거", "duration", (), "highest"),
        ("역에서 가장 가까운 데", "int", ("m",), "lowest"),
        ("가까운 데요", "int", ("km",), "ascending"),
        ("어디가 더 가까워요", "int", ("m",), "lowest"),
        ("어느 게 더 늦어요?", "time", (), "highest"),
    ],
)
def test_each_measure_has_adjectives(
    text: str, type_: str, counters: tuple[str, ...], order: str
) -> None:
    assert orders(text, type_, *counters) == ([order] if order else [])


def test_what_is_said_of_anything_needs_the_name_of_the_slot() -> None:
    assert orders("별점 제일 높은 곳", "float", "점", words=["별점"]) == ["highest"]
    assert orders("천장이 제일 높은 곳", "float", "점", words=["별점"]) == []
    assert orders("어디가 별점이 더 높아요?", "float", "점", words=["별점"]) == ["highest"]
    assert orders("별점은 어디가 더 좋아?", "float", "점", words=["별점"]) == ["highest"]
    assert orders("거기 별점이 좋아요?", "float", "점", words=["별점"]) == []
    assert orders("손님 많은 순으로", "int", words=["손님"]) == ["descending"]


def test_authors_add_adjectives() -> None:
    assert orders("제일 인기 있는 거", "int", more=["인기 있는"]) == ["highest"]
    assert orders("인기 있는 거", "int", more=["인기 있는"]) == ["descending"]
    assert orders("가장 한산한 곳", "int", less=["한산한"]) == ["lowest"]


@pytest.mark.parametrize(
    ("limits", "scale", "unit", "written"),
    [
        ([("<=", "30,000")], "amount", "원", "30,000원 이하"),
        ([("<", "두 시간")], "amount", "", "두 시간 미만"),
        ([(">", "4.5")], "amount", "점", "4.5점 초과"),
        ([("<=", "50,000"), (">=", "30,000")], "amount", "원", "30,000원에서 50,000원 사이"),
        ([(">=", "30,000"), ("<", "40,000")], "amount", "원", "30,000원 이상 40,000원 미만"),
        ([(">=", "2020")], "amount", "년", "2020년 이후"),
        ([(">=", "저녁 7시")], "moment", "", "저녁 7시 이후"),
        ([("<", "금요일")], "moment", "", "금요일 전"),
        ([("<=", "금요일")], "moment", "", "금요일 이전"),
        ([(">=", "7시"), ("<=", "9시")], "moment", "", "7시에서 9시 사이"),
    ],
)
def test_comparisons_are_written_as_people_say_them(
    limits: list[tuple[str, str]], scale: Scale, unit: str, written: str
) -> None:
    assert write_comparison(limits, scale, unit) == written


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("원 이하", "원"),
        ("점이에요", "점"),
        (" km", " km"),
        ("인 곳", ""),
        ("에", ""),
        ("도 있어요", ""),
    ],
)
def test_the_unit_of_a_number_stands_behind_it(text: str, unit: str) -> None:
    assert unit_before(text) == unit


@pytest.mark.parametrize(
    ("text", "fitted"),
    [
        ("이에요.", "예요."),
        ("은 없어요", "는 없어요"),
        ("으로", "로"),
        ("입니다", "입니다"),
        (" 방", " 방"),
    ],
)
def test_particles_are_fitted_to_the_comparison(text: str, fitted: str) -> None:
    assert refit_particle("이하", text) == fitted


def test_a_number_with_dae_reaches_to_the_next_of_its_unit() -> None:
    assert [span_above(one) for one in ("30000", "120000", "4", "10")] == [
        "40000",
        "130000",
        "5",
        "20",
    ]


@pytest.mark.parametrize("text", ["8시이후", "8시 이전", "8시전에", "8시넘어서"])
def test_times_are_found_before_limits(text: str) -> None:
    assert list(find_times(text))


@pytest.mark.parametrize("text", ["5000 이하", "4.5 이상"])
def test_numbers_are_found_before_limits(text: str) -> None:
    assert find_numbers(text)
