"""Records that are like the one that is spoken of: 그 감독 다른 작품, 물의 집 작가의 다른 책."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mockgenie.domain import EntityClass
from mockgenie.korean import may_have_alike, pointer_before, wants_others
from mockgenie.nlu.places import names_places
from mockgenie.nlu.spoken_records import spoken_record
from mockgenie.nlu.step import Candidate, Draft, Step
from mockgenie.nlu.vocabulary import Meaning, Vocabulary

_TYPES = ("text", "choice")
_OF = "의"


def find_alike_records(vocabulary: Vocabulary) -> Step | None:
    """What the record that is spoken of, or named, has of a slot, where others with the same are
    asked for by the name of the slot: 그 배우 다른 영화. That record is none of them."""
    slots = vocabulary.slots
    # A place is shared with what is in it, whichever class that is of (`shared_values`).
    free = {n for n, one in slots.items() if one.type in _TYPES and not names_places(one)}
    keyed = [
        (entity, free.intersection(one.name for one in entity.slots))
        for entity in map(vocabulary.domain.entities.__getitem__, vocabulary.domain.looked_up())
        if entity.key and not slots[entity.key].same
    ]
    if not any(own & vocabulary.named for _, own in keyed):
        return None
    asked_for = frozenset(name for entity, own in keyed for name in own if name != entity.key)

    def step(draft: Draft) -> None:
        if not draft.cues or not may_have_alike(draft.utterance):
            return
        letters = draft.utterance.letters
        ending: dict[int, list[Candidate]] | None = None
        for start, end, named in draft.cues:
            if asked_for.isdisjoint(named) or not wants_others(letters, end, same=True):
                continue
            if ending is None:
                ending = {}
                for candidate in draft.candidates:
                    ending.setdefault(candidate[1], []).append(candidate)
            for entity, own in keyed:
                slot = next((one for one in named if one in own and one != entity.key), "")
                if slot and add(draft, ending, entity, slot, start, end):
                    return

    def add(
        draft: Draft,
        ending: Mapping[int, Sequence[Candidate]],
        entity: EntityClass,
        slot: str,
        start: int,
        end: int,
    ) -> bool:
        """Add what the record has of a slot whose name stands from `start` to `end`, if that is
        meant. `ending`: the candidates by where they end."""
        letters = draft.utterance.letters
        for begin, names in pointing(draft, ending, entity, start):
            if not wants_others(letters, end, letters.startswith("같", begin, start)):
                continue
            record = spoken_record(entity, draft.state, names)
            if record is None or not record.get(slot) or is_said(ending, slot, start):
                return False
            draft.candidates.append((begin, end, (Meaning(slot, record[slot], "value"),)))
            draft.besides = {entity.key: (record[entity.key],)}
            return True
        return False

    return step


def pointing(
    draft: Draft, ending: Mapping[int, Sequence[Candidate]], entity: EntityClass, start: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What stands before letter `start` and tells of which record it is: where that begins, and the
    names of the record, none where it is the one spoken of."""
    if (begin := pointer_before(draft.utterance, start)) is not None:
        yield begin, ()
    stop = start - draft.utterance.letters.endswith(_OF, 0, start)
    for last in {start, stop}:
        for first, _, meanings in ending.get(last, ()):
            if names := tuple(one.value for one in meanings if one.slot == entity.key):
                yield first, names
    if start == 0:
        yield 0, ()


def is_said(ending: Mapping[int, Sequence[Candidate]], slot: str, start: int) -> bool:
    """Whether a value of the slot itself stands right before: 강태윤 나오는 다른 영화."""
    return any(
        meaning.slot == slot
        for last in (start, start - 1)
        for _, _, meanings in ending.get(last, ())
        for meaning in meanings
    )
