"""The pure core: domain, session and what the user says, to the next session and a reply.

No input or output, no clock, no dice: the same arguments give the same result.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mockgenie.dialog.policy import Policy, Steps
from mockgenie.dialog.reply import DataMissing, DataRequest, Reply, Speech, Usage
from mockgenie.dialog.session import AccessMethod, Session
from mockgenie.dialog.task_graph import TaskGraph
from mockgenie.dialog.turn import begin_turn
from mockgenie.domain import BUILT_IN_ACTS, Domain
from mockgenie.records import Record, reading_on

if TYPE_CHECKING:
    from mockgenie.nlu import Pipeline, StepTrace, Understanding

_CALLS_OFF = ("cancel", "restart")
_MOST_PARTS = 20
_LONGEST_UTTERANCE = 20_000
"""What stands behind so many characters is not looked at, so that no turn holds up others long."""


class Engine:
    """Holds the dialogs of one domain. Has no state of its own beyond what it knows of the
    domain, so one engine serves any number of sessions. `version` is put into each of them. What
    it needs to know is made when it is first asked for, so that many domains start fast.

    `without`: names of steps of understanding to leave out (`mockgenie.nlu.STEPS`), to measure
    what they are good for.
    """

    def __init__(self, domain: Domain, version: str = "", without: Collection[str] = ()) -> None:
        self.domain = domain
        self.version = version
        self._without = without

    def prepare(self) -> None:
        """Make what the first turn would have to wait for."""
        _ = self._steps, self._pipeline

    @cached_property
    def _pipeline(self) -> Pipeline:
        from mockgenie.nlu import Pipeline

        return Pipeline(self.domain, self._without)

    @cached_property
    def _graph(self) -> TaskGraph:
        return TaskGraph(self.domain)

    @cached_property
    def _steps(self) -> dict[str, Steps]:
        domain, graph = self.domain, self._graph
        return {name: Policy.steps_of(task, domain, graph) for name, task in domain.tasks.items()}

    def open(
        self,
        access_method: AccessMethod,
        today: date,
        seed: int = 0,
        usage: Usage | None = None,
    ) -> tuple[Session, Speech]:
        """Begin a dialog on the day `today`; what is chosen among wordings depends on `seed`.

        Where the opening looks records up under external_data, they are asked for at the first
        `step` that does not lead elsewhere. `usage` gets what the turn reaches of the domain.
        Raises EngineFailure.
        """
        opening = self.domain.opening.name
        session = Session(self.domain.name, access_method, opening, version=self.version, seed=seed)
        turn = begin_turn(self.domain, self._graph, session, reading_on(today), usage)
        reply = Policy(self.domain, self._graph, self._steps, turn).open()
        assert isinstance(reply, Speech)
        return turn.session(), reply

    def step(
        self,
        session: Session,
        text: str | None,
        data: Sequence[Record] | None,
        today: date,
        usage: Usage | None = None,
    ) -> tuple[Session, Reply]:
        """One turn: an utterance, or the records that were asked for.

        While records are pending only `data` counts; otherwise only `text` does. Raises
        DataMissing where they are pending and have not come, EngineFailure.
        """
        if not session.pending:
            understood = self.understand(session, text or "")
            if understood.parts or session.rest:
                return self._hear_parts(session, understood, today, usage)
            return self._hear(session, understood, today, usage)
        if data is None:
            raise DataMissing
        turn = begin_turn(self.domain, self._graph, session, reading_on(today), usage)
        policy = Policy(self.domain, self._graph, self._steps, turn)
        reply = policy.resume(session.said, data, session.further)
        return self._go_on(turn.session(), reply, session.rest, today, usage)

    def _hear_parts(
        self, session: Session, understood: Understanding, today: date, usage: Usage | None
    ) -> tuple[Session, Reply]:
        """A turn in which one of several things is heard that were said in one utterance; the rest
        of them is heard when what it is about is done, unless everything is called off."""
        rest = session.rest
        if understood.parts:
            parts = [self.understand(session, part) for part in understood.parts]
            if all(part.act and part.act not in BUILT_IN_ACTS for part in parts):
                understood, rest = parts[0], (*understood.parts[1:], *rest)[:_MOST_PARTS]
        after, reply = self._hear(session, understood, today, usage)
        if understood.act in _CALLS_OFF and after.task == self.domain.opening.name:
            rest = ()
        return self._go_on(after, reply, rest, today, usage)

    def _hear(
        self, session: Session, understood: Understanding, today: date, usage: Usage | None
    ) -> tuple[Session, Reply]:
        turn = begin_turn(self.domain, self._graph, session, reading_on(today), usage)
        reply = Policy(self.domain, self._graph, self._steps, turn).hear(understood)
        return turn.session(), reply

    def _go_on(
        self,
        session: Session,
        reply: Reply,
        rest: tuple[str, ...],
        today: date,
        usage: Usage | None,
    ) -> tuple[Session, Reply]:
        """Hear what is left of an utterance, as long as nobody else has to speak."""
        said: tuple[str, ...] = ()
        while rest and isinstance(reply, Speech) and session.stage == "done" and not reply.end:
            said += (reply.text,)
            understood = self.understand(session, rest[0])
            session, reply = self._hear(session, understood, today, usage)
            rest = rest[1:]
        if rest:
            session = replace(session, rest=rest)
        if said and isinstance(reply, Speech):
            reply = replace(reply, text="\n".join((*said, reply.text)))
            session = replace(session, last=reply.text)
        elif said:
            session = replace(session, said=(*said, *session.said))
        return session, reply

    def understand(self, session: Session, text: str) -> Understanding:
        """What an utterance means where the session stands, without a turn being made."""
        fill = self._graph.order[session.task]
        return self._pipeline.understand(text[:_LONGEST_UTTERANCE], session, fill)

    def trace(self, session: Session, text: str) -> tuple[Understanding, tuple[StepTrace, ...]]:
        """The same, and what each step of understanding changed."""
        fill = self._graph.order[session.task]
        return self._pipeline.trace(text[:_LONGEST_UTTERANCE], session, fill)

    def request(self, session: Session, today: date) -> DataRequest | None:
        """The records that a session waits for; None where it waits for none."""
        if not session.pending:
            return None
        turn = begin_turn(self.domain, self._graph, session, reading_on(today))
        return turn.lookup.request(turn.task)

    def missing(self, session: Session) -> tuple[str, ...]:
        """The slots that the session's task still needs."""
        known = session.slots.keys() | session.unwanted.keys() | session.compared.keys()
        return tuple(slot for slot in self._graph.order[session.task] if slot not in known)
