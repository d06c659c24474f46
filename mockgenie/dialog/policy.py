"""One turn while it is being made: from what was understood to what the system says."""

from __future__ import annotations

from collections.abc import Sequence

from mockgenie.conditions import ALWAYS, Reading
from mockgenie.dialog.record_search import RecordSearch
from mockgenie.dialog.reply import EngineFailure, Reply, Speech
from mockgenie.dialog.session import Session, Stage
from mockgenie.dialog.task_graph import TaskGraph, Transitions
from mockgenie.dialog.tracker import Tracker
from mockgenie.dialog.usage import Usage
from mockgenie.domain import BUILT_IN_ACTS, Domain, Sayings, Task
from mockgenie.nlg import Responder, View
from mockgenie.nlu import Understanding
from mockgenie.records import Record

_MOST_TASKS = 100


class Policy:
    """The parts of a session that a turn changes, and what is said in it so far.

    Begin with one of `open`, `hear` or `resume`, which give the reply; then `session` is the next
    one.
    """

    __slots__ = (
        "_act",
        "_asked",
        "_domain",
        "_graph",
        "_pending",
        "_read",
        "_responder",
        "_search",
        "_session",
        "_stage",
        "_task",
        "_times",
        "_tracker",
        "_turn",
        "_usage",
        "_waiting",
    )  # fmt: skip

    def __init__(
        self, domain: Domain, graph: TaskGraph, session: Session, read: Reading, usage: Usage | None
    ) -> None:
        self._domain = domain
        self._graph = graph
        self._session = session
        self._read = read
        self._usage = usage
        self._tracker = Tracker(session)
        self._search = RecordSearch(domain, graph, session, self._tracker, read)
        self._responder = Responder(
            session.seed, session.last, session.system_act, usage.texts if usage else None
        )
        self._task: Task = domain.tasks[session.task]
        self._turn = session.turn
        self._act = session.act
        self._asked = session.asked
        self._pending = False
        self._times = session.times
        self._stage: Stage = session.stage
        self._waiting = session.waiting

    def session(self) -> Session:
        """The session as the turn leaves it."""
        old, known, voice, search = self._session, self._tracker, self._responder, self._search
        return Session(
            old.domain, old.access_method, self._task.name, self._turn, self._act, self._asked,
            known.slots, search.count, self._pending, tuple(voice.said) if self._pending else (),
            old.version, old.seed, self._times, known.unwanted, known.before, search.listed,
            self._stage, self._waiting, voice.last, voice.act, search.shown,
        )  # fmt: skip

    # How a turn begins

    def open(self) -> Reply:
        """Begin the dialog in its first task. Raises EngineFailure, as the others do."""
        self._enter(self._task)
        return self._go_on()

    def resume(self, data: Sequence[Record]) -> Reply:
        """Go on with the turn that was waiting for records."""
        self._responder.said += self._session.said
        return self._answer(self._search.take(self._task, data)) or self._go_on()

    def hear(self, understood: Understanding) -> Reply:
        """Take what the user said, and go on with it."""
        self._turn += 1
        self._act = understood.act
        if self._usage is not None and understood.act:
            self._usage.acts.append(understood.act)
        if understood.says_of_slots:
            self._tracker.take(understood, self._graph.keyed, self._search.still_fits)
        if following := self._following(self._graph.user_ways[self._task.name]):
            self._lead_to(self._domain.tasks[following])
            return self._go_on()
        if self._stage == "confirming" and (reply := self._confirmed(understood)):
            return reply
        if not self._is_answered(understood) and (
            following := self._following(self._graph.anywhere)
        ):
            if following != self._task.name:
                self._turn_to(self._domain.tasks[following])
            elif self._stage == "done":
                self._enter(self._task)
            elif self._stage == "confirming" and not understood.says_of_slots:
                self._stage = "confirmed"  # 예약할까요? 예약해 주세요
            return self._go_on()
        declined = understood.answer == "no" and not understood.says_of_slots
        if declined and self._asked and self._task.optional:
            return self._skip()
        if (reply := self._by_itself(understood.act)) is not None:
            return reply
        if not self._has_use_for(understood):
            return self._not_understood()
        return self._go_on()

    # What the user said

    def _is_answered(self, understood: Understanding) -> bool:
        """Whether a value alone answers the question just asked: it leads nowhere else then."""
        performed = understood.performed
        by_value = performed is not None and not performed.pattern.words
        return by_value and bool(self._asked) and self._asked in understood.slots

    def _confirmed(self, understood: Understanding) -> Reply | None:
        """What an answer to `confirm` leads to; None where it is no answer."""
        confirm = self._task.confirm
        assert confirm is not None
        own = self._graph.needs[self._task.name]
        changed = {*understood.slots, *understood.unwanted, *understood.forgotten}
        if not own.isdisjoint(changed):
            self._stage = ""
            return self._go_on()
        if understood.answer == "yes":
            elsewhere = self._following(self._graph.anywhere) if understood.asks else ""
            if elsewhere and elsewhere != self._task.name:
                return None  # 네, 근데 주차 되죠?
            self._stage = "confirmed"
            return self._go_on()
        if understood.answer == "no":
            self._say(confirm.change)
            return Speech(self._responder.finish())
        return None

    def _has_use_for(self, understood: Understanding) -> bool:
        """Whether the task can go on with it."""
        task = self._task
        if not (task.fill or task.lookup):
            return False
        if understood.says_of_slots:
            return True
        return bool(understood.act) and understood.act not in BUILT_IN_ACTS

    def _not_understood(self) -> Reply:
        """Ask again in other words where there are some, else say the fallback."""
        if self._asked and self._times < len(self._task.ask[self._asked]):
            return self._ask(self._asked)
        self._say(self._domain.fallback)
        return Speech(self._responder.text)

    def _by_itself(self, act: str) -> Reply | None:
        """What is done with a built-in act that no task takes."""
        if act == "repeat":
            return Speech(self._responder.last)
        if act == "help":
            self._say(self._graph.help)
            return Speech(self._responder.text)
        if act == "restart":
            self._tracker.forget_all()
            self._waiting, self._search.listed = (), ()
            self._enter(self._domain.opening)
            return self._go_on()
        if act == "cancel":
            self._tracker.forget(self._graph.undone[self._task.name])
            self._say(self._domain.cancelled)
            self._begin(self._domain.opening)
            self._stage = "done"
            self._waiting = ()
            return Speech(self._responder.finish())
        return None

    # The task graph

    def _go_on(self) -> Reply:
        """Work through tasks until the user or the client has to speak."""
        for _ in range(_MOST_TASKS + 1):
            if (reply := self._work()) is not None:
                return reply
        raise EngineFailure(f"task {self._task.name} is entered again and again without an end")

    def _work(self) -> Reply | None:
        """Ask, confirm, look up and answer in the task; None where another task goes on."""
        task = self._task
        if self._stage != "confirmed":
            self._stage = ""
            if missing := self._missing():
                return self._ask(missing)
            if task.confirm is not None:
                self._asked = ""
                self._say(task.confirm.question)
                self._stage = "confirming"
                return Speech(self._responder.finish())
        self._asked = ""
        self._times = 0
        if not task.lookup:
            return self._answer(())
        if self._search.external:
            self._pending = True
            return self._search.request(task)
        return self._answer(self._search.look_up(task))

    def _missing(self) -> str:
        """The slot to ask for next, "" where none is left or the goal is reached."""
        task = self._task
        for slot in self._graph.order[task.name]:
            if not self._tracker.is_answered(slot):
                break
        else:
            return ""
        if task.goal is not None and self._view().holds(task.goal):
            return ""
        return slot

    def _ask(self, slot: str) -> Reply:
        self._times = self._times + 1 if slot == self._asked else 1
        self._asked = slot
        questions = self._task.ask[slot]
        if len(questions) > 1:
            view = self._view()
            questions = tuple(saying for saying in questions if view.holds(saying.when))
        if questions:
            self._say((questions[min(self._times, len(questions)) - 1],))
        return Speech(self._responder.finish())

    def _answer(self, records: Sequence[Record]) -> Reply | None:
        """Say what the task says, also of the records it needed; then end, go on to another task
        at once, or wait."""
        task = self._task
        self._say(task.say, records)
        if task.reset:
            self._tracker.forget(task.reset)
        self._stage = "done"
        if task.end:
            return Speech(self._responder.finish(), end=True)
        if following := self._following(self._graph.system_ways[task.name]):
            self._lead_to(self._domain.tasks[following])
            return None
        if self._waiting and not self._graph.user_ways[task.name]:
            self._say(task.leave)
            self._begin(self._domain.tasks[self._waiting[-1]])
            return None
        return Speech(self._responder.finish())

    def _following(self, ways: Transitions) -> str:
        """The task that the first transition whose condition holds leads to."""
        if task := ways.by_act.get(self._act):
            return task
        view: View | None = None
        for way in ways.others:
            if way.when is ALWAYS:
                return way.task
            view = view or self._view()
            if view.holds(way.when):
                return way.task
        return ""

    def _lead_to(self, task: Task) -> None:
        """Leave the task for another one."""
        if self._task.leave:
            self._say(self._task.leave)
        self._enter(task)

    def _turn_to(self, task: Task) -> None:
        """Leave the task in the middle; it is come back to if it is essential."""
        name = self._task.name
        if task.name in self._waiting:
            self._begin(task)
            return
        if self._stage != "done":
            self._waiting = (*self._waiting, name)
        self._lead_to(task)

    def _skip(self) -> Reply:
        """Leave an optional task as if it were done."""
        self._stage = "done"
        self._asked = ""
        name = self._task.name
        following = self._following(self._graph.system_ways[name])
        following = following or self._following(self._graph.user_ways[name])
        if not following and self._waiting:
            following = self._waiting[-1]
        if following:
            self._lead_to(self._domain.tasks[following])
            return self._go_on()
        self._say(self._domain.cancelled)
        return Speech(self._responder.finish())

    def _enter(self, task: Task) -> None:
        self._begin(task)
        if task.enter:
            self._say(task.enter)

    def _begin(self, task: Task) -> None:
        if task.name in self._waiting:
            self._waiting = self._waiting[: self._waiting.index(task.name)]
        self._task = task
        self._stage = ""
        self._asked = ""
        self._times = 0
        if self._usage is not None:
            self._usage.tasks.append(task.name)

    # What is said

    def _view(self, records: Sequence[Record] = ()) -> View:
        terms = {
            "act": self._act,
            "count": str(self._search.count),
            "turn": str(self._turn),
            "system_act": self._responder.act,
        }
        return View(self._tracker.slots, self._tracker.unwanted, terms, records, self._read)

    def _say(self, sayings: Sayings, records: Sequence[Record] = ()) -> None:
        """Say the first of `sayings` whose condition holds, if any."""
        if not sayings:
            return
        saying = self._responder.say(sayings, lambda: self._view(records), self._turn)
        if saying is not None and records:
            self._search.tell(self._task, saying, records)
