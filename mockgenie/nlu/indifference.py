"""Slots that are left open: by their names, or many at once."""

from __future__ import annotations

from collections.abc import Container, Iterable

from mockgenie.domain import Slot
from mockgenie.korean import (
    NEGATION_SIGNS,
    OpenScope,
    UnknownSort,
    leaves_open,
    not_known,
    open_scopes,
    polarity_behind,
)
from mockgenie.nlu.filling import named_slots, slot_phrases
from mockgenie.nlu.slot_resolver import is_joint
from mockgenie.nlu.step import Draft, SoughtStep, Step
from mockgenie.nlu.vocabulary import Vocabulary

_PEOPLE = frozenset(("명", "분", "사람", "인"))
_NIGHTS = frozenset(("박", "밤", "일"))


def leave_open(vocabulary: Vocabulary) -> Step | None:
    """Slots that any value will do for: those that are named (가격대랑 지역은 상관없어요), many at
    once (둘 다, 나머지는 알아서), those that are not known yet (며칠 묵을지 모르겠어요)."""
    slots = vocabulary.slots
    if not slots:
        return None
    looked_up = frozenset(vocabulary.domain.looked_up())
    open_at_once = {
        name
        for name, slot in slots.items()
        if (slot.type in ("text", "choice") and slot.values)
        or (
            slot.type not in ("int", "float", "boolean", "pattern")
            and name.partition(".")[0] in looked_up
        )
    }

    def step(draft: Draft) -> None:
        if not draft.may_be_negated:
            return
        letters = draft.utterance.letters
        if draft.cues:
            _leave_named(draft, looked_up)
        for sort in not_known(letters, draft.utterance.signs):
            missing = _missing(draft)
            draft.slots.update((slot, ()) for slot in missing if _is_of(sort, slots[slot]))
        for scope in open_scopes(letters, draft.utterance.starts, draft.utterance.signs):
            missing = [slot for slot in _missing(draft) if slot in open_at_once]
            draft.slots.update(dict.fromkeys(_in_scope(scope, missing, draft.state.asked), ()))

    return SoughtStep(step, NEGATION_SIGNS)


def _leave_named(draft: Draft, looked_up: Container[str]) -> None:
    """The slots whose names are followed by indifference, and those whose names are joined to such
    a name."""
    letters, taken = draft.utterance.letters, draft.taken_letters()
    following, is_open = len(letters), False
    for start, end, named in reversed(slot_phrases(draft.cues)):
        if any(taken[start:end]):
            following, is_open = start, False
            continue
        between = letters[end:following]
        joined = is_open and (not between or is_joint(between))
        how = leaves_open(letters, end)
        if joined or how or polarity_behind(letters, end, len(letters)).leaves_open:
            slots = named_slots(draft, named)
            if how == "undecided":  # 출발은 아직 안 정했어요: it will be asked for
                slots = [slot for slot in slots if slot.partition(".")[0] in looked_up]
            draft.slots.update(dict.fromkeys(slots, ()))
            is_open = True
        else:
            is_open = False
        following = start


def _missing(draft: Draft) -> list[str]:
    """The slots that the task still needs."""
    known = draft.state.slots
    return [slot for slot in draft.fill if slot not in known and slot not in draft.slots]


def _in_scope(scope: OpenScope, missing: list[str], asked: str) -> Iterable[str]:
    if scope == "both" and asked in missing:
        return (asked, *[slot for slot in missing if slot != asked][:1])
    return missing[:2] if scope == "both" else missing


def _is_of(sort: UnknownSort, slot: Slot) -> bool:
    """Whether a slot has values of a sort."""
    if sort == "people":
        return slot.type == "int" and not _PEOPLE.isdisjoint(slot.counters)
    nights = slot.type == "int" and not _NIGHTS.isdisjoint(slot.counters)
    return slot.type == sort or (sort == "duration" and nights)
