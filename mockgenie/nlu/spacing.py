"""Words that are written together: 토요일세시에두명이요 is 토요일 세시에 두명이요.

Most words are found wherever they stand; a number, a pointer (거기), a yes and what has a single
letter have to begin a word. Where one of these stands in a long word, right behind something that
is understood, a word begins there. The utterance is then read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mockgenie.korean import COUNTING, end_of_value, read_utterance
from mockgenie.nlu.spelling import COUNTERS_OF_TYPE
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.vocabulary import Vocabulary

_LONG = 4
"""Letters of a word that may be several."""
_LONGEST = 200
"""Letters; a longer utterance is read as it is."""
_REACH = 4
"""So many letters behind a word may belong to a number in it: 토요일세 시에."""
_LONG_WORD = re.compile(b"\1" + b"\0" * (_LONG - 1))
_PARTICLE = (
    "에서는|에서|에는|에|으로|로|부터|까지|이랑|랑|하고|이나|이고요|이고|고|인데요|인데|이요|요|이에요|예요|입니다"
    "|쯤에|쯤|정도|좀|만|간|동안|쪽에|쪽으로|쪽|라도|은|는|이|가|을|를|도|의|과|와"
)
_OPENINGS = re.compile(
    "네네|네|넵|넹|예|응|아니요|아니오|아뇨|아니다|아니|음|아|오|그럼|그러면|그리고|그냥|혹시"
)
"""What an utterance begins with before it comes to the point."""
_POLITE = re.compile("(?:[아어해세예에네데게래군까나]요|죠|니다|니까)(?=[가-힣0-9]{2})")
_POINTER = (
    "거기|거긴|거길|그곳|그쪽|여기|이곳|그날|그때|같은날|같은시간|그거|그걸|그것|그건"
    "|그호텔|그식당|그숙소"
)
_SURE_POINTER = re.compile(
    "거기(?=로|에|서|도|는|가|라도|요|예|주|까)|그(?:곳|호텔|숙소|식당)(?=[으로에이은는을도])"
)
"""What is no part of another word, whatever stands before it."""
_DAYS = "하루|이틀|사흘|나흘|닷새|열흘|일주일"
_PARTS_OF_DAY = ("오전", "오후", "저녁", "아침", "새벽", "점심", "낮", "밤")
_ALONE = (
    "(?:하나(?!요)|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)"
    "(?=이?[요고랑서]|만|정도|으로|입니|예약|주|포장|부탁|추가|배달)"
)
_BEHIND_COUNT = re.compile(
    "(?:간|동안)?"
    "(?:에서|에|으로|로|부터|까지|이고요|이고|이랑|랑|이요|만|쯤에|쯤|정도에|정도|을|를|도|이서|하고|말고)?"
)
_GO_ON = re.compile(
    "[0-9은는이가의인용실석차째당분더반밖요대]|짜리|이상|이하|이내|미만|씩|전|후|뒤|내|안|예약|주|입|예요|할게|해주|해줘"
)
"""What may follow a number and its counter in the same word."""
_MORE_PARTICLES = re.compile("[은는도요만서이나의]")
_ADVERBS = ("똑같이", "모두", "총", "전부", "그냥", "같이", "함께", "다시", "저희", "우리")
_VERB_BEHIND = re.compile("(?=[안못오와올온])")
_SINGLE_BEHIND = re.compile("(?:가|는|은|이|을|를|도|)(?=[안못오와올온팔마]|$)")
"""What may follow a value of a single letter: 비가와요, 술안파는데."""


def separate_words(vocabulary: Vocabulary) -> Step:
    """Where words begin in what is written without spaces."""
    slots = vocabulary.slots.values()
    counters = {"시"}.union(
        *(slot.counters for slot in slots), *(COUNTERS_OF_TYPE.get(slot.type, ()) for slot in slots)
    )
    counter = "|".join(sorted(map(re.escape, counters), key=len, reverse=True))
    parts = "|".join(_PARTS_OF_DAY)
    time = f"(?:[0-9]{{1,2}}|{COUNTING})시(?:반|[0-9]{{1,2}}분)?"
    count = re.compile(f"{time}|(?:[0-9]+|{COUNTING})(?:{counter})|{_DAYS}")
    begins = re.compile(f"(?:{parts})(?:{time})|{_POINTER}|{_DAYS}|혼자|{_ALONE}")
    single = {
        word for word, entry in vocabulary.lexicon.items() if len(word) == 1 and entry.meanings
    }
    separate = _Separate(begins, count, single)

    def step(draft: Draft) -> None:
        utterance = draft.utterance
        if len(utterance.letters) > _LONGEST:
            return
        if not (long_words := list(_LONG_WORD.finditer(utterance.starts))):
            return
        spans = [
            (start, end)
            for kind in (draft.candidates, draft.cues, draft.pattern_starts)
            for start, end, _ in kind
            if end - start > 1
        ]
        reach = dict(sorted(spans))
        found: list[int] = []
        for word in long_words:
            start = word.start()
            end = utterance.starts.find(1, start + 1)
            end = len(utterance.starts) if end == -1 else end
            if start in reach and end_of_value(utterance, reach[start]) >= end:
                continue  # one word and its particle
            found += separate.within(utterance.letters, start, end, spans)
        found = [place for place in sorted(set(found)) if not utterance.starts[place]]
        if found:
            draft.corrected = read_utterance(utterance.with_spaces(found))

    return step


class _Separate:
    def __init__(
        self, begins: re.Pattern[str], count: re.Pattern[str], single: Iterable[str]
    ) -> None:
        self._begins = begins
        self._count = count
        self._single = frozenset(single)

    def within(
        self, letters: str, start: int, end: int, spans: Iterable[tuple[int, int]]
    ) -> list[int]:
        """Where words begin from letter `start`, where one does, up to `end`; `spans` are letters
        that are understood."""
        firsts = {first for first, _ in spans}
        complete: set[int] = set()
        for _, last in spans:
            if start < last < end:
                complete.update(_ends(letters, last))
        found = set(self._behind_openings(letters, start, end, firsts))
        complete |= found
        found.update(self._around_counts(letters, start, end, complete))
        for match in _POLITE.finditer(letters, start, end):
            last = match.end()
            if last in firsts or self._begins.match(letters, last):
                found.add(last)
        found.update(match.start() for match in _SURE_POINTER.finditer(letters, start + 1, end))
        for match in self._begins.finditer(letters, start + 1, end):
            first = match.start()
            if first in complete or letters.endswith(_ADVERBS, start, first):
                found.add(first)
                complete.update(_ends(letters, match.end()))
        found.update(self._around_single_letters(letters, start, end, complete, firsts))
        return sorted(place for place in found if start < place < len(letters))

    def _around_counts(
        self, letters: str, start: int, end: int, complete: set[int]
    ) -> Iterator[int]:
        """Where numbers with their counters begin, and what follows them; adds to `complete`."""
        for match in self._count.finditer(letters, start, end + _REACH):
            first, last = match.span()
            if first >= end:
                break
            if first == start and last > end:
                continue
            if not letters[first].isdigit() and first > start:
                if letters.endswith(_PARTS_OF_DAY, start, first):
                    pass  # 저녁일곱시 is one
                elif first in complete or letters.endswith(_ADVERBS, start, first):
                    yield first
                else:
                    continue  # 친한분
            complete.update(_ends(letters, last))
            yield from _behind_count(letters, last, end if last <= end else len(letters))

    def _around_single_letters(
        self, letters: str, start: int, end: int, complete: Iterable[int], firsts: Iterable[int]
    ) -> Iterator[int]:
        if letters[start] == "낼" and start + 1 in firsts:
            yield start + 1
        for place in (start, *complete):
            if letters[place : place + 1] not in self._single:
                continue
            behind = _VERB_BEHIND if place == start else _SINGLE_BEHIND
            if match := behind.match(letters, place + 1, end):
                yield place
                yield match.end()

    def _behind_openings(
        self, letters: str, start: int, end: int, firsts: Iterable[int]
    ) -> Iterator[int]:
        places = []
        place = start
        while match := _OPENINGS.match(letters, place, end):
            place = match.end()
            places.append(place)
            if place in firsts or self._begins.match(letters, place, end):
                yield from places
                places = []


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
