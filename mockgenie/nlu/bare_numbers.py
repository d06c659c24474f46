"""A number alone that comes in the place of the one that was said last: 밝기 40 – 아니 30."""

from __future__ import annotations

from mockgenie.domain import BUILT_IN_ACTS
from mockgenie.korean import NUMBER_SIGNS, bare_number
from mockgenie.nlu.step import Draft, SoughtStep, Step
from mockgenie.nlu.vocabulary import Vocabulary


def take_bare_number(vocabulary: Vocabulary) -> Step | None:
    """The number that an utterance is, for the only slot of the task in hand that had one: the act
    is that of the utterance before."""
    numbers = {name for name, slot in vocabulary.slots.items() if slot.type == "int"}
    if not numbers:
        return None

    def step(draft: Draft) -> None:
        state = draft.state
        if draft.mentions or state.asked or state.stage != "done":
            return
        number = bare_number(draft.utterance.letters)
        act = state.act
        if not number or not act or act in BUILT_IN_ACTS:
            return
        known = [s for s in draft.fill if s in numbers and (s in state.slots or s in state.before)]
        if len(known) == 1:
            draft.slots[known[0]] = (number,)
            draft.act, draft.answer = act, ""

    return SoughtStep(step, NUMBER_SIGNS)
