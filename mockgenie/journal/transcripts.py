"""What was said, for people: 나 is what the bot under test sent, 봇 what it was answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct

from mockgenie.journal.entries import Entry
from mockgenie.source import escaped, short


class AskedFor(Struct, frozen=True):
    """Records of one entity class that an answer asks for: its slots, and a condition."""

    slots: tuple[str, ...]
    condition: str


class _Result(Struct):
    data_request: list[AskedFor]


class _Returned(Struct):
    result: _Result


class _Answer(Struct):
    """An answer that asks for records (wire contract, section 3)."""

    return_object: _Returned


_NOT_FOUND = 404
_LONGEST = 300
_MOST = 200


def transcript(entries: Iterable[Entry]) -> str:
    """The entries session by session, in the order in which they began; a newline behind each
    line. Of more than some hundred the last are told."""
    told = list(entries)
    left_out, told = len(told[:-_MOST]), told[-_MOST:]
    by_session: dict[str, list[Entry]] = {}
    for entry in told:
        by_session.setdefault(entry.uuid, []).append(entry)
    lines = [f"({left_out} requests before)"] if left_out else []
    for uuid, turns in by_session.items():
        domain = next((turn.domain for turn in turns if turn.domain), "")
        lines.append(_shown(f"{domain} {uuid}".strip()) if uuid else "without a session")
        for turn in turns:
            lines += (f"  {line}" for line in lines_of(turn))
    return "".join(f"{line}\n" for line in lines)


def lines_of(entry: Entry, timed: bool = False) -> Iterator[str]:
    """An exchange, line by line: what was sent, what was answered, the state behind it, and each
    problem in the data. `timed`: with the milliseconds that the answer took."""
    if entry.status == _NOT_FOUND and not entry.fault:
        yield f"-- {_shown(entry.http)}"
    elif entry.method == "dialog" and entry.data is not None:
        count = len(entry.data)
        yield f"나: ({count} {'record' if count == 1 else 'records'})"
    elif entry.method == "dialog":
        yield f"나: {_shown(entry.text) or '(neither text nor records)'}"
    elif entry.method == "close_dialog":
        yield "-- close_dialog"
    elif entry.message or not entry.state:
        method = f"open_dialog {entry.domain}" if entry.method == "open_dialog" else entry.method
        yield f"-- {_shown(method or entry.http) or '(no HTTP)'}"
    yield from _answer(entry, [f"{entry.took:.1f} ms"] if timed else [])
    if entry.why:
        yield f"    why: {_shown(entry.why)}"
    for problem in entry.problems:
        asked = f" (asked for: {_shown(problem.asked)})" if problem.asked else ""
        yield f"?? {_shown(problem.where)}: {_shown(problem.what)}{asked}"


def _answer(entry: Entry, timed: list[str]) -> Iterator[str]:
    more_known = [*([f"fault: {_shown(entry.fault)}"] if entry.fault else []), *timed]
    if entry.message:
        said = entry.message if entry.status == 200 else f"{entry.status} {entry.message}"
        yield f"!! {_shown(said)}" + (f" ({', '.join(more_known)})" if more_known else "")
        return
    if not entry.state:
        stand = ", ".join([*_stand(entry), *more_known])
        yield f"!! {entry.status} {_shown(entry.answer) or '(nothing)'}"
        if stand:
            yield f"    ({stand})"
        return
    if entry.system_text or entry.state not in ("end", "data_request"):
        first, *more = entry.system_text.rstrip("\n").split("\n")
        yield f"봇: {_shown(first)}"
        yield from (f"    {_shown(line)}" for line in more)
    for asked in requests_in(entry):
        yield f"봇: data_request {_shown(asked.condition or ', '.join(asked.slots))}"
    state = [_shown(entry.state), *_stand(entry), *more_known]
    yield f"    ({', '.join(state)})"


def _stand(entry: Entry) -> Iterator[str]:
    """Where the dialog stood then."""
    if entry.turn:
        yield f"turn {entry.turn}"
        yield f"act {_shown(entry.act)}" if entry.act else "no act"
    if entry.task:
        yield f"task {_shown(entry.task)}"
    yield from _slots(entry.slots, "=")
    yield from _slots(entry.unwanted, "~=")
    for slot, comparisons in entry.compared.items():
        yield from (f"{_shown(slot)} {_shown(one)}" for one in comparisons)


def _slots(slots: Mapping[str, tuple[str, ...]], sign: str) -> Iterator[str]:
    for slot, values in slots.items():
        yield f"{_shown(slot)} {sign} {_shown(' or '.join(values)) or 'any'}"


def requests_in(entry: Entry) -> tuple[AskedFor, ...]:
    """The records that the answer asks for, class by class."""
    if entry.state != "data_request":
        return ()
    try:
        answer = msgspec.json.decode(entry.answer, type=_Answer)
    except (msgspec.DecodeError, RecursionError):  # a fault has put another in its place
        return ()
    return tuple(answer.return_object.result.data_request)


def _shown(text: str) -> str:
    """A text on one line, every character of it visible, and not too long."""
    return escaped(short(text, _LONGEST))
