"""Tasks, from task_manager, and where in them the nodes of dialog_lib are said.

There, no way leads on before the goal of a task is reached; here, a task is complete when all of
`fill` is known. So with the goal `1`, which is that of a new task, ways are as they are written,
and with any other goal they are taken at the user's next utterance at which it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.conditions import ALWAYS, Comparison, Condition, any_of
from mockgenie.importers.geniedialog.cells import (
    GenieLink,
    GenieRequest,
    act_type,
    names,
    plain,
    read_fill,
    read_links,
    read_request,
)
from mockgenie.importers.geniedialog.findings import Findings, NamesTaken, comment, line, origin
from mockgenie.importers.geniedialog.model import Origin, SayingDraft, TaskDraft, WayDraft
from mockgenie.importers.geniedialog.predicates import NEVER, both
from mockgenie.importers.geniedialog.slots import SlotReader
from mockgenie.importers.geniedialog.tables import GenieDatabase, GenieRow
from mockgenie.importers.geniedialog.texts import (
    TABLE as LIBRARY,
)
from mockgenie.importers.geniedialog.texts import (
    Spoken,
    TextReader,
    arranged,
    slots_in,
)

TABLE = "task_manager"
_LAST = "end"
"""A task of this name ends the dialog."""
_PROGRESS = ("1", "progress")
"""What stands behind a slot of `task-fill_slot`; of anything else the meaning is not known."""


class _TaskTexts(Struct):
    """What is said in a task, as it is collected; `kinds`: of say and enter, how many texts there
    are and how many of them end the dialog."""

    enter: list[SayingDraft]
    say: list[SayingDraft]
    ask: dict[str, list[SayingDraft]]
    spoken: dict[str, list[Spoken]]


_ReadNode: TypeAlias = "Callable[[TaskReader, GenieRow, _TaskTexts], None]"


class TaskReader:
    """Reads the tasks of a database."""

    def __init__(
        self,
        database: GenieDatabase,
        slots: SlotReader,
        texts: TextReader,
        tagged: Iterable[str],
        findings: Findings,
    ) -> None:
        self._database = database
        self._slots = slots
        self._texts = texts
        self._findings = findings
        self._filled = {slots.full_names[column] for column in tagged}
        self._filled.update(
            slot.name for slot in slots.drafts() if slot.spoken and slot.type in ("date", "time")
        )
        self._rows: dict[str, GenieRow] = {}
        self._names: dict[str, str] = {}  # by the names of the tool
        self._ending: dict[str, Origin] = {}  # END, where a way leads to it and it has no row
        taken = NamesTaken()
        for row in database.rows(TABLE):
            written = row["task-task_name"]
            if not written:
                findings.leave_open(origin(TABLE, row), "has no name; left out")
            elif written in self._rows:
                told = "there is a task of this name before; this one is left out"
                findings.leave_open(origin(TABLE, row, "task-task_name"), told)
            else:
                self._rows[written] = row
                self._names[written] = taken.unique(comment(written, 100))

    def tasks(self) -> tuple[TaskDraft, ...]:
        """The tasks, the first of which a dialog opens in."""
        fill = {name: self._fill(row) for name, row in self._rows.items()}
        self._filled.update(slot for slots in fill.values() for slot in slots)
        said = self._said()
        found = [self._task(name, row, fill[name], said[name]) for name, row in self._rows.items()]
        for name, where in self._ending.items():
            found.append(TaskDraft(name, ends=True, origin=where))
            self._findings.decide(f"task {name} has no row; it ends the dialog")
        if found:
            self._findings.decide(f"a dialog opens in {found[0].name}, the first task")
        return tuple(found)

    # task_manager

    def _task(
        self, written: str, row: GenieRow, fill: tuple[str, ...], said: _TaskTexts
    ) -> TaskDraft:
        name = self._names[written]
        where = origin(TABLE, row, "task-task_name")
        goal, notes = self._goal(row, name, fill)
        ways = self._ways(row, goal)
        ends = self._ends(name, row, said, bool(ways))
        task = TaskDraft(
            name,
            is_optional=self._choice(row, "task-task_type", ("essential", "optional")) == 1,
            goal=goal if fill and goal not in (None, ALWAYS, NEVER) else None,
            enter=arranged(said.enter),
            fill=fill,
            ask=self._asked(name, row, fill, said),
            say=arranged(said.say),
            resets=self._choice(row, "task-reset_slot", ("no", "yes")) == 1 and bool(fill),
            next=ways,
            ends=ends,
            notes=notes,
            origin=where,
        )
        task = replace(task, lookup=self._looked_up(row, task))
        return self._answering(task)

    def _fill(self, row: GenieRow) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for one in read_fill(row["task-fill_slot"]):
            where = origin(TABLE, row, text=", ".join((one.slot, *one.rest)))
            if one.rest not in ((), _PROGRESS):
                told = "only `1, progress` is known behind a slot; it is filled like the others"
                self._findings.leave_open(where, told)
            found[self._slots.name(one.slot, where, "that a task fills")] = None
        if row["task-fill_slot"] and not found:
            self._findings.leave_open(
                origin(TABLE, row, "task-fill_slot"), "names no slot, <slot>…</slot>; left out"
            )
        return tuple(found)

    def _goal(
        self, row: GenieRow, name: str, fill: tuple[str, ...]
    ) -> tuple[Condition | None, tuple[str, ...]]:
        """The goal, None for one that is not translated, and comments."""
        told = f"task {name} is complete when its slots are known"
        goal, note = self._texts.condition(
            row["task-task_goal"], origin(TABLE, row, "task-task_goal"), told
        )
        return goal, (note,) if note else ()

    def _ways(self, row: GenieRow, goal: Condition | None) -> tuple[WayDraft, ...]:
        cell = row["task-next_task"]
        links = read_links(cell)
        if plain(cell) and not links and "<task_name></task_name>" not in cell:
            where = origin(TABLE, row, "task-next_task")
            self._findings.leave_open(where, "has no way, <next_task_item>…; left out")
        found = (self._way(row, link, ALWAYS if goal is None else goal) for link in links)
        return tuple(one for one in found if one is not None)

    def _way(self, row: GenieRow, link: GenieLink, goal: Condition) -> WayDraft | None:
        where = origin(TABLE, row, text=link.task)
        if link.task not in self._names:
            if link.task.casefold() != _LAST:
                told = "is the next task of one, and no task; the way is left out"
                self._findings.leave_open(where, told)
                return None
            self._names[link.task] = link.task
            self._ending[link.task] = where
        told = f"the way to {self._names[link.task]} is never taken until `when` says it"
        when, note = self._texts.condition(link.condition, where, told)
        notes = [note] if note else []
        is_system = link.controller.casefold() == "system"
        if link.controller.casefold() not in ("", "system", "user"):
            place = origin(TABLE, row, text=link.controller)
            told = "is no controller, system or user; the user takes the way"
            notes.append(self._findings.leave_open(place, told))
        if when is not None and goal != ALWAYS:
            when, is_system = both(goal, when), False
        if when == NEVER and not note:
            notes.append("0: never")
        return WayDraft(
            self._names[link.task],
            NEVER if when is None else when,
            is_system,
            tuple(notes),
            where,
        )

    def _choice(self, row: GenieRow, column: str, known: Sequence[str]) -> int:
        """Which of two words a cell has, the first for an empty one."""
        written = plain(row[column]).casefold()
        if written and written not in known:
            told = f"is neither {known[0]} nor {known[1]}; it is {known[0]}"
            self._findings.leave_open(origin(TABLE, row, column), told)
        return known.index(written) if written in known else 0

    def _looked_up(self, row: GenieRow, task: TaskDraft) -> tuple[str, ...]:
        """The classes whose records the task speaks of: those of slots that nobody fills."""
        related = [self._slots.slot(one) for one in names(row["task-related_slot"])]
        shown = [*slots_in(task.say), *(slot.name for slot in related if slot is not None)]
        of_records = (slot for slot in shown if slot not in self._filled)
        return tuple(dict.fromkeys(slot.partition(".")[0] for slot in of_records))

    # dialog_lib

    def _said(self) -> dict[str, _TaskTexts]:
        """What each task says, by the names of the tool."""
        said = {name: _TaskTexts([], [], {}, {}) for name in self._rows}
        for row in self._database.rows(LIBRARY):
            kind = row["dialog_node-dialog_type"].casefold()
            where = origin(LIBRARY, row, "dialog_node-utterance_set")
            if kind not in _PLACES:
                told = "is of no known type, transaction, progress or response; left out"
                self._findings.leave_open(
                    Origin(LIBRARY, row.number, row["dialog_node-dialog_type"] or where.text), told
                )
                continue
            column, place = _PLACES[kind]
            task = row[column]
            if task not in said:
                told = f"belongs to task {line(task)}, and there is none" if task else "has no task"
                self._findings.leave_open(where, f"{told}; left out")
            elif row["dialog_node-talker"].casefold() == "user":
                told = "is said by the user; write it as an example of an act"
                self._findings.leave_open(where, told)
            else:
                place(self, row, said[task])
        return said

    def _read_transaction(self, row: GenieRow, said: _TaskTexts) -> None:
        subtype = plain(row["dialog_node-subtype"]).casefold()
        if subtype not in ("", "start"):
            where = origin(LIBRARY, row, "dialog_node-utterance_set")
            told = f"a {line(subtype)} has no counterpart; `enter` is said each time"
            self._findings.leave_open(where, f"{told}, and this is left out")
            return
        self._add(said, "enter", self._texts.read(row, ALWAYS), said.enter)

    def _read_progress(self, row: GenieRow, said: _TaskTexts) -> None:
        written = plain(row["dialog_node-progress_slot"])
        where = origin(LIBRARY, row, "dialog_node-utterance_set")
        if not written:
            self._findings.leave_open(where, "asks for no slot; left out")
            return
        when, note = self._texts.condition(
            row["dialog_node-condition"],
            origin(LIBRARY, row, "dialog_node-condition"),
            "never asked until `when` says it",
        )
        spoken = self._texts.read(
            row, NEVER if when is None else when, notes=[note] if note else []
        )
        slot = self._slots.name(written, where, "that a text asks for")
        self._add(said, "ask", spoken, said.ask.setdefault(slot, []))

    def _read_response(self, row: GenieRow, said: _TaskTexts) -> None:
        request = read_request(row["dialog_node-request_utterance"])
        when, note = self._texts.condition(
            request.condition,
            origin(LIBRARY, row, "dialog_node-request_utterance"),
            "never said until `when` says it",
        )
        own, answers = self._answered(row, request)
        when = NEVER if when is None else both(own, when)
        answers = answers if when == own else ""
        spoken = self._texts.read(row, when, answers, [note] if note else [])
        self._add(said, "say", spoken, said.say)

    def _answered(self, row: GenieRow, request: GenieRequest) -> tuple[Condition, str]:
        """The condition that an act is answered, and the act where it is one of the user."""
        written = act_type(request.act)
        if not written:
            return ALWAYS, ""
        condition, _ = self._texts.condition(
            f'IsDATypeAtPreviousUtter("{_talker(request)}", "{_unquoted(written)}")==true',
            origin(LIBRARY, row, text=written),
            "",
        )
        assert isinstance(condition, Comparison)
        return condition, condition.value if condition.name == "act" else ""

    def _add(self, said: _TaskTexts, kind: str, spoken: Spoken, sayings: list[SayingDraft]) -> None:
        said.spoken.setdefault(kind, []).append(spoken)
        sayings += spoken.sayings

    def _asked(
        self, name: str, row: GenieRow, fill: tuple[str, ...], said: _TaskTexts
    ) -> dict[str, tuple[SayingDraft, ...]]:
        asked = {}
        for slot in fill:
            if sayings := said.ask.pop(slot, []):
                asked[slot] = arranged(sayings)
            else:
                where = origin(TABLE, row, text=slot)
                told = f"no progress node of task {name} asks for it; write a question under ask"
                self._findings.leave_open(where, told)
        # Those of slots that come before one of fill are known when everything is.
        return asked | {slot: arranged(sayings) for slot, sayings in said.ask.items() if sayings}

    def _ends(self, name: str, row: GenieRow, said: _TaskTexts, leads_on: bool) -> bool:
        """Whether the dialog ends in a task: its texts say so, or its name."""
        if name.casefold() == _LAST and not leads_on:
            self._findings.decide(f"task {name} ends the dialog, as its name says")
            return True
        spoken = said.spoken.get("say") or said.spoken.get("enter") or []
        texts, ends = sum(one.texts for one in spoken), sum(one.ends for one in spoken)
        where = origin(TABLE, row, "task-task_name")
        every = sum(one.ends for kind in said.spoken.values() for one in kind)
        if every and ends < texts:
            told = "only some texts end the dialog, [END]; a task ends it as a whole, write end"
            self._findings.leave_open(where, told)
            return False
        if texts and ends == texts:
            self._findings.decide(f"task {name} ends the dialog: its texts say [END]")
            return True
        return False

    # What it takes for a response to be said

    def _answering(self, task: TaskDraft) -> TaskDraft:
        """A task whose answers are reached: those to acts of the user, which it may not wait
        for."""
        answered = [one for one in task.say if one.answers]
        if not answered:
            return task
        if task.fill:
            return self._answering_with_slots(task)
        if task.lookup or task.ends:
            return task
        # Without slots or records it waits for nothing that is said.
        acts = dict.fromkeys(one.answers for one in answered)
        again = WayDraft(
            task.name,
            any_of(Comparison("act", "=", act) for act in acts),
            notes=("the acts that it answers",),
            origin=task.origin,
        )
        task = replace(task, next=(*task.next, again))
        if task.say[-1].when != ALWAYS and any(one.when == ALWAYS for one in task.enter):
            # `enter` would be said again before each of the answers.
            say = arranged((*task.say, *task.enter))
            return replace(task, enter=(), say=say)
        return task

    def _answering_with_slots(self, task: TaskDraft) -> TaskDraft:
        """The slots may become known by an utterance of another act than the one answered."""
        if task.say[-1].when == ALWAYS:
            return task
        if len(task.say) == 1:
            (only,) = task.say
            told = f"task {task.name} answers {only.answers} whenever its slots are known"
            self._findings.decide(told)
            note = f"the answer to {only.answers}"
            return replace(task, say=(replace(only, when=ALWAYS, notes=(*only.notes, note)),))
        told = (
            f"task {task.name} has answers to several acts; where its slots become known by another"
            " one nothing is said: write an entry of say without `when`"
        )
        self._findings.leave_open(task.origin, told)
        return task


def _talker(request: GenieRequest) -> str:
    return "system" if request.talker.casefold() == "system" else "user"


def _unquoted(written: str) -> str:
    return written.replace('"', "").replace("'", "").replace("\\", "").strip() or "?"


_PLACES: Mapping[str, tuple[str, _ReadNode]] = {
    "transaction": ("dialog_node-task", TaskReader._read_transaction),
    "progress": ("dialog_node-related_task", TaskReader._read_progress),
    "response": ("dialog_node-related_task", TaskReader._read_response),
}
"""By the type of a node: the column of its task, and how it is read."""
