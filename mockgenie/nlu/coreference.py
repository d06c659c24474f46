"""What the user points back at: 거기 is the record or the place spoken of, 그날 the day, 두 번째 거
and 명동 쪽 거 one of a list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from mockgenie.conditions import ORDERS, read_value
from mockgenie.domain import EntityClass, Slot, Slots
from mockgenie.korean import (
    AMONG_SIGNS,
    CHOOSING,
    REFERENCE_SIGNS,
    Pointed,
    UtteranceKind,
    chooses,
    find_ordinals,
    means_both,
    means_first_of,
    pointed_at,
    wants_change,
)
from mockgenie.nlu.spoken_records import pointed_names, spoken_record
from mockgenie.nlu.state import DialogState
from mockgenie.nlu.step import Draft, Mention, SoughtStep, Step
from mockgenie.nlu.vocabulary import Vocabulary

_TYPES: dict[Pointed, tuple[str, ...]] = {
    "day": ("date",),
    "time": ("time",),
    "place": ("text", "choice"),
}
"""The types of slot that each word can stand for, besides the key of a record."""
_EARLIER = re.compile("아까|먼저|방금전|처음에|이전")
_NOT_THIS = re.compile(r"\s?(?:거|것)?(?:은|는)?\s?(?:말[고구]|빼고|아니[고라])")
_NAMED = re.compile("[가-힣]{2,}")
_OF_DISTRICTS = "동역구점"
_BRIEF = 30
"""Letters; what is longer tells a story, and names nothing."""
_BEFORE = ("아까", "처음", "먼저")
_SPOKEN_OF = ("말한", "말씀하신", "얘기한", "고른", "찾은", "추천한", "추천해준")


def drop_repeated_values(vocabulary: Vocabulary) -> Step | None:
    """Values that only name again what was spoken of: 그 호텔 주차 되나요?"""
    keys = record_keys(vocabulary)
    properties = {slot.name for own in keys.values() for slot in own} - keys.keys()
    if not keys:
        return None

    def is_repeated(draft: Draft, mention: Mention) -> bool:
        before = mention.start - 1
        if before < 0 or mention.kind != "value" or mention.slot not in properties:
            return False
        letters = draft.utterance.letters
        if letters[before] in "그이저" and draft.utterance.starts[before] == 1:
            # 아까 그 한식당, where 일식당 is spoken of now, is another one
            known = draft.state.slots.get(mention.slot, mention.values)
            return not letters.endswith(_BEFORE, 0, before) or known == mention.values
        return letters.endswith(_SPOKEN_OF, 0, mention.start)

    def step(draft: Draft) -> None:
        state = draft.state
        if draft.mentions and (state.listed or any(map(state.slots.get, keys))):
            draft.mentions = [m for m in draft.mentions if not is_repeated(draft, m)]
            for mention in draft.mentions:
                if len(mention.values) > 1 and mention.slot in keys:
                    mention.values = pointed_names(
                        draft, mention.slot, mention.start, mention.values
                    )

    return step


def pick_from_list(vocabulary: Vocabulary) -> Step | None:
    """Records that are picked from those said last, by their positions (두 번째 거요), or one by
    what it alone is called or has (명동 쪽 걸로)."""
    if not record_keys(vocabulary):
        return None
    entities = vocabulary.domain.entities.values()
    keyed = {one.key: one for one in entities if one.key and not vocabulary.slots[one.key].same}

    def step(draft: Draft) -> None:
        listed = draft.state.listed
        if not listed:
            return
        key, *names = listed
        if picked := by_position(draft.utterance.text, names):
            draft.slots[key] = picked
            # 두 번째 거는 어느 병원이에요, where several are hospitals
            draft.mentions = [
                one for one in draft.mentions if one.slot != key or not _is_any_of(one, names)
            ]
            return
        if means_first_of(draft.utterance) and len(names) > 1:
            draft.slots[key] = tuple(names)  # 그중에 제일 싼 거: the order picks one of them
            return
        if means_both(draft.utterance) and all(one.slot != key for one in draft.mentions):
            if both := _both(draft.state, key, names):
                draft.slots[key] = both
            return
        if len(names) < 2 or CHOOSING.isdisjoint(draft.utterance.letters):
            return
        if all(mention.slot != key for mention in draft.mentions):
            chosen = set(_chosen_by_words(draft, _said_of(keyed.get(key), names)))
            if len(chosen) == 1:
                draft.slots[key] = (names[chosen.pop()],)

    return step


def _is_any_of(mention: Mention, names: Sequence[str]) -> bool:
    """Whether a word means several of the records of a list."""
    return len(mention.values) > 1 and set(mention.values) <= set(names)


def _both(state: DialogState, key: str, names: Sequence[str]) -> tuple[str, ...]:
    """The two that are spoken of: those of a list of two, or else the one that was chosen and the
    one before it; empty where there are no two."""
    if len(names) == 2:
        return tuple(names)
    said = dict.fromkeys((*state.before.get(key, ())[:1], *state.slots.get(key, ())[:1]))
    return tuple(said) if len(said) == 2 else ()


def _said_of(entity: EntityClass | None, names: Sequence[str]) -> Iterator[Iterable[str]]:
    """For each of the names what the record is called, and what it has."""
    known: dict[str, list[str]] = {}
    if entity is not None:
        slots = [slot.name for slot in entity.slots if slot.type in ("text", "choice")]
        found = entity.instances.find({entity.key: tuple(names)}, {}, read_value, len(names))
        for record in found.records:
            known[record[entity.key]] = [record.get(slot, "") for slot in slots]
    return ((name, *known.get(name, ())) for name in names)


def _chosen_by_words(draft: Draft, said_of: Iterable[Iterable[str]]) -> Iterator[int]:
    """The numbers of the records that the user chooses by a word of what is said of them alone."""
    letters, starts = draft.utterance.letters, draft.utterance.starts
    having: dict[str, set[int]] = {}
    for number, values in enumerate(said_of):
        for value in values:
            for word in _NAMED.findall(value) if len(value) <= _BRIEF else ():
                having.setdefault(word, set()).add(number)
                if len(word) > 2 and word[-1] in _OF_DISTRICTS:
                    having.setdefault(word[:-1], set()).add(number)
    for word, numbers in having.items():
        start = letters.find(word)
        if start < 0 or not starts[start] or not chooses(letters, start + len(word)):
            continue
        if len(numbers) == 1 and not any(
            one.start < start + len(word) and start < one.end and _is_new(one, draft.state)
            for one in draft.mentions
        ):
            yield next(iter(numbers))


def _is_new(mention: Mention, state: DialogState) -> bool:
    """Whether a value narrows the list by itself: it was not said before."""
    known = state.slots.get(mention.slot) or state.before.get(mention.slot)
    return known != mention.values


def choose_among(vocabulary: Vocabulary) -> Step | None:
    """Of several records that are named to choose from none is chosen where no order tells which:
    1번이랑 2번 중에 가까운 데로."""
    keys = record_keys(vocabulary)
    if not keys:
        return None

    def step(draft: Draft) -> None:
        if draft.kind is UtteranceKind.QUESTION:
            return
        for key in keys.keys() & draft.slots:
            ordered = any(one in ORDERS for said in draft.compared.values() for one in said)
            if key not in draft.fill or len(draft.slots[key]) < 2 or ordered:
                continue
            own = {key, *(slot.name for slot in keys[key])}
            draft.slots = {slot: v for slot, v in draft.slots.items() if slot not in own}
            draft.forgotten = (*draft.forgotten, key)
            draft.act, draft.performed = "", None

    return SoughtStep(step, AMONG_SIGNS)


def resolve_references(vocabulary: Vocabulary) -> Step | None:
    """거기, 그거, 그날 and 그때: the record, the place, the day or the time spoken of."""
    if not vocabulary.slots:
        return None
    references = _References(vocabulary)

    def step(draft: Draft) -> None:
        state = draft.state
        if state.turn or state.listed:
            utterance = draft.utterance
            if pointed := pointed_at(utterance):
                draft.slots.update(references.resolve(pointed, draft))

    return SoughtStep(step, REFERENCE_SIGNS)


def record_keys(vocabulary: Vocabulary) -> dict[str, tuple[Slot, ...]]:
    """The slots that are filled by naming a record, each with the other slots of such records."""
    slots = vocabulary.slots
    keys: dict[str, tuple[Slot, ...]] = {}
    for entity in vocabulary.domain.entities.values():
        if entity.key:
            key = slots[entity.key].filled
            keys[key] = (*keys.get(key, ()), *entity.slots)
    return keys


def by_position(text: str, options: Sequence[str]) -> tuple[str, ...]:
    """The options that an utterance names by their positions."""
    places = find_ordinals(text)
    meant = [index for _, end, index in places if not _NOT_THIS.match(text, end)]
    indexes = meant or [index for _, _, index in places]  # 1번 말고 2번이요
    return tuple(dict.fromkeys(options[i] for i in indexes if -1 <= i < len(options)))


class _References:
    """Resolves references in one domain."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._slots = vocabulary.slots
        self._keys = tuple(record_keys(vocabulary))
        self._counts = tuple(
            name for name, slot in vocabulary.slots.items() if slot.type == "int" and slot.counters
        )
        self._noted = tuple(slot for slot in vocabulary.domain.noted if slot in vocabulary.slots)
        moments = ("date", "time")
        slots = (slot for own in record_keys(vocabulary).values() for slot in own)
        self._moments = [slot.name for slot in slots if slot.type in moments and slot.spoken]
        self._keyed = [one for one in vocabulary.domain.entities.values() if one.key]

    def resolve(self, pointed: Collection[Pointed], draft: Draft) -> Slots:
        """The slots that `pointed` fills, but for those that the user has named otherwise."""
        named = draft.slots.keys() | draft.unwanted.keys() | draft.compared.keys()
        resolved: Slots = {}
        # 그건 비싸네요 더 싼 데요 only compares with it.
        apart = any(one in ("less", "more") for said in draft.compared.values() for one in said)
        if ("thing" in pointed or "place" in pointed) and not apart:
            earlier = _EARLIER.search(draft.utterance.letters) is not None
            for key, value in self._records(draft.state, earlier).items():
                if key not in named:
                    resolved[key] = self._named_alike(key, draft.slots) or (value,)
        for kind, types in _TYPES.items():
            if kind in pointed:
                self._fill(types, draft, named, resolved)
        if "thing" in pointed and draft.kind is not UtteranceKind.QUESTION:
            self._fill_alike(draft, named, resolved)
        return resolved

    def _records(self, state: DialogState, earlier: bool = False) -> dict[str, str]:
        """The record that was chosen, or else the one of those listed last that was chosen before
        it was forgotten, or the first of them; by its key. `earlier`: the one before it."""
        if earlier and (
            before := {key: state.before[key][0] for key in self._keys if key in state.before}
        ):
            return before
        chosen = {key: state.slots[key][0] for key in self._keys if state.slots.get(key)}
        if state.listed[1:] and state.listed[0] not in chosen:
            key, *names = state.listed
            last = (*state.outcome.get(key, ()), *state.before.get(key, ()), "")[0]
            chosen[key] = last if last in names else names[0]
        return chosen

    def _named_alike(self, key: str, said: Slots) -> tuple[str, ...]:
        """What another slot of the same values as a key is given: 콤비네이션 그거 얼마예요 asks for
        the price of that one."""
        values = self._slots[key].values
        same = (s for s in said if values and self._slots[s].values.keys() == values.keys())
        return next((said[slot] for slot in same), ())

    def _fill_alike(self, draft: Draft, named: Collection[str], resolved: Slots) -> None:
        """Fill what the task needs with what another slot of the same values had last: of a pizza
        that was asked about."""
        state = draft.state
        noted = self._noted if state.kind == "question" else ()  # 샐러드는 얼마죠 – 그것도 주세요
        for name in (*draft.fill, *noted):
            values = self._slots[name].values
            if not values or name in named or name in state.slots or name in resolved:
                continue
            for other, said in reversed((state.before | state.slots).items()):
                if other != name and said and self._slots[other].values.keys() == values.keys():
                    resolved[name] = said
                    if name not in draft.fill:
                        self._count_beside(name, draft)
                    break

    def _count_beside(self, name: str, draft: Draft) -> None:
        """Have a count be of the class of what is pointed at: 그것도 하나 주세요."""
        entity = name.partition(".")[0] + "."
        own = next((s for s in self._counts if s.startswith(entity)), "")
        other = next((s for s in self._counts if s in draft.slots), "")
        if own and other and own not in draft.slots:
            draft.slots[own] = draft.slots.pop(other)

    def _fill(
        self, types: Sequence[str], draft: Draft, named: Collection[str], resolved: Slots
    ) -> None:
        """Fill what is missing of `types` with the value that the slot had, or, for the slot
        asked for and for days and times, with another slot's of the same type."""
        state = draft.state
        missing = dict.fromkeys((state.asked, *draft.fill) if state.asked else draft.fill)
        if types != _TYPES["place"]:
            missing.update(dict.fromkeys(state.before))
            missing.update(dict.fromkeys(self._moments))
        for name in missing:
            slot = self._slots[name]
            if slot.type not in types or name in named or name in state.slots:
                continue
            of_record = self._of_record(slot.type, state) if name in self._moments else ()
            if (values := of_record or state.before.get(name)) or (
                values := self._of_another(slot, state, resolved)
            ):
                resolved[name] = values

    def _of_record(self, type_: str, state: DialogState) -> tuple[str, ...]:
        """The day, or the time, of the record that is spoken of."""
        for entity in self._keyed:
            names = [slot.name for slot in entity.slots if slot.type == type_]
            record = spoken_record(entity, state) if names else None
            if record is not None:
                return next(((record[name],) for name in names if record.get(name)), ())
        return ()

    def _of_another(self, slot: Slot, state: DialogState, resolved: Slots) -> tuple[str, ...]:
        if slot.type in ("date", "time"):
            alike = (s.name for s in self._slots.values() if s.type == slot.type)
            if any(map(wants_change, slot.words)) and (known := self._of_record(slot.type, state)):
                return known  # 같은 시간으로, where a record is moved
            values = (state.slots.get(name) or state.before.get(name) for name in alike)
            return next(filter(None, values), ()) or self._of_record(slot.type, state)
        if slot.name == state.asked and slot.is_open:
            return next(iter(resolved.values()), ())
        return ()
