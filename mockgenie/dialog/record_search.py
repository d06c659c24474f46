"""The records of one turn: asked for or looked up, and spoken of afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mockgenie.conditions import Reading
from mockgenie.dialog.lookup import (
    asked,
    choose_records,
    fits,
    look_up,
    named,
    read_sent,
    request,
    show,
)
from mockgenie.dialog.reply import DataRequest
from mockgenie.dialog.session import Session
from mockgenie.dialog.task_graph import TaskGraph
from mockgenie.dialog.tracker import Tracker
from mockgenie.domain import Domain, EntityClass, Saying, Slots, Task
from mockgenie.records import Matches, Record, Table


class RecordSearch:
    """Finds records by what is `known` of the user's wishes.

    `external`: whether they come from the client; `count`: how many were found last; `listed`: the
    key slot and its values in the records said last; `shown`: the records that a client sent, as
    far as a later turn may be about them.
    """

    __slots__ = (
        "_domain",
        "_graph",
        "_read",
        "_tracker",
        "count",
        "external",
        "listed",
        "shown",
    )  # fmt: skip

    def __init__(
        self, domain: Domain, graph: TaskGraph, session: Session, known: Tracker, read: Reading
    ) -> None:
        self._domain = domain
        self._graph = graph
        self._tracker = known
        self._read = read
        self.external = session.access_method == "external_data"
        self.count = session.count
        self.listed = session.listed
        self.shown = session.shown

    def request(self, task: Task) -> DataRequest:
        """What a client is asked for."""
        return request(self._domain, task, *self._asked_by(task))

    def take(self, task: Task, data: Sequence[Record]) -> Sequence[Record]:
        """The records that a client sent, as far as they fit."""
        wishes = self._asked_by(task)
        sent = read_sent(self._domain, task, data)
        return self._found(
            task,
            lambda slots, unwanted: choose_records(
                self._domain,
                task,
                slots,
                unwanted,
                sent,
                self._read,
                counted=(slots, unwanted) == wishes,
            ),
        )

    def look_up(self, task: Task) -> Sequence[Record]:
        """The instances that fit; of very many the first ones."""
        limit = self._graph.limits[task.name]
        return self._found(
            task,
            lambda slots, unwanted: look_up(self._domain, task, slots, unwanted, self._read, limit),
        )

    def still_fits(
        self, entity: EntityClass, chosen: tuple[str, ...], said: Slots, unwanted: Slots
    ) -> bool:
        """Whether the chosen records have what is said of them now. Of a client's records only
        those are known that were said last; a single other one is taken not to have it."""
        instances = entity.instances
        if self.external:
            instances = Table(self.shown)
            if not fits(entity, instances, chosen, {}, {}, self._read):
                restricted = any(said.values()) or bool(unwanted)
                return len(chosen) > 1 or not restricted
        return fits(entity, instances, chosen, said, unwanted, self._read)

    def tell(self, task: Task, saying: Saying, records: Sequence[Record]) -> None:
        """Note that `saying` was said of `records`: later turns may be about them."""
        keys = self._graph.key_of(task)
        if not records or keys is None:
            return
        key, filled = keys
        said = records[: saying.limit] if saying.each is not None else records[:1]
        names = tuple(dict.fromkeys(record[key] for record in said if key in record))
        if len(names) > 1 or filled not in self.listed or not set(names) <= set(self.listed):
            self.listed = (filled, *names) if names else ()
        if len(names) == 1 and len(records) == 1:
            # The only one is the one that is spoken of from now on.
            self._tracker.fill(filled, names)
        if self.external:
            spoken_of = {*self.listed, *self._tracker.slots.get(filled, ())}
            self.shown = show(self._domain, filled, said, self.shown, spoken_of)

    def _asked_by(self, task: Task) -> tuple[Slots, Slots]:
        """The wishes by which records are asked of a client."""
        known = self._tracker
        return asked(self._domain, task, known.slots, known.unwanted, self.shown, self._read)

    def _found(self, task: Task, find: Callable[[Slots, Slots], Matches]) -> Sequence[Record]:
        """What `find` finds. A record that the user names is found even if it lacks what was
        wished for before; those wishes are forgotten then."""
        known = self._tracker
        found = find(known.slots, known.unwanted)
        if not found.count:
            without = named(self._domain, task, known.slots, known.unwanted)
            if without is not None and (one := find(*without)).count == 1:
                known.slots, known.unwanted = without
                found = one
        self.count = found.count
        return found.records
