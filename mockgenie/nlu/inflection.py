"""Which dialog act an utterance performs where no pattern stands in it as it is written: the
words of one in other forms (보낼 건데요 for 보내고 싶어요), in any order, and without those that
only ask (예약 좀 잡으려고요 for 예약 해 주세요).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from mockgenie.korean import (
    Polarity,
    Utterance,
    apart,
    beginnings,
    end_of_value,
    is_light,
    is_past,
    is_stem,
    is_word,
    may_be_negated,
    polarity_before,
    polarity_behind,
    stem,
    syllables,
)
from mockgenie.nlu.classifier import SLOT_WEIGHT, Performed, Way
from mockgenie.nlu.lexicon import Lexicon

_LONGEST = 200
"""Letters; a longer utterance is no other form of a pattern."""
_NEAR = 2
_FAR = 8
"""So many letters may stand between small words and between others, and are looked at behind one
that alone tells what is wanted."""
_NEGATIONS = ("안", "못")
"""They are one with the verb behind them."""
_FILLERS = ("하나", "한", "좀", "한번", "지금", "바로", "빨리", "그냥")
_WEAK = frozenset(
    apart(
        "어디 언제 누구 어느 어떤 얼마나 거기 여기 저기"
        " 그거 그것 그걸 이거 이것 이걸 저거 저것 저걸 걸로"
    ).split()
)
"""What says too little alone."""
_WHERE = ("에", "로", "에서", "까지", "부터")
"""What ends a word that is not what is wanted, but where or when."""
_COPULAS = ("예", "이에", "입니", "이죠", "이야", "인가", "인데")
_BEFORE_NOUNS = ("는", "던", "한", "할", "된", "될")
"""What ends a verb that says more of the noun behind it: 예약하는 방법."""
_VERBAL = tuple(map(apart, ("ㄹ", "ㅂ")))
"""What closes the last syllable of a stem only in a verb: 보낼, 보냅니다."""

Word: TypeAlias = tuple[str, ...]
"""A word of a pattern: what its forms begin with."""
Span: TypeAlias = tuple[int, int]
Forms: TypeAlias = Callable[[str], Word]


class Form(Struct, frozen=True):
    """A way of performing an act: `told`, the words that say what is wanted, and `asking`, those
    that say that it is; `weight`: how much it tells. `negative`, `past`: the pattern says so
    itself."""

    way: Way
    told: tuple[Word, ...]
    asking: tuple[Word, ...]
    weight: int
    negative: bool
    past: bool


class OtherForms:
    """The ways of one domain, found by what the `forms` of their words begin with."""

    def __init__(self, ways: Iterable[Way], forms: Forms = beginnings) -> None:
        self._with: dict[Word, list[Form]] = {}
        words: dict[Word, None] = {}
        known: set[tuple[object, ...]] = set()
        for form in filter(None, [_form(way, forms) for way in ways]):
            told = form.way.act, form.way.slots, form.told, form.asking
            if told not in known:  # 해 주세요 and 할게요 are the same here
                known.add(told)
                self._with.setdefault(form.told[0], []).append(form)
                words.update(dict.fromkeys((*form.told, *form.asking)))
        of: dict[str, list[Word]] = {}
        for word in words:
            for beginning in word:
                of.setdefault(beginning, []).append(word)
        self._long = Lexicon({one: own for one, own in of.items() if syllables(one) > 1})
        self._short = {one: own for one, own in of.items() if syllables(one) == 1}

    def find(
        self, utterance: Utterance, slots: Set[str], values: Collection[Span]
    ) -> Performed | None:
        """The way that tells most of those whose words and slots are in the utterance; None
        where there is none, or where several acts are told alike. `values` are the letters that
        say something of slots."""
        if not self._with or len(utterance.letters) > _LONGEST:
            return None
        found = self._words_in(utterance)
        best: dict[str, Form] = {}
        most = (0, 0)
        for word in found:
            for form in self._with.get(word, ()):
                if form.weight < most[0] or not form.way.slots <= slots:
                    continue
                if not all(told in found for told in form.told):
                    continue
                weight = form.weight, sum(asking in found for asking in form.asking)
                if weight >= most and _is_meant(utterance, form, found, values):
                    if weight > most:
                        most, best = weight, {}
                    best.setdefault(form.way.act, form)
        if len(best) != 1:
            return None
        [form] = best.values()
        return Performed(form.way, tuple(sorted(found[word] for word in form.told)), True)

    def _words_in(self, utterance: Utterance) -> dict[Word, Span]:
        """The words of patterns that are in an utterance, and where their stems stand last."""
        found: dict[Word, Span] = {}
        letters = utterance.letters
        places = [place for place, letter in enumerate(letters) for _ in apart(letter)]
        for start, end, words in self._long.search(apart(letters)):
            span = places[start], places[end - 1] + 1
            if is_stem(utterance, *span):
                found.update(dict.fromkeys(words, span))
                rest = utterance.rest_of_word(span[1])
                if rest.startswith(_COPULAS):
                    self._add_short(found, span[1], "있어요")  # 어디예요 for 어디 있어요
                elif len(rest) > 1:
                    self._add_short(found, span[1], rest)
        start = 0
        for said in utterance.words_of(0, len(letters)):
            noun = said[:1] if is_word(utterance, start, start + 1) else ""
            self._add_short(found, start, said, noun)
            start += len(said)
        return found

    def _add_short(self, found: dict[Word, Span], start: int, *said: str) -> None:
        """The words of one syllable that begin at `start`, where what is said is a form of them."""
        for beginning in (beginning for one in said if one for beginning in beginnings(one)):
            for word in self._short.get(beginning, ()):
                found[word] = start, start + 1


def _form(way: Way, forms: Forms) -> Form | None:
    """A way in all its forms; None where nothing in it tells what is wanted."""
    if way.built_in or way.open_slots:
        return None
    words = _joined(way.words)
    telling = [word for word in words if not is_light(word)]
    told = tuple(map(forms, telling))
    asking = tuple(beginnings(word) for word in words if is_light(word))
    if not (told or way.slots) or all(len(word) == 1 for word in words):
        return None
    if len(telling) == 1 and telling[0].endswith(_WHERE) and _WEAK.isdisjoint(told[0]):
        told = ((apart(telling[0]),),)  # 다음 is too little for 다음에 봐요
    if all(syllables(word[0]) == 1 or not _WEAK.isdisjoint(word) for word in told):
        if not asking and any(not _WEAK.isdisjoint(word) for word in told):
            return None
        told, asking = (*told, *asking), ()  # 표 is too little for 표 주세요, 거기 for 거기 있어요
    weight = sum(syllables(word[0]) for word in told) + SLOT_WEIGHT * len(way.slots)
    negative = may_be_negated("".join(words))
    return Form(way, told, asking, weight, negative, any(map(is_past, words)))


def _joined(words: tuple[str, ...]) -> list[str]:
    """Words, a negation one with the verb that it negates: 못 가 is 못가."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in _NEGATIONS:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _is_meant(
    utterance: Utterance, form: Form, found: Mapping[Word, Span], values: Collection[Span]
) -> bool:
    """Whether what a form tells is wanted, not ruled out, done already, or spoken of in passing."""
    letters = utterance.letters
    spans = sorted(found[word] for word in form.told)
    done = [is_past(letters[start : end + 3]) for start, end in spans]
    if not any(done) if form.past else done[-1]:
        return False  # 소포 보냈어요, but 예약했는데 취소할게요
    if not form.negative and may_be_negated(letters):
        for start, end in spans:
            behind = polarity_behind(letters, end, len(letters))
            if Polarity.WANTED is not behind or polarity_before(letters, start, end) is not behind:
                return False
    small = all(syllables(word[0]) == 1 for word in form.told)
    if _between(utterance, spans, values) > (_NEAR if small else _FAR):
        return False
    alone = len(form.told) == 1 and not form.way.slots
    return not alone or _is_asked_for(utterance, spans[0], form.told[0], values)


def _between(utterance: Utterance, spans: Sequence[Span], values: Collection[Span]) -> int:
    """How many letters are said between words at the most, but for values and fillers: two in
    표 두 장 끊을게요, three in 더 싼 데는 없나요."""
    most = 0
    for (_, end), (start, _) in pairwise(spans):
        place = end + len(utterance.rest_of_word(end))
        letters = 0
        for word in utterance.words_of(place, start):
            if word not in _FILLERS and not any(a <= place < b for a, b in values):
                letters += len(word)
            place += len(word)
        most = max(most, letters)
    return most


def _is_asked_for(utterance: Utterance, span: Span, word: Word, values: Collection[Span]) -> bool:
    """Whether a word that alone tells what is wanted is the verb, or has nothing behind it but
    words that ask: 예약 좀 하려고요, not 예약 번호."""
    start, end = span
    letters = utterance.letters
    if apart(letters[start:end]).endswith(_VERBAL) and not word[0].endswith(_VERBAL):
        return True  # 보낼 건데
    rest = utterance.rest_of_word(end)
    if rest.startswith(_COPULAS):
        return True  # 어디예요 지하철로 가려고요
    behind = end_of_value(utterance, end)
    if rest and behind == end:
        if not rest.endswith(_BEFORE_NOUNS):
            return is_light(rest) or stem(letters[start:end] + rest) in word
        behind = end + len(rest)
    if behind >= len(letters) or any(first <= behind < last for first, last in values):
        return True
    for following in utterance.words_of(behind, min(behind + _FAR, len(letters))):
        if following not in _FILLERS:
            return is_light(following)
    return True
