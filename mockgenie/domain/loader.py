"""A domain's YAML file to its Domain."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from mockgenie.domain.acts import read_act
from mockgenie.domain.entities import read_entities
from mockgenie.domain.fields import DomainFields
from mockgenie.domain.model import Domain, EntityClass, Sayings
from mockgenie.domain.patterns import Example
from mockgenie.domain.references import Names
from mockgenie.domain.tasks import read_next, read_task
from mockgenie.domain.texts import plain, read_sayings
from mockgenie.korean import normalise
from mockgenie.source import DomainError, Node, Source, Unreadable, field_names

FALLBACK = "잘 알아듣지 못했어요. 다시 말씀해 주시겠어요?"
"""What is said to an utterance that is not understood, where a domain has no `fallback`."""
CANCELLED = "네, 취소했습니다."
"""What is said to 취소, where a domain has no `cancelled`."""

_THRESHOLD = 0.6


def load_domain(path: Path) -> Domain:
    """The domain in the YAML file `path`.

    Its name is the field `name`, or else the name of the file (of its folder, for
    `domain.yaml`). Raises DomainError with every problem found.
    """
    return load_source(Source(path))


def load_source(source: Source) -> Domain:
    """The domain in a file that has been opened. Raises DomainError, as `load_domain` does."""
    path = source.path
    name = normalise(path.parent.resolve().name if path.stem == "domain" else path.stem)
    domain = None
    try:
        root = source.root()
        fields = root.fields("a domain", field_names(DomainFields))
        if "name" in fields:
            name = normalise(fields["name"].text("name")) or name
        domain = _read(name, root, fields)
    except Unreadable:
        pass
    if domain is None or source.diagnostics:
        # What stands behind an alias is read, and told, again and again.
        told = dict.fromkeys(source.diagnostics)
        by_place = sorted(told, key=lambda d: (str(d.path), d.line, d.column))
        raise DomainError(name, tuple(by_place))
    return domain


def _read(name: str, root: Node, fields: dict[str, Node]) -> Domain:
    entity_classes = read_entities(fields["entities"]) if "entities" in fields else ()
    entities = {entity.name: entity for entity in entity_classes}
    slots = {slot.name: slot for entity in entity_classes for slot in entity.slots}
    act_nodes = list(fields["acts"].pairs("acts")) if "acts" in fields else []
    tasks = list(fields["tasks"].pairs("tasks")) if "tasks" in fields else []
    if not tasks and (root.is_mapping or root.is_absent):
        root.report("a domain needs tasks; the first one is where a dialog opens")
    acts, tasks_ = tuple(act[0] for act in act_nodes), tuple(task[0] for task in tasks)
    names = Names(slots, entities, acts, tasks_)

    def sayings(field: str, otherwise: str = "") -> Sayings:
        if field in fields:
            return read_sayings(fields[field], field, names)
        return plain(otherwise) if otherwise else ()

    read_acts = [read_act(act, key, node, names) for act, key, node in act_nodes]
    return Domain(
        name=name,
        description=fields["description"].text("description", may_be_empty=True)
        if "description" in fields
        else "",
        entities=_taught(entities, [example for _, told in read_acts for example in told]),
        acts=tuple(act for act, _ in read_acts),
        tasks={task: read_task(task, key, node, names) for task, key, node in tasks},
        fallback=sayings("fallback", FALLBACK),
        anywhere=read_next(fields["anywhere"], "anywhere", names) if "anywhere" in fields else (),
        help=sayings("help"),
        cancelled=sayings("cancelled", CANCELLED),
        threshold=fields["threshold"].number("threshold", 0, 1)
        if "threshold" in fields
        else _THRESHOLD,
    )


def _taught(entities: dict[str, EntityClass], examples: list[Example]) -> dict[str, EntityClass]:
    """The classes, with the values that examples name added to open slots."""
    tagged: dict[str, dict[str, tuple[str, ...]]] = {}
    for example in examples:
        for slot, value in example.values:
            tagged.setdefault(slot, {})[value] = ()
    if not tagged:
        return entities
    return {
        name: replace(
            entity,
            slots=tuple(
                replace(slot, examples=tuple(tagged[slot.name]))
                if slot.is_open and slot.name in tagged
                else slot
                for slot in entity.slots
            ),
        )
        for name, entity in entities.items()
    }
