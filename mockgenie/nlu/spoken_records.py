"""The record that a dialog speaks of, and what it says."""

from __future__ import annotations

from collections.abc import Sequence

from mockgenie.conditions import read_value
from mockgenie.domain import EntityClass
from mockgenie.nlu.state import DialogState
from mockgenie.records import Record


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


def _names_spoken_of(entity: EntityClass, state: DialogState) -> tuple[str, ...]:
    if chosen := state.slots.get(entity.key):
        return chosen
    if state.listed[:1] == (entity.key,):
        return state.listed[1:]
    return state.before.get(entity.key, ())
