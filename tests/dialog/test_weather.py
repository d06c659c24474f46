"""The Weather domain that ships: what a user who talks to it hears."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mockgenie.dialog import DataRequest, Engine, Speech
from mockgenie.domain import Domain

GREETING = "안녕하세요. 전국 날씨를 알려 드리는 날씨 도우미입니다."
FALLBACK = '죄송해요, 잘 못 알아들었어요. "내일 서울 날씨 알려줘"처럼 말씀해 주세요.'
WHERE = "어느 지역의 날씨를 알려 드릴까요?"
WHEN = "언제 날씨가 궁금하세요?"
UNKNOWN = "죄송해요. 제가 아는 날씨는 오늘부터 엿새 뒤까지예요. 다른 날짜를 말씀해 주세요."
FAREWELL = "이용해 주셔서 고맙습니다. 좋은 하루 보내세요."

REGIONS = {
    "서울": ["서울시", "서울특별시"],
    "부산": ["부산시", "부산광역시"],
    "대구": ["대구시", "대구광역시"],
    "인천": ["인천시", "인천광역시"],
    "광주": ["광주시", "광주광역시"],
    "대전": ["대전시", "대전광역시"],
    "울산": ["울산시", "울산광역시"],
    "세종": ["세종시", "세종특별자치시"],
    "경기": ["경기도"],
    "강원": ["강원도", "강원특별자치도"],
    "충북": ["충청북도"],
    "충남": ["충청남도"],
    "전북": ["전라북도", "전북특별자치도"],
    "전남": ["전라남도"],
    "경북": ["경상북도"],
    "경남": ["경상남도"],
    "제주": ["제주도", "제주특별자치도"],
}
DAYS = ["오늘", "내일", "모레", "글피", "4일 뒤", "5일 뒤", "6일 뒤"]


def test_it_greets(weather: Any) -> None:
    assert weather.reply == Speech(GREETING)


@pytest.mark.parametrize(
    ("region", "name"),
    [(region, name) for region, names in REGIONS.items() for name in (region, *names)],
)
def test_every_region_is_known_by_its_short_and_its_long_names(
    weather: Any, region: str, name: str
) -> None:
    assert weather.say(f"오늘 {name} 날씨 알려줘").startswith(f"오늘 {region}의 날씨는 ")
    assert weather.say(f"{name}는 내일 어때요?").startswith(f"내일 {region}의 날씨는 ")


@pytest.mark.parametrize("day", DAYS)
def test_every_region_has_data_for_seven_days(weather_domain: Domain, day: str) -> None:
    found = [
        record
        for record in weather_domain.entities["Weather"].instances.records
        if record["Weather.date"] == day
    ]
    assert sorted(str(record["Weather.city"]) for record in found) == sorted(REGIONS)
    slots = {f"Weather.{slot}" for slot in ("city", "date", "info", "low", "high")}
    assert [record for record in found if set(record) != slots] == []
    assert [one for one in found if int(one["Weather.low"]) >= int(one["Weather.high"])] == []


def test_there_are_no_other_data(weather_domain: Domain) -> None:
    assert len(weather_domain.entities["Weather"].instances) == 17 * 7


@pytest.mark.parametrize("days", range(7))
def test_a_day_of_the_week_ahead_is_known_by_all_its_names(weather: Any, days: int) -> None:
    day = date.fromordinal(weather.today.toordinal() + days)
    weekday = "월화수목금토일"[day.weekday()]
    answer = weather.say(f"서울 {DAYS[days]} 날씨")
    facts = answer.partition("의 날씨는 ")[2]
    assert facts
    for name in (f"{weekday}요일", f"{day.month}월 {day.day}일", day.isoformat(), f"{days}일 뒤"):
        assert weather.say(f"{name} 서울 날씨") == f"{name} 서울의 날씨는 {facts}"


@pytest.mark.parametrize(
    "day",
    ["어제", "7일 뒤", "다음 주 일요일", "12월 25일", "2020-01-01", "다음 주", "지난주", "이번 달",
     "내년", "2월 30일"],
)  # fmt: skip
def test_other_days_are_not_known(weather: Any, day: str) -> None:
    assert weather.say(f"서울 {day} 날씨 어때?") == UNKNOWN


def test_a_whole_conversation(weather: Any) -> None:
    assert weather.say("날씨 좀 알려주세요") == WHERE
    assert weather.say("서울이요") == WHEN
    assert weather.say("오늘이요").startswith("오늘 서울의 날씨는 ")
    assert weather.say("부산은요?").startswith("오늘 부산의 날씨는 ")
    assert weather.say("그럼 내일은?").startswith("내일 부산의 날씨는 ")
    assert weather.say("아 그리고 대구도요").startswith("내일 대구의 날씨는 ")
    assert weather.say("모레 제주특별자치도는?").startswith("모레 제주의 날씨는 ")
    assert weather.say("ㅋㅋㅋㅋ") == FALLBACK
    assert weather.say("광주").startswith("모레 광주의 날씨는 ")
    assert weather.say("그만할게요") == FAREWELL
    assert weather.ended


def test_what_is_missing_is_asked_for(weather: Any) -> None:
    assert weather.say("내일 날씨") == WHERE
    assert weather.say("잘 모르겠는데") == FALLBACK
    assert weather.say("대전").startswith("내일 대전의 날씨는 ")


def test_a_region_without_a_day_is_asked_for_the_day(weather: Any) -> None:
    assert weather.say("강원도 날씨 알려줘") == WHEN
    assert weather.say("주말").startswith("주말 강원의 날씨는 ")


def test_several_regions_are_several_lines(weather: Any) -> None:
    first, *lines = weather.say("오늘 서울이랑 부산 날씨").split("\n")
    assert first == "2건의 날씨를 찾았습니다."
    assert [line.partition(":")[0] for line in lines] == ["오늘 서울", "오늘 부산"]


def test_several_days_are_several_lines(weather: Any) -> None:
    first, *lines = weather.say("서울 내일하고 모레 날씨").split("\n")
    assert first == "2건의 날씨를 찾았습니다."
    assert [line.partition(":")[0] for line in lines] == ["내일 서울", "모레 서울"]


def test_days_in_a_list_are_several_days(weather: Any) -> None:
    first, *lines = weather.say("내일, 모레 서울 날씨").split("\n")
    assert first == "2건의 날씨를 찾았습니다."
    assert [line.partition(":")[0] for line in lines] == ["내일 서울", "모레 서울"]


def test_a_whole_week_is_seven_lines(weather: Any) -> None:
    first, *lines = weather.say("이번 주 서울 날씨").split("\n")
    assert first == "7건의 날씨를 찾았습니다."
    assert [line.partition(" 서울:")[0] for line in lines] == DAYS


@pytest.mark.parametrize(
    ("text", "count"),
    [("전국 오늘 날씨", 17), ("이번 주 서울이랑 부산 날씨", 14), ("전국 이번 주 날씨", 119)],
)
def test_too_many_results_are_counted(weather: Any, text: str, count: int) -> None:
    assert weather.say(text) == (
        f"{count}건이나 있어서 한 번에 알려 드리기 어려워요. 지역이나 날짜를 하나씩 말씀해 주세요."
    )
    assert weather.say("서울 오늘").startswith("오늘 서울의 날씨는 ")


def test_an_unknown_day_can_be_corrected(weather: Any) -> None:
    assert weather.say("서울 12월 25일 날씨") == UNKNOWN
    assert weather.say("그럼 내일은요").startswith("내일 서울의 날씨는 ")


@pytest.mark.parametrize(
    "text",
    ["그만", "종료", "그만할래", "안녕히 계세요", "이제 됐어요", "끝낼게요", "다음에 봐요", "잘 가",
     "네, 감사합니다. 안녕히 계세요!"],
)  # fmt: skip
def test_a_goodbye_ends_the_dialog_wherever_it_is(
    weather_engine: Engine, begin: Callable[..., Any], text: str
) -> None:
    for before in ([], ["안녕"], ["고마워"], ["도움말"], ["날씨"], ["서울 오늘 날씨"]):
        weather = begin(weather_engine)
        for utterance in before:
            weather.say(utterance)
        assert weather.say(text) == FAREWELL
        assert weather.ended


def test_thanks_greetings_and_help_are_answered_everywhere(weather: Any) -> None:
    for _ in range(2):
        assert weather.say("고맙습니다") == "별말씀을요. 더 궁금한 지역이 있으면 말씀해 주세요."
        assert weather.say("안녕하세요") == "네, 반갑습니다. 어느 지역의 날씨가 궁금하세요?"
        assert weather.say("도움말").startswith('"내일 서울 날씨 알려줘"')
        assert weather.say("오늘 서울 날씨 알려줘").startswith("오늘 서울의 날씨는 ")
        assert weather.say("감사합니다") == "별말씀을요. 더 궁금한 지역이 있으면 말씀해 주세요."
        assert weather.say("내일은요?").startswith("내일 서울의 날씨는 ")


@pytest.mark.parametrize("before", [[], ["서울 오늘 날씨"], ["내일 날씨"], ["고마워"]])
def test_a_dialog_may_begin_again(weather: Any, before: list[str]) -> None:
    for text in before:
        weather.say(text)
    assert weather.say("처음부터 다시 할래요").endswith(WHERE)
    assert weather.filled() == {}
    assert weather.say("부산") == WHEN
    assert weather.say("모레").startswith("모레 부산의 날씨는 ")


def test_a_part_of_the_country_is_its_regions(weather: Any) -> None:
    first, *lines = weather.say("수도권 오늘 날씨").split("\n")
    assert first == "3건의 날씨를 찾았습니다."
    assert [line.partition(":")[0] for line in lines] == ["오늘 서울", "오늘 인천", "오늘 경기"]


def test_a_greeting_with_a_question_is_a_question(weather: Any) -> None:
    assert weather.say("안녕하세요 서울 오늘 날씨 알려주세요").startswith("오늘 서울의 날씨는 ")


# external_data


def test_the_guides_request_comes_from_it(
    weather_engine: Engine, begin: Callable[..., Any]
) -> None:
    weather = begin(weather_engine, "external_data")
    weather.turn("서울이랑 부산 오늘하고 내일 날씨")
    slots = [f"Weather.{slot}" for slot in ("city", "date", "info", "low", "high")]
    condition = (
        '(Weather.city="서울" or Weather.city="부산")'
        ' and (Weather.date="오늘" or Weather.date="내일")'
    )
    assert weather.requested == [(slots, condition)]


@pytest.mark.parametrize(
    "texts",
    [
        ["오늘 서울 날씨"],
        ["날씨", "제주", "모레"],
        ["서울이랑 부산 내일 날씨", "그럼 모레는?", "대구는?"],
        ["전국 오늘 날씨", "경기도"],
        ["이번 주 충북", "전국"],
        ["서울 12월 25일", "일요일", "토요일"],
        ["다음 주 월요일 경남 날씨"],
        ["주말 강원"],
    ],
)
def test_the_same_records_give_the_same_words(
    weather_domain: Domain, weather_engine: Engine, begin: Callable[..., Any], texts: list[str]
) -> None:
    records = weather_domain.entities["Weather"].instances.records
    internal, external = begin(weather_engine), begin(weather_engine, "external_data")
    for text in texts:
        internal.turn(text)
        if isinstance(external.turn(text), DataRequest):
            external.give(*records)
        assert external.reply == internal.reply


def test_a_client_that_gives_little_is_answered_with_what_it_gave(
    weather_engine: Engine, begin: Callable[..., Any]
) -> None:
    weather = begin(weather_engine, "external_data")
    weather.turn("오늘 서울 날씨")
    record = {
        "Weather.city": "서울",
        "Weather.date": "2026-11-22",
        "Weather.info": "첫눈",
        "Weather.low": "-3",
        "Weather.high": "1",
    }
    assert weather.give(record) == "오늘 서울의 날씨는 첫눈, 기온은 -3도에서 1도입니다."
