"""Slots that any text can fill: by words at their place in a pattern, or by a whole answer."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from mockgenie.domain import Slot, Slots
from mockgenie.korean import Utterance, bare_answer, bare_object, end_of_value, is_pointer
from mockgenie.nlu.classifier import Performed, size_of
from mockgenie.nlu.extractors import Mention

_REQUEST = re.compile(
    "줘|주세|주실|까요?$|나요|알려|해요$|할래|할게|싶|뭐|어때|얼마|취소|그만|몰라|모르|없|나중|아직|됐|게요|겠|래요"
)
"""What makes an answer a request, which is no value of what was asked for."""
_CORRECTIONS = ("아니", "아참", "아차", "잠깐")


class FreeText:
    """Takes the values of the open slots of one domain."""

    def __init__(self, slots: dict[str, Slot]) -> None:
        self._slots = slots
        self._own_words = {
            name: re.compile(rf"(?:{'|'.join(map(re.escape, slot.words))})(?:은|는|이|가)?\s+")
            for name, slot in self._slots.items()
            if slot.is_open and slot.words
        }

    def capture(
        self, utterance: Utterance, performed: Performed, mentions: list[Mention]
    ) -> tuple[Slots, list[Mention]]:
        """The words that stand at the places of a way's open slots, and the mentions that are no
        part of them: in `팀 회의 잡아 줘` the known word 회의 is one of a title."""
        captured: Slots = {}
        spans = performed.spans
        named = performed.way.slots | {slot for slot, _ in performed.way.open_slots}
        known = {mention.slot for mention in mentions}
        for slot, before in performed.way.open_slots:
            if slot in known:
                continue
            start = spans[before - 1][1] if before else 0
            end = spans[before][0] if before < len(spans) else len(utterance.letters)
            stretches = []
            for mention in mentions:
                if self._is_mere_word(mention, named):
                    continue
                if start <= mention.start and mention.end <= end:
                    stretches.append((start, mention.start))
                    start = end_of_value(utterance, mention.end)
            stretches.append((start, end))
            start, end = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
            words = utterance.words_between(start, end) if start < end else ""
            words = bare_answer(bare_object(words)) if words else ""
            if words and not is_pointer(words):
                captured[slot] = (words,)
                mentions = [m for m in mentions if not (start <= m.start and m.end <= end)]
        return captured, mentions

    def whole_answer(
        self,
        utterance: Utterance,
        asked: str,
        fill: Sequence[str],
        act: str,
        built_in: Performed | None,
        mentions: Sequence[Mention],
    ) -> str:
        """The value that the whole answer is to an open slot that was asked for, "" where
        something else in it was understood."""
        if not self._slots[asked].is_open or not utterance.letters:
            return ""
        size = len(utterance.letters)
        if mentions and utterance.letters.startswith(_CORRECTIONS):
            return ""  # 아니 여덟 시로 할게요
        if act and not (built_in and size_of(built_in) * 2 < size):
            return ""
        telling = [mention for mention in mentions if not self._is_mere_word(mention, fill)]
        if sum(mention.end - mention.start for mention in telling) * 2 >= size or (
            telling and size < 6
        ):
            return ""
        answer = bare_answer(utterance.text)
        if (own := self._own_words.get(asked)) and (found := own.match(answer)):
            answer = answer[found.end() :] or answer  # 주소는 …
        return answer

    def is_in_passing(self, letters: str, performed: Performed | None) -> bool:
        """Whether an act may only seem to be performed by an answer: by a value in it, or by some
        of the words of what is no request (민수랑 점심 약속이요)."""
        if performed is None:
            return False
        small = size_of(performed) * 2 < len(letters)
        return not performed.way.words or (small and not _REQUEST.search(letters))

    def _is_mere_word(self, mention: Mention, needed: Container[str]) -> bool:
        """Whether a mention could as well be a word of a text: a word of the dictionary, for a
        slot that is not needed."""
        worded = self._slots[mention.slot].type in ("text", "choice")
        return worded and mention.kind == "value" and mention.slot not in needed
