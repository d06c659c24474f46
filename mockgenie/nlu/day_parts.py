"""A part of the day as all that is said of when records are: 내일 저녁에 뭐 있어?, 오후에는?"""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.domain import Domain
from mockgenie.korean import (
    DAY_PART_SIGNS,
    UtteranceKind,
    find_day_parts,
    is_only_topic,
    wants_change,
)
from mockgenie.nlu.step import Draft, SoughtStep, Step
from mockgenie.nlu.topics import ways_by_act
from mockgenie.nlu.vocabulary import Vocabulary


def read_day_parts(vocabulary: Vocabulary) -> Step | None:
    """The times that a part of the day limits what is looked up to. A part alone (오후에는?) asks
    again what was asked before; without a day, the one that was asked about is meant."""
    domain = vocabulary.domain
    classes = set(domain.looked_up())
    times = {
        entity.name: next((slot.name for slot in entity.slots if slot.type == "time"), "")
        for entity in map(domain.entities.__getitem__, domain.looked_up())
    }
    acts = {
        act: times[entity]
        for act, task in ways_by_act(domain)
        for entity in _looked_up(domain, task, 0)
        if times[entity]
    }
    if not acts:
        return None
    noting = {
        act for act, task in ways_by_act(domain) if not classes.issuperset(_noted(domain, task))
    }
    keys = {domain.entities[slot.partition(".")[0]].key for slot in acts.values()}
    dates = [name for name, slot in vocabulary.slots.items() if slot.type == "date"]
    days = {
        slot: [
            day.name for day in domain.entities[slot.partition(".")[0]].slots if day.type == "date"
        ]
        for slot in acts.values()
    }

    def step(draft: Draft) -> None:
        utterance, state = draft.utterance, draft.state
        parts = find_day_parts(utterance.text, utterance.signs)
        if len(parts) != 1 or wants_change(utterance.letters, utterance.signs):
            return
        start, end = utterance.letters_between(*parts[0][:2])
        act = draft.act
        if not act and state.act in acts:
            values = [(start, end), *((one.start, one.end) for one in draft.mentions)]
            act = state.act if is_only_topic(utterance, values) else ""
        slot = acts.get(act, "")
        if act in noting and draft.kind is not UtteranceKind.QUESTION:
            return  # 수요일 오후에 치과 가야 해요
        if not slot or slot in draft.compared or is_taken(draft, slot, start, end):
            return
        if slot in draft.slots:
            if not is_meal(draft, slot, start, end):
                return
            del draft.slots[slot]
        draft.compared = {**draft.compared, slot: parts[0][2]}
        draft.act = act
        if state.stage == "done" and state.act in acts and not any(d in draft.slots for d in dates):
            for day in days[slot]:
                if known := state.slots.get(day) or state.before.get(day):
                    draft.slots[day] = known

    def is_meal(draft: Draft, slot: str, start: int, end: int) -> bool:
        """Whether a time is only about when people eat: 점심때."""
        return any(
            one.slot == slot and start <= one.start and one.end <= end for one in draft.mentions
        )

    def is_taken(draft: Draft, slot: str, start: int, end: int) -> bool:
        """Whether the part is one of a name, or said of one record that is named."""
        if any(len(draft.slots.get(key, ())) == 1 for key in keys):
            return True
        beside = [one for one in draft.mentions if one.start < end and start < one.end]
        return any(one.slot != slot for one in beside)

    return SoughtStep(step, DAY_PART_SIGNS)


def _noted(domain: Domain, name: str) -> set[str]:
    """The classes that a task asks for."""
    return {slot.partition(".")[0] for slot in domain.tasks[name].fill}


def _looked_up(domain: Domain, name: str, steps: int) -> Iterator[str]:
    """The classes that a task looks up, or that those look up to which it leads at once."""
    task = domain.tasks[name]
    if task.confirm is not None or steps > _MOST_STEPS:
        return
    yield from task.lookup
    for way in task.next:
        if way.controller == "system":
            yield from _looked_up(domain, way.task, steps + 1)


_MOST_STEPS = 3
"""So many tasks behind the first that an act leads to are looked at."""
