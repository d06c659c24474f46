"""Where one of two values of a slot stands for both: it corrects the other, or belongs to it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mockgenie.korean import Utterance, is_repaired, is_share, is_weekday, tried_end, wants_change
from mockgenie.nlu.slot_resolver import is_joint
from mockgenie.nlu.step import Draft, Mention, Step
from mockgenie.nlu.vocabulary import Vocabulary

_TURNED_INTO = tuple(
    to + verb for to in ("로", "으로") for verb in ("바꿔", "바꿀", "바꾸", "변경")
)
_THAN = re.compile("보다(?:더|덜|많이|훨씬|조금|좀)?(?=[가-힣])(?![는단])")
_NUMBERS = ("int", "float")
_BEFORE = 4
"""So many values before it can be taken back for another one."""
_NAMED_NEAR = 20
"""So many of the last values are looked at for what so many more are wanted of."""
_TAKEN_BACK = "taken back for the value behind it"
CHANGED, IN_ITS_PLACE = "changed into the value behind it", "the value behind it comes in its place"
"""Why the first of two values gives the slot nothing."""
_MORE = re.compile("더(?:[가와오]|추가|늘|있|요?$|해|주|줘|시[켜킬키]|넣|부탁|필요|담)")
_WORDS = ("text", "choice")
_SINGLE = (*_NUMBERS, "duration", "boolean")
"""Types of slot that have one value at a time, unless several are joined."""


def correct_values(vocabulary: Vocabulary) -> Step | None:
    """Of two values of a slot the one that is meant: 세 명 아 참 네 명, 두 시를 세 시로 바꿔. None
    is meant of what is only told: 어제 먹었고."""
    if not vocabulary.slots:
        return None
    types = {name: slot.type for name, slot in vocabulary.domain.slots().items()}
    counts = {name for name in vocabulary.slots if types[name] == "int"}
    heads = {many.count: many.head for many in vocabulary.domain.many}

    def step(draft: Draft) -> None:
        mentions = draft.mentions
        if not mentions:
            return
        if tried := tried_end(draft.utterance):
            begin, _ = draft.utterance.sentence_of(tried)
            for mention in mentions:
                if begin <= mention.start < tried:
                    mention.ignored = "told of what was done before"
            performed = draft.performed
            of_values = performed is not None and not performed.spans
            if of_values and all(mention.ignored for mention in mentions):
                draft.performed, draft.act = None, ""
        if counts:
            for mention in mentions:
                if mention.slot in counts and _MORE.match(draft.utterance.letters, mention.end):
                    _add_to_known(mention, _known_count(draft, mention.slot, heads))
        if "보다" in draft.utterance.letters:
            leave_measures(draft)
        changes: bool | None = None
        for number in range(1, len(mentions)):
            mention, following = mentions[number - 1], mentions[number]
            if mention.slot != following.slot:
                if number > 1:
                    _take_back(draft, number)
                continue
            if mention.ignored:
                continue
            if mention.comparisons and following.comparisons:
                continue  # 삼만 원 이상 오만 원 이하
            if mention.kind != "any" and not mention.polarity.leaves_open:
                if changes is None:
                    changes = wants_change(draft.utterance.letters, draft.utterance.signs)
                _compare(draft.utterance, mention, following, types[mention.slot], changes)

    def leave_measures(draft: Draft) -> None:
        """What something else is compared with is not wished for: 대구보다 더 추워?"""
        letters = draft.utterance.letters
        for mention in draft.mentions:
            others = [one.slot for one in draft.mentions if one is not mention]
            known = mention.slot in draft.state.slots or mention.slot in others
            if known and types[mention.slot] in _WORDS and _THAN.match(letters, mention.end):
                mention.ignored = "only compared with"

    return step


def is_more(letters: str, end: int) -> bool:
    """Whether as many as the number that ends at letter `end` come to others: 한 명 더요."""
    return _MORE.match(letters, end) is not None


def _known_count(draft: Draft, slot: str, heads: Mapping[str, str]) -> tuple[str, ...]:
    """How many there are of what so many more are wanted of: of one of several, by its name."""
    state, head = draft.state, heads.get(slot, "")
    near = reversed(draft.mentions[-_NAMED_NEAR:])
    named = next((mention.values for mention in near if mention.slot == head), None)
    for item in (state.slots, *state.done_items, *state.next_items):
        if named is None or item.get(head) == named:
            return item.get(slot, ())
    return ()


def _take_back(draft: Draft, number: int) -> None:
    """Have what stands in the same slot before another value ignored, where the mention `number`
    comes in its place: 사이다 하나 주세요 아니다 콜라로요."""
    mentions = draft.mentions
    before, following = mentions[number - 1], mentions[number]
    if not is_repaired(draft.utterance.letters, before.end, following.start):
        return
    for earlier in reversed(mentions[max(0, number - _BEFORE) : number - 1]):
        if earlier.slot == following.slot:
            earlier.ignored = earlier.ignored or _TAKEN_BACK
            return


def _compare(
    utterance: Utterance, mention: Mention, following: Mention, type_: str, changes: bool
) -> None:
    """Have the one ignored that is not meant, if any; `changes`: something is to be changed."""
    letters = utterance.letters
    between = letters[mention.end : following.start]
    if _is_its_weekday(utterance, mention, following):
        following.ignored = "it only tells the weekday"  # 11월 30일 월요일
    elif changes and letters.startswith(_TURNED_INTO, mention.end):
        # 큰 걸로 바꿔 주세요 작은 건 모자라요
        following.ignored = "it is changed into the value before it"
    elif is_repaired(letters, mention.end, following.start):
        mention.ignored = _TAKEN_BACK
    elif is_joint(between):
        pass
    elif changes:
        # 여섯 시로 했는데 일곱 시로 바꿔 주세요
        mention.ignored = CHANGED
    elif type_ in _NUMBERS and is_share(between) and (total := _sum(mention, following)):
        # 어른 두 명, 아이 한 명
        following.values = (total,)
        mention.ignored = "counted with the value behind it"
    elif type_ in _SINGLE:
        mention.ignored = IN_ITS_PLACE  # 한 명 늘어서 다섯 명이요


def _add_to_known(mention: Mention, known: tuple[str, ...]) -> None:
    """So many more come to those that are known: 한 명 더요."""
    if len(known) == 1 and known[0].isdecimal() and mention.values[:1][0].isdecimal():
        mention.values = (str(int(known[0]) + int(mention.values[0])),)


def _is_its_weekday(utterance: Utterance, day: Mention, following: Mention) -> bool:
    """Whether what follows a day only tells its weekday."""
    if day.end != following.start:
        return False
    words = utterance.letters[following.start : following.end]
    listed = utterance.crosses_signs(day.end - 1, following.start + 1)
    if is_weekday(utterance.letters[day.start : day.end]):
        return False  # 토요일 일요일
    return day.kind == "said" and is_weekday(words) and not listed


def _sum(one: Mention, other: Mention) -> str:
    """The sum of two counts, "" where they are words of the dictionary."""
    try:
        return str(float(one.values[0]) + float(other.values[0])).removesuffix(".0")
    except ValueError:
        return ""
