"""Numbers in an utterance: counts with their counter (세 명, 2박), and numbers alone (3이요)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from mockgenie.korean.lazy_regex import ANY_SIGNS, LazyPattern, Signs, SoughtPattern
from mockgenie.korean.numerals import (
    ALONE,
    AT_END,
    COUNTING,
    FIGURES,
    FIRST_LETTERS,
    LAST_LETTERS,
    MIXED,
    NOT_IN_NUMBER,
    SINO,
    any_of,
    read_number,
)

__all__ = ["Count", "CountFinder", "find_numbers", "read_number"]


class Count(Struct, frozen=True):
    """A number that was said: `start` and `end` of numeral and counter in the text, the
    `number`, and its `counter`, "" for a number alone."""

    start: int
    end: int
    number: int | float
    counter: str


_PEOPLE = ("명", "분", "사람", "인")

# Native numerals go with any counter but these.
_ONLY_SINO = {"일", "일간", "인", "인실", "인용", "인석", "년", "원", "호", "호실"}
# A Sino-Korean numeral of one letter is run together with these (삼박), with no other counter of
# one letter (사장, 구판).
_SINO_TOO = _ONLY_SINO | {"박", "인분", "개월", "주일", "층", "차", "회", "성", "평", "위", "등"}
# Before other counters 이, with a space behind it, means "this".
_NEVER_THIS = {"박", "인분", "인실", "개월"}

_OTHER_WORDS = {"백인", "만인", "천인", "만일", "일일", "구박", "이번", "한번", "세대", "천장"}
_OTHER_WORDS |= {"이사람", "이시간"}
"""Words that look like a numeral and a counter."""
_NO_NUMERALS = {"모두", "만두", "호두", "동네", "만세", "전세", "월세"}
"""Words that end in what looks like a numeral."""
# 분 counts minutes too, behind an hour or a way of going there, and before these words.
_HOUR = LazyPattern(
    r"(?:[0-9한두세네섯곱덟홉열]\s{0,2}시간?|도보로?|걸어서?|(?:차|택시|버스)로)\s{0,2}\Z"
)
_MINUTES = LazyPattern(
    r"\s{0,2}(?:(?:정도|쯤|이면)\s{0,2})?"
    r"(?:[뒤간걸]|후(?!기)|전(?![가-힣])|전[에쯤]|거리|안(?![가-힣])|안에|이내|동안|소요|만에|더\s?걸|늦|일찍|먼저|지나|기다)"
)
_MOST_PEOPLE = 20
_MONTH = LazyPattern(r"월\s{0,2}\Z")
_WINDOW = 8
"""How many letters before a numeral are looked at to see what it counts."""

SHARERS = "어른|성인|대인|아이|어린이|애기?|유아|소아|소인|아기|어르신|노인|남자|여자"
SHARERS += "|초등학생|초등생|중학생|고등학생|대학생|청소년"
"""Who is counted apart from the others: 어른 둘에 아이 하나."""
_SHARE = (
    rf"(?:{SHARERS})(?:은|는|이|가)?\s?"
    r"(?P<share>[0-9]{1,2}|하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)(?=[\s,.!?]|\Z|에|이?[랑요고]|하고|인데|이에요|예요|이야|야|입니다)"
)
_TOGETHER = (
    rf"(?<![이기미약신재])혼(?:자서?|밥|술)|{ALONE}이서|{_SHARE}"
    r"|(?:둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)(?:으로|로)(?=\s?(?:해|할|바꿔|바꾸|변경|예약|부탁))"
    rf"|[둘셋넷]이(?:(?![가-힣])|(?=[갈가먹묵쓸탈]|요|에요|예요))"
)
_TOGETHER_BEGINS = "혼" + "".join(word[0] for word in SHARERS.split("|"))
"""What it can begin with beside a numeral."""
_SUFFIX = LazyPattern("(?:이서?|으?로)$")
_LOOSE_END = "[이가을를은는만]"
"""Where all words are run together (두명이가요) only the particle can be seen."""


class CountFinder:
    """Finds counts with any of the given counters: `CountFinder(["명", "박"])`."""

    def __init__(self, counters: Iterable[str]) -> None:
        known = list(dict.fromkeys(filter(None, counters)))
        people = [counter for counter in known if counter in _PEOPLE]
        self._people = "명" if "명" in people else people[0] if people else ""
        firsts = re.escape("".join({counter[0] for counter in known}))
        hint = (
            rf"[{LAST_LETTERS}혼둘셋넷](?:\s{{0,2}}[{firsts}]|자|이|밥|술)|{SHARERS}"
            if people
            else rf"[{LAST_LETTERS}]\s{{0,2}}[{firsts}]"
        )
        self._hint = LazyPattern(hint if known else "(?!)")
        counter = any_of(*known)
        at_end = rf"(?:{AT_END}|(?=간(?!격)))"
        self._pattern = LazyPattern(
            rf"(?:{NOT_IN_NUMBER}(?P<figures>{MIXED}|{FIGURES})|(?<![0-9])(?P<native>{COUNTING})"
            rf"|(?<![가-힣0-9])(?P<sino>{SINO}))"
            rf"(?:(?P<glued>{counter})(?:{at_end}|(?={_LOOSE_END}))"
            rf"|\s{{1,2}}(?P<spaced>{counter}){at_end})"
            + (rf"|(?P<together>{_TOGETHER})" if people else ""),
            firsts=FIRST_LETTERS + (_TOGETHER_BEGINS if people else ""),
        )

    def find(self, text: str) -> list[Count]:
        """The counts in `text`, from left to right; linear in its length."""
        return list(self._counts(text)) if self._hint.compiled.search(text) else []

    def _counts(self, text: str) -> Iterator[Count]:
        position = 0
        while found := self._pattern.compiled.search(text, position):
            start, position = found.span()
            if self._people and (words := found["together"]):
                number = 1 if words[0] == "혼" else read_number(_SUFFIX.compiled.sub("", words))
                counter = self._people
                if share := found["share"]:
                    start, number = found.start("share"), read_number(share)
            else:
                numeral = found["figures"] or found["native"] or found["sino"]
                counter = found["glued"] or found["spaced"]
                number = read_number(numeral) if _counts(found, numeral, counter) else None
                if number is None:
                    position = start + len(numeral)
            if number is not None:
                yield Count(start, found.end(), number, counter)


def _counts(found: re.Match[str], numeral: str, counter: str) -> bool:
    """Whether numeral and counter, side by side in a text, are a count."""
    text, start = found.string, found.start()
    before = text[max(0, start - _WINDOW) : start]
    spaced = found["spaced"] is not None
    if counter == "분" and not _are_people(found, numeral, before):
        return False
    if counter.startswith("일") and _MONTH.compiled.search(before):
        return False
    if not spaced and numeral + counter in _OTHER_WORDS:
        return False
    if found["native"]:
        return counter not in _ONLY_SINO and _is_numeral(numeral, counter, before, spaced)
    if found["sino"] and len(numeral) == 1:
        if spaced:
            return numeral != "이" or counter in _NEVER_THIS
        return counter in _SINO_TOO or len(counter) > 1 or numeral == "십"
    return True


def _are_people(found: re.Match[str], numeral: str, before: str) -> bool:
    if found["native"]:
        return True
    few = numeral.isdigit() and int(numeral) <= _MOST_PEOPLE
    return (
        few
        and not _HOUR.compiled.search(before)
        and not _MINUTES.compiled.match(found.string, found.end())
    )


def _is_numeral(numeral: str, counter: str, before: str, spaced: bool) -> bool:
    """Whether a native numeral is one, and not the end of the word before it: 친한 분."""
    if not "가" <= before[-1:] <= "힣":
        return True
    if spaced or before[-1:] + numeral in _NO_NUMERALS:
        return False
    if numeral == "한":
        return counter not in ("분", "사람")
    return len(numeral) > 1 or numeral in "두세네"


# Numbers alone.

_POLITE = (
    r"(?:이?요|이에요|예요|에요|입니다|입니당|이야|이[지죠]요?|으로요?|정도로?요?|쯤요?"
    r"|이고요?|이라고요?)"
)
_PARTICLE = (
    r"(?:이서|이나|이상|이하|이면|(?<=나)면|이?랑|까지만?|부터|밖에|[은는이가을를도만로](?:요)?|하고"
    r"|인데요?)"
)
_WORD_END = r"(?![가-힣0-9A-Za-z])"
# A unit behind a space: 3 시, 다섯 달.
_NO_UNIT = (
    r"(?!\s{1,2}(?:월|일|시|분|년|초|박|시간|개월|달|주|번|번째|도)"
    r"(?:[에로은는이]|부터|까지)?(?![가-힣]))"
)
_NUMBER = LazyPattern(
    rf"(?:(?<![^\s(])-)?{NOT_IN_NUMBER}(?<![A-Za-z])(?P<figures>{MIXED}|{FIGURES})"
    rf"(?![.,:/~-][0-9])(?:{_POLITE}|{_PARTICLE})?{_WORD_END}{_NO_UNIT}"
    rf"|(?<![가-힣0-9])(?P<native>{ALONE})(?!도|\s{{0,2}}(?:다(?!섯)|모두|중))"
    rf"(?:씩(?:이?요)?|{_POLITE}|{_PARTICLE})?{_WORD_END}{_NO_UNIT}"
    rf"|(?<![가-힣0-9])(?P<sino>{SINO}|영)"
    rf"(?:{_POLITE}|(?<=[가-힣]{{2}}){_PARTICLE})?{_WORD_END}{_NO_UNIT}",
    firsts=f"{FIRST_LETTERS}영-",
)
_ANY_NUMBER = LazyPattern(
    "[0-9나둘셋넷섯곱덟덜홉열물른흔쉰순든일이삼사오육칠팔구십백천만억영]"
    r"(?:\Z|[^가-힣]|[요이예에입으정쯤은가을를도만로하인랑까부밖면씩])"
)
# These are numbers only where nothing else is said: 일, 이천 (a town), 천사 (an angel).
_ONLY_ALONE = {"이천", "이만", "오만", "천만", "만일", "천사", "만사", "백일", "천일", "열"}
_ONLY_ALONE |= set("일이사오구백천만억영")
_LEAD_IN = LazyPattern(r"\W{0,3}(?:(?:네|예|응|음|어|아니요?|그럼)\W{0,3})?")
_LETTER = LazyPattern(r"\w")


def find_numbers(text: str) -> list[Count]:
    """Numbers without a counter, for when one has just been asked for: 3이요, 다섯, 12."""
    if not _ANY_NUMBER.compiled.search(text):
        return []
    counts = []
    for found in _NUMBER.compiled.finditer(text):
        words = found["native"] or found["sino"]
        if words in _ONLY_ALONE and not _is_alone(found):
            continue
        if found[0] in _DOES and _is_verb(text, *found.span()):
            continue
        start, end = found.span(found.lastgroup or 0)
        if found["figures"] and text[found.start()] == "-":
            start -= 1
        number = read_number(text[start:end])
        if number is not None:
            counts.append(Count(start, end, number, ""))
    return counts


_DIGITS = str.maketrans("공영일이삼사오육륙칠팔구", "001234566789")
_DIGIT = "[공영일이삼사오육륙칠팔구]"
_SPELLED = SoughtPattern(
    rf"(?<![가-힣])[공영]{_DIGIT}{{1,2}}\s?{_DIGIT}{{3,4}}\s?{_DIGIT}{{4}}"
    rf"(?=이?(?:[요에고야라다죠지입예]|[^가-힣]|\Z))",
    sign="[공영][공영일이삼사오육륙칠팔구]",
)


def in_digits(text: str, signs: Signs = ANY_SIGNS) -> str:
    """The text with figures for digits that are said one by one, as a telephone number is: 공일공
    일이삼사 오육칠팔. Each stands where its word stood."""
    if _SPELLED not in signs:
        return text
    return _SPELLED.compiled.sub(lambda found: found[0].translate(_DIGITS), text)


_DOES = {
    "하나요": ("긴", "도", "야", "게", "면", "까지", "부터"),
    "하나": ("긴", "야", "게", "까지", "부터", "에", "에서", "언제", "뭐", "어디", "어디서"),
}
"""What stands before a form of 하다 that is written like a number."""


def _is_verb(text: str, start: int, end: int) -> bool:
    """Whether 하나요 or, at the end, 하나 is a form of 하다: 가야 하나요, 몇 시까지 하나."""
    before = text[max(0, start - _WINDOW) : start].rstrip()
    word = text[start:end]
    return before.endswith(_DOES[word]) and (word != "하나" or not text[end:].strip(" ?.!"))


def _is_alone(found: re.Match[str]) -> bool:
    lead_in = _LEAD_IN.compiled.fullmatch(found.string, 0, found.start())
    return lead_in is not None and not _LETTER.compiled.search(found.string, found.end())


_BARE = SoughtPattern(
    "(?:아니|아니다|아|음|그럼|그냥|다시|그러면)*(?P<number>[0-9]{1,4})(?:으로|로)?(?:요|이요|할게요?|해줘|해주세요|해)?",
    sign="[0-9]",
)
NUMBER_SIGNS = frozenset((_BARE,))
"""One of these is where `bare_number` finds anything."""


def bare_number(letters: str) -> str:
    """The number that an utterance is, but for words that open or end it; "" where it is none.

    >>> bare_number("아니30으로요")
    '30'
    """
    found = _BARE.compiled.fullmatch(letters)
    return found["number"] if found else ""
