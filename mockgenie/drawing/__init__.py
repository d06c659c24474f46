"""The task graph of a domain as a drawing: what there is to draw, where each part lies, and how it
is written as Mermaid, DOT or SVG."""

from mockgenie.drawing.dot import write_dot
from mockgenie.drawing.graph import (
    ANYWHERE,
    DomainGraph,
    TaskBox,
    TaskLink,
    Way,
    graph_of,
)
from mockgenie.drawing.layout import LINE, Drawing, Point, Rectangle, lay_out
from mockgenie.drawing.mermaid import write_mermaid
from mockgenie.drawing.svg import write_svg

__all__ = [
    "ANYWHERE",
    "LINE",
    "DomainGraph",
    "Drawing",
    "Point",
    "Rectangle",
    "TaskBox",
    "TaskLink",
    "Way",
    "graph_of",
    "lay_out",
    "write_dot",
    "write_mermaid",
    "write_svg",
]
