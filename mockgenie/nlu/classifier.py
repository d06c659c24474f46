"""Which dialog act an utterance performs, by the patterns of the domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from mockgenie.korean import (
    ENDINGS,
    SHORT_PARTICLES,
    Utterance,
    UtteranceKind,
    end_of_value,
    goes_ahead,
    is_said_of,
    is_stem,
    is_word,
)
from mockgenie.nlu.patterns import ActPattern, PatternMatch, Span
from mockgenie.nlu.step import Draft, Mention, Step
from mockgenie.nlu.vocabulary import Vocabulary

_SAID_BY = {UtteranceKind.REFUSAL: "cancel", UtteranceKind.REPETITION: "repeat"}
_WEAK = ("지", "그만하", "안해", "안합", "안함")
"""What may as well be said of something else: 거짓말하지 마."""
_INDIRECT = "지"
_NEAR = 2
"""So many letters, a particle, may stand between what is called off and that it is."""

_Standing: TypeAlias = tuple[int, ...]
"""What patterns that fit are compared by: the greatest is taken."""


def match_patterns(vocabulary: Vocabulary) -> Step:
    """The act whose pattern ends last in the utterance, for Korean says what it wants at the end;
    among those that end together, the heaviest. Of the domain's acts; and of the built-in ones,
    restart and help."""
    by_words = PatternsByFirstWord(vocabulary.patterns)
    alone = [pattern for pattern in vocabulary.patterns if not pattern.words]
    slots_alone = tuple(pattern for pattern in alone if not pattern.open_slots)
    with_text = tuple(pattern for pattern in alone if pattern.open_slots)

    def step(draft: Draft) -> None:
        performed: PatternMatch | None = None
        if draft.pattern_starts:
            performed, built_in = by_words.find(draft, draft.ends)
            if built_in and not any(_overlaps(mention, built_in) for mention in draft.mentions):
                draft.built_in = built_in
        if draft.mentions:
            performed = _by_slots(slots_alone, draft.ends, performed)
            if with_text and performed is None:
                # the weakest: a day and any words
                performed = _by_slots(with_text, draft.ends, None)
        if performed is not None:
            draft.performed, draft.act = performed, performed.pattern.act

    return step


def take_built_in_act(vocabulary: Vocabulary) -> Step:
    """The act of every domain (yes, cancel, help …), where none of this domain is performed, or
    one that is no more than a part of it: the 주문 and the 주세요 in 주문 취소해 주세요."""

    def step(draft: Draft) -> None:
        if draft.said_by is not None and _is_called_off(draft, *draft.said_by):
            draft.performed, draft.act = None, _SAID_BY.get(draft.kind, "")
            draft.slots, draft.unwanted, draft.compared = {}, {}, {}
            return
        if draft.built_in is not None and _is_more_than_a_greeting(draft):
            draft.performed = None
        elif draft.performed is not None or draft.act:
            return
        is_open = draft.answer == "no" and draft.slots.get(draft.state.asked) == ()
        draft.act = "" if is_open else draft.answer  # 글쎄 딱히 생각한 건 없는데
        if draft.slots or draft.unwanted or draft.compared:
            draft.built_in = None  # 처음 주문한 거 말고 세 개요 is no restart
        elif draft.built_in is not None:
            draft.act = draft.built_in.pattern.act
        elif draft.kind is UtteranceKind.REPETITION:
            draft.act = "repeat"

    return step


def name_picked_record(vocabulary: Vocabulary) -> Step | None:
    """A record that is picked from a list (두 번째 거요) is named where the task, which only says
    something, has no use for it: the act is that of its name."""
    idle = {
        task.name for task in vocabulary.domain.tasks.values() if not (task.fill or task.lookup)
    }
    naming: dict[str, ActPattern] = {}
    for key in (entity.key for entity in vocabulary.domain.entities.values() if entity.key):
        for pattern in vocabulary.patterns:
            if not pattern.words and pattern.slots == {key}:
                naming.setdefault(key, pattern)
    if not (naming and idle):
        return None

    def step(draft: Draft) -> None:
        state = draft.state
        if draft.act or not draft.slots or state.task not in idle or not state.listed:
            return
        key = state.listed[0]
        if key in naming and draft.slots.get(key, ()) not in ((), state.slots.get(key)):
            draft.performed = PatternMatch(naming[key], ())
            draft.act = naming[key].act

    return step


def _is_more_than_a_greeting(draft: Draft) -> bool:
    """Whether a built-in act stands behind a short word that opens what is said: 안녕 뭐 할 수
    있어?"""
    performed, built_in = draft.performed, draft.built_in
    if performed is None or not performed.spans or built_in is None or draft.mentions:
        return False
    opens = performed.spans[0][0] == 0 and performed.size < built_in.size
    return opens and performed.spans[-1][1] <= built_in.spans[0][0]


def _is_said(draft: Draft, start: int, end: int) -> bool:
    """Whether the letters from `start` to `end` speak of the dialog, and not of a value (콜라는 안
    마실래요); nor does the domain have an act for it."""
    performed = draft.performed
    says_of_slots = bool(draft.slots or draft.unwanted or draft.compared)
    if performed is None:
        confirming = draft.state.stage == "confirming"
        weak = draft.utterance.letters.startswith(_WEAK, start) and not confirming
        return not says_of_slots and not (weak and not is_said_of(draft.utterance, start))
    if _is_said_instead(performed, start, end, draft.utterance):
        return False
    if draft.kind is UtteranceKind.REPETITION:
        # 전화번호 다시 말해 줘 and 뭐 있는지 다시 말해 줘 ask for it, 예약 번호 다시
        # 말해 줘 does not want to book
        if draft.utterance.rest_of_word(performed.spans[-1][1]).endswith(_INDIRECT):
            return False
        return end_of_value(draft.utterance, performed.spans[-1][1]) < start
    return not says_of_slots or 0 <= start - performed.spans[-1][1] <= _NEAR


def _is_called_off(draft: Draft, start: int, end: int) -> bool:
    """The same, unless an example of the domain says just that: 예약 취소하고 싶어요."""
    by_example = draft.act and draft.performed is None
    return not by_example and _is_said(draft, start, end)


def _is_said_instead(performed: PatternMatch, start: int, end: int, utterance: Utterance) -> bool:
    """Whether an act of the domain says itself what is called off by the letters from `start` to
    `end` (일정 취소), or something else behind them (취소하고 다시 주문할게요)."""
    if not performed.spans or any(first <= start < last for first, last in performed.spans):
        return True
    return performed.spans[-1][0] >= end and not goes_ahead(utterance.letters, end)


class _FirstWord:
    """The patterns that begin with a word: those of this one alone, and the others by their second
    ones, where most of them stop."""

    def __init__(self, patterns: Sequence[ActPattern]) -> None:
        self.alone = tuple(pattern for pattern in patterns if len(pattern.words) == 1)
        self.behind_value = tuple(pattern for pattern in self.alone if pattern.slots)
        self.longer: dict[str, list[ActPattern]] = {}
        for pattern in patterns:
            if len(pattern.words) > 1:
                self.longer.setdefault(pattern.words[1], []).append(pattern)
        self.seconds = tuple(self.longer)


class PatternsByFirstWord:
    """The patterns of a domain by their first words."""

    def __init__(self, patterns: Sequence[ActPattern]) -> None:
        by_first: dict[str, list[ActPattern]] = {}
        for pattern in patterns:
            if pattern.words:
                by_first.setdefault(pattern.words[0], []).append(pattern)
        self._first = {word: _FirstWord(patterns) for word, patterns in by_first.items()}

    def find(
        self, draft: Draft, ends: Mapping[str, int]
    ) -> tuple[PatternMatch | None, PatternMatch | None]:
        """The best pattern of the domain, and the best one of the built-in acts."""
        best: _Standing = ()
        best_built_in: _Standing = ()
        performed: PatternMatch | None = None
        built_in: PatternMatch | None = None
        for pattern, spans in self.fitting(draft, ends):
            standing = _standing(pattern, spans, ends)
            if pattern.built_in:
                if standing > best_built_in:
                    best_built_in, built_in = standing, PatternMatch(pattern, spans)
            elif standing > best:
                best, performed = standing, PatternMatch(pattern, spans)
        return performed, built_in

    def fitting(
        self, draft: Draft, ends: Mapping[str, int]
    ) -> list[tuple[ActPattern, tuple[Span, ...]]]:
        """The patterns whose words and slots are in the utterance, and where their words stand."""
        utterance = draft.utterance
        letters = utterance.letters
        given = ends.keys()
        fitting: list[tuple[ActPattern, tuple[Span, ...]]] = []
        several: _SeveralWords | None = None
        for start, end, _ in draft.pattern_starts:
            first = self._first[letters[start:end]]
            patterns: Sequence[ActPattern] = ()
            seconds: Iterable[str] = first.seconds
            if is_stem(utterance, start, end):
                patterns = first.alone
            elif end - start > 1:
                continue
            elif not _goes_on_with(letters, first.seconds, end):
                seconds = ()
            if not patterns and first.behind_value and _stands_behind(utterance, ends, start, end):
                patterns = first.behind_value  # 죠 in 공포죠
            for pattern in patterns:
                if not pattern.slots or pattern.slots <= given:
                    fitting.append((pattern, ((start, end),)))
            if seconds:
                several = several or _SeveralWords(utterance, ends)
                for second in several.present(seconds):
                    for pattern in first.longer[second]:
                        if (not pattern.slots or pattern.slots <= given) and (
                            spans := several.spans(pattern, start, end)
                        ):
                            fitting.append((pattern, spans))
        return fitting


def _goes_on_with(letters: str, words: tuple[str, ...], end: int) -> bool:
    """Whether one of `words` stands behind letter `end`, or behind a particle there."""
    if letters.startswith(words, end):
        return True
    return letters[end : end + 1] in SHORT_PARTICLES and letters.startswith(words, end + 1)


def _stands_behind(utterance: Utterance, ends: Mapping[str, int], start: int, end: int) -> bool:
    """Whether a single letter is all that stands behind a value in the same word."""
    return start in ends.values() and utterance.rest_of_word(end) in ENDINGS


def _by_slots(
    patterns: Sequence[ActPattern], ends: Mapping[str, int], performed: PatternMatch | None
) -> PatternMatch | None:
    """The same with the patterns that are made of slots alone."""
    best: _Standing = ()
    if performed is not None:
        best = _standing(performed.pattern, performed.spans, ends)
        if best[0] > max(ends.values()):
            return performed
    for pattern in patterns:
        if pattern.slots <= ends.keys():
            standing = _standing(pattern, (), ends)
            if standing > best:
                best, performed = standing, PatternMatch(pattern, ())
    return performed


def _standing(pattern: ActPattern, spans: Sequence[Span], ends: Mapping[str, int]) -> _Standing:
    """By which word or slot a pattern ends, then how heavy it is."""
    last = spans[-1][1] if spans else 0
    for slot in pattern.slots:
        if ends[slot] > last:
            last = ends[slot]
    return last, -pattern.rank


class _SeveralWords:
    """Finds patterns of several words in one utterance."""

    __slots__ = ("_absent", "_ends", "_tried", "_utterance")

    def __init__(self, utterance: Utterance, ends: Mapping[str, int]) -> None:
        self._utterance = utterance
        self._ends = ends
        # Words that do not follow here do not follow further on: once is enough.
        self._tried: set[int] = set()
        self._absent: set[str] = set()

    def present(self, words: Iterable[str]) -> Iterator[str]:
        """Those of `words` that are in the utterance; each is looked for once."""
        letters, absent = self._utterance.letters, self._absent
        for word in words:
            if word in absent:
                continue
            if word in letters:
                yield word
            else:
                absent.add(word)

    def spans(self, pattern: ActPattern, start: int, end: int) -> tuple[Span, ...]:
        """Where the words stand, in order, the first one from `start` to `end`; empty where one
        lacks, or where they have been looked for before."""
        if pattern.rank in self._tried:
            return ()
        if end - start == 1 and not self._begins(start, pattern.words[1]):
            return ()
        self._tried.add(pattern.rank)
        return _spans_of(self._utterance, pattern.words, start)

    def _begins(self, start: int, following: str) -> bool:
        """Whether a pattern may begin with a single letter: it begins a word or stands right
        behind a mention; what follows may be written together with it: 비 와 is 비와, 비가와."""
        utterance, end = self._utterance, start + 1
        if not utterance.starts[start] and start not in self._ends.values():
            return False
        letters = utterance.letters
        return (
            is_word(utterance, start, end)
            or letters.startswith(following, end)
            or (
                letters[end : end + 1] in SHORT_PARTICLES and letters.startswith(following, end + 1)
            )
        )


def _spans_of(utterance: Utterance, words: tuple[str, ...], start: int) -> tuple[Span, ...]:
    letters = utterance.letters
    position = start + len(words[0])
    spans = [(start, position)]
    for word in words[1:]:
        before = position
        while (start := letters.find(word, position)) != -1:
            position = start + 1
            end = start + len(word)
            stands = (
                _follows(utterance, before, start)
                if len(word) == 1
                else is_stem(utterance, start, end)
            )
            if stands:
                position = end
                spans.append((start, end))
                break
        if start == -1:
            return ()
    return tuple(spans)


def _follows(utterance: Utterance, before: int, start: int) -> bool:
    """Whether a single letter begins a word, or follows directly the word before it."""
    if utterance.starts[start] or start == before:
        return True
    return start == before + 1 and utterance.letters[before] in SHORT_PARTICLES


def _overlaps(mention: Mention, match: PatternMatch) -> bool:
    return any(start < mention.end and mention.start < end for start, end in match.spans)
