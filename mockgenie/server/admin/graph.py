"""The task graph of a domain, laid out to be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from msgspec import Struct

from mockgenie.dialog import Engine
from mockgenie.server.admin.domains import OneDomain, serving_engine
from mockgenie.server.admin.problem import Refused
from mockgenie.server.background import in_background
from mockgenie.server.server import Server

if TYPE_CHECKING:
    from mockgenie.drawing import Drawing, Point, Rectangle, TaskBox, TaskLink

MOST_LINKS = 600
"""Links of a graph that is drawn: finding its places makes everything else wait."""


class WayShown(Struct, frozen=True):
    """A way: the acts that open it ([]: any utterance), where its condition `when` holds ("":
    always), and its place in the file."""

    acts: list[str]
    when: str
    line: int
    column: int


class TaskShown(Struct, frozen=True):
    """A task as it is drawn: the lines of its `label`, and its rectangle, of which x and y are the
    upper left corner. `name` "": the box of the ways that every task has. `opens`: dialogs begin
    with it; `ends`: they end with it."""

    name: str
    label: list[str]
    opens: bool
    ends: bool
    line: int
    column: int
    x: float
    y: float
    width: float
    height: float


class LinkShown(Struct, frozen=True):
    """The ways from one task to another that a `controller` takes, `user` or `system`: an arrow
    by way of `points`, each [x, y], and the rectangle of its `label`."""

    source: str
    target: str
    controller: str
    label: list[str]
    ways: list[WayShown]
    points: list[tuple[float, float]]
    x: float
    y: float
    width: float
    height: float


class GraphShown(Struct, frozen=True):
    """A task graph, laid out within `width` and `height`; `version` is that of its domain."""

    name: str
    version: str
    width: float
    height: float
    line_height: float
    tasks: list[TaskShown]
    links: list[LinkShown]


async def show_graph(server: Server, asked: OneDomain) -> GraphShown:
    """That of a domain. Raises Refused, 404, and 409 where it cannot be drawn."""
    from mockgenie.drawing import graph_of, lay_out

    engine = serving_engine(server, asked.name)
    drawn = _DRAWN.get(engine)
    if drawn is None:
        graph = graph_of(engine.domain)
        if len(graph.links) > MOST_LINKS:
            problem = f"a graph of {len(graph.links):,} links is not drawn here, only one of"
            more = f"{MOST_LINKS:,} at most; mockgenie graph draws it"
            raise Refused(409, f"{problem} {more}")
        drawing = await in_background(lambda: lay_out(graph))
        drawn = _DRAWN[engine] = _graph(drawing, engine.version)
    return drawn


_DRAWN: WeakKeyDictionary[Engine, GraphShown] = WeakKeyDictionary()
"""The graph of an engine is the same as long as it serves."""


def _graph(drawing: Drawing, version: str) -> GraphShown:
    from mockgenie.drawing import LINE

    graph = drawing.graph
    links = zip(graph.links, drawing.routes, drawing.labels, strict=True)
    return GraphShown(
        graph.name,
        version,
        drawing.width,
        drawing.height,
        LINE,
        [_task(*one) for one in zip(graph.boxes, drawing.boxes, strict=True)],
        [_link(*one) for one in links],
    )


def _task(box: TaskBox, at: Rectangle) -> TaskShown:
    line, column = box.place
    return TaskShown(
        box.name,
        list(box.label),
        box.opens,
        box.ends,
        line,
        column,
        at.x,
        at.y,
        at.width,
        at.height,
    )


def _link(link: TaskLink, route: tuple[Point, ...], at: Rectangle) -> LinkShown:
    return LinkShown(
        link.source,
        link.target,
        link.controller,
        list(link.label),
        [WayShown(list(way.acts), way.when, *way.place) for way in link.ways],
        [(point.x, point.y) for point in route],
        at.x,
        at.y,
        at.width,
        at.height,
    )
