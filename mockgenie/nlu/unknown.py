"""What was said and not used: 판교 in 판교요, where the domain knows no such place."""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.domain import Slot
from mockgenie.korean import (
    Polarity,
    UtteranceKind,
    answered_noun,
    asked_noun,
    manner_noun,
    may_name_beside,
    place_nouns,
    quoted,
    repeated,
    squeeze,
)
from mockgenie.nlu.places import names_places
from mockgenie.nlu.step import Draft, Step, UnknownWords
from mockgenie.nlu.vocabulary import Vocabulary

_MAY_NAME = (UtteranceKind.STATEMENT, UtteranceKind.QUESTION, UtteranceKind.COMMAND)
_LONGEST = 60
"""Letters; in a longer utterance nothing is looked for."""


def find_unknown_words(vocabulary: Vocabulary) -> Step | None:
    """A noun in the place of a value that no step has a use for. Silent in doubt, for to say
    wrongly that something is not known is worse than to say nothing."""
    slots = vocabulary.slots
    if not slots:
        return None
    closed = {name for name, slot in slots.items() if _is_closed(slot)}
    places = [name for name in closed if names_places(slots[name])]
    keys = [e.key for e in vocabulary.domain.entities.values() if e.key in closed]
    has_days = any(slot.type == "date" for slot in slots.values())

    def step(draft: Draft) -> None:
        utterance = draft.utterance
        size = len(utterance.letters)
        if not 2 <= size <= _LONGEST or draft.answer or draft.kind not in _MAY_NAME:
            return
        asked = draft.state.asked
        if asked and asked not in draft.slots and slots[asked].is_open:
            return
        nothing = not (draft.act or draft.slots or draft.unwanted or draft.forgotten)
        if not nothing and not may_name_beside(utterance):
            return
        used: bytearray | None = None
        for (start, end), slot in found(draft, nothing):
            used = used or _used(draft)
            if not any(used[start:end]):
                draft.unknown = UnknownWords(slot, utterance.words_between(start, end))
                return

    def found(draft: Draft, nothing: bool) -> Iterator[tuple[tuple[int, int], str]]:
        utterance, asked = draft.utterance, draft.state.asked
        if nothing and asked in closed and (noun := answered_noun(utterance)):
            yield noun, asked
        if nothing and (noun := asked_noun(utterance)):
            yield noun, ""
        if (words := quoted(utterance.text)) and (words := squeeze(words)):
            start = utterance.letters.find(words)
            given = any(words in squeeze(value) for said in draft.slots.values() for value in said)
            if start >= 0 and not given and not draft.slots.keys() & keys:
                yield (start, start + len(words)), keys[0] if keys else ""
        if has_days and (again := repeated(utterance.letters)):
            yield again, ""
        if nothing and not draft.built_in and not asked:
            return
        yield from beside(draft)

    def beside(draft: Draft) -> Iterator[tuple[tuple[int, int], str]]:
        """Beside what is understood."""
        utterance, mentions = draft.utterance, draft.mentions
        instead = ""
        for mention in mentions:
            if mention.polarity is Polarity.REPLACED:
                instead = mention.slot
        if instead and (noun := asked_noun(utterance, utterance.starts.rfind(1))):
            yield noun, instead if instead in closed else ""  # 강남 말고 판교는요?
        place = next(filter(places.__contains__, (*draft.fill, *places)), "")
        if place and place not in draft.slots:
            for noun in place_nouns(utterance):
                yield noun, place
        performed = draft.performed
        doing = [mentions[-1].start] if mentions and mentions[-1].slot in closed else []
        if performed and performed.spans and not performed.in_other_form:
            doing.append(performed.spans[-1][0])
        for end in doing:
            start = utterance.starts.rfind(1, 0, end)
            if 0 <= start < end and (noun := manner_noun(utterance, start, end)):
                yield noun, ""

    return step


def _is_closed(slot: Slot) -> bool:
    return slot.type in ("text", "choice") and bool(slot.values) and not slot.same


def _used(draft: Draft) -> bytearray:
    """A byte for each letter, 1 where it belongs to something that the domain knows."""
    used = draft.taken_letters()
    spans = [(start, end) for start, end, _ in draft.cues]
    spans += [(start, end) for start, end, _ in draft.pattern_starts]
    spans += [(start, end) for start, end, _ in draft.candidates]
    for match in (draft.performed, draft.built_in):
        spans += match.spans if match is not None else ()
    for start, end in spans:
        used[start:end] = b"\1" * (end - start)
    return used
