"""Reviews the values of slots: words that stand twice, records with values that no slot has."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from mockgenie.conditions import read_value
from mockgenie.domain import BOOLEAN_VALUES, Place, Slot
from mockgenie.korean import squeeze
from mockgenie.lint.codes import warn
from mockgenie.lint.filling import Filling
from mockgenie.lint.outline import Outline, SlotPart
from mockgenie.records import is_value_file, read_value_file
from mockgenie.source import Diagnostic, Node, did_you_mean

_FIRST_FEW = 3
_SPACES = " (spaces make no difference)"


def check_values(outline: Outline, filling: Filling) -> Iterator[Diagnostic]:
    """Warnings about the values of slots and of records."""
    for part in outline.slots.values():
        yield from _words_twice(part)
        if part.slot.type == "choice":
            yield from _values_of_records(part, outline)


def meant(value: str, part: SlotPart) -> str:
    """`, did you mean "x"?` for a value that the slot does not have."""
    if part.slot.type == "boolean":
        return did_you_mean(value, BOOLEAN_VALUES)
    if own := part.synonyms.get(value):
        return f', did you mean "{own}", of which it is a synonym?'
    return did_you_mean(value, part.slot.values)


def has_value(part: SlotPart, value: str) -> bool:
    """Whether a value is one of the slot's, as conditions compare them."""
    return value in part.slot.values or read_value(value) in part.keys


# Words


def _words_twice(part: SlotPart) -> Iterator[Diagnostic]:
    slot = part.slot
    spoken = slot.type != "boolean"
    own = {squeeze(value): value for value in reversed(slot.values)} if spoken else {}
    # Of a boolean slot, no word can mean both.
    truths: dict[str, str] = {}
    for value, synonyms in _written_values(part):
        first = squeeze(value.word)
        if spoken and own[first] != value.word:
            yield value.warning(f'is the same word as "{own[first]}"{_SPACES}')
        seen: dict[str, str] = {}
        for synonym in synonyms:
            word = squeeze(synonym.word)
            if not word:
                continue
            if spoken and word == first:
                yield synonym.warning(f"is the value itself{_SPACES}; leave it out")
            elif word in seen:
                before = "" if seen[word] == synonym.word else f', as "{seen[word]}"{_SPACES}'
                yield synonym.warning(f'is there twice for "{value.word}"{before}')
            elif word in own:
                both = f'"{own[word]}" and "{value.word}"'
                yield synonym.warning(f"is a value itself, so it would mean both {both}")
            elif not spoken and truths.setdefault(word, value.word) != value.word:
                yield synonym.warning("cannot mean both yes and no")
            seen.setdefault(word, synonym.word)


class _PlacedWord(Struct, frozen=True):
    """A word of a slot and where it is written; `length` 0 where only its line is known."""

    word: str
    path: Path
    place: Place
    length: int = 0

    def warning(self, problem: str) -> Diagnostic:
        end = self.place[1] + self.length if self.length else 0
        found = warn("duplicate-synonym", word=self.word, problem=problem)
        return found.at(self.path, *self.place, "warning", end)


def _written_values(part: SlotPart) -> Iterator[tuple[_PlacedWord, list[_PlacedWord]]]:
    """The values and their synonyms."""
    node = part.fields.get("values")
    if node is None:
        return
    if node.is_mapping:
        for _, key, synonyms in node.pairs("values"):
            words = () if synonyms.is_absent else tuple(synonyms.items("synonyms"))
            yield _word_of(key), [_word_of(word) for word in words]
    elif node.is_scalar and is_value_file(node.text("values")):
        for path, line, value, named in read_value_file(node):
            place = (line, 1)
            yield (
                _PlacedWord(value, path, place),
                [_PlacedWord(word, path, place) for word in named],
            )
    else:
        for entry in node.items("values"):
            yield _word_of(entry), []


def _word_of(node: Node) -> _PlacedWord:
    word = node.text("a word")
    return _PlacedWord(word, node.source.path, node.place, len(word))


# Records


def _values_of_records(part: SlotPart, outline: Outline) -> Iterator[Diagnostic]:
    slot, entity = part.slot, part.entity
    values = entity.instances.values(slot.name)
    unknown = list(dict.fromkeys(value for value in values if not has_value(part, value)))
    if not unknown:
        return
    node = outline.entities[entity.name][1]["instances"]
    places = _places(node, slot, unknown[:_FIRST_FEW])
    for number, value in enumerate(unknown[:_FIRST_FEW], 1):
        hint = meant(value, part)
        more = len(unknown) - _FIRST_FEW
        if number == _FIRST_FEW and more > 0:
            hint += f" ({more} more such values)"
        # In the file that has the record.
        found = warn("unknown-instance-value", value=value, slot=slot.name, hint=hint)
        yield found.at(*places[value], "warning")


def _places(node: Node, slot: Slot, values: Iterable[str]) -> dict[str, tuple[Path, int, int]]:
    """Where a record first has each of the values; where the records are named, if that cannot
    be told."""
    path = node.source.path
    places = dict.fromkeys(values, (path, *node.place))
    found: Iterator[tuple[str, tuple[Path, int, int]]] = iter(())
    if node.is_list:
        found = _places_inline(node, slot.name)
    elif node.is_scalar and node.text("").lower().endswith(".csv"):
        found = _places_in_csv((path.parent / node.text("")).resolve(), slot.name)
    wanted = set(places)
    for value, place in found:
        if value in wanted:
            places[value] = place
            wanted.remove(value)
            if not wanted:
                break
    return places


def _places_inline(node: Node, slot: str) -> Iterator[tuple[str, tuple[Path, int, int]]]:
    for record in node.items(""):
        for name, _, value in record.pairs(""):
            if name in _names(slot) and not value.is_absent:
                yield value.text(""), (node.source.path, *value.place)


def _places_in_csv(path: Path, slot: str) -> Iterator[tuple[str, tuple[Path, int, int]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        header = [name.strip() for name in next(rows, [])]
        (column,) = (place for place, name in enumerate(header) if name in _names(slot))
        for row in rows:
            if len(row) > column:
                yield row[column].strip(), (path, rows.line_num, 1)


def _names(slot: str) -> tuple[str, str]:
    """How a record may name the slot."""
    return slot, slot.partition(".")[2]
