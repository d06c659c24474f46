"""What is said in passing and asks for nothing: 어제 헤어졌어, 이사한 지 두 달 됐어요."""

from __future__ import annotations

from mockgenie.korean import (
    ANSWERS,
    UtteranceKind,
    alike,
    beginnings,
    greets,
    has_none,
    is_of_speaker,
    is_reaction,
    quotes,
    remark,
    subject_noun,
    takes_in,
    tells_since_when,
    thanks,
    wants_change,
)
from mockgenie.nlu.examples import SAME
from mockgenie.nlu.patterns import PatternMatch
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.vocabulary import Vocabulary

_HAS_TO = ("야겠", "아니라", "아니고")
"""What somebody has to do, or what is not so, which at a confirmation is a change."""
_IS = "이다"
_OF_ANY_TALK = ("date", "time", "duration", "int", "float")
"""Types of slot whose values are said of everything."""


def leave_remarks(vocabulary: Vocabulary) -> Step:
    """What only tells something that the domain has no word for gives no slot a value and is no
    act, unless it answers the question. What nothing else is found in may be a reaction."""
    common = {name for name, slot in vocabulary.slots.items() if slot.type in _OF_ANY_TALK}
    classes = map(vocabulary.domain.entities.__getitem__, vocabulary.domain.looked_up())
    keys = {entity.key for entity in vocabulary.domain.entities.values() if entity.key}
    searched = common.union(slot.name for entity in classes for slot in entity.slots)

    def is_remark(draft: Draft) -> bool:
        utterance, performed, similar = draft.utterance, draft.performed, draft.similar
        if draft.kind in ANSWERS or (similar is not None and similar.score > SAME):
            return False
        if tells_since_when(utterance.letters) or only_takes_in(draft):
            return True
        begun = _is_begun(draft)
        if not begun and common.issuperset(_given(draft)) and _is_aside(draft):
            return True
        if draft.answer or (performed is not None and performed.spans):
            return False
        last = _last_word(draft)
        if last < 0 or utterance.sentence_of(last)[0]:
            return False
        if utterance.letters[last:] == _IS and _is_known(draft, last):
            return False  # 아 세 명이다
        kind = remark(utterance.letters[last:])
        if (
            begun
            and draft.kind is UtteranceKind.QUESTION
            and (kind == "plain" or not keys.isdisjoint(_given(draft)))
        ):
            return False  # 금요일은 추울까, where the weather is spoken of
        if kind == "plain":
            return common.issuperset(_given(draft)) and utterance.starts[last] == 1
        return kind == "telling" and searched.issuperset(_given(draft))

    def only_takes_in(draft: Draft) -> bool:
        """Whether what was heard is taken in, and what is to be confirmed not corrected by it: 아
        커튼은 안 되는구나."""
        end = takes_in(draft.utterance.letters)
        if end < 0 or (draft.state.stage == "confirming" and _given(draft)):
            return False
        performed = draft.performed
        return performed is None or not performed.spans or performed.spans[-1][1] <= end

    def step(draft: Draft) -> None:
        if not (draft.slots or draft.unwanted or draft.compared or draft.act):
            read_reaction(draft)
            return
        if draft.state.asked in draft.slots or (draft.is_read and draft.built_in is None):
            return
        letters = draft.utterance.letters
        if draft.state.stage == "confirming" and (
            any(word in letters for word in _HAS_TO) or wants_change(letters, draft.utterance.signs)
        ):
            return  # 목요일로 바꿔야겠네요, 수요일에 나와야겠네요
        if is_remark(draft):
            draft.slots, draft.unwanted, draft.forgotten = {}, {}, ()
            draft.compared = {}
            draft.act, draft.answer = "", ""
            draft.performed = draft.built_in = draft.similar = None
            read_reaction(draft)

    def read_reaction(draft: Draft) -> None:
        letters = draft.utterance.letters
        told = draft.kind is UtteranceKind.STATEMENT and is_reaction(letters)
        if told or greets(letters) or thanks(letters):
            draft.kind = UtteranceKind.REACTION

    return step


def _is_known(draft: Draft, end: int) -> bool:
    """Whether what ends at letter `end` is a value of a slot that has one."""
    known = draft.state.slots
    return any(one.end == end and one.slot in known for one in draft.mentions)


def _given(draft: Draft) -> set[str]:
    """The slots that something is said of."""
    return {*draft.slots, *draft.unwanted, *draft.compared}


def _is_aside(draft: Draft) -> bool:
    """Whether something else is spoken of before there is anything to speak of."""
    utterance = draft.utterance
    letters = utterance.letters
    if _is_of_another(draft):
        return True
    if draft.performed is not None and draft.performed.spans:
        return False
    words = utterance.words_of(0, len(letters))
    return quotes(letters) or has_none(letters) or is_of_speaker(words)


def _is_begun(draft: Draft) -> bool:
    """Whether the dialog is about something already: what is said is taken to be, too."""
    state = draft.state
    return bool(state.asked or state.slots or state.listed)


def _is_of_another(draft: Draft) -> bool:
    """Whether a noun that the domain has no word for is the subject of what is said: 빛의 속도가
    얼마야."""
    utterance, performed = draft.utterance, draft.performed
    last = utterance.starts.rfind(1)
    if performed is not None and performed.spans:
        pattern = performed.pattern
        if len(pattern.words) != 1 or pattern.slots or performed.spans[0][0] < last:
            return False
    if any(last <= one.start and one.kind == "said" for one in draft.mentions):
        return False  # 개업일이 내일이에요
    noun = subject_noun(utterance, last) if last > 0 else None
    if noun is None:
        return False
    if performed is not None and _says_the_same(performed, utterance.letters[slice(*noun)]):
        return False  # 가격이 얼마예요
    known = [*draft.candidates, *draft.cues, *draft.pattern_starts]
    return not any(start < noun[1] and noun[0] < end for start, end, _ in known)


def _says_the_same(performed: PatternMatch, noun: str) -> bool:
    """Whether a noun says the same as a word of the pattern."""
    own = beginnings(noun)
    return any(not set(own).isdisjoint(alike(word)) for word in performed.pattern.words)


def _last_word(draft: Draft) -> int:
    """Where the letters of the last word begin that nothing is known of; -1 where all of it is
    known."""
    start = draft.utterance.starts.rfind(1)
    ends = [mention.end for mention in draft.mentions]
    if draft.built_in is not None:
        ends += [end for _, end in draft.built_in.spans]
    start = max(start, *ends) if ends else start
    return start if start < len(draft.utterance.letters) else -1
