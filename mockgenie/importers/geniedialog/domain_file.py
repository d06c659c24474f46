"""The domain file of a draft, as a person would write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mockgenie.conditions import ALWAYS, Comparison, Condition
from mockgenie.importers.geniedialog.findings import comment
from mockgenie.importers.geniedialog.layout import Block
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
from mockgenie.importers.geniedialog.predicates import NEVER, written
from mockgenie.source import listed, quoted

_HEAD = "{source}에서 옮긴 도메인. turn < 0은 옮기지 못한 조건의 자리로, 참이 되는 일이 없다"


def domain_block(draft: DomainDraft, files: Mapping[str, str]) -> Block:
    """The file of a domain; `files`: the file with the records of a class, by class."""
    acts = [_act(act) for act in draft.acts]
    tasks = [_task(task) for task in draft.tasks]
    entities = [_entity(entity, files.get(entity.name, "")) for entity in draft.classes]
    return Block(
        [],
        [
            Block([], notes=[_HEAD.format(source=comment(draft.source))]),
            Block([f"name: {quoted(draft.name)}"]),
            *_section("entities", entities),
            *_section("acts", acts),
            *_section("tasks", tasks),
            Block(
                ["", "anywhere:"],
                _as_list(_ways(draft.anywhere)),
                kind="anywhere",
                needs_children=True,
            ),
        ],
    )


def _section(name: str, blocks: list[Block]) -> Iterator[Block]:
    if blocks:
        yield Block([""])
        yield Block([f"{name}:"], blocks, kind=name, needs_children=True)


# Entities


def _entity(entity: ClassDraft, file: str) -> Block:
    slots = [_slot(slot) for slot in entity.slots]
    fields = []
    if entity.description:
        fields.append(Block([f"description: {quoted(entity.description)}"]))
    if entity.key:
        own = entity.key.partition(".")[2]
        origin = Origin(entity.origin.table, entity.origin.row, entity.key)
        fields.append(Block([f"key: {quoted(own)}"], kind="key", origin=origin, can_be_off=True))
    fields.append(Block(["slots:"], slots, kind="slots", needs_children=True))
    if file:
        fields.append(Block([f"instances: {quoted(file)}"], kind="instances", name=entity.name))
    return Block(
        [f"{quoted(entity.name)}:"],
        [_Fields([], fields)],
        notes=entity.notes,
        kind="class",
        name=entity.name,
        origin=entity.origin,
        needs_children=True,
    )


class _Fields(Block, eq=False):
    """Fields that make no sense without one of them, `slots`."""

    @property
    def is_written(self) -> bool:
        return any(child.is_written for child in self.children if child.kind == "slots")


def _slot(slot: SlotDraft) -> Block:
    name = quoted(slot.name.partition(".")[2])
    fields = []
    if slot.same:
        fields.append(Block([f"same: {slot.same}"]))
    if slot.type != "text":
        fields.append(Block([f"type: {slot.type}"]))
    if slot.description:
        fields.append(Block([f"description: {quoted(slot.description)}"]))
    if slot.values:
        fields.append(Block(list(_values(slot.values))))
    if slot.words:
        fields.append(Block([f"words:{listed(slot.words, '  ')}"]))
    if slot.preceding:
        where = Origin(slot.origin.table, slot.origin.row, ", ".join(slot.preceding))
        own, _, _ = slot.name.partition(".")
        before = (one.removeprefix(f"{own}.") for one in slot.preceding)
        line = f"preceding: [{', '.join(before)}]"
        fields.append(Block([line], kind="preceding", origin=where, can_be_off=True))
    if not slot.spoken:
        fields.append(Block(["spoken: false"]))
    return Block(
        [f"{name}:"],
        fields,
        notes=slot.notes,
        kind="slot",
        name=slot.name,
        origin=slot.origin,
        can_be_off=True,
    )


def _values(values: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if not any(values.values()):
        yield from f"values:{listed(list(values), '  ')}".split("\n")
        return
    yield "values:"
    for value, synonyms in values.items():
        rest = listed(synonyms, "      ") if synonyms else ""
        yield from f"  {quoted(value)}:{rest}".split("\n")


# Acts


def _act(act: ActDraft) -> Block:
    examples = [
        Block(
            [f"- {quoted(example.text)}"],
            notes=example.notes,
            kind="example",
            name=act.name,
            origin=example.origin,
            can_be_off=True,
        )
        for example in act.examples
    ]
    return Block(
        [f"{quoted(act.name)}:"],
        [Block(["examples:"], examples, kind="examples", needs_children=True)],
        notes=act.notes,
        kind="act",
        name=act.name,
        origin=act.origin,
        can_be_off=True,
        needs_children=True,
    )


# Tasks


def _task(task: TaskDraft) -> Block:
    fields = []
    where = task.origin
    if task.is_optional:
        fields.append(Block(["type: optional"]))
    if task.goal is not None:
        line = f"goal: {quoted_condition(written(task.goal))}"
        fields.append(Block([line], kind="goal", origin=where, can_be_off=True))
    fields += _sayings("enter", task.enter)
    if task.fill:
        fields.append(Block([f"fill: [{', '.join(task.fill)}]"]))
    if task.ask:
        asked = [one for slot, sayings in task.ask.items() for one in _sayings(slot, sayings)]
        fields.append(Block(["ask:"], asked, kind="ask", needs_children=True))
    if task.lookup:
        line = f"lookup: [{', '.join(task.lookup)}]"
        fields.append(Block([line], kind="lookup", origin=where, can_be_off=True))
    fields += _sayings("say", task.say)
    if task.resets:
        fields.append(Block(["reset: true"]))
    if task.next:
        fields.append(_field("next", _ways(task.next)))
    if task.ends:
        fields.append(Block(["end: true"]))
    return Block(
        [f"{quoted(task.name)}:"],
        fields,
        notes=task.notes,
        kind="task",
        name=task.name,
        origin=where,
    )


def _sayings(field: str, sayings: Sequence[SayingDraft]) -> Iterator[Block]:
    if not sayings:
        return
    conditions = _numbered([saying.when for saying in sayings])
    entries = [
        Block(
            list(_entry(saying, when)),
            notes=saying.notes,
            kind="saying",
            origin=saying.origin,
            can_be_off=True,
        )
        for saying, when in zip(sayings, conditions, strict=True)
    ]
    yield _field(field, entries)


def _field(name: str, entries: list[Block]) -> Block:
    """A field with a list of entries; a single one stands alone."""
    only = entries[0]
    if len(entries) == 1 and len(only.lines) == 1:
        only.lines = [f"{name}: {only.lines[0]}"]
        return only
    if len(entries) > 1:
        _as_list(entries)
    return Block(
        [f"{name}:"],
        entries,
        kind=name,
        origin=only.origin,
        can_be_off=True,
        needs_children=True,
    )


def _as_list(entries: list[Block]) -> list[Block]:
    """The entries, each with its dash."""
    for entry in entries:
        first, *rest = entry.lines
        entry.lines = [f"- {first}", *(f"  {line}" for line in rest)]
    return entries


def _entry(saying: SayingDraft, when: str) -> Iterator[str]:
    """The lines of an entry of what is said."""
    fields = [f"when: {quoted_condition(when)}"] if when else []
    fields += _wordings(saying.wordings)
    if saying.act:
        fields.append(f"act: {quoted(saying.act)}")
    if len(fields) == 1:
        yield fields[0].removeprefix("text: ")
    else:
        yield from fields


def _wordings(wordings: Sequence[WordingDraft]) -> Iterator[str]:
    if len(wordings) == 1 and wordings[0].weight == 1:
        yield f"text: {quoted(wordings[0].text)}"
        return
    yield "text:"
    for wording in wordings:
        if wording.weight == 1:
            yield f"  - {quoted(wording.text)}"
        else:
            yield f"  - text: {quoted(wording.text)}"
            yield f"    weight: {_number(wording.weight)}"


def _number(weight: float) -> str:
    shown = repr(weight)
    return shown.removesuffix(".0") if "e" not in shown else f"{weight:.12f}"


def _ways(ways: Sequence[WayDraft]) -> list[Block]:
    conditions = _numbered([way.when for way in ways])
    return [_way(way, when) for way, when in zip(ways, conditions, strict=True)]


def _way(way: WayDraft, when: str) -> Block:
    lines = [f"when: {quoted_condition(when)}"] if when else []
    if way.is_system:
        lines.append("controller: system")
    name = quoted(way.task)
    lines = [f"task: {name}", *lines] if lines else [name]
    return Block(
        lines,
        notes=way.notes,
        kind="system-way" if way.is_system and not when else "way",
        name=way.task,
        origin=way.origin,
        can_be_off=True,
    )


def stub_way(way: WayDraft, number: int) -> Block:
    """An entry of a list of ways that is never taken; `number`: how many such ones are before."""
    return _as_list([_way(way, _never(number))])[0]


def _numbered(conditions: Iterable[Condition]) -> list[str]:
    """Conditions as they are written; those that never hold are all different, as `check` wants
    it of a list."""
    nevers = 0
    found = []
    for condition in conditions:
        if condition == NEVER:
            found.append(_never(nevers))
            nevers += 1
        else:
            found.append("" if condition == ALWAYS else written(condition))
    return found


def _never(number: int) -> str:
    """One of the conditions that never hold."""
    return written(Comparison("turn", "<", str(-number)))


def quoted_condition(condition: str) -> str:
    """A condition as YAML; its own quotes need none around them unless a sign of YAML is in it."""
    if any(sign in condition for sign in (": ", " #", "\\", "\n")) or condition[-1:] == ":":
        return quoted(condition)
    return condition
