"""What is told of open slots when they are to be confirmed: 강남역에서요, 은행 말고 우체국이요."""

from __future__ import annotations

from mockgenie.korean import UtteranceKind, replaced_words, squeeze, told_place
from mockgenie.nlu.places import names_places
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.vocabulary import Vocabulary

_TELLS = (UtteranceKind.STATEMENT, UtteranceKind.COMMAND)
_INSTEAD = ("아니", "아뇨")


def take_told_place(vocabulary: Vocabulary) -> Step | None:
    """What a place alone gives the open slot of a place at a confirmation, for it is not asked for
    there: 강남역에서요."""
    slots = vocabulary.slots
    places = {name for name in _confirmed_texts(vocabulary) if names_places(slots[name])}
    if not places:
        return None

    def step(draft: Draft) -> None:
        if draft.state.stage != "confirming" or not _may_tell(draft):
            return
        slots = [slot for slot in draft.fill if slot in places]
        if len(slots) != 1 or not (place := told_place(draft.utterance.text)):
            return
        if any(_is_said(draft, one.start, one.end, squeeze(place)) for one in draft.mentions):
            return
        draft.unwanted, draft.mentions = {}, []
        _tell(draft, slots[0], place)

    return step


def correct_told_text(vocabulary: Vocabulary) -> Step | None:
    """What comes in the place of words of an open slot that is to be confirmed: 은행 말고
    우체국이요."""
    texts = _confirmed_texts(vocabulary)
    if not texts:
        return None

    def step(draft: Draft) -> None:
        state = draft.state
        if state.stage != "confirming" or draft.kind is UtteranceKind.QUESTION:
            return
        replaced = replaced_words(draft.utterance.text)
        if replaced is None:
            return
        if not draft.slots.keys().isdisjoint(draft.fill):
            return
        old, new = replaced
        for slot in draft.fill:
            for value in state.slots.get(slot, ()) if slot in texts else ():
                if old in value:
                    _tell(draft, slot, value.replace(old, new))
                    return

    return step


def _confirmed_texts(vocabulary: Vocabulary) -> set[str]:
    """The open slots of tasks that are confirmed."""
    tasks = vocabulary.domain.tasks.values()
    confirmed = {slot for task in tasks if task.confirm is not None for slot in task.fill}
    return {name for name, slot in vocabulary.slots.items() if name in confirmed and slot.is_open}


def _tell(draft: Draft, slot: str, value: str) -> None:
    """Have a value of a slot be all that is said."""
    draft.slots = {slot: (value,)}
    draft.act, draft.answer, draft.performed, draft.built_in = "", "", None, None


def _may_tell(draft: Draft) -> bool:
    """Whether nothing is understood but a word that could as well be one of a place."""
    if any(one.kind != "value" or one.slot in draft.fill for one in draft.mentions):
        return False
    if draft.performed is not None and draft.performed.pattern.words:
        return False
    if draft.built_in is not None:
        return False
    instead = draft.kind is UtteranceKind.REFUSAL and draft.utterance.letters.startswith(_INSTEAD)
    return draft.kind in _TELLS or instead


def _is_said(draft: Draft, start: int, end: int, place: str) -> bool:
    """Whether the letters from `start` to `end` are no mere part of a place."""
    words = draft.utterance.letters[start:end]
    return words == place or words not in place
