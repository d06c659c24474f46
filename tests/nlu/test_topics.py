"""What a domain speaks of."""

from __future__ import annotations

from collections.abc import Callable

from mockgenie.domain import Domain
from mockgenie.nlu.topics import Topics

TRIP = """
entities:
  Inn: {slots: {area: {values: [강남]}}}
  Stay: {slots: {day: {type: date}}}
  Bus: {slots: {to: {values: [강남]}}}
acts: {inn: 숙소, bus: 버스, reserve: 예약}
tasks:
  inn: {fill: [Inn.area]}
  stay: {fill: [Inn.area, Stay.day]}
  bus: {fill: [Bus.to]}
anywhere:
  - {task: inn, when: act = "inn"}
  - {task: bus, when: act = "bus"}
  - {task: stay, when: act = "reserve" and Inn.area is filled}
  - {task: bus, when: act = "reserve" and Bus.to is filled}
"""


def test_classes_that_one_task_fills_are_one_topic(domain: Callable[[str], Domain]) -> None:
    topics = Topics(domain(TRIP))
    assert topics.of_slot["Inn.area"] == topics.of_slot["Stay.day"] != topics.of_slot["Bus.to"]
    assert topics.are_several


def test_an_act_names_the_topic_that_it_leads_to(domain: Callable[[str], Domain]) -> None:
    topics = Topics(domain(TRIP))
    assert topics.of_act == {"inn": topics.of["Inn"], "bus": topics.of["Bus"]}


def test_most_domains_have_one_topic(domain: Callable[[str], Domain]) -> None:
    assert not Topics(domain("tasks: {a: {say: 네}}")).are_several
    assert not Topics(
        domain("entities: {Inn: {slots: {area: {values: [강남]}}}}\ntasks: {a: {fill: [Inn.area]}}")
    ).are_several
