"""Nouns that are no word of a domain: 판교 in 판교요, 판교 쪽으로, 판교 말고는?

Says nothing where there is doubt whether a word is a noun at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mockgenie.korean.anaphora import is_pointer
from mockgenie.korean.lazy_regex import LazyPattern, SoughtPattern
from mockgenie.korean.stems import apart, is_light, is_verb
from mockgenie.korean.utterance import Utterance

_ENDINGS = (
    "이요|이에요|이예요|예요|에요|이야|야|입니다|이고요|인데요|이랑요"
    "|(?:에서|에|으로|로|쪽|쪽으로|쪽이|쪽에|근처|근처로|근처에|근처에서|지역|지역으로)?요?"
    "|(?:으로|로)(?:해|할|부탁|찾아|가고|갈|주)[가-힣]{0,4}"
)
_ANSWER = LazyPattern(rf"(?P<noun>[가-힣a-z0-9]{{2,10}}?)(?P<end>{_ENDINGS})")
_WORD = LazyPattern(
    r"(?P<noun>[가-힣a-z0-9]{2,8}?)(?:은|는|이|가|도|을|를|의|에|에는|에도|이?랑|하고|까지|부터|만)?"
    r"|(?!집|곳|데|거|게|것|점|날|분|수|방|층)(?P<short>[가-힣])[이가]|(?P<topic>[맛룸뷰탕향빵밥술값물])[은도]"
)
_BOUND = ("데", "곳", "거", "것", "방", "집", "숙소", "식당", "호텔", "날", "분")
"""What a word that ends in 는 or 은 says what it is like: 피우는 데."""
_ELSE = ("다른", "딴", "또", "더", "덜", "괜찮은", "좋은", "만한", "쪽", "근처", "주변", "비슷")
"""What more of the same is asked for with."""
_TOPIC = LazyPattern(r"(?P<noun>[가-힣a-z0-9]{2,10}?)(?:말고)?(?:은|는)요?")
_SUBJECT = LazyPattern(r"(?P<noun>[가-힣a-z0-9]{2,10}?)(?:은|는|이|가|의)?")
_PLACE = SoughtPattern(
    r"(?P<noun>[가-힣a-z0-9]{2,8}?)(?:역|동)?(?:쪽|근처|주변|부근|인근|근방|지역|동네|일대)(?!요금|번호)",
    sign="쪽|[근부인]근|근[처방]|주변|지역|동네|일대",
)
_HAVING = SoughtPattern(
    "(?:되는|있는|없는|가능한|딸린|나오는)(?:데|곳|집|방|거|걸|건|호텔|숙소|식당|카페)"
)
_ADVERBS = ("따로", "꼭", "좀", "잘", "많이", "하나")
_HAD_THEN = LazyPattern("(?P<noun>[가-힣a-z0-9]{1,8}?)(?:이|가|도)?(?:따로|꼭|좀|잘|많이|하나)?")
_LIKE = SoughtPattern(
    "[가-힣]{1,6}[한운은쁜](?P<noun>데|곳|집|방|거|걸|식당|숙소|호텔)"
    "(?:으?로(?:요|(?:해|부탁|찾|보여|추천|알려)[가-힣]{0,5})?|이?요|면(?:좋|되|돼|됩|충분)[가-힣]{0,6}|(?:이|은)?[있없](?:나|니|어|을|습)[가-힣]{0,3})$",
    sign="[한운은쁜](?:데|곳|집|방|거|걸|식당|숙소|호텔)(?:으?로|이?요|면(?:좋|되|돼|됩|충분)|이?은?[있없])",
)
_REQUESTED = SoughtPattern(
    "(?P<noun>[가-힣a-z0-9]{2,8}?)(?P<seat>자리|석|룸|테이블|층)?(?:은|는|도|를|을|으?로)?"
    "(?:하나|한개|두개|좀|꼭|미리|같이)?"
    "(?:부탁|챙겨주|챙겨줘|마련해|준비(?:해주|해줘|해줄|부탁|될까|되나|가능)|(?<=자리로)(?:예약(?:할수|가능|되나|될까)|앉|잡))",
    sign="부탁|챙겨주|챙겨줘|마련해|준비|자리로(?:예약|앉|잡)",
)
_CONNECTING = frozenset(apart(syllable)[-1] for syllable in "어여워")
_COMMAND = LazyPattern("(?:줘|줄|주|라|봐|놔|[가-힣]?$)")
_OBJECT = LazyPattern(r"(?P<noun>[가-힣a-z0-9]{2,8}?)(?:을|를|도|만|좀)?")
_TOPIC_ENDS = ("은", "는", "은요", "는요")
_MANNER = LazyPattern(r"(?P<noun>[가-힣a-z0-9]{2,8}?)(?:으로|로)")
_BESIDE = SoughtPattern("[쪽근변역네대로매격]")
_OF_WHAT = ("좋은", "예쁜")
"""Adjectives that mostly tell what something is like by a word before them."""
_WITH = ("이랑", "하고", "끼리")
"""With whom something is done: 아이들이랑 있기 좋은 데."""
_GOOD_AT_ONCE = ("분위기", "뷰", "맛", "목", "향", "격", "물")
_WHAT = LazyPattern("(?P<noun>[가-힣]{1,8}?)[이가]?")
_NOT_WHAT = LazyPattern(
    "[가-힣]기|[가-힣]*(?:[더한은는고서데면니게]|으로|하기|보다)|제일|가장|훨씬|되게|요즘|요새|무척|워낙"
)
"""A word before them that tells how, when or for what: 아주 좋은 데, 가기 좋은 데."""
_QUOTES = frozenset('“‘「『《"')
_HAD = LazyPattern(
    r"(?P<noun>[가-힣a-z0-9]{2,8}?)(?:이|가|은|는|도|을|를)?(?:좀|혹시|잘|많이)?"
    r"(?:(?:[가-힣]?[어아여려져혀겨켜])?있(?!을까|는것)|(?:되|하|나오)면(?:좋|되|돼)|없으면(?:안|곤란|불편|힘들)|되나|돼|됩|될까|가능|어때|어떤가|어떻|팔|파나|파는|쓸수|많이불|심해|심한)"
)
_QUOTED = LazyPattern(r"[“‘「『《\"]([^“”‘’「」『』《》\"]{2,30})[”’」』》\"]")
_REPEATED = LazyPattern("(?:매주|매달|매월|매년|격주|매일)")


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


_NOT_OF_NAMES = tuple("데고서면에를로도만요")
"""What ends no word before another of one name: 기념일인데 케이크."""
_DEEDS = tuple(
    _words(
        "좀 확인 답변 안내 추천 연락 설명 진행 처리 취소 변경 수정 예약 주문 검색 조회 선택 결정"
        " 접수 찾기 보기 공유 정리 추가 등록 삭제 알람 알림"
    )
)
"""What is asked of whoever is spoken to, and of no record."""
_NO_NOUNS = _words(
    "글쎄 대박 오호 나중 최고 농담 그냥 진짜 정말 아직 이제 지금 다시 조금 먼저 혹시 아마"
    " 아까 방금 잠깐 잠시 완전 너무 아주 매우 별로 전혀 일단 우선 대충 모두 전부 다들"
    " 같이 함께 따로 그럼 그리고 근데 하지만 아니면 또는 역시 물론 당연 당연히 사실 결국"
    " 누구 무엇 언제 어디 얼마 얼마나 사람 생각 얘기 이야기 문제 정도 경우 이름 처음"
    " 마지막 다음 나머지 우리 저희 제가 내가 나는 저는 자기 당신 이번 저번 지난번 하나"
    " 둘다 이쪽 그쪽 저쪽 이거 그거 저거 이것 그것 저것 그게 이게 왜요 안녕 여보세요"
    " 오케이 아니 아니요 네네 예예 그래 맞아 몰라 비밀 괜찮 감사 고맙 죄송 미안 실례 부탁"
    " 도움 저기 여기 거기 반대 이상 이하 이외 관련 필요 최대한 가능한 빨리 천천히 얼른"
    " 당장 제발 별도 실제 그대 마음대 앞으 대체 다른데 다른곳 다른거 딴데 시간 날짜 요일"
    " 장소 위치 번호 방법 종류 상관 관계 모름 미정 없음 있음 근처 주변 이용 사용 기준"
    " 목적 단체 회사 학교 재미 분위기 인기 여유 의미 매력 운치 입장 계속 살짝 자동 항상"
    " 종일 똑같 밤새 내내 약간 미리 한참 일찍 새로 다섯 여섯 일곱 여덟 아홉 스물 서른"
    " 아침 점심 저녁 오전 오후 새벽"
)
"""What stands where a noun does, and is none that could be a value."""
_LIKE_PRONOUNS = tuple(
    _words(
        "그라믄 그라면 그람 그러 이러 저러 어떠 어떤 어떻 어느 무슨 아무 그런 이런 저런"
        " 그렇 이렇 저렇 뭐 뭔 몇"
    )
)
_LIKE_ENDINGS = tuple("지네다게기자고나니냐까군걸래대야어아해")
"""What ends a sentence that is only one word, and few nouns."""
_BEFORE_ANSWERS = _words("저는 나는 전 난 저희는 우리는 제가 음 어 아 네 그럼 그냥 일단 저 그")
_OPENS = _words("음 어 아 그럼 그러면 근데 혹시 그리고 저기 참")
"""Words that only open what is said."""
_OF_REGIONS = tuple("도시군구동")
_OPEN_VOWELS = frozenset(apart(syllable)[-1] for syllable in "아애야어에여예와왜워웨")


def may_name_beside(utterance: Utterance) -> bool:
    """Whether an utterance that is understood may hold a noun beside that (보라색으로, 판교 쪽,
    온돌 되는 데, 판교 말고 …는요), something in quotes or again and again; without a false no."""
    return (
        _BESIDE in utterance.signs
        or _HAVING in utterance.signs
        or _LIKE in utterance.signs
        or _REQUESTED in utterance.signs
        or utterance.letters.endswith(_TOPIC_ENDS)
        or not (utterance.plain or _QUOTES.isdisjoint(utterance.text))
    )


def answered_noun(utterance: Utterance) -> tuple[int, int] | None:
    """The letters of the noun that is all of an answer: 판교요, 저는 판교요."""
    start = len(utterance.letters)
    for _ in range(2):  # 판교로 할게요 is two words
        start = utterance.starts.rfind(1, 0, max(start, 0))
        before = utterance.letters[: max(start, 0)]
        if before and before not in _BEFORE_ANSWERS and not before.endswith(_OF_REGIONS):
            continue
        noun = _noun(_ANSWER, utterance, start, whole=True) if start >= 0 else None
        if noun is not None and not utterance.crosses_words(*noun):
            return noun
    return None


def opening_end(utterance: Utterance) -> int:
    """Where what is said begins, behind words that only open it: 음 판교는 어때."""
    start = 0
    for word in utterance.words:
        if word not in _OPENS:
            break
        start += len(word)
    return start


def asked_noun(utterance: Utterance, start: int = 0) -> tuple[int, int] | None:
    """The letters of the noun that is all that is asked about from letter `start` on: 판교는요,
    판교 말고는?"""
    found = _TOPIC.compiled.fullmatch(utterance.letters, start)
    if found is None or utterance.crosses_words(start, found.end("noun")):
        return None
    return found.span("noun") if is_noun(found["noun"]) else None


def place_nouns(utterance: Utterance) -> Iterator[tuple[int, int]]:
    """The letters of each noun near which something is to be: 판교 쪽, 판교역 근처."""
    if _PLACE not in utterance.signs:
        return
    start = 0
    for word in utterance.words:
        noun = _noun(_PLACE, utterance, start, whole=False)
        if noun is not None and not utterance.crosses_words(*noun):
            yield noun
        start += len(word)


def topic_noun(utterance: Utterance, start: int, end: int) -> tuple[int, int] | None:
    """The letters of the noun that is the only word between the letters, and is spoken of: 송강호
    (나오는 영화), 기생충은 (언제 해요)."""
    found = _SUBJECT.compiled.fullmatch(utterance.letters, start, end)
    return found.span("noun") if found and is_noun(found["noun"]) else None


def subject_noun(utterance: Utterance, end: int) -> tuple[int, int] | None:
    """The letters of the noun that is the subject of the word at letter `end`, a word between them
    at most: 집값이 너무 (비싸)."""
    for _ in range(2):
        start = utterance.starts.rfind(1, 0, max(end, 0))
        if start < 0:
            return None
        if utterance.letters[end - 1] in "이가":
            return (start, end - 1) if is_noun(utterance.letters[start : end - 1]) else None
        end = start
    return None


def named_nouns(utterance: Utterance) -> Iterator[tuple[int, int]]:
    """The letters of each word that is a noun, with its particle. None where more of the same is
    asked for: 다른 집 있어요?"""
    nouns = []
    start = 0
    for word in utterance.words:
        if word.startswith(_ELSE):
            return
        found, end = _WORD.compiled.fullmatch(word), start + len(word)
        is_like = word[-1] in "는은" and utterance.letters.startswith(_BOUND, end)
        if (
            found
            and word[0] not in "있없"
            and not is_like
            and (not found["noun"] or is_noun(found["noun"]))
        ):
            nouns.append((start, end))
        start = end
    yield from nouns


def had_noun(utterance: Utterance, start: int = 0) -> tuple[int, int] | None:
    """The letters of the noun that is asked about from letter `start` on, whether it is there, goes
    or how it is: 반려동물 되나요, 밸브 잠겨 있어, 미세먼지는 어때요."""
    found = _HAD.compiled.match(utterance.letters, start)
    if found and found.end("noun") == start + 2 and found["noun"][1] in "이가":
        return start, start + 1  # 룸이 있으면 좋겠는데
    if found is None or not is_noun(found["noun"]) or utterance.crosses_words(*found.span("noun")):
        return None
    return None if found["noun"].endswith(_WITH) else found.span("noun")


def wished_nouns(utterance: Utterance) -> Iterator[tuple[int, int]]:
    """The letters of each noun that what is looked for is to have: 온돌 되는 데."""
    letters = utterance.letters
    for having in _HAVING.compiled.finditer(letters):
        if having[0].endswith("데") and not utterance.starts[having.end() - 1]:
            continue  # 친구가 있는데
        start = utterance.starts.rfind(1, 0, having.start())
        if letters[start : having.start()] in _ADVERBS:
            start = utterance.starts.rfind(1, 0, max(start, 0))
        noun = _HAD_THEN.compiled.fullmatch(letters, max(start, 0), having.start())
        if noun is None or noun["noun"][-1] in "에서쪽":
            continue
        # 룸이 있는 데: with its particle one syllable is a noun, too
        short = len(noun["noun"]) == 1 and noun.end("noun") < noun.end()
        if short or _may_be_noun(noun["noun"]):
            yield noun.span("noun")


def _is_what(word: str) -> bool:
    """Whether a word before 좋은 is what is good: 전망, 뷰가, 분위기."""
    found = _WHAT.compiled.fullmatch(word)
    if found is None or _NOT_WHAT.compiled.fullmatch(word):
        return False
    noun = found["noun"]
    return noun in _GOOD_AT_ONCE or (len(noun) > 1 and is_noun(noun))


def wished_like(utterance: Utterance) -> tuple[int, int] | None:
    """The letters that say what something that is looked for is to be like, with its noun: 좀 더
    아담한 데로."""
    letters, starts = utterance.letters, utterance.starts
    found = _LIKE in utterance.signs and _LIKE.compiled.search(letters)
    if not found or not starts[found.start("noun")]:
        return None
    start = starts.rfind(1, 0, found.start("noun"))
    if start > 0 and letters[start : found.start("noun")] == "않은":
        start = starts.rfind(1, 0, start)  # 시끄럽지 않은 데
    elif start > 0 and letters[start : found.start("noun")] in _OF_WHAT:
        behind = start
        start = starts.rfind(1, 0, start)  # 전망 좋은 데
        if not _is_what(letters[start:behind]):
            return None
    elif found.start() > start or found.start("noun") - start < 2:
        return None
    return None if letters.startswith(_ELSE, start) else (start, found.end("noun"))


def requested_noun(utterance: Utterance) -> tuple[int, int] | None:
    """The letters of the noun that is asked for: 아기 의자 하나 부탁드려요, 창가 자리로 예약할 수
    있어요?"""
    if _REQUESTED not in utterance.signs:
        return None
    start = 0
    for word in utterance.words:
        found = _REQUESTED.compiled.match(utterance.letters, start)
        if found and not found["noun"].endswith(_DEEDS) and is_noun(found["noun"]):
            end = found.end("seat" if found["seat"] else "noun")
            apart = end > start + len(word)
            if not (apart and word.endswith(_NOT_OF_NAMES)):
                return (start, end) if utterance.starts.count(1, start, end) <= 2 else None
        start += len(word)
    return None


def object_noun(utterance: Utterance, start: int, end: int) -> tuple[int, int] | None:
    """The letters of the noun that is the only word before the verb from letter `start` to `end`,
    and to which that is to be done: 노래 틀어 줘, 음악을 꺼 줘."""
    letters = utterance.letters
    if apart(letters[end - 1])[-1] not in _CONNECTING or not _COMMAND.compiled.match(letters, end):
        return None
    found = _OBJECT.compiled.fullmatch(letters, opening_end(utterance), start)
    if found is None or utterance.crosses_words(*found.span("noun")):
        return None
    return found.span("noun") if is_noun(found["noun"]) else None


def manner_noun(utterance: Utterance, start: int, end: int) -> tuple[int, int] | None:
    """The letters of a noun that is the only word between the letters, and says how or where to:
    보라색으로."""
    found = _MANNER.compiled.fullmatch(utterance.letters, start, end)
    return found.span("noun") if found and is_noun(found["noun"]) else None


def repeated(letters: str) -> tuple[int, int] | None:
    """The letters that say that something is again and again: 매주 월요일."""
    found = _REPEATED.compiled.search(letters)
    return found.span() if found else None


def quoted(text: str) -> str:
    """The words that a text has in quotes, "" where there are none."""
    found = _QUOTED.compiled.search(text)
    return found[1] if found else ""


@lru_cache(2_000)
def is_noun(word: str) -> bool:
    """Whether a word without its particle is certainly a noun that can be a value."""
    return _may_be_noun(word) and not is_verb(word)


def _may_be_noun(word: str) -> bool:
    if not 2 <= len(word) <= 10 or not _NO_NOUNS.isdisjoint((word, word[:2], word[:3])):
        return False
    if word.startswith(_LIKE_PRONOUNS) or word.endswith(("으", "만", "히")) or word[0] == word[1]:
        return False  # 곳으로, 잠시만요, 흠흠
    return not (word[0].isdigit() or is_pointer(word) or is_light(word))


def _noun(
    pattern: LazyPattern, utterance: Utterance, start: int, whole: bool
) -> tuple[int, int] | None:
    letters = utterance.letters
    match = pattern.compiled.fullmatch if whole else pattern.compiled.match
    found = match(letters, start)
    if found is None or not _may_be_noun(found["noun"]):
        return None
    if whole and found["end"] in ("", "요") and _may_be_verb(found["noun"]):
        return None  # 비싸요
    return found.span("noun")


def _may_be_verb(word: str) -> bool:
    """Whether a word may be a form such as 비싸, 졸려, 매워: its last syllable ends with such a
    vowel."""
    if word.endswith(_LIKE_ENDINGS) or is_verb(word):
        return True
    return apart(word[-1])[-1] in _OPEN_VOWELS
