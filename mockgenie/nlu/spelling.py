"""Words that are mistyped: 호텡를 for 호텔을, 토욜일 for 토요일, 3먕 for 3명.

Only words that no other step can read are looked at. Each is compared, by the keys that type it,
with the words of the domain and with those that are understood in every domain; one slip is
taken back, where only one word can be meant. The utterance is then read again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TypeAlias

from mockgenie.korean import Utterance, end_of_value, is_light, keystrokes, read_utterance, squeeze
from mockgenie.nlu.similar_words import (
    Correction,
    MeantCounters,
    SimilarWords,
    Window,
    corrections,
    has_loose_keys,
)
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.vocabulary import Vocabulary

_LONGEST = 200
"""Letters; a longer utterance is read as it is."""
_FEWEST, _FEW = 5, 7
"""Keys. A word that is typed by fewer than `_FEW` is often another word but for one key (시장 and
시작): it can be meant where its slot was asked for, or where what was typed is no word at all; one
of fewer than `_FEWEST` never."""
_MOST_WORDS = 20_000
"""Of a larger dictionary only so many words are compared."""
_REACH = 24
_SEVERAL = 3
"""So many letters and words are looked at from the first one on, for a word of the dictionary may
consist of several."""

_EVERYWHERE = frozenset(
    re.findall(
        "[가-힣]+",
        "상관 상관없 관계없 무관 없어요 없습니다 없이 아무거나 아무데나 아무때나 아무래도 어디든"
        " 괜찮 필요없 하루 이틀 사흘 나흘 일주일 동안 오전 오후 저녁 아침 새벽 점심 다음날 말고"
        " 빼고",
    )
)
"""Words that are understood in every domain, or the beginnings of their forms."""
COUNTERS_OF_TYPE = {
    "time": ("시", "분", "시간"),
    "date": ("월", "일"),
    "duration": ("일", "일간", "일동안", "박", "시간", "분", "주일", "개월"),
}
_BEHIND_FIGURES = re.compile("(?<=[0-9])(?<![0-9]{4})[가-힣ㄱ-ㅣ]+")

_NOT_NEEDED, _NEEDED, _REQUESTED = 0, 1, 2
"""How near a word is: it speaks of no slot that is needed, of one, or of the one asked for."""

_Change: TypeAlias = tuple[int, int, str]
"""Letters from start up to end, and what was meant by them."""


def correct_spelling(vocabulary: Vocabulary) -> Step:
    """Words that are a slip on the keyboard away from one that is understood."""
    slots = vocabulary.slots.values()
    open_slots = {slot.name for slot in slots if slot.is_open}
    counters = MeantCounters(
        dict.fromkeys(
            counter
            for slot in slots
            for counter in (*slot.counters, *COUNTERS_OF_TYPE.get(slot.type, ()))
        )
    )
    words: _Words | None = None  # at its first use

    def step(draft: Draft) -> None:
        nonlocal words
        utterance = draft.utterance
        if len(utterance.letters) > _LONGEST or draft.state.asked in open_slots:
            return
        changes: list[_Change] = list(_counters_meant(utterance, counters))
        for start, end, read in _unread(draft):
            words = words or _Words(vocabulary)
            if (
                (like := words.like(draft, start, end))
                and (meant := words.meant(draft, start, read, like))
                and not (words.may_be_text(meant.word) and _takes_text(draft))
            ):
                changes.append((start, start + meant.end, meant.word + meant.tail))
        if changes:
            draft.corrected = read_utterance(utterance.with_letters(_without_overlaps(changes)))

    return step


class _Words:
    """The words that others are compared with, each with the slots that it is a value of."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._slots = _words_of(vocabulary)
        firsts = _first_words(vocabulary)
        types = {name: slot.type for name, slot in vocabulary.slots.items()}
        self._said = {name for name, type_ in types.items() if type_ in COUNTERS_OF_TYPE}
        short: list[tuple[str, str]] = []
        long: list[tuple[str, str]] = []
        for word in self._slots:
            size = len(keystrokes(word))
            if size >= _FEWEST:
                (short if size < _FEW else long).append((word, firsts.get(word, word)))
        self._short, self._long = SimilarWords(short), SimilarWords(long)

    def like(self, draft: Draft, start: int, end: int) -> tuple[str, ...]:
        """The words that the one from `start` to `end` is compared with."""
        word = draft.utterance.letters[start:end]
        like = self._long.like(word)
        if draft.state.asked or has_loose_keys(word):
            like += self._short.like(word)
        return like

    def meant(
        self, draft: Draft, start: int, read: int, like: tuple[str, ...]
    ) -> Correction | None:
        """The correction that takes most letters from `start` on, and reaches further than `read`,
        up to where they are read without it; among equals, one of a value of the slot that was
        asked for, or of one that the task needs; None where there is none, or where several can
        be meant."""
        best: tuple[int, int] = read - start, _REQUESTED
        chosen: dict[str, Correction] = {}
        for correction in corrections(_window(draft.utterance, start), like):
            near = self._nearness(correction.word, draft)
            standing = len(correction.word), near
            if standing < best or (standing == best and not chosen):
                continue
            if near == _REQUESTED or correction.is_no_word or self._is_telling(correction):
                if standing > best:
                    best, chosen = standing, {}
                chosen.setdefault(correction.word, correction)
        return next(iter(chosen.values())) if len(chosen) == 1 else None

    def may_be_text(self, word: str) -> bool:
        """Whether a word can as well be one of a title or a memo."""
        return not self._slots[word] or not self._said.issuperset(self._slots[word])

    def _nearness(self, word: str, draft: Draft) -> int:
        slots, asked = self._slots[word], draft.state.asked
        if asked and (asked in slots or word in _EVERYWHERE):
            return _REQUESTED
        return _NEEDED if any(slot in draft.fill for slot in slots) else _NOT_NEEDED

    def _is_telling(self, correction: Correction) -> bool:
        """Whether what was typed is not likely to be another word (시장 for 시작), nor another form
        of the same (매운 걸로 for 매운 거로, 말해 줘 for 말하 줘)."""
        word, keys, alike = correction.word, correction.keys, correction.alike
        if self._slots[word]:
            return keys >= _FEW and not (correction.is_several and alike >= keys - 1)
        return keys > _FEW and alike < len(keystrokes(word[:-1]))


def _words_of(vocabulary: Vocabulary) -> dict[str, Collection[str]]:
    found: dict[str, Collection[str]] = dict.fromkeys(sorted(_EVERYWHERE), ())
    for pattern in vocabulary.patterns:
        if pattern.act not in ("yes", "no"):  # 실어요 is no 싫어요: a yes or a no is not guessed
            found.update(dict.fromkeys(pattern.words, ()))
    for word, entry in vocabulary.lexicon.items():
        if len(found) >= _MOST_WORDS:
            break
        if "가" <= word[0] <= "힣" and (entry.meanings or entry.names):
            found[word] = tuple(dict.fromkeys([meaning.slot for meaning in entry.meanings]))
    return found


def _first_words(vocabulary: Vocabulary) -> dict[str, str]:
    """The first one of values that are written as several words, unless it tells too little."""
    return {
        squeeze(value): first
        for slot in vocabulary.slots.values()
        for values in slot.values.items()
        for value in (values[0], *values[1])
        if " " in value and len(keystrokes(first := squeeze(value.split()[0]))) >= _FEWEST
    }


def _counters_meant(utterance: Utterance, counters: MeantCounters) -> Iterator[_Change]:
    for found in _BEHIND_FIGURES.finditer(utterance.letters):
        start, end = found.span()
        if utterance.starts[start]:
            continue
        stop = utterance.starts.find(1, start, end)
        end = end if stop == -1 else stop
        meant = counters.meant(utterance.letters[start:end], utterance.ends_word(end))
        if meant is not None:
            yield start, end, meant


def _unread(draft: Draft) -> Iterator[tuple[int, int, int]]:
    """Where each word that is not read starts and ends, and up to where it is."""
    utterance = draft.utterance
    reach: dict[int, int] = {}
    for spans in (draft.candidates, draft.cues, draft.pattern_starts):
        for start, end, _ in spans:
            if end - start > 1 and end > reach.get(start, 0):
                reach[start] = end
    end = read = 0
    for rest in utterance.starts.split(b"\1")[1:]:
        start, end = end, end + 1 + len(rest)
        if start < read:
            continue
        read = reach.get(start, start)
        if read == start:
            if rest:
                yield start, end, start
        elif (
            read < end
            and end_of_value(utterance, read) < end
            and not is_light(utterance.letters[read:end])
        ):
            yield start, end, read


def _takes_text(draft: Draft) -> bool:
    """Whether words may be meant as they are, for an open slot in a pattern."""
    starts = draft.pattern_starts
    return any(pattern.open_slots for _, _, patterns in starts for pattern in patterns)


def _window(utterance: Utterance, start: int) -> Window:
    limit = min(start + _REACH, len(utterance.letters))
    end = start
    for _ in range(_SEVERAL):
        end = utterance.starts.find(1, end + 1, limit)
        if end == -1:
            end = limit
            break
    return utterance.letters[start:end], utterance.starts[start:end]


def _without_overlaps(changes: list[_Change]) -> Iterator[_Change]:
    free = 0
    for start, end, letters in sorted(changes):
        if start >= free:
            yield start, end, letters
            free = end
