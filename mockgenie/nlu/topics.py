"""What a domain speaks of: entity classes that tasks fill together, and words that name them."""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.domain import Domain


class Topics:
    """The topics of a domain. `of`: the topic of each entity class, which classes share that one
    task fills; `are_several`: whether there is more than one; `of_slot`: that of each slot's
    class; `of_act`: the topic that an act leads to, where it leads to one alone."""

    def __init__(self, domain: Domain) -> None:
        self.of = {name: name for name in domain.entities}
        for task in domain.tasks.values():
            self._join([slot.partition(".")[0] for slot in task.fill])
        self.are_several = len(set(self.of.values())) > 1
        self.of_slot = {slot: self.of[slot.partition(".")[0]] for slot in domain.slots()}
        leads: dict[str, set[str]] = {}
        for act, name in ways_by_act(domain):
            if fill := domain.tasks[name].fill:
                leads.setdefault(act, set()).add(self.of_slot[fill[0]])
        self.of_act = {act: next(iter(topics)) for act, topics in leads.items() if len(topics) == 1}

    def _join(self, classes: list[str]) -> None:
        topics = {self.of[name] for name in classes}
        if len(topics) > 1:
            first = self.of[classes[0]]
            self.of = {name: first if of in topics else of for name, of in self.of.items()}


def ways_by_act(domain: Domain) -> Iterator[tuple[str, str]]:
    """The acts by which ways are taken, each with the name of the task that the way leads to."""
    for way in (*domain.anywhere, *(way for task in domain.tasks.values() for way in task.next)):
        for part in way.when.comparisons():
            if part.name == "act" and part.operator == "=":
                yield part.value, way.task
