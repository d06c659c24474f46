"""What is asked of records that the domain has no word for: 두 번째 거 사진 있어요?"""

from __future__ import annotations

import re

from mockgenie.korean import UtteranceKind, asks_if_fits, find_ordinals, is_light, named_nouns
from mockgenie.nlu.coreference import record_keys
from mockgenie.nlu.step import Draft, Mention, Step
from mockgenie.nlu.vocabulary import Vocabulary

_IS_ONE = re.compile(
    "[한운은쁜는](?:데|곳|집|방)(?:예요|이에요|인가요?|이야|야|인지|입니까|이죠|죠)\\Z"
)
"""What asks if the record that was chosen is such a one."""
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

    numbers = {name for name in noted if vocabulary.slots[name].type == "int"}

    def step(draft: Draft) -> None:
        if draft.kind is not UtteranceKind.QUESTION:
            return
        if asked := asked_to_fit(draft):
            leave(draft, asked.start, asked.end)
            return
        if draft.act and draft.act not in naming:
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
        known = known_letters(draft)
        for start, end in named_nouns(draft.utterance):
            if not any(known[start:end]):
                leave(draft, start, end)
                return
        letters, last = draft.utterance.letters, draft.utterance.starts.rfind(1)
        is_known = letters[last] in "있없" or any(known[last:]) or is_light(letters[last:])
        is_like = others and not is_known
        if any(map(state.slots.get, keys)) and (is_like or _IS_ONE.search(letters)):
            leave(draft, last, len(letters))  # 케이크 맛있어요?, 사진 찍기 좋은 데예요?

    def asked_to_fit(draft: Draft) -> Mention | None:
        """How many it is asked if there is room for, which is noted: 25명이 다 들어가나요?"""
        letters, performed = draft.utterance.letters, draft.performed
        if performed is not None and performed.spans and not performed.in_other_form:
            return None
        for mention in draft.mentions:
            if mention.slot in numbers and asks_if_fits(letters, mention.end):
                return mention
        return None

    def leave(draft: Draft, start: int, end: int) -> None:
        draft.act, draft.performed, draft.similar = "", None, None
        draft.asks_other = draft.utterance.words_between(start, end)

    return step


def known_letters(draft: Draft) -> bytearray:
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
