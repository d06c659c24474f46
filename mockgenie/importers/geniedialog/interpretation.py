"""A domain as it is understood from a database."""

from __future__ import annotations

from msgspec.structs import replace

from mockgenie.conditions import Filled
from mockgenie.importers.geniedialog.findings import Findings, line
from mockgenie.importers.geniedialog.model import (
    ActDraft,
    ClassDraft,
    DomainDraft,
    Origin,
    SayingDraft,
    SlotDraft,
    TaskDraft,
    WayDraft,
    WordingDraft,
)
from mockgenie.importers.geniedialog.records import RecordColumns, look_at_records
from mockgenie.importers.geniedialog.scenarios import ScenarioReader
from mockgenie.importers.geniedialog.slots import SlotReader
from mockgenie.importers.geniedialog.tables import (
    AUTHORING_TABLES,
    UNKNOWN_TABLES,
    GenieDatabase,
)
from mockgenie.importers.geniedialog.tasks import TaskReader
from mockgenie.importers.geniedialog.texts import TextReader
from mockgenie.korean import squeeze

_NEEDED = {
    "da_type": ("define-DA_type",),
    "scenario": ("utter", "dialog_action"),
    "slot_structure": ("class-name", "class-slots", "slot-name"),
    "task_manager": ("task-task_name",),
    "dialog_lib": ("dialog_node-dialog_type", "dialog_node-utterance_set"),
}
"""Columns without which nothing is made of a table."""
_MOST_VALUES = 20_000
"""Values of a slot that are written down, where some of them have synonyms."""
_MOST_OF_RECORDS = 1_000
"""Different values of records for which a slot is not left open to any text."""
_NO_CHARACTER = "\N{REPLACEMENT CHARACTER}"


def interpreted(
    database: GenieDatabase, name: str, source: str
) -> tuple[DomainDraft, RecordColumns]:
    """The domain `name` of a database, and what its records hold; `source`: what its file is
    called."""
    findings = Findings()
    _look_at_tables(database, findings)
    slots = SlotReader(database, findings)
    scenarios = ScenarioReader(database, slots, findings)
    texts = TextReader(slots, scenarios, findings)
    tasks = TaskReader(database, slots, texts, scenarios.tagged, findings).tasks()
    types = {slot.column: slot.type for slot in slots.drafts()}
    filled = {slot for task in tasks for slot in task.fill}
    spoken = [slot.column for slot in slots.drafts() if slot.name in filled]
    columns = look_at_records(database, types, {*spoken, *scenarios.tagged})
    acts = scenarios.acts(texts.needed)
    completion = _Completion(slots, scenarios, tasks, columns, findings)
    classes = tuple(map(completion.completed, slots.classes()))
    anywhere: tuple[WayDraft, ...] = ()
    if not tasks:
        tasks, anywhere = _without_tasks(name, acts)
        told = "there are no tasks in it; until you write some, what is understood is said"
        findings.leave_open(Origin("task_manager"), told)
    draft = DomainDraft(
        name,
        source,
        classes,
        acts,
        tasks,
        anywhere,
        tuple(scenarios.scenarios),
        findings.decisions,
        findings.open_points,
    )
    return draft, columns


def _look_at_tables(database: GenieDatabase, findings: Findings) -> None:
    """Note what is missing, what is not known, and what could not be read."""
    for name, columns in AUTHORING_TABLES.items() if database.is_whole else ():
        if name not in database.tables:
            findings.decide(f"there is no table {name}")
            continue
        own = database.tables[name].columns
        if missing := [column for column in _NEEDED[name] if column not in own]:
            findings.decide(f"table {name} has no {', '.join(missing)}")
        if more := [line(column) for column in own if column not in columns]:
            findings.decide(f"{', '.join(more)} of table {name} is not known and left out")
    for name, count in database.others.items():
        if name in UNKNOWN_TABLES and count:
            told = f"what its columns mean is not public; its {count} rows are left out"
            findings.leave_open(Origin(name), told)
        elif name not in UNKNOWN_TABLES:
            findings.decide(f"table {line(name)} is none of the tool's and left out")
    for name, table in database.tables.items():
        for row in table.rows:
            for cell in row.cells.values():
                if _NO_CHARACTER in cell:
                    told = "has letters that could not be read"
                    findings.leave_open(Origin(name, row.number, cell), told)


def _without_tasks(
    name: str, acts: tuple[ActDraft, ...]
) -> tuple[tuple[TaskDraft, ...], tuple[WayDraft, ...]]:
    """Tasks that say what is understood."""
    hello = WordingDraft(name.replace("{", "{{").replace("}", "}}"))
    start = TaskDraft("start", say=(SayingDraft((hello,)),))
    if not acts:
        return (start,), ()
    shown = TaskDraft("understood", say=(SayingDraft((WordingDraft("{act}"),)),))
    return (start, shown), (WayDraft("understood", Filled("act")),)


class _Completion:
    """Completes slots with what scenarios, tasks and records tell of them."""

    def __init__(
        self,
        slots: SlotReader,
        scenarios: ScenarioReader,
        tasks: tuple[TaskDraft, ...],
        columns: RecordColumns,
        findings: Findings,
    ) -> None:
        self._scenarios = scenarios
        self._columns = columns
        self._findings = findings
        self._filled = {slot for task in tasks for slot in task.fill}
        self._filled.update(slots.full_names[column] for column in scenarios.tagged)
        self._looked_up = {entity for task in tasks for entity in task.lookup}

    def completed(self, entity: ClassDraft) -> ClassDraft:
        """A class whose slots have their types, values, and whether they are spoken of."""
        key = entity.key if entity.name in self._looked_up else ""
        if entity.key and not key:
            told = f"the key of {entity.name}, {entity.key}, is left out: no task speaks of its"
            self._findings.decide(f"{told} records")
        slots = tuple(self._slot(slot, slot.name == key) for slot in entity.slots)
        return replace(entity, slots=slots, key=key)

    def _slot(self, slot: SlotDraft, is_key: bool) -> SlotDraft:
        if slot.same:
            return slot
        spoken = slot.spoken or is_key or slot.name in self._filled
        wrong = self._columns.wrong.get(slot.column)
        slot_type = slot.type
        if wrong is not None:
            told = f"is no number, so slot {slot.name} is a text; it was of type {slot.type}"
            self._findings.leave_open(wrong, told)
            slot_type = "text"
        values = self._values(slot) if slot_type == "text" and spoken else {}
        return replace(slot, type=slot_type, spoken=spoken, values=values)

    def _values(self, slot: SlotDraft) -> dict[str, tuple[str, ...]]:
        """The values of a slot that users fill: those that records have, and those that are said
        in scenarios; nothing where there are no records, or very many, and no synonyms."""
        synonyms = self._scenarios.synonyms.get(slot.column, {})
        known = self._columns.values.get(slot.column, {})
        if not synonyms and not 0 < len(known) <= _MOST_OF_RECORDS:
            return {}
        said = self._scenarios.tagged.get(slot.column, {})
        values: dict[str, str] = {}
        for value in (*known, *synonyms, *said):
            values.setdefault(squeeze(value), value)
        if len(values) > _MOST_VALUES:
            told = f"{slot.name} has more than {_MOST_VALUES:,} values; its synonyms are left out"
            self._findings.leave_open(slot.origin, told)
            return {}
        if synonyms:
            told = "in scenarios, the act has another value than the utterance"
            self._findings.decide(f"{slot.name} has synonyms: {told}")
        merged: dict[str, tuple[str, ...]] = {}
        for squeezed, value in values.items():
            words = {squeeze(word): word for word in synonyms.get(value, ())}
            own = (word for one, word in words.items() if one not in values and one != squeezed)
            merged[value] = tuple(own)
        return merged
