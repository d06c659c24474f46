"""Numerals as people write them: 3, 1,500, 세, 스물다섯, 이만 오천, 3만 5천.

The patterns here are pieces of those that find counts, times and durations. Every repetition in
them is bounded, so that a search is linear in the length of a text.
"""

from __future__ import annotations

import re

from mockgenie.korean.lazy_regex import LazyPattern

_ONES = {
    "하나": 1,
    "둘": 2,
    "셋": 3,
    "넷": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "여덜": 8,
    "아홉": 9,
}
_BEFORE_COUNTER = {"한": 1, "두": 2, "세": 3, "네": 4}
"""The forms that 하나, 둘, 셋 and 넷 take before a counter."""

UP_TO_TEN = _BEFORE_COUNTER | dict(
    zip(("다섯", "여섯", "일곱", "여덟", "아홉", "열"), range(5, 11), strict=True)
)
"""Native numbers before what they count."""

_TENS = {
    "열": 10,
    "스물": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_ODD = {"스무": 20, "석": 3, "넉": 4}
_ABOUT = {
    "한두": 2,
    "두어": 2,
    "두세": 3,
    "두서너": 4,
    "서너": 4,
    "세네": 4,
    "너덧": 5,
    "너댓": 5,
    "네댓": 5,
    "네다섯": 5,
    "너다섯": 5,
    "댓": 5,
    "대여섯": 6,
    "예닐곱": 7,
    "일고여덟": 8,
    "여덟아홉": 9,
    "엳아홉": 9,
    "여남은": 10,
}
"""One number or the next: the greater one, so that nobody has to stand."""
_NATIVE = _ONES | _BEFORE_COUNTER | _TENS | _ODD | _ABOUT
_DIGITS = {digit: value for value, digit in enumerate("일이삼사오육칠팔구", 1)}
_POWERS = {"십": 10, "백": 100, "천": 1000}
_MYRIADS = {"만": 10**4, "억": 10**8, "조": 10**12}

LAST_LETTERS = "0-9한두세네석넉섯곱덟덜홉열물무른흔쉰순든일이삼사오육칠팔구십백천만억어너덧댓은"
"""What a numeral before a counter can end in: the inside of a character class."""


FIRST_LETTERS = "".join(
    ["0-9", *dict.fromkeys(word[0] for word in _NATIVE), *_DIGITS, *_POWERS, "만억"]
)
"""What a numeral can begin with: the inside of a character class."""


def any_of(*words: str) -> str:
    """A pattern for one of the words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


FIGURES = r"(?:(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?!,?[0-9])|[0-9]{1,15})(?:\.[0-9]{1,6})?(?![0-9]))"
NOT_IN_NUMBER = r"(?<![0-9])(?<![0-9][.,:/~-])"
"""Before figures: they are not the end of another number, of a date or of a range."""

_DIGIT = "[일이삼사오육칠팔구]"
# Behind a power of ten 이 may begin the ending: 이십이요 is 20.
_LAST_DIGIT = rf"(?!(?<=[십백천만억])이(?:요|에요|예요|서|랑|야|고|라|나|면|상|하)){_DIGIT}"
_TO_9999 = rf"(?:{_DIGIT}?천)?(?:\ ?{_DIGIT}?백)?(?:\ ?{_DIGIT}?십)?(?:\ ?{_LAST_DIGIT})?"
_DIGIT_OR_POWER = "[일이삼사오육칠팔구십백천만억]"
SINO = (
    rf"(?:(?={_DIGIT_OR_POWER})(?:{_TO_9999}억)?(?:\ ?{_TO_9999}만)?(?:\ ?{_TO_9999})?"
    rf"(?<={_DIGIT_OR_POWER}))"
)
MIXED = (
    rf"(?:{FIGURES}[십백천만억조]{{1,2}}(?:\ ?(?:{FIGURES}|{_DIGIT})[십백천만]{{1,2}}){{0,3}}"
    rf"(?:\ ?{FIGURES}|{_LAST_DIGIT})?)"
)
"""Figures and powers of ten: 3만 5천, 2만 500. `read_number` knows which of them are numbers."""

COUNTING = (
    rf"(?:(?:{any_of(*_TENS)})\ ?(?:{any_of(*_ABOUT, *_BEFORE_COUNTER, *list(_ONES)[4:])})"
    rf"|{any_of(*_ABOUT, *_BEFORE_COUNTER, *list(_ONES)[4:], *_TENS, *_ODD)})"
)
"""A native numeral before its counter: 한, 열두, 스무, 서너."""

ALONE = rf"(?:(?:{any_of(*_TENS)})\ ?(?:{any_of(*_ONES)})|{any_of(*_ONES, *_TENS)})"
"""A native numeral without a counter: 하나, 열둘, 스물."""

_RUN_ON = any_of(
    *[
        "이요",
        "이에요",
        "예요",
        "에요",
        "이예요",
        "입니",
        "이서",
        "이랑",
        "이고",
        "이나",
        "이라",
        "이상",
        "이하",
        "이내",
        "이야",
        "이지",
        "이죠",
        "이다",
    ],
    *[
        "이면",
        "이네",
        "이었",
        "인데",
        "인가",
        "인거",
        "으로",
        "하고",
        "부터",
        "까지",
        "동안",
        "정도",
        "한테",
        "에게",
        "에서",
        "씩",
        "쯤",
        "짜리",
    ],
    *[
        "밖에",
        "미만",
        "초과",
        "안쪽",
        "넘",
        "안넘",
        "못넘",
        "보다",
        "대로",
        "대의",
        "말고",
        "빼고",
        "예약",
        "주문",
        "추가",
        "부탁",
        "주세",
        "주시",
        "줘",
        "할게",
        "할께",
        "해주",
        "해줘",
        "묵을",
        "먹을",
    ],
    *["갈게", "갈거", "갈께", "있어", "있습", "가능", "더주"],
)
AT_END = (
    rf"(?=\Z|[^가-힣]|(?:{_RUN_ON})|(?<!개)인(?![가-힣])|대(?![가-힣])"
    r"|이?면(?=\s?(?:돼|되|됩|충분|좋|괜))|[은는이가을를도만에의로와과랑요임더](?:[요는은도만]|으로)?(?![가-힣]))"
)
"""Behind a counter: the word ends, or a particle, an ending or a verb run on to it follows."""

_FIGURES = LazyPattern(FIGURES)
_SPOKEN = LazyPattern(f"{SINO}|{MIXED}")
_NATIVE_WORDS = LazyPattern(f"{COUNTING}|{ALONE}")
_PARTS = LazyPattern(rf"{FIGURES}|[가-힣]")
_NATIVE_PARTS = LazyPattern(any_of(*_NATIVE))


def read_number(words: str) -> int | float | None:
    """The number that `words` are: figures, native, Sino-Korean or mixed; None for other words.

    >>> read_number("1,500"), read_number("스물다섯"), read_number("3만 5천")
    (1500, 25, 35000)
    """
    words = words.strip()
    if words.startswith("-"):
        return -_read_figures(words[1:]) if _FIGURES.compiled.fullmatch(words, 1) else None
    if _FIGURES.compiled.fullmatch(words):
        return _read_figures(words)
    if words == "영":
        return 0
    if _NATIVE_WORDS.compiled.fullmatch(words):
        return sum(_NATIVE[part] for part in _NATIVE_PARTS.compiled.findall(words))
    return _read_spoken(words) if _SPOKEN.compiled.fullmatch(words) else None


def _read_figures(figures: str) -> int | float:
    figures = figures.replace(",", "")
    return float(figures) if "." in figures else int(figures)


def _read_spoken(words: str) -> int | float | None:
    """A number of digits and powers of ten, these in falling order; else None."""
    total: int | float = 0
    section: int | float = 0
    digit: int | float | None = None
    power, myriad = 10**4, 10**16
    for part in _PARTS.compiled.findall(words):
        if part in _POWERS:
            if _POWERS[part] >= power:
                return None
            power = _POWERS[part]
            section += (1 if digit is None else digit) * power
            digit = None
        elif part in _MYRIADS:
            if _MYRIADS[part] >= myriad:
                return None
            myriad, power = _MYRIADS[part], 10**4
            lone = digit is None and section == 0
            total += (1 if lone else section + (digit or 0)) * myriad
            section, digit = 0, None
        elif digit is not None:
            return None
        else:
            digit = _DIGITS.get(part) or _read_figures(part)
            if digit >= power:
                return None
    total += section + (digit or 0)
    return int(total) if total == int(total) else round(total, 6)
