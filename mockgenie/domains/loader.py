"""A domain's YAML file to its Domain."""

from __future__ import annotations

from pathlib import Path

from mockgenie.domains.diagnostics import DomainError
from mockgenie.domains.entities import read_entities
from mockgenie.domains.model import Domain
from mockgenie.domains.source import Node, Source, Unreadable
from mockgenie.domains.tasks import Names, read_act, read_task, read_template
from mockgenie.domains.templates import parse_template
from mockgenie.korean import normalise

FALLBACK = parse_template("잘 알아듣지 못했어요. 다시 말씀해 주시겠어요?")
"""What is said to an utterance that is not understood, where a domain has no `fallback`."""

_FIELDS = ("name", "description", "entities", "acts", "tasks", "fallback")


def load_domain(path: Path) -> Domain:
    """The domain in the YAML file `path`.

    Its name is the field `name`, or else the name of the file (of its folder, for
    `domain.yaml`). Raises DomainError with every problem found.
    """
    source = Source(path)
    name = normalise(path.parent.resolve().name if path.stem == "domain" else path.stem)
    domain = None
    try:
        root = source.root()
        fields = root.fields("a domain", _FIELDS)
        if "name" in fields:
            name = normalise(fields["name"].text("name")) or name
        domain = _read(name, root, fields)
    except Unreadable:
        pass
    if domain is None or source.diagnostics:
        by_place = sorted(source.diagnostics, key=lambda d: (str(d.path), d.line, d.column))
        raise DomainError(name, tuple(by_place))
    return domain


def _read(name: str, root: Node, fields: dict[str, Node]) -> Domain:
    entity_classes = tuple(read_entities(fields["entities"])) if "entities" in fields else ()
    entities = {entity.name: entity for entity in entity_classes}
    slots = {slot.name: slot for entity in entity_classes for slot in entity.slots}
    acts = list(fields["acts"].pairs("acts")) if "acts" in fields else []
    tasks = list(fields["tasks"].pairs("tasks")) if "tasks" in fields else []
    if not tasks and (root.is_mapping or root.is_absent):
        root.report("a domain needs tasks; the first one is where a dialog opens")
    names = Names(slots, entities, tuple(act[0] for act in acts), tuple(task[0] for task in tasks))
    return Domain(
        name=name,
        description=fields["description"].text("description", may_be_empty=True)
        if "description" in fields
        else "",
        entities=entities,
        acts=tuple(read_act(act, node, names) for act, _, node in acts),
        tasks={task: read_task(task, node, names) for task, _, node in tasks},
        fallback=read_template(fields["fallback"], names) if "fallback" in fields else FALLBACK,
    )
