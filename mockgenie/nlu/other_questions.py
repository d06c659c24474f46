"""What is asked of records that the domain has no word for: 두 번째 거 사진 있어요?"""

from __future__ import annotations

import re

from mockgenie.korean import UtteranceKind, find_ordinals, named_nouns
from mockgenie.nlu.coreference import record_keys
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.vocabulary import Vocabulary

_SEEKS = re.compile("몇|어떤|무슨|어디|언제|누가|뭐|얼마")


def leave_other_questions(vocabulary: Vocabulary) -> Step | None:
    """A question about the records spoken of by a noun that no step knows, or about values that
    are only asked about (혼자 가도 되나요?), looks for no others: it performs no act that naming a
    record does."""
    keys = record_keys(vocabulary).keys()
    if not keys:
        return None
    naming = {
        pattern.act
        for pattern in vocabulary.patterns
        if not (pattern.words or keys.isdisjoint(pattern.slots))
    }

    looked_up = vocabulary.domain.looked_up()
    noted = {name for name in vocabulary.slots if name.partition(".")[0] not in looked_up}

    def step(draft: Draft) -> None:
        if draft.kind is not UtteranceKind.QUESTION or (draft.act and draft.act not in naming):
            return
        state, slots = draft.state, draft.slots
        if draft.unknown or draft.unwanted or draft.compared or draft.forgotten:
            return
        if others := slots.keys() - keys:
            # 커피 맛은 괜찮아?, where coffee is what was looked for
            said_again = all(state.slots.get(slot) == slots[slot] for slot in others)
            if not said_again or _SEEKS.search(draft.utterance.letters):
                return
        if not (draft.act or slots):
            return  # then nothing looks for others anyway
        if not (draft.slots or state.listed or any(map(state.slots.get, keys))):
            return
        if draft.mentions and all(one.ignored and one.slot in noted for one in draft.mentions):
            first = draft.mentions[0]  # 혼자 가도 되나요?
            leave(draft, first.start, first.end)
            return
        known = _known(draft)
        for start, end in named_nouns(draft.utterance):
            if not any(known[start:end]):
                leave(draft, start, end)
                return

    def leave(draft: Draft, start: int, end: int) -> None:
        draft.act, draft.performed, draft.similar = "", None, None
        draft.asks_other = draft.utterance.words_between(start, end)

    return step


def _known(draft: Draft) -> bytearray:
    """A byte for each letter, 1 where it belongs to a word that is understood."""
    utterance = draft.utterance
    known = draft.taken_letters()
    found = (*draft.cues, *draft.candidates, *draft.pattern_starts)
    spans = [(start, end) for start, end, _ in found if end - start > 1]
    spans += draft.performed.spans if draft.performed is not None else ()
    spans += [
        utterance.letters_between(start, end) for start, end, _ in find_ordinals(utterance.text)
    ]
    for start, end in spans:
        known[start:end] = b"\1" * (end - start)
    return known
