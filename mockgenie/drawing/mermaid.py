"""A task graph as Mermaid, which code hosts and editors draw in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mockgenie.drawing.graph import ANYWHERE, DomainGraph, TaskBox, TaskLink


def write_mermaid(graph: DomainGraph) -> str:
    """The graph as a flowchart of Mermaid."""
    return "".join(f"{line}\n" for line in _lines(graph))


def _lines(graph: DomainGraph) -> Iterator[str]:
    yield "flowchart LR"
    numbers = {box.name: number for number, box in enumerate(graph.boxes)}
    for number, box in enumerate(graph.boxes):
        yield f"  t{number}{_shape(box)}"
    for link in graph.links:
        yield f"  t{numbers[link.source]} {_arrow(link)} t{numbers[link.target]}"
    yield "  classDef opens stroke-width:3px"
    opening = ",".join(f"t{number}" for number, box in enumerate(graph.boxes) if box.opens)
    yield f"  class {opening} opens"


def _shape(box: TaskBox) -> str:
    written = _quoted(box.label)
    if box.name == ANYWHERE:
        return f"(({written}))"
    return f"[[{written}]]" if box.ends else f"({written})"


def _arrow(link: TaskLink) -> str:
    arrow = "-.->" if link.controller == "system" else "-->"
    return f"{arrow}|{_quoted(link.label)}|" if link.label else arrow


_SIGNS = re.compile(r"[^\w \-.,:()?…]|_")
"""What is no plain text there: signs that begin HTML, an entity, Markdown or an address."""
_LIST = re.compile(r"([0-9]*)([.)\-])")
"""What makes a line an entry of a list."""


def _quoted(lines: Iterable[str]) -> str:
    return '"' + "<br>".join(map(_written, lines)) + '"'


def _written(line: str) -> str:
    if begun := _LIST.match(line):
        number, sign = begun[1], begun[2]
        return f"{number}{_entity(sign)}{_written(line[begun.end() :])}"
    return _SIGNS.sub(lambda found: _entity(found[0]), line)


def _entity(sign: str) -> str:
    return f"#{ord(sign)};"
