"""Reads files of faults."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import inspect
from msgspec.structs import replace

from mockgenie.faults.armed import MOST, Armed, FaultError
from mockgenie.faults.fault import Fault, Spread
from mockgenie.source import Diagnostic, Node, Source, SourceError, Unreadable, mistake

_LARGEST = 1_000_000_000
"""Where a field has no bounds of its own."""


class FaultFileError(SourceError):
    """A file of faults that does not load."""


def read_faults(path: Path) -> tuple[Fault, ...]:
    """The faults of a YAML file, a list of them or a single one. Raises FaultFileError."""
    source = Source(path, "a file of faults", "it has at least one (- error: …)")
    faults: list[Fault] = []
    with contextlib.suppress(Unreadable):
        faults += _read_file(source.root())
    if source.diagnostics:
        raise FaultFileError(map(_explained, source.problems()))
    return tuple(faults)


def _read_file(root: Node) -> Iterator[Fault]:
    nodes = list(root.items("faults"))
    for node in nodes[MOST:]:
        node.report(mistake("too-many-faults", most=MOST))
        return
    for node in nodes:
        fault = _read_fault(node)
        if fault is not None:
            yield fault


def _read_fault(node: Node) -> Fault | None:
    """A fault that can be armed; None where it cannot, which is reported."""
    problems = len(node.source.diagnostics)
    given, places = _read_struct(node, "a fault", _FAULT)
    if len(node.source.diagnostics) > problems:
        return None
    fault = Fault(**given)
    try:
        Armed("", fault)
    except FaultError as error:
        place = places.get(error.field, node)
        if error.position is None:
            place.report(error.mistake)
        else:
            place.report_at(error.position, error.mistake)
        return None
    return fault


def _read_struct(
    node: Node, what: str, struct: inspect.StructType
) -> tuple[dict[str, Any], dict[str, Node]]:
    """The fields that are given, and where each stands."""
    types = {field.name: field.type for field in struct.fields}
    places = node.fields(what, tuple(types))
    return {name: _read(place, name, types[name]) for name, place in places.items()}, places


def _read(node: Node, what: str, kind: inspect.Type) -> Any:
    """What stands behind a field, as its type has it."""
    if node.is_absent:
        node.report(mistake("no-value", what=what))
        return None
    kind = _kind(kind, node.is_mapping)
    if isinstance(kind, inspect.StructType):
        return Spread(**_read_struct(node, what, kind)[0])
    if isinstance(kind, inspect.TupleType):
        return _read_pair(node, what, kind)
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        return _read_number(node, what, kind)
    if isinstance(kind, inspect.LiteralType):
        return node.choice(what, tuple(map(str, kind.values)))
    return node.text(what, may_be_empty=True)


def _kind(kind: inspect.Type, is_mapping: bool) -> inspect.Type:
    """The type that a value has to have; some fields take one for a mapping and another."""
    if isinstance(kind, inspect.Metadata):
        return _kind(kind.type, is_mapping)
    if not isinstance(kind, inspect.UnionType):
        return kind
    structs = [one for one in kind.types if isinstance(one, inspect.StructType)]
    if is_mapping and structs:
        return structs[0]
    return next(one for one in kind.types if one not in structs)


def _read_pair(node: Node, what: str, kind: inspect.TupleType) -> tuple[Any, ...]:
    nodes = list(node.items(what)) if node.is_list else []
    if len(nodes) != len(kind.item_types):
        node.report(mistake("wrong-type", what=what, wanted="two numbers, as [0.5, 2]"))
    return tuple(_read(one, what, each) for one, each in zip(nodes, kind.item_types, strict=False))


def _read_number(node: Node, what: str, kind: inspect.IntType | inspect.FloatType) -> float:
    if not node.is_scalar:
        node.report(mistake("wrong-type", what=what, wanted="a number"))
        return 0
    whole = isinstance(kind, inspect.IntType)
    low, high = kind.ge, kind.le
    number = node.number(
        what, -_LARGEST if low is None else low, _LARGEST if high is None else high, whole
    )
    return int(number) if whole else number


def _explained(problem: Diagnostic) -> Diagnostic:
    """Some of the documented errors have a colon in them, which YAML takes for its own."""
    if "mapping values are not allowed" not in problem.message:
        return problem
    hint = f"{problem.message}; a text with a colon in it needs quotes around it"
    return replace(problem, message=hint)


def _fields_of_fault() -> inspect.StructType:
    found = inspect.type_info(Fault)
    assert isinstance(found, inspect.StructType)
    return found


_FAULT = _fields_of_fault()
