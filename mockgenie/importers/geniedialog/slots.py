"""Classes and slots, from slot_structure and the columns of task_information.

A class lists its slots; a slot that no class lists belongs to the class of its own name, else to
`unknown`. The tool names a slot with its class, `Weather.city`.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from mockgenie.domain import SlotType
from mockgenie.importers.geniedialog.cells import blocks, first, names, plain
from mockgenie.importers.geniedialog.findings import Findings, NamesTaken, comment, line, origin
from mockgenie.importers.geniedialog.model import ClassDraft, Origin, SlotDraft
from mockgenie.importers.geniedialog.tables import RECORDS, GenieDatabase, GenieRow

TABLE = "slot_structure"
_UNKNOWN_CLASS = "unknown"
_TYPES: dict[str, SlotType] = {
    "": "text",
    "string": "text",
    "text": "text",
    "int": "int",
    "float": "float",
    "double": "float",
    "date": "date",
    "time": "time",
}
KNOWLEDGE = "kb"
"""The `slot-source` of what only records have."""


class SlotReader:
    """Reads the classes of a database. What others name without a definition is added to them."""

    def __init__(self, database: GenieDatabase, findings: Findings) -> None:
        self._findings = findings
        self._database = database
        self._classes: dict[str, ClassDraft] = {}  # by the names of the tool
        self._slots: dict[str, SlotDraft] = {}  # the same
        self._same: dict[str, list[SlotDraft]] = {}  # further ones, by the tool's class
        self._class_names = NamesTaken()
        self._slot_names: dict[str, NamesTaken] = {}  # by class
        self._preceding: dict[str, GenieRow] = {}
        self._read()

    @property
    def full_names(self) -> Mapping[str, str]:
        """What the slots of the tool are called here."""
        return {column: slot.name for column, slot in self._slots.items()}

    def drafts(self) -> tuple[SlotDraft, ...]:
        """The slots, each in its own class."""
        return tuple(self._slots.values())

    def slot(self, column: str) -> SlotDraft | None:
        """The slot of a name of the tool."""
        return self._slots.get(column)

    def name(self, column: str, where: Origin, told: str) -> str:
        """The full name of a slot, which is added where it has no definition."""
        if column not in self._slots:
            self._findings.leave_open(
                where, f"slot {line(column)} has no definition in {TABLE}; it is a text {told}"
            )
            self._add(column, self._class_of(column), None)
        return self._slots[column].name

    def classes(self) -> tuple[ClassDraft, ...]:
        """The classes with their slots."""
        slots: dict[str, list[SlotDraft]] = {}
        owner = {entity.name: name for name, entity in self._classes.items()}
        for slot in self._slots.values():
            slots.setdefault(owner[slot.name.partition(".")[0]], []).append(slot)
        found = []
        for name, entity in self._classes.items():
            own = [*slots.get(name, ()), *self._same.get(name, ())]
            if not own:
                self._findings.decide(f"class {entity.name} has no slots and is left out")
                continue
            columns = {slot.column for slot in own if not slot.same}
            has_records = bool(columns.intersection(self._database.record_columns))
            found.append(replace(entity, slots=tuple(own), has_records=has_records))
        return tuple(found)

    # slot_structure

    def _read(self) -> None:
        rows = self._database.rows(TABLE)
        definitions: dict[str, GenieRow] = {}
        listed: dict[str, list[str]] = {}  # the slots, by class
        for row in rows:
            if row["slot-name"]:
                definitions.setdefault(row["slot-name"], row)
                if definitions[row["slot-name"]] is not row:
                    told = "is defined before; this row is left out"
                    self._findings.leave_open(origin(TABLE, row, "slot-name"), told)
            elif row["class-name"]:
                self._add_class(row)
                slots = listed.setdefault(row["class-name"], [])
                slots += (one for one in names(row["class-slots"]) if one not in slots)
            else:
                self._findings.leave_open(origin(TABLE, row), "has no name; left out")
        owners: dict[str, list[str]] = {}
        for entity, slots in listed.items():
            for slot in slots:
                owners.setdefault(self._defined(slot, entity, definitions), []).append(entity)
        for column, row in definitions.items():
            self._add(column, self._owner(column, row, owners), row)
        self._add_undefined(owners, rows)
        for column, entities in owners.items():
            own = self._slots[column]
            for entity in entities:
                if self._classes[entity].name != own.name.partition(".")[0]:
                    self._add_same(own, entity)
        self._read_preceding()
        self._read_keys(rows)
        for column in self._database.record_columns:
            self.name(column, Origin(RECORDS, 0, column), "that records have")

    def _defined(self, slot: str, entity: str, definitions: Mapping[str, GenieRow]) -> str:
        """The name of a slot as it is defined: lists may leave out the class."""
        return slot if slot in definitions or "." in slot else f"{entity}.{slot}"

    def _owner(self, column: str, row: GenieRow, owners: Mapping[str, list[str]]) -> str:
        """The class of a slot, which is there afterwards."""
        listing = owners.get(column, [])
        prefix = column.partition(".")[0]
        if listing:
            return prefix if prefix in listing else listing[0]
        return self._class_of(column, row["class-name"])

    def _class_of(self, column: str, written: str = "") -> str:
        prefix = column.partition(".")[0] if "." in column else ""
        entity = written or prefix or _UNKNOWN_CLASS
        if entity not in self._classes:
            name = self._class_names.identifier(entity, "Class")
            self._classes[entity] = ClassDraft(name)
            self._findings.decide(f"class {name} is there for slots that no class lists")
        return entity

    def _add_undefined(self, owners: Mapping[str, list[str]], rows: tuple[GenieRow, ...]) -> None:
        by_class = {row["class-name"]: row for row in rows if not row["slot-name"]}
        for column, entities in owners.items():
            if column in self._slots:
                continue
            where = origin(TABLE, by_class[entities[0]], text=column)
            told = f"slot {line(column)} is listed and has no definition; it is a text"
            self._findings.leave_open(where, told)
            prefix = column.partition(".")[0]
            self._add(column, prefix if prefix in entities else entities[0], None)

    def _add_class(self, row: GenieRow) -> None:
        written = row["class-name"]
        if written in self._classes:
            self._findings.decide(f"class {line(written)} is there twice; its slots are joined")
            return
        name = self._class_names.identifier(written, "Class")
        notes: tuple[str, ...] = ()
        if name != written:
            notes = (comment(f"class-name: {written}"),)
            self._findings.decide(f"class {line(written)} is called {name}")
        self._classes[written] = ClassDraft(
            name,
            description=line(row["class-description"]),
            notes=notes,
            origin=origin(TABLE, row, "class-name"),
        )

    def _full_name(self, column: str, entity: str) -> tuple[str, tuple[str, ...]]:
        """The full name of a slot in a class, and a comment where it is another one."""
        class_name = self._classes[entity].name
        prefix, dot, own = column.partition(".")
        own = own if dot and prefix == entity else (own if dot else prefix)
        taken = self._slot_names.setdefault(class_name, NamesTaken())
        full = f"{class_name}.{taken.identifier(own, 'slot')}"
        if full == column:
            return full, ()
        self._findings.decide(f"slot {line(column)} is called {full}")
        return full, (comment(f"slot-name: {column}"),)

    def _add(self, column: str, entity: str, row: GenieRow | None) -> None:
        name, notes = self._full_name(column, entity)
        if row is None:
            self._slots[column] = SlotDraft(name, column, notes=notes)
            return
        where = origin(TABLE, row, "slot-name")
        self._slots[column] = SlotDraft(
            name,
            column,
            type=self._type(name, row),
            description=line(row["slot-description"]),
            spoken=row["slot-source"].casefold() != KNOWLEDGE,
            notes=(*notes, *self._unknown_cells(row)),
            origin=where,
        )
        if row["slot-preceding_slots"]:
            self._preceding[column] = row

    def _add_same(self, own: SlotDraft, entity: str) -> None:
        name, notes = self._full_name(f"{entity}.{own.name.partition('.')[2]}", entity)
        slot = SlotDraft(name, own.column, same=own.name, notes=notes, origin=own.origin)
        self._same.setdefault(entity, []).append(slot)
        self._findings.decide(f"slot {own.name} is listed in two classes: {name} is the same")

    def _type(self, name: str, row: GenieRow) -> SlotType:
        written = row["slot-type"].casefold()
        if written == "event":
            self._findings.decide(f"{name} is of type event, which is a text here")
        elif written not in _TYPES:
            where = origin(TABLE, row, "slot-type")
            self._findings.leave_open(where, f"unknown type of slot {name}; it is a text")
        return _TYPES.get(written, "text")

    def _unknown_cells(self, row: GenieRow) -> tuple[str, ...]:
        """Comments for what has no known meaning: a sense, values that are defined."""
        notes = []
        if sense := plain(row["slot-sense"]):
            where = origin(TABLE, row, text=sense)
            notes.append(self._findings.leave_open(where, "slot-sense has no counterpart"))
        for define in blocks(row["slot-value_define"], "define"):
            parts = [first(define, tag) for tag in ("condition", "target_slot", "action")]
            if any(part not in ("", "1", "0") for part in parts):
                where = origin(TABLE, row, text=" | ".join(parts))
                told = "slot-value_define is not translated; write values, or a task that leads on"
                notes.append(self._findings.leave_open(where, told))
        return tuple(notes)

    def _read_preceding(self) -> None:
        for column, row in self._preceding.items():
            found = []
            for one in names(row["slot-preceding_slots"]):
                other = self._slots.get(one) or self._slots.get(f"{column.partition('.')[0]}.{one}")
                if other is not None and one != column:
                    found.append(other.name)
                    continue
                where = origin(TABLE, row, text=one)
                told = f"precedes {self._slots[column].name}, and is no other slot; left out"
                self._findings.leave_open(where, told)
            own = self._slots[column]
            self._slots[column] = replace(own, preceding=tuple(dict.fromkeys(found)))

    def _read_keys(self, rows: tuple[GenieRow, ...]) -> None:
        for row in rows:
            entity = row["class-name"]
            if row["slot-name"] or not entity or self._classes[entity].key:
                continue
            for number, one in enumerate(names(row["class-key"])):
                slot = self._slots.get(one) or self._slots.get(f"{entity}.{one}")
                where = origin(TABLE, row, text=one)
                name = self._classes[entity].name
                if number:
                    self._findings.leave_open(where, f"class {name} has one key; this is left out")
                elif slot is None or slot.name.partition(".")[0] != name:
                    self._findings.leave_open(where, f"is no slot of class {name}, so no key")
                else:
                    self._classes[entity] = replace(self._classes[entity], key=slot.name)
