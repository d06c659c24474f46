"""Where each part of a drawing lies. The layers, the order in them and the routes are found by
graphlay, a library of Rust with prebuilt wheels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from mockgenie.drawing.graph import DomainGraph, TaskLink
from mockgenie.source import columns

LINE = 16.0
"""Units between the lines of a label, which are pixels where nothing is scaled."""
COLUMN = 7.4
"""Units that a column takes: Latin letters of 12 units take one, Hangul syllables two."""

_PADDING = 10.0
_MARGIN = 16.0
_LEAST_WIDTH = 60.0
_LABEL_PADDING = 4.0

_Corner: TypeAlias = "tuple[float, float]"


class Point(Struct, frozen=True):
    """A place in a drawing: to the right and down from its upper left corner."""

    x: float
    y: float


class Rectangle(Struct, frozen=True):
    """Where something lies, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Drawing(Struct, frozen=True):
    """A graph and where its parts lie: a rectangle for each box, for each link its corners from
    task to task, and a rectangle for its label (of width 0 where it has none), in the order of the
    graph. Everything lies within `width` and `height`."""

    graph: DomainGraph
    width: float
    height: float
    boxes: tuple[Rectangle, ...]
    routes: tuple[tuple[Point, ...], ...]
    labels: tuple[Rectangle, ...]


def lay_out(graph: DomainGraph) -> Drawing:
    """Where the parts of a graph lie; the same graph lies the same way each time."""
    import graphlay  # late: most of what is done draws nothing

    given = graphlay.Graph()
    for box in graph.boxes:
        width, height = _size(box.label, _PADDING)
        given.node(_node(box.name), width=max(width, _LEAST_WIDTH), height=height)
    parts = [_add(given, number, link) for number, link in enumerate(graph.links)]
    options = _OPTIONS if len(graph.links) <= _FEW else _MANY_OPTIONS
    found = graphlay.layout(given, options=options).raw
    places = [_around(one["center"], one["size"]) for one in found["nodes"]]
    routes: list[list[_Corner]] = []
    labels: list[Rectangle] = []
    for link, (edges, label) in zip(graph.links, parts, strict=True):
        pieces = [found["edges"][edge] for edge in edges]
        routes.append([_corner(point) for one in pieces for point in one["points"]])
        width, height = _size(link.label, _LABEL_PADDING) if link.label else (0.0, 0.0)
        anchor = pieces[0].get("label_anchor")
        middle = anchor or dict(zip("xy", routes[-1][0], strict=True))
        size = {"width": width, "height": height}
        labels.append(_around(middle, size) if label is None else places[label])
    return _drawing(graph, places[: len(graph.boxes)], routes, labels)


_OPTIONS: dict[str, Any] = {
    "direction": "leftright",
    "spacing": {"layer_gap": 40.0, "node_gap": 24.0},
}
_FEW = 80
"""Links up to which the best places are looked for."""
_MANY_OPTIONS = {
    **_OPTIONS,
    "effort": "fast",
    "coords": {"placement": "brandes_koepf"},
    "cycles": {"strategy": "follow_flow"},
}
"""Of many links the places are good enough: the best of 200 tasks would take seconds."""


def _node(name: str) -> str:
    return f"box {name}"


def _add(given: Any, number: int, link: TaskLink) -> tuple[list[int], int | None]:
    """Add a link; the numbers of its edges, and of the node that its label is, None for none.

    A label is a node between two edges, so that it stands on its link and has room there.
    """
    source, target = _node(link.source), _node(link.target)
    width, height = _size(link.label, _LABEL_PADDING)
    if not link.label:
        return [given.edge(source, target)], None
    if source == target:
        room = {"width": width, "height": height}
        return [given.edge(source, target, label_size=room)], None
    label = f"label {number}"
    node = given.node(label, width=width, height=height)
    return [given.edge(source, label), given.edge(label, target)], node


def _size(label: Sequence[str], padding: float) -> tuple[float, float]:
    width = max(map(columns, label), default=0) * COLUMN
    return width + 2 * padding, len(label) * LINE + 2 * padding


def _drawing(
    graph: DomainGraph,
    boxes: Sequence[Rectangle],
    routes: Sequence[Sequence[_Corner]],
    labels: Sequence[Rectangle],
) -> Drawing:
    """All of it, with its upper left corner at the margin."""
    corners = [(one.x, one.y) for one in (*boxes, *labels)]
    corners += [(one.x + one.width, one.y + one.height) for one in (*boxes, *labels)]
    corners += [corner for route in routes for corner in route]
    left, top = (min(values) - _MARGIN for values in zip(*corners, strict=True))
    right, bottom = (max(values) + _MARGIN for values in zip(*corners, strict=True))

    def moved(one: Rectangle) -> Rectangle:
        return Rectangle(_round(one.x - left), _round(one.y - top), one.width, one.height)

    return Drawing(
        graph,
        _round(right - left),
        _round(bottom - top),
        tuple(map(moved, boxes)),
        tuple(tuple(Point(_round(x - left), _round(y - top)) for x, y in one) for one in routes),
        tuple(map(moved, labels)),
    )


def _corner(point: dict[str, float]) -> _Corner:
    return point["x"], point["y"]


def _around(centre: dict[str, float], size: dict[str, float]) -> Rectangle:
    width, height = _round(size["width"]), _round(size["height"])
    return Rectangle(centre["x"] - width / 2, centre["y"] - height / 2, width, height)


def _round(number: float) -> float:
    return round(number, 1)
