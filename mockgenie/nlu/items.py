"""Several of one kind in one utterance: 아아 두 잔이랑 라떼 한 잔."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from mockgenie.domain import Many, Slots
from mockgenie.korean import Polarity
from mockgenie.nlu.step import Draft, Mention, Step
from mockgenie.nlu.vocabulary import Vocabulary

_OF_EACH = re.compile("둘다|셋다|넷다|모두|전부|씩|똑같이|각각")
"""What says that something is said of each of several."""

_MOST = 50
"""So many are told apart; what is said of more is said of the last one."""


def divide_items(vocabulary: Vocabulary) -> Step | None:
    """What is said of each of several of the class of many: each begins a new one with a value of
    its first slot; what stands before that, or behind it, is said of it."""
    many = vocabulary.domain.many
    if many is None:
        return None

    def step(draft: Draft) -> None:
        own = many.slots & draft.slots.keys()
        if not own:
            return
        utterance = draft.utterance
        each = "다" in utterance.words or _OF_EACH.search(utterance.letters) is not None
        given = [m for m in draft.mentions if m.slot in many.slots and _gives(m)]
        kinds = set(draft.slots.get(many.head, ()))
        heads = [m for m in given if m.slot == many.head and kinds.issuperset(m.values)]
        del heads[_MOST:]
        before = draft.state.slots.get(many.head, ())
        further = bool(before) and set(before) < kinds
        further = further and all(set(before).isdisjoint(head.values) for head in heads)
        if len(heads) > 1 or further:
            first, *others = _items(many, heads, given, each)
            kept = {slot: v for slot, v in draft.slots.items() if slot not in many.slots}
            draft.slots, draft.items = {**kept, **first}, tuple(others)
            draft.items_are = "further" if further else ""
        elif each and not heads:
            draft.items_are = "each"

    return step


def _gives(mention: Mention) -> bool:
    return mention.kind != "any" and not mention.ignored and mention.polarity is Polarity.WANTED


def _items(
    many: Many, heads: Sequence[Mention], given: Sequence[Mention], each: bool
) -> list[Slots]:
    """The slots of each. A slot whose first value stands before the first head is said before each
    of them, any other one behind; one that is said only once, at the end, is said of all."""
    items: list[Slots] = [{many.head: head.values} for head in heads]
    starts = [head.start for head in heads]
    for slot in many.slots - {many.head}:
        said = [mention for mention in given if mention.slot == slot]
        if not said:
            continue
        leads = said[0].start < heads[0].start
        for mention in said:
            number = bisect_left(starts, mention.start) - (not leads)
            items[min(number, len(items) - 1)][slot] = mention.values
        if len(said) == 1 and (each or said[0].start > heads[-1].start):
            for item in items:
                item.setdefault(slot, said[0].values)
    return items
