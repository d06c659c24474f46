"""The rooms of the package: which may know which, and by what door."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import mockgenie

PACKAGE = Path(mockgenie.__file__).parent

LAYERS = (
    {"cli", "testing", "contract", "pytest_plugin", "__main__"},
    {"launch"},
    {"server"},
    {"platforms"},
    {"importers"},
    {"conversations"},
    {
        "channels",
        "sessions",
        "faults",
        "journal",
        "engine",
        "lint",
        "drawing",
        "sockets",
        "workers",
    },
    {"dialog"},
    {"nlu", "nlg"},
    {"domain"},
    {"records", "stores"},
    {"conditions"},
    {"source"},
    {"korean", "protocol"},
)
"""From the top down; a room may import what stands below it."""

BESIDE = {
    ("cli", "testing"),
    ("cli", "contract"),
    ("pytest_plugin", "cli"),
    ("pytest_plugin", "testing"),
    ("__main__", "cli"),
}
"""Rooms of one layer of which the first may import the second."""


class Import(NamedTuple):
    """An import from `module` in another one; `late`: inside a function."""

    path: str
    module: str
    late: bool


class Module(NamedTuple):
    """What a module of the package imports from, and the names of its classes and aliases."""

    path: str
    imports: tuple[Import, ...]
    names: tuple[str, ...]


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package; its tree is let go, which is large."""
    return tuple(_read(path) for path in sorted(PACKAGE.rglob("*.py")))


def _read(path: Path) -> Module:
    name = path.relative_to(PACKAGE).as_posix()
    tree = ast.parse(path.read_text("utf-8"))
    top = {id(node) for node in tree.body}
    top |= {id(one) for node in tree.body if isinstance(node, ast.If) for one in node.body}
    imports = (node for node in _statements(tree.body) if isinstance(node, ast.ImportFrom))
    found = tuple(Import(name, str(node.module), id(node) not in top) for node in imports)
    return Module(name, found, tuple(_names(tree)))


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """All statements, those within others too; expressions have none."""
    waiting: list[ast.AST] = [*body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt):
            yield node
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            waiting += getattr(node, field, ())


def _names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and "TypeAlias" in ast.unparse(node.annotation):
            yield ast.unparse(node.target)


@cache
def imports() -> tuple[Import, ...]:
    """Every import of something of the package in a module of the package."""
    own = "mockgenie."
    return tuple(
        one._replace(module=one.module.removeprefix(own))
        for module in modules()
        for one in module.imports
        if one.module.startswith(own)
    )


def room(name: str) -> str:
    """The room of a path or of a module."""
    return name.replace("/", ".").split(".")[0]


def layer(name: str) -> int:
    return next(number for number, rooms in enumerate(LAYERS) if name in rooms)


def test_a_room_knows_only_those_below_it() -> None:
    wrong = [
        f"{one.path} imports {one.module}"
        for one in imports()
        if (own := room(one.path)) != (other := room(one.module))
        and one.path != "__init__.py"
        and layer(own) >= layer(other)
        and (own, other) not in BESIDE
    ]
    assert wrong == []


def test_other_rooms_are_entered_by_their_face() -> None:
    """Only late imports, which spare the start a whole room, may go past it."""
    wrong = [
        f"{one.path} imports {one.module}"
        for one in imports()
        if room(one.path) != room(one.module)
        and "." in one.module
        and not one.late
        and not (PACKAGE / one.module.replace(".", "/")).is_dir()  # a room in a room has a face too
    ]
    assert wrong == []


def test_no_private_part_of_another_package_is_used() -> None:
    wrong = [
        f"{one.path}: {one.module}"
        for module in modules()
        for one in module.imports
        if any(part.startswith("_") and part != "__future__" for part in one.module.split("."))
    ]
    assert wrong == []


def test_modules_of_a_room_import_each_other_without_circles() -> None:
    needs: dict[str, set[str]] = defaultdict(set)
    for one in imports():
        module = one.path.removesuffix(".py").replace("/", ".")
        if room(module) == room(one.module) and not module.endswith("__init__"):
            needs[module].add(one.module)
    circles = [module for module in needs if _reaches(needs, module)]
    assert circles == []


def _reaches(needs: dict[str, set[str]], start: str) -> bool:
    """Whether a module needs itself in the end."""
    seen: set[str] = set()
    waiting = list(needs[start])
    while waiting:
        module = waiting.pop()
        if module == start:
            return True
        if module not in seen:
            seen.add(module)
            waiting += needs.get(module, ())
    return False


def test_one_class_name_means_one_thing() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for module in modules():
        if module.path != "conditions/lark_parser.py":  # Lark has written it
            for name in module.names:
                places[name].append(module.path)
    assert {name: where for name, where in places.items() if len(where) > 1} == {}
