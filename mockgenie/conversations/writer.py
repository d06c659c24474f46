"""Writes files of conversations, as a person would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mockgenie.conversations.model import (
    Conversation,
    ConversationTurn,
    Expectation,
    ExpectedRequest,
    SlotValues,
    Wording,
)
from mockgenie.source import in_a_row, one_or_several, quoted


def write_conversations(conversations: Iterable[Conversation]) -> str:
    """The text of a file of conversations: `read_conversations` reads the same from it, but for
    places. Two of one name are told apart by numbers."""
    names: dict[str, int] = {}
    written = []
    for one in conversations:
        number = names[one.name] = names.get(one.name, 0) + 1
        while number > 1 and f"{one.name} ({number})" in names:
            number += 1
        name = one.name if number == 1 else f"{one.name} ({number})"
        names.setdefault(name, 1)
        written.append("".join(f"{line}\n" for line in _conversation(one, name)))
    return "\n".join(written)


def write_conversation(conversation: Conversation) -> str:
    """One of them, as an entry of a list."""
    return "".join(f"{line}\n" for line in _conversation(conversation, conversation.name))


def _conversation(conversation: Conversation, name: str) -> Iterator[str]:
    yield f"- name: {quoted(name)}"
    if conversation.domain:
        yield f"  domain: {quoted(conversation.domain)}"
    yield f"  today: {conversation.today.isoformat()}"
    if conversation.seed:
        yield f"  seed: {conversation.seed}"
    if conversation.access_method != "internal_data":
        yield f"  access_method: {conversation.access_method}"
    yield "  conversation:"
    for turn in conversation.turns:
        fields = list(_turn(turn))
        for number, line in enumerate(fields):
            yield f"    {'  ' if number else '- '}{line}"


def _turn(turn: ConversationTurn) -> Iterator[str]:
    """The lines of a turn; of an opening of which nothing is expected there are none."""
    if turn.user is not None:
        yield f"user: {quoted(turn.user)}"
    elif turn.data is not None and not turn.data:
        yield "data: []"
    elif turn.data is not None:
        yield "data:"
        yield from (f"  - {_flow(record)}" for record in turn.data)
    yield from _expectation(turn.expected)


def _expectation(expected: Expectation) -> Iterator[str]:
    if expected.bot is not None:
        yield from _wording(expected.bot)
    if expected.state is not None:
        yield f"state: {expected.state}"
    if expected.requests is not None:
        yield from _requests(expected.requests)
    if expected.act is not None:
        yield f"act: {quoted(expected.act) if expected.act else 'null'}"
    if expected.task is not None:
        yield f"task: {quoted(expected.task)}"
    if expected.image is not None:
        yield f"image: {quoted(expected.image) if expected.image else 'null'}"
    for what in ("slots", "unwanted", "compared"):
        values: Mapping[str, SlotValues] = getattr(expected, what)
        if values:
            told = (f"{quoted(slot, True)}: {_values(given)}" for slot, given in values.items())
            yield f"{what}: {{{', '.join(told)}}}"


def _wording(wording: Wording) -> Iterator[str]:
    if wording.exact is not None:
        yield from _text("bot", wording.exact)
        return
    yield "bot:"
    for what, texts in (
        ("matches", wording.matches),
        ("contains", wording.contains),
        ("not", wording.lacks),
    ):
        if texts:
            yield f"  {what}: {one_or_several(texts)}"


def _text(key: str, text: str) -> Iterator[str]:
    """A text of several lines in a block, where it can be seen as it is."""
    lines = text.split("\n")
    plain = all(line.isprintable() for line in lines) and lines[-1].strip()
    if len(lines) == 1 or not plain or not lines[0] or lines[0][0].isspace():
        yield f"{key}: {quoted(text)}"
        return
    yield f"{key}: |"
    yield from (f"  {line}" if line else "" for line in lines)


def _requests(requests: Sequence[ExpectedRequest]) -> Iterator[str]:
    if not requests:
        yield "state: data_request"
        return
    yield "data_request:"
    for request in requests:
        fields = []
        if request.slots is not None:
            fields.append(f"slots: {in_a_row(request.slots)}")
        if request.condition is not None:
            fields.append(f"condition: {quoted(request.condition, within=True)}")
        yield f"  - {{{', '.join(fields)}}}"


def _values(values: SlotValues) -> str:
    if values is None:
        return "null"
    return one_or_several(values) if values else "{any: true}"


def _flow(record: Mapping[str, str]) -> str:
    pairs = (f"{quoted(slot, True)}: {quoted(value, True)}" for slot, value in record.items())
    return f"{{{', '.join(pairs)}}}"
