"""What is done next: from what was understood to the reply of a turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from mockgenie.conditions import ALWAYS
from mockgenie.dialog.lookup import LookupResult
from mockgenie.dialog.reply import EngineFailure, Reply, Speech
from mockgenie.dialog.task_graph import HEARD, Cases, TaskGraph, tasks_of
from mockgenie.dialog.turn import TurnState
from mockgenie.domain import BUILT_IN_ACTS, Domain, Slots, Task, Transition
from mockgenie.korean import UtteranceKind
from mockgenie.records import Record

if TYPE_CHECKING:
    from mockgenie.nlu import Understanding

Steps: TypeAlias = "tuple[Callable[[Policy, Understanding], Reply | None], ...]"
"""Steps of a turn, each of which may give its reply."""

_MOST_TASKS = 100
_CONFIRMED_AGAIN = (
    UtteranceKind.QUESTION,
    UtteranceKind.HESITATION,
    UtteranceKind.INDIFFERENCE,
    UtteranceKind.AGREEMENT,
    UtteranceKind.REACTION,
)
"""To these, and to words that are not known, the question that confirms is asked again where
nothing else answers them."""

_ASK_FOR_NOTHING = (
    UtteranceKind.REACTION,
    UtteranceKind.AGREEMENT,
    UtteranceKind.HESITATION,
    UtteranceKind.INDIFFERENCE,
    UtteranceKind.REFUSAL,
)
_HEARD_IN_BETWEEN = _ASK_FOR_NOTHING[:2]
"""To these a question is asked again as it was."""


class Policy(Struct):
    """Decides what a turn does. One of `open`, `hear` and `resume` gives its reply; each raises
    EngineFailure where the tasks lead nowhere. `steps`: those that `steps_of` gives for each task.
    """

    _domain: Domain
    _graph: TaskGraph
    _steps: Mapping[str, Steps]
    _turn: TurnState
    _opening: bool = False
    _changed: frozenset[str] = frozenset()
    _known: Slots = {}
    _said: Slots = {}

    def open(self) -> Reply:
        """Begin the dialog in its first task. Where that needs records of the client, the reply is
        what can be said without: open_dialog never asks for records (wire contract, section 3)."""
        self._opening = True
        self._turn.enter(self._turn.task)
        return self._go_on()

    def resume(
        self, said: Sequence[str], data: Sequence[Record], further: tuple[str, ...]
    ) -> Reply:
        """Go on with the turn that was waiting for records, in which `said` was said so far and the
        questions `further` are to be answered."""
        turn = self._turn
        turn.further = further
        turn.responder.texts += said
        result = turn.lookup.receive(turn.task, data)
        if result is None:
            turn.stage, turn.pending = "widened", True
            return turn.lookup.request(turn.task)
        return self._answer(result) or self._go_on()

    def hear(self, understood: Understanding) -> Reply:
        """Take what the user said, and go on with it. Of the steps of docs/domains.md, "How a turn
        runs", the first that has a use for it gives the reply."""
        turn = self._turn
        turn.hear(understood.act, understood.kind._value_)  # `value` is a function
        if understood.says_of_slots:
            if turn.stage == "confirming":
                self._changed = _changed(turn.tracker.slots, understood)
            self._known, self._said = turn.tracker.slots, understood.slots
            turn.tracker.update(understood, self._graph.keyed, turn.lookup)
            if turn.asked and turn.asked not in understood.changed_slots:
                turn.times = 0  # what is said is of use, so the question is asked as before
                if self._domain.noted:
                    turn.early = understood.changed_slots
        if understood.unknown is not None:
            turn.unknown = understood.unknown.words
            turn.say(self._graph.unknown(understood.unknown.slot))
            self._ask_anew(understood)
            if not understood.says_of_slots and self._is_told_alone(understood):
                return self._not_understood(understood)
        for step in self._steps[turn.task.name]:
            if (reply := step(self, understood)) is not None:
                return reply
        if turn.stage == "deferred" or self._has_use_for(understood):
            return self._go_on()
        if turn.stage == "confirming" and (
            understood.kind in _CONFIRMED_AGAIN or understood.answer == "yes" or turn.unknown
        ):
            self._say_what_is_not_known(understood)
            return self._go_on()
        return self._not_understood(understood)

    def _is_told_alone(self, understood: Understanding) -> bool:
        """Whether nothing is answered beside that words are not known."""
        unknown = understood.unknown
        assert unknown is not None
        if unknown.slot:
            return unknown.slot in self._graph.names
        return self._turn.stage == "done" and not (unknown.beside or self._begins())

    def _begins(self) -> bool:
        """Whether a way leads from the opening task, where nothing was spoken of yet: what is asked
        for goes on beside what is not known."""
        is_opening = self._turn.task.name == self._domain.opening.name
        return is_opening and bool(self._following(self._graph.anywhere))

    def _ask_anew(self, understood: Understanding) -> None:
        """Have the slot asked for again in whose place something unknown is wished for (판교는요?,
        마포 말고 김포는요?), unless records are looked up by what is ruled out."""
        assert understood.unknown is not None
        turn, slot = self._turn, understood.unknown.slot
        if understood.unknown.instead and slot not in understood.changed_slots:
            turn.tracker.forget((slot,))
        looked_up = slot.partition(".")[0] in turn.task.lookup
        if slot in understood.unwanted and slot not in understood.slots and not looked_up:
            turn.tracker.forget((slot,))

    # The steps of a turn

    def _change_what_was_settled(self, understood: Understanding) -> Reply | None:
        """A change of what was confirmed and done has it confirmed anew."""
        turn = self._turn
        if not turn.settled or turn.stage != "done":
            return None
        said = {*understood.slots, *understood.unwanted, *understood.forgotten}
        if not said >= turn.outcome.keys():
            return None
        turn.begin(self._domain.tasks[turn.settled])
        return self._go_on()

    def _follow_own_way(self, understood: Understanding) -> Reply | None:
        """The first way of the task that the user takes leads to its task."""
        name = self._turn.task.name
        following = self._following(self._graph.user_ways[name])
        if not following:
            return None
        confirming = self._turn.stage == "confirming"
        is_agreed = self._turn.task.confirm is None or (
            confirming and (understood.agrees or understood.commands)
        )
        if not is_agreed and following in tasks_of(self._graph.system_ways[name]):
            return None  # it is where a yes leads
        self._lead_to(self._domain.tasks[following])
        return self._go_on()

    def _be_confirmed(self, understood: Understanding) -> Reply | None:
        """What an answer to `confirm` leads to; None where it is no answer."""
        turn = self._turn
        confirm = turn.task.confirm
        if turn.stage != "confirming" or confirm is None:
            return None
        if not self._graph.needs[turn.task.name].isdisjoint(self._changed):
            if self._speaks_of_another(understood):
                return None
            turn.stage = ""
            return self._go_on()
        if understood.agrees or (
            understood.commands and self._following(self._graph.anywhere) == turn.task.name
        ):
            turn.confirm()
            return self._go_on()
        if understood.answer == "no" and understood.act != "cancel":
            turn.say(confirm.change)
            return turn.speech()
        return None

    def _speaks_of_another(self, understood: Understanding) -> bool:
        """Whether something is asked, or to be done to a record that what is to be confirmed knows
        nothing of: 목요일 치과 미룰 수 있나, 일요일에 뭐 있어, where another day is noted."""
        task = self._turn.task.name
        named = self._graph.names.intersection(understood.slots) - self._graph.needs[task]
        performed = understood.performed
        asks = (
            understood.kind is UtteranceKind.QUESTION
            and performed is not None
            and bool(performed.pattern.words)
        )
        if not (named or asks) or understood.answer or not understood.act:
            return False
        return self._following(self._graph.anywhere) not in ("", task)

    def _follow_way_from_anywhere(self, understood: Understanding) -> Reply | None:
        """The first way that every task has leads to its task, unless the question is answered."""
        turn = self._turn
        if turn.asked and self._is_answered(understood):
            return None
        following = self._following(self._graph.anywhere)
        if not following:
            return None
        if understood.further:
            turn.further = understood.further
        if following != turn.task.name:
            self._turn_to(self._domain.tasks[following])
        elif turn.stage == "done":
            turn.enter(turn.task)
        return self._go_on()

    def _be_declined(self, understood: Understanding) -> Reply | None:
        """A no to the question of an optional task leaves it as if it were done, also where it goes
        on with something else: 됐고 콜라만 하나 주세요."""
        turn = self._turn
        own = self._graph.needs[turn.task.name]
        declined = understood.answer == "no" and own.isdisjoint(understood.changed_slots)
        if not (declined and turn.asked and turn.task.optional):
            return None
        turn.stage = "done"
        turn.asked = ""
        name = turn.task.name
        following = self._following(self._graph.system_ways[name])
        following = following or self._following(self._graph.user_ways[name])
        if not following and turn.waiting:
            following = turn.waiting[-1]
        if following:
            self._lead_to(self._domain.tasks[following])
            return self._go_on()
        turn.say(self._domain.cancelled)
        return turn.speech()

    def _perform_built_in(self, understood: Understanding) -> Reply | None:
        """What is done with a built-in act that no task takes."""
        turn = self._turn
        if understood.act == "repeat":
            return Speech(turn.responder.last)
        if understood.act == "help":
            turn.say(self._graph.help)
            return Speech(turn.responder.text)
        if understood.act == "restart":
            turn.tracker.forget_all()
            turn.settle_nothing()
            turn.waiting, turn.lookup.listed, turn.lookup.found_by = (), (), ()
            turn.enter(self._domain.opening)
            return self._go_on()
        if understood.act == "cancel":
            turn.tracker.forget(self._graph.undone[turn.task.name])
            turn.settle_nothing()
            turn.say(self._domain.cancelled)
            turn.begin(self._domain.opening)
            turn.stage = "done"
            turn.waiting = ()
            return turn.speech()
        return None

    @classmethod
    def steps_of(cls, task: Task, domain: Domain, graph: TaskGraph) -> Steps:
        """The steps of a turn that can be of use in a task, in their order."""
        settles = any(other.confirm is not None for other in domain.tasks.values())
        steps = (
            (cls._change_what_was_settled, settles),
            (cls._follow_own_way, bool(graph.user_ways[task.name])),
            (cls._be_confirmed, task.confirm is not None),
            (cls._follow_way_from_anywhere, bool(graph.anywhere)),
            (cls._be_declined, task.optional),
            (cls._perform_built_in, True),
        )
        return tuple([step for step, is_needed in steps if is_needed])

    def _is_answered(self, understood: Understanding) -> bool:
        """Whether a value alone answers the question just asked: it leads nowhere else then."""
        performed = understood.performed
        if performed is None or performed.pattern.words:
            return False
        return self._turn.asked in understood.changed_slots

    def _has_use_for(self, understood: Understanding) -> bool:
        """Whether the task can go on with it."""
        task = self._turn.task
        if not (task.fill or task.lookup) or understood.asks_other:
            return False
        if understood.says_of_slots:
            # 거기 조용해요? only points at what is spoken of already.
            asks = understood.kind is UtteranceKind.QUESTION and not understood.act
            return not (asks and understood.slots.items() <= self._known.items())
        return bool(understood.act) and understood.act not in BUILT_IN_ACTS

    def _not_understood(self, understood: Understanding) -> Reply:
        """Ask again in other words where there are some, else say the fallback."""
        turn = self._turn
        if turn.asked and understood.kind in _HEARD_IN_BETWEEN:
            turn.times = min(turn.times, len(turn.task.ask[turn.asked]) - 1)
        if turn.asked and self._say_what_is_not_known(understood):
            turn.times = 0
            return self._ask(turn.asked)
        if turn.asked and (turn.unknown or turn.times < len(turn.task.ask[turn.asked])):
            return self._ask(turn.asked)
        if not turn.unknown:
            turn.say(HEARD if self._asks_for_nothing(understood) else self._domain.fallback)
        return Speech(turn.responder.text)

    def _asks_for_nothing(self, understood: Understanding) -> bool:
        """Whether something is only taken in (네, 오 그렇구나), and the domain has no fallback with
        a condition that holds for it."""
        kind = understood.kind
        if kind is UtteranceKind.REFUSAL and self._turn.number == 1:
            return False  # there is nothing yet that it is no to
        asked = kind is not UtteranceKind.REACTION and self._turn.responder.last.endswith("?")
        return kind in _ASK_FOR_NOTHING and not asked and not self._has_own_fallback()

    def _say_what_is_not_known(self, understood: Understanding) -> bool:
        """Say to a question that nothing answers what the domain says there: a fallback with a
        condition that holds. False where it has none."""
        turn = self._turn
        if understood.kind is not UtteranceKind.QUESTION or understood.act or turn.unknown:
            return False
        if not self._has_own_fallback():
            return False
        turn.say(self._domain.fallback)
        return True

    def _has_own_fallback(self) -> bool:
        """Whether the domain has a fallback with a condition that holds."""
        conditional = [one for one in self._domain.fallback if one.when is not ALWAYS]
        if not conditional:
            return False
        view = self._turn.view()
        return any(view.holds(one.when) for one in conditional)

    # The work of tasks

    def _go_on(self) -> Reply:
        """Work through tasks until the user or the client has to speak."""
        for _ in range(_MOST_TASKS + 1):
            if (reply := self._work()) is not None:
                return reply
        name = self._turn.task.name
        raise EngineFailure(f"task {name} is entered again and again without an end")

    def _work(self) -> Reply | None:
        """Ask, confirm, look up and answer in the task; None where another task goes on."""
        turn = self._turn
        task = turn.task
        if turn.stage != "confirmed":
            turn.stage = ""
            if task.fill and (missing := self._missing()):
                return self._ask(missing)
            if task.confirm is not None:
                turn.asked = ""
                turn.say(task.confirm.question)
                turn.stage = "confirming"
                return turn.speech()
        turn.asked = ""
        turn.times = 0
        if not task.lookup:
            return self._answer(None)
        if not turn.lookup.external:
            return self._answer(turn.lookup.look_up(task))
        if self._opening:
            turn.stage = "deferred"
            return turn.speech()
        turn.pending = True
        return turn.lookup.request(task)

    def _missing(self) -> str:
        """The slot to ask for next, "" where none is left or the goal is reached."""
        turn = self._turn
        task, tracker = turn.task, turn.tracker
        for slot in self._graph.order[task.name]:
            if slot not in tracker.slots and not self._is_settled(slot):
                break
        else:
            if tracker.items and tracker.next_item(task.fill):
                return self._missing()
            return ""
        if task.goal is not None and turn.reaches(task.goal):
            return ""
        return slot

    def _is_settled(self, slot: str) -> bool:
        """Whether a slot without a value is not asked for. Which record it is, is not said by which
        it is not."""
        tracker = self._turn.tracker
        is_name = slot in self._graph.names and slot not in tracker.compared
        return not is_name and tracker.is_answered(slot)

    def _ask(self, slot: str) -> Reply:
        turn = self._turn
        for early in self._domain.noted if turn.early else ():
            if early in turn.early and early != slot:
                turn.say(self._domain.noted[early])
        turn.times = turn.times + 1 if slot == turn.asked else 1
        turn.asked = slot
        questions = turn.task.ask[slot]
        if len(questions) > 1:
            view = turn.view()
            questions = tuple(saying for saying in questions if view.holds(saying.when))
        if questions:
            turn.say((questions[min(turn.times, len(questions)) - 1],))
        return turn.speech()

    def _answer(self, result: LookupResult | None) -> Reply | None:
        """Say what the task says, also of the records it needed; then end, go on to another task
        at once, or wait."""
        turn = self._turn
        task = turn.task
        if task.say:
            turn.early = frozenset()
            turn.say(self._graph.say[task.name].open[turn.act, turn.lookup.count], result)
            if turn.further and result is not None and not task.fill:
                self._answer_further(result)
        if task.reset:
            turn.forget(task.reset)
        turn.stage = "done"
        if task.end:
            return turn.speech(end=True)
        ways = self._graph.system_ways[task.name]
        if ways.all and (following := self._following(ways)):
            self._lead_to(self._domain.tasks[following])
            return None
        if turn.waiting and not self._graph.user_ways[task.name]:
            turn.say(task.leave)
            turn.begin(self._domain.tasks[turn.waiting[-1]])
            return None
        return turn.speech()

    def _answer_further(self, result: LookupResult) -> None:
        """Say what the task says to the other questions that lead to it."""
        turn = self._turn
        acts, turn.further = turn.further, ()
        for act in acts:
            before, turn.act = turn.act, act
            if self._following(self._graph.anywhere) == turn.task.name:
                turn.say(self._graph.say[turn.task.name].open[act, turn.lookup.count], result)
            else:
                turn.act = before

    # Ways to other tasks

    def _following(self, ways: Cases[Transition]) -> str:
        """The task that the first transition whose condition holds leads to, "" for none."""
        turn = self._turn
        open_ways = ways.open[turn.act, turn.lookup.count]
        if not open_ways:
            return ""
        first = open_ways[0]
        if first.when is ALWAYS:
            return first.task
        way = turn.view().first(open_ways)
        return way.task if way is not None else ""

    def _lead_to(self, task: Task) -> None:
        """Leave the task for another one."""
        if self._turn.task.leave:
            self._turn.say(self._turn.task.leave)
        self._turn.enter(task)

    def _turn_to(self, task: Task) -> None:
        """Leave the task in the middle. It is come back to, but for an optional one that was left
        for a task with questions of its own."""
        turn = self._turn
        if task.name in turn.waiting:
            turn.begin(task)
            return
        graph = self._graph
        goes_on = task.name in graph.asking or bool(graph.user_ways[task.name])
        left = turn.task.optional and goes_on  # declined, as it were
        if turn.stage not in ("deferred", "done") and not left:
            turn.waiting = (*turn.waiting, turn.task.name)
            own = self._known.keys() & self._said & self._graph.needs[turn.task.name]
            turn.held = {**{slot: self._known[slot] for slot in own}, **turn.held}
            self._set_aside(task)
        self._lead_to(task)

    def _set_aside(self, task: Task) -> None:
        """Have the days and times that an unfinished task knows not restrict the records of another
        one that does not ask for them, until the first is come back to: 치과 몇 시죠, where 토요일
        6시 is to be noted."""
        turn = self._turn
        known = turn.tracker.slots
        own = [slot for slot in self._graph.moments.get(turn.task.name, ()) if known.get(slot)]
        if not own:
            return
        turn.held = {**{slot: known[slot] for slot in own if slot not in self._said}, **turn.held}
        aside = {slot for slot in own if slot.partition(".")[0] in task.lookup}
        aside -= {*task.fill, *self._said}
        if aside:
            turn.tracker.slots = {slot: v for slot, v in known.items() if slot not in aside}


def _changed(before: Slots, understood: Understanding) -> frozenset[str]:
    """The slots that are no longer as they were."""
    of_some = [name for name, how in understood.items_are.items() if how in ("parts", "fewer")]
    new = [
        slot
        for slot, values in understood.slots.items()
        if before.get(slot) != values or slot.partition(".")[0] in of_some
    ]
    return frozenset((*new, *understood.unwanted, *understood.compared, *understood.forgotten))
