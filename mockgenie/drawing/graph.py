"""What there is to draw of a domain: its tasks as boxes, and the ways between them as links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from mockgenie.conditions import ALWAYS, And, Comparison, Condition, Or, all_of
from mockgenie.domain import Controller, Domain, Place, Task, Transition
from mockgenie.source import columns, safe, short

ANYWHERE = ""
"""The name of the box from which the ways go that every task has."""

_COLUMNS = 36
"""Of a line of a label."""
_MOST_LINES = 12
_LONGEST = 200
"""Letters of a name or of a condition."""
_ANY_UTTERANCE = "*"
"""What stands at a way that whatever the user says opens."""


class Way(Struct, frozen=True):
    """One way: it is open where the utterance has one of `acts` (any, where there are none) and
    the condition `when` holds ("" for always). `place`: where it stands in the domain's file."""

    acts: tuple[str, ...]
    when: str
    place: Place


class TaskBox(Struct, frozen=True):
    """A task as it is drawn: its name, and a line for each thing that it does, in the words of its
    fields: `fill: Weather.city`, `lookup: Weather`. `name`: ANYWHERE for the box of the ways that
    every task has; `label`: the lines to show."""

    name: str
    label: tuple[str, ...]
    opens: bool = False
    ends: bool = False
    place: Place = (0, 0)


class TaskLink(Struct, frozen=True):
    """The ways from one task to another that one side takes: the user by an utterance, or the
    system at once. `source`: ANYWHERE where every task has them; `label`: the lines to show."""

    source: str
    target: str
    controller: Controller
    ways: tuple[Way, ...]
    label: tuple[str, ...]


class DomainGraph(Struct, frozen=True):
    """The tasks of a domain, the opening one first, and the links between them."""

    name: str
    boxes: tuple[TaskBox, ...]
    links: tuple[TaskLink, ...]


def graph_of(domain: Domain) -> DomainGraph:
    """The task graph of a domain, as it is drawn."""
    boxes = [_box(task, task is domain.opening) for task in domain.tasks.values()]
    if domain.anywhere:
        boxes.append(TaskBox(ANYWHERE, ("anywhere",)))
    links = [link for task in domain.tasks.values() for link in _links(task.name, task.next)]
    links += _links(ANYWHERE, domain.anywhere)
    return DomainGraph(domain.name, tuple(boxes), tuple(links))


def _box(task: Task, opens: bool) -> TaskBox:
    done = {
        "fill": ", ".join(task.fill),
        "lookup": ", ".join(task.lookup),
        "confirm": "yes" if task.confirm else "",
        "end": "yes" if task.end else "",
    }
    label = list(_wrapped(task.name))
    for field, written in done.items():
        if written:
            label += _wrapped(f"{field}: {written}")
    return TaskBox(task.name, tuple(label), opens, task.end, task.place)


def _links(source: str, transitions: Iterable[Transition]) -> Iterator[TaskLink]:
    ways: dict[tuple[str, Controller], list[Way]] = {}
    for one in transitions:
        ways.setdefault((one.task, one.controller), []).append(_way(one))
    for (target, controller), found in ways.items():
        label = tuple(_bounded(_label(found, controller)))
        yield TaskLink(source, target, controller, tuple(found), label)


def _way(transition: Transition) -> Way:
    """A way, with what its condition says of the dialog act told apart from the rest of it."""
    acts: tuple[str, ...] = ()
    rest: list[Condition] = []
    when = transition.when
    for part in when.parts if isinstance(when, And) else (when,):
        if not acts and (found := _acts(part)):
            acts = found
        else:
            rest.append(part)
    guard = all_of(rest)
    return Way(acts, "" if guard == ALWAYS else str(guard), transition.place)


def _acts(condition: Condition) -> tuple[str, ...]:
    """The dialog acts of which a condition demands one, none where it demands something else."""
    parts = condition.parts if isinstance(condition, Or) else (condition,)
    acts = tuple(
        part.value
        for part in parts
        if isinstance(part, Comparison) and part.name == "act" and part.operator == "="
    )
    return acts if len(acts) == len(parts) else ()


def _label(ways: Iterable[Way], controller: Controller) -> Iterator[str]:
    """The lines of a link: the acts that alone open it, then a line for each other way, with its
    condition in brackets."""
    alone = [act for way in ways if not way.when for act in way.acts]
    if alone:
        yield from _wrapped(", ".join(dict.fromkeys(alone)))
    for way in ways:
        if way.when:
            yield from _wrapped(f"{', '.join(way.acts)} [{way.when}]".lstrip())
        elif not way.acts and controller == "user":
            yield _ANY_UTTERANCE


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == _MOST_LINES:
            yield "…"
            return
        yield line


def _wrapped(text: str) -> Iterator[str]:
    """A text in lines of a few columns, as it is safe to show; the end of a very long one is left
    out."""
    text = safe(short(text, _LONGEST))
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if columns(joined) <= _COLUMNS:
            line = joined
            continue
        if line:
            yield line
        line = word
        while columns(line) > _COLUMNS:
            cut = _fitting(line)
            yield line[:cut]
            line = line[cut:]
    yield line


def _fitting(word: str) -> int:
    """How many letters of a word fit into a line."""
    room = _COLUMNS
    for number, letter in enumerate(word):
        room -= columns(letter)
        if room < 0:
            return max(number, 1)
    return len(word)
