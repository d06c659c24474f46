"""What an exchange means: worked out from the journal when somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from msgspec import Struct, field

from mockgenie.conditions import Condition, ConditionError, parse
from mockgenie.journal.journal import DataProblem, Exchange, Journal, unpack
from mockgenie.journal.session_domains import SessionDomains
from mockgenie.korean import composed
from mockgenie.source import did_you_mean, json_object, object_in, text_in

FACTS = (
    "method", "uuid", "domain", "access_key", "text", "turn", "task", "act", "state", "status",
    "message", "system_text", "fault", "problems",
)  # fmt: skip
"""What a filter of entries may speak of, beside the slots of the session."""

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_QUOTED_DIGIT = b"\\u003"
"""With which JSON may write a digit of a uuid."""
_SESSIONS = 2_000
"""Of so many a reader remembers the domain."""


class Entry(Struct, frozen=True):
    """An exchange, for people and tests.

    `number`, `at` (UTC), `took` (milliseconds), `http`: the method and target; `headers`; `body`;
    `status`; `answer`: its body. Of the call: `method`, `access_key`, `uuid`, `domain`, `text`,
    `data`, None where they are not flat. Of the answer: `state`, `system_text`, and `message`: the
    text of a documented error, "" where it is none. Of the session behind it: `turn`, `task`,
    `act`, `slots`, `unwanted`, `compared`. `fault`: what struck, "" for nothing; `problems`:
    mistakes in the data; `why`: for people, what was not sent: the reason of a refusal, or that the
    session went on with another version of its domain.
    """

    number: int
    at: str
    took: float
    http: str
    headers: list[tuple[str, str]]
    body: str
    status: int
    answer: str
    method: str = ""
    access_key: str = ""
    uuid: str = ""
    domain: str = ""
    text: str = ""
    data: Any = None
    state: str = ""
    system_text: str = ""
    message: str = ""
    turn: int = 0
    task: str = ""
    act: str = ""
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unwanted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    compared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fault: str = ""
    problems: tuple[DataProblem, ...] = ()
    why: str = ""

    def facts(self) -> Mapping[str, object]:
        """What a filter may ask of it."""
        own = {name: getattr(self, name) for name in FACTS if name != "problems"}
        counted = {"text": composed(self.text), "problems": len(self.problems)}
        return {**self.slots, **own, **counted}


def entry_of(exchange: Exchange, domain_of: Callable[[str], str] = lambda _: "") -> Entry:
    """What an exchange means; `domain_of` a session, for what does not name its own."""
    request, led = exchange.request, exchange.led
    body, answered = _text(request.body), _text(exchange.answer)
    root, result = json_object(body), json_object(answered)
    argument = object_in(root, "argument")
    returned = object_in(result, "return_object")
    spoken = object_in(returned, "result")
    uuid = led.uuid if led else text_in(argument, "uuid")
    heard = exchange.utterance
    moment = _EPOCH + timedelta(seconds=exchange.at)  # fromtimestamp knows fewer years
    return Entry(
        number=exchange.number,
        at=moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        took=round(exchange.took * 1000, 3),
        http=f"{_text(request.method)} {_text(request.target)}".strip(),
        headers=[(_text(name), _text(value)) for name, value in request.headers],
        body=body,
        status=exchange.status,
        answer=answered,
        method="dialog" if heard else text_in(argument, "method"),
        access_key=heard.channel if heard else text_in(root, "access_key") or request.authorization,
        uuid=uuid,
        domain=led.domain if led else text_in(argument, "name") or domain_of(uuid),
        text=heard.text if heard else text_in(argument, "text"),
        data=_records(argument.get("data")),
        state=heard.state if heard else text_in(spoken, "state"),
        system_text=heard.answer if heard else text_in(spoken, "system_text"),
        message=text_in(spoken, "message") or text_in(result, "reason"),
        turn=led.turn if led else 0,
        task=led.task if led else "",
        act=led.act if led else "",
        slots=led.slots if led else {},
        unwanted=led.unwanted if led else {},
        compared=led.compared if led else {},
        fault=exchange.fault,
        problems=exchange.problems,
        why=exchange.why,
    )


class Reader:
    """Reads exchanges: where one only names its session, those that were read before may tell in
    which domain that is, or `domains`."""

    def __init__(self, domains: SessionDomains | None = None) -> None:
        self._known = domains
        self._domains = SessionDomains(_SESSIONS)

    def read(self, exchange: Exchange) -> Entry:
        """What one means."""
        if exchange.led is not None:
            self._domains.note(exchange.led.uuid, exchange.led.domain)
        return entry_of(exchange, self._domain_of)

    def _domain_of(self, uuid: str) -> str:
        return self._domains.of(uuid) or (self._known.of(uuid) if self._known else "")


def exchange_at(journal: Journal, number: int) -> Exchange | None:
    """The exchange of a number; None where it is not there, or no more."""
    return next(map(unpack, journal.packed(number - 1, number + 1)), None)


async def exchanges_of(journal: Journal, uuid: str, until: int = 0) -> list[Exchange]:
    """The exchanges in which the engine led a session, the oldest first; those alone up to number
    `until`, unless that is 0. Others have their turn meanwhile."""
    found: list[Exchange] = []
    written = uuid.encode("utf-8", "replace")

    def look_at(packed: bytes) -> None:
        if written in packed:
            exchange = unpack(packed)
            if exchange.led is not None and exchange.led.uuid == uuid:
                found.append(exchange)

    await journal.slices.each(journal.packed(0, until and until + 1), look_at)
    return found


async def read_entries(
    journal: Journal,
    use: Callable[[Entry], object],
    since: int = 0,
    before: int = 0,
    uuid: str = "",
) -> None:
    """Use what the exchanges of a journal mean, the oldest first: those with numbers above `since`
    and, unless that is 0, below `before`; of one session alone, unless `uuid` is "". Others have
    their turn meanwhile."""
    read = Reader(journal.domains).read
    written = uuid.encode("utf-8", "replace")

    def look_at(packed: bytes) -> None:
        # The bytes are searched first: most exchanges are of other sessions, and need no reading.
        if written in packed or (uuid and _QUOTED_DIGIT in packed):
            entry = read(unpack(packed))
            if not uuid or entry.uuid == uuid:
                use(entry)

    await journal.slices.each(journal.packed(since, before), look_at)


def read_filter(when: str, names: Sequence[str] = FACTS) -> Condition:
    """A filter of entries, or of what else has such `names`: a condition on them and on slots.
    Raises ConditionError."""
    condition = parse(when)
    for name in condition.slots:
        if "." not in name and name not in names:
            problem = f'unknown name "{name}"{did_you_mean(name, names)}'
            raise ConditionError(when, max(when.find(name), 0), problem)
    return parse(composed(when))


def _records(data: object) -> object:
    """The data, where they are flat, as they should be; the body has any others."""
    if not isinstance(data, list):
        return None
    values = [value for one in data for value in (one.values() if isinstance(one, dict) else [one])]
    return None if any(isinstance(value, (dict, list)) for value in values) else data


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
