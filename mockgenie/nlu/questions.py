"""What of a record that is spoken of is only asked about."""

from __future__ import annotations

from collections.abc import Sequence

from mockgenie.korean import (
    asks_for_what_has,
    asks_if_it_is,
    asks_if_possible,
    asks_of,
    may_ask_for_what_has,
    pointed_at,
)
from mockgenie.nlu.coreference import record_keys
from mockgenie.nlu.state import DialogState
from mockgenie.nlu.step import Draft, Mention, Step
from mockgenie.nlu.vocabulary import Vocabulary


def ignore_questions(vocabulary: Vocabulary) -> Step | None:
    """Properties of a record that is spoken of, asked about and not wished for: 거기 주차 되나요?
    Without such a record the same words are a wish. Nor is what is asked for to have a value
    an order of it: 버섯 들어간 피자 있어요?"""
    key_of = {slot.name: key for key, own in record_keys(vocabulary).items() for slot in own}
    truths = {name for name, slot in vocabulary.slots.items() if slot.type == "boolean"}
    looked_up = vocabulary.domain.looked_up()
    ordered = {
        name
        for name, slot in vocabulary.slots.items()
        if slot.type in ("text", "choice") and name.partition(".")[0] not in looked_up
    }
    choices = {name for name in ordered if vocabulary.slots[name].type == "choice"}
    if not key_of:
        return None

    def step(draft: Draft) -> None:
        mentions, state = draft.mentions, draft.state
        if ordered and may_ask_for_what_has(draft.utterance.letters):
            letters = draft.utterance.letters
            for mention in mentions:
                if mention.slot in ordered and asks_for_what_has(letters, mention.end):
                    mention.ignored = "asked about, not ordered"
        for mention in mentions:
            early = mention.slot in choices and mention.slot not in (state.asked, *draft.fill)
            if early and asks_if_possible(draft.utterance.letters, mention.end):
                for one in mentions:
                    if one is mention or one.start == mention.end:  # 포장 하나요
                        one.ignored = "asked about, not ordered"
        keys = {key_of[mention.slot] for mention in mentions if mention.slot in key_of}
        if not keys:
            return
        named = {*draft.slots, *[mention.slot for mention in mentions]}
        chosen = {key for key in keys if key in named or _is_chosen(key, state)}
        utterance = draft.utterance
        letters = utterance.letters
        if keys != chosen and state.listed[:1] and pointed_at(utterance):
            chosen.add(state.listed[0])
        letters = _without(mentions, letters)
        for mention in mentions:
            if mention.slot in chosen or key_of.get(mention.slot) not in chosen:
                continue
            if mention.slot in truths:
                _, stop = utterance.sentence_of(mention.end - 1)
                asked = asks_of(letters, mention.end, stop, utterance.asks_before(stop))
            else:
                asked = mention.kind == "value" and asks_if_it_is(letters, mention.end)
            if asked and mention.kind != "any":
                mention.ignored = "asked about, not wished for"

    return step


def _is_chosen(key: str, state: DialogState) -> bool:
    """Whether a record is the one spoken of: it was chosen, or is what was just settled."""
    return bool(state.slots.get(key) or (state.stage == "done" and state.outcome.get(key)))


def _without(mentions: Sequence[Mention], letters: str) -> str:
    """The letters, with signs in place of the mentions, which ask and wish for nothing."""
    places = list(letters)
    for mention in mentions:
        places[mention.start : mention.end] = "*" * (mention.end - mention.start)
    return "".join(places)
