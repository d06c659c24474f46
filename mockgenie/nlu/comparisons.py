"""What values are compared with, and by what records are ordered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from msgspec import Struct

from mockgenie.conditions import ORDERS, opposite
from mockgenie.domain import Slot, Slots
from mockgenie.korean import (
    FoundOrder,
    LazyPattern,
    NumberRanges,
    OrderWords,
    Polarity,
    Scale,
    about_end,
    around,
    concession_end,
    concessions,
    find_numbers,
    find_times,
    limit_of,
    may_compare,
    measure_of,
    range_end,
    resolve_duration,
    resolve_time,
    span_above,
    span_end,
)
from mockgenie.nlu.step import Draft, Mention, Step
from mockgenie.nlu.vocabulary import Vocabulary

_NUMBERS = ("int", "float")
_MOMENTS = ("date", "time")
_PEOPLE = {"명", "분", "인", "사람"}
_CALENDAR = {"년", "년도", "월", "일", "시"}
"""Counters of what is no amount: 2020년 이후."""
_ENDPOINTS = ("부터", "까지")
_OF_MONEY = re.compile("[만천]")
"""What a number without a counter is one of 원 with: 10만 이하."""
_PICKS = ("lowest", "highest", "less", "more")


def read_comparisons(vocabulary: Vocabulary) -> Step | None:
    """Limits of the values of records, and their order: 삼만 원 이하, 7시 이후, 제일 싼 거."""
    compared = dict(_compared_slots(vocabulary))
    if not compared:
        return None
    limits, orders = _Limits(vocabulary, compared), _Orders(vocabulary, compared)

    def step(draft: Draft) -> None:
        if may_compare(draft.utterance):
            limits.read(draft)
        if orders.may_order(draft.utterance.letters):
            orders.read(draft)
        if limits.times:
            limits.take_back(draft)

    return step


def comparisons_of(mentions: Sequence[Mention]) -> Iterator[str]:
    """What mentions of a slot compare it with. Of limits on one side the last one counts; what is
    not wanted is turned round."""
    last: dict[str, str] = {}
    for number, mention in enumerate(mentions, 1):
        for comparison in mention.comparisons:
            side = comparison[0] if comparison[0] in "<>" else ""
            if mention.polarity is Polarity.WANTED:
                last[side] = comparison
            elif number == len(mentions) and comparison not in _PICKS:
                # But not of 오만 원 이하 말고 삼만 원 이하, nor of 제일 싼 거 말고.
                last[side] = opposite(comparison)
    yield from last.values()


class _Compared(Struct, frozen=True):
    """A slot that can be compared: `scale` of its limits, and `others`, words that say no limit of
    it: its own; 부터 and 까지 where people are counted (네 명까지 되는 방) or where tasks note it,
    those of `noted_by` (세 시부터 회의)."""

    slot: Slot
    scale: Scale
    others: frozenset[str]
    noted_by: frozenset[str]

    @property
    def is_price(self) -> bool:
        """Whether its values are prices."""
        return measure_of(self.slot.type, self.slot.counters) == "price"

    @property
    def is_about(self) -> bool:
        """Whether so much 정도 is wished for as about so much: a price, but not a weight."""
        return measure_of(self.slot.type, self.slot.counters) in ("price", "score", "duration")


def _compared_slots(vocabulary: Vocabulary) -> Iterator[tuple[str, _Compared]]:
    """The slots that can be compared: those by which records are looked up, and whose values have
    an order. What is merely noted has a value: 7시 이후로 예약해 주세요."""
    domain = vocabulary.domain
    looked_up = {
        slot.filled
        for entity in map(domain.entities.__getitem__, domain.looked_up())
        for slot in entity.slots
    }
    for name, slot in domain.slots().items():
        if name in looked_up and slot.is_comparable and (slot.spoken or slot.type in _MOMENTS):
            noted_by = frozenset(
                task.name
                for task in domain.tasks.values()
                if name in task.fill and name.partition(".")[0] not in task.lookup
            )
            is_other = noted_by or not _PEOPLE.isdisjoint(slot.counters)
            others = frozenset((*slot.words, *(_ENDPOINTS if is_other else ())))
            is_moment = slot.type in _MOMENTS or not _CALENDAR.isdisjoint(slot.counters)
            scale: Scale = "moment" if is_moment else "amount"
            yield name, _Compared(slot, scale, others, noted_by)


class _Limits:
    """Reads the limits that are said of values. `times`: choices of an hour, each with the slot
    that has the times."""

    def __init__(self, vocabulary: Vocabulary, compared: dict[str, _Compared]) -> None:
        self._compared = compared
        self._types = {name: slot.type for name, slot in vocabulary.domain.slots().items()}
        spoken = {name: one.slot for name, one in compared.items() if one.slot.spoken}
        self._numbers = [name for name, slot in spoken.items() if slot.type in _NUMBERS]
        prices = [name for name in self._numbers if compared[name].is_price]
        self._price = prices[0] if len(prices) == 1 else ""
        self._counted: dict[str, str] = {}
        for name in self._numbers:
            for counter in compared[name].slot.counters:
                self._counted.setdefault(counter, name)
        self._ranges = NumberRanges(self._counted)
        self.times = dict(_times_by_choice(vocabulary, compared))
        self._parts = {slot: vocabulary.slots[slot].values for slot in self.times}

    def read(self, draft: Draft) -> None:
        """Let the mentions have the limits that are said of them."""
        if self._numbers:
            self._find_number(draft)
        if self._counted:
            self._find_number_ranges(draft)
        if self.times:
            self._find_times(draft)
        for mention, following in pairwise(draft.mentions):
            self._read_range(draft, mention, following)
        for mention in draft.mentions:
            if self._is_compared(draft, mention.slot) and not mention.comparisons:
                self._read_limit(draft, mention)
        for measure in concessions(draft.utterance):
            for name, one in self._compared.items():
                known = name in draft.state.compared or name in draft.state.slots
                if known and measure_of(one.slot.type, one.slot.counters) == measure:
                    draft.slots[name] = ()

    def _of_part(self, words: str, known: Slots) -> str:
        """A time with the part of the day that is known: 여덟 시 is 저녁 여덟 시."""
        for slot in self.times:
            for value in known.get(slot, ()):
                for part in (value, *self._parts.get(slot, {}).get(value, ())):
                    if resolve_time(f"{part} {words}"):
                        return f"{part} {words}"
        return words

    def take_back(self, draft: Draft) -> None:
        """Have comparisons of a time forgotten where its hour is said (7시는요?), and the hour
        where times are compared (더 늦은 건요?)."""
        for mention in draft.mentions:
            slot, known = self.times.get(mention.slot, ""), draft.state
            if slot in known.compared:
                draft.forgotten = (slot,)
            elif mention.comparisons and mention.comparisons[0] not in ORDERS:
                hours = [one for one, of in self.times.items() if of == mention.slot]
                draft.forgotten = tuple([one for one in hours if one in known.slots])

    def _is_compared(self, draft: Draft, slot: str) -> bool:
        """Whether a slot can be compared now, and is not merely noted."""
        return slot in self._compared and draft.state.task not in self._compared[slot].noted_by

    def _find_number(self, draft: Draft) -> None:
        """A number that only a limit behind it tells from others: 50000 이하, to a question or
        where only one slot can be meant."""
        utterance, slots, asked = draft.utterance, self._numbers, draft.state.asked
        name = asked if asked in slots else slots[0] if len(slots) == 1 else self._price
        by_myriads = name == self._price and name != asked and len(slots) > 1
        if not name or any(mention.slot == name for mention in draft.mentions):
            return
        taken = draft.taken_letters()
        for count in find_numbers(utterance.text):
            start, end = utterance.letters_between(count.start, count.end)
            limit = None if any(taken[start:end]) else limit_of(utterance, start, end, "amount")
            limited = limit is not None and limit.words and limit.words not in _ENDPOINTS
            if by_myriads and not _OF_MONEY.search(utterance.text, count.start, count.end):
                continue
            if limited:
                _add(draft, Mention(start, end, name, "value", (str(count.number),)))
                return

    def _find_times(self, draft: Draft) -> None:
        """A choice that is a time, which is compared: 저녁 여덟 시 이후 is said of when something
        begins, not of its hour."""
        utterance = draft.utterance
        for mention in draft.mentions:
            slot = self.times.get(mention.slot)
            if slot is None or not limit_of(utterance, mention.start, mention.end, "moment"):
                continue
            for begin, stop in find_times(utterance.text):
                start, end = utterance.letters_between(begin, stop)
                if start <= mention.start and mention.end <= end:
                    words = self._of_part(utterance.text[begin:stop], draft.state.slots)
                    _add(draft, Mention(start, end, slot, "said", (words,), mention.why))
                    return

    def _find_number_ranges(self, draft: Draft) -> None:
        """3~5만 원, where the first number has no counter, and may lack what both share."""
        for found in self._ranges.find(draft.utterance.text):
            slot = self._counted[found.counter]
            start, end = draft.utterance.letters_between(found.start, found.end)
            mention = Mention(start, end, slot, "value", (str(found.most),))
            mention.comparisons = (f">={found.least}", f"<={found.most}")
            _add(draft, mention)

    def _read_range(self, draft: Draft, mention: Mention, following: Mention) -> None:
        """삼만 원에서 오만 원 사이, 7시부터 9시까지."""
        slot = self._slot_of_range(draft, mention, following)
        if not slot:
            return
        end = range_end(draft.utterance, mention.end, following.start, following.end)
        if end is not None and _is_free(draft, following, end):
            is_span = end == span_end(draft.utterance, following.end)  # 사만 원대
            most = f"<{span_above(following.values[0])}" if is_span else f"<={following.values[0]}"
            mention.comparisons = (f">={mention.values[0]}",)
            following.comparisons = (most,)
            mention.end, following.end = following.start, end
            mention.slot = following.slot = slot

    def _slot_of_range(self, draft: Draft, mention: Mention, following: Mention) -> str:
        """The slot that two values can be a range of, "" for none; where they were given to two
        slots, the one by which records are looked up."""
        slot = mention.slot if mention.slot in self._compared else following.slot
        if not self._is_compared(draft, slot) or not (mention.values and following.values):
            return ""
        if mention.slot != following.slot:
            if self._types[mention.slot] != self._types[following.slot]:
                return ""
            if draft.state.asked in (mention.slot, following.slot):
                return ""
            if not draft.utterance.letters.startswith("사이", following.end):
                return ""
        return "" if mention.comparisons or following.comparisons else slot

    def _read_limit(self, draft: Draft, mention: Mention) -> None:
        """삼만 원 이하, 7시 이후, 최대 두 시간; 3만 원대."""
        if not mention.values or mention.kind == "any":
            return
        one, value = self._compared[mention.slot], mention.values[0]
        if one.slot.type in (*_NUMBERS, "duration") and (
            end := concession_end(draft.utterance.letters, mention.end)
        ):
            mention.kind, mention.values, mention.end = "any", (), end
            return
        if one.slot.type in _NUMBERS:
            end = span_end(draft.utterance, mention.end)
            if end is not None:
                mention.comparisons = (f">={value}", f"<{span_above(value)}")
                mention.end = end
                return
        limit = limit_of(draft.utterance, mention.start, mention.end, one.scale)
        if limit and limit.words in _ENDPOINTS and self._begins_span(draft, limit.end):
            return
        if limit and limit.words not in one.others and _is_free(draft, mention, limit.end):
            mention.comparisons = tuple([f"{limit.operator}{value}" for value in mention.values])
            mention.end = limit.end
        elif (limit is None and one.is_about) and (end := about_end(draft.utterance, mention.end)):
            mention.comparisons = _around(one.slot, value)
            mention.end = end

    def _begins_span(self, draft: Draft, end: int) -> bool:
        """Whether how long it lasts follows right behind: 금요일부터 3일간."""
        return any(
            mention.start == end and self._types[mention.slot] in (*_NUMBERS, "duration")
            for mention in draft.mentions
        )


def _times_by_choice(
    vocabulary: Vocabulary, compared: dict[str, _Compared]
) -> Iterator[tuple[str, str]]:
    """The choices of an hour or a part of the day, each with the slot of its class that has the
    times."""
    for entity in vocabulary.domain.entities.values():
        times = [s.name for s in entity.slots if s.type == "time" and s.name in compared]
        for slot in entity.slots:
            if (
                times
                and slot.type == "choice"
                and any(
                    resolve_time(f"{value} 8시") or resolve_time(value) for value in slot.values
                )
            ):
                yield slot.name, times[0]


def _around(slot: Slot, value: str) -> tuple[str, ...]:
    """Comparisons with what is about a value: 사만 원 정도; none where it is no amount."""
    if slot.type in _NUMBERS:
        bounds, unit = around(float(value), slot.type == "int"), ""
    else:
        length = resolve_duration(value)
        if length is None:
            return ()
        days = length >= timedelta(days=1)
        unit = "일" if days else "분"
        bounds = around(length / timedelta(**{"days" if days else "minutes": 1}), whole=True)
    return (f">={bounds[0]}{unit}", f"<={bounds[1]}{unit}") if bounds else ()


_MOST_ORDERS = 8
"""So many words of order are looked at: each is held against all that is mentioned."""


class _Orders:
    """Reads the order in which records are wanted."""

    def __init__(self, vocabulary: Vocabulary, compared: dict[str, _Compared]) -> None:
        keys = {entity.key for entity in vocabulary.domain.entities.values()}
        self._times = times = dict(_times_by_choice(vocabulary, compared))
        self._things = {
            name
            for name, slot in vocabulary.slots.items()
            if not (slot.is_comparable or name in keys or name in times)
        }
        self._days = {
            entity_slot.name
            for entity in vocabulary.domain.entities.values()
            if any(slot.type == "time" and slot.name in compared for slot in entity.slots)
            for entity_slot in entity.slots
            if entity_slot.type == "date"
        }
        self._words = {
            name: OrderWords(measure_of(slot.type, slot.counters), slot.less, slot.more, slot.words)
            for name, slot in ((name, one.slot) for name, one in compared.items())
        }
        adjectives = dict.fromkeys(words.adjectives for words in self._words.values())
        self._adjectives = LazyPattern("|".join(adjectives))

    def may_order(self, letters: str) -> bool:
        """Whether something may be said of an order; without a false no."""
        return self._adjectives.compiled.search(letters) is not None

    def read(self, draft: Draft) -> None:
        """제일 싼, 평점이 높은 순으로, 더 늦은: a mention, and what it takes the letters of is
        none."""
        letters = draft.utterance.letters
        found = [
            (order, slot) for slot, words in self._words.items() for order in words.find(letters)
        ]
        named = {slot for _, _, slots in draft.cues for slot in slots}
        classes = {slot.partition(".")[0] for slot in draft.fill}
        named.update([self._times[slot] for slot in named if slot in self._times])
        if "몇시" in letters:
            named.update(self._times.values())
        known = self._days.intersection(
            (*draft.state.slots, *[mention.slot for mention in draft.mentions])
        )

        def precedence(one: tuple[FoundOrder, str]) -> tuple[int, bool, bool, bool]:
            (start, end, _, _), slot = one
            outside = slot.partition(".")[0] not in classes
            return start - end, slot not in named, outside, slot in known

        for (start, end, order, alone), slot in sorted(found, key=precedence)[:_MOST_ORDERS]:
            beside = [one for one in draft.mentions if one.start < end and start < one.end]
            if any(alone or one.comparisons for one in beside) or self._is_of_thing(draft, end):
                continue
            _add(draft, Mention(start, end, slot, "order", (), "its order", (order,)))

    def _is_of_thing(self, draft: Draft, end: int) -> bool:
        """Whether what is ordered is the value of another slot, and not a record: 가장 가까운
        역."""
        return any(
            start == end and self._things.issuperset(slots) for start, _, slots in draft.cues
        )


def _add(draft: Draft, mention: Mention) -> None:
    """Add a mention, in the place of those whose letters it has."""
    others = [one for one in draft.mentions if one.end <= mention.start or mention.end <= one.start]
    draft.mentions = sorted([*others, mention], key=lambda one: one.start)


def _is_free(draft: Draft, mention: Mention, end: int) -> bool:
    """Whether the letters up to `end` belong to no other mention."""
    return not any(mention.start < other.start < end for other in draft.mentions)
