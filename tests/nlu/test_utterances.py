"""What Koreans type to a weather bot, and what the shipped domain has to understand of it."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from mockgenie.domain import Domain
from mockgenie.records.table import reading_on
from tests.hearing import Listener

ASK, RAIN, THANK, GREET = "ask_weather", "ask_rain", "thank", "greet"
HELP, BYE, NOTHING = "help", "goodbye", ""
ANY = "아무거나"
"""Stands for a slot that the user does not want to restrict."""


@pytest.fixture(scope="module")
def understander(weather_domain: Domain) -> Listener:
    return Listener(weather_domain)


def understood(understander: Listener, text: str) -> tuple[str, str, str]:
    """Act, cities and days of an utterance, the values joined by spaces and plus signs."""
    found = understander.understand(text)
    cities, days = (found.slots.get(f"Weather.{slot}") for slot in ("city", "date"))
    return found.act, *(
        "" if values is None else "+".join(values) or ANY for values in (cities, days)
    )


@pytest.mark.parametrize(
    ("text", "act", "cities", "days"),
    [
        # whole questions
        ("오늘 서울 날씨 어때?", ASK, "서울", "오늘"),
        ("서울은 내일 비 오나요?", RAIN, "서울", "내일"),
        ("모레 부산날씨 좀 알려주실래요", ASK, "부산", "모레"),
        ("제주도 주말에 추워요?", ASK, "제주", "주말"),
        ("이번주 금요일 광주 기온 알려줘", "ask_temperature", "광주", "이번주 금요일"),
        ("강원도 다음 주 월요일에 눈 와?", ASK, "강원", "다음 주 월요일"),
        ("세종시 사흘 뒤 날씨는?", ASK, "세종", "사흘 뒤"),
        ("인천 3일 뒤에 비와요?", RAIN, "인천", "3일 뒤"),
        ("25일 울산 날씨 알려줄래?", ASK, "울산", "25일"),
        ("11월 25일에 경남 놀러가는데 우산 챙겨야 돼?", RAIN, "경남", "11월 25일"),
        ("2026-11-25 서울 날씨", ASK, "서울", "2026-11-25"),
        ("2026년 11월 25일 서울 날씨", ASK, "서울", "2026년 11월 25일"),
        ("충청북도 오늘 몇 도야?", ASK, "충북", "오늘"),
        ("부산 해운대 오늘 바람 많이 불어?", "ask_other", "부산", "오늘"),
        ("내일 서울에서 부산으로 가는데 날씨 괜찮을까요?", ASK, "서울+부산", "내일"),
        ("서울의 내일과 모레 날씨가 궁금합니다", ASK, "서울", "내일+모레"),
        ("서울 오늘 저녁 날씨", ASK, "서울", "오늘"),
        ("이틀 뒤 강원 눈 내려?", ASK, "강원", "이틀 뒤"),
        ("담주 수요일 대전 기온", "ask_temperature", "대전", "담주 수요일"),
        ("어제 서울 날씨 어땠어?", ASK, "서울", "어제"),
        ("2박 3일로 제주 가는데 날씨 어때?", ASK, "제주", ""),
        ("서울특별시 강남구 오늘 예보", ASK, "서울", "오늘"),
        ("내일 일기예보 알려줘 서울", ASK, "서울", "내일"),
        # without spaces, with too many, with signs, decomposed, full-width
        ("오늘서울날씨어때", ASK, "서울", "오늘"),
        ("내일서울비와?", RAIN, "서울", "내일"),
        ("오 늘 서 울 날 씨", ASK, "서울", "오 늘"),
        ("서울!!! 내일!!! 날씨!!!", ASK, "서울", "내일"),
        ("서울/내일", ASK, "서울", "내일"),
        ("서울　내일　날씨", ASK, "서울", "내일"),
        (unicodedata.normalize("NFD", "서울은 내일 비 오나요?"), RAIN, "서울", "내일"),
        ("２５일 서울 날씨", ASK, "서울", "25일"),
        ("날씨 ㅋㅋ 서울 ㄱㄱ 내일", ASK, "서울", "내일"),
        # several, any
        ("서울이랑 부산 내일 날씨 비교해줘", "compare", "서울+부산", "내일"),
        ("서울하고 대전이요", ASK, "서울+대전", ""),
        ("서울날씨랑 부산날씨", ASK, "서울+부산", ""),
        ("경북이랑 경남은 어때요?", ASK, "경북+경남", ""),
        ("서울, 부산, 대구", ASK, "서울+부산+대구", ""),
        ("오늘이랑 내일 둘 다 알려줘", ASK, "", "오늘+내일"),
        ("내일, 모레 서울 날씨", ASK, "서울", "내일+모레"),
        ("내일모레 대구 날씨", ASK, "대구", "내일모레"),
        ("전국 날씨 알려줘", ASK, ANY, ""),
        ("모든 지역 내일 날씨", ASK, ANY, "내일"),
        ("이번 주 내내 서울 날씨", ASK, "서울", ANY),
        ("일주일치 제주 날씨 좀", ASK, "제주", ANY),
        ("서울 주간 예보", ASK, "서울", ANY),
        ("수도권 내일 날씨", ASK, "서울+인천+경기", "내일"),
        ("전라도 주말에 비 와?", RAIN, "전북+전남", "주말"),
        ("영남이랑 제주 오늘", ASK, "경북+경남+제주", "오늘"),
        ("충청도는요?", ASK, "충북+충남", ""),
        # what follows a first question
        ("부산은요?", ASK, "부산", ""),
        ("그럼 모레는?", ASK, "", "모레"),
        ("아 그리고 대구도요", ASK, "대구", ""),
        ("전라남도요", ASK, "전남", ""),
        ("서울이요", ASK, "서울", ""),
        ("음... 인천", ASK, "인천", ""),
        ("주말엔 어때?", ASK, "", "주말"),
        ("다음 주 화요일은?", ASK, "", "다음 주 화요일"),
        ("고마워 그럼 부산은?", ASK, "부산", ""),
        ("내일 날씨 어때요? 서울이요.", ASK, "서울", "내일"),
        # without a place or a day
        ("날씨 어때ㅋㅋ", ASK, "", ""),
        ("날씨알려줘", ASK, "", ""),
        ("우리 동네 날씨", ASK, "", ""),
        ("평양 날씨", ASK, "", ""),
        ("기온이 어떻게 돼요?", "ask_temperature", "", ""),
        ("지금 몇 도야?", ASK, "", "지금"),
        ("우산 가져갈까?", RAIN, "", ""),
        ("추울까?", ASK, "", ""),
        ("많이 더워?", ASK, "", ""),
        ("하늘 맑아?", ASK, "", ""),
        ("비 와?", RAIN, "", ""),
        ("비와?", RAIN, "", ""),
        ("비 와요?", RAIN, "", ""),
        ("비 올까요?", RAIN, "", ""),
        ("비가 오나요", RAIN, "", ""),
        ("비 내리나요?", RAIN, "", ""),
        ("눈 온대?", ASK, "", ""),
        ("눈이 올까", ASK, "", ""),
        ("그만큼 추워?", ASK, "", ""),
        # days said in other ways
        ("낼 서울 날씨", ASK, "서울", "낼"),
        ("11/25 서울 날씨", ASK, "서울", "11/25"),
        ("월욜 서울 날씨", ASK, "서울", "월욜"),
        ("다음 주 서울 날씨 어때?", ASK, "서울", "다음 주"),
        ("이번 달 부산 날씨", ASK, "부산", "이번 달"),
        ("지난주 부산 날씨", ASK, "부산", "지난주"),
        # numbers that are no days
        ("10월 32일 서울 날씨", ASK, "서울", ""),
        ("서울 100일 기념 날씨", ASK, "서울", ""),
        # greetings, thanks, help, goodbyes
        ("안녕하세요", GREET, "", ""),
        ("안녕~", GREET, "", ""),
        ("반가워요!", GREET, "", ""),
        ("안녕하세요 서울 날씨 알려주세요", ASK, "서울", ""),
        ("안녕, 내일 비 와?", RAIN, "", "내일"),
        ("고마워요", THANK, "", ""),
        ("정말 감사합니다 ㅎㅎ", THANK, "", ""),
        ("도움말", HELP, "", ""),
        ("뭐 할 수 있어?", HELP, "", ""),
        ("뭘 물어볼 수 있어요?", HELP, "", ""),
        ("어떻게 쓰는 거야?", HELP, "", ""),
        ("사용법 좀", HELP, "", ""),
        ("그만할게요", BYE, "", ""),
        ("종료", BYE, "", ""),
        ("끝", BYE, "", ""),
        ("안녕히 계세요", BYE, "", ""),
        ("다음에 봐요", BYE, "", ""),
        ("잘 가", BYE, "", ""),
        ("잘가", BYE, "", ""),
        ("잘 있어요", BYE, "", ""),
        ("이제 됐어요", BYE, "", ""),
        ("아니요 더 없어요", BYE, "", ""),
        ("네 감사합니다 안녕히 계세요", BYE, "", ""),
        ("처음부터 다시 할래", "restart", "", ""),
        # nothing
        ("", NOTHING, "", ""),
        ("...", NOTHING, "", ""),
        ("ㅋㅋㅋ", NOTHING, "", ""),
        ("네", "yes", "", ""),
        ("배고파", NOTHING, "", ""),
        ("asdf", NOTHING, "", ""),
        ("내 이름은 민수야", NOTHING, "", ""),
        ("내 일정 알려줘", NOTHING, "", ""),
        ("준비 오래 걸려?", NOTHING, "", ""),
        ("가서 울고 싶다", NOTHING, "", ""),
        ("눈물이 나", NOTHING, "", ""),
        ("비싸", NOTHING, "", ""),
    ],
)
def test_it_is_understood(
    understander: Listener, text: str, act: str, cities: str, days: str
) -> None:
    assert understood(understander, text) == (act, cities, days)


@pytest.mark.parametrize("words", ["낼", "낼모레", "월욜", "11/25", "이번주 토욜"])
def test_what_is_taken_for_a_day_names_one(words: str) -> None:
    assert reading_on(date(2026, 11, 22))(words)[0] == "date"
