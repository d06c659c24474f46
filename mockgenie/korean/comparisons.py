"""How Korean compares: 삼만 원 이하, 일곱 시 이후, 두 시간 안 넘는, 제일 싼, 더 늦은.

What is read works on squeezed letters. A limit is written as the operator of a condition, an order
as `lowest`, `highest`, `ascending` or `descending`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor
from typing import Literal, NamedTuple, TypeAlias

from mockgenie.korean.indifference import OKAY
from mockgenie.korean.lazy_regex import LazyPattern, SoughtPattern
from mockgenie.korean.numerals import read_number
from mockgenie.korean.particles import PAIRS, attach
from mockgenie.korean.spelling import squeeze
from mockgenie.korean.utterance import Utterance

Scale: TypeAlias = Literal["amount", "moment"]
"""What is compared: an amount (numbers, durations), or a moment (days, times)."""

# Writing

_WRITTEN: dict[Scale, dict[str, str]] = {
    "amount": {"<=": "이하", "<": "미만", ">=": "이상", ">": "초과"},
    "moment": {"<=": "이전", "<": "전", ">=": "이후", ">": "이후"},
}
_UNIT = LazyPattern(
    r"\s?(?:(?:[천만억]\s?)?원|분|초|시간?|박|주|개월|달|년|점|명|개|잔|병|권|장|편|곳|대|석|층|평|세|살|마리|그램"
    r"|킬로(?:그램|미터)?|미터|km|kg|m|g|%|℃)(?![A-Za-z])"
)
_PARTICLE = LazyPattern("|".join(sorted((form for pair in PAIRS for form in pair), key=len)[::-1]))
_WORD_END = LazyPattern(r"(?![가-힣])")


def unit_before(text: str) -> str:
    """The unit of a number at the beginning of what is written behind it, "" for none."""
    found = _UNIT.compiled.match(text)
    return found[0] if found else ""


def write_comparison(limits: Sequence[tuple[str, str]], scale: Scale, unit: str = "") -> str:
    """Limits, each an operator and the words for its value, in words.

    >>> write_comparison([("<=", "30,000")], "amount", "원")
    '30,000원 이하'
    >>> write_comparison([(">=", "일곱 시"), ("<=", "아홉 시")], "moment")
    '일곱 시에서 아홉 시 사이'
    """
    limits = sorted(limits, key=lambda limit: limit[0].startswith("<"))
    if unit.strip() in ("년", "시"):
        scale = "moment"
    words = [f"{value}{unit}" for _, value in limits]
    if [operator for operator, _ in limits] == [">=", "<="]:
        return f"{words[0]}에서 {words[1]} 사이"
    written = (_WRITTEN[scale][operator] for operator, _ in limits)
    return " ".join(f"{word} {behind}" for word, behind in zip(words, written, strict=True))


def refit_particle(word: str, text: str) -> str:
    """`text`, which begins with a particle that was written behind another word, with the one that
    fits behind `word`; as it is where it begins with none.

    >>> refit_particle("이하", "이에요.")
    '예요.'
    """
    found = _PARTICLE.compiled.match(text)
    if found is None or not _WORD_END.compiled.match(text, found.end()):
        return text
    long, short = next(pair for pair in PAIRS if found[0] in pair)
    return attach(word, f"{long}({short})") + text[found.end() :]


# Reading: limits

_LIMITS: dict[Scale, LazyPattern] = {
    "amount": LazyPattern(
        r"(?:쯤|정도|가량)?(?:"
        r"(?P<le>이하|이내|안쪽|안으로|안에서?|밖에(?=못|안|없)|내로|내에서?|한도|까지|(?:[을를이가은는도])?[안못]넘(?:는|게|으면|고|었으면|을)"
        r"|(?:[을를이가은는도])?(?:넘|초과하)(?:지|진)(?:[는도만])?(?:않|안|말|마|못)(?:는|은|게|으면|고|았으면|을)?"
        r"|(?:[을를이가은는도])?(?:넘|초과하)으?면(?:안[돼되됩]|곤란|힘들|어렵|부담))"
        r"|(?P<lt>미만|밑(?:으로|에서?)|아래(?:로|에서?)?|(?:[이가도])?[안못]되(?:는|게)|보다더?(?:싼|싸|저렴|낮|적|짧|작|가까))"
        r"|(?P<ge>이상|부터)"
        r"|(?P<gt>초과|(?:[을를은는이])?넘(?:는|게|으면|고|은)|보다더?(?:비싼|비싸|높|많|긴|길|크|큰|먼|멀))"
        r")"
    ),
    "moment": LazyPattern(
        r"(?:쯤|정도|경|께)?(?:"
        r"(?P<le>이전|까지|안에|(?:[을를이가은는도])?[안못]넘(?:는|게|으면|고|었으면|을)"
        r"|(?:[을를이가은는도])?넘(?:지|진)(?:[는도])?(?:않|안|말|마|못)(?:는|은|게|으면|고|았으면|을)?)"
        r"|(?P<lt>(?:[이가]?되기|오기)?(?P<short>전)(?:까지는?|에는?|에만|으로|인)?"
        r"|보다더?(?:이른|일찍|빠른|빨리|먼저))"
        r"|(?P<ge>이후|부터|(?P<after>후)(?:에는?|로|인)?)"
        r"|(?P<gt>(?:[을를이가은는])?(?:넘어서|넘은|넘는|지나서|지난|지나면)|보다더?(?:늦|나중))"
        r")"
    ),
}
_OPERATORS = {"le": "<=", "lt": "<", "ge": ">=", "gt": ">"}
_MAY_COMPARE = SoughtPattern(
    r"이[하내상후전]|안[쪽으에]|내[로에]|한도|까지|부터|넘|초과|미만|밑|아래|안되|못되|보다|전|후|지나|지난|사이|에서|대"
    r"|최[대소저고]|[아어라]도|아야|어야|쯤|정도|가량|안팎|내외|예산|밖에|(?:[싸가빠쁘낮]|더라)도"
)
_BEFORE = LazyPattern(
    r"(?:(?P<le>최대한?|많아야|길어야|늦어도|비싸도|비싸야|비싸봐야|길어도|많아도|예산)"
    r"|(?P<ge>최소한?|적어도|못해도|빨라도|일러도|짧아도))[가-힣]{0,4}$"
)
_LONGEST_BEFORE = 8
_CONCEDES = SoughtPattern(
    "(?:(?P<price>비싸|나가)|(?P<distance>멀어?)|(?P<score>낮아?|나쁘|나빠)|(?P<duration>길어?))"
    f"(?:더라)?{OKAY}"
)
_CONCEDED_BEHIND = LazyPattern(
    "(?:보다|[을를이가은는])?(?:더|조금|좀|약간|살짝|훨씬|많이)*"
    "(?:비싸|넘어?|초과해|초과하|높아?|나가|들어?|많아?|멀어?|길어?|걸려|걸리)(?:더라)?도"
)
_BETWEEN = LazyPattern("(?:쯤|정도)?(?:에서|부터)(?:는)?")
_BEHIND_RANGE = LazyPattern("(?:쯤|정도)?(?:사이|까지|이내|안)")
_ENDPOINTS = ("부터", "까지")
"""What may stand for the ends of something else than the value of a slot."""


class Limit(NamedTuple):
    """A limit that is said of a value: its operator, `words` where the letters behind the value
    say so, and where these end."""

    operator: str
    words: str
    end: int


def may_compare(utterance: Utterance) -> bool:
    """Whether an utterance may say a limit; without a false no."""
    return _MAY_COMPARE in utterance.signs or (_TO.compiled.search(utterance.text) is not None)


def limit_of(utterance: Utterance, start: int, end: int, scale: Scale) -> Limit | None:
    """The limit that is said of a value from letter `start` to `end`: what stands behind it
    (삼만 원 이하), else before it (최대 삼만 원). None where there is none."""
    letters = utterance.letters
    found = _LIMITS[scale].compiled.match(letters, end)
    if found and _is_whole(utterance, found):
        kind = next(kind for kind in _OPERATORS if found[kind])
        return Limit(_OPERATORS[kind], found[kind], found.end())
    before = _BEFORE.compiled.search(letters, max(0, start - _LONGEST_BEFORE), start)
    if before:
        return Limit(_OPERATORS[before.lastgroup or ""], "", end)
    return None


def concession_end(letters: str, end: int) -> int | None:
    """Where it ends that more than an amount that ends at letter `end` is put up with (3만 원보다
    비싸도, 10만 원 좀 넘어도); None where it is not."""
    found = _CONCEDED_BEHIND.compiled.match(letters, end)
    return found.end() if found else None


def concessions(utterance: Utterance) -> Iterator[Measure]:
    """By which measures it is put up with what is not wished for: 비싸도 괜찮아요, 멀어도 돼요."""
    if _CONCEDES in utterance.signs:
        for found in _CONCEDES.compiled.finditer(utterance.letters):
            yield from (measure for measure in _CONCEDED if found[measure])


def _is_whole(utterance: Utterance, found: re.Match[str]) -> bool:
    """Whether the words are not the beginning of others: 일곱 시 전화."""
    groups = found.groupdict()
    short = groups.get("short") or groups.get("after")
    return not short or not found[0].endswith(short) or utterance.ends_word(found.end())


def range_end(utterance: Utterance, first_end: int, start: int, end: int) -> int | None:
    """Where a range ends whose second value stands from letter `start` to `end`, and whose first
    one ends at `first_end`: 삼만 원에서 오만 원 사이, 7시~9시. None where it is none."""
    letters = utterance.letters
    behind = _BEHIND_RANGE.compiled.match(letters, end)
    between = letters[first_end:start]
    if between and not _BETWEEN.compiled.fullmatch(between):
        return None
    if not between and not _TO.compiled.search(utterance.words_between(first_end - 1, start + 1)):
        return None
    if between.endswith("에서") and not behind:
        return span_end(utterance, end)
    return behind.end() if behind else end


_TO = LazyPattern("[~∼～–-]")


class NumberRanges:
    """Finds ranges of numbers with one of the given counters, written in digits: 3~5만 원."""

    def __init__(self, counters: Iterable[str]) -> None:
        number = r"([0-9]{1,9}(?:\.[0-9]{1,3})?)\s?([십백천만억]{0,2})"
        known = "|".join(sorted(map(re.escape, counters), key=len, reverse=True))
        self._pattern = LazyPattern(
            rf"(?<![0-9.,~-]){number}\s?(?:{known})?\s?[~∼～–-]\s?{number}\s?({known})(?![A-Za-z])"
        )

    def find(self, text: str) -> Iterator[NumberRange]:
        """The ranges in `text`, from left to right."""
        for found in self._pattern.compiled.finditer(text):
            least = read_number(found[1] + (found[2] or found[4]))
            most = read_number(found[3] + found[4])
            if least is not None and most is not None and least < most:
                yield NumberRange(*found.span(), found[5], least, most)


class NumberRange(NamedTuple):
    """What stands from `start` to `end` in a text: from `least` to `most` of what is counted."""

    start: int
    end: int
    counter: str
    least: int | float
    most: int | float


_SPAN = LazyPattern("대(?:로|에서?|의|인|면|도|가|는|정도|이)?요?")


def span_end(utterance: Utterance, end: int) -> int | None:
    """Where 대 ends that makes a number at `end` a whole range: 삼만 원대. None without it."""
    found = _SPAN.compiled.match(utterance.letters, end)
    if found and utterance.ends_word(found.end()):
        return end + 1
    return None


def span_above(number: str) -> str:
    """Where the range ends that 대 makes of a number: of 30000 it is 40000, of 4 it is 5."""
    whole = number.partition(".")[0]
    step = 10 ** (len(whole) - len(whole.rstrip("0"))) if whole.strip("0") else 1
    return str(int(whole) + step)


_ABOUT = LazyPattern("쯤|정도|가량|안팎|내외|전후")
_SLACK = 0.2
"""So far, as a part of it, is about an amount from it."""


def about_end(utterance: Utterance, end: int) -> int | None:
    """Where the words end that make an amount at `end` one that is only about right: 사만 원 정도.
    None without them."""
    found = _ABOUT.compiled.match(utterance.letters, end)
    return found.end() if found else None


def around(amount: float, whole: bool) -> tuple[str, str] | None:
    """The least and the most that is about an amount, `whole` numbers or not; None where none is.

    >>> around(40000, whole=True)
    ('32000', '48000')
    """
    least, most = round(amount * (1 - _SLACK), 2), round(amount * (1 + _SLACK), 2)
    if not whole:
        return f"{least:.12g}", f"{most:.12g}"
    least, most = ceil(least), floor(most)
    return (str(least), str(most)) if least <= most else None


# Reading: orders

Measure: TypeAlias = Literal["price", "distance", "score", "moment", "duration", "number"]
"""What an order is by. Only of a "number" adjectives do not tell it: 많은 is many of anything."""

_CONCEDED: tuple[Measure, ...] = ("price", "distance", "score", "duration")

_ADJECTIVES: dict[Measure, tuple[str, str]] = {
    "price": ("값?싼|싸게|싸고|싸(?=지|요?$)|저렴|저가", "비싼|비싸게|비싸(?=지|요?$)"),
    "distance": ("가까운|가까이|가깝|가까우|가까워(?=요?$)", "먼|멀리|멀(?=지)"),
    "score": ("낮은|나쁜", "높은|높고|높게|높았|높아(?=요?$)|좋은|좋고|좋아(?=요?$)"),
    "moment": ("이른|일찍|빠른|빨리|먼저|빨라요?$", "늦은|늦게|늦어요?$"),
    "duration": ("짧은|짧게|짧고|짧아요?$", "긴|길게|길(?=지)|길어요?$|오래"),
    "number": ("낮은|적은|작은", "높은|많은|큰"),
}
"""What is said of little and of much of each."""
_COUNTED: dict[str, Measure] = {
    "원": "price",
    **dict.fromkeys(("미터", "m", "킬로", "킬로미터", "km", "분 거리"), "distance"),
    "점": "score",
}
_TYPES: dict[str, Measure] = {"date": "moment", "time": "moment", "duration": "duration"}


def measure_of(type_: str, counters: Sequence[str]) -> Measure:
    """What the order is by of a slot of a type, whose numbers have these counters."""
    if measure := _TYPES.get(type_):
        return measure
    return next((_COUNTED[one] for one in counters if one in _COUNTED), "number")


class OrderWords:
    """What is said of little and of much of something.

    `less`, `more`: more words for that, as authors write them; `words`: what it is called. An
    adjective alone (싼 거) orders where it is said of nothing else, the author lists it, or beside
    one of `words` (평점 높은 거); one that is said of anything (높은) only there.
    """

    def __init__(
        self, measure: Measure, less: Sequence[str], more: Sequence[str], words: Sequence[str]
    ) -> None:
        listed = bool(less or more)
        self._orders_alone = listed or measure in ("price", "distance")
        self._orders_by_name = measure == "score"
        self._needs_name = measure in ("number", "score")
        self._listed = LazyPattern(_any((*less, *more), "(?!)"))
        low, high = _ADJECTIVES[measure]
        self.adjectives = f"{_any(less, low)}|{_any(more, high)}"
        names = _any(words, "(?!)")
        self._less = LazyPattern(_any(less, low))
        self._names = LazyPattern(names)
        self._pattern = LazyPattern(
            rf"(?:(?P<name>{names})(?:에서|[이가은는도을를])?)?"
            rf"(?:(?P<most>제일|가장|젤)|(?:조금|좀|훨씬)?(?P<than>[더덜]))?"
            rf"(?:(?P<inner>{names})(?:에서|[이가은는도])?)?"
            rf"(?P<adjective>{self.adjectives})(?:한?(?P<by>순))?"
        )

    def find(self, letters: str) -> Iterator[FoundOrder]:
        """The orders that letters say."""
        for found in self._pattern.compiled.finditer(letters):
            named = found["name"] or found["inner"]
            listed = self._listed.compiled.match(letters, found.start("adjective"))
            among = _is_among(letters, found)
            named = named or (among and self._names.compiled.search(letters, 0, found.start()))
            if self._needs_name and not (named or listed):
                continue
            less = self._less.compiled.match(letters, found.start("adjective")) is not None
            if order := self._order(letters, found, among, less):
                alone = not (found["most"] or found["than"] or found["by"] or among)
                yield FoundOrder(found.start(), found.end(), order, alone)

    def _order(self, letters: str, found: re.Match[str], among: bool, less: bool) -> str:
        """The order that is said, "" for none; `among`: of what was spoken of, `less`: the
        adjective says little."""
        if found["by"]:
            return "ascending" if less else "descending"
        if found["most"] or among:
            return "lowest" if less == (found["than"] != "덜") else "highest"
        if than := found["than"]:
            if _IS_SAID.compiled.match(letters, found.end() - 1):
                return ""  # 주말에는 더 싸요?
            return "less" if less == (than == "더") else "more"
        if not self._orders(found):
            return ""
        if _DECIDES.compiled.match(letters, found.end()):
            return "lowest" if less else "highest"
        if _says(letters, found.end(), less):
            return ""
        return "ascending" if less else "descending"

    def _orders(self, found: re.Match[str]) -> bool:
        """Whether an adjective orders that says neither most, more nor by."""
        named = found["name"] or found["inner"]
        return self._orders_alone or bool(named and self._orders_by_name)


class FoundOrder(NamedTuple):
    """Letters from start to end that say an order: one of `ORDERS`, or "less" or "more" than what
    is spoken of. `alone`: an adjective says it that may be a value of something else."""

    start: int
    end: int
    order: str
    alone: bool


_WHICH = LazyPattern(r"(?:어디가|어느(?:[가-힣]{1,3}?[이가]|게)|뭐가|어떤게)(?:조금|좀|훨씬)?\Z")
_AMONG = LazyPattern(r"중(?:에서?)?(?:조금|좀|훨씬)?\Z")
_SIDE = LazyPattern("한?쪽(?!으로(?:보|찾|알|추))")
"""What makes 더 싼 the first of those spoken of: 어디가 더 싸요, 둘 중 더 싼 데, 더 싼 쪽은."""
_LONGEST_WHICH = 12


def _is_among(letters: str, found: re.Match[str]) -> bool:
    start = found.start()
    before = max(0, start - _LONGEST_WHICH)
    if found["than"] and (
        _SIDE.compiled.match(letters, found.end()) or _AMONG.compiled.search(letters, before, start)
    ):
        return True
    return _WHICH.compiled.search(letters, before, start) is not None


_DECIDES = LazyPattern(
    "한?(?:데|곳|집|거|걸|쪽|방|호텔|숙소|식당)(?:으?로)(?:그냥)?(?:할게|할래|하자|하죠|하겠|갈게|가자|예약|정할|결정)"
)
"""What decides for the first of an order: 평점 높은 데로 할게요."""
_IS_SAID = LazyPattern("[싸아워]요?$")
_PREDICATE = LazyPattern("가|지(?![는도만]?[않안])|네|다|데도|줄|것같|거같|거예|거야|편이")
_COMPLAINT = LazyPattern("데요?$")
"""What makes an adjective one that says something, instead of one that asks for it: 비싼가요,
비싼데요, but not 싼 데요."""


def _says(letters: str, end: int, less: bool) -> bool:
    if letters[end - 1] in "아워" or _PREDICATE.compiled.match(letters, end):
        return True
    return not less and _COMPLAINT.compiled.match(letters, end) is not None


def _any(words: Sequence[str], otherwise: str) -> str:
    return "|".join([*(re.escape(squeeze(word)) for word in words), otherwise])
