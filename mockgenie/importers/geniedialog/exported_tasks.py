"""Rows of task_manager and dialog_lib: the tasks of a domain, and what they say."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from mockgenie.conditions import And, Condition
from mockgenie.domain import Domain, Saying, Sayings, Task, Template, Transition, Value
from mockgenie.importers.geniedialog.cells import act_type
from mockgenie.importers.geniedialog.predicates import as_predicate
from mockgenie.importers.geniedialog.texts import END, NAMED, is_break

_LAST = "end"
_TAGS = re.compile(r"</?(?:utterance|condition|action|template|weight|intention|da|pattern)>", re.I)
_ODD_NAME = re.compile(r"[<>\r\n]|&")

Row = dict[str, str]


class TaskWriter:
    """Writes the tasks of a domain. `filled`: the slots that users fill; `left_out`: what of the
    tasks the format cannot hold."""

    def __init__(self, domain: Domain, filled: frozenset[str]) -> None:
        self._domain = domain
        self._slots = domain.slots()
        self._filled = filled
        self.left_out: list[str] = []
        self.tasks: list[Row] = []
        self.library: list[Row] = []
        self.acts: dict[str, None] = {}
        """The acts of the system."""
        if shared := [way for way in domain.anywhere if as_predicate(way.when) != "0"]:
            told = f"anywhere: its {len(shared)} ways are written as ways of each task"
            self.left_out.append(told)
        for task in domain.tasks.values():
            self._write(task)

    def _write(self, task: Task) -> None:
        for field in ("description", "preceding", "confirm", "leave"):
            if getattr(task, field):
                self.left_out.append(f"{field} of task {task.name}")
        if _ODD_NAME.search(task.name):
            self.left_out.append(f"task {task.name}: its name cannot be led to")
        resets = bool(task.fill) and task.reset == task.fill
        if task.reset and not resets:
            self.left_out.append(f"reset of task {task.name}: only the slots of its fill can be")
        self.tasks.append(
            {
                "task-task_name": task.name,
                "task-task_goal": self._goal(task),
                "task-fill_slot": "".join(
                    f"<slot>{slot}, 1, progress</slot>\n" for slot in task.fill
                ),
                "task-task_type": "optional" if task.optional else "essential",
                "task-reset_slot": "yes" if resets else "no",
                "task-related_slot": "\n".join(self._related(task)),
                "task-next_task": "".join(self._ways(task)),
            }
        )
        self._write_library(task)

    def _goal(self, task: Task) -> str:
        """The goal: there, no way is taken before it is reached."""
        if task.goal is None:
            return "1"
        written = as_predicate(task.goal)
        guarded = all(
            way.controller == "user" and _implies(way.when, task.goal) for way in task.next
        )
        if written is None or not guarded or not task.fill:
            told = "of the tool, before which no way is taken" if written else "and what it asks"
            self.left_out.append(f"goal of task {task.name}: it is no goal {told}")
            return "1"
        return written

    def _related(self, task: Task) -> Iterator[str]:
        for name in task.lookup:
            slots = [
                slot.name
                for slot in self._domain.entities[name].slots
                if slot.name not in self._filled and not slot.same
            ]
            if not slots:
                self.left_out.append(f"lookup of {name} in task {task.name}: users fill its slots")
            yield from slots

    def _ways(self, task: Task) -> Iterator[str]:
        own = [way for way in self._domain.anywhere if way.task != task.name]
        shared = [] if task.end else [way for way in own if as_predicate(way.when) != "0"]
        for way in (*task.next, *shared):
            yield self._way(task, way)

    def _way(self, task: Task, way: Transition) -> str:
        condition = as_predicate(way.when)
        if condition is None:
            told = f"condition of the way from {task.name} to {way.task}, which is never taken"
            self.left_out.append(f"{told}: {way.when}")
        return (
            f"<next_task_item><task_name>{way.task}</task_name>"
            f"<controller>{way.controller}</controller>"
            f"<condition>{condition or '0'}</condition></next_task_item>"
        )

    # What is said

    def _write_library(self, task: Task) -> None:
        if not (task.end or task.next) and task.name.casefold() == _LAST:
            self.left_out.append(f"that the dialog goes on in task {task.name}: its name ends it")
        ends = task.end and (task.name.casefold() != _LAST or bool(task.next))
        if ends and not (task.say or task.enter):
            self.left_out.append(f"end of task {task.name}, which says nothing")
        in_say = ends and bool(task.say)
        enter = self._utterances(task.enter, f"enter of task {task.name}", ends and not in_say)
        if enter:
            self._node("transaction", task, enter, task="dialog_node-task")
        for slot, sayings in task.ask.items():
            if asked := self._utterances(
                _once(sayings, self.left_out, f"{slot} in task {task.name}"),
                f"ask of {slot} in task {task.name}",
                False,
            ):
                self._node("progress", task, asked, slot)
        if said := self._utterances(task.say, f"say of task {task.name}", in_say):
            self._node("response", task, said)

    def _node(
        self,
        kind: str,
        own: Task,
        utterances: str,
        slot: str = "",
        task: str = "dialog_node-related_task",
    ) -> None:
        request = "<DA></DA><talker>user</talker><condition>1</condition>"
        self.library.append(
            {
                "dialog_node-dialog_type": kind,
                "dialog_node-subtype": "start",
                "dialog_node-talker": "system",
                task: own.name,
                "dialog_node-progress_slot": slot,
                "dialog_node-condition": "1",
                "dialog_node-request_utterance": request if kind == "response" else "",
                "dialog_node-utterance_set": utterances,
            }
        )

    def _utterances(self, sayings: Sayings, where: str, ends: bool) -> str:
        return "".join(filter(None, (self._utterance(one, where, ends) for one in sayings)))

    def _utterance(self, saying: Saying, where: str, ends: bool) -> str:
        for field in ("each", "image", "extra"):
            if getattr(saying, field):
                self.left_out.append(f"{field} in {where}")
        condition = as_predicate(saying.when)
        if condition is None:
            told = f"condition in {where}, under which a text is never said"
            self.left_out.append(f"{told}: {saying.when}")
        act = saying.act
        if act and act_type(f"{act}()") != act:
            self.left_out.append(f"act {act} in {where}")
            act = ""
        if act:
            self.acts[act] = None
        templates = []
        for text in saying.texts:
            written = _pattern(text.template, self._slots)
            if written is None:
                self.left_out.append(f"a text in {where}, which does more than show values")
                continue
            templates.append(
                f"<template><weight>{float(text.weight)!r}</weight><intention>"
                f"<DA>{f'{act}()' if act else ''}</DA><pattern>{written}{END if ends else ''}"
                "</pattern></intention></template>"
            )
        if not templates:
            return ""
        return (
            f"<utterance><condition>{condition or '0'}</condition><action></action>"
            f"{''.join(templates)}</utterance>"
        )


def _once(sayings: Sayings, left_out: list[str], where: str) -> Sayings:
    """Questions, of each condition the first: there, further ones are variants."""
    own: dict[Condition, Saying] = {}
    for saying in sayings:
        own.setdefault(saying.when, saying)
    if len(own) < len(sayings):
        left_out.append(f"the questions that ask again for {where}")
    return tuple(own.values())


def _implies(condition: Condition, goal: Condition) -> bool:
    """Whether a condition says a goal, and perhaps more."""
    own = _parts(condition)
    return as_predicate(condition) == "0" or all(part in own for part in _parts(goal))


def _parts(condition: Condition) -> Sequence[Condition]:
    return condition.parts if isinstance(condition, And) else (condition,)


def _pattern(template: Template, slots: Container[str]) -> str | None:
    """A text as a pattern, None where it does more than show the values of slots."""
    written = ""
    for part in template.parts:
        if isinstance(part, str):
            names = [name.strip() for name in NAMED.findall(part)]
            if any(name in slots or is_break(name) for name in names):
                return None  # which is not meant, and would be there
            written += part
        elif isinstance(part, Value) and "." in part.name and not (part.form or part.of):
            if part.name.startswith("count."):
                return None
            written += f"<{part.name}>{part.closing}{part.particle}"
        else:
            return None
    if _TAGS.search(written) or not written.strip() or written.strip() == "undefined":
        return None
    return written.replace("\n", "<BR>")
