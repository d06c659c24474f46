"""The answer to what the system proposed: a yes takes it (강남으로 찾을까요?), a no to whether
there is something leaves it open (원하시는 지역이 있으세요?)."""

from __future__ import annotations

from mockgenie.korean import UtteranceKind, asks_for_any, indifference, proposal, squeeze
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.vocabulary import Vocabulary

_WORDED = ("text", "choice", "date", "time", "duration")


def answer_to_proposal(vocabulary: Vocabulary) -> Step | None:
    """What the slot that was asked for gets by a yes to the value that its question proposes, or
    by a no to the question whether any is wished for."""
    optional = {task.name for task in vocabulary.domain.tasks.values() if task.optional}
    slots = {
        name for name, slot in vocabulary.slots.items() if slot.type in _WORDED and not slot.is_open
    }
    if not slots:
        return None
    search = vocabulary.lexicon.search

    def proposed(question: str, slot: str) -> tuple[str, ...]:
        letters = squeeze(question)
        values: dict[str, None] = {}
        read = 0
        for start, end, entry in search(letters):
            own = [one for one in entry.meanings if one.slot == slot and one.kind != "any"]
            if own and start >= read:
                read = end
                values.update(dict.fromkeys(one.value or letters[start:end] for one in own))
        return tuple(values)

    def step(draft: Draft) -> None:
        state, slot = draft.state, draft.state.asked
        if slot not in slots or slot in draft.slots or not draft.answer or not state.last:
            return
        if draft.answer == "no":
            if state.task not in optional and _has_none(draft) and asks_for_any(state.last):
                draft.slots[slot] = ()
                draft.act, draft.answer, draft.built_in = "", "", None
        elif draft.kind is UtteranceKind.AGREEMENT and (question := proposal(state.last)):
            values = proposed(question, slot)
            if len(values) == 1:
                draft.slots[slot] = values
            elif not values and indifference(squeeze(question)) is not None:
                draft.slots[slot] = ()

    return step


def _has_none(draft: Draft) -> bool:
    """Whether it is only said that there is none: 아니요, 딱히 없어요."""
    if draft.performed is not None or draft.mentions:
        return False
    return draft.kind is UtteranceKind.REFUSAL or "없" in draft.utterance.letters
