"""What so many are ordered of without a name: of what was just asked about. 샐러드는 얼마예요? –
하나 주세요."""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.domain import Many
from mockgenie.korean import UtteranceKind, pointed_at
from mockgenie.nlu.step import Draft, Mention, Step
from mockgenie.nlu.vocabulary import Vocabulary


def order_what_was_asked(vocabulary: Vocabulary) -> Step | None:
    """How many, or of what size, is said of the one of a class of many that was asked about right
    before, where nothing else of it is in hand."""
    classes = vocabulary.domain.many
    if not classes:
        return None
    asked_by = dict(asked_slots(vocabulary))
    counts = {many.count for many in classes if many.count}

    def step(draft: Draft) -> None:
        slots, state = draft.slots, draft.state
        if not slots or (asked := asked_before(draft)) is None:
            return
        many, name = asked
        slots = {slot: values for slot, values in slots.items() if slot not in asked_by}
        is_pointed = "thing" in pointed_at(draft.utterance)
        only_counted = bool(many.count) and slots.keys() <= counts and state.asked not in slots
        if many.head in slots or not (only_counted or many.slots & slots.keys()):
            return
        if many.head in state.slots and not (only_counted or is_pointed):
            return
        if only_counted:
            slots = {many.count: next(iter(slots.values()))}
        draft.slots = {**slots, many.head: (name,)}
        if state.slots.get(many.head) not in (None, (), (name,)):
            draft.items_are = {**draft.items_are, many.entity: "further"}

    def asked_before(draft: Draft) -> tuple[Many, str] | None:
        """What was asked about: in a sentence before, or in the utterance before."""
        for mention in draft.mentions:
            many = asked_by.get(mention.slot)
            if many is not None and not mention.ignored and _ends_before(draft, mention):
                draft.slots.pop(mention.slot, None)
                return many, mention.values[0]
        if draft.kind is UtteranceKind.QUESTION or draft.state.kind != "question":
            return None
        for slot, values in reversed(draft.state.before.items()):
            if slot in asked_by:
                return (asked_by[slot], values[0]) if len(values) == 1 else None
        return None

    return step


def asked_slots(vocabulary: Vocabulary) -> Iterator[tuple[str, Many]]:
    """The slots by which those of a class of many are asked about, as they have the same values."""
    for many in vocabulary.domain.many:
        values = vocabulary.slots[many.head].values if many.head in vocabulary.slots else {}
        for name, slot in vocabulary.slots.items():
            if values and name != many.head and slot.values == values:
                yield name, many


def _ends_before(draft: Draft, mention: Mention) -> bool:
    """Whether the sentence of a mention ends before another one."""
    _, stop = draft.utterance.sentence_of(mention.start)
    return draft.mentions[-1].start >= stop
