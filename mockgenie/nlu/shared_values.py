"""What one thing shares with another of the domain: 숙소랑 같은 지역, 식당 근처, 같은 날 같은
인원으로, 숙소에서 식당까지."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from mockgenie.conditions import read_value
from mockgenie.domain import EntityClass, Slot
from mockgenie.korean import Shared, may_share, shared, shared_with, squeeze
from mockgenie.nlu.places import names_places
from mockgenie.nlu.state import DialogState
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.topics import Topics
from mockgenie.nlu.vocabulary import Vocabulary

_TYPES: dict[str, Shared] = {"date": "day", "time": "time"}
_COUNTERS_OF_PEOPLE = frozenset(("명", "분", "사람", "인"))
_OF_NAMES = re.compile(r"\s?(?:이름|명|상호)\Z")
"""What stands behind the name of a class in the description of its key: 숙소 이름."""
_POINTERS = re.compile("거기|여기|그곳|이곳|그쪽")
_PARTICLES = ("", "에", "으로", "로")
"""What may stand between the name of a class and the word of a slot: 숙소(에)서, 식당까지."""


class _Anchor(Struct, frozen=True, gc=False):
    """Letters from start to end that stand for what was spoken of before: `topic` and `entity`
    of the class, "" where any is meant."""

    start: int
    end: int
    topic: str = ""
    entity: str = ""


def share_values(vocabulary: Vocabulary) -> Step | None:
    """Values that a class shares with what is known of another: its place, day, time, people; and
    its name, where it is the beginning or the end of a way."""
    topics = Topics(vocabulary.domain)
    if not topics.are_several:
        return None
    values = _SharedValues(vocabulary, topics)

    def step(draft: Draft) -> None:
        if draft.state.turn:
            values.share(draft)

    return step


class _SharedValues:
    def __init__(self, vocabulary: Vocabulary, topics: Topics) -> None:
        domain = vocabulary.domain
        self._topics = topics
        self._slots = vocabulary.slots
        self._entities = domain.entities
        self._kinds = {name: kind for name, slot in self._slots.items() if (kind := _kind(slot))}
        self._ways = {name for name, slot in self._slots.items() if slot.type == "text"}
        looked_up = {name: domain.entities[name] for name in domain.looked_up()}
        self._keyed = {name: entity for name, entity in looked_up.items() if entity.key}
        self._keys = {entity.key for entity in self._keyed.values()}
        self._class_of = nouns = {
            noun: name for name, one in self._keyed.items() for noun in _nouns(one, self._slots)
        }
        longest_first = sorted(nouns, key=len, reverse=True)
        self._noun = re.compile("|".join(map(re.escape, longest_first))) if nouns else None

    def share(self, draft: Draft) -> None:
        """Fill what is to be the same."""
        shares = may_share(draft.utterance)
        says_where = self._ways and any(not self._ways.isdisjoint(of) for _, _, of in draft.cues)
        if not (shares or says_where):
            return
        anchors = self._anchors(draft)
        if shares:
            self._fill_shared(draft, anchors)
        if says_where and anchors:
            self._fill_ways(draft, anchors)

    def _anchors(self, draft: Draft) -> list[_Anchor]:
        """The words that stand for something spoken of before."""
        letters, of = draft.utterance.letters, self._topics.of
        anchors: list[_Anchor] = []
        mentions = draft.mentions
        taken = draft.taken_letters() if self._noun else b""
        for found in self._noun.finditer(letters) if self._noun else ():
            start, end = found.span()
            if not any(taken[start:end]):
                entity = self._class_of[found[0]]
                anchors.append(_Anchor(start, end, of[entity], entity))
        for mention in mentions:
            entity = mention.slot.partition(".")[0]
            names = mention.slot in self._keys or self._is_chosen(entity, draft.state)
            if names and mention.kind == "value" and mention.slot not in self._kinds:
                anchors.append(_Anchor(mention.start, mention.end, of[entity], entity))
        for found in _POINTERS.finditer(letters):
            if draft.utterance.starts[found.start()]:
                anchors.append(_Anchor(*found.span()))
        return anchors

    def _is_chosen(self, entity: str, state: DialogState) -> bool:
        """Whether a record of the class is the one spoken of."""
        return entity in self._keyed and bool(state.slots.get(self._keyed[entity].key))

    def _fill_shared(self, draft: Draft, anchors: Sequence[_Anchor]) -> None:
        letters = draft.utterance.letters
        kinds = set(shared(letters))
        sources: list[_Anchor] = []
        for anchor in anchors:
            if (also := shared_with(letters, anchor.end)) is not None:
                kinds |= also
                sources.append(anchor)
        if not kinds:
            return
        of = next((source.topic for source in sources if source.topic), "")
        targets = self._targets(draft, [one for one in anchors if one not in sources], of)
        for kind in kinds:
            for name in targets:
                if self._kinds[name] != kind or name in {
                    *draft.slots,
                    *draft.unwanted,
                    *draft.compared,
                }:
                    continue
                if values := self._value(self._slots[name], kind, of, draft.state):
                    draft.slots[name] = values
                    for source in sources:
                        self._drop(draft, source)
                    break

    def _drop(self, draft: Draft, source: _Anchor) -> None:
        """Take back what a value gave that only names what was spoken of: 호텔이랑 같은 지역."""
        for mention in draft.mentions:
            if mention.start == source.start and mention.slot not in self._keys:
                mention.ignored = "it only names what was spoken of"
                if draft.slots.get(mention.slot) == mention.values:
                    del draft.slots[mention.slot]

    def _targets(self, draft: Draft, anchors: Iterable[_Anchor], source: str) -> list[str]:
        """The slots that can be meant: those of what the utterance is about besides the topic
        `source`; of what the task is about where it names nothing else."""
        of = self._topics.of_slot
        named = [of[m.slot] for m in draft.mentions if not m.ignored and m.slot not in self._kinds]
        named += [anchor.topic for anchor in anchors if anchor.topic]
        if draft.performed and (topic := self._topics.of_act.get(draft.performed.pattern.act)):
            named.append(topic)
        wanted = set(named) - {source} or {of[slot] for slot in draft.fill}
        return [slot for slot in self._kinds if of[slot] in wanted]

    def _value(self, slot: Slot, kind: Shared, of: str, state: DialogState) -> tuple[str, ...]:
        """What a slot of the same kind has, of the topic `of` or of any other."""
        own = self._topics.of_slot[slot.name]
        if of == own:
            return ()
        for known in (state.slots, state.before):
            for name in reversed(known):
                if self._kinds.get(name) != kind:
                    continue
                topic = self._topics.of_slot[name]
                if topic == own or (of and topic != of):
                    continue
                if (values := known[name]) and _takes(slot, values):
                    return values
        return self._of_record(slot, kind, of, state) if kind == "place" else ()

    def _of_record(self, slot: Slot, kind: Shared, of: str, state: DialogState) -> tuple[str, ...]:
        """What the chosen record of another class says of its place."""
        for entity in self._keyed.values():
            chosen = state.slots.get(entity.key)
            if not chosen or (of and self._topics.of[entity.name] != of):
                continue
            for place in entity.slots:
                if self._kinds.get(place.name) == kind and place.name != slot.name:
                    found = entity.instances.find({entity.key: chosen}, {}, read_value, 1)
                    values = tuple([record.get(place.name, "") for record in found.records])
                    if values and _takes(slot, values):
                        return values
        return ()

    def _fill_ways(self, draft: Draft, anchors: Sequence[_Anchor]) -> None:
        """The beginning and the end of a way, where they are what was spoken of."""
        letters = draft.utterance.letters
        fill = {self._topics.of_slot[slot] for slot in draft.fill}
        if draft.performed and (topic := self._topics.of_act.get(draft.performed.pattern.act)):
            fill.add(topic)
        for anchor in anchors:
            name = self._name(anchor, draft.state)
            if not name:
                continue
            for start, _, slots in draft.cues:
                if letters[anchor.end : start] not in _PARTICLES or start < anchor.end:
                    continue
                for slot in map(self._slots.__getitem__, slots):
                    of = self._topics.of_slot[slot.name]
                    if of == anchor.topic or of not in fill or slot.name in draft.slots:
                        continue
                    if slot.type == "text" and _takes(slot, (name,)):
                        draft.slots[slot.name] = (name,)

    def _name(self, anchor: _Anchor, state: DialogState) -> str:
        """The name of the record that an anchor stands for, "" for none."""
        for known in (state.slots, state.before):
            for entity in reversed(self._keyed.values()):
                if anchor.entity in ("", entity.name) and (names := known.get(entity.key)):
                    return names[0]
        return ""


def _takes(slot: Slot, values: Collection[str]) -> bool:
    """Whether a slot can have such values."""
    return not slot.values or slot.values.keys() >= set(values)


def _kind(slot: Slot) -> Shared | None:
    """What a slot says of a thing that another can share."""
    if slot.same:
        return None
    if slot.type == "int":
        return "people" if _COUNTERS_OF_PEOPLE & set(slot.counters) else None
    if slot.type in ("text", "choice") and slot.values:
        return "place" if names_places(slot) else None
    return _TYPES.get(slot.type)


def _nouns(entity: EntityClass, slots: dict[str, Slot]) -> Iterator[str]:
    """What a class is called: by the words and the description of its key, 숙소 이름."""
    key = slots[entity.key]
    name = _OF_NAMES.sub("", key.description)
    names = (*key.words, entity.description, name if name != key.description else "")
    return (noun for noun in map(squeeze, names) if 2 <= len(noun) <= 5)
