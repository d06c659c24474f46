"""A drawing as SVG that stands alone: no script, no font and no picture of elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from mockgenie.drawing.graph import ANYWHERE, TaskBox
from mockgenie.drawing.layout import LINE, Drawing, Point, Rectangle
from mockgenie.source import safe

_STYLE = """\
svg{background:#fff;color:#1b1f24;font:12px ui-monospace,D2Coding,"Noto Sans Mono CJK KR",monospace}
rect{fill:#f2f5fa;stroke:#5b6b80}
text{fill:currentColor;text-anchor:middle}
.name{font-weight:bold}
.opens{stroke-width:3}
.route{fill:none;stroke:#5b6b80}
.system{stroke-dasharray:5 4}
.head{fill:#5b6b80}
.back{fill:#fff;stroke:none;opacity:.85}
@media (prefers-color-scheme:dark){
svg{background:#14171c;color:#e6eaf0}
rect{fill:#222a35;stroke:#8fa1b8}
.route{stroke:#8fa1b8}
.head{fill:#8fa1b8}
.back{fill:#14171c}
}"""
_RADIUS = 6
_SECOND_FRAME = 4.0
"""Units between the two frames of a task that ends the dialog."""


def write_svg(drawing: Drawing) -> str:
    """The drawing as a file that a browser shows."""
    return "".join(f"{line}\n" for line in _lines(drawing))


def _lines(drawing: Drawing) -> Iterator[str]:
    width, height = f"{drawing.width:g}", f"{drawing.height:g}"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img">'
    )
    graph = drawing.graph
    yield f"<title>{_text(graph.name)}</title>"
    yield f"<style>{_STYLE}</style>"
    yield (
        '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8"'
        ' markerHeight="8" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>'
    )
    for link, route in zip(graph.links, drawing.routes, strict=True):
        path = _path(route)
        yield f'<path class="route {link.controller}" d="{path}" marker-end="url(#head)"/>'
    for box, place in zip(graph.boxes, drawing.boxes, strict=True):
        yield from _box(box, place)
    for link, place in zip(graph.links, drawing.labels, strict=True):
        if link.label:
            yield _rectangle(place, "back")
            yield from _texts(link.label, place)
    yield "</svg>"


def _box(box: TaskBox, place: Rectangle) -> Iterator[str]:
    radius = place.height / 2 if box.name == ANYWHERE else _RADIUS
    yield _rectangle(place, "opens" if box.opens else "task", radius)
    if box.ends:
        gap = _SECOND_FRAME
        inner = Rectangle(
            place.x + gap, place.y + gap, place.width - 2 * gap, place.height - 2 * gap
        )
        yield _rectangle(inner, "task", _RADIUS)
    yield from _texts(box.label, place, "name")


def _rectangle(place: Rectangle, look: str, radius: float = 0) -> str:
    rounded = f' rx="{radius:g}"' if radius else ""
    return (
        f'<rect class="{look}" x="{place.x:g}" y="{place.y:g}" width="{place.width:g}"'
        f' height="{place.height:g}"{rounded}/>'
    )


def _texts(lines: tuple[str, ...], place: Rectangle, first: str = "") -> Iterator[str]:
    """Lines in the middle of a place; `first`: how the first one looks."""
    middle = place.x + place.width / 2
    top = place.y + (place.height - len(lines) * LINE) / 2
    for number, line in enumerate(lines):
        look = f' class="{first}"' if first and number == 0 else ""
        baseline = top + number * LINE + LINE * 0.75
        yield f'<text x="{middle:g}" y="{baseline:g}"{look}>{_text(line)}</text>'


_NOT_XML = str.maketrans(dict.fromkeys("\ufffe\uffff", "\ufffd"))


def _text(text: str) -> str:
    return escape(safe(text), quote=False).translate(_NOT_XML)


def _path(route: Iterable[Point]) -> str:
    """The corners of a route, rounded."""
    points = list(route)
    path = [f"M{points[0].x:g} {points[0].y:g}"]
    for (before, corner), (_, behind) in pairwise(pairwise(points)):
        into, out = _near(corner, before), _near(corner, behind)
        path.append(f"L{into.x:g} {into.y:g}Q{corner.x:g} {corner.y:g} {out.x:g} {out.y:g}")
    path.append(f"L{points[-1].x:g} {points[-1].y:g}")
    return "".join(path)


def _near(corner: Point, other: Point) -> Point:
    """A point near a corner, on the way to another one."""
    across, down = other.x - corner.x, other.y - corner.y
    length = (across**2 + down**2) ** 0.5
    part = min(_RADIUS / length, 0.5) if length else 0.0
    return Point(round(corner.x + across * part, 1), round(corner.y + down * part, 1))
