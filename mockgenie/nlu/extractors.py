"""Where an utterance can speak of slots: by words of the dictionary, or by what is found in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from mockgenie.korean import (
    ADDRESS_SIGNS,
    ANY_SIGNS,
    DATE_SIGNS,
    DURATION_SIGNS,
    ENDINGS,
    TIME_SIGNS,
    WEEKDAYS_SIGNS,
    Count,
    CountFinder,
    Signs,
    SoughtPattern,
    find_addresses,
    find_dates,
    find_durations,
    find_native_days,
    find_numbers,
    find_times,
    find_weekdays,
    in_digits,
    is_light,
    names_value,
)
from mockgenie.nlu.lexicon import Lexicon
from mockgenie.nlu.open_slots import takes_addresses
from mockgenie.nlu.remembered import remembered
from mockgenie.nlu.step import Draft, SoughtStep, Step
from mockgenie.nlu.vocabulary import LexiconEntry, Meaning, Vocabulary
from mockgenie.source import find_formatted

_PER = re.compile(
    r"\s?(?:당(?![가-힣])|기준|에는?\s?(?:얼마|몇)"
    r"|\s?앞에\s?(?:[0-9]|얼마|몇|[가-힣]{1,2}\s?[만천]\s?원)"
    r"|(?<=[1일한]박|하루|룻밤)에?\s?(?:[0-9][0-9,.]*\s?(?:만|천|원)|[가-힣]{1,2}\s?만\s?원)"
    r"|\s?더\s?[가-힣]{1,3}\s?(?:수도|지도|수\s?있)"
    r"|(?<=[람명인분루])에는?\s?(?:[0-9][0-9,.]*\s?(?:만|천|원)|[가-힣]{1,2}\s?만\s?원)"
    r"|(?<![잔판병개캔명장각])(?<![잔판병개캔명장각]\s)(?:만|정도)?\s?"
    r"(?:앞당|당겨|당기|미뤄|미루|늦춰|늦추|일찍|빨리|뒤로))"
)
"""What makes a number a measure of something else: 1인당 얼마, 한 사람에 5만 원, 하루 앞당겨, but
not 세 잔 빨리요."""
_BY_WAY = re.compile(r"(?:도보로?|걸어서|[차스철]로|[역정]에서)\s?\Z")
"""What makes a duration a distance: 도보 5분, 차로 20분, 역에서 3분."""
_LONGEST_WAY = 5
_PIECES = {"개", "판", "병", "캔", "잔", "그릇", "접시", "인분", "세트", "장", "권", "마리", "조각"}
_BARE = re.compile(
    r"(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)(?!이서|\s?(?:명|분|사람|살|시(?![켜키킬])|번|층))"
)
"""Pieces may be counted without a counter: 콜라 하나."""
_PEOPLE = {"명", "분", "사람"}
_ORDERED = re.compile(r"\s?(?:만\s?)?(?:부탁|주[세실시]|줘|추가)")
"""What stands behind a number of things, not of people: 의자 하나 부탁해요."""
_TOLD = re.compile(r"[은는](?:아까|이미|전에)?[가-힣]{0,3}말[가-힣]{1,3}대로\Z")
_LONGEST_TOLD = 14
_NIGHTS = ("박", "밤")
_DAY_COUNTERS = (*_NIGHTS, "일", "일간", "일 동안")
"""Counters of days, which 이틀 and 일주일 have in themselves."""
_TOPIC = tuple("은는이가을를")
"""What may stand between the name of a slot and its number."""

_Find = Callable[[str, Signs], Iterable[tuple[int, int]]]


def search_dictionary(vocabulary: Vocabulary) -> Step:
    """Words of the domain: values, names of slots, first words of patterns."""
    search = vocabulary.lexicon.search
    known = _KnownWords(vocabulary.lexicon)

    def step(draft: Draft) -> None:
        utterance = draft.utterance
        draft.knows_words = all(map(known.has, utterance.words))
        candidates, cues, starts = draft.candidates, draft.cues, draft.pattern_starts
        for start, end, entry in search(utterance.letters):
            meanings = entry.meanings
            if meanings:
                if names_value(utterance, start, end):
                    candidates.append((start, end, meanings))
                elif end - start > 2:
                    draft.taken_apart.append((start, end))
            if entry.patterns:
                starts.append((start, end, entry.patterns))
            if entry.names:
                cues.append((start, end, entry.names))

    return step


class _KnownWords:
    """`has`: whether a word is one of the dictionary or a light one, but for its ending."""

    def __init__(self, lexicon: Lexicon[LexiconEntry]) -> None:
        self._search = lexicon.search
        self.has = remembered(10_000, self._has)

    def _has(self, word: str) -> bool:
        read = 0
        for start, end, entry in self._search(word):
            if start == 0 and (entry.meanings or end > 1):
                read = max(read, end)
        return word[read:] in ENDINGS or is_light(word[read:])


def find_day_values(vocabulary: Vocabulary) -> Step | None:
    """Dates: 11월 25일, 크리스마스. Other words for days are in the dictionary."""
    return _said(vocabulary, "date", find_dates, DATE_SIGNS)


def find_weekday_values(vocabulary: Vocabulary) -> Step | None:
    """Several days of the week at once: 수목금, 토일."""
    slots = [s.name for s in vocabulary.slots.values() if s.type == "date" and not s.same]
    if not slots:
        return None

    def step(draft: Draft) -> None:
        for start, end, days in find_weekdays(draft.utterance.text):
            meanings = tuple([Meaning(slot, day, "value") for slot in slots for day in days])
            _add(draft, start, end, meanings)

    return SoughtStep(step, WEEKDAYS_SIGNS)


def find_time_values(vocabulary: Vocabulary) -> Step | None:
    """Times: 오후 두 시 반."""
    return _said(vocabulary, "time", find_times, TIME_SIGNS)


def find_duration_values(vocabulary: Vocabulary) -> Step | None:
    """Durations: 두 시간 반. Where none is of a record, 도보 5분 only says how far it is."""
    looked_up = vocabulary.domain.looked_up()
    of_records = any(
        slot.type == "duration" and name.partition(".")[0] in looked_up
        for name, slot in vocabulary.slots.items()
    )
    find = find_durations if of_records else _find_stays
    return _said(vocabulary, "duration", find, DURATION_SIGNS)


def _find_stays(text: str, signs: Signs = ANY_SIGNS) -> list[tuple[int, int]]:
    return [
        one
        for one in find_durations(text, signs)
        if not _BY_WAY.search(text, max(0, one[0] - _LONGEST_WAY), one[0])
    ]


def find_pattern_values(vocabulary: Vocabulary) -> Step | None:
    """What fits the regular expressions of slots."""
    slots = [slot for slot in vocabulary.slots.values() if slot.type == "pattern"]
    if not slots:
        return None

    def step(draft: Draft) -> None:
        text = in_digits(draft.utterance.text, draft.utterance.signs)
        for slot in slots:
            for start, end, value in find_formatted(slot.pattern, slot.format, text):
                _add(draft, start, end, (Meaning(slot.name, value, "said"),))

    return step


def find_address_values(vocabulary: Vocabulary) -> Step | None:
    """Addresses, before they are asked for; the numbers in them count nothing."""
    slots = [slot.name for slot in vocabulary.slots.values() if takes_addresses(slot)]
    if not slots:
        return None

    def step(draft: Draft) -> None:
        if draft.state.asked in slots:
            return  # then all that is said is the answer
        text = draft.utterance.text
        for start, end in find_addresses(text, draft.utterance.signs):
            meanings = tuple([Meaning(slot, text[start:end], "said") for slot in slots[:1]])
            first, last = draft.utterance.letters_between(start, end)
            inside = [one for one in draft.candidates if one[0] < last and first < one[1]]
            draft.candidates = [one for one in draft.candidates if one not in inside]
            _add(draft, start, end, meanings)

    return SoughtStep(step, ADDRESS_SIGNS)


def find_counts(vocabulary: Vocabulary) -> Step | None:
    """Numbers by their counters (두 잔), days that are counted (사흘), pieces without a counter
    (콜라 하나)."""
    counted: dict[str, tuple[str, ...]] = {}
    for slot in vocabulary.slots.values():
        for counter in slot.counters:
            counted[counter] = (*counted.get(counter, ()), slot.name)
    if not counted:
        return None
    find = CountFinder(counted).find
    counting_days = (counted.get(counter, ()) for counter in _DAY_COUNTERS)
    days = tuple(dict.fromkeys(slot for slots in counting_days for slot in slots))
    pieces = tuple(
        slot.name for slot in vocabulary.slots.values() if not _PIECES.isdisjoint(slot.counters)
    )
    of_people = all(not _PEOPLE.isdisjoint(vocabulary.slots[name].counters) for name in pieces)

    def step(draft: Draft) -> None:
        text = draft.utterance.text
        for count in _as_stays(find(text)):
            meanings = _numbered(counted[count.counter], count.number)
            _add(draft, count.start, count.end, meanings)
        if days:
            for start, end, number in find_native_days(text):
                _add(draft, start, end, _numbered(days, number))
        if pieces and _BARE.search(text):
            for count in find_numbers(text):
                things = of_people and _ORDERED.match(text, count.end)
                if _BARE.match(text, count.start) and not things:
                    start, end = draft.utterance.letters_between(count.start, count.end)
                    draft.candidates.append((start, end, _numbered(pieces, count.number)))

    return step


def find_named_numbers(vocabulary: Vocabulary) -> Step | None:
    """Numbers right behind the name of their slot: 인원 여섯, 사람은 둘이고."""
    numbers = {name for name, slot in vocabulary.slots.items() if slot.type in ("int", "float")}
    if numbers.isdisjoint(vocabulary.named):
        return None

    def step(draft: Draft) -> None:
        if not draft.cues:
            return
        utterance = draft.utterance
        letters = utterance.letters
        ends = {end: slots for _, end, slots in draft.cues}
        for count in find_numbers(utterance.text):
            start, end = utterance.letters_between(count.start, count.end)
            named = ends.get(start)
            if not named and letters.startswith(_TOPIC, start - 1):
                named = ends.get(start - 1)
            if not named and (cue := _TOLD.search(letters, max(0, start - _LONGEST_TOLD), start)):
                named = ends.get(cue.start())  # 인원은 아까 말한 대로 다섯이에요
            if named and (slots := [slot for slot in named if slot in numbers]):
                draft.candidates.append((start, end, _numbered(slots, count.number)))

    return step


def _said(
    vocabulary: Vocabulary, type_: str, find: _Find, signs: frozenset[SoughtPattern]
) -> Step | None:
    """Finds values that slots of a type have as the user says them, where one of `signs` is."""
    meanings = tuple(
        Meaning(slot.name, "", "said")
        for slot in vocabulary.slots.values()
        if slot.type == type_ and not slot.same
    )
    if not meanings:
        return None

    def step(draft: Draft) -> None:
        for start, end in find(draft.utterance.text, draft.utterance.signs):
            _add(draft, start, end, meanings)

    return SoughtStep(step, signs)


def _add(draft: Draft, start: int, end: int, meanings: tuple[Meaning, ...]) -> None:
    """Add what stands in the text from `start` to `end`, unless it measures something else."""
    utterance = draft.utterance
    if not _PER.match(utterance.text, end):
        draft.candidates.append((*utterance.letters_between(start, end), meanings))


def _numbered(slots: Sequence[str], number: float) -> tuple[Meaning, ...]:
    return tuple([Meaning(slot, str(number), "value") for slot in slots])


def _as_stays(counts: list[Count]) -> list[Count]:
    """The counts, with the days of 2박 3일 taken for a part of it: it is two nights."""
    stays: list[Count] = []
    for count in counts:
        before = stays[-1] if stays else None
        if (
            before is not None
            and before.counter in _NIGHTS
            and count.counter.startswith("일")
            and count.start - before.end <= 2
        ):
            stays[-1] = Count(before.start, count.end, before.number, before.counter)
        else:
            stays.append(count)
    return stays
