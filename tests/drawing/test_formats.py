"""A task graph as Mermaid, DOT and SVG, whatever its names are."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from mockgenie.domain import Domain
from mockgenie.drawing import (
    DomainGraph,
    TaskBox,
    TaskLink,
    graph_of,
    lay_out,
    write_dot,
    write_mermaid,
    write_svg,
)

HOSTILE = (
    '<img src=x onerror=alert(1)>"',
    "</text></svg><script>alert(1)</script>",
    "`**굵게**` _x_",
    "&lt;b&gt; #35; &#x3c; %%",
    'end"]; x --> y',
    "\\N \\G \\\\ \\",
    '"];evil [label="',
    "1. 목록",
    "- 목록",
    "12) ]] ))",
    "https://example.com",
    "]]>",
    "\ufffe\uffff",
)
SVG = "{http://www.w3.org/2000/svg}"

PAIR = """\
tasks:
  first:
    say: x
    next:
      - {task: last, when: act = "yes"}
      - {task: last, controller: system, when: count = 0}
  last: {say: x, end: true}
anywhere: {task: first, when: act = "restart"}
"""


def hostile() -> DomainGraph:
    """A graph all names and labels of which are hostile."""
    boxes = tuple(TaskBox(name, (name, f"fill: {name}"), ends=True) for name in HOSTILE)
    links = tuple(
        TaskLink(one, other, "user", (), (one, other)) for one, other in pairwise(HOSTILE)
    )
    return DomainGraph(HOSTILE[0], boxes, links)


def test_mermaid(load: Callable[[str], Domain]) -> None:
    assert write_mermaid(graph_of(load(PAIR))) == (
        "flowchart LR\n"
        '  t0("first")\n'
        '  t1[["last<br>end: yes"]]\n'
        '  t2(("anywhere"))\n'
        '  t0 -->|"yes"| t1\n'
        '  t0 -.->|"#91;count#61;#34;0#34;#93;"| t1\n'
        '  t2 -->|"restart"| t0\n'
        "  classDef opens stroke-width:3px\n"
        "  class t0 opens\n"
    )


def test_dot(load: Callable[[str], Domain]) -> None:
    assert write_dot(graph_of(load(PAIR))) == (
        'digraph "Test" {\n'
        "  rankdir=LR;\n"
        '  node [shape=box, style=rounded, fontname="monospace", fontsize=11];\n'
        '  edge [fontname="monospace", fontsize=10];\n'
        '  t0 [label="first", penwidth=2];\n'
        '  t1 [label="last\\nend: yes", peripheries=2];\n'
        '  t2 [label="anywhere", shape=ellipse, style=solid];\n'
        '  t0 -> t1 [label="yes"];\n'
        '  t0 -> t1 [label="[count=\\"0\\"]", style=dashed];\n'
        '  t2 -> t0 [label="restart"];\n'
        "}\n"
    )


def test_svg_shows_every_line_and_leads_every_link(load: Callable[[str], Domain]) -> None:
    drawing = lay_out(graph_of(load(PAIR)))
    root = ElementTree.fromstring(write_svg(drawing))
    assert root.attrib["viewBox"] == f"0 0 {drawing.width:g} {drawing.height:g}"
    assert root.findtext(f"{SVG}title") == "Test"
    said = [one.text for one in root.iter(f"{SVG}text")]
    assert said == ["first", "last", "end: yes", "anywhere", "yes", '[count="0"]', "restart"]
    looks = [one.attrib["class"] for one in root.findall(f"{SVG}path")]
    assert looks == ["route user", "route system", "route user"]


MERMAID_LINE = re.compile(
    r'  (?:t\d+(?:\(("[^"]*")\)|\[\[("[^"]*")\]\])|t\d+ -->\|("[^"]*")\| t\d+|class.*)'
)


def mermaid_texts(written: str) -> Iterator[str]:
    for line in written.splitlines()[1:]:
        found = MERMAID_LINE.fullmatch(line)
        assert found is not None, line
        yield from (text.strip('"') for text in found.groups() if text)


def test_hostile_names_stay_texts_in_mermaid() -> None:
    texts = list(mermaid_texts(write_mermaid(hostile())))
    assert len(texts) == 2 * len(HOSTILE) - 1
    for text in texts:
        plain = text.replace("<br>", "\n")
        assert not re.search(r"[<>\"`*_|\[\]{}\\&/]", plain)
        assert not re.search(r"#(?![0-9]+;)", plain)
        assert not re.search(r"(?m)^(?:[0-9]*[.)]|-)", plain)
    read = [re.sub("#([0-9]+);", lambda one: chr(int(one[1])), text) for text in texts]
    assert read[: len(HOSTILE)] == [f"{name}<br>fill: {name}" for name in HOSTILE]


def dot_texts(written: str) -> Iterator[str]:
    """What stands between quotes, as the language has it: a backslash takes the next sign along."""
    for found in re.findall(r'label="((?:[^"\\]|\\.)*)"', written):
        yield re.sub(r"\\(.)", lambda one: "\n" if one[1] == "n" else one[1], found)


def test_hostile_names_stay_texts_in_dot() -> None:
    written = write_dot(hostile())
    for line in written.splitlines():
        assert re.sub(r'"(?:[^"\\]|\\.)*"', "", line).count('"') == 0
    texts = [text.replace("&amp;", "&") for text in dot_texts(written)]
    assert texts[: len(HOSTILE)] == [f"{name}\nfill: {name}" for name in HOSTILE]


def test_hostile_names_stay_texts_in_svg() -> None:
    root = ElementTree.fromstring(write_svg(lay_out(hostile())))
    allowed = {"svg", "title", "style", "defs", "marker", "path", "rect", "text"}
    assert {one.tag.removeprefix(SVG) for one in root.iter()} == allowed
    said = [one.text for one in root.iter(f"{SVG}text")]
    assert said[0] == HOSTILE[0]
    assert "</text></svg><script>alert(1)</script>" in said
    assert {name for one in root.iter() for name in one.attrib if name.startswith("on")} == set()


@pytest.mark.slow
def test_graphviz_reads_it_as_it_is_meant() -> None:
    dot = shutil.which("dot")
    if dot is None:
        pytest.skip("Graphviz is not installed")
    done = subprocess.run(
        [dot, "-Tcmapx"], input=write_dot(hostile()).encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
