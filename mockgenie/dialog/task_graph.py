"""The task graph of a domain, prepared for walking it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec.structs import replace

from mockgenie.conditions import ALWAYS, given
from mockgenie.domain import (
    Domain,
    EntityClass,
    Saying,
    Sayings,
    Slot,
    Task,
    Text,
    Transition,
    count_terms,
    parse_template,
)
from mockgenie.korean import attach

Case = TypeVar("Case", Saying, Transition)


class Cases(Generic[Case]):
    """Several cases, of which the first counts whose condition holds.

    `all` of them; `open`: by dialog act, "" for none, and the count of the records found last,
    those that can count then, as far as these leave something open: what their conditions say of
    them is left out.
    """

    def __init__(self, cases: Iterable[Case]) -> None:
        self.all: tuple[Case, ...] = tuple(cases)
        self.open: Mapping[tuple[str, int], tuple[Case, ...]] = _Open(self.all)

    def __bool__(self) -> bool:
        return bool(self.all)


_MOST_OPEN = 1000
"""So many are kept of what acts and counts leave open."""


class _Open(dict[tuple[str, int], tuple[Case, ...]], Generic[Case]):
    """Cases by dialog act and count, made when they are asked for."""

    def __init__(self, cases: Sequence[Case]) -> None:
        super().__init__()
        self._all: tuple[Case, ...] = tuple(cases)

    def __missing__(self, known: tuple[str, int]) -> tuple[Case, ...]:
        if len(self) >= _MOST_OPEN:
            self.clear()
        self[known] = cases = tuple(_given(self._all, *known))
        return cases


def _given(cases: Iterable[Case], act: str, count: int) -> Iterator[Case]:
    for case in cases:
        when = given(case.when, "act", act)
        if when is not None:
            when = given(when, "count", str(count))
        if when is not None:
            yield case if when is case.when else replace(case, when=when)
        if when is ALWAYS:
            return


class TaskGraph:
    """What a turn needs to know of tasks, beyond the tasks themselves.

    `user_ways`, `system_ways`: the transitions of each task by who controls them; `anywhere`: those
    of every task; `say`: what each task says; `order`: the slots of each task in the order in which
    they are asked for; `needs`: the same and those that it asks by; `moments`: the days and times
    among those of the tasks that confirm; `keyed`: the classes with a key
    of their own, each with its other slots; `keys`: by task, for each class that it looks up, the
    slot that names its records and the slot that such a name fills, None where they have no names;
    `names`: the slots that name records; `lookups`: the classes that each task looks up, and how
    many records of a class it can say;
    `droppers`: the tasks that say what no record met and was left out; `counts`: the term for the
    count of each class; `no_counts`: their values before any lookup; `undone`: what is forgotten
    where a task is cancelled, the slots of it and of those that led to it by themselves; `asking`:
    the tasks that ask for a slot, or lead by themselves to one that does; `help`: the answer to a
    call for help.
    """

    def __init__(self, domain: Domain) -> None:
        tasks = domain.tasks.values()
        self.user_ways = {task.name: _ways(task.next, "user") for task in tasks}
        self.system_ways = {task.name: _ways(task.next, "system") for task in tasks}
        self.anywhere = _ways(domain.anywhere, "user")
        self.say = {task.name: Cases(task.say) for task in tasks}
        before = {slot.name: slot.preceding for slot in domain.slots().values()}
        self.order = {
            task.name: _in_order(task.fill, {**before, **task.preceding}) for task in tasks
        }
        self.needs = {
            name: frozenset(slots) | domain.tasks[name].ask.keys()
            for name, slots in self.order.items()
        }
        slots = domain.slots()
        confirmed = (task.name for task in tasks if task.confirm is not None)
        self.moments = {name: tuple(_moments(self.order[name], slots)) for name in confirmed}
        self.keyed = tuple(_keyed(domain))
        keys = _keys(domain)
        self.keys = {task.name: tuple(map(keys.get, task.lookup)) for task in tasks}
        self.names = frozenset(key for key, _ in keys.values())
        self.lookups = {
            task.name: (tuple(map(domain.entities.__getitem__, task.lookup)), _limit(task))
            for task in tasks
        }
        self.droppers = frozenset(task.name for task in tasks if _speaks_of_dropped(task))
        self.counts = {
            name: term for term, name in count_terms(domain.entities).items() if term not in slots
        }
        self.no_counts = dict.fromkeys(self.counts.values(), "0")
        leading = self._leading()
        self.undone = {task.name: self._undone(task.name, leading) for task in tasks}
        self.help = domain.help or _help(domain)
        self.asking = frozenset(filter(self._asks, domain.tasks))
        self._domain = domain
        self._slots = slots

    def unknown(self, slot: str) -> Sayings:
        """What is said to words that are no value of `slot`; of "" to others that are not known."""
        own = self._domain.unknown
        if said := own.get(slot) or own.get(""):
            return said
        noun = (_called(self._slots[slot]) if slot else "") or "말"
        return _plain(f"{{unknown}}은(는) 제가 모르는 {noun}{attach(noun, '이에요(예요)')}.")

    def _asks(self, name: str) -> bool:
        """Whether a task asks for a slot, or leads by itself to one that does."""
        return any(map(self.order.get, self._led_to(name)))

    def _leading(self) -> dict[str, list[str]]:
        """The tasks that lead to each by themselves."""
        leading: dict[str, list[str]] = {}
        for name, ways in self.system_ways.items():
            for following in tasks_of(ways):
                leading.setdefault(following, []).append(name)
        return leading

    def _led_to(self, name: str) -> Collection[str]:
        """The task and those that it leads to by itself."""
        found = {name: None}
        for task in (queue := [name]):
            for following in tasks_of(self.system_ways[task]):
                if following not in found:
                    found[following] = None
                    queue.append(following)
        return found

    def _undone(self, name: str, leading: Mapping[str, Sequence[str]]) -> frozenset[str]:
        """The slots of a task and of those that led to it; `leading`: what leads to each task."""
        chain = {name: None}
        for reached in (queue := [name]):
            for task in leading.get(reached, ()):
                if task not in chain:
                    chain[task] = None
                    queue.append(task)
        return frozenset(slot for task in chain for slot in self.needs[task])


def _moments(names: Iterable[str], slots: Mapping[str, Slot]) -> Iterator[str]:
    """The days and times among some slots."""
    return (name for name in names if slots[name].type in ("date", "time"))


def _keyed(domain: Domain) -> Iterator[tuple[EntityClass, frozenset[str]]]:
    """The classes with a key of their own, each with its other slots."""
    slots = domain.slots()
    for entity in domain.entities.values():
        if entity.key and not slots[entity.key].same:
            yield entity, frozenset(slot.name for slot in entity.slots) - {entity.key}


def _keys(domain: Domain) -> dict[str, tuple[str, str]]:
    """Of each class whose records have names, the slot of these and the one that they fill."""
    slots = domain.slots()
    return {
        name: (entity.key, slots[entity.key].filled)
        for name, entity in domain.entities.items()
        if entity.key
    }


_MOST_RECORDS = 1000


def _limit(task: Task) -> int:
    texts = [text.template for saying in task.say for text in saying.texts]
    texts += [saying.each for saying in task.say if saying.each is not None]
    if any(value.of == "all" for text in texts for value in text.values()):
        return _MOST_RECORDS
    # Two, because one record alone is spoken of in another way.
    return max([2, *(saying.limit for saying in task.say if saying.each is not None)])


def _speaks_of_dropped(task: Task) -> bool:
    return any("dropped" in saying.when.slots for saying in task.say)


def _ways(transitions: Iterable[Transition], controller: str) -> Cases[Transition]:
    return Cases(way for way in transitions if way.controller == controller)


def tasks_of(ways: Cases[Transition]) -> set[str]:
    """The tasks that they lead to."""
    return {way.task for way in ways.all}


def _in_order(slots: tuple[str, ...], before: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The slots, each behind those that precede it, as far as they do not go in a circle."""
    order: dict[str, None] = {}
    begun: set[str] = set()

    def visit(slot: str) -> None:
        if slot not in begun:
            begun.add(slot)
            for earlier in before.get(slot, ()):
                visit(earlier)
            order[slot] = None

    for slot in slots:
        visit(slot)
    return tuple(order)


def _plain(text: str) -> Sayings:
    return (Saying((Text(parse_template(text)),)),)


HEARD = _plain("네, 필요하신 것이 있으면 말씀해 주세요.")
"""What is said to what asks for nothing, where nothing was asked either."""


def _called(slot: Slot) -> str:
    """What a value of a slot is, by its description where that is a noun: 지역, 숙소 (이름)."""
    noun = slot.description.removesuffix("이름").strip()
    return "" if noun.endswith(_NO_NOUN) or len(noun) > _LONGEST_NOUN else noun


_NO_NOUN = ("요", "까", "니", "나", "?", ".", ")")
"""What ends a question, which some descriptions are."""
_LONGEST_NOUN = 8


def _help(domain: Domain) -> Sayings:
    """What is said to a call for help where the author wrote nothing."""
    line = domain.description or domain.name
    plain = line.replace("{", "{{").replace("}", "}}")
    return _plain(f"{plain}: 궁금한 것을 말씀해 주세요.")
