"""A domain's YAML file to its Domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from mockgenie.domain.acts import Ways, read_act
from mockgenie.domain.entities import EntityTexts, read_entities
from mockgenie.domain.fields import THRESHOLD, THRESHOLDS, DomainFields
from mockgenie.domain.model import Domain, EntityClass, Many, Sayings
from mockgenie.domain.patterns import Example
from mockgenie.domain.references import Names, read_template
from mockgenie.domain.tasks import read_next, read_task
from mockgenie.domain.texts import plain, read_sayings
from mockgenie.korean import normalise
from mockgenie.source import (
    Diagnostic,
    Fields,
    Node,
    Source,
    SourceError,
    Unreadable,
    few_suggestions,
    mistake,
    read_description,
    read_field,
)

FALLBACK = "잘 알아듣지 못했어요. 다시 말씀해 주시겠어요?"
"""What is said to an utterance that is not understood, where a domain has no `fallback`."""
CANCELLED = "네, 취소했습니다."
"""What is said to 취소, where a domain has no `cancelled`."""


class DomainError(SourceError):
    """A domain file that does not load. `name` is what the file calls its domain, or would be
    called by its place."""

    def __init__(self, name: str, diagnostics: Iterable[Diagnostic]) -> None:
        super().__init__(diagnostics)
        self.name = name


def load_domain(path: Path) -> Domain:
    """The domain in the YAML file `path`.

    Its name is the field `name`, or else the name of the file (of its folder, for
    `domain.yaml`). Raises DomainError with every problem found.
    """
    return load_source(Source(path))


def name_by_place(path: Path) -> str:
    """The name of a domain whose file does not say it: that of the file, or of its folder."""
    return normalise(path.parent.resolve().name if path.stem == "domain" else path.stem)


def load_source(source: Source) -> Domain:
    """The domain in a file that has been opened. Raises DomainError, as `load_domain` does."""
    with few_suggestions():
        return _load(source)


def _load(source: Source) -> Domain:
    path = source.path
    name = name_by_place(path)
    domain = None
    try:
        root = source.root()
        fields = root.fields_of("a domain", DomainFields)
        if "name" in fields:
            name = normalise(fields["name"].text("name")) or name
        domain = _read(name, root, fields)
    except Unreadable:
        pass
    if domain is None or source.diagnostics:
        raise DomainError(name, source.problems())
    return domain


def _read(name: str, root: Node, fields: Fields) -> Domain:
    entity_classes, texts = read_field(fields, "entities", read_entities, ((), EntityTexts()))
    entities = {entity.name: entity for entity in entity_classes}
    slots = {slot.name: slot for entity in entity_classes for slot in entity.slots}
    act_nodes = list(fields["acts"].pairs("acts")) if "acts" in fields else []
    tasks = list(fields["tasks"].pairs("tasks")) if "tasks" in fields else []
    if not tasks and "tasks" in fields and fields["tasks"].is_empty:
        root.report(mistake("missing-field", what="a domain", field="tasks"))
    acts, tasks_ = tuple(act[0] for act in act_nodes), dict.fromkeys(task[0] for task in tasks)
    names = Names(slots, entities, acts, tasks_, tuple(texts.many))

    def sayings(field: str, otherwise: Sayings = ()) -> Sayings:
        return read_field(fields, field, lambda node: read_sayings(node, field, names), otherwise)

    unknown = {**texts.unknown, **({"": fields["unknown"]} if "unknown" in fields else {})}
    ways = Ways()
    read_acts = [read_act(act, key, node, names, ways) for act, key, node in act_nodes]
    ways.report()
    return Domain(
        name=name,
        description=read_description(fields),
        entities=_with_examples(entities, [one for _, tagged in read_acts for one in tagged]),
        acts=tuple(act for act, _ in read_acts),
        tasks={task: read_task(task, key, node, names) for task, key, node in tasks},
        fallback=sayings("fallback", plain(FALLBACK)),
        anywhere=read_field(fields, "anywhere", lambda n: read_next(n, "anywhere", names), ()),
        help=sayings("help"),
        cancelled=sayings("cancelled", plain(CANCELLED)),
        threshold=read_field(
            fields, "threshold", lambda node: node.number("threshold", *THRESHOLDS), THRESHOLD
        ),
        unknown={slot: read_sayings(node, "unknown", names) for slot, node in unknown.items()},
        noted={slot: read_sayings(node, "noted", names) for slot, node in texts.noted.items()},
        many=tuple(_read_many(entities, texts.many, names)),
    )


def _read_many(
    entities: dict[str, EntityClass], nodes: dict[str, Node], names: Names
) -> Iterator[Many]:
    for entity, node in nodes.items():
        own = entities[entity].slots
        slots = [slot.name for slot in own]
        count = next((slot.name for slot in own if slot.type == "int" and slot.counters), "")
        yield Many(entity, slots[0], frozenset(slots), count, read_template(node, names))


def _with_examples(
    entities: dict[str, EntityClass], examples: list[Example]
) -> dict[str, EntityClass]:
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
