"""What the user wants of slots, rules out, or leaves open, by the mentions in an utterance."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from mockgenie.domain import Slot, Slots
from mockgenie.korean import (
    Polarity,
    Utterance,
    asks_about,
    asks_whether,
    indifference,
    is_repaired,
    is_share,
    is_weekday,
    may_be_negated,
    polarity_before,
    polarity_behind,
    wants_change,
)
from mockgenie.nlu.classifier import Performed
from mockgenie.nlu.coreference import Pointing
from mockgenie.nlu.extractors import Mention, Naming
from mockgenie.nlu.slot_resolver import is_joint
from mockgenie.nlu.state import DialogState

_ADDED = ("추가", "도추가", "을추가", "를추가", "하나추가", "도하나추가", "도더", "더추가")
_OF_TRUTH = {
    Polarity.UNWANTED: (Polarity.WANTED, True),
    Polarity.REPLACED: (Polarity.WANTED, True),
    Polarity.LEFT_OUT: (Polarity.INDIFFERENT, False),
}
"""What it means that a property is not wanted, and whether its opposite is."""
_OF_ORDERED = _OF_TRUTH | dict.fromkeys(
    (Polarity.LEFT_OUT, Polarity.NEEDLESS), (Polarity.WANTED, True)
)
"""The same of what is not looked for in records."""
_TURNED_INTO = tuple(
    to + verb for to in ("로", "으로") for verb in ("바꿔", "바꿀", "바꾸", "변경")
)
_VERBS = ("야", "추가", "주문", "포장", "배달")
_SINGLE = ("int", "float", "duration", "boolean")
"""Types of slot that have one value at a time, unless several are joined."""
_OPPOSITE = {"yes": "no", "no": "yes"}


class Wishes:
    """Reads the wishes in the utterances of one domain."""

    def __init__(
        self, slots: dict[str, Slot], pointing: Pointing, looked_up: frozenset[str]
    ) -> None:
        self._slots = slots
        self._looked_up = looked_up
        self._pointing = pointing

    def of(
        self,
        utterance: Utterance,
        mentions: Sequence[Mention],
        session: DialogState,
        picked: Slots,
        performed: Performed | None,
        names: Sequence[Naming],
    ) -> tuple[Slots, Slots]:
        """The values that the mentions give, and those that they rule out."""
        letters = utterance.letters
        negated = bool(mentions) and may_be_negated(letters)
        if not negated and (plain := self._plain(utterance, mentions, session)) is not None:
            return ({**picked, **plain} if picked else plain), {}
        spoken_of = {*picked, *(mention.slot for mention in mentions)}
        changed = len(mentions) > 1 and wants_change(letters)
        wanted: dict[str, dict[str, None]] = {}
        unwanted: dict[str, dict[str, None]] = {}
        any_will_do: set[str] = set()
        any_word: set[str] = set()
        replaced: list[tuple[str, tuple[str, ...]]] = []
        told: set[int] = set()
        last = len(mentions) - 1
        polarities = _polarities(utterance, mentions, names) if negated else ()
        for number, mention in enumerate(mentions):
            slot, values = mention.slot, mention.values
            if number in told:
                continue
            polarity = polarities[number] if polarities else Polarity.WANTED
            if (
                polarity is Polarity.LEFT_OUT
                and performed
                and _names_it(performed, mention, letters)
            ):
                polarity = Polarity.WANTED  # 장보기 빼 줘, where that is an act
            if mention.kind == "said":
                mention.words = utterance.words_between(mention.start, mention.end)
                values = (mention.words,)
            elif mention.kind == "truth":
                if self._pointing.is_chosen(slot, session, spoken_of) and (
                    asks_whether(letters, mention.end) or asks_about(letters, mention.end)
                ):
                    continue  # 거기 주차 되나요? is no wish
                values = ("yes",)
            truths = _OF_TRUTH if slot in self._looked_up else _OF_ORDERED
            if self._slots[slot].type == "boolean" and polarity in truths:
                polarity, opposite = truths[polarity]
                values = tuple(_OPPOSITE[value] for value in values) if opposite else values
            if mention.kind == "any":
                any_word.add(slot)
                continue
            if polarity.leaves_open:
                any_will_do.add(slot)
                continue
            following = mentions[number + 1] if number < last else None
            if following and slot == following.slot:
                if _is_its_weekday(utterance, mention, following):
                    told.add(number + 1)  # 11월 30일 월요일
                elif changed and letters.startswith(_TURNED_INTO, mention.end):
                    told.add(number + 1)  # 큰 걸로 바꿔 주세요 작은 건 모자라요
                elif self._gives_way(letters, mention, following, changed):
                    continue
            if polarity is Polarity.WANTED and self._adds(letters, mention, session):
                wanted.setdefault(slot, {}).update(dict.fromkeys(session.slots.get(slot, ())))
            if polarity is Polarity.REPLACED:
                replaced.append((slot, values))
            else:
                of = wanted if polarity is Polarity.WANTED else unwanted
                of.setdefault(slot, {}).update(dict.fromkeys(values))
        for slot, values in replaced:
            if slot not in wanted:  # 부산 말고 다른 데
                unwanted.setdefault(slot, {}).update(dict.fromkeys(values))
                continue
            for value in values:  # 강남이요 아 강남 말고 잠실이요
                if len(wanted[slot]) > 1:
                    wanted[slot].pop(value, None)
        slots: Slots = {slot: tuple(values) for slot, values in wanted.items()}
        # 거실이랑 부엌 불 다 꺼 줘, 버섯이요 양파는 됐고요: what is wanted by name counts more.
        # 거실 빼고 다 꺼 줘: all but what is ruled out is ruling out.
        any_will_do = (any_will_do | (any_word - unwanted.keys())) - wanted.keys()
        slots.update(dict.fromkeys(any_will_do, ()))
        for key, chosen in picked.items():
            slots.setdefault(key, chosen)
        return slots, {slot: tuple(v) for slot, v in unwanted.items() if slot not in any_will_do}

    def _gives_way(self, letters: str, mention: Mention, following: Mention, changed: bool) -> bool:
        """Whether the first of two values of a slot is given up for the second, or is a part of
        it; `changed`: something is to be changed."""
        if is_repaired(letters, mention.end, following.start):
            return True
        between = letters[mention.end : following.start]
        if is_joint(between):
            return False
        if changed:
            return True  # 여섯 시로 했는데 일곱 시로 바꿔 주세요
        if self._slots[mention.slot].type not in _SINGLE:
            return False
        if mention.kind == "value" and is_share(between):  # 어른 두 명, 아이 한 명
            following.values = (_sum(mention.values[0], following.values[0]),)
        return True  # 한 명 늘어서 다섯 명이요

    def _adds(self, letters: str, mention: Mention, session: DialogState) -> bool:
        """Whether a value comes to those that are known: 콜라도 추가해 주세요."""
        if mention.kind != "value" or self._slots[mention.slot].type != "text":
            return False
        if letters.startswith(_ADDED, mention.end):
            return True
        return letters.startswith("도", mention.end) and session.stage != "done"

    def _plain(
        self, utterance: Utterance, mentions: Sequence[Mention], session: DialogState
    ) -> Slots | None:
        """The slots where each is given one plain value, as it mostly is; None where more has to
        be thought of."""
        slots: Slots = {}
        for mention in mentions:
            slot = mention.slot
            if slot in slots:
                return None
            if mention.kind == "said":
                mention.words = utterance.words_between(mention.start, mention.end)
                slots[slot] = (mention.words,)
            elif mention.kind == "value" and not self._adds(utterance.letters, mention, session):
                slots[slot] = mention.values
            else:
                return None
        return slots


def _polarities(
    utterance: Utterance, mentions: Sequence[Mention], names: Sequence[Naming]
) -> list[Polarity]:
    """How each mention is meant. What is said of one is said of those that are joined to it:
    스파나 수영장은 없어도 돼요."""
    letters = utterance.letters
    found: list[Polarity] = []
    limit = len(letters)
    following: Mention | None = None
    starts = [name[0] for name in names]
    for mention in reversed(mentions):
        # 박물관이요 지역은 상관없고요: behind the name of another slot that one is spoken of.
        name = bisect_left(starts, mention.end)
        while name < len(names) and starts[name] < limit and mention.slot in names[name][2]:
            name += 1
        until = min(limit, starts[name]) if name < len(names) else limit
        polarity = polarity_behind(letters, mention.end, until)
        if following and following.kind == "any" and following.slot == mention.slot:
            said = letters[following.start : following.end]  # 특실은 상관없어요
            polarity = polarity if indifference(said) is None else Polarity.INDIFFERENT
        following = mention
        if polarity is Polarity.WANTED and utterance.starts[mention.start - 1]:
            polarity = polarity_before(letters, mention.start, mention.end)
        # 하고 behind a verb (가까워야 하고) joins nothing.
        noun = not letters.endswith(_VERBS, mention.start, mention.end)
        joined = noun and bool(found) and is_joint(letters[mention.end : limit])
        found.append(found[-1] if joined and polarity is Polarity.WANTED else polarity)
        limit = mention.start
    return found[::-1]


def _is_its_weekday(utterance: Utterance, day: Mention, following: Mention) -> bool:
    """Whether what follows a day only tells its weekday."""
    if day.end != following.start:
        return False
    words = utterance.letters[following.start : following.end]
    listed = utterance.crosses_signs(day.end - 1, following.start + 1)
    return day.kind == "said" and is_weekday(words) and not listed


def _names_it(performed: Performed, mention: Mention, letters: str) -> bool:
    """Whether the words of the act stand right behind a value that is no part of it, and are what
    is said of it: 장보기 빼 줘, but not 사과 빼고 과일 보여 줘."""
    if mention.slot in performed.way.slots or not may_be_negated("".join(performed.way.words)):
        return False
    return any(
        mention.end <= start <= mention.end + 2
        and polarity_behind(letters, mention.end, start) is Polarity.WANTED
        for start, _ in performed.spans
    )


def _sum(one: str, other: str) -> str:
    return str(float(one) + float(other)).removesuffix(".0")
