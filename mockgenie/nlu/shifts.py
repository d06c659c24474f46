"""Times and days that are said from the one that is known: 한 시간 늦춰 줘, 그 다음 날은?, and
목요일 of the week that is spoken of."""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.domain import EntityClass, Slots
from mockgenie.korean import SHIFT_SIGNS, WEEKDAY_SIGNS, find_shift, in_week_of, wants_change
from mockgenie.nlu.spoken_records import pointed_names, spoken_record
from mockgenie.nlu.step import Draft, SoughtStep, Step
from mockgenie.nlu.vocabulary import Meaning, Vocabulary

_TYPES = ("date", "time")
_TOPICS = ("은", "는", "은요", "는요")


def find_shifted_values(vocabulary: Vocabulary) -> Step | None:
    """The time or the day that is so much later or earlier than the one that is spoken of: of what
    is to be confirmed, of what was just settled, of the record. A slot that has 바꿔 or 옮겨 in its
    words gets what another one is changed into."""
    spoken = [slot for slot in vocabulary.slots.values() if slot.type in _TYPES and not slot.same]
    if not spoken:
        return None
    of_type = {t: tuple(slot.name for slot in spoken if slot.type == t) for t in _TYPES}
    movers = frozenset(slot.name for slot in spoken if any(map(wants_change, slot.words)))
    keyed = [entity for entity in vocabulary.domain.entities.values() if entity.key]

    def step(draft: Draft) -> None:
        shift = find_shift(draft.utterance.text, draft.utterance.signs)
        if shift is None:
            return
        slots = of_type["date" if shift.of_days else "time"]
        into = [slot for slot in slots if slot in movers and shift.changes]
        for slot, value in known(draft, slots):
            words = shift.apply(value)
            if not words:
                if shift.changes and not into:
                    draft.forgotten = (slot,)  # 밤 10시 and three hours more: it is asked for anew
                continue
            draft.forgotten = ()
            if into and not (slot in draft.fill and slot in draft.state.slots):
                slot = into[0]
            span = draft.utterance.letters_between(shift.start, shift.end)
            draft.candidates.append((*span, (Meaning(slot, words, "value"),)))
            return

    def known(draft: Draft, slots: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """What the slots have, the one that is spoken of first."""
        state = draft.state
        here = {slot: state.slots[slot] for slot in draft.fill if slot in state.slots}
        named = {meaning.slot for _, _, meanings in draft.candidates for meaning in meanings}
        of_record = any(entity.key in named for entity in keyed)
        if not of_record:
            yield from _values(here, slots)
            chosen = any(entity.key in state.slots for entity in keyed)
            if state.stage == "done" and not chosen:
                yield from _values(state.outcome, slots)
        for entity in keyed:
            own = [slot.name for slot in entity.slots if slot.name in slots]
            if own and (record := spoken_record(entity, state, _named(entity, draft))):
                yield from ((slot, record[slot]) for slot in own if record.get(slot))
        if not of_record:
            yield from _values(state.slots, slots)
            yield from _values(state.before, slots)

    return SoughtStep(step, SHIFT_SIGNS)


def keep_week(vocabulary: Vocabulary) -> Step | None:
    """A weekday alone is of the week that was spoken of: 다음 주 수요일, 아니 목요일이요. Of what
    is looked up only in what goes on with it (목요일은요?): elsewhere other days may be meant."""
    days = [slot.name for slot in vocabulary.slots.values() if slot.type == "date"]
    if not days:
        return None
    looked_up = vocabulary.domain.looked_up()
    noted = {name for name in days if name.partition(".")[0] not in looked_up}

    def step(draft: Draft) -> None:
        state, letters = draft.state, draft.utterance.letters
        for slot in days:
            if len(values := draft.slots.get(slot, ())) != 1 or slot == state.asked:
                continue
            goes_on = state.stage == "confirming" or letters.endswith(_TOPICS)
            known = state.slots.get(slot) or state.outcome.get(slot)
            if known and (goes_on or slot in noted) and (meant := in_week_of(values[0], known[0])):
                draft.slots[slot] = (meant,)

    return SoughtStep(step, WEEKDAY_SIGNS)


def _values(known: Slots, slots: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for slot in slots:
        if len(values := known.get(slot, ())) == 1:
            yield slot, values[0]


def _named(entity: EntityClass, draft: Draft) -> tuple[str, ...]:
    """The records that the longest of the words means that can name one."""
    longest = 0
    names: tuple[str, ...] = ()
    for start, end, meanings in draft.candidates:
        own = tuple([meaning.value for meaning in meanings if meaning.slot == entity.key])
        if own and end - start > longest:
            longest, names = end - start, pointed_names(draft, entity.key, start, own)
    return names
