"""Chooses and fills in what the system says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mockgenie.conditions import Reading, Values
from mockgenie.domains import Record, Saying, Template
from mockgenie.engine.session import Session


def facts(session: Session, records: Sequence[Record] = ()) -> Values:
    """What `when` may ask about: the terms, the slots, and the fields of the first record."""
    first = records[0] if records else {}
    return {
        **first,
        **session.slots,
        "act": session.act,
        "count": str(session.count),
        "turn": str(session.turn),
    }


def render(template: Template, session: Session) -> str:
    """A text that speaks of no records: a question, the fallback."""
    return template.render(_values(facts(session), ()))


def say(
    sayings: Sequence[Saying], session: Session, records: Sequence[Record], read: Reading
) -> str:
    """The text of the first saying whose condition holds, "" where none does."""
    known = facts(session, records)
    for saying in sayings:
        if saying.when.matches(known, read):
            lines = [saying.text.render(_values(known, records))]
            if saying.each is not None:
                said = _values(facts(session), ())
                lines += [saying.each.render(_fields(record, said)) for record in records]
            return "\n".join(filter(None, lines))
    return ""


def _values(known: Values, records: Sequence[Record]) -> Callable[[str], str]:
    """What the user said of a slot, else what the first record says."""

    def value(name: str) -> str:
        found = known.get(name)
        if isinstance(found, tuple):
            if len(found) == 1:
                return found[0]
            found = ", ".join(found)
        return found or (records[0].get(name, "") if records else "")

    return value


def _fields(record: Record, said: Callable[[str], str]) -> Callable[[str], str]:
    """What the record says of a slot, else what the user said."""
    return lambda name: record.get(name) or said(name)
