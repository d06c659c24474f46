"""Values, wishes and records that look like real ones; the same on every run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, permutations
from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PLACES = _words("""
    강남 강동 강서 관악 구로 노원 마포 망원 명동 목동 사당 상암 서초 서촌 성북 성수 송파 신당 신림
    신촌 안국 압구정 여의도 연남동 연희동 영등포 용산 은평 을지로 이태원 익선동 인사동 잠실 종로
    천호 청담 청량리 한남동 합정 혜화 홍대입구 해운대 서면 광안리 남포동 동래 기장 수성못 동성로
    송도 월미도 부평 상무 충장로 유성 둔산 수원 광교 분당 판교 일산 파주 의정부 강릉 속초 양양
    춘천 원주 청주 충주 천안 아산 전주 군산 익산 여수 순천 목포 포항 경주 안동 창원 진주 통영 거제
    제주 서귀포 애월 성산 협재
""")
_FIRST = (
    "가나다라마바사아자하고노도로모보소온우주해달별빛솔산들숲꽃물새봄여은금한미서수민청동남북대"
)
_OTHER = (
    "가나다라마바사아자하리미소우주람솔온결담빛별숲들길루희연원정진현성영은화월봉촌골당재인강산호"
)
_KINDS = _words("""
    식당 분식 국밥 냉면 칼국수 막국수 갈비 숯불갈비 한정식 횟집 초밥 돈가스 치킨 피자 베이커리
    제과점 카페 커피 찻집 호텔 비즈니스호텔 관광호텔 모텔 펜션 민박 한옥스테이 게스트하우스 리조트
    서점 약국 미용실 헤어살롱 세탁소 꽃집 문구 사진관 안경원 치과의원 한의원 내과의원 동물병원
    박물관 미술관 공원 시장 극장
""")
_BRANCHES = _words("""
    본점 역점 1호점 2호점 3호점 직영점 시장점 터미널점 대학로점 공항점
""")
_TOPICS = _words("""
    가격 주차 조식 수영장 영업시간 전화번호 메뉴 할인 배달 포장 예약금 환불 셔틀버스 와이파이 객실
    좌석 단체석 놀이방 휠체어 반려동물 흡연실 사우나 헬스장 회의실 주소 지도 후기 별점 이벤트 쿠폰
    영수증 조명
""")
_VERBS = ("알려", "찾아", "보여", "설명해", "확인해")
CITIES = ("서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "제주", "강릉")
STARS = ("1성", "2성", "3성", "4성", "5성")


class _Draw:
    """Draws by `random()` alone, whose numbers Python promises not to change."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random

    def number(self, size: int) -> int:
        """From 0 up to, not including, `size`."""
        return int(self._random() * size)

    def one(self, words: Sequence[str]) -> str:
        return words[self.number(len(words))]


def names(count: int) -> list[str]:
    """Different names of shops, hotels and sights, of 3 to about 15 letters, many of them beginning
    alike; fewer are the first of more."""
    return list(islice(_unlike(_names()), count))


def _unlike(words: Iterator[str]) -> Iterator[str]:
    seen: set[str] = set()
    for word in words:
        letters = word.replace(" ", "")
        if letters not in seen:
            seen.add(letters)
            yield word


def _names() -> Iterator[str]:
    draw = _Draw(1)
    while True:
        own = draw.one(_FIRST) + draw.one(_OTHER)
        own += draw.one(_OTHER) if draw.number(3) else ""
        name = f"{own}{draw.one(_KINDS)}"
        form = draw.number(4)
        if form == 0:
            name = f"{draw.one(_PLACES)} {name}"
        elif form == 1:
            name = f"{name} {draw.one(_PLACES)}점"
        elif form == 2:
            name = f"{draw.one(_PLACES)} {name} {draw.one(_BRANCHES)}"
        yield name


def wishes(count: int) -> list[tuple[str, str]]:
    """Different things that one can ask for, as a noun and a verb: 가격할인 알려; up to 1,190."""
    pairs = list(permutations(_TOPICS, 2))
    step = 577  # has no divisor in common with their number, so all come, in no order
    chosen = [pairs[number * step % len(pairs)] for number in range(count)]
    return [("".join(pair), _VERBS[n % len(_VERBS)]) for n, pair in enumerate(chosen)]


def rooms(count: int) -> Iterator[tuple[str, str, str, str]]:
    """Records: a number that three of them share, a city, stars, a price."""
    draw = _Draw(2)
    for number in range(count):
        price = f"{30 + draw.number(470)}000"
        yield str(number // 3 + 1), draw.one(CITIES), draw.one(STARS), price
