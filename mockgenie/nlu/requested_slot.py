"""What only a question just asked makes understandable."""

from __future__ import annotations

from mockgenie.domain import Slot
from mockgenie.korean import (
    NOW,
    CountFinder,
    UtteranceKind,
    find_numbers,
    indifference,
    means_now,
)
from mockgenie.nlu.coreference import by_position
from mockgenie.nlu.proposals import answer_to_proposal
from mockgenie.nlu.step import Draft, SoughtStep, Step
from mockgenie.nlu.vocabulary import Vocabulary

_NUMBERS = ("int", "float", "boolean")
_NOT_MEANT = {"": (), "time": _NUMBERS, "place": (*_NUMBERS, "date", "time", "duration")}
"""The types of slot to which nobody is indifferent in such words: 아무 때나, 어디든."""

_PIECES = CountFinder(("개",))
"""Whatever is counted, it may be called so."""


def fill_requested_slot(vocabulary: Vocabulary) -> Step | None:
    """What an utterance gives the slot that was asked for just before: a number alone, a yes, a
    position in its values, any will do; what the question proposed, by a yes."""
    slots = vocabulary.slots
    if not slots:
        return None
    take_proposal = answer_to_proposal(vocabulary)

    def step(draft: Draft) -> None:
        requested = draft.state.asked
        if not requested:
            return
        if requested in draft.compared:
            return
        if requested in draft.slots:
            if draft.slots[requested] == ("yes",) and _is_denied(draft, requested):
                draft.slots[requested] = ("no",)
            return
        values = _answer(slots[requested], draft)
        if values is not None:
            draft.slots[requested] = values
        elif draft.answer and take_proposal is not None:
            take_proposal(draft)

    return SoughtStep(step, asked=frozenset(slots))


def _answer(slot: Slot, draft: Draft) -> tuple[str, ...] | None:
    """The values that an utterance gives a slot, () where any will do, None where it gives none."""
    text = draft.utterance.text
    if slot.type in ("int", "float"):
        taken = draft.taken_letters()
        for count in find_numbers(text) or _PIECES.find(text):
            start, end = draft.utterance.letters_between(count.start, count.end)
            if not any(taken[start:end]):
                return (str(count.number),)
    elif slot.type == "choice":
        if chosen := by_position(text, tuple(slot.values)):
            return chosen
    elif slot.type in ("date", "time") and means_now(draft.utterance.letters):
        return (NOW,)
    elif slot.type == "duration" and (numbers := find_numbers(text)):
        return (str(numbers[0].number),)
    to = indifference(draft.utterance.letters, draft.utterance.signs)
    if slot.type == "boolean" and draft.answer and to is None:
        return (draft.answer,)
    if to is None or slot.type in _NOT_MEANT[to] or () in draft.slots.values():
        return None  # 가격은 상관없어요 says nothing of the area that was asked for
    return ()


def _is_denied(draft: Draft, slot: str) -> bool:
    """Whether a no is said behind a mention of the slot: 얼룩은 없어요, but not 주차장 없어요?"""
    if draft.answer != "no" or draft.kind is UtteranceKind.QUESTION:
        return False
    letters = draft.utterance.letters
    return any(one.slot == slot and "없" in letters[one.end :] for one in draft.mentions)
