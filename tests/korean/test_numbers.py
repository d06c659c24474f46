"""Numbers and counts as people type them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.korean import CountFinder, find_numbers, read_number

BOOKING = CountFinder(["명", "분", "사람", "인", "박", "일", "일간", "인분"])
ORDER = CountFinder(["개", "판", "장", "잔", "병", "인분", "대"])


def counts(finder: CountFinder, text: str) -> list[tuple[str, int | float, str]]:
    found = finder.find(text)
    return [(text[count.start : count.end], count.number, count.counter) for count in found]


# A number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("3", 3),
        ("0", 0),
        ("-5", -5),
        ("1,500", 1500),
        ("1,234,567", 1234567),
        ("2.5", 2.5),
        (" 7 ", 7),
        ("하나", 1),
        ("한", 1),
        ("둘", 2),
        ("두", 2),
        ("셋", 3),
        ("세", 3),
        ("석", 3),
        ("넷", 4),
        ("네", 4),
        ("다섯", 5),
        ("아홉", 9),
        ("열", 10),
        ("열두", 12),
        ("열 두", 12),
        ("열둘", 12),
        ("스물", 20),
        ("스무", 20),
        ("스물다섯", 25),
        ("서른하나", 31),
        ("아흔아홉", 99),
        ("영", 0),
        ("일", 1),
        ("십", 10),
        ("십오", 15),
        ("삼십", 30),
        ("백이십", 120),
        ("천이백오", 1205),
        ("만", 10_000),
        ("이만 오천", 25_000),
        ("이만오천", 25_000),
        ("천오백만", 15_000_000),
        ("3만 5천", 35_000),
        ("1만5천", 15_000),
        ("2만 500", 20_500),
        ("3천", 3000),
        ("2.5만", 25_000),
        ("1,500만", 15_000_000),
        ("1억 2천만", 120_000_000),
    ],
)
def test_a_number_is_read(words: str, number: float) -> None:
    assert read_number(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "사과",
        "스무다섯",
        "2 5",
        "이 사",
        "십백",
        "1,50",
        "3명",
        "오만원",
        "1.2.3",
        "½",
        "--5",
        "9" * 100,
        "하나둘",
    ],
)
def test_what_is_no_number(words: str) -> None:
    assert read_number(words) is None


@given(st.integers(0, 10**15 - 1))
def test_figures_with_and_without_commas_are_the_same_number(number: int) -> None:
    assert read_number(str(number)) == read_number(f"{number:,}") == number


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_a_sino_korean_number_is_the_sum_of_its_parts(myriads: int, rest: int) -> None:
    assert read_number(f"{spell(myriads)}만 {spell(rest)}") == myriads * 10_000 + rest


def spell(number: int) -> str:
    """`number`, 1 to 9999, in Sino-Korean: 1205 is 천이백오."""
    words = ""
    for power, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("" if digit == 1 and name else "일이삼사오육칠팔구"[digit - 1]) + name
    return words


# A count of people, nights, days


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("3명이요", 3, "3명"),
        ("3 명이요", 3, "3 명"),
        ("네 명이서 갈 거예요", 4, "네 명"),
        ("두명", 2, "두명"),
        ("두명이가요", 2, "두명"),
        ("3명예약해줘", 3, "3명"),
        ("총 2명으로 예약해 주세요", 2, "2명"),
        ("총2명", 2, "2명"),
        ("저희 세 명인데요", 3, "세 명"),
        ("저희세명이요", 3, "세명"),
        ("한 명만요", 1, "한 명"),
        ("어른한명", 1, "한명"),
        ("다섯명입니다", 5, "다섯명"),
        ("열두 명이에요", 12, "열두 명"),
        ("열두 명이다", 12, "열두 명"),
        ("열 두 명이에요", 12, "열 두 명"),
        ("스무명 정도요", 20, "스무명"),
        ("스물한 명", 21, "스물한 명"),
        ("이십 명", 20, "이십 명"),
        ("사 명이요", 4, "사 명"),
        ("백 명", 100, "백 명"),
        ("1,500명", 1500, "1,500명"),
        ("한 세 명쯤?", 3, "세 명"),
        ("네, 네 명이요", 4, "네 명"),
        ("네 네 명이요", 4, "네 명"),
        ("네 사람이요", 4, "네 사람"),
        ("5사람", 5, "5사람"),
        ("삼인 예약", 3, "삼인"),
        ("2인이요", 2, "2인"),
        ("이인분 주세요", 2, "이인분"),
        ("두 분이서 오세요", 2, "두 분"),
        ("세 분", 3, "세 분"),
        ("다섯 분이요", 5, "다섯 분"),
        ("열 분", 10, "열 분"),
        ("4분이요", 4, "4분"),
        ("2박으로 할게요", 2, "2박"),
        ("2박으로할게요", 2, "2박"),
        ("이박이요", 2, "이박"),
        ("이 박 할게요", 2, "이 박"),
        ("일박만", 1, "일박"),
        ("세 박", 3, "세 박"),
        ("3일 묵을게요", 3, "3일"),
        ("3일 예약", 3, "3일"),
        ("3일간이요", 3, "3일간"),
        ("4명ㅋㅋ", 4, "4명"),
        ("방은 2인 1박에", 2, "2인"),
    ],
)
def test_a_count_is_found(text: str, number: int, words: str) -> None:
    counter = words.lstrip("0123456789,. ")
    found = counts(BOOKING, text)
    assert found[0][:2] == (words, number)
    assert counter.endswith(found[0][2])


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("세 판만 주세요", 3, "세 판"),
        ("세판만주세요", 3, "세판"),
        ("콜라두개요", 2, "두개"),
        ("피자두판 주세요", 2, "두판"),
        ("포테이토 L 2판", 2, "2판"),
        ("한 잔 더", 1, "한 잔"),
        ("커피 열 잔", 10, "열 잔"),
        ("3만 5천 장", 35_000, "3만 5천 장"),
        ("이만 오천 개", 25_000, "이만 오천 개"),
        ("2.5인분", 2.5, "2.5인분"),
        ("십 개", 10, "십 개"),
        ("한 병이랑", 1, "한 병"),
        ("네 개로 해 주세요", 4, "네 개"),
        ("넉 장", 4, "넉 장"),
    ],
)
def test_a_count_of_things_is_found(text: str, number: float, words: str) -> None:
    assert [found[:2] for found in counts(ORDER, text)] == [(words, number)]


@pytest.mark.parametrize(
    "text",
    [
        "3명동",
        "네 명동이요",
        "이사람",
        "이 사람 말고",
        "한 분위기 좋은 곳",
        "네 분위기 좋은 데요",
        "2인용",
        "1인당 얼마예요",
        "이 분이요",
        "이 명",
        "2:30",
        "14:30분",
        "010-1234-5678",
        "010-1234-5678명",
        "3월 2일",
        "12월25일이요",
        "삼월 이일",
        "11/25일",
        "1일차",
        "3일째",
        "매일",
        "내일 갈게요",
        "휴일",
        "생일이에요",
        "무슨 요일",
        "네 일요일이요",
        "일일 투어",
        "만일 비가 오면",
        "이 일은요",
        "3~4명",
        "3,4명",
        "친한 분이 와요",
        "친한분이 와요",
        "착한사람",
        "모두 명동에서",
        "동네분",
        "몇 명",
        "여러 명",
        "유명한 곳",
        "설명해 줘",
        "외국인",
        "본인이요",
        "백인",
        "둘 예약",
        "이혼자",
        "",
        "없음",
    ],
)
def test_what_is_no_count(text: str) -> None:
    assert counts(BOOKING, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "3개월",
        "2개국",
        "이 개",
        "사장님",
        "구판",
        "천장",
        "네 판교요",
        "한 장소",
        "세 대학교",
        "대판",
        "신선한 판",
        "진열대",
        "2인분위기",
    ],
)
def test_what_is_no_count_of_things(text: str) -> None:
    assert counts(ORDER, text) == []


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("혼자요", 1, "혼자"),
        ("혼자서 가요", 1, "혼자서"),
        ("저 혼자예요", 1, "혼자"),
        ("나혼자", 1, "혼자"),
        ("둘이 갈 거예요", 2, "둘이"),
        ("둘이서요", 2, "둘이서"),
        ("친구랑 둘이서", 2, "둘이서"),
        ("우리셋이서", 3, "셋이서"),
        ("넷이서 먹어요", 4, "넷이서"),
        ("다섯이서 갑니다", 5, "다섯이서"),
        ("여섯이서", 6, "여섯이서"),
        ("열둘이서", 12, "열둘이서"),
    ],
)
def test_people_are_counted_without_a_counter(text: str, number: int, words: str) -> None:
    assert counts(BOOKING, text) == [(words, number, "명")]
    assert counts(CountFinder(["박", "인", "분"]), text) == [(words, number, "인")]
    assert counts(ORDER, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2시 30분",
        "2시 10분",
        "두 시 10분에",
        "1시간 20분",
        "30분 뒤",
        "10분 뒤에",
        "5분 후",
        "5분후에",
        "10분 전",
        "10분 거리",
        "10분 안에",
        "5분 이내",
        "10분간",
        "10분 동안",
        "15분 걸려요",
        "10분 정도 걸려",
        "30분 정도 걸려",
        "40분",
        "걸어서 10분",
        "차로 15분이요",
        "십 분",
        "이십 분이요",
    ],
)
def test_minutes_are_not_people(text: str) -> None:
    assert counts(BOOKING, text) == []


def test_several_counts_stand_in_one_sentence() -> None:
    assert counts(BOOKING, "성인 두 명 아이 1명 2박 3일이요") == [
        ("두 명", 2, "명"),
        ("1명", 1, "명"),
        ("2박", 2, "박"),
        ("3일", 3, "일"),
    ]
    assert counts(BOOKING, "2박3일 두명") == [("2박", 2, "박"), ("3일", 3, "일"), ("두명", 2, "명")]
    assert counts(ORDER, "피자 세 판이랑 콜라 두 병") == [("세 판", 3, "판"), ("두 병", 2, "병")]


def test_the_longest_counter_is_taken() -> None:
    assert counts(BOOKING, "3인분") == [("3인분", 3, "인분")]
    assert counts(BOOKING, "3일간") == [("3일간", 3, "일간")]


def test_only_given_counters_count() -> None:
    assert CountFinder([]).find("3명 혼자 둘이서") == []
    assert CountFinder([""]).find("3명") == []
    assert counts(CountFinder(["명"]), "두 분 세 명") == [("세 명", 3, "명")]


@given(
    st.integers(1, 10**9), st.sampled_from(["", " "]), st.sampled_from(["", "이요", "으로", "만"])
)
def test_any_figures_are_counted(number: int, space: str, ending: str) -> None:
    assert [c.number for c in CountFinder(["판"]).find(f"{number}{space}판{ending}")] == [number]


@given(st.text(alphabet="한두세네열이삼십만명분개박일시월 0123,.:-이요서혼자둘", max_size=40))
def test_counts_do_not_overlap(text: str) -> None:
    found = BOOKING.find(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= count.start < count.end <= len(text) for count in found)


@pytest.mark.parametrize(
    "piece", ["2", "한", "2시", "일", "만 ", "1,", "1.", "두 ", "이", "3만", "혼자"]
)
def test_a_long_text_is_searched(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    assert all(count.number == 1 for count in BOOKING.find(text))
    assert len(find_numbers(text)) <= len(text)
    assert read_number(text) is None


# A number alone


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3이요", [3]),
        ("3요", [3]),
        ("셋이요", [3]),
        ("다섯", [5]),
        ("12", [12]),
        ("12.", [12]),
        ("2.5", [2.5]),
        ("-5", [-5]),
        ("1,500이요", [1500]),
        ("3만5천이요", [35_000]),
        ("이십이요", [20]),
        ("삼십", [30]),
        ("스물다섯이요", [25]),
        ("삼만 오천입니다", [35_000]),
        ("백이십으로 해 주세요", [120]),
        ("하나만 주세요", [1]),
        ("둘이요", [2]),
        ("음 셋 정도?", [3]),
        ("삼이요", [3]),
        ("네 일이요", [1]),
        ("오", [5]),
        ("열이요", [10]),
        ("3, 4", [3, 4]),
        ("하나 아니 둘이요", [1, 2]),
    ],
)
def test_a_number_alone_is_found(text: str, numbers: list[float]) -> None:
    found = find_numbers(text)
    assert [count.number for count in found] == numbers
    assert all(count.counter == "" for count in found)
    assert [read_number(text[count.start : count.end]) for count in found] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "",
        "네",
        "한 번 더",
        "12명",
        "1번",
        "3시",
        "3 시에",
        "다섯 시",
        "2:30",
        "010-1234-5678",
        "11/25",
        "오 좋아요",
        "이 호텔",
        "일이 있어서요",
        "이천 날씨",
        "그럼 이만 끊을게요",
        "생선 구이",
        "사이가 좋아요",
        "오이",
        "만 원",
        "하나도 없어요",
        "둘 다요",
        "둘 중에 싼 거",
        "A4",
        "만일 비가 오면",
        "천사 같아요",
    ],
)
def test_what_holds_no_number_alone(text: str) -> None:
    assert find_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("두세 명", 3),
        ("두세명이요", 3),
        ("한두 명쯤", 2),
        ("두어 명이요", 2),
        ("서너 명 갈 거예요", 4),
        ("너댓 명", 5),
        ("네댓 명", 5),
        ("대여섯 명 정도", 6),
        ("예닐곱명", 7),
        ("일고여덟 명", 8),
        ("열두세 명", 13),
        ("스물네댓 명", 25),
    ],
)
def test_of_one_number_or_the_next_the_greater_counts(text: str, number: int) -> None:
    assert [count[1] for count in counts(BOOKING, text)] == [number]


@pytest.mark.parametrize("text", ["몇 시까지 하나", "언제 하나?", "어디에서 하나", "어떻게 하나요"])
def test_a_form_of_doing_is_no_number(text: str) -> None:
    assert find_numbers(text) == []


def test_more_people_than_five_share_a_table() -> None:
    counts = CountFinder(("명",)).find("어른 여섯에 아이 둘이에요")
    assert [count.number for count in counts] == [6, 2]
