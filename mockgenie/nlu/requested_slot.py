"""What only a question just asked, or a list just said, makes understandable."""

from __future__ import annotations

from collections.abc import Sequence

from mockgenie.domain import Slot
from mockgenie.korean import CountFinder, Utterance, find_numbers, find_ordinals, indifference
from mockgenie.nlu.extractors import Mention

_NUMBERS = ("int", "float", "boolean")
_NOT_MEANT = {"": (), "time": _NUMBERS, "place": (*_NUMBERS, "date", "time", "duration")}
"""The types of slot to which nobody is indifferent in such words: 아무 때나, 어디든."""

_PIECES = CountFinder(("개",))
"""Whatever is counted, it may be called so."""


def answer_to(
    slot: Slot, utterance: Utterance, answer: str, mentions: Sequence[Mention], nothing_else: bool
) -> tuple[str, ...] | None:
    """The values that an utterance gives the slot that was asked for, () where any will do; None
    where it does not answer. `answer` is "yes" or "no" where it is one; with `nothing_else` no
    other slot was said not to matter."""
    if slot.type in ("int", "float"):
        taken = letters_of(mentions, len(utterance.letters))
        for count in find_numbers(utterance.text) or _PIECES.find(utterance.text):
            start, end = utterance.letters_between(count.start, count.end)
            if not any(taken[start:end]):
                return (str(count.number),)
    elif slot.type == "choice":
        if chosen := by_position(utterance.text, tuple(slot.values)):
            return chosen
    elif slot.type == "duration":
        if numbers := find_numbers(utterance.text):
            return (str(numbers[0].number),)
    elif slot.type == "boolean" and answer and indifference(utterance.letters) is None:
        return (answer,)
    to = indifference(utterance.letters) if nothing_else else None
    return () if to is not None and slot.type not in _NOT_MEANT[to] else None


def by_position(text: str, options: Sequence[str]) -> tuple[str, ...]:
    """The options that an utterance names by their positions."""
    indexes = [index for _, _, index in find_ordinals(text)]
    return tuple(dict.fromkeys(options[i] for i in indexes if -1 <= i < len(options)))


def letters_of(mentions: Sequence[Mention], size: int) -> bytearray:
    """A byte for each letter, 1 where it belongs to a mention."""
    taken = bytearray(size)
    for mention in mentions:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return taken
