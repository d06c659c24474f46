"""What was said and not used: 판교 in 판교요, where the domain knows no such place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockgenie.domain import Slot
from mockgenie.korean import (
    Polarity,
    UtteranceKind,
    answered_noun,
    asked_noun,
    find_towns,
    had_noun,
    manner_noun,
    may_name_beside,
    object_noun,
    opening_end,
    place_nouns,
    quoted,
    repeated,
    requested_noun,
    squeeze,
    topic_noun,
    wished_like,
    wished_nouns,
)
from mockgenie.nlu.places import names_places
from mockgenie.nlu.step import Draft, Step, UnknownWords
from mockgenie.nlu.vocabulary import Vocabulary

_MAY_NAME = (UtteranceKind.STATEMENT, UtteranceKind.QUESTION, UtteranceKind.COMMAND)
_BEHIND_NOUNS = "에로도만"
"""Particles of what is no topic: 하룻밤에 얼마예요."""
_ADNOMINAL = "한운은는던된"
"""What ends a word that says what something is like: 유명한 감독."""
_PLURAL = "들"
_OF_EVERY_DOMAIN = ("취소", "변경", "도움말")
"""Nouns that no domain does without, whether or not it can be asked about them."""
_COMES = re.compile("에서(?:오|온|올|와|왔|출발|가는)")
"""What says that somebody comes from a town, and wants nothing there."""
_IS_ONE = re.compile("(?:인가|입니까|이에요|예요|에요|이야|이죠|이지|인지)")
_LONGEST = 60
"""Letters; in a longer utterance nothing is looked for."""


def find_unknown_words(vocabulary: Vocabulary) -> Step | None:
    """A noun in the place of a value that no step has a use for. Silent in doubt, for to say
    wrongly that something is not known is worse than to say nothing."""
    slots = vocabulary.slots
    if not slots:
        return None
    closed = {name for name, slot in slots.items() if _is_closed(slot)}
    places = [name for name in sorted(closed) if names_places(slots[name])]
    of_places = frozenset(places)
    choices = {name for name in closed if slots[name].type == "choice"}
    keys = [e.key for e in vocabulary.domain.entities.values() if e.key in closed]
    named = set(_named_by_records(vocabulary))
    has_days = any(slot.type == "date" for slot in slots.values())

    def step(draft: Draft) -> None:
        utterance = draft.utterance
        size = len(utterance.letters)
        if draft.is_read or not 2 <= size <= _LONGEST:
            return
        if draft.kind is UtteranceKind.INDIFFERENCE and draft.slots:
            wish_for_like(draft)  # 가격은 상관없고 조용한 데요
        if draft.answer or draft.kind not in _MAY_NAME:
            return
        asked = draft.state.asked
        if asked and asked not in draft.slots and slots[asked].is_open:
            return
        mentions = draft.mentions
        names_place = mentions and mentions[0].slot in of_places
        if places and not names_place and (town := named_town(draft)):
            place = next(filter(places.__contains__, (*draft.fill, *places)))
            draft.unknown = UnknownWords(place, utterance.words_between(*town), instead=True)
            return
        is_verb = choices and len(mentions) == 1 and mentions[0].slot in choices
        if is_verb and (noun := unknown_object(draft)):
            draft.unknown = UnknownWords("", utterance.words_between(*noun))
            draft.slots, draft.act, draft.performed = {}, "", None
            return
        nothing = not (draft.act or draft.slots or draft.unwanted or draft.forgotten)
        if not (nothing or may_name_beside(utterance) or may_name_record(draft)):
            return
        used: bytearray | None = None
        for (start, end), slot in found(draft, nothing):
            used = used or _used(draft)
            if not any(used[start:end]):
                draft.unknown = UnknownWords(slot, utterance.words_between(start, end))
                return

    def is_told(draft: Draft, noun: str) -> bool:
        """Whether an open slot has taken the noun: 이름을 코딩 시간으로 바꿔 줘."""
        return any(
            noun in squeeze(value)
            for slot, said in draft.slots.items()
            if slots[slot].is_open
            for value in said
        )

    def named_town(draft: Draft) -> tuple[int, int] | None:
        """A town that is none of the places of the domain, where a place can be wished for."""
        for start, end in find_towns(draft.utterance):
            if any(mention.slot in of_places for mention in draft.mentions):
                return None
            asked_for = not of_places.isdisjoint(draft.fill)
            wished = draft.performed or asked_for or draft.kind is not UtteranceKind.STATEMENT
            comes_from = _COMES.match(draft.utterance.letters, end)
            if wished and not comes_from and not any(_used(draft)[start:end]):
                return start, end
        return None

    def unknown_object(draft: Draft) -> tuple[int, int] | None:
        """What a choice that is a verb is to be done to, where that is nothing of the domain: 노래
        틀어 줘."""
        [verb] = draft.mentions
        if draft.performed is None or draft.performed.spans:
            return None
        noun = object_noun(draft.utterance, verb.start, verb.end)
        return None if noun is None or any(_used(draft)[slice(*noun)]) else noun

    def may_name_record(draft: Draft) -> bool:
        if draft.cues and named:
            return True
        return bool(keys) and not draft.mentions and draft.kind is UtteranceKind.QUESTION

    def found(draft: Draft, nothing: bool) -> Iterator[tuple[tuple[int, int], str]]:
        utterance, asked = draft.utterance, draft.state.asked
        if nothing and asked in closed and (noun := answered_noun(utterance)):
            yield noun, asked
        if nothing:
            begin = opening_end(utterance)
            noun = asked_noun(utterance, begin) or had_noun(utterance, begin)
            if noun is not None and utterance.letters[slice(*noun)] not in _OF_EVERY_DOMAIN:
                yield noun, ""
            for noun in wished_nouns(utterance):
                yield noun, ""
        if (words := quoted(utterance.text)) and (words := squeeze(words)):
            start = utterance.letters.find(words)
            given = any(words in squeeze(value) for said in draft.slots.values() for value in said)
            if start >= 0 and not given and not draft.slots.keys() & keys:
                yield (start, start + len(words)), keys[0] if keys else ""
        if has_days and (again := repeated(utterance.letters)):
            yield again, ""
        if not (asked and nothing):
            wish_for_like(draft)
        if draft.slots.keys() <= set(keys):
            note_first(draft, requested_noun(utterance))
        if nothing and not draft.built_in and not asked:
            return
        yield from beside(draft)
        if keys and (noun := asked_about(draft)):
            yield noun, keys[0]

    def wish_for_like(draft: Draft) -> None:
        note_first(draft, wished_like(draft.utterance))

    def note_first(draft: Draft, words: tuple[int, int] | None) -> None:
        """Note words of which the first is not known: 창가 자리, 아담한 집."""
        if words is not None and not _used(draft)[words[0]]:
            draft.unknown = UnknownWords("", draft.utterance.words_between(*words))

    def asked_about(draft: Draft) -> tuple[int, int] | None:
        """The first word, where all else is only what is asked: 기생충 언제 해요."""
        utterance, performed = draft.utterance, draft.performed
        second = utterance.starts.find(1, 1)
        if draft.kind is not UtteranceKind.QUESTION or draft.mentions or second < 0:
            return None
        if performed is None or not performed.spans or performed.spans[0][0] != second:
            return None
        if draft.slots or utterance.letters[second - 1] in _BEHIND_NOUNS + _ADNOMINAL[:2]:
            return None
        is_one = _IS_ONE.search(utterance.letters, performed.spans[0][0])
        if is_one and any(map(draft.state.slots.get, keys)):
            return None  # 자막 영화인가요? asks what the one is like that was chosen
        noun = topic_noun(utterance, 0, second)
        if noun is not None and utterance.letters.endswith(_PLURAL, *noun):
            return None  # 아이들 표는 얼마예요
        return noun

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
        for start, end in wished_nouns(utterance):
            if not _used(draft)[start]:
                draft.unknown = UnknownWords("", utterance.words_between(start, end))
        for end, _, of in draft.cues:
            start = utterance.starts.rfind(1, 0, end)
            if not named.issuperset(of) or start < 0 or utterance.letters[end - 1] in _ADNOMINAL:
                continue
            if noun := topic_noun(utterance, start, end):
                yield noun, of[0]  # 송강호 나오는 영화
        performed = draft.performed
        doing = [mentions[-1].start] if mentions and mentions[-1].slot in closed else []
        if performed and performed.spans and not performed.in_other_form:
            doing.append(performed.spans[-1][0])
        for end in doing:
            start = utterance.starts.rfind(1, 0, end)
            noun = manner_noun(utterance, start, end) if 0 <= start < end else None
            if noun and not is_told(draft, utterance.letters[slice(*noun)]):
                yield noun, ""

    return step


def _named_by_records(vocabulary: Vocabulary) -> Iterator[str]:
    """The slots whose values are those that the records have: who directs, who plays."""
    domain = vocabulary.domain
    for entity in map(domain.entities.__getitem__, domain.looked_up()):
        for slot in entity.slots:
            if slot.is_open and slot.name != entity.key and entity.instances.values(slot.name):
                yield slot.name


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
