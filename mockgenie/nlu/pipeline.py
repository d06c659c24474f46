"""From an utterance to a dialog act and the slots it gives.

Values are found first: words of the dictionary, days, times, numbers, leftmost and longest,
whatever stands behind them and however they are spaced. Then what is said of them (말고,
상관없어요), then the act: by the words of its patterns and the slots found, or by its similarity
to examples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from mockgenie.domain import Domain, Slots
from mockgenie.korean import (
    Utterance,
    alike,
    change_behind,
    find_numbers,
    may_be_negated,
    names_value,
    pointed_at,
    polarity_behind,
    read_utterance,
    wants_change,
)
from mockgenie.nlu.classifier import Beginning, Performed, find_acts
from mockgenie.nlu.coreference import Pointing
from mockgenie.nlu.examples import Examples, Similar
from mockgenie.nlu.extractors import Candidate, Finders, Mention, Naming
from mockgenie.nlu.free_text import FreeText
from mockgenie.nlu.inflection import OtherForms
from mockgenie.nlu.polarity import Wishes
from mockgenie.nlu.requested_slot import answer_to, by_position, letters_of
from mockgenie.nlu.slot_resolver import Assignment
from mockgenie.nlu.state import DialogState
from mockgenie.nlu.vocabulary import Meaning, Vocabulary

_SPOKEN_OF = ("말한", "말씀하신", "얘기한", "고른", "찾은", "추천한", "추천해준")
_OPPOSITE = {"yes": "no", "no": "yes"}


class Understanding(Struct, frozen=True, gc=False):
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
        self._ways = vocabulary.ways
        self._finders = Finders(domain)
        self._assign = Assignment(domain).assign
        self._numbers = {
            name for name, slot in self._slots.items() if slot.type in ("int", "float")
        }
        self._optional = {task.name for task in domain.tasks.values() if task.optional}
        self._free_text = FreeText(self._slots)
        self._examples = Examples(domain)
        self._threshold = domain.threshold
        self._pointing = Pointing(domain)
        self._wishes = Wishes(self._slots, self._pointing, _looked_up(domain)).of

    def understand(
        self, text: str, session: DialogState, fill: Sequence[str] = ()
    ) -> Understanding:
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
            captured, mentions = self._free_text.capture(utterance, performed, mentions)
        picked = self._picked(utterance, session)
        slots, unwanted = self._wishes(utterance, mentions, session, picked, performed, names)
        forgotten = self._of_names(letters, names, mentions, slots, fill, session.asked)
        slots.update(captured)
        answer = _answer(performed, built_in)
        if answer == "yes" and session.asked and session.task in self._optional:
            answer = "no" if "괜찮" in letters else answer  # to an offer it is a polite no
        if (asked := session.asked) and asked not in slots:
            nothing_else = () not in slots.values()
            given = answer_to(self._slots[asked], utterance, answer, mentions, nothing_else)
            if given is not None:
                slots[asked] = given
        elif slots.get(asked) == ("yes",) and _is_denied(utterance, asked, mentions, built_in):
            slots[asked] = ("no",)
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
        if asked and asked not in slots:
            said = "" if self._free_text.is_in_passing(letters, performed) else act
            whole = self._free_text.whole_answer(utterance, asked, fill, said, built_in, mentions)
            if whole:
                for mention in mentions:
                    slots.pop(mention.slot, None)
                slots[asked] = (whole,)
                act, answer, built_in = "", "", None
        if not (act or answer or performed or asked in slots):
            performed = self._in_other_form(utterance, ends, mentions)
            if performed:
                act, similar = performed.way.act, None
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

    def _in_other_form(
        self, utterance: Utterance, ends: Mapping[str, int], mentions: Sequence[Mention]
    ) -> Performed | None:
        """The act whose words are there in other forms, or else others that say the same."""
        values = [(mention.start, mention.end) for mention in mentions]
        for forms in self._other_forms:
            if performed := forms.find(utterance, ends.keys(), values):
                return performed
        return None

    @cached_property
    def _other_forms(self) -> tuple[OtherForms, ...]:
        return OtherForms(self._ways), OtherForms(self._ways, alike)

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

    def _picked(self, utterance: Utterance, session: DialogState) -> Slots:
        """The records that are picked from those said last, by their positions."""
        if not session.listed:
            return {}
        chosen = by_position(utterance.text, session.listed[1:])
        return {session.listed[0]: chosen} if chosen else {}

    def _of_names(
        self,
        letters: str,
        names: Sequence[Naming],
        mentions: Sequence[Mention],
        slots: Slots,
        fill: Sequence[str],
        asked: str,
    ) -> tuple[str, ...]:
        """What is said of slots by their names: that any value will do, which is put into
        `slots`; that they are to be said anew, which is returned."""
        forgotten: dict[str, None] = {}
        if names and (may_be_negated(letters) or wants_change(letters)):
            taken = letters_of(mentions, len(letters))
            classes = {slot.partition(".")[0] for slot in fill}
            for start, end, named in _phrases(names):
                if any(taken[start:end]):
                    continue
                free = [slot for slot in named if slot not in slots]
                free = [slot for slot in free if slot.partition(".")[0] in classes] or free
                free = [asked] if asked in free else free
                if polarity_behind(letters, end, len(letters)).leaves_open:
                    slots.update(dict.fromkeys(free, ()))
                elif change_behind(letters, end):
                    forgotten.update(dict.fromkeys(free))
        return tuple(forgotten)

    def _similar(self, utterance: Utterance, mentions: Sequence[Mention]) -> Similar | None:
        words = []
        position = 0
        for mention in (*mentions, None):
            until = mention.start if mention else len(utterance.letters)
            words += utterance.words_of(position, until)
            position = mention.end if mention else until
        return self._examples.most_similar(words, (mention.slot for mention in mentions))


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


def _looked_up(domain: Domain) -> frozenset[str]:
    """The slots of classes whose records are looked for."""
    classes = map(domain.entities.__getitem__, domain.looked_up())
    return frozenset(slot.name for entity in classes for slot in entity.slots)


def _answer(performed: Performed | None, built_in: Performed | None) -> str:
    for found in (performed, built_in):
        if found and found.way.act in _OPPOSITE:
            return found.way.act
    return ""


def _is_denied(
    utterance: Utterance, slot: str, mentions: Sequence[Mention], built_in: Performed | None
) -> bool:
    """Whether a no is said behind a mention of the slot: 얼룩은 없어요, but not 주차장 없어요?"""
    if built_in is None or built_in.way.act != "no" or utterance.text.endswith("?"):
        return False
    start, _ = built_in.spans[0]
    said_before = any(one.slot == slot and one.end <= start for one in mentions)
    return said_before and utterance.letters.startswith("없", start)


def _overlaps(mention: Mention, performed: Performed) -> bool:
    return any(start < mention.end and mention.start < end for start, end in performed.spans)
