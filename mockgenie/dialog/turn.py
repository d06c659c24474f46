"""One turn while it is being made: the parts of a session that it changes, and what is said."""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.conditions import Condition, Reading
from mockgenie.dialog.items import Items
from mockgenie.dialog.lookup import Lookup, LookupResult
from mockgenie.dialog.reply import Speech, Usage
from mockgenie.dialog.session import Session, Stage
from mockgenie.dialog.task_graph import TaskGraph
from mockgenie.dialog.tracker import Tracker
from mockgenie.domain import Domain, Sayings, Slots, Task, item_terms
from mockgenie.nlg import NOTHING_FOUND, FoundRecords, Responder, View, view_of

_ORDERED = "-"
"""What a slot has that only orders the records, where its value does not matter."""


class TurnState(Struct):
    """What the policy reads and changes; `begin_turn` makes it.

    `task`, `stage`, `asked`, `times`, `waiting`, `held`, `act`, `kind` and `pending` are those of
    the session; `number`: how many utterances the user has made; `early`: the slots that
    were filled without being asked for; `further`: the acts of questions that are still to be
    answered. `session` gives the next session.
    """

    _graph: TaskGraph
    _from: Session
    _read: Reading
    _usage: Usage | None
    tracker: Tracker
    lookup: Lookup
    responder: Responder
    task: Task
    number: int
    act: str
    kind: str
    asked: str
    times: int
    stage: Stage
    waiting: tuple[str, ...]
    settled: str
    outcome: Slots
    held: Slots
    _confirmed: str
    early: Set[str]
    pending: bool = False
    unknown: str = ""
    further: tuple[str, ...] = ()

    def session(self) -> Session:
        """The session as the turn leaves it."""
        old, tracker, said, lookup = self._from, self.tracker, self.responder, self.lookup
        session = Session(
            old.domain, old.access_method, self.task.name, self.number, self.act, self.asked,
            tracker.slots, lookup.count, self.pending, tuple(said.texts) if self.pending else (),
            old.version, old.seed, self.times, tracker.unwanted, tracker.before, lookup.listed,
            self.stage, self.waiting, said.last, said.act, lookup.shown, lookup.counts,
            self.settled, self.outcome, tracker.compared, self.kind,
            lookup.found_by, (), (), old.day,
        )  # fmt: skip
        if tracker.items:
            done = tuple([item for items in tracker.items for item in items.done])
            following = tuple([item for items in tracker.items for item in items.next])
            session = replace(session, done_items=done, next_items=following)
        # Python takes more than thirty arguments together one by one.
        if self.held:
            session = replace(session, held=self.held)
        if self.pending and (self.early or self.further):
            early = tuple(sorted(self.early))
            session = replace(session, early=early, further=self.further)
        return session

    def hear(self, act: str, kind: str) -> None:
        """Count an utterance, and note its act, "" for none, and what it does."""
        self.number += 1
        self.act = act
        self.kind = kind
        if self._usage is not None and act:
            self._usage.acts.append(act)

    def begin(self, task: Task) -> None:
        """Be at the beginning of a task; no unfinished one that waits behind it is left."""
        if self.waiting and task.name in self.waiting:
            self.waiting = self.waiting[: self.waiting.index(task.name)]
            for slot in self.held.keys() & self._graph.needs[task.name]:
                if slot not in self.tracker.slots:
                    self.tracker.fill(slot, self.held[slot])
        if self.held and not self.waiting:
            self.held = {}
        self.task = task
        self.stage = ""
        self.asked = ""
        self.times = 0
        if self._usage is not None:
            self._usage.tasks.append(task.name)

    def confirm(self) -> None:
        """Have the task confirmed: it can go on."""
        self.stage = "confirmed"
        self._confirmed = self.task.name

    def forget(self, slots: Sequence[str]) -> None:
        """Forget slots. What the user has confirmed is what later turns may be about."""
        if self._confirmed:
            known = self.tracker.slots
            if gone := {slot: known[slot] for slot in slots if known.get(slot)}:
                self.settled, self.outcome = self._confirmed, gone
                if self.lookup.listed and self.lookup.listed[0] not in gone:
                    self.lookup.listed = ()  # 그거 is what was just done now
        self.tracker.forget(slots)

    def settle_nothing(self) -> None:
        """Have nothing that later turns may be about."""
        self.settled, self.outcome = "", {}

    def enter(self, task: Task) -> None:
        """Begin a task, and say what it says then."""
        self.begin(task)
        if task.enter:
            self.say(task.enter)

    def view(self, found: FoundRecords = NOTHING_FOUND) -> View:
        """What texts and conditions can see."""
        tracker = self.tracker
        return view_of(
            tracker.slots, tracker.unwanted, self._terms, found, self._read,
            tracker.before, tracker.compared,
        )  # fmt: skip

    def _terms(self) -> dict[str, str]:
        """What texts and conditions can see beside slots."""
        lookup, graph = self.lookup, self._graph
        terms = {
            **graph.no_counts,
            "act": self.act,
            "kind": self.kind,
            "count": str(lookup.count),
            "turn": str(self.number),
            "system_act": self.responder.act,
            "settled": self.settled,
            "unknown": self.unknown,
            "dropped": ", ".join(lookup.dropped.values()) if lookup.dropped else "",
        }
        for items in reversed(self.tracker.items):
            terms.update(self._terms_of(items))
        if lookup.counts:
            for name, term in graph.counts.items():
                if name in lookup.counts:
                    terms[term] = str(lookup.counts[name])
        return terms

    def _terms_of(self, items: Items) -> dict[str, str]:
        """What texts and conditions see of a class of many; without its name, of the first one."""
        several = items.all(self.tracker.slots)
        views = (view_of(item, {}, dict, NOTHING_FOUND, self._read) for item in several)
        number, written = str(len(several)), ", ".join(map(items.many.text.render, views))
        names = item_terms(items.many.entity)
        return {"items": number, "itemised": written, names[0]: number, names[1]: written}

    def reaches(self, goal: Condition) -> bool:
        """Whether a goal holds. A slot that only orders the records (제일 싼 거) counts as filled,
        so that nothing more is asked."""
        ordered = dict.fromkeys(self.tracker.compared, _ORDERED)
        return self.view(FoundRecords(first=ordered) if ordered else NOTHING_FOUND).holds(goal)

    def say(self, sayings: Sayings, result: LookupResult | None = None) -> None:
        """Say the first of `sayings` whose condition holds, if any; of the records of a lookup."""
        found = NOTHING_FOUND if result is None else result.found
        saying = self.responder.say(sayings, self.view, found, self.number)
        if result is None:
            return
        if saying is not None:
            self.lookup.remember(self.task, saying, result)
        if not result.count:
            self.tracker.return_to_spoken()

    def speech(self, end: bool = False) -> Speech:
        """All that was said, which is what 다시 말해 줘 repeats; with `end` the dialog is over."""
        said = self.responder
        extra = tuple(said.extra.items()) if said.extra else ()
        return Speech(said.finish(), end, said.image, extra)


def begin_turn(
    domain: Domain, graph: TaskGraph, session: Session, read: Reading, usage: Usage | None = None
) -> TurnState:
    """A turn that nothing has happened in yet. `read` gives what values compare by; `usage` gets
    what the turn reaches of the domain."""
    tracker = Tracker(
        session.slots, session.unwanted, session.compared, session.before,
        tuple([
            Items.of(many, session.done_items, session.next_items) for many in domain.many
        ]) if domain.many else (), read,
    )  # fmt: skip
    lookup = Lookup(
        domain, graph, tracker, read, session.access_method == "external_data",
        session.count, session.counts, session.listed, session.shown, session.found_by,
    )  # fmt: skip
    if session.pending:
        lookup.widened = session.stage == "widened"
    places = usage.texts if usage else None
    return TurnState(
        graph, session, read, usage, tracker, lookup,
        Responder(session.seed, session.last, session.system_act, places),
        domain.tasks[session.task], session.turn, session.act, session.kind, session.asked,
        session.times, session.stage, session.waiting, session.settled, session.outcome,
        session.held,
        session.task if session.stage == "confirmed" else "", frozenset(session.early),
    )  # fmt: skip
