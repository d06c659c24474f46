"""Several of one kind in one utterance: 아아 두 잔이랑 라떼 한 잔; parts of what is known already:
하나는 큰 거, 하나는 작은 거."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from mockgenie.domain import Many, Slots
from mockgenie.korean import Polarity, find_parts, is_part
from mockgenie.nlu.corrections import CHANGED, IN_ITS_PLACE, is_more
from mockgenie.nlu.step import Draft, ItemsAre, Mention, Step
from mockgenie.nlu.vocabulary import Vocabulary

_OF_EACH = re.compile("둘다|셋다|넷다|모두|전부|씩|똑같이|각각")
"""What says that something is said of each of several."""

_CALLED_OFF = re.compile("[은는을를도만]?취소")
_MOST = 50
"""So many are told apart; what is said of more is said of the last one."""


def divide_items(vocabulary: Vocabulary) -> Step | None:
    """What is said of each of several of a class of many: each begins a new one with a value of
    its first slot; what stands before that, or behind it, is said of it. Of those that are known
    already, what is said of some of them: 한 판은 라지로."""
    classes = vocabulary.domain.many
    if not classes:
        return None

    def step(draft: Draft) -> None:
        for many in classes:
            if "취소" in draft.utterance.letters:
                _call_off(many, draft)
            if many.count in draft.unwanted and many.head in draft.state.slots:
                _take_away(many, draft)
            elif not many.slots.isdisjoint(draft.slots):
                _divide(many, draft)

    return step


def _call_off(many: Many, draft: Draft) -> None:
    """Note which of several is called off: 하와이안은 취소할게요."""
    others = (*draft.state.done_items, *draft.state.next_items)
    if not any(many.head in item for item in others):
        return
    for mention in draft.mentions:
        if mention.slot == many.head and _CALLED_OFF.match(draft.utterance.letters, mention.end):
            kept = [v for v in draft.slots.get(many.head, ()) if v not in mention.values]
            draft.slots = {slot: v for slot, v in draft.slots.items() if slot not in many.slots}
            if kept:
                draft.slots[many.head] = tuple(kept)
            draft.unwanted = {**draft.unwanted, many.head: mention.values}


def _divide(many: Many, draft: Draft) -> None:
    """Note what is said of each of several of one class, and how it is meant."""
    utterance = draft.utterance
    if many.count and many.head in draft.state.slots and (parts := _parts(many, draft)):
        _note(many, draft, parts, "parts")
        return
    each = "다" in utterance.words or _OF_EACH.search(utterance.letters) is not None
    given = [m for m in draft.mentions if m.slot in many.slots and _gives(m)]
    kinds = set(draft.slots.get(many.head, ()))
    heads = [m for m in given if m.slot == many.head and kinds.issuperset(m.values)]
    del heads[_MOST:]
    further = _are_further(many, heads, given, draft)
    if len(heads) > 1 or further:
        items = _items(many, heads, given, each, list(find_parts(utterance)))
        _note(many, draft, items, "further" if further else "")
    elif len(groups := _groups(many, heads, given, draft)) > 1:
        _note(many, draft, groups, "" if heads else "parts")
    elif each and not heads:
        draft.items_are = {**draft.items_are, many.entity: "each"}
    elif len(heads) == 1 and (replaced := _replaced(many, heads[0], draft)):
        draft.unwanted = {**draft.unwanted, many.head: replaced}
        draft.items_are = {**draft.items_are, many.entity: "instead"}


def _replaced(many: Many, head: Mention, draft: Draft) -> tuple[str, ...]:
    """Which of those that are known another one comes in the place of: 하와이안 말고 새우로요."""
    if many.head not in draft.state.slots:
        return ()
    for mention in draft.mentions:
        if mention.slot != many.head or mention.kind != "value" or mention.start > head.start:
            continue
        if mention.polarity is Polarity.REPLACED or mention.ignored == CHANGED:
            return mention.values
    return ()


def _are_further(
    many: Many, heads: Sequence[Mention], given: Sequence[Mention], draft: Draft
) -> bool:
    """Whether others come to what is known: 사이다도 주세요, 콜라 말고 사이다 하나 더."""
    before = set(draft.state.slots.get(many.head, ()))
    if not before or any(not before.isdisjoint(head.values) for head in heads):
        return False
    letters = draft.utterance.letters
    more = (m.slot == many.count and is_more(letters, m.end) for m in given)
    return before < set(draft.slots.get(many.head, ())) or (bool(heads) and any(more))


def _note(many: Many, draft: Draft, items: Sequence[Slots], how: ItemsAre) -> None:
    """Let the draft have what is said of each item, and how it is meant."""
    first, *others = items
    kept = {slot: v for slot, v in draft.slots.items() if slot not in many.slots}
    draft.slots, draft.items = {**kept, **first}, (*draft.items, *others)
    if how:
        draft.items_are = {**draft.items_are, many.entity: how}


def _take_away(many: Many, draft: Draft) -> None:
    """Note how many of a kind are wanted no longer: 페퍼로니는 한 판 빼 주세요."""
    count = draft.unwanted[many.count][:1]
    kept = {s: v for s, v in draft.slots.items() if s == many.head or s not in many.slots}
    draft.slots = {**kept, many.count: count}
    draft.unwanted = {slot: v for slot, v in draft.unwanted.items() if slot != many.count}
    draft.items_are = {**draft.items_are, many.entity: "fewer"}


_PartStart: TypeAlias = tuple[int, int, str]
"""Letters from start to end that count a part, and the count, "" for the rest."""


def _starts_of_parts(many: Many, draft: Draft) -> list[_PartStart]:
    """Where it is said of how many something is said, by start."""
    letters = draft.utterance.letters
    counted = [
        (mention.start, mention.end, mention.values[0])
        for mention in draft.mentions
        if mention.slot == many.count and mention.kind == "value" and is_part(letters, mention.end)
    ]
    starts = {part[0]: part for part in (*counted, *find_parts(draft.utterance))}
    return sorted(starts.values())[:_MOST]


def _parts(many: Many, draft: Draft) -> list[Slots]:
    starts = _starts_of_parts(many, draft)
    return list(_said_of_parts(many, draft, starts)) if starts else []


def _said_of_parts(many: Many, draft: Draft, starts: Sequence[_PartStart]) -> Iterator[Slots]:
    """What is said of each part: of how many, and the values behind that; with a value of the first
    slot right before it that is none of the part before, it is a part of those; what they are and
    what they become are two values of that slot then."""
    said = [m for m in draft.mentions if m.slot in many.slots and _is_of_a_part(m)]
    said = [m for m in said if m.slot != many.count]
    stops = [*(start for start, _, _ in starts[1:]), len(draft.utterance.letters)]
    of = [m for m in said if 0 <= starts[0][0] - m.end <= 1]  # 큰 거 하나는
    for (_, end, count), stop in zip(starts, stops, strict=True):
        own = [m for m in said if end <= m.start < stop]
        following = own[-1:] if len(own) > 1 and _heads(own[-1], many, stop) else []
        if own:
            of_part = (*of, *(m for m in own if m not in following))
            part: dict[str, tuple[str, ...]] = {m.slot: m.values for m in of_part}
            part.update(_change(many, of_part))
            yield {**part, many.count: (count,)} if count else part
        of = following


def _change(many: Many, of_part: Iterable[Mention]) -> Slots:
    """What a part is and what it becomes: 사과 한 잔은 귤로."""
    kinds = dict.fromkeys(m.values for m in of_part if m.slot == many.head)
    return {many.head: tuple([v for values in kinds for v in values])} if len(kinds) > 1 else {}


def _heads(mention: Mention, many: Many, start: int) -> bool:
    """Whether a mention says of which the part is that begins at letter `start`: 장미 한 송이는."""
    return mention.slot == many.head and 0 <= start - mention.end <= 1


def _is_of_a_part(mention: Mention) -> bool:
    """Whether a mention may give a part something: a part has its own values, which correct none
    before them."""
    is_wanted = mention.kind != "any" and mention.polarity is Polarity.WANTED
    return is_wanted and mention.ignored in ("", CHANGED, IN_ITS_PLACE)


def _gives(mention: Mention) -> bool:
    return mention.kind != "any" and not mention.ignored and mention.polarity is Polarity.WANTED


def _groups(
    many: Many, heads: Sequence[Mention], given: Sequence[Mention], draft: Draft
) -> list[Slots]:
    """What is said of several of one kind: each count closes what is said of so many of them (라떼
    큰 거 두 잔 작은 거 한 잔). Empty where nothing but how many is said of one."""
    if not heads and many.head not in draft.state.slots:
        return []
    kind: Slots = {many.head: heads[0].values} if heads else {}
    groups: list[Slots] = []
    now: dict[str, tuple[str, ...]] = {}
    for mention in given:
        if mention.slot == many.head:
            continue
        now[mention.slot] = mention.values
        if mention.slot == many.count:
            if len(now) == 1:
                return []
            groups.append({**kind, **now})
            now = {}
    return groups


def _has_total(counts: Sequence[Mention], heads: Sequence[Mention]) -> bool:
    """Whether the first count, before all, is how many there are together: 세 판이요 페퍼로니 하나
    불고기 둘."""
    total, *others = counts
    if len(others) != len(heads) or total.start > heads[0].start > others[0].start:
        return False
    numbers = [mention.values[0] for mention in counts]
    return all(map(str.isdecimal, numbers)) and int(numbers[0]) == sum(map(int, numbers[1:]))


def _items(
    many: Many,
    heads: Sequence[Mention],
    given: Sequence[Mention],
    each: bool,
    numbers: Sequence[_PartStart],
) -> list[Slots]:
    """The slots of each; `numbers`: those without a counter before them (하나는 페퍼로니).

    A slot whose first value stands before the first head is said before each of them, any other one
    behind; one that is said only once, at the end, is said of all."""
    items: list[Slots] = [{many.head: head.values} for head in heads]
    starts = [head.start for head in heads]
    counts = [mention for mention in given if mention.slot == many.count]
    numbered = len(numbers) == len(heads) and numbers[0][0] < heads[0].start
    if numbered:
        _number(many, items, numbers)
    together = numbered or (len(counts) > 1 and _has_total(counts, heads))
    given = _without_total(given, counts, starts[0]) if together else given
    # 핫윙 세 개랑 콜라 큰 거 두 병: what is said before the last count is said of that one.
    closed = bool(counts) and counts[0].start < starts[-1]
    for slot in many.slots - {many.head}:
        if said := [mention for mention in given if mention.slot == slot]:
            _give(items, starts, said, each or together, said[0] is given[-1] or not closed)
    return items


def _without_total(
    given: Sequence[Mention], counts: Sequence[Mention], start: int
) -> Sequence[Mention]:
    """What is said without how many there are together, which is counted before letter `start`."""
    total = counts[0] if counts and counts[0].start < start else None
    return [mention for mention in given if mention is not total]


def _number(many: Many, items: Sequence[Slots], numbers: Sequence[_PartStart]) -> None:
    """Give each item the number before it."""
    if many.count:
        for item, (_, _, told) in zip(items, numbers, strict=True):
            item[many.count] = (told or "1",)


def _give(
    items: Sequence[Slots],
    starts: Sequence[int],
    said: Sequence[Mention],
    of_all: bool,
    is_last: bool,
) -> None:
    """Give items, whose heads begin at the letters `starts`, the values that are said of a slot;
    `of_all`: a single one to all of them, `is_last`: also where it stands behind the last head."""
    first = said[0]
    leads = first.start < starts[0]
    for mention in said:
        number = bisect_left(starts, mention.start) - (not leads)
        items[min(number, len(items) - 1)][mention.slot] = mention.values
    if len(said) == 1 and (of_all or (is_last and first.start > starts[-1])):
        for item in items:
            item.setdefault(first.slot, first.values)
