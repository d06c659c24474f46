"""A task graph as DOT, the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mockgenie.drawing.graph import ANYWHERE, DomainGraph, TaskBox
from mockgenie.source import safe


def write_dot(graph: DomainGraph) -> str:
    """The graph as a file for `dot`."""
    return "".join(f"{line}\n" for line in _lines(graph))


def _lines(graph: DomainGraph) -> Iterator[str]:
    yield f"digraph {_quoted([safe(graph.name)])} {{"
    yield "  rankdir=LR;"
    yield '  node [shape=box, style=rounded, fontname="monospace", fontsize=11];'
    yield '  edge [fontname="monospace", fontsize=10];'
    numbers = {box.name: number for number, box in enumerate(graph.boxes)}
    for number, box in enumerate(graph.boxes):
        yield f"  t{number} [label={_quoted(box.label)}{_look(box)}];"
    for link in graph.links:
        dashed = ", style=dashed" if link.controller == "system" else ""
        ends = f"t{numbers[link.source]} -> t{numbers[link.target]}"
        yield f"  {ends} [label={_quoted(link.label)}{dashed}];"
    yield "}"


def _look(box: TaskBox) -> str:
    if box.name == ANYWHERE:
        return ", shape=ellipse, style=solid"
    return (", penwidth=2" if box.opens else "") + (", peripheries=2" if box.ends else "")


_SIGNS = str.maketrans({'"': '\\"', "\\": "\\\\", "&": "&amp;"})
"""A backslash begins an escape in a label, and an ampersand an entity."""


def _quoted(lines: Iterable[str]) -> str:
    return '"' + "\\n".join(line.translate(_SIGNS) for line in lines) + '"'
