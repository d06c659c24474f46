"""From an utterance to a dialog act and the slots it gives.

Values are found first: words of the dictionary, days, times, numbers, leftmost and longest,
whatever stands behind them and however they are spaced. Then what is said of them (말고,
상관없어요), then the act: by the words of its patterns and the slots found, or by its similarity
to examples.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from msgspec import Struct

from mockgenie.domains import Domain
from mockgenie.engine.acts import Beginning, Performed, find_acts
from mockgenie.engine.assignment import Assignment
from mockgenie.engine.examples import Examples, Similar
from mockgenie.engine.mentions import Candidate, Finders, Mention, Naming
from mockgenie.engine.pointing import Pointing
from mockgenie.engine.session import Session, Slots
from mockgenie.engine.vocabulary import Meaning, Vocabulary
from mockgenie.engine.wishes import Wishes
from mockgenie.korean import (
    Polarity,
    Utterance,
    bare_answer,
    bare_object,
    change_behind,
    end_of_value,
    find_numbers,
    find_ordinals,
    indifference,
    is_pointer,
    may_be_negated,
    names_value,
    pointed_at,
    polarity_behind,
    read_utterance,
    wants_change,
)

_NUMBERS = ("int", "float", "boolean")
_NOT_MEANT = {"": (), "time": _NUMBERS, "place": (*_NUMBERS, "date", "time", "duration")}
"""The types of slot to which nobody is indifferent in such words: 아무 때나, 어디든."""
_REQUEST = re.compile(
    "줘|주세|주실|까요?$|나요|알려|해요$|할래|할게|싶|뭐|어때|얼마|취소|그만|몰라|모르|없|나중|아직|됐|게요|겠|래요"
)
_SPOKEN_OF = ("말한", "말씀하신", "얘기한", "고른", "찾은", "추천한", "추천해준")
_CORRECTIONS = ("아니", "아참", "아차", "잠깐")
_OPPOSITE = {"yes": "no", "no": "yes"}


class Understanding(Struct, frozen=True):
    """What an utterance means.

    `act`: "" where none was found; `answer`: "yes" or "no" where it is one, whatever the act;
    `slots`: values, () where any will do; `unwanted`: values ruled out; `forgotten`: slots that
    the user wants to say anew; `asks`: it ends with a question mark. The rest is evidence: the
    mentions, the way or the example that gave the act.
    """

    act: str
    answer: str
    slots: Slots
    unwanted: Slots
    forgotten: tuple[str, ...]
    asks: bool
    mentions: Sequence[Mention]
    performed: Performed | None
    similar: Similar | None

    @property
    def says_of_slots(self) -> bool:
        """Whether it changes what is known."""
        return bool(self.slots or self.unwanted or self.forgotten)


class Understander:
    """Understands the utterances of one domain; built once, then never changed."""

    def __init__(self, domain: Domain) -> None:
        self._slots = domain.slots()
        fillable = frozenset(_fillable(domain))
        vocabulary = Vocabulary(domain, fillable)
        self._search = vocabulary.lexicon.search
        self._wordless = vocabulary.wordless
        self._finders = Finders(domain)
        self._assign = Assignment(domain).assign
        self._numbers = {
            name for name, slot in self._slots.items() if slot.type in ("int", "float")
        }
        self._own_words = {
            name: re.compile(rf"(?:{'|'.join(map(re.escape, slot.words))})(?:은|는|이|가)?\s+")
            for name, slot in self._slots.items()
            if slot.is_open and slot.words
        }
        self._optional = {task.name for task in domain.tasks.values() if task.optional}
        self._examples = Examples(domain)
        self._threshold = domain.threshold
        self._pointing = Pointing(domain)
        self._wishes = Wishes(self._slots, self._pointing).of

    def understand(self, text: str, session: Session, fill: Sequence[str] = ()) -> Understanding:
        """What `text` means in a session whose task needs the slots `fill`."""
        utterance = read_utterance(text)
        letters = utterance.letters
        candidates: list[Candidate] = []
        beginnings: list[Beginning] = []
        names: list[Naming] = []
        for start, end, entry in self._search(letters):
            if entry.meanings and names_value(utterance, start, end):
                candidates.append((start, end, entry.meanings))
            if entry.ways:
                beginnings.append((start, end, entry.ways))
            if entry.names:
                names.append((start, end, entry.names))
        if self._finders.any:
            candidates += self._finders.find(utterance)
        if names and self._numbers:
            candidates += self._named_numbers(utterance, names)
        mentions = self._assign(utterance, candidates, names, session, fill)
        if session.listed:
            mentions = [m for m in mentions if not self._points_back(utterance, m)]
        ends = {mention.slot: mention.end for mention in mentions}
        performed, built_in = find_acts(utterance, beginnings, self._wordless, ends)
        if built_in and any(_overlaps(mention, built_in) for mention in mentions):
            built_in = None
        captured: Slots = {}
        if performed and performed.way.open_slots:
            captured, mentions = self._capture(utterance, performed, mentions)
        picked = self._picked(utterance, session)
        slots, unwanted = self._wishes(utterance, mentions, session, picked, performed, names)
        forgotten = self._of_names(letters, names, mentions, slots, fill)
        slots.update(captured)
        answer = _answer(performed, built_in)
        if answer == "yes" and session.asked and session.task in self._optional:
            answer = "no" if "괜찮" in letters else answer  # to an offer it is a polite no
        self._answer_asked(utterance, session, slots, answer, mentions)
        if (pointed := pointed_at(letters, utterance.starts)) and (session.turn or session.listed):
            found = slots.keys() | unwanted.keys()
            slots.update(self._pointing.resolve(pointed, session, fill, found))
        similar = None
        act = performed.way.act if performed else ""
        if not act and built_in:
            act = built_in.way.act
            if not answer and (slots or unwanted):  # 처음 주문한 거 말고 세 개요 is no restart
                act, built_in = "", None
        elif not act and len(self._examples):
            similar = self._similar(utterance, mentions)
            act = similar.act if similar and similar.score >= self._threshold else ""
        if session.asked and session.asked not in slots:
            said = "" if self._is_in_passing(letters, performed) else act
            self._take_whole(utterance, session.asked, fill, said, built_in, mentions, slots)
            if session.asked in slots:
                act, answer, built_in = "", "", None
        return Understanding(
            act,
            answer,
            slots,
            unwanted,
            forgotten,
            utterance.text[-1:] == "?",
            mentions,
            performed or built_in,
            similar,
        )

    def _named_numbers(self, utterance: Utterance, names: Sequence[Naming]) -> list[Candidate]:
        """Numbers right behind the name of their slot: 인원 여섯, 사람은 둘이고."""
        found: list[Candidate] = []
        ends = {name[1]: name[2] for name in names}
        for count in find_numbers(utterance.text):
            start, end = utterance.letters_between(count.start, count.end)
            particle = utterance.letters[start - 1 : start] in tuple("은는이가을를")
            named = ends.get(start) or (ends.get(start - 1) if particle else None) or ()
            meanings = tuple(
                Meaning(slot, str(count.number), "value") for slot in named if slot in self._numbers
            )
            if meanings:
                found.append((start, end, meanings))
        return found

    def _points_back(self, utterance: Utterance, mention: Mention) -> bool:
        """Whether a value only names again what was spoken of: 그 호텔 주차 되나요?"""
        before = mention.start - 1
        if before < 0 or mention.kind != "value" or self._pointing.is_key(mention.slot):
            return False
        if utterance.letters[before] in "그이저" and utterance.starts[before] == 1:
            return True
        return utterance.letters.endswith(_SPOKEN_OF, 0, mention.start)

    def _picked(self, utterance: Utterance, session: Session) -> Slots:
        """The records that are picked from those said last, by their positions."""
        if not session.listed:
            return {}
        chosen = _by_position(utterance.text, session.listed[1:])
        return {session.listed[0]: chosen} if chosen else {}

    def _of_names(
        self,
        letters: str,
        names: Sequence[Naming],
        mentions: Sequence[Mention],
        slots: Slots,
        fill: Sequence[str],
    ) -> tuple[str, ...]:
        """What is said of slots by their names: that any value will do, which is put into
        `slots`; that they are to be said anew, which is returned."""
        forgotten: dict[str, None] = {}
        if names and (may_be_negated(letters) or wants_change(letters)):
            taken = _letters_of(mentions, len(letters))
            classes = {slot.partition(".")[0] for slot in fill}
            for start, end, named in _phrases(names):
                if any(taken[start:end]):
                    continue
                free = [slot for slot in named if slot not in slots]
                free = [slot for slot in free if slot.partition(".")[0] in classes] or free
                if polarity_behind(letters, end, len(letters)) is Polarity.INDIFFERENT:
                    slots.update(dict.fromkeys(free, ()))
                elif change_behind(letters, end):
                    forgotten.update(dict.fromkeys(free))
        return tuple(forgotten)

    def _answer_asked(
        self,
        utterance: Utterance,
        session: Session,
        slots: Slots,
        answer: str,
        mentions: Sequence[Mention],
    ) -> None:
        """What only a question just asked makes understandable."""
        asked = session.asked
        if not asked or asked in slots:
            return
        slot = self._slots[asked]
        if slot.type in ("int", "float"):
            taken = _letters_of(mentions, len(utterance.letters))
            for count in find_numbers(utterance.text):
                start, end = utterance.letters_between(count.start, count.end)
                if not any(taken[start:end]):
                    slots[asked] = (str(count.number),)
                    break
        elif slot.type == "choice":
            if chosen := _by_position(utterance.text, tuple(slot.values)):
                slots[asked] = chosen
        elif slot.type == "duration":
            if numbers := find_numbers(utterance.text):
                slots[asked] = (str(numbers[0].number),)
        elif slot.type == "boolean" and answer and indifference(utterance.letters) is None:
            slots[asked] = (answer,)
        if asked not in slots and () not in slots.values():
            to = indifference(utterance.letters)
            if to is not None and slot.type not in _NOT_MEANT[to]:
                slots[asked] = ()

    def _similar(self, utterance: Utterance, mentions: Sequence[Mention]) -> Similar | None:
        words = []
        position = 0
        for mention in (*mentions, None):
            until = mention.start if mention else len(utterance.letters)
            words += utterance.words_of(position, until)
            position = mention.end if mention else until
        return self._examples.most_similar(words, (mention.slot for mention in mentions))

    def _capture(
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

    def _is_mere_word(self, mention: Mention, needed: Container[str]) -> bool:
        """Whether a mention could as well be a word of a text: a word of the dictionary, for a
        slot that is not needed."""
        worded = self._slots[mention.slot].type in ("text", "choice")
        return worded and mention.kind == "value" and mention.slot not in needed

    def _is_in_passing(self, letters: str, performed: Performed | None) -> bool:
        """Whether an act may only seem to be performed by an answer: by a value in it, or by some
        of the words of what is no request (민수랑 점심 약속이요)."""
        if performed is None:
            return False
        small = _size(performed) * 2 < len(letters)
        return not performed.way.words or (small and not _REQUEST.search(letters))

    def _take_whole(
        self,
        utterance: Utterance,
        asked: str,
        fill: Sequence[str],
        act: str,
        built_in: Performed | None,
        mentions: Sequence[Mention],
        slots: Slots,
    ) -> None:
        """The whole answer is the value of an open slot that was asked for, unless something
        else in it was understood."""
        if not self._slots[asked].is_open or not utterance.letters:
            return
        size = len(utterance.letters)
        if mentions and utterance.letters.startswith(_CORRECTIONS):
            return  # 아니 여덟 시로 할게요
        if act and not (built_in and _size(built_in) * 2 < size):
            return
        telling = [mention for mention in mentions if not self._is_mere_word(mention, fill)]
        if sum(mention.end - mention.start for mention in telling) * 2 >= size or (
            telling and size < 6
        ):
            return
        for mention in mentions:
            slots.pop(mention.slot, None)
        answer = bare_answer(utterance.text)
        if (own := self._own_words.get(asked)) and (found := own.match(answer)):
            answer = answer[found.end() :] or answer  # 주소는 …
        slots[asked] = (answer,)


def _phrases(names: Sequence[Naming]) -> list[Naming]:
    """Names of slots, those side by side taken together: 도착 시간 is what both can name."""
    phrases: list[Naming] = []
    for start, end, slots in names:
        if phrases and phrases[-1][1] == start:
            both = tuple(slot for slot in slots if slot in phrases[-1][2])
            if both:
                phrases[-1] = (phrases[-1][0], end, both)
                continue
        phrases.append((start, end, slots))
    return phrases


def _fillable(domain: Domain) -> set[str]:
    """The slots that a user is expected to speak of."""
    tasks = domain.tasks.values()
    found = {slot for task in tasks for slot in (*task.fill, *task.ask)}
    found |= {entity.key for entity in domain.entities.values() if entity.key}
    for act in domain.acts:
        for variant in (*act.variants, *act.examples):
            found |= {part.name for part in variant if not isinstance(part, str)}
    return found


def _answer(performed: Performed | None, built_in: Performed | None) -> str:
    for found in (performed, built_in):
        if found and found.way.act in _OPPOSITE:
            return found.way.act
    return ""


def _letters_of(mentions: Sequence[Mention], size: int) -> bytearray:
    """A byte for each letter, 1 where it belongs to a mention."""
    taken = bytearray(size)
    for mention in mentions:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return taken


def _overlaps(mention: Mention, performed: Performed) -> bool:
    return any(start < mention.end and mention.start < end for start, end in performed.spans)


def _size(performed: Performed) -> int:
    return sum(end - start for start, end in performed.spans)


def _by_position(text: str, options: Sequence[str]) -> tuple[str, ...]:
    """The options that an utterance names by their positions."""
    indexes = [index for _, _, index in find_ordinals(text)]
    return tuple(dict.fromkeys(options[i] for i in indexes if -1 <= i < len(options)))
