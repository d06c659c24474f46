"""Several questions in one utterance: 주차 돼요? 몇 시까지 해요?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from mockgenie.korean import (
    Utterance,
    UtteranceKind,
    asks_if_allowed,
    asks_of,
    had_noun,
    joins_questions,
    named_nouns,
    topic_noun,
)
from mockgenie.nlu.classifier import PatternsByFirstWord
from mockgenie.nlu.coreference import record_keys
from mockgenie.nlu.other_questions import known_letters
from mockgenie.nlu.patterns import Span
from mockgenie.nlu.questions import NOT_WISHED, answered_acts, patterns_of_slots
from mockgenie.nlu.step import Draft, Step, UnknownWords
from mockgenie.nlu.vocabulary import Vocabulary

_Question: TypeAlias = "tuple[str, tuple[Span, ...]]"
"""An act, and the letters by which it is asked."""

_BRIEF = 2
"""So many letters has what is done by a verb of one letter: 펴도 (되나요)."""
_MOST = 4
"""So many questions are heard in an utterance."""
_LONGEST = 80
"""Letters; in a longer utterance no second question is looked for."""


def hear_further_questions(vocabulary: Vocabulary) -> Step | None:
    """The questions about a record beside the first one; a noun by which something is asked beside
    it and that the domain does not know is not used: 주차 돼요? 사물함 있어요?"""
    keys = record_keys(vocabulary).keys()
    classes = {key.partition(".")[0] for key in keys}
    answered = answered_acts(vocabulary.domain)
    acts = {act for act, looked_up in answered.items() if not classes.isdisjoint(looked_up)}
    by_words = PatternsByFirstWord(vocabulary.patterns)
    truths = {name for name, slot in vocabulary.slots.items() if slot.type == "boolean"}
    of_truth = {
        slot: pattern.act
        for slot, pattern in patterns_of_slots(vocabulary, truths).items()
        if pattern.act in acts
    }
    properties = set(of_truth.values())
    if not keys or len(acts) < 2:
        return None

    def step(draft: Draft) -> None:
        state = draft.state
        if draft.act not in acts or len(draft.utterance.letters) > _LONGEST:
            return
        if not (state.listed or any(draft.slots.get(k) or state.slots.get(k) for k in keys)):
            return
        first = spans_of(draft)
        if not first:
            return
        asked = [(draft.act, first)]
        for question in others(draft):
            adjoins = question[0] not in properties and len(question[1]) == 1
            if len(asked) < _MOST and _is_apart(draft, asked, question, adjoins):
                asked.append(question)
        asked.sort(key=lambda question: question[1][0])
        draft.act, *further = [act for act, _ in asked]
        draft.further = tuple(further)
        if draft.kind is UtteranceKind.QUESTION and draft.unknown is None:
            note_unknown(draft, asked)

    def spans_of(draft: Draft) -> tuple[Span, ...]:
        """Where the act of the utterance is asked."""
        if draft.performed is not None and draft.performed.spans:
            return draft.performed.spans
        slots = {slot for slot, act in of_truth.items() if act == draft.act}
        return tuple((one.start, one.end) for one in draft.mentions if one.slot in slots)[:1]

    def others(draft: Draft) -> Iterator[_Question]:
        """What else may be asked, by the heaviest pattern first."""
        for mention in draft.mentions:
            if mention.ignored == NOT_WISHED and mention.slot in of_truth:
                yield of_truth[mention.slot], ((mention.start, mention.end),)
        found = by_words.fitting(draft, draft.ends)
        for pattern, spans in sorted(found, key=lambda one: one[0].rank):
            if pattern.act in acts:
                yield pattern.act, tuple(spans)

    def note_unknown(draft: Draft, asked: list[_Question]) -> None:
        utterance = draft.utterance
        known = known_letters(draft)
        for start, end in named_nouns(utterance):
            if any(known[start:end]) or not _is_apart(draft, asked, ("", ((start, end),))):
                continue
            _, stop = utterance.sentence_of(end - 1)
            noun = _asked_for(utterance, start, end, stop)
            if noun and asks_of(utterance.letters, noun[1], stop, utterance.asks_before(stop)):
                words = utterance.words_between(*noun)
                draft.unknown = UnknownWords("", words, beside=True)
                return

    return step


def _asked_for(utterance: Utterance, start: int, end: int, stop: int) -> Span | None:
    """The noun of the word from letter `start` to `end` by which it is asked, in a sentence that
    ends at letter `stop`, what there is or is allowed; None for none."""
    sentence = utterance.letters[:stop]
    if asks_if_allowed(sentence, end):  # 강아지 데려가도 되나요?
        return topic_noun(utterance, start, end)
    is_deed = asks_if_allowed(sentence, start) or (
        sentence.endswith("도", start, end) and (end - start == _BRIEF)
    )
    return None if is_deed else had_noun(utterance, start)


def _is_apart(
    draft: Draft, asked: list[_Question], question: _Question, adjoins: bool = False
) -> bool:
    """Whether a question is another one than those that are `asked`, and joined to them; `adjoins`:
    it may stand right beside one (주소 전화번호)."""
    act, own = question
    told = {span for _, spans in asked for span in spans}
    if act in dict(asked) or own[0] in told:
        return False
    own = tuple(span for span in own if span not in told)  # 전화번호랑 요금 알려 줘
    if _overlap(own, told):
        return False
    start, end = own[0][0], own[-1][1]
    utterance = draft.utterance
    before = max((last for _, last in told if last <= start), default=0)
    behind = min((spans[0][0] for _, spans in asked if spans[0][0] >= end), default=-1)
    within = any(last == before for _, spans in asked for _, last in spans[:-1])
    if before and not _is_joined(utterance, before, start, adjoins and not within):
        return False
    return behind < 0 or _is_joined(utterance, end, behind, adjoins)


def _overlap(own: Iterable[Span], told: Iterable[Span]) -> bool:
    return any(first < stop and begin < last for begin, stop in own for first, last in told)


def _is_joined(utterance: Utterance, end: int, start: int, adjoins: bool) -> bool:
    return joins_questions(utterance, end, start) or (adjoins and end == start)
