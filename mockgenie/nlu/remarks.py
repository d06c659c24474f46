"""What is said in passing and asks for nothing: 어제 헤어졌어, 이사한 지 두 달 됐어요."""

from __future__ import annotations

from mockgenie.korean import remark, tells_since_when
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.vocabulary import Vocabulary

_OF_ANY_TALK = ("date", "time", "duration", "int", "float")
"""Types of slot whose values are said of everything."""


def leave_remarks(vocabulary: Vocabulary) -> Step:
    """What only tells something that the domain has no word for gives no slot a value and is no
    act, unless it answers the question."""
    common = {name for name, slot in vocabulary.slots.items() if slot.type in _OF_ANY_TALK}
    classes = map(vocabulary.domain.entities.__getitem__, vocabulary.domain.looked_up())
    searched = common.union(slot.name for entity in classes for slot in entity.slots)

    def is_remark(draft: Draft) -> bool:
        utterance, performed = draft.utterance, draft.performed
        if draft.kind.is_answer:
            return False
        if tells_since_when(utterance.letters):
            return True
        if draft.answer or (performed is not None and performed.spans):
            return False
        last = _last_word(draft)
        if last < 0 or utterance.sentence_of(last)[0]:
            return False
        kind = remark(utterance.letters, last)
        given = {*draft.slots, *draft.unwanted, *draft.compared}
        if kind == "plain":
            return given <= common and utterance.starts[last] == 1
        return kind == "telling" and given <= searched

    def step(draft: Draft) -> None:
        if (
            not (draft.slots or draft.unwanted or draft.compared or draft.act)
            or draft.state.asked in draft.slots
        ):
            return
        if is_remark(draft):
            draft.slots, draft.unwanted, draft.forgotten = {}, {}, ()
            draft.compared = {}
            draft.act, draft.answer = "", ""
            draft.performed = draft.built_in = draft.similar = None

    return step


def _last_word(draft: Draft) -> int:
    """Where the letters of the last word begin that nothing is known of; -1 where all of it is
    known."""
    start = draft.utterance.starts.rfind(1)
    ends = [mention.end for mention in draft.mentions]
    if draft.built_in is not None:
        ends += [end for _, end in draft.built_in.spans]
    start = max(start, *ends) if ends else start
    return start if start < len(draft.utterance.letters) else -1
