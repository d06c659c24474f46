"""What of a record that is spoken of is only asked about."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence, Set

from mockgenie.domain import BUILT_IN_ACTS, Domain
from mockgenie.korean import (
    asks_for_what_has,
    asks_how_far,
    asks_how_it_is,
    asks_if_allowed,
    asks_if_it_is,
    asks_if_possible,
    asks_if_such,
    asks_of,
    may_ask_for_what_has,
    pointed_at,
)
from mockgenie.nlu.asked_things import asked_slots
from mockgenie.nlu.coreference import record_keys
from mockgenie.nlu.patterns import ActPattern, PatternMatch
from mockgenie.nlu.slot_resolver import is_joint
from mockgenie.nlu.state import DialogState
from mockgenie.nlu.step import Draft, Mention, Step
from mockgenie.nlu.topics import ways_by_act
from mockgenie.nlu.vocabulary import Vocabulary

_MOST_JOINED = 10
_COMPARED = ("차이", "중에", "중뭐", "중어")
"""What stands behind the last of several that are compared: 씬이랑 오리지널 중에 뭐가 나아요."""
_COPULAS = ("야", "이야", "예요", "에요", "이에요", "이지", "지")
_TOPICS = ("은", "는", "이", "가")
_OF_PRICE = ("추가금", "추가요금", "추가비용", "가격", "값", "얼마")
_HOW_MANY = ("몇", "얼마나")
_OF_TOPIC = ("은", "는", *_OF_PRICE, *_COMPARED)
"""What stands behind what a question is about."""
_LAST = 4
"""So many letters at the end of a sentence show whether it asks."""
_WHEN = ("date", "time", "duration")
_NOT_ORDERED = "asked about, not ordered"
NOT_WISHED = "asked about, not wished for"
"""Why a property that is asked about gives its slot nothing."""


def ignore_questions(vocabulary: Vocabulary) -> Step | None:
    """Properties of a record that is spoken of, asked about and not wished for: 거기 주차 되나요?
    Without such a record the same words are a wish. Nor is what is asked for to have a value
    an order of it: 버섯 들어간 피자 있어요?"""
    key_of = {slot.name: key for key, own in record_keys(vocabulary).items() for slot in own}
    truths = {name for name, slot in vocabulary.slots.items() if slot.type == "boolean"}
    looked_up = vocabulary.domain.looked_up()
    many_slots = {slot for many in vocabulary.domain.many for slot in many.slots}
    named = {n for n, one in vocabulary.slots.items() if one.type in ("text", "choice")}
    ordered = {
        name for name in named if name.partition(".")[0] not in looked_up or name in many_slots
    }
    asked_by = dict(asked_slots(vocabulary))
    noted = {
        name: slot.type
        for name, slot in vocabulary.slots.items()
        if name.partition(".")[0] not in looked_up or name in many_slots
    }
    if not (key_of or noted):
        return None
    of_truth = patterns_of_slots(vocabulary, truths)
    naming = {one.act for one in patterns_of_slots(vocabulary, set(key_of.values())).values()}

    def leave_questions(draft: Draft) -> None:
        """What is noted, asked about and not ordered: 배달 되나요, 라지는 몇 조각이에요."""
        utterance = draft.utterance
        if asked_by:
            leave_beside_asked(draft)
        for number, mention in enumerate(draft.mentions):
            type_, asked = noted.get(mention.slot), mention.slot == draft.state.asked
            if type_ is None:
                if mention.slot in named and asks_if_allowed(utterance.letters, mention.end):
                    mention.ignored = _NOT_ORDERED
                continue
            if mention.ignored:
                continue
            early = bool(key_of) and not asked and mention.slot not in draft.fill
            # 하와이안 라지는 얼마죠? is about one of many, which it has to be for the answer.
            may_be_topic = type_ == "int" if not asked else type_ == "choice"
            may_be_topic |= type_ == "choice" and mention.slot not in many_slots
            if type_ in ("text", "choice"):
                may_be_topic |= utterance.letters.startswith(_HOW_MANY, mention.end)
            if (early and type_ == "choice") and asks_if_possible(utterance.letters, mention.end):
                for one in draft.mentions:
                    if one is mention or one.start == mention.end:  # 포장 하나요
                        one.ignored = _NOT_ORDERED
            elif (
                (early or (type_ == "int" and not asked and mention.slot in draft.state.slots))
                and asks_if_allowed(utterance.letters, mention.end)
            ) or (not asked and type_ in _WHEN and _is_asked_then(draft, mention)):
                mention.ignored = _NOT_ORDERED
            elif may_be_topic and _is_topic(draft, mention):
                for one in _joined_to(draft, number):
                    one.ignored = _NOT_ORDERED
        performed = draft.performed
        if performed is not None and performed.pattern.slots and not performed.spans:
            told = [one for one in draft.mentions if one.slot in performed.pattern.slots]
            if told and all(one.ignored == _NOT_ORDERED for one in told):
                draft.performed, draft.act = None, ""

    def leave_beside_asked(draft: Draft) -> None:
        """What stands beside one of many that is asked about changes none that is ordered: 콜라 큰
        거 하나 얼마예요?"""
        stop = 0
        for mention in draft.mentions:
            if (many := asked_by.get(mention.slot)) and many.head in draft.state.slots:
                _, stop = draft.utterance.sentence_of(mention.start)
            elif mention.start < stop and mention.slot in many_slots:
                mention.ignored = mention.ignored or _NOT_ORDERED

    def step(draft: Draft) -> None:
        mentions, state = draft.mentions, draft.state
        if ordered and may_ask_for_what_has(draft.utterance):
            letters = draft.utterance.letters
            for mention in mentions:
                if mention.slot in ordered and asks_for_what_has(letters, mention.end):
                    mention.ignored = _NOT_ORDERED
        if noted:
            leave_questions(draft)
        keys = {key_of[mention.slot] for mention in mentions if mention.slot in key_of}
        if not keys:
            return
        named = {*draft.slots, *[mention.slot for mention in mentions]}
        chosen = {key for key in keys if key in named or _is_chosen(key, state)}
        utterance = draft.utterance
        letters = utterance.letters
        if keys != chosen and state.listed[:1] and pointed_at(utterance):
            chosen.add(state.listed[0])
        if chosen or state.listed:
            _leave_ways(draft)
        if not chosen:
            return
        letters = _without(mentions, letters)
        asked_about = ""
        named_before = {(end, slot) for _, end, slots in draft.cues for slot in slots}
        for mention in mentions:
            if mention.slot in chosen or key_of.get(mention.slot) not in chosen:
                continue
            if mention.slot in truths:
                _, stop = utterance.sentence_of(mention.end - 1)
                asked = asks_of(letters, mention.end, stop, utterance.asks_before(stop))
                asked = asked or asks_if_such(utterance.letters, mention.end, stop)
            else:
                asked = mention.kind in ("value", "said") and asks_if_it_is(letters, mention.end)
                asked = asked and not _is_said_of(letters, mention, named_before)
            if asked and mention.kind != "any":
                mention.ignored = NOT_WISHED
                asked_about = mention.slot if mention.slot in of_truth else asked_about
        if asked_about and draft.act in naming:
            _ask_about(draft, of_truth[asked_about], chosen)

    return step


def patterns_of_slots(vocabulary: Vocabulary, slots: Set[str]) -> dict[str, ActPattern]:
    """The patterns that a value of one of `slots` alone performs, by the slot."""
    alone = (one for one in vocabulary.patterns if not one.words and len(one.slots) == 1)
    return {name: one for one in alone for name in one.slots & slots}


def answered_acts(domain: Domain) -> dict[str, set[str]]:
    """The acts that lead to a task, each with the classes of which such tasks say something and
    ask for nothing."""
    answers: dict[str, set[str]] = {}
    for act, name in ways_by_act(domain):
        if act not in BUILT_IN_ACTS:
            task = domain.tasks[name]
            answers.setdefault(act, set()).update(() if task.fill else task.lookup)
    return answers


def _joined_to(draft: Draft, number: int) -> Iterator[Mention]:
    """A mention, and those of the same slot that are joined to it: 라지랑 패밀리는."""
    letters, following = draft.utterance.letters, draft.mentions[number]
    yield following
    for before in range(number - 1, max(-1, number - _MOST_JOINED), -1):
        one = draft.mentions[before]
        if one.slot != following.slot or not is_joint(letters[one.end : following.start]):
            return
        yield one
        following = one


def _is_topic(draft: Draft, mention: Mention) -> bool:
    """Whether a question is about a value: 라지는 몇 명이 먹어요, 라지 추가금 있어요?"""
    utterance, end = draft.utterance, mention.end
    if not utterance.letters.startswith((*_OF_TOPIC, *_HOW_MANY), end):
        return False
    if utterance.letters.startswith(("안되", "안돼"), end + 1):
        return False
    _, stop = utterance.sentence_of(end)
    return asks_of(utterance.letters, end, stop, utterance.asks_before(stop))


def _is_asked_then(draft: Draft, mention: Mention) -> bool:
    """Whether a question is how it is at a time: 주말에도 사람 많아요?"""
    utterance = draft.utterance
    _, stop = utterance.sentence_of(mention.end - 1)
    return asks_how_it_is(utterance.letters[:stop], mention.end) and (
        utterance.asks_before(stop)
        or asks_of(utterance.letters, max(mention.end, stop - _LAST), stop)
    )


def _ask_about(draft: Draft, pattern: ActPattern, chosen: Container[str]) -> None:
    """Have a property asked about, where nothing else is looked for: 담배 피우는 데 있어요?"""
    if all(mention.ignored or mention.slot in chosen for mention in draft.mentions):
        draft.performed, draft.act = PatternMatch(pattern, ()), pattern.act


def _leave_ways(draft: Draft) -> None:
    """Leave places to which the way is asked."""
    letters = draft.utterance.letters
    for mention in draft.mentions:
        if mention.kind == "value" and asks_how_far(letters, mention.end):
            mention.ignored = "the way there is asked"
    performed = draft.performed
    by_slots = performed is not None and not performed.spans
    if by_slots and all(mention.ignored for mention in draft.mentions):
        draft.performed, draft.act = None, ""


def _is_said_of(letters: str, mention: Mention, named: Container[tuple[int, str]]) -> bool:
    """Whether a value is what the slot that is named before it is to have: 동네는 영등포야.
    `named`: where names of slots end."""
    before = mention.start - letters.startswith(_TOPICS, mention.start - 1)
    return letters[mention.end :] in _COPULAS and (before, mention.slot) in named


def _is_chosen(key: str, state: DialogState) -> bool:
    """Whether a record is the one spoken of: it was chosen, or is what was just settled."""
    return bool(state.slots.get(key) or (state.stage == "done" and state.outcome.get(key)))


def _without(mentions: Sequence[Mention], letters: str) -> str:
    """The letters, with signs in place of the mentions, which ask and wish for nothing."""
    places = list(letters)
    for mention in mentions:
        places[mention.start : mention.end] = "*" * (mention.end - mention.start)
    return "".join(places)
