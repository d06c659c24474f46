"""What there is to draw of a domain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mockgenie.domain import Domain, load_domain, shipped_folder
from mockgenie.drawing import ANYWHERE, DomainGraph, Way, graph_of
from mockgenie.source import columns

Load = Callable[[str], Domain]

SHOP = """\
name: Shop
entities:
  Order: {slots: [menu, size]}
acts:
  order: [주문]
  ask: [뭐]
tasks:
  welcome:
    say: 어서 오세요.
    next:
      - {task: order, when: act = "order"}
      - {task: order, when: act = "ask" or act = "yes"}
      - {task: order, when: 'act = "no" and Order.menu is filled'}
      - {task: bye, controller: system, when: Order.size = "큰 것"}
  order:
    fill: [Order.menu, Order.size]
    ask: {Order.menu: 무엇을 드릴까요?, Order.size: 어떤 크기로요?}
    confirm: 맞나요?
    say: 네.
    next: {task: order}
  bye:
    say: 안녕히 가세요.
    end: true
anywhere: {task: bye, when: act = "cancel"}
"""


@pytest.fixture
def shop(load: Load) -> DomainGraph:
    """The graph of a small domain."""
    return graph_of(load(SHOP))


def test_a_task_has_its_name_and_what_it_does(shop: DomainGraph) -> None:
    assert [(box.name, box.label, box.opens, box.ends) for box in shop.boxes] == [
        ("welcome", ("welcome",), True, False),
        ("order", ("order", "fill: Order.menu, Order.size", "confirm: yes"), False, False),
        ("bye", ("bye", "end: yes"), False, True),
        (ANYWHERE, ("anywhere",), False, False),
    ]
    assert shop.boxes[1].place == (15, 3)


def test_the_ways_to_one_task_are_one_link_with_acts_and_conditions(shop: DomainGraph) -> None:
    found = [(one.source, one.target, one.controller, one.label) for one in shop.links]
    assert found == [
        ("welcome", "order", "user", ("order, ask, yes", "no [Order.menu is filled]")),
        ("welcome", "bye", "system", ('[Order.size="큰 것"]',)),
        ("order", "order", "user", ("*",)),
        (ANYWHERE, "bye", "user", ("cancel",)),
    ]


def test_each_way_of_a_link_is_told_with_its_place(shop: DomainGraph) -> None:
    assert shop.links[0].ways == (
        Way(("order",), "", (11, 9)),
        Way(("ask", "yes"), "", (12, 9)),
        Way(("no",), "Order.menu is filled", (13, 9)),
    )


@pytest.mark.parametrize(
    ("when", "acts", "rest"),
    [
        ('act = "yes"', ("yes",), ""),
        ('act = "yes" or count = 0', (), 'act="yes" or count="0"'),
        ('act ~= "yes"', (), 'act~="yes"'),
        ('act is filled and act = "yes"', ("yes",), "act is filled"),
        (
            '(act = "yes" or act = "no") and (act = "yes" or count = 1)',
            ("yes", "no"),
            'act="yes" or count="1"',
        ),
    ],
)
def test_what_a_condition_demands_of_the_act_is_told_apart(
    when: str, acts: tuple[str, ...], rest: str, load: Load
) -> None:
    graph = graph_of(load(f"tasks: {{a: {{say: x, next: {{task: a, when: '{when}'}}}}}}"))
    (way,) = graph.links[0].ways
    assert (way.acts, way.when) == (acts, rest)


def test_labels_are_lines_of_few_columns(load: Load) -> None:
    name = "가나다라마바사" * 12
    condition = " or ".join(f'Order.menu = "메뉴 {number}"' for number in range(200))
    graph = graph_of(
        load(
            f"entities: {{Order: {{slots: [menu]}}}}\n"
            f"tasks: {{{name}: {{say: x, next: {{task: {name}, when: '{condition}'}}}}}}"
        )
    )
    label = graph.links[0].label
    assert max(map(columns, (*label, *graph.boxes[0].label))) <= 36
    assert "".join(graph.boxes[0].label) == name
    assert len(label) <= 13
    assert label[-1].endswith("…")


def test_what_a_terminal_would_obey_is_shown_as_an_escape(load: Load) -> None:
    graph = graph_of(load('tasks: {"a\\u202eb\\nc": {say: x}}'))
    assert graph.boxes[0].label == ("a\\u202eb\\nc",)
    assert graph.boxes[0].name == "a\u202eb\nc"


def test_every_shipped_domain_has_a_box_for_each_task_and_a_way_for_each_transition() -> None:
    for path in sorted(shipped_folder().glob("*/domain.yaml")):
        domain = load_domain(Path(path))
        graph = graph_of(domain)
        assert [box.name for box in graph.boxes if box.name] == list(domain.tasks)
        transitions = sum(len(task.next) for task in domain.tasks.values())
        ways = sum(len(link.ways) for link in graph.links)
        assert ways == transitions + len(domain.anywhere)
