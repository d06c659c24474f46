"""Which slot a value belongs to, where several slots can have it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from mockgenie.domain import Domain
from mockgenie.korean import Utterance, is_repaired, means_day_of_month, wants_change
from mockgenie.nlu.extractors import Candidate, Mention, Naming
from mockgenie.nlu.state import DialogState

_BETWEEN = {"", "에", "에서", "에는", "을", "를", "로", "으로", "은", "는", "쯤", "경", "정도"}
_BETWEEN |= {"전", "이전", "전에", "쯤에", "정도에", "안에", "무렵"}
"""What may stand between a value and the word of its slot: 서울에서 출발, 세 시쯤 도착."""
_FURTHEST = max(map(len, _BETWEEN))
_BESIDE = 3
"""With no more letters between them a number belongs to what stands before it: 콜라 두 개."""
_JOINTS = {"이랑", "랑", "과", "와", "하고", "이나", "나", "또는", "혹은", "및", "도", "그리고"}
_JOINTS |= {"아니면", "이거나", "거나", "이든지", "든지"}
_INSTEAD = re.compile("(?:은|는|이|가|을|를|에|으?로)?(?:말[고구]|아니[고라구]?|대신|빼고)")
_LONGEST_RUN = 5
_FROM = ("에서", "을", "를", "이었는데", "였는데", "에서는")
"""What stands behind a value that is changed: 여덟 시에서 아홉 시로 바꿔 줘."""
_COUNTS = ("int", "float", "duration")


def is_joint(letters: str) -> bool:
    """Whether what stands between two values joins them: 서울이랑 부산."""
    return letters in _JOINTS


class Assignment:
    """Chooses the slot of each value in the utterances of one domain."""

    def __init__(self, domain: Domain) -> None:
        self._slots = domain.slots()
        self._filled = {slot for task in domain.tasks.values() for slot in task.fill}

    def assign(
        self,
        utterance: Utterance,
        candidates: list[Candidate],
        names: Sequence[Naming],
        session: DialogState,
        fill: Sequence[str],
    ) -> list[Mention]:
        """Leftmost and longest values without overlaps, each with its slot. `names`: by start;
        `fill`: the slots that the task in hand needs."""
        picked = _without_overlaps(candidates)
        choice: _Choice | None = None
        mentions: list[Mention] = []
        for number, (start, end, meanings) in enumerate(picked):
            slot, why = meanings[0].slot, "its value"
            if len(meanings) > 1 and any(meaning.slot != slot for meaning in meanings):
                choice = choice or _Choice(self, utterance, picked, names, session, fill)
                options = tuple(dict.fromkeys(meaning.slot for meaning in meanings))
                slot, why = choice.of(number, options, mentions)
                meanings = tuple(meaning for meaning in meanings if meaning.slot == slot)
            mentions.append(Mention(start, end, slot, meanings, why))
        return mentions

    def type_of(self, slot: str) -> str:
        """The type of a slot."""
        return self._slots[slot].type

    def is_filled(self, slot: str) -> bool:
        """Whether some task needs the slot."""
        return slot in self._filled


class _Choice:
    """The choices in one utterance."""

    def __init__(
        self,
        slots: Assignment,
        utterance: Utterance,
        picked: Sequence[Candidate],
        names: Sequence[Naming],
        session: DialogState,
        fill: Sequence[str],
    ) -> None:
        self._slots = slots
        self._utterance = utterance
        self._picked = picked
        self._names = names
        self._name_starts = [name[0] for name in names]
        self._session = session
        self._fill = fill
        self._classes = {slot.partition(".")[0] for slot in fill}
        self._changing = wants_change(utterance.letters)
        self._days = [
            all(slots.type_of(meaning.slot) == "date" for meaning in meanings)
            for _, _, meanings in picked
        ].count(True)

    def of(
        self, number: int, options: Sequence[str], mentions: Sequence[Mention]
    ) -> tuple[str, str]:
        """The slot that has the value `number`, behind `mentions`, and why."""
        start, end, _ = self._picked[number]
        before = mentions[-1] if mentions else None
        if before and before.slot in options and self._is_joined(before, start):
            return before.slot, f"joined to {before.slot}"
        cues = self._cues(number, before)
        taken = {mention.slot for mention in mentions[-8:]}
        types = {self._slots.type_of(slot) for slot in options}
        is_day = None
        if len(types) > 1 and "date" in types:
            is_day = means_day_of_month(self._utterance.letters, end)
        beside = before.slot.partition(".")[0] if before and start - before.end <= _BESIDE else ""
        best, reason, score = options[0], "", -100
        for slot in options:
            points, why = cues.get(slot, (0, ""))
            type_ = self._slots.type_of(slot)
            if slot == self._session.asked:
                points, why = points + 8, why or "it was asked for"
            if slot in self._fill:
                points, why = points + 5, why or "the task needs it"
            elif slot.partition(".")[0] in self._classes:
                points += 4
            if slot not in self._session.slots:
                points += 1
            if slot in taken:
                points -= 4
            if self._slots.is_filled(slot):
                points += 2
            if beside and type_ in _COUNTS and slot.startswith(f"{beside}."):
                points, why = points + 10, why or f"it stands beside one of {beside}"
            if is_day is not None and is_day == (type_ == "date"):
                points, why = points + 20, "what stands behind it"
            if self._days and type_ == "date" and len(types) > 1:
                points -= 6  # another day is named, so 3일 is no day
            if points > score:
                best, reason, score = slot, why, points
        return best, reason or "the first that has it"

    def _is_joined(self, before: Mention, start: int) -> bool:
        """Whether a value is one more of the slot before it, or comes in its place."""
        letters = self._utterance.letters
        end = before.end
        for name_start, name_end, _ in self._between(end, start):
            if letters[before.end : name_start] not in _BETWEEN:
                return False
            end = max(end, name_end)  # the word of the value before
        between = letters[end:start]
        if not between:
            return end == before.end and self._utterance.crosses_signs(end - 1, start + 1)
        if is_repaired(letters, end, start) or (self._changing and between in _FROM):
            return True
        joined = between in _JOINTS and end == before.end
        return joined or _INSTEAD.fullmatch(between) is not None

    def _cues(self, number: int, before: Mention | None) -> dict[str, tuple[int, str]]:
        """The slots whose words stand beside the value: how much that tells, and why."""
        start, end, _ = self._picked[number]
        picked, last = self._picked, self._end_of_run(number)
        following = picked[number + 1][0] if number + 1 < len(picked) else 1 << 30
        cues: dict[str, tuple[int, str]] = {}

        def note(slots: Sequence[str], points: int, why: str) -> None:
            for slot in slots:
                cues[slot] = max(cues.get(slot, (0, "")), (points, why))

        letters = self._utterance.letters
        for word, place, slots in self._words_behind(end):
            if place <= following:
                # The one that reaches further is meant: of 에 and 에서, of 에서 and 내릴게요.
                note(slots, 16 + place - end, f'"{word}" stands behind it')
        if last > end:
            # 금요일 세 시로 옮겨: what stands behind the last counts for all of them.
            for word, _, slots in self._words_behind(last):
                note(slots, 12, f'"{word}" stands behind it and what follows')
        previous = before.end if before else 0
        for name_start, name_end, slots in self._between(previous, start):
            if before and letters[previous:name_start] in _BETWEEN:
                continue  # 부터 in 월요일부터 5일 speaks of what stands before it
            if name_end <= start:
                note(slots, 12, f'"{letters[name_start:name_end]}" stands before it')
        return cues

    def _end_of_run(self, number: int) -> int:
        """Where the last one ends of the values that stand side by side from `number` on, each of
        another type, as long as one class can have them all: 금요일 세 시."""
        _, end, meanings = self._picked[number]
        classes = {meaning.slot.partition(".")[0] for meaning in meanings}
        types = {self._slots.type_of(meaning.slot) for meaning in meanings}
        for start, next_end, meanings in self._picked[number + 1 : number + _LONGEST_RUN]:
            classes &= {meaning.slot.partition(".")[0] for meaning in meanings}
            more = {self._slots.type_of(meaning.slot) for meaning in meanings}
            if start - end > 1 or not classes or types & more:
                break
            types |= more
            end = next_end
        return end

    def _words_behind(self, end: int) -> list[tuple[str, int, Sequence[str]]]:
        """The words of slots right behind letter `end`, but for a particle, and their ends."""
        letters = self._utterance.letters
        return [
            (letters[name_start:name_end], name_end, slots)
            for name_start, name_end, slots in self._between(end, end + _FURTHEST + 1)
            if letters[end:name_start] in _BETWEEN
        ]

    def _between(self, start: int, end: int) -> Sequence[Naming]:
        """The words of slots that begin from letter `start` up to `end`."""
        return self._names[
            bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)
        ]


def _without_overlaps(candidates: list[Candidate]) -> list[Candidate]:
    """Leftmost and longest; meanings of the same letters together."""
    if len(candidates) < 2:
        return candidates
    candidates.sort(key=lambda candidate: (candidate[0], -candidate[1]))
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
