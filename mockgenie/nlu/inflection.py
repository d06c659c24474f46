"""Which dialog act an utterance performs where no pattern stands in it as it is written: the
words of one in other forms (보낼 건데요 for 보내고 싶어요), in any order, and without those that
only ask (예약 좀 잡으려고요 for 예약 해 주세요).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from itertools import chain, pairwise
from typing import TypeAlias

from msgspec import Struct

from mockgenie.korean import (
    Polarity,
    Utterance,
    UtteranceKind,
    alike,
    apart,
    beginnings,
    end_of_value,
    is_light,
    is_past,
    is_stem,
    is_word,
    letters_of,
    may_be_negated,
    polarity_before,
    polarity_behind,
    stem,
    syllables,
)
from mockgenie.nlu.lexicon import Lexicon
from mockgenie.nlu.patterns import SLOT_WEIGHT, ActPattern, PatternMatch, Span
from mockgenie.nlu.remembered import remembered
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.vocabulary import Vocabulary

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
_DEGREE = ("나", "쯤", "정도", "씩")
"""What stands behind a question word: 얼마나 해요, 얼마 정도 해요."""
_COPULAS = ("예", "이에", "입니", "이죠", "이야", "인가", "인데")
_BEFORE_NOUNS = ("는", "던", "한", "할", "된", "될")
"""What ends a verb that says more of the noun behind it: 예약하는 방법."""
_VERBAL = tuple(map(apart, ("ㄹ", "ㅂ")))
"""What closes the last syllable of a stem only in a verb: 보낼, 보냅니다."""

InflectedWord: TypeAlias = tuple[str, ...]
"""A word of a pattern: what its forms begin with."""
FormsOf: TypeAlias = Callable[[str], InflectedWord]


class InflectedPattern(Struct, frozen=True):
    """A pattern in all its forms: `needed`, the words that say what is wanted, and `asking`, those
    that say that it is; `weight`: how much it tells. `negative`, `past`: the pattern says so
    itself."""

    pattern: ActPattern
    needed: tuple[InflectedWord, ...]
    asking: tuple[InflectedWord, ...]
    weight: int
    negative: bool
    past: bool


def match_other_forms(vocabulary: Vocabulary) -> Step | None:
    """The act whose words are there in other forms, or else the one that other words say the same
    as, in any form; where nothing else is understood."""
    patterns = [p for p in vocabulary.patterns if not (p.built_in or p.open_slots)]
    if not patterns:
        return None
    # Made at their first use, for most utterances need them not.
    prepared: list[InflectedPatterns] = []

    def step(draft: Draft) -> None:
        if draft.act or draft.answer or draft.performed or draft.state.asked in draft.slots:
            return
        if (
            draft.slots
            and draft.state.stage == "confirming"
            and draft.kind is UtteranceKind.STATEMENT
        ):
            return  # 끝나는 시간은 다섯 시입니다
        if not prepared:
            prepared.extend(InflectedPatterns(patterns, forms) for forms in (beginnings, alike))
        values = [(mention.start, mention.end) for mention in draft.mentions]
        for others in prepared:
            if match := others.find(draft.utterance, draft.ends.keys(), values):
                draft.performed, draft.act, draft.similar = match, match.pattern.act, None
                return

    return step


class InflectedPatterns:
    """The patterns of one domain, found by what the `forms` of their words begin with."""

    def __init__(self, patterns: Iterable[ActPattern], forms: FormsOf) -> None:
        self._with: dict[InflectedWord, list[InflectedPattern]] = {}
        words: dict[InflectedWord, None] = {}
        seen: set[tuple[object, ...]] = set()
        for one in filter(None, [_inflected(pattern, forms) for pattern in patterns]):
            same = one.pattern.act, one.pattern.slots, one.needed, one.asking
            if same not in seen:  # 해 주세요 and 할게요 are the same here
                seen.add(same)
                self._with.setdefault(one.needed[0], []).append(one)
                words.update(dict.fromkeys((*one.needed, *one.asking)))
        of: dict[str, list[InflectedWord]] = {}
        for word in words:
            for beginning in word:
                of.setdefault(beginning, []).append(word)
        self._long = Lexicon({one: own for one, own in of.items() if syllables(one) > 1})
        self._short = {one: own for one, own in of.items() if syllables(one) == 1}
        self._short_in = remembered(10_000, self._find_short)

    def find(
        self, utterance: Utterance, slots: Set[str], values: Collection[Span]
    ) -> PatternMatch | None:
        """The pattern that tells most of those whose words and slots are in the utterance; None
        where there is none, or where several acts fit equally well. `values` are the letters that
        say something of slots."""
        if not self._with or len(utterance.letters) > _LONGEST:
            return None
        found = self._words_in(utterance)
        best: dict[str, InflectedPattern] = {}
        most = (0, 0)
        for word in found:
            for one in self._with.get(word, ()):
                if one.weight < most[0] or not one.pattern.slots <= slots:
                    continue
                if not all(needed in found for needed in one.needed):
                    continue
                weight = one.weight, sum(asking in found for asking in one.asking)
                if weight >= most and _is_meant(utterance, one, found, values):
                    if weight > most:
                        most, best = weight, {}
                    best.setdefault(one.pattern.act, one)
        if len(best) != 1:
            return None
        [one] = best.values()
        spans = tuple(sorted(found[word] for word in one.needed))
        return PatternMatch(one.pattern, spans, in_other_form=True)

    def _words_in(self, utterance: Utterance) -> dict[InflectedWord, Span]:
        """The words of patterns that are in an utterance, and where their stems stand last."""
        found: dict[InflectedWord, Span] = {}
        letters = utterance.letters
        jamo = apart(letters)
        for start, end, words in self._long.search(jamo):
            first, last = letters_of(letters, jamo, start, end)
            if is_stem(utterance, first, last):
                found.update(dict.fromkeys(words, (first, last)))
                rest = utterance.rest_of_word(last)
                if rest.startswith(_COPULAS):
                    rest = "있어요"  # 어디예요 for 어디 있어요
                elif len(rest) == 1:
                    continue
                for word in self._short_in(rest):
                    found[word] = last, last + 1
        start = 0
        for said in utterance.words:
            for word in self._short_in(said):
                found[word] = start, start + 1
            if (nouns := self._short_in(said[0])) and is_word(utterance, start, start + 1):
                found.update(dict.fromkeys(nouns, (start, start + 1)))
            start += len(said)
        return found

    def _find_short(self, said: str) -> tuple[InflectedWord, ...]:
        """The words of one syllable that what is said is a form of."""
        own = [self._short.get(beginning, ()) for beginning in beginnings(said)]
        return tuple(dict.fromkeys(chain.from_iterable(own)))


def _inflected(pattern: ActPattern, forms: FormsOf) -> InflectedPattern | None:
    """A pattern in all its forms; None where nothing in it tells what is wanted."""
    words = _joined(pattern.words)
    telling = [word for word in words if not is_light(word)]
    asking = tuple(beginnings(word) for word in words if is_light(word))
    if not (telling or pattern.slots) or all(len(word) == 1 for word in words):
        return None
    needed = _needed(telling, forms)
    if all(syllables(word[0]) == 1 or _is_weak(word) for word in needed):
        if not asking and any(map(_is_weak, needed)):
            return None
        # 표 is too little for 표 주세요, 거기 for 거기 있어요
        needed, asking = (*needed, *asking), ()
    weight = sum(syllables(word[0]) for word in needed) + SLOT_WEIGHT * len(pattern.slots)
    negative = may_be_negated("".join(words))
    return InflectedPattern(pattern, needed, asking, weight, negative, any(map(is_past, words)))


def _needed(telling: Sequence[str], forms: FormsOf) -> tuple[InflectedWord, ...]:
    needed = tuple(map(forms, telling))
    if len(telling) == 1 and telling[0].endswith(_WHERE) and not _is_weak(needed[0]):
        return ((apart(telling[0]),),)  # 다음 is too little for 다음에 봐요
    return needed


def _is_weak(word: InflectedWord) -> bool:
    return not _WEAK.isdisjoint(word)


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
    utterance: Utterance,
    one: InflectedPattern,
    found: Mapping[InflectedWord, Span],
    values: Collection[Span],
) -> bool:
    """Whether what a pattern tells is wanted, not ruled out, done, or said in passing."""
    letters = utterance.letters
    spans = sorted(found[word] for word in one.needed)
    done = [is_past(letters[start : end + 3]) for start, end in spans]
    if not any(done) if one.past else done[-1]:
        return False  # 소포 보냈어요, but 예약했는데 취소할게요
    if not one.negative and may_be_negated(letters, utterance.signs):
        for start, end in spans:
            behind = polarity_behind(letters, end, len(letters))
            if Polarity.WANTED is not behind or polarity_before(letters, start, end) is not behind:
                return False
    small = all(syllables(word[0]) == 1 for word in one.needed)
    if small and "수" in letters[spans[0][1] : spans[-1][0]]:
        return False  # 같이 잘 수 있는, not 잘 있어
    if _between(utterance, spans, values) > (_NEAR if small else _FAR):
        return False
    alone = len(one.needed) == 1 and not one.pattern.slots
    return not alone or _is_asked_for(utterance, spans[0], one.needed[0], values)


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


def _is_asked_for(
    utterance: Utterance, span: Span, word: InflectedWord, values: Collection[Span]
) -> bool:
    """Whether a word that alone tells what is wanted is the verb, or has nothing behind it but
    words that ask: 예약 좀 하려고요, not 예약 번호."""
    start, end = span
    letters = utterance.letters
    if apart(letters[start:end]).endswith(_VERBAL) and not word[0].endswith(_VERBAL):
        return True  # 보낼 건데
    rest = utterance.rest_of_word(end)
    if rest.startswith(_COPULAS):
        return True  # 어디예요 지하철로 가려고요
    behind = end + len(rest) if rest in _DEGREE else end_of_value(utterance, end)
    if rest and behind == end:
        if not rest.endswith(_BEFORE_NOUNS):
            return is_light(rest) or stem(letters[start:end] + rest) in word
        behind = end + len(rest)
    if behind >= len(letters) or any(first <= behind < last for first, last in values):
        return True
    for following in utterance.words_of(behind, min(behind + _FAR, len(letters))):
        if following not in (*_FILLERS, *_DEGREE, "거", "것"):
            return is_light(following) or stem(following) in word
    return True
