"""Which words of the questions are the values that their tags stand for.

The table says that a question has a B_FOOD, and not which word it is. Days and times are
recognised. Of the rest, a value is a noun that no question without the tag has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mockgenie.dialog import Engine
from mockgenie.domain import Domain, EntityClass, Slot, SlotType, Task
from mockgenie.importers.training_table import TrainingRow
from mockgenie.korean import Utterance, bare_object, find_numbers, is_noun, read_utterance, squeeze
from mockgenie.records import NO_TABLE

ENTITY = "Query"
"""The class whose slots the tags are."""


class TaggedSlot(Struct, frozen=True):
    """The slot of a tag: its name within the class, its type, and what it is for people."""

    tag: str
    name: str
    type: SlotType = "text"
    description: str = ""

    @property
    def full_name(self) -> str:
        """With its class, as texts name it."""
        return f"{ENTITY}.{self.name}"


KNOWN_TAGS = {
    slot.tag: slot
    for slot in (
        TaggedSlot("B_FOOD", "food", description="음식"),
        TaggedSlot("B_DT", "date", "date", "날짜"),
        TaggedSlot("B_TI", "time", "time", "시각"),
        TaggedSlot("B_PS", "person", description="사람"),
        TaggedSlot("B_LC", "place", description="장소"),
        TaggedSlot("B_OG", "organization", description="단체"),
    )
}
"""The tags of the book's engine."""

_LIKE_PARTICLES = re.compile(r"(?:이랑|랑|하고|에서|으로|부터|까지|한테|에게|도|에|로)$")
_NO_VALUES = frozenset(
    (
        *(
            "여기",
            "저기",
            "거기",
            "혹시",
            "지금",
            "그냥",
            "일단",
            "우리",
            "저희",
            "제가",
            "나는",
            "빨리",
        ),
        *("아침", "점심", "저녁", "새벽", "한번"),
    )
)
"""Words that stand before a value, and are none."""
_NO_NAME = re.compile(r"\W+")


class TaggedQuestions(Struct, frozen=True):
    """The questions of a table with their values tagged.

    `written`: by row number, the question as an example, `<Query.food=짜장면> 주세요`; `values`: by
    tag, the values that were found; `untold`: the rows of which no word could be told to be the
    value of a tag, each with these tags.
    """

    written: dict[int, str]
    values: dict[str, tuple[str, ...]]
    untold: dict[int, tuple[str, ...]]


def slot_of(tag: str) -> TaggedSlot:
    """The slot of any tag."""
    if tag in KNOWN_TAGS:
        return KNOWN_TAGS[tag]
    name = _NO_NAME.sub("_", tag.removeprefix("B_").lower()).strip("_")
    return TaggedSlot(tag, name if name[:1].isalpha() else f"tag_{name}")


def tag_questions(rows: Sequence[TrainingRow], slots: Mapping[str, TaggedSlot]) -> TaggedQuestions:
    """Find the values in the questions of `rows`; `slots`: those of the tags."""
    typed = {slot.full_name: tag for tag, slot in slots.items() if slot.type != "text"}
    engine = _recognising(slots[tag] for tag in typed.values())
    spans: dict[int, list[tuple[int, int, str]]] = {}
    utterances: dict[int, Utterance] = {}
    for row in rows:
        utterances[row.number] = utterance = read_utterance(_without_signs(row.question))
        spans[row.number] = _recognised(engine, utterance.text, typed)
    values: dict[str, tuple[str, ...]] = {}
    untold: dict[int, tuple[str, ...]] = {}
    for tag in (one for one, slot in slots.items() if slot.type == "text"):
        found = _values_of(tag, rows, utterances, spans)
        for row in rows:
            utterance = utterances[row.number]
            places = [*_places(utterance, found.get(row.number, ()))]
            spans[row.number] += ((start, end, tag) for start, end in places)
        values[tag] = tuple(dict.fromkeys(word for words in found.values() for word in words))
    written = {}
    for row in rows:
        tagged = [*_apart(spans[row.number])]
        utterance = utterances[row.number]
        written[row.number] = utterance.with_letters(
            (start, end, f"<{slots[tag].full_name}={utterance.words_between(start, end)}>")
            for start, end, tag in tagged
        )
        missing = tuple(tag for tag in row.tags if tag not in {one for _, _, one in tagged})
        if missing and row.question:
            untold[row.number] = missing
    return TaggedQuestions(written, values, untold)


def _recognising(slots: Iterable[TaggedSlot]) -> Engine:
    """An engine that knows days and times, and nothing else."""
    own = tuple(Slot(slot.full_name, slot.type) for slot in slots)
    entities = {ENTITY: EntityClass(ENTITY, own, NO_TABLE)}
    return Engine(Domain("", "", entities, (), {"start": Task("start")}, ()))


def _recognised(engine: Engine, text: str, tags: Mapping[str, str]) -> list[tuple[int, int, str]]:
    from datetime import date

    session, _ = engine.open("internal_data", date(2026, 1, 1))  # the words count, not the day
    mentions = engine.understand(session, text).mentions
    return [(one.start, one.end, tags[one.slot]) for one in mentions if one.slot in tags]


def _values_of(
    tag: str,
    rows: Sequence[TrainingRow],
    utterances: Mapping[int, Utterance],
    spans: Mapping[int, list[tuple[int, int, str]]],
) -> dict[int, tuple[str, ...]]:
    """By row, the words that are the value of a tag."""
    words = {row.number: [*_candidates(utterances[row.number], spans[row.number])] for row in rows}
    elsewhere = {one for row in rows if tag not in row.tags for one in words[row.number]}
    tagged = [row for row in rows if tag in row.tags]
    possible = {
        row.number: _possible(row, words[row.number], elsewhere, utterances[row.number])
        for row in tagged
    }
    # What many different questions have is rather what they ask for than a value.
    rows_with = Counter(word for own in possible.values() for word in own)
    found: set[str] = set()
    for row in tagged:
        own = possible[row.number]
        # An answer without a placeholder may say the value itself.
        said = [word for word in own if word in row.answer] if tag not in row.answer else []
        counted = [*_counted(utterances[row.number], own)]
        found.update((said or counted or sorted(own, key=rows_with.__getitem__))[:1])
    return {
        number: tuple(word for word in own if word in found) for number, own in possible.items()
    }


def _possible(
    row: TrainingRow, words: Sequence[str], elsewhere: Container[str], utterance: Utterance
) -> list[str]:
    """Those of the words of a question that may be a value which no question `elsewhere` has."""
    asked = row.intent.lower()
    own = [
        one
        for one in words
        if one not in elsewhere and not (asked.startswith(one) or one.startswith(asked))
    ]
    # Where none is certainly a noun: any but the last, which is the verb.
    others = [one for one in own if one not in words[-1:]]
    counted = [one for one in _counted(utterance, others) if not is_noun(one)]
    return ([*filter(is_noun, own)] or others) + counted


def _candidates(utterance: Utterance, taken: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    """The words of a question that may be values, without their particles."""
    for start, end in _words(utterance):
        if any(start < behind and first < end for first, behind, _ in taken):
            continue
        word = utterance.letters[start:end]
        bare = bare_object(_LIKE_PARTICLES.sub("", word) if len(word) > 2 else word)
        if len(bare) > 1 and bare not in _NO_VALUES and not find_numbers(bare):
            yield bare


def _counted(utterance: Utterance, words: Iterable[str]) -> Iterator[str]:
    """Those of the words that a number follows: 라면 하나."""
    for word in words:
        at = utterance.text.find(f"{word} ")
        if at >= 0 and any(one.start == at + len(word) + 1 for one in find_numbers(utterance.text)):
            yield word


def _places(utterance: Utterance, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    for word in words:
        letters = squeeze(word)
        for start, end in _words(utterance):
            if utterance.letters.startswith(letters, start, end):
                yield start, start + len(letters)
                break


def _words(utterance: Utterance) -> Iterator[tuple[int, int]]:
    starts = [at for at, begins in enumerate(utterance.starts) if begins]
    return zip(starts, [*starts[1:], len(utterance.letters)], strict=False)


def _apart(spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Spans in their order, without those that another one overlaps."""
    behind = 0
    for start, end, tag in sorted(spans):
        if start >= behind:
            yield start, end, tag
            behind = end


def _without_signs(question: str) -> str:
    """What has a meaning in examples, and none in a question."""
    return question.replace("<", " ").replace(">", " ")
