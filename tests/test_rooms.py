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
    """An import of one room in a module of another; `late`: inside a function."""

    path: str
    module: str
    late: bool


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Every module of the package, parsed once."""
    return tuple(
        (path, ast.parse(path.read_text("utf-8"))) for path in sorted(PACKAGE.rglob("*.py"))
    )


@cache
def imports() -> tuple[Import, ...]:
    """Every import of something of the package in a module of the package."""
    return tuple(_imports())


def _imports() -> Iterator[Import]:
    for path, tree in modules():
        top = {id(node) for node in tree.body}
        top |= {id(one) for node in tree.body if isinstance(node, ast.If) for one in node.body}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mockgenie."):
                module = str(node.module).removeprefix("mockgenie.")
                name = path.relative_to(PACKAGE).as_posix()
                yield Import(name, module, id(node) not in top)


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
        f"{path.relative_to(PACKAGE)}: {node.module}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and any(
            part.startswith("_") and part != "__future__" for part in str(node.module).split(".")
        )
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
    for path, tree in modules():
        if path.name == "lark_parser.py":  # Lark has written it
            continue
        for node in tree.body:
            alias = isinstance(node, ast.AnnAssign) and "TypeAlias" in ast.unparse(node.annotation)
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path.relative_to(PACKAGE).as_posix())
            elif alias and isinstance(node, ast.AnnAssign):
                places[ast.unparse(node.target)].append(path.relative_to(PACKAGE).as_posix())
    assert {name: where for name, where in places.items() if len(where) > 1} == {}
