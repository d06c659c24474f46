"""Why an utterance was understood as it was, in plain words for the author of a domain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from mockgenie.dialog.engine import Engine
from mockgenie.dialog.session import Session
from mockgenie.domain import Slot
from mockgenie.korean import (
    Utterance,
    bare_answer,
    find_numbers,
    find_ordinals,
    pointed_at,
    read_utterance,
    squeeze,
)
from mockgenie.nlg import write
from mockgenie.nlu import Mention, PatternMatch, StepTrace, Understanding, write_example
from mockgenie.records import reading_on

Write: TypeAlias = Callable[[str], str]
"""Writes a day, time or duration in digits, anything else as it is."""

Reason: TypeAlias = tuple[tuple[str, ...], str]
"""Words of the user, and why they say something of a slot."""


class SlotExplanation(Struct, frozen=True):
    """What an utterance said of a slot.

    `values`: those it got, or those that are ruled out, () where any will do; `words`: the words
    of the user that say so, () where none can be pointed at; `why`: why they do.
    """

    slot: str
    values: tuple[str, ...]
    words: tuple[str, ...]
    why: str


class Explanation(Struct, frozen=True):
    """What an utterance was understood as, and where it led.

    `act`: the dialog act, "" for none; `why_act`: what gave it, or what came nearest;
    `slots`: the slots it fills; `unwanted`: the values it rules out; `compared`: what it compares
    slots with; `forgotten`: slots to be said anew; `task_before`, `task_after`: the task before
    and after the turn; `missing`: the slots that the task still needs; `awaits`: "records" or "a
    yes" where the turn ended in waiting for that, else ""; `steps`: the steps of understanding
    that changed something, in order, each with what it found.
    """

    act: str
    why_act: str
    slots: tuple[SlotExplanation, ...]
    unwanted: tuple[SlotExplanation, ...]
    compared: tuple[SlotExplanation, ...]
    forgotten: tuple[str, ...]
    task_before: str
    task_after: str
    missing: tuple[str, ...]
    awaits: str
    steps: tuple[StepTrace, ...]


def explain(engine: Engine, before: Session, text: str, after: Session, today: date) -> Explanation:
    """How `text` was understood in the session `before`, and where that led: to `after`.

    `today` is the day that the turn was made on.
    """
    understood, steps = engine.trace(before, text)
    read = reading_on(today)
    reasons = _Reasons(
        engine.domain.slots(), before, text, understood, lambda word: write(word, "iso", read)
    )
    return Explanation(
        understood.act,
        _why_act(understood, text, engine.domain.threshold),
        tuple(reasons.of_slot(slot, values) for slot, values in understood.slots.items()),
        tuple(reasons.of_unwanted(slot, values) for slot, values in understood.unwanted.items()),
        tuple(reasons.of_comparison(slot, said) for slot, said in understood.compared.items()),
        understood.forgotten,
        before.task,
        after.task,
        # A task that has spoken needs nothing, whatever it has forgotten since.
        () if after.stage or after.pending else engine.missing(after),
        "records" if after.pending else "a yes" if after.stage == "confirming" else "",
        steps,
    )


# The act


def _why_act(understood: Understanding, text: str, threshold: float) -> str:
    similar, performed = understood.similar, understood.performed
    if similar is not None:
        example = f'"{write_example(similar.example)}"'
        if understood.act:
            return (
                f"similar to the example {example}: {similar.score:.2f},"
                f" and {threshold:.2f} is enough"
            )
        return (
            f"no pattern fits; the example {example} of {similar.act} is the most similar:"
            f" {similar.score:.2f}, and {threshold:.2f} would be enough"
        )
    if understood.act and performed is None:
        return f"it is a {understood.kind.value}, understood in every domain"
    if performed is None or not understood.act:
        return "no pattern fits"
    words = _words_of(performed, text)
    if performed.pattern.built_in:
        return f"{words}, understood in every domain"
    if performed.in_other_form:
        return f"pattern {words}, in another form"
    return f"pattern {words}, which ends last"


def _words_of(performed: PatternMatch, text: str) -> str:
    """The pattern that fits, and the words of the user where they are others."""
    written = f'"{performed.pattern}"'
    if not performed.spans:
        return written
    utterance = read_utterance(text)
    said = utterance.words_between(performed.spans[0][0], performed.spans[-1][1])
    return written if said == " ".join(performed.pattern.words) else f'{written} in "{said}"'


# The slots


class _Reasons:
    """Looks for the words of an utterance that say something of a slot."""

    def __init__(
        self,
        slots: dict[str, Slot],
        session: Session,
        text: str,
        understood: Understanding,
        write: Write,
    ) -> None:
        self._slots = slots
        self._session = session
        self._utterance = read_utterance(text)
        self._text = self._utterance.text
        self._understood = understood
        self._write = write

    def of_slot(self, name: str, values: tuple[str, ...]) -> SlotExplanation:
        """Why the slot has `values`."""
        words, why = (
            self._mentioned(name, values)
            or self._whole_answer(name, values)
            or self._captured(name, values)
            or self._answered(name, values)
            or self._listed(name)
            or self._pointed_or_named(values)
        )
        return SlotExplanation(name, values, words, why)

    def of_unwanted(self, name: str, values: tuple[str, ...]) -> SlotExplanation:
        """Why the slot is not to have `values`."""
        words = tuple(
            self._words(mention)
            for mention in self._understood.mentions
            if mention.slot == name and set(mention.values) & {*values, ""}
        )
        return SlotExplanation(name, values, words, "ruled out by what stands behind it")

    def of_comparison(self, name: str, comparisons: tuple[str, ...]) -> SlotExplanation:
        """Why the slot is compared."""
        words = tuple(
            self._words(mention)
            for mention in self._understood.mentions
            if mention.slot == name and mention.comparisons and not mention.ignored
        )
        whys = dict.fromkeys(_COMPARISONS.get(one, "a limit") for one in comparisons)
        return SlotExplanation(name, comparisons, words, "; ".join(whys))

    def _mentioned(self, name: str, values: tuple[str, ...]) -> Reason | None:
        """The words that name the values, as the dictionary has them or as numbers, days, …"""
        mentions = [m for m in self._understood.mentions if m.slot == name]
        if values:
            mentions = [m for m in mentions if self._gives(m, values)]
        if not mentions:
            return None
        whys = dict.fromkeys(self._why(mention, values) for mention in mentions)
        return tuple(map(self._words, mentions)), "; ".join(whys)

    def _gives(self, mention: Mention, values: Sequence[str]) -> bool:
        if mention.kind == "truth":
            return True
        if self._slots[mention.slot].type == "boolean":
            return mention.kind == "value"
        return not set(mention.values).isdisjoint(values)

    def _why(self, mention: Mention, values: tuple[str, ...]) -> str:
        slot = self._slots[mention.slot]
        if not values:
            why = "no matter which"
        elif mention.kind == "said":
            why = self._kind_of_words(slot, self._words(mention))
        elif slot.type == "boolean":
            why = _TRUTHS.get(values, "")
        elif slot.counters:
            counted = any(counter in self._words(mention) for counter in slot.counters)
            why = "a number with its counter" if counted else "a number of people"
        elif squeeze(self._words(mention)) in map(squeeze, mention.values):
            why = "its value"
        else:
            why = "a synonym of its value"
        return why if mention.why == "its value" else f"{why}; {mention.why}"

    def _kind_of_words(self, slot: Slot, words: str) -> str:
        if slot.type == "pattern":
            return "fits its pattern"
        written = self._write(words)
        kind = f"a {'day' if slot.type == 'date' else slot.type}"
        return f"{kind} ({written})" if written and written != words else kind

    def _words(self, mention: Mention) -> str:
        return self._utterance.words_between(mention.start, mention.end)

    def _whole_answer(self, name: str, values: tuple[str, ...]) -> Reason | None:
        asked = name == self._session.asked and self._slots[name].is_open
        if asked and not self._understood.act and values == (bare_answer(self._text),):
            return values, "the whole answer to what was asked"
        return None

    def _captured(self, name: str, values: tuple[str, ...]) -> Reason | None:
        """The words at the place of an open slot in a pattern."""
        performed = self._understood.performed
        if performed and any(name == slot for slot, _ in performed.pattern.open_slots):
            return values, "what stands at its place in the pattern"
        return None

    def _answered(self, name: str, values: tuple[str, ...]) -> Reason | None:
        """What only a question just asked makes understandable."""
        slot = self._slots[name]
        if name != self._session.asked or _points(self._utterance):
            return None
        if not values:
            return (), "no matter which, said of what was asked"
        if slot.type == "boolean":
            return (), f"{_TRUTHS.get(values, '')}, in answer to what was asked"
        if slot.type in ("int", "float"):
            for count in find_numbers(self._text):
                if str(count.number) in values:
                    return (self._text[count.start : count.end],), "a number, which was asked for"
        return None

    def _listed(self, name: str) -> Reason | None:
        """What is named by its place in a list."""
        listed = self._session.listed[:1] == (name,)
        chosen = name == self._session.asked and self._slots[name].type == "choice"
        words = tuple(self._text[start:end] for start, end, _ in find_ordinals(self._text))
        if words and (listed or chosen):
            return words, f"its place in {'the list said last' if listed else 'its values'}"
        return None

    def _pointed_or_named(self, values: tuple[str, ...]) -> Reason:
        if values:
            return (), "pointed back at"
        return (), "no matter which, said of its name"


_TRUTHS: dict[tuple[str, ...], str] = {("yes",): "said to be so", ("no",): "said not to be so"}


_COMPARISONS = {
    "lowest": "the least is wanted",
    "highest": "the greatest is wanted",
    "ascending": "the least come first",
    "descending": "the greatest come first",
    "less": "less than what is spoken of",
    "more": "more than what is spoken of",
}


def _points(utterance: Utterance) -> bool:
    return bool(pointed_at(utterance))
