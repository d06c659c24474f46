"""The record that a dialog speaks of, and what it says."""

from __future__ import annotations

from collections.abc import Sequence

from mockgenie.conditions import read_value
from mockgenie.domain import EntityClass
from mockgenie.nlu.state import DialogState
from mockgenie.nlu.step import Draft
from mockgenie.records import Record

_POINTERS = "그이저"


def spoken_record(
    entity: EntityClass, state: DialogState, named: tuple[str, ...] = ()
) -> Record | None:
    """The only record of a class that is `named`, or else that was chosen or said last; None where
    there are several."""
    names = named or _names_spoken_of(entity, state)
    records: Sequence[Record] = ()
    if state.access_method == "external_data":
        records = [record for record in state.shown if record.get(entity.key) in names]
    elif names:
        records = entity.instances.find({entity.key: names}, {}, read_value, 2).records
    return records[0] if len(records) == 1 else None


def pointed_names(draft: Draft, key: str, start: int, names: tuple[str, ...]) -> tuple[str, ...]:
    """Of the `names` that a word from letter `start` on means, the one that was chosen, where it
    is pointed at: 그 회의."""
    chosen = draft.state.slots.get(key, ())
    utterance = draft.utterance
    points = start > 0 and utterance.letters[start - 1] in _POINTERS and utterance.starts[start - 1]
    return chosen if points and len(chosen) == 1 and chosen[0] in names else names


def _names_spoken_of(entity: EntityClass, state: DialogState) -> tuple[str, ...]:
    if chosen := state.slots.get(entity.key):
        return chosen
    if state.listed[:1] == (entity.key,):
        return state.listed[1:]
    return state.before.get(entity.key, ())
