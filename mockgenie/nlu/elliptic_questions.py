"""Questions that only name another thing: 불고기는요? behind 포테이토는 얼마예요?"""

from __future__ import annotations

from mockgenie.korean import UtteranceKind, is_only_topic
from mockgenie.nlu.coreference import record_keys
from mockgenie.nlu.questions import answered_acts
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.vocabulary import Vocabulary


def repeat_question(vocabulary: Vocabulary) -> Step | None:
    """The act of the question before, where only another record, or another value of what that was
    about, is named: 2번은요?, 그럼 불고기는요?"""
    domain, slots = vocabulary.domain, vocabulary.slots
    keys = set(record_keys(vocabulary))
    answers = answered_acts(domain)
    about = {
        act: {slot.name: slot.values for name in classes for slot in domain.entities[name].slots}
        for act, classes in answers.items()
    }
    if not keys:
        return None

    def step(draft: Draft) -> None:
        state, performed = draft.state, draft.performed
        if draft.kind is not UtteranceKind.QUESTION or state.act not in answers:
            return
        if performed is not None and performed.spans:
            return
        if state.kind != "question" and not answers[state.act]:
            return
        if not is_only_topic(draft.utterance, [(one.start, one.end) for one in draft.mentions]):
            return
        if draft.slots.keys() & keys and draft.slots.keys() <= keys:
            draft.performed, draft.act = None, state.act
            return
        for said in list(draft.slots):
            values = slots[said].values
            for other, known in about[state.act].items():
                if values and other != said and known.keys() == values.keys():
                    draft.slots[other] = draft.slots.pop(said)
                    draft.performed, draft.act = None, state.act
                    return

    return step
