"""Slots that any text can fill: by words at their place in a pattern, or by a whole answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from mockgenie.korean import (
    UtteranceKind,
    bare_answer,
    bare_object,
    end_of_value,
    is_pointer,
    repeated,
)
from mockgenie.nlu.patterns import PatternMatch
from mockgenie.nlu.step import Draft, Mention, Step
from mockgenie.nlu.vocabulary import Vocabulary

_REQUEST = re.compile(
    "줘|주세|주실|까요?$|나요|알려|해요$|할래|할게|싶|뭐|어때|얼마|취소|그만|몰라|모르|없|나중|아직|됐|게요|겠|래요"
)
"""What makes an answer a request, which is no value of what was asked for."""
_NO_TEXT = (
    UtteranceKind.AGREEMENT,
    UtteranceKind.REFUSAL,
    UtteranceKind.HESITATION,
    UtteranceKind.INDIFFERENCE,
    UtteranceKind.REPETITION,
)
_ANSWERS = ("yes", "no")
_CORRECTIONS = ("아니", "아참", "아차", "잠깐")
_SHORT = 6
"""An answer of fewer letters with a value in it is that value."""


def take_free_text(vocabulary: Vocabulary) -> Step | None:
    """The words that stand at the places of open slots in a pattern. The mentions in them are none:
    in `팀 회의 잡아 줘` the known word 회의 is one of a title."""
    if not any(pattern.open_slots for pattern in vocabulary.patterns):
        return None
    worded = _worded(vocabulary)

    def step(draft: Draft) -> None:
        performed = draft.performed
        if performed is None or not performed.pattern.open_slots:
            return
        pattern, spans = performed.pattern, performed.spans
        named = pattern.slots | {slot for slot, _ in pattern.open_slots}
        given = {mention.slot for mention in draft.mentions}
        for slot, before in pattern.open_slots:
            if slot in given:
                continue
            start = spans[before - 1][1] if before else 0
            end = spans[before][0] if before < len(spans) else len(draft.utterance.letters)
            start, end = _longest_stretch(
                draft, start, end, lambda mention: _is_mere_word(mention, worded, named)
            )
            words = draft.utterance.words_between(start, end) if start < end else ""
            words = bare_answer(bare_object(words)) if words else ""
            if words and not is_pointer(words):
                draft.slots[slot] = (words,)
                draft.mentions = [
                    m for m in draft.mentions if not (start <= m.start and m.end <= end)
                ]

    return step


def take_whole_answer(vocabulary: Vocabulary) -> Step | None:
    """The whole utterance, where an open slot was asked for and nothing else is understood."""
    worded = _worded(vocabulary)
    open_slots = {
        name: re.compile(rf"(?:{'|'.join(map(re.escape, slot.words))})(?:은|는|이|가)?\s+")
        if slot.words
        else None
        for name, slot in vocabulary.slots.items()
        if slot.is_open
    }
    if not open_slots:
        return None

    def step(draft: Draft) -> None:
        requested = draft.state.asked
        if requested not in open_slots or requested in draft.slots:
            return
        if not draft.utterance.letters or _says_something_else(draft, worded):
            return
        answer = bare_answer(draft.utterance.text)
        name = open_slots[requested]
        if name and (found := name.match(answer)):
            answer = answer[found.end() :] or answer  # 주소는 …
        if answer:
            for mention in draft.mentions:
                draft.slots.pop(mention.slot, None)
            draft.slots[requested] = (answer,)
            draft.act, draft.answer, draft.built_in = "", "", None

    return step


def _worded(vocabulary: Vocabulary) -> frozenset[str]:
    """The slots whose values are words."""
    return frozenset(s.name for s in vocabulary.slots.values() if s.type in ("text", "choice"))


def _is_mere_word(mention: Mention, worded: Container[str], needed: Container[str]) -> bool:
    """Whether a mention could as well be a word of a text: a word of the dictionary, for a slot
    that is not needed."""
    return mention.kind == "value" and mention.slot in worded and mention.slot not in needed


def _longest_stretch(
    draft: Draft, start: int, end: int, is_mere_word: Callable[[Mention], bool]
) -> tuple[int, int]:
    """The most letters in a row, from `start` up to `end`, that are no value."""
    stretches = []
    for mention in draft.mentions:
        if not is_mere_word(mention) and start <= mention.start and mention.end <= end:
            stretches.append((start, mention.start))
            start = end_of_value(draft.utterance, mention.end)
    stretches.append((start, end))
    again = repeated(draft.utterance.letters)  # 매주 요가: how often is no part of a title
    if again is not None:
        first, last = again
        stretches = [(last if one == first else one, other) for one, other in stretches]
    return max(stretches, key=lambda stretch: stretch[1] - stretch[0])


def _says_something_else(draft: Draft, worded: Container[str]) -> bool:
    """Whether an answer is more than a text: a correction, a request, mostly values."""
    letters, built_in = draft.utterance.letters, draft.built_in
    size = len(letters)
    if draft.mentions and letters.startswith(_CORRECTIONS):
        return True  # 아니 여덟 시로 할게요
    if draft.kind in _NO_TEXT:
        return True
    if draft.act in _ANSWERS and draft.performed is None:
        pass  # 네 홍길동이요
    elif (
        draft.act
        and not _is_in_passing(letters, draft.performed)
        and not (built_in and built_in.size * 2 < size)
    ):
        return True
    telling = [m for m in draft.mentions if not _is_mere_word(m, worded, draft.fill)]
    if telling and size < _SHORT:
        return True
    return sum(mention.end - mention.start for mention in telling) * 2 >= size


def _is_in_passing(letters: str, performed: PatternMatch | None) -> bool:
    """Whether an act may only seem to be performed by an answer: by a value in it, or by some of
    the words of what is no request (민수랑 점심 약속이요)."""
    if performed is None:
        return False
    small = performed.size * 2 < len(letters)
    return not performed.pattern.words or (small and not _REQUEST.search(letters))
