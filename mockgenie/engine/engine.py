"""The pure core: domain, session and what the user says, to the next session and a reply.

No input or output, no clock, no dice: the same arguments give the same result.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from mockgenie.conditions import Comparison, Condition, Reading, Values
from mockgenie.domains import Controller, Domain, Record, Task
from mockgenie.engine.reading import reading_on
from mockgenie.engine.records import choose, look_up, request
from mockgenie.engine.reply import DataMissing, EngineFailure, Reply, Speech
from mockgenie.engine.session import AccessMethod, Session
from mockgenie.engine.speak import facts, render, say
from mockgenie.engine.understand import Understander

_MOST_TASKS_A_TURN = 100


class Engine:
    """Holds the dialogs of one domain. Has no state of its own beyond what it knows of the
    domain, so one engine serves any number of sessions."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self._understander = Understander(domain)
        self._ways_on = {
            (task.name, controller): tuple(
                (_only_act(way.when), way) for way in task.next if way.controller == controller
            )
            for task in domain.tasks.values()
            for controller in ("user", "system")
        }

    def open(self, access_method: AccessMethod, today: date) -> tuple[Session, Reply]:
        """Begin a dialog on the day `today`. Raises EngineFailure."""
        session = Session(self.domain.name, access_method, self.domain.opening.name)
        return self._proceed(session, reading_on(today))

    def step(
        self,
        session: Session,
        text: str | None,
        data: Sequence[Record] | None,
        today: date,
    ) -> tuple[Session, Reply]:
        """One turn: an utterance, or the records that were asked for.

        While records are pending only `data` counts; otherwise only `text` does. Raises
        DataMissing where they are pending and have not come, EngineFailure.
        """
        if session.pending:
            if data is None:
                raise DataMissing
            return self._resume(session, data, reading_on(today))
        meaning = self._understander.understand(text or "", session.asked)
        session = replace(
            session,
            turn=session.turn + 1,
            act=meaning.act,
            slots={**session.slots, **meaning.slots} if meaning.slots else session.slots,
        )
        read = reading_on(today)
        task = self.domain.tasks[session.task]
        if following := self._following("user", session, read):
            return self._proceed(replace(session, task=following), read)
        if meaning.nothing or not (task.fill or task.lookup):
            return session, Speech(render(self.domain.fallback, session))
        return self._proceed(session, read)

    def _resume(
        self, session: Session, data: Sequence[Record], read: Reading
    ) -> tuple[Session, Reply]:
        """Answer the turn that was waiting for records."""
        task = self.domain.tasks[session.task]
        records, count = choose(self.domain, task, session, data, read)
        said = session.said
        session = replace(session, pending=False, said=(), count=count)
        return self._answer(task, session, records, read, said)

    def _proceed(
        self, session: Session, read: Reading, said: tuple[str, ...] = (), hops: int = 0
    ) -> tuple[Session, Reply]:
        """Go on in the session's task: ask for what is missing, look up, answer."""
        task = self.domain.tasks[session.task]
        if hops > _MOST_TASKS_A_TURN:
            raise EngineFailure(f"task {task.name} is entered again and again without an end")
        for slot in task.fill:
            if slot not in session.slots:
                question = render(task.ask[slot], session)
                return replace(session, asked=slot), _speech((*said, question))
        records: tuple[Record, ...] = ()
        if task.lookup:
            if session.access_method == "external_data":
                pending = replace(session, asked="", pending=True, said=said)
                return pending, request(self.domain, task, session)
            records = look_up(self.domain, task, session, read)
            session = replace(session, asked="", count=len(records))
        elif session.asked:
            session = replace(session, asked="")
        return self._answer(task, session, records, read, said, hops)

    def _answer(
        self,
        task: Task,
        session: Session,
        records: Sequence[Record],
        read: Reading,
        said: tuple[str, ...],
        hops: int = 0,
    ) -> tuple[Session, Reply]:
        """Say what the task says, then end, go on to another task at once, or wait."""
        if task.say:
            said = (*said, say(task.say, session, records, read))
        if task.reset:
            kept = {slot: v for slot, v in session.slots.items() if slot not in task.reset}
            session = replace(session, slots=kept)
        if task.end:
            return session, _speech(said, end=True)
        if following := self._following("system", session, read):
            return self._proceed(replace(session, task=following), read, said, hops + 1)
        return session, _speech(said)

    def _following(self, controller: Controller, session: Session, read: Reading) -> str:
        """The task that the first transition of `controller` whose condition holds leads to."""
        known: Values | None = None
        for act, way in self._ways_on[session.task, controller]:
            if act is None:
                known = known or facts(session)
                if way.when.matches(known, read):
                    return way.task
            elif act == session.act:
                return way.task
        return ""


def _only_act(when: Condition) -> str | None:
    """The act that `when` asks for, where it asks for nothing else, as most conditions do."""
    if isinstance(when, Comparison) and when.name == "act" and when.operator == "=":
        return when.value
    return None


def _speech(said: tuple[str, ...], end: bool = False) -> Speech:
    return Speech("\n".join(filter(None, said)), end)
