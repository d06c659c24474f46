"""Towns of Korea: who names one speaks of a place, whether or not a domain knows it."""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.korean.lazy_regex import SoughtPattern
from mockgenie.korean.utterance import Utterance, is_word

_TOWNS = (
    " 부산 대구 인천 광주 대전 울산 세종 제주 제주도 서귀포 수원 성남 용인 안양 안산 부천 평택"
    " 의정부 파주 김포 광명 군포 과천 의왕 남양주 동두천 포천 하남 여주 가평 연천 양평 춘천"
    " 원주 강릉 속초 삼척 태백 홍천 횡성 영월 평창 정선 철원 화천 양구 양양 청주 충주 제천 옥천"
    " 증평 괴산 단양 천안 아산 서산 논산 계룡 당진 보령 금산 홍성 태안 전주 익산 군산 정읍 남원"
    " 김제 완주 무주 임실 순창 고창 부안 여수 순천 목포 나주 광양 담양 곡성 구례 고흥 화순 장흥"
    " 해남 영암 함평 완도 포항 경주 김천 안동 영주 영천 문경 경산 군위 청송 영덕 청도 예천 봉화"
    " 울진 울릉도 독도 창원 통영 김해 밀양 거제 거제도 의령 함안 창녕 산청 함양 합천 마산 진해"
    " 판교 분당 일산 동탄 광교 평촌 송도 위례 해운대 광안리 영종도 강화도 강촌 남이섬 정동진"
)
_TOWNS_AND_WORDS = (
    " 이천 오산 화성 시흥 안성 양주 고양 구리 동해 고성 인제 영동 보은 음성 진천 공주 부여 서천"
    " 청양 예산 무안 영광 장성 진도 강진 신안 장수 진안 상주 구미 영양 의성 고령 성주 칠곡 진주"
    " 사천 양산 거창 하동 남해 유성 다산 수지"
)
"""Those that are words of their own, too: 음성, 예산, 화성 (Mars)."""
_OF_PLACES = ("에서", "쪽", "역", "시", "군", "근처")
"""What stands behind a town alone."""


def _any_of(names: str) -> str:
    return "|".join(sorted(names.split(), key=len, reverse=True))


_TOWN = SoughtPattern(
    f"(?:{_any_of(_TOWNS)})|(?P<word>{_any_of(_TOWNS_AND_WORDS)})(?={'|'.join(_OF_PLACES)})"
)


def find_towns(utterance: Utterance) -> Iterator[tuple[int, int]]:
    """The letters of each town that begins a word: 판교 in 판교에서, 예산 in 예산군."""
    if _TOWN not in utterance.signs:
        return
    letters = utterance.letters
    for found in _TOWN.compiled.finditer(letters):
        start, end = found.span()
        if not utterance.starts[start]:
            continue
        rest = utterance.rest_of_word(end)
        in_town = rest.startswith((*_OF_PLACES, "에"))
        if in_town or (rest != "이" and is_word(utterance, start, end)):
            yield start, end
