"""Which slot a value belongs to, where several slots can have it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from mockgenie.korean import (
    asks_of,
    is_of_any_journey,
    is_repaired,
    is_weekday,
    means_day_of_month,
    only_follows,
    wants_change,
)
from mockgenie.nlu.remembered import remembered
from mockgenie.nlu.step import Candidate, Draft, Mention, SlotCue, Step
from mockgenie.nlu.topics import Topics
from mockgenie.nlu.vocabulary import Meaning, Vocabulary

_BETWEEN = {
    "",
    "에",
    "에서",
    "에는",
    "을",
    "를",
    "로",
    "으로",
    "은",
    "는",
    "도",
    "쯤",
    "경",
    "정도",
}
_BETWEEN |= {
    "전",
    "이전",
    "전에",
    "쯤에",
    "정도에",
    "안에",
    "무렵",
    "이후",
    "이후에",
    "이하",
    "이상",
}
_BETWEEN.update(("아침에", "오전에", "점심에", "오후에", "저녁에", "밤에"))
"""What may stand between a value and the word of its slot: 서울에서 출발, 세 시쯤 도착."""
_FURTHEST = max(map(len, _BETWEEN))
_BESIDE = 3
"""With no more letters between them a number belongs to what stands before it: 콜라 두 개."""
_JOINTS = {"이랑", "랑", "과", "와", "하고", "이나", "나", "또는", "혹은", "및", "도", "그리고"}
_JOINTS |= {"아니면", "이거나", "거나", "이든지", "든지"}
_POSSIBLE = ("되", "돼", "됩", "있", "없")
"""What words begin with that ask if something can be had, which is how it is ordered as well."""
_PRICES = ("가격", "값", "얼마")
_ORDERS = re.compile("주[세시문]|줘|할[게래]|시[켜킬]|넣|담아")
_SO_LARGE = "짜리"
"""What ends what stands between a thing and its number: 콜라 1.5리터짜리 두 개."""
_INSTEAD = re.compile("(?:은|는|이|가|을|를|에|으?로)?(?:말[고구]|아니[고라구]?|대신|빼고)")
_LONGEST_RUN = 5
_NEAR = 8
"""So many values before one are shortly before it."""
_FROM = ("에서", "을", "를", "이었는데", "였는데", "에서는")
"""What stands behind a value that is changed: 여덟 시에서 아홉 시로 바꿔 줘."""
_BESIDE_NAMES = ("int", "float", "duration", "choice")
"""The types of slot whose values stand beside what they are of: 콜라 큰 거 두 개."""

_WEEKDAY = len("일요일")
_LONGEST_QUESTION = 40
"""So many letters behind a value the word is looked for that asks about it."""

_WORD_BEHIND = 16
"""What speaks for a slot, and how much: a word of the slot right behind the value; one before it,
or behind the values that follow it; that the value can only be read as one of the slot's type;
that the value stands beside one of the same entity class; that the slot was asked for; that the
task needs it, or another slot of its class, or of its topic; that some task needs it; that it has
no value yet; that its sentence speaks of its topic; that a word of any journey (에서, 가려고) is
beside the value, which can be one of the topic in hand; that a question about it has its word; that
there is another one of several already. What speaks against it: that another day is named; that it
was given a value just now."""
_WORD_BEFORE = 12
_READ_AS_DAY = 20
_OF_THE_CLASS = 10
_OF_ITS_NAME = 18
_REQUESTED = 8
_NEEDED = 5
_OF_THE_TASK = 4
_OF_THE_TOPIC = 3
_OF_THE_SENTENCE = 9
_OF_SOME_TASK = 2
_EMPTY = 1
_SECOND_DAY = 6
_GIVEN_NOW = 4
_OF_ANY_JOURNEY = 2
_OF_QUESTION = 20
_ORDERED = 3
_CONFIRMED = 24
"""What speaks for a slot that is to be confirmed, where no record is named: 6시로 바꿔 줘 changes
it, whatever other slot has 바꿔 for its word."""


_NONE: Set[str] = frozenset()
_START, _END = itemgetter(0), itemgetter(1)


class _SlotFacts(NamedTuple):
    """What is the same of a slot in every utterance: its type, its entity class and the topic of
    that; whether its values stand beside names; `points`, what speaks for it wherever it is."""

    type: str
    entity: str
    topic: str
    stands_beside: bool
    points: int


class _Options(NamedTuple):
    """What is the same in every utterance of some meanings: `slots` that can have them, each with
    its first meaning and all of its values; the slots' `classes`, `types` and `topics`; whether one
    can be a day and another one can't."""

    slots: Mapping[str, tuple[Meaning, tuple[str, ...]]]
    classes: frozenset[str]
    types: frozenset[str]
    topics: frozenset[str]
    may_be_day: bool


def is_joint(letters: str) -> bool:
    """Whether what stands between two values joins them: 서울이랑 부산."""
    return letters in _JOINTS


def resolve_slots(vocabulary: Vocabulary) -> Step | None:
    """Which of the values found are meant, the leftmost and longest without overlaps, and to which
    slot each belongs."""
    if not vocabulary.slots:
        return None
    facts = _Facts(vocabulary)

    def step(draft: Draft) -> None:
        candidates = draft.candidates
        if not candidates:
            return
        picked = _without_overlaps(candidates)
        choice: _Choice | None = None
        for number, (start, end, meanings) in enumerate(picked):
            meaning = meanings[0]
            values: tuple[str, ...] = (meaning.value,)
            slot, why = meaning.slot, "its value"
            if len(meanings) > 1:
                if _is_only_weekday(draft, start, end):
                    continue
                options = facts.of_meanings(meanings)
                if len(options.slots) > 1:
                    choice = choice or _Choice(facts, draft, picked)
                    slot, why = choice.of(number, options)
                meaning, values = options.slots[slot]
            if meaning.kind == "said" and not values[0]:
                values = (draft.utterance.words_between(start, end),)
            draft.mentions.append(Mention(start, end, slot, meaning.kind, values, why))

    return step


def _is_only_weekday(draft: Draft, start: int, end: int) -> bool:
    """Whether a weekday only tells that of the day right before it: 12월 6일 일요일."""
    mentions, utterance = draft.mentions, draft.utterance
    if not mentions or mentions[-1].end != start or end - start > _WEEKDAY:
        return False
    letters, day = utterance.letters, mentions[-1]
    return (
        day.kind == "said"
        and letters[start - 1] == "일"
        and letters[day.start].isdigit()
        and is_weekday(letters[start:end])
        and not utterance.crosses_signs(start - 1, start + 1)
    )


class _InHand(NamedTuple):
    """What is in hand in a task: the entity classes of the slots that it fills, and their topics;
    `points`: how much the task speaks for each slot, and why."""

    classes: frozenset[str]
    topics: frozenset[str]
    points: Mapping[str, tuple[int, str]]


class _Facts:
    """What is the same in every utterance of a domain.

    `of`: what is known of each slot; `keys`: the slots by which records are named; `ordered`: those
    that tell things of a class of many apart; `of_meanings`: the options that several meanings are;
    `in_hand`: the classes of slots that a task fills, their topics, and what speaks for each slot
    in the task.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        domain = vocabulary.domain
        filled = {slot for task in domain.tasks.values() for slot in task.fill}
        filled.update(domain.entities[name].key for name in domain.looked_up())
        self.keys = {entity.key for entity in domain.entities.values()}
        self.ordered = {many.head for many in domain.many}
        self.topics = Topics(domain)
        self.of = {
            name: _SlotFacts(
                slot.type,
                name.partition(".")[0],
                self.topics.of_slot[name],
                slot.type in _BESIDE_NAMES,
                _OF_SOME_TASK if name in filled else 0,
            )
            for name, slot in vocabulary.slots.items()
        }
        self.of_meanings = remembered(10_000, self._of_meanings)
        self.in_hand = remembered(1_000, self._in_hand)

    def _of_meanings(self, meanings: tuple[Meaning, ...]) -> _Options:
        slots: dict[str, tuple[Meaning, tuple[str, ...]]] = {}
        for meaning in meanings:
            first, values = slots.get(meaning.slot, (meaning, ()))
            slots[meaning.slot] = first, (*values, meaning.value)
        facts = [self.of[slot] for slot in slots]
        types = frozenset(one.type for one in facts)
        return _Options(
            slots,
            frozenset(one.entity for one in facts),
            types,
            frozenset(one.topic for one in facts),
            len(types) > 1 and "date" in types,
        )

    def _in_hand(self, fill: tuple[str, ...]) -> _InHand:
        classes = frozenset(slot.partition(".")[0] for slot in fill)
        topics = frozenset(self.topics.of[name] for name in classes)
        points: dict[str, tuple[int, str]] = {}
        for slot, one in self.of.items():
            if slot in fill:
                points[slot] = one.points + _NEEDED, "the task needs it"
            elif one.entity in classes:
                points[slot] = one.points + _OF_THE_TASK, ""
            else:
                of_topic = _OF_THE_TOPIC if one.topic in topics else 0
                points[slot] = one.points + of_topic, ""
        return _InHand(classes, topics, points)


class _Choice:
    """The choices in one utterance. `picked`: the values that slots are chosen for; the draft has
    the mentions that have been made of them so far."""

    def __init__(self, facts: _Facts, draft: Draft, picked: Sequence[Candidate]) -> None:
        self._facts = facts
        self._of = facts.of
        self._ordered = facts.ordered
        self._is_named = False
        self._draft = draft
        self._letters = draft.utterance.letters
        self._utterance = draft.utterance
        self._mentions = draft.mentions
        self._state = draft.state
        self._fill = draft.fill
        self._cues = draft.cues
        self._cue_starts = [cue[0] for cue in draft.cues]
        self._picked = picked
        self._classes, self._in_hand, self._task_points = facts.in_hand(tuple(draft.fill))
        self._topics: list[tuple[int, str]] | None = None

    def of(self, number: int, options: _Options) -> tuple[str, str]:
        """The slot among `options` that has the value `number`, and why."""
        start, end, _ = self._picked[number]
        before = self._mentions[-1] if self._mentions else None
        if before and before.slot in options.slots and self._is_joined(before, start):
            return before.slot, f"joined to {before.slot}"
        topics = options.topics
        in_hand = not topics.isdisjoint(self._in_hand)
        cues = self._points_of_cues(number, before, in_hand) if self._cues else {}
        if self._ordered and self._cues and not self._ordered.isdisjoint(options.slots):
            cues.update(self._points_of_question(end, options.slots))
        taken = {mention.slot for mention in self._mentions[-_NEAR:]} if before else _NONE
        beside = ""
        if before and (
            start - before.end <= _BESIDE or self._letters.endswith(_SO_LARGE, before.end, start)
        ):
            beside = before.slot.partition(".")[0]
        self._is_named = before is not None and before.slot in self._ordered
        topic = self._topic_of(start, end) if len(topics) > 1 else ""
        best, reason, score = "", "", -100
        for slot in options.slots:
            points, why = self._points(slot, cues, taken, beside, topic)
            if options.may_be_day:
                points, why = self._points_of_days(slot, end, points, why)
            if points > score:
                best, reason, score = slot, why, points
        return best, reason or "the first that has it"

    def _points(
        self,
        slot: str,
        cues: Mapping[str, tuple[int, str]],
        taken: Set[str],
        beside: str,
        topic: str,
    ) -> tuple[int, str]:
        """How much speaks for a slot, and what most. `cues`: the points of slots by the words
        around the value, and why; `taken`: the slots of the values shortly before it; `beside`:
        the class of the one right beside it, "" for none; `topic`: that of its sentence, "" for
        none."""
        points, why = self._task_points[slot]
        _, entity, own_topic, stands_beside, _ = self._of[slot]
        state = self._state
        if slot == state.asked:
            points, why = points + _REQUESTED, "it was asked for"
        if slot not in state.slots:
            points += _EMPTY
        else:
            if slot in self._fill and self._is_confirming:
                points += _CONFIRMED
            if slot in self._ordered:
                points += _ORDERED
        if slot in cues:
            more, why = cues[slot]
            points += more
            if more >= _WORD_BEHIND and self._is_confirmed_beside(slot, entity):
                points += _CONFIRMED  # 19일까지로 바꿔 주세요
        if topic == own_topic:
            points, why = points + _OF_THE_SENTENCE, why or "its sentence speaks of such things"
        if slot in taken and slot not in self._ordered:
            points -= _GIVEN_NOW
        if beside == entity and stands_beside:
            much = _OF_ITS_NAME if self._is_named else _OF_THE_CLASS
            points, why = points + much, why or f"it stands beside one of {beside}"
        return points, why

    def _is_confirmed_beside(self, slot: str, entity: str) -> bool:
        """Whether a slot that the task does not need is to be confirmed as well."""
        beside = entity in self._classes and slot not in self._fill
        return beside and slot in self._state.slots and self._is_confirming

    def _points_of_days(self, slot: str, end: int, points: int, why: str) -> tuple[int, str]:
        """The same for a value that can be a day or a number: 3일."""
        is_date = self._of[slot].type == "date"
        if means_day_of_month(self._letters, end) is is_date:
            points, why = points + _READ_AS_DAY, "what stands behind it"
        if is_date and self._has_days:
            points -= _SECOND_DAY  # another day is named, so 3일 is no day
        return points, why

    @cached_property
    def _has_days(self) -> bool:
        """Whether one of the values can only be a day."""
        return any(
            all(self._of[meaning.slot].type == "date" for meaning in meanings)
            for _, _, meanings in self._picked
        )

    @cached_property
    def _is_confirming(self) -> bool:
        """Whether what is to be confirmed is to be changed: no record is named beside it."""
        if self._state.stage != "confirming" or not wants_change(self._letters):
            return False
        named = (meaning.slot for _, _, meanings in self._picked for meaning in meanings)
        return self._facts.keys.isdisjoint(named)

    def _is_joined(self, before: Mention, start: int) -> bool:
        """Whether a value is one more of the slot before it, or comes in its place."""
        letters = self._letters
        end = before.end
        for cue_start, cue_end, _ in self._between(end, start):
            if letters[before.end : cue_start] not in _BETWEEN:
                return False
            end = max(end, cue_end)  # the word of the value before
        between = letters[end:start]
        if not between:
            return end == before.end and self._utterance.crosses_signs(end - 1, start + 1)
        if is_repaired(letters, end, start) or (
            between in _FROM and wants_change(letters, self._utterance.signs)
        ):
            return True
        joined = between in _JOINTS and end == before.end
        return joined or _INSTEAD.fullmatch(between) is not None

    def _topic_of(self, start: int, end: int) -> str:
        """What the sentence of a value speaks of, "" where it is also what the dialog is about:
        what is named behind the value, or else before it."""
        if self._topics is None:
            topics = self._spoken_of()
            others = {topic for _, topic in topics} - self._in_hand
            self._topics = topics if others else []
        if not self._topics:
            return ""
        begin, stop = self._utterance.sentence_of(start)
        first, last = bisect_left(self._topics, (begin,)), bisect_left(self._topics, (stop,))
        named = [topic for _, topic in self._topics[first:last]]
        if not named or not self._in_hand.isdisjoint(named):
            return ""
        behind = bisect_left(self._topics, (end,))
        return self._topics[behind if behind < last else behind - 1][1]

    def _spoken_of(self) -> list[tuple[int, str]]:
        """The letters at which a word or a value that belongs to one topic begins, with the
        topic."""
        of_act = self._facts.topics.of_act
        found: list[tuple[int, str]] = []
        for start, _, meanings in self._picked:
            topics = self._facts.of_meanings(meanings).topics
            if len(topics) == 1:
                found.append((start, next(iter(topics))))
        for start, _, patterns in self._draft.pattern_starts:
            for pattern in patterns:
                if pattern.act in of_act and len(pattern.words) == 1 and not pattern.slots:
                    found.append((start, of_act[pattern.act]))
        return sorted(found)

    def _points_of_cues(
        self, number: int, before: Mention | None, in_hand: bool
    ) -> dict[str, tuple[int, str]]:
        """The slots whose words stand beside the value: how much that tells, and why. `in_hand`:
        the value can be one of what the dialog is about."""
        start, end, _ = self._picked[number]
        picked = self._picked
        following = picked[number + 1][0] if number + 1 < len(picked) else 1 << 30
        points: dict[str, tuple[int, str]] = {}

        def note(word: str, slots: Sequence[str], much: int, why: str) -> None:
            weak = in_hand and is_of_any_journey(word)
            for slot in slots:
                tells = _OF_ANY_JOURNEY if weak and not self._is_in_hand(slot) else much
                points[slot] = max(points.get(slot, (0, "")), (tells, why))

        letters = self._letters
        if self._cue_starts[-1] >= end:
            for word, place, slots in self._words_behind(end):
                if place <= following:
                    # The one that reaches further is meant: of 에 and 에서, of 에서 and 내릴게요.
                    note(word, slots, _WORD_BEHIND + place - end, f'"{word}" stands behind it')
            if (last := self._end_of_run(number)) > end:
                # 금요일 세 시로 옮겨: what stands behind the last counts for all of them.
                for word, _, slots in self._words_behind(last):
                    note(word, slots, _WORD_BEFORE, f'"{word}" stands behind it and what follows')
            if (last := self._end_of_joined(number)) > end:
                # 페퍼로니랑 불고기 중에 뭐가 싸요
                for word, _, slots in self._words_behind(last):
                    note(word, slots, _WORD_BEHIND, f'"{word}" stands behind what is joined to it')
        previous = before.end if before else 0
        within = 0
        own: Sequence[str] = ()
        for cue_start, cue_end, slots in self._between(previous, start):
            if before and letters[previous:cue_start] in _BETWEEN:
                continue  # 부터 in 월요일부터 5일 speaks of what stands before it
            if cue_end > within:
                within, own = cue_end, slots
            elif cue_end == within:  # the 시간 in 끝나는 시간, but not the 출발 in 출발지
                slots = [slot for slot in slots if slot in own]
            word = letters[cue_start:cue_end]
            if cue_end <= start and not only_follows(word):
                note(word, slots, _WORD_BEFORE, f'"{word}" stands before it')
        return points

    def _points_of_question(
        self, end: int, options: Collection[str]
    ) -> Iterator[tuple[str, tuple[int, str]]]:
        """The slots that a question about what ends at letter `end` is of: 불고기 라지는 얼마예요?
        orders nothing."""
        utterance, letters = self._utterance, self._letters
        _, stop = utterance.sentence_of(end - 1)
        asks: bool | None = None
        for start, word_end, slots in self._between(end, min(stop, end + _LONGEST_QUESTION)):
            asked = [slot for slot in slots if slot in options]
            word = letters[start:word_end]
            if asked and not word.startswith(_POSSIBLE):
                is_price = word in _PRICES and not _ORDERS.search(letters, end, start)
                if asks is None:
                    asks = asks_of(letters, end, stop, utterance.asks_before(stop))
                if is_price or asks:
                    for slot in asked:
                        yield slot, (_OF_QUESTION, f'"{word}" asks about it')

    def _is_in_hand(self, slot: str) -> bool:
        return self._of[slot].topic in self._in_hand

    def _end_of_run(self, number: int) -> int:
        """Where the last one ends of the values that stand side by side from `number` on, each of
        another type, as long as one class can have them all: 금요일 세 시."""
        _, end, meanings = self._picked[number]
        own = self._facts.of_meanings(meanings)
        classes, types = own.classes, own.types
        for start, next_end, others in self._picked[number + 1 : number + _LONGEST_RUN]:
            if start - end > 1:
                break
            following = self._facts.of_meanings(others)
            classes &= following.classes
            if not classes or not types.isdisjoint(following.types):
                break
            types |= following.types
            end = next_end
        return end

    def _end_of_joined(self, number: int) -> int:
        """Where the last one ends of the values from `number` on that are joined to it and can be
        of the same slots."""
        _, end, meanings = self._picked[number]
        own = self._facts.of_meanings(meanings).slots.keys()
        for start, next_end, others in self._picked[number + 1 : number + _LONGEST_RUN]:
            if self._letters[end:start] not in _JOINTS:
                break
            if own != self._facts.of_meanings(others).slots.keys():
                break
            end = next_end
        return end

    def _words_behind(self, end: int) -> list[tuple[str, int, Sequence[str]]]:
        """The words of slots right behind letter `end`, but for a particle, and their ends."""
        letters = self._letters
        return [
            (letters[cue_start:cue_end], cue_end, slots)
            for cue_start, cue_end, slots in self._between(end, end + _FURTHEST + 1)
            if letters[end:cue_start] in _BETWEEN
        ]

    def _between(self, start: int, end: int) -> Sequence[SlotCue]:
        """The words of slots that begin from letter `start` up to `end`."""
        starts = self._cue_starts
        return self._cues[bisect_left(starts, start) : bisect_left(starts, end)]


def _without_overlaps(candidates: list[Candidate]) -> list[Candidate]:
    """Leftmost and longest; meanings of the same letters together."""
    free = 0
    for start, end, _ in candidates:
        if start < free:
            break
        free = end
    else:
        return candidates
    candidates.sort(key=_END, reverse=True)
    candidates.sort(key=_START)
    picked: list[Candidate] = []
    free = 0
    for start, end, meanings in candidates:
        if start >= free:
            picked.append((start, end, meanings))
            free = end
        elif picked[-1][:2] == (start, end):
            merged = dict.fromkeys((*picked[-1][2], *meanings))
            picked[-1] = (start, end, tuple(merged))
    return picked
