"""What each step of the pipeline finds in an utterance, for whoever wants to see why it was
understood as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from mockgenie.korean import Polarity, UtteranceKind
from mockgenie.nlu.patterns import PatternMatch
from mockgenie.nlu.step import Draft, Mention, Step

FindingKind: TypeAlias = Literal[
    "text", "corrected", "part", "candidate", "cue", "mention", "pattern", "example", "built-in",
    "act", "answer", "kind", "slot", "unwanted", "compared", "forgotten", "unknown",
]  # fmt: skip

NORMALISE = "normalise"
"""What stands for the step that every draft begins with."""


class Finding(Struct, frozen=True):
    """Something that is understood of an utterance so far.

    `kind`:

    - "text": the utterance, normalised
    - "corrected": the utterance as it was meant to be typed
    - "part": one of several things that are said, as an utterance by itself
    - "candidate": words that may be a value of each of `names`, slots
    - "cue": words that name each of `names`, slots, or stand beside their values
    - "mention": words that are a value of the slot `names[0]`
    - "pattern", "built-in", "example": what fits or is similar; `names[0]` is its act
    - "act", "answer", "kind": the dialog act, a yes or no, what the utterance does
    - "slot", "unwanted", "compared", "forgotten": what is said of the slot `names[0]`
    - "unknown": words that are no value of the slots `names`, where it can be told of which

    `words`: the user's; of patterns and examples, those that the author wrote. `values`: of slots,
    none where any will do. `note`: what else there is to say, in words for people.
    """

    kind: FindingKind
    names: tuple[str, ...] = ()
    words: str = ""
    values: tuple[str, ...] = ()
    note: str = ""


class StepTrace(Struct, frozen=True):
    """What a step changed: what it found, and what is no longer so. What was found before and is
    seen in another way now is only among `found`."""

    step: str
    found: tuple[Finding, ...]
    gone: tuple[Finding, ...]


def trace_steps(
    text: str, draft: Draft, steps: Iterable[tuple[str, Step]]
) -> tuple[StepTrace, ...]:
    """Take the steps, and say what each changed."""
    traced: list[StepTrace] = []
    before = dict.fromkeys(findings(draft))
    if draft.utterance.text != text:
        traced.append(StepTrace(NORMALISE, tuple(before), ()))
    for name, step in steps:
        step(draft)
        after = dict.fromkeys(findings(draft))
        if before.keys() != after.keys():
            traced.append(_difference(name, before, after))
        before = after
    return tuple(traced)


def findings(draft: Draft) -> Iterator[Finding]:
    """All that is understood so far."""
    words = draft.utterance.words_between
    yield Finding("text", words=draft.utterance.text)
    if draft.corrected is not None:
        yield Finding("corrected", words=draft.corrected.text)
    for start, end, meanings in draft.candidates:
        slots = tuple(dict.fromkeys(meaning.slot for meaning in meanings))
        yield Finding("candidate", slots, words(start, end))
    for start, end, slots in draft.cues:
        yield Finding("cue", slots, words(start, end))
    for mention in draft.mentions:
        yield _of_mention(mention, words(mention.start, mention.end))
    if draft.performed:
        yield _of_match("pattern", draft.performed)
    if draft.built_in:
        yield _of_match("built-in", draft.built_in)
    if similar := draft.similar:
        yield Finding("example", (similar.act,), note=f"{similar.score:.2f}")
    if draft.act:
        yield Finding("act", (draft.act,))
    if draft.kind is not UtteranceKind.STATEMENT:
        yield Finding("kind", values=(draft.kind.value,))
    if draft.answer:
        yield Finding("answer", values=(draft.answer,))
    yield from _of_slots(draft)
    for act in draft.further:
        yield Finding("act", (act,))
    for part in draft.parts:
        yield Finding("part", words=part)
    if draft.asks_other:
        yield Finding("unknown", words=draft.asks_other)
    if draft.unknown:
        names = (draft.unknown.slot,) if draft.unknown.slot else ()
        yield Finding("unknown", names, draft.unknown.words)


def _of_slots(draft: Draft) -> Iterator[Finding]:
    """What is understood of slots."""
    for slot, values in draft.slots.items():
        yield Finding("slot", (slot,), values=values)
    for slot, values in draft.unwanted.items():
        yield Finding("unwanted", (slot,), values=values)
    for slot, comparisons in draft.compared.items():
        yield Finding("compared", (slot,), values=comparisons)
    for slot in draft.forgotten:
        yield Finding("forgotten", (slot,))


def _of_mention(mention: Mention, words: str) -> Finding:
    note = "" if mention.why == "its value" else mention.why
    if mention.kind == "any":
        note = "any will do"
    if mention.comparisons:
        note = f"compared: {' and '.join(mention.comparisons)}"
    if mention.polarity is not Polarity.WANTED:
        note = mention.polarity.value
    note = mention.ignored or note
    values = tuple(filter(None, mention.values))
    return Finding("mention", (mention.slot,), words, values, note)


def _of_match(kind: Literal["pattern", "built-in"], match: PatternMatch) -> Finding:
    note = "in another form" if match.in_other_form else ""
    return Finding(kind, (match.pattern.act,), str(match.pattern), note=note)


def _difference(step: str, before: Iterable[Finding], after: Iterable[Finding]) -> StepTrace:
    before, after = dict.fromkeys(before), dict.fromkeys(after)
    found = tuple(one for one in after if one not in before)
    seen_anew = {(one.kind, one.names, one.words) for one in found}
    gone = tuple(
        one
        for one in before
        if one not in after and (one.kind, one.names, one.words) not in seen_anew
    )
    return StepTrace(step, found, gone)
