"""Reviews what is chosen first to last: ways between tasks that are never taken and tasks that
none leads to, and texts that are never said."""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.conditions import ALWAYS
from mockgenie.domain import Task, Transition
from mockgenie.lint.codes import warn, warning
from mockgenie.lint.filling import Filling
from mockgenie.lint.outline import Outline, PlacedTransitions
from mockgenie.source import Diagnostic, Node


def check_transitions(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    """Warnings about the ways between tasks."""
    taken: dict[str, set[str]] = {}
    everywhere: set[str] = set()
    open_entries: set[tuple[int, int]] = set()
    closed: list[tuple[Node, str]] = []
    for ways in outline.ways:
        why_not = _why_not(ways, outline.domain.opening)
        for transition, entry, problem in zip(ways.transitions, ways.entries, why_not, strict=True):
            if problem:
                closed.append((entry, problem))
                continue
            # Tasks may share their ways by an alias: one that takes it is enough.
            open_entries.add(entry.place)
            targets = taken.setdefault(ways.task.name, set()) if ways.task else everywhere
            targets.add(transition.task)
    for entry, problem in closed:
        if entry.place not in open_entries:
            yield warning(warn("way-never-taken", why=problem), entry)
    yield from _unreachable(outline, taken, everywhere)
    yield from _circles(outline, filling)


def check_texts(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    """Warnings about texts that are never said, because one before them always is, or of which
    only a part is."""
    for node in outline.texts:
        at, comment = node.comment
        if comment.strip("# \t") and comment[1] not in "# \t":
            yield warning(warn("comment-in-text", comment=comment), node, at, comment)
    for image, node in outline.images:
        beginning = image.parts[0]
        if isinstance(beginning, str) and not beginning.startswith(("http://", "https://")):
            written = node.text("an image")
            yield warning(warn("no-address", written=written), node, word=written)
    for spoken in outline.spoken:
        before: dict[str, int] = {}
        for saying, entry in zip(spoken.sayings, spoken.entries, strict=True):
            always, same = before.get(str(ALWAYS)), before.get(str(saying.when))
            if always is not None:
                yield warning(warn("text-never-said", line=always, why="always is"), entry)
            elif same is not None:
                why = "has the same condition"
                yield warning(warn("text-never-said", line=same, why=why), entry)
            before.setdefault(str(saying.when), entry.place[0])


def _why_not(ways: PlacedTransitions, opening: Task) -> Iterator[str]:
    """Of each way, why it is never taken, "" where it may be."""
    task = ways.task
    before: dict[tuple[str, str], int] = {}
    for transition, entry in zip(ways.transitions, ways.entries, strict=True):
        kind = transition.controller
        always = before.get((kind, str(ALWAYS)))
        same = before.get((kind, str(transition.when)))
        problem = ""
        if task is None and kind == "system":
            problem = "anywhere has the ways that users take; leave controller out"
        elif task is not None and task.end and kind == "system" and not task.optional:
            problem = f"task {task.name} ends the dialog"
        elif task is not None and kind == "user" and not _waits(task, opening):
            problem = (
                f"task {task.name} ends the dialog"
                if task.end
                else f"task {task.name} always goes on at once, before the user says anything"
            )
        elif always is not None:
            problem = f"the one in line {always}, which has no condition, is taken before it"
        elif same is not None:
            problem = f"the one in line {same}, with the same condition, is taken before it"
        yield problem
        before.setdefault((kind, str(transition.when)), entry.place[0])


def _waits(task: Task, opening: Task) -> bool:
    """Whether the user may say something while the dialog is in the task."""
    if task.fill or task.confirm is not None:
        return True
    # A dialog that is cancelled goes back to the opening task, which then waits.
    return task.name == opening.name or not (task.end or _goes_on(task))


def _goes_on(task: Task) -> Transition | None:
    """The way that the task always takes at once, None where it does not."""
    system = [way for way in task.next if way.controller == "system"]
    return system[0] if system and system[0].when == ALWAYS else None


def _unreachable(
    outline: Outline, taken: dict[str, set[str]], everywhere: set[str]
) -> Iterator[Diagnostic]:
    opening = outline.domain.opening.name
    reached = {opening} | everywhere
    waiting = list(reached)
    while waiting:
        for target in taken.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    for name, part in outline.tasks.items():
        if name not in reached:
            found = warn("unreachable-task", task=name, opening=opening)
            yield warning(found, part.key, word=name)


def _circles(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    """Circles in which the dialog would run without ever waiting for the user."""
    tasks = outline.domain.tasks
    done: set[str] = set()
    for start in tasks:
        path: dict[str, None] = {}
        name: str | None = start
        while name is not None and name not in path and name not in done:
            path[name] = None
            way = None if tasks[name].end else _goes_on(tasks[name])
            name = way.task if way is not None else None
        done.update(path)
        if name is None or name not in path:
            continue
        way_there = list(path)
        circle = way_there[way_there.index(name) :]
        if not _stops(circle, tasks, filling):
            written = " → ".join((*circle, circle[0]))
            key = outline.tasks[circle[0]].key
            yield warning(warn("system-circle", path=written), key, word=circle[0])


def _stops(circle: list[str], tasks: dict[str, Task], filling: Filling) -> bool:
    """Whether the dialog waits in one of the tasks, each time it comes by."""
    forgotten = {slot for name in circle for slot in tasks[name].reset}
    return any(
        tasks[name].confirm is not None or not forgotten.isdisjoint(filling.order[name])
        for name in circle
    )
