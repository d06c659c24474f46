"""Where the parts of a drawing lie."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest

from mockgenie.domain import load_domain, shipped_folder
from mockgenie.drawing import (
    DomainGraph,
    Drawing,
    Point,
    Rectangle,
    TaskBox,
    TaskLink,
    graph_of,
    lay_out,
)

DOMAINS = sorted(shipped_folder().glob("*/domain.yaml"))


def overlap(one: Rectangle, other: Rectangle) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 0.5 and down > 0.5


def touches(point: Point, place: Rectangle) -> bool:
    return (
        place.x - 1 <= point.x <= place.x + place.width + 1
        and place.y - 1 <= point.y <= place.y + place.height + 1
    )


def check(drawing: Drawing) -> None:
    """Every link goes from its source to its target, and nothing covers anything."""
    graph = drawing.graph
    places = dict(zip((box.name for box in graph.boxes), drawing.boxes, strict=True))
    for link, route in zip(graph.links, drawing.routes, strict=True):
        assert len(route) >= 2
        assert touches(route[0], places[link.source])
        assert touches(route[-1], places[link.target])
    labels = [place for place in drawing.labels if place.width]
    assert len(labels) == sum(bool(link.label) for link in graph.links)
    for one, other in combinations((*drawing.boxes, *labels), 2):
        assert not overlap(one, other)
    for place in (*drawing.boxes, *drawing.labels):
        assert place.x >= 0
        assert place.y >= 0
        assert place.x + place.width <= drawing.width
        assert place.y + place.height <= drawing.height


@pytest.mark.parametrize("path", DOMAINS, ids=lambda path: path.parent.name)
def test_a_shipped_domain_is_laid_out_with_nothing_upon_anything(path: Path) -> None:
    graph = graph_of(load_domain(path))
    drawing = lay_out(graph)
    check(drawing)
    assert lay_out(graph) == drawing


@pytest.mark.parametrize("path", DOMAINS, ids=lambda path: path.parent.name)
def test_a_label_stands_on_its_link(path: Path) -> None:
    drawing = lay_out(graph_of(load_domain(path)))
    for link, route, place in zip(drawing.graph.links, drawing.routes, drawing.labels, strict=True):
        if link.label and link.source != link.target:
            assert any(touches(point, place) for point in route)


def test_korean_letters_have_room() -> None:
    graph = DomainGraph("x", (TaskBox("가", ("가" * 10,)), TaskBox("a", ("a" * 10,))), ())
    korean, latin = lay_out(graph).boxes
    assert korean.width >= 10 * 12
    assert latin.width < korean.width


def ring(tasks: int, further: int) -> DomainGraph:
    """A circle of tasks, each of which leads to itself and to one far away."""
    boxes = tuple(TaskBox(f"t{number}", (f"t{number}",)) for number in range(tasks))
    links = [
        TaskLink(f"t{number}", f"t{(number + step) % tasks}", "user", (), ("yes",) * (step % 2))
        for number in range(tasks)
        for step in (1, 0, further)
    ]
    return DomainGraph("Ring", boxes, tuple(links))


def test_cycles_and_loops_are_drawn() -> None:
    drawing = lay_out(ring(5, 2))
    check(drawing)
    for link, route in zip(drawing.graph.links, drawing.routes, strict=True):
        if link.source == link.target:
            assert len({(point.x, point.y) for point in route}) >= 3
        assert sum(abs(b.x - a.x) + abs(b.y - a.y) for a, b in pairwise(route)) > 10


def test_two_tasks_may_lead_to_each_other_by_user_and_by_system() -> None:
    boxes = (TaskBox("a", ("a",)), TaskBox("b", ("b",)))
    links = tuple(
        TaskLink(source, target, controller, (), (f"{source}{controller}",))
        for source, target in (("a", "b"), ("b", "a"))
        for controller in ("user", "system")
    )
    check(lay_out(DomainGraph("Both", boxes, links)))


@pytest.mark.slow
def test_two_hundred_tasks_are_laid_out() -> None:
    drawing = lay_out(ring(200, 77))
    assert len(drawing.boxes) == 200
    assert len(drawing.routes) == 600
    assert all(len(route) >= 2 for route in drawing.routes)
