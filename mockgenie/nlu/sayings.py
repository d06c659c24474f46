"""Several things that are said in one utterance, each of which could be said alone: 오늘 서울 내일
부산 날씨, 9시에 상담이랑 4시에 회의 넣어 줘, 치과는 취소하고 회식은 7시로 옮겨 줘.

An utterance is divided into the texts of those that come to the same as it is, in their order. The
engine hears one after the other, once it has found that each of them is understood by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mockgenie.korean import COMMANDS_SIGNS, Polarity, end_of_command
from mockgenie.nlu.step import Draft, Mention, SoughtStep, Step
from mockgenie.nlu.vocabulary import Vocabulary

_WITHIN = re.compile("(?:은|는|이|가|의|에|에는|엔|에서|도)?")
"""What may stand between two values of one saying: 서울은 내일."""
_JOINT = re.compile(
    "(?:은|는|이|의|에|에는|엔|에서|으로|로)?(?:이고|고|이랑|랑|하고|그리고|과|와|이요|요)?"
)
"""What may stand between two sayings."""
_TITLED = re.compile(
    r"\s*(?:에|에는|은|는|부터)?\s+(?P<words>[^,]*?[가-힣A-Za-z0-9])(?P<joint>이랑|랑|하고|과|와|,|\s그리고|\s및)\s*(?:그리고\s+)?\Z"
)
"""A text of its own and what joins another saying to it, behind a time: 9시에 상담이랑."""
_NUMBER = re.compile(
    r"\s*(?:은|는|을|를|이|가)?\s*(?P<number>[0-9]{1,3})\s*(?:이고|으로|로|,|하고)?\s*\Z"
)
_DIGITS = re.compile("[0-9]+")
_MOMENTS = ("date", "time")
_FEWEST = 3
"""With fewer values no two things are said."""
_MOST = 10
"""An utterance is divided into no more."""


class Divider:
    """Divides what gives one slot several values, in one domain."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        slots = vocabulary.slots
        self._types = {name: slot.type for name, slot in slots.items()}
        self._of_many = {slot for many in vocabulary.domain.many for slot in many.slots}

    def divide(self, draft: Draft) -> tuple[str, ...]:
        """The texts of the sayings; empty where there is only one."""
        mentions = draft.mentions
        if len(mentions) < _FEWEST or draft.state.asked or draft.state.stage == "confirming":
            return ()
        if len({mention.slot for mention in mentions}) == len(mentions):
            return ()
        if not _are_plain(mentions):
            return ()
        if not self._of_many.isdisjoint(mention.slot for mention in mentions):
            return ()
        return self._of_groups(draft) or self._of_levels(draft)

    def _of_groups(self, draft: Draft) -> tuple[str, ...]:
        """The sayings of values that stand in groups of the same slots: 오늘 서울 내일 부산."""
        mentions = draft.mentions
        slots = [mention.slot for mention in mentions]
        size = slots.index(slots[0], 1) if slots[0] in slots[1:] else 0
        groups = 1
        while size and slots[groups * size : (groups + 1) * size] == slots[:size]:
            groups += 1
        others = slots[groups * size :]  # 비 in 서울은 오늘, 부산은 내일 비 와요?
        if size < 2 or not 1 < groups <= _MOST or not set(others).isdisjoint(slots[:size]):
            return ()
        mentions = mentions[: groups * size]
        letters = draft.utterance.letters
        for number, (one, following) in enumerate(pairwise(mentions), 1):
            between = _JOINT if number % size == 0 else _WITHIN
            if not between.fullmatch(letters, one.end, following.start):
                return ()
        text, place = draft.utterance.text, draft.utterance.place_of
        tail = text[_end(draft, mentions[-1]) :]
        starts = [0, *(place(mentions[n].start) for n in range(size, len(mentions), size))]
        ends = [_end(draft, mentions[n]) for n in range(size - 1, len(mentions), size)]
        return tuple([text[start:end] + tail for start, end in zip(starts, ends, strict=True)])

    def divide_texts(self, draft: Draft) -> tuple[str, ...]:
        """The sayings of texts at the places of open slots, each behind its own time: 9시에
        상담이랑 4시에 회의 넣어 줘."""
        performed = draft.performed
        if performed is None or not performed.spans or draft.state.stage == "confirming":
            return ()
        of = self._types
        moments = [one for one in draft.mentions if of.get(one.slot) in _MOMENTS]
        text, place = draft.utterance.text, draft.utterance.place_of
        tail = text[place(performed.spans[0][0]) :]
        sayings: list[str] = []
        start, day, shared = 0, "", ""
        for before, one in pairwise(moments):
            end = _end(draft, before)
            if of[before.slot] == "date":
                day = text[place(before.start) : end] + " "
            if found := _TITLED.match(text[end : place(one.start)]):
                sayings.append(f"{shared}{text[start : end + found.end('words')]} {tail}")
                start, shared = place(one.start), "" if of[one.slot] == "date" else day
        return (*sayings, shared + text[start:]) if 0 < len(sayings) < _MOST else ()

    def _of_levels(self, draft: Draft) -> tuple[str, ...]:
        """The sayings of numbers of which only the last has its counter: 거실은 70, 부엌은
        40으로."""
        mentions = draft.mentions
        if mentions[0].slot != mentions[1].slot:
            return ()
        first, second, level = mentions[:3]
        text, place = draft.utterance.text, draft.utterance.place_of
        start = place(second.start)
        found = _NUMBER.match(text[_end(draft, first) : start])
        digits = _DIGITS.match(text, place(level.start))
        if self._types.get(level.slot) != "int" or found is None or digits is None:
            return ()
        end = _end(draft, first) + found.end("number")
        return text[:end] + text[digits.end() :], text[start:]


def divide_commands(vocabulary: Vocabulary) -> Step | None:
    """What is commanded beside something else: 치과는 취소하고 회식은 7시로 옮겨 줘. Of a class of
    many all belongs to one order."""
    if vocabulary.domain.many:
        return None

    def step(draft: Draft) -> None:
        if draft.parts or draft.state.stage == "confirming" or draft.state.asked:
            return
        text = draft.utterance.text
        if place := end_of_command(text):
            draft.parts = (text[: place[0]], text[place[1] :])

    return SoughtStep(step, COMMANDS_SIGNS)


def _are_plain(mentions: Sequence[Mention]) -> bool:
    """Whether all of them only say what is wanted."""
    return all(
        mention.polarity is Polarity.WANTED
        and mention.kind != "any"
        and not (mention.comparisons or mention.ignored)
        for mention in mentions
    )


def _end(draft: Draft, mention: Mention) -> int:
    """The place in the text behind a mention."""
    return draft.utterance.place_of(mention.end - 1) + 1
