"""Words that are written together: 토요일세시에두명이요 is 토요일 세시에 두명이요.

Most words are found wherever they stand; a number, a pointer (거기), a yes and what has a single
letter have to begin a word. Where one of these stands in a long word, right behind something that
is understood or behind an ending, a word begins there; so one does where the language says so
whatever is spoken of (`word_breaks`). The utterance is then read again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from mockgenie.korean import COUNTING, end_of_value, only_follows, read_utterance, word_breaks
from mockgenie.nlu.joining import joined
from mockgenie.nlu.patterns import Span
from mockgenie.nlu.remembered import remembered
from mockgenie.nlu.spelling import COUNTERS_OF_TYPE
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.vocabulary import Vocabulary

_LONG = 4
"""Letters of a word that may be several."""
_MANY = 8
"""Letters of a word that surely is several."""
_LONGEST = 200
"""Letters; a longer utterance is read as it is."""
_REACH = 4
"""So many letters behind a word may belong to a number in it: 토요일세 시에."""
_LONG_WORD = re.compile(b"\1" + b"\0" * (_LONG - 1) + b"+")
_NUMERAL = frozenset("한두세네섯곱덟덜홉열물른흔쉰순든무석넉0123456789")
"""Letters with which a numeral may go on in the next word."""
_PARTICLE = (
    "에서는|에서|에는|에|으로|로|부터|까지|이랑|랑|하고|이나|이고요|이고|고|인데요|인데|이요|요|이에요|예요|입니다"
    "|쯤에|쯤|정도|좀|만|간|동안|쪽에|쪽으로|쪽|라도|은|는|이|가|을|를|도|의|과|와"
)
_OPENINGS = re.compile(
    "네네|네|넵|넹|예(?![약정술매])|응|아니요|아니오|아뇨|아니다|아니|음|아|오|그럼|그러면|그리고|그냥|혹시|저기요|있잖아요?"
    "|안녕하세요|다(?=상관|괜찮|무관)"
)
"""What an utterance begins with before it comes to the point."""
_YES = re.compile("네(?=있|없|좋|맞|괜찮|부탁|해주|그렇|됩|돼)")
_POINTER = (
    "거기|거긴|거길|그곳|그쪽|여기|이곳|그날|그때|같은날|같은시간|그거|그걸|그것|그건"
    "|그호텔|그식당|그숙소"
)
_DAYS = "하루|이틀|사흘|나흘|닷새|열흘|일주일"
_PARTS_OF_DAY = ("오전", "오후", "저녁", "아침", "새벽", "점심", "낮", "밤")
_ALONE = (
    "하나(?!요)(?=[가-힣]|$)|(?:둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)"
    "(?=이?[요고랑서]|이[가갑갈]|만|정도|으로|입니|예약|예매|주|포장|부탁|추가|배달|시킬|시켜|끊|$)"
)
_NUMERALS = re.compile("하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열")
_SINO = "[일이삼사오육칠팔구]?[십백천만][일이삼사오육칠팔구십백천만]{0,6}"
_BEHIND_COUNT = re.compile(
    "(?:간|동안)?"
    "(?:에서|에|으로|로|부터|까지|이고요|이고|이랑|랑|이요|만|쯤에|쯤|정도에|정도|을|를|도|이서|하고|말고)?"
)
_GO_ON = re.compile(
    "[0-9은는이가의인용실석차째당분더반밖요대월국라]|짜리|이상|이하|이내|미만|씩|전|후|뒤|내|안|예약|주|입|예요|할게|해주|해줘"
)
"""What may follow a number and its counter in the same word."""
_MORE_PARTICLES = re.compile("[은는도요만서의]|이(?:고|면|에|요|나)")
_BOUND = "데거게걸것곳수줄지해하"
"""Words of one letter that stand behind others: 찾는데 is not 찾는 데, nor 추천해줘 추천 해 줘."""
_OF_SINO = frozenset(("일", "월", "년", "원", "퍼센트", "프로"))
"""Counters that no native numeral stands before: 한일곱시 is no 한일."""
_ADVERBS = (
    "똑같이",
    "모두",
    "총",
    "전부",
    "그냥",
    "같이",
    "함께",
    "다시",
    "저희",
    "우리",
    "꼭",
    "한",
)
_MAY_END = tuple("고데면에는은니다거것걸랑만도로서요죠게")
"""What may end a word, so that a number may begin behind it, but for 한, which makes an adjective
of many a noun (필요한 시간)."""
_BY_THEM = re.compile("이(?=[가갑갈])")
"""둘이 갑니다."""
_SAYS_MORE = "한는은던"
"""What ends an adjective before a noun."""
_ENDS_SURELY = tuple("고면에는서랑")
_VERB_BEHIND = re.compile("(?=[안못오와올온팔없있]|마[시실셔])|(?=[게거건걸데][가-힣])")
_SINGLE_BEHIND = re.compile(
    "(?:는|은|을|를|도|이랑)(?=[가-힣]{2})|(?:가|이|)(?=[안못오와올온팔마없있])"
    "|(?=하나|둘|[한두세네다][가-힣]|전부|모두|좀|보[내낼]|[꺼끄켜]|줄|줘|주세|주실|놔|둬|도[돼되]|$)"
)
"""What may follow a value of a single letter: 비가와요, 술안파는데."""
_ADJECTIVE = re.compile("(?<=[가-힣])한(?=[가-힣])")


def separate_words(vocabulary: Vocabulary) -> Step:
    """Where words begin in what is written without spaces."""
    slots = vocabulary.slots.values()
    counters = {"시", "개"}.union(
        *(slot.counters for slot in slots), *(COUNTERS_OF_TYPE.get(slot.type, ()) for slot in slots)
    )
    if "박" in counters:
        counters.add("밤")
    counter = "|".join(sorted(map(re.escape, counters), key=len, reverse=True))
    parts = "|".join(_PARTS_OF_DAY)
    time = f"(?:[0-9]{{1,2}}|{COUNTING})시(?!간)(?:반|[0-9]{{1,2}}분)?"
    native = "|".join(sorted(map(re.escape, counters - _OF_SINO), key=len, reverse=True))
    count = re.compile(
        f"{time}|[0-9]+(?:{counter})|{COUNTING}(?:{native})|{_DAYS}"
        f"|{_SINO}(?:{counter}|퍼센트|프로|원|까지|으로)|[이삼사오육칠팔구](?:개월|퍼센트|프로)"
    )
    begins = re.compile(f"(?:{parts})(?:{time})|{_POINTER}|{_DAYS}|혼자|{_ALONE}")
    single = {
        word
        for word, entry in vocabulary.lexicon.items()
        if len(word) == 1 and word not in _BOUND and (entry.meanings or entry.patterns)
    }
    separate = _Separate(begins, count, "".join(sorted(single)))

    def step(draft: Draft) -> None:
        utterance = draft.utterance
        letters = utterance.letters
        if len(letters) > _LONGEST or draft.is_read:
            return
        found: list[int] = []
        spans: list[Span] = []
        together = joined(draft, vocabulary.lexicon)
        if together is not None:
            utterance, spans = together
        several = together is not None or any(map(separate.may_need_spaces, utterance.words))
        for word in _LONG_WORD.finditer(utterance.starts) if several else ():
            start, end = word.span()
            more = _REACH if letters[end - 1] in _NUMERAL else 0
            if not separate.may_be_several(letters[start : end + more], end - start):
                continue
            spans = spans or _spans(draft)
            reach = max([last for first, last in spans if first == start], default=start)
            if reach == start or end_of_value(utterance, reach) < end:
                found += separate.within(letters, start, end, spans)
        found = [place for place in sorted(set(found)) if not utterance.starts[place]]
        if found or together:
            draft.corrected = read_utterance(utterance.with_spaces(found))

    return step


def _spans(draft: Draft) -> list[Span]:
    """Letters that are understood, of those that are several."""
    return [
        (start, end)
        for kind in (draft.candidates, draft.cues, draft.pattern_starts)
        for start, end, _ in kind
        if end - start > 1
    ]


class _Separate:
    def __init__(self, begins: re.Pattern[str], count: re.Pattern[str], single: str) -> None:
        self._begins = begins
        self._count = count
        self._single = single
        self._has_single = re.compile(f"[{single}]") if single else None
        self.may_be_several = remembered(10_000, self._may_be_several)
        """Whether something in the first letters of a word and those behind it, as many as it
        has, is what may begin a word."""
        self.may_need_spaces = remembered(10_000, self._may_need_spaces)
        """Whether a word may be several, whatever is behind it."""

    def _may_need_spaces(self, word: str) -> bool:
        size = len(word)
        return size >= _LONG and (word[-1] in _NUMERAL or self._may_be_several(word, size))

    def _may_be_several(self, letters: str, size: int) -> bool:
        return bool(
            word_breaks(letters[:size])
            or self._begins.search(letters, 1)
            or self._count.search(letters)
            or _NUMERALS.search(letters, 1, size)
            or _OPENINGS.match(letters, 0, size - 1)
            or _ADJECTIVE.search(letters, 0, size)
            or (self._has_single and self._has_single.search(letters, 0, size))
            or letters.find("비", 1, size - 2) > 0
            or size >= _MANY
        )

    def within(self, letters: str, start: int, end: int, spans: Sequence[Span]) -> list[int]:
        """Where words begin from letter `start`, where one does, up to `end`; `spans` are letters
        that are understood."""
        firsts = {first for first, _ in spans}
        complete: set[int] = set()
        for _, last in spans:
            if start < last < end:
                complete.update(_ends(letters, last))
        found = set(self._behind_openings(letters, start, end, firsts))
        found.update(start + place for place in word_breaks(letters[start:end]))
        complete |= found
        found.update(_behind_particles(letters, start, end, spans))
        found.update(_behind_topic(letters, start, end, spans))
        found.update(_behind_adjectives(letters, start, end, firsts, complete))
        found.update(self._around_single_letters(letters, start, end, complete, firsts))
        complete |= found
        found.update(self._around_counts(letters, start, end, complete, spans))
        for match in self._begins.finditer(letters, start + 1, end):
            first, last = match.span()
            if _may_begin(letters, start, first, complete):
                found.add(first)
                complete.update(_ends(letters, last))
                if last in firsts:
                    found.add(last)
                if _NUMERALS.match(match[0]):
                    last += _BY_THEM.match(letters, last) is not None
                    found.update(
                        {last} if last > match.end() else _behind_count(letters, last, end)
                    )
        for match in _NUMERALS.finditer(letters, start + 1, end):
            if match.start() in complete and match.end() in firsts:
                found.update(match.span())  # 인원여섯기간은
        found.update(_before_negations(letters, start, end, firsts, complete))
        return sorted(place for place in found if start < place < len(letters))

    def _around_counts(
        self, letters: str, start: int, end: int, complete: set[int], spans: Sequence[Span]
    ) -> Iterator[int]:
        """Where numbers with their counters begin, and what follows them; adds to `complete`."""
        for match in self._count.finditer(letters, start, end + _REACH):
            first, last = match.span()
            if first >= end:
                break
            if first == start and last > end:
                continue
            if any(first < one < last < other for one, other in spans):
                continue  # 위치한박물관, 저렴한분식
            if not letters[first].isdigit() and first > start:
                if letters.endswith(_PARTS_OF_DAY, start, first):
                    pass  # 저녁일곱시 is one
                elif _may_begin(letters, start, first, complete):
                    yield first
                else:
                    continue  # 친한분
            complete.update(_ends(letters, last))
            yield from _behind_count(letters, last, end if last <= end else len(letters))

    def _around_single_letters(
        self, letters: str, start: int, end: int, complete: set[int], firsts: Collection[int]
    ) -> Iterator[int]:
        if letters[start] == "낼" and (
            start + 1 in firsts or self._count.match(letters, start + 1)
        ):
            yield start + 1
        for first in firsts:  # 만한|싼|모텔
            place = first - 1
            if not start <= place < end or letters[place] not in self._single:
                continue
            begins = end - start >= _MANY if place == start else letters[place - 1] in _SAYS_MORE
            if begins or place in complete:
                yield from (place, first)
        places = [start, *complete]
        for place in places:
            if place >= end or letters[place] not in self._single:
                continue
            behind = _VERB_BEHIND if place == start and end - start < _MANY else _SINGLE_BEHIND
            if match := behind.match(letters, place + 1, end):
                yield place
                yield match.end()
                places.append(match.end())  # 눈도|비도
                if letters[match.end() : match.end() + 1] == "다":
                    yield match.end() + 1  # 불|다|꺼

    def _behind_openings(
        self, letters: str, start: int, end: int, firsts: Collection[int]
    ) -> Iterator[int]:
        places = []
        place = start
        while match := _OPENINGS.match(letters, place, end):
            place = match.end()
            places.append(place)
            single = letters[place : place + 1] in self._single and place < end
            if (
                place in firsts
                or self._begins.match(letters, place, end)
                or _YES.match(letters, match.start(), end)
                or (single and _SINGLE_BEHIND.match(letters, place + 1, end))
            ):
                yield from places
                places = []


def _may_begin(letters: str, start: int, first: int, complete: Collection[int]) -> bool:
    """Whether a number or a pointer may begin at letter `first` of the word from `start` on."""
    if first in complete or letters.endswith(_ADVERBS, start, first) or letters[first - 1] < "가":
        return True
    may_end = _ENDS_SURELY if letters[first] == "한" else _MAY_END
    return letters.endswith(may_end, start + 1, first)


def _behind_particles(letters: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[int]:
    """Where something understood begins behind another and its particle: 프리미엄은|가격이."""
    lasts = {last for first, last in spans if start <= first and last < end}
    for first, last in spans:
        if start < first < end and not only_follows(letters[first:last]):
            for size in (1, 2):
                if first - size in lasts and _PARTICLES.fullmatch(letters, first - size, first):
                    yield first


def _behind_topic(letters: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[int]:
    """Where something is said of what a word begins with: 장소는|신촌역이에요."""
    for first, last in spans:
        if first == start and last + _LONG < end and letters[last] in "은는":
            yield last + 1


def _behind_adjectives(
    letters: str, start: int, end: int, firsts: Collection[int], complete: Collection[int]
) -> Iterator[int]:
    """Where a noun begins behind an adjective: 조용한|식당 is no 한식당."""
    for match in _ADJECTIVE.finditer(letters, start, end):
        first, last = match.span()
        if last in firsts and first not in complete and letters[first - 1] not in _ENDS_SURELY:
            yield last


def _before_negations(
    letters: str, start: int, end: int, firsts: Collection[int], complete: Collection[int]
) -> Iterator[int]:
    """Where 비흡연 and the like begin: 꼭|비흡연숙소."""
    for place in complete:
        if start < place < end and letters[place] == "비" and place + 1 in firsts:
            yield place


def _behind_count(letters: str, last: int, end: int) -> Iterator[int]:
    """Where a word begins behind a number and its counter, which end at letter `last`."""
    behind = _BEHIND_COUNT.match(letters, last)
    particle = behind.end() if behind else last
    if particle < end:
        go_on = _GO_ON if particle == last else _MORE_PARTICLES
        if not go_on.match(letters, particle):
            yield particle


_PARTICLES = re.compile(_PARTICLE)


def _ends(letters: str, end: int) -> Iterator[int]:
    """Where a word that ends at letter `end` may end with its particle."""
    yield end
    if match := _PARTICLES.match(letters, end):
        yield match.end()
