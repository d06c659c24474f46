"""A domain of the training table of a chatbot: an act and a task for each intent.

As the book's engine does, an answer is looked for by intent and entities, and one of several is
chosen; the placeholders of answers are filled in; what is not understood is 기타, or the apology
where the table has no answers to it. Nothing is remembered from one question to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from mockgenie.channels import APOLOGY, is_address
from mockgenie.dialog import Engine
from mockgenie.domain import Domain
from mockgenie.importers.imported import ImportedDomain
from mockgenie.importers.training_table import TrainingRow, TrainingTable
from mockgenie.importers.training_values import (
    ENTITY,
    slot_of,
    tag_questions,
)
from mockgenie.korean import FITTING, ONE_FORM, squeeze
from mockgenie.source import followed, listed, quoted

OTHER = "기타"
"""The intent of what is not understood."""
_OPENING = "무엇을 도와드릴까요?"
_THRESHOLD = 0.4
"""How similar to a question what is said has to be: such engines rather guess than ask again."""
_TAG = r"(?<![A-Za-z_])({tags})(?![A-Za-z_])"
_PARTICLE = f"(?P<particle>{ONE_FORM})?"


def chatbot_domain(table: TrainingTable, name: str, source: str) -> ImportedDomain:
    """The domain `name` of a table; `source`: what its file is called."""
    return _Writer(table, name, source).domain()


def misunderstood(domain: Domain, table: TrainingTable) -> list[tuple[TrainingRow, str]]:
    """The rows whose questions are understood as something else than their intents, each with
    what they are understood as, "" for nothing."""
    engine = Engine(domain)
    session, _ = engine.open("internal_data", date(2026, 1, 1))
    found = []
    for row in followed(table.rows, "asking the questions", len(table.rows)):
        act = engine.understand(session, row.question).act
        # What leads nowhere else leads to the answers of 기타.
        understood = act if act in domain.tasks else OTHER
        if squeeze(row.question) and understood != row.intent:
            found.append((row, act))
    return found


class _Writer:
    """Writes the file of one domain."""

    def __init__(self, table: TrainingTable, name: str, source: str) -> None:
        self._name = name
        self._source = source
        self._table = table
        self._decisions: list[str] = []
        rows = tuple(map(self._usable, table.rows))
        self._rows = rows
        slots = {tag: slot_of(tag) for tag in _tags(rows)}
        self._questions = tag_questions(rows, slots)
        values = self._questions.values
        self._slots = {
            tag: slot for tag, slot in slots.items() if slot.type != "text" or values.get(tag)
        }
        self._never_said = [tag for tag in slots if tag not in self._slots]
        tags = "|".join(map(re.escape, sorted(self._slots, key=len, reverse=True)))
        self._tag = re.compile(_TAG.format(tags=tags) + _PARTICLE) if tags else None
        self._intents: dict[str, list[TrainingRow]] = {}
        for row in rows:
            self._intents.setdefault(row.intent, []).append(row)
        self._examples = self._examples_of_intents()

    def domain(self) -> ImportedDomain:
        lines = [
            f"# {self._source}의 표에서 옮긴 도메인: 질문은 acts에, 답변은 tasks에 있다",
            f"name: {quoted(self._name)}",
            f"threshold: {_THRESHOLD}",
            "",
            *self._entities(),
            *self._acts(),
            *self._tasks(),
        ]
        decisions = [*self._table.left_out, *self._told(), *self._decisions]
        return ImportedDomain(self._name, "\n".join(lines) + "\n", tuple(decisions))

    # entities

    def _entities(self) -> Iterator[str]:
        if not self._slots:
            return
        yield "entities:"
        yield f"  {ENTITY}:"
        yield "    slots:"
        for tag, slot in self._slots.items():
            yield f"      {slot.name}:"
            if slot.description:
                yield f"        description: {slot.description}"
            if slot.type != "text":
                yield f"        type: {slot.type}"
            yield f"        tag: {quoted(tag)}"
            if values := self._questions.values.get(tag):
                yield f"        values:{listed(list(values), ' ' * 10)}"
        yield ""

    # acts

    def _acts(self) -> Iterator[str]:
        yield "acts:"
        for intent, examples in self._examples.items():
            yield f"  {quoted(intent)}:"
            yield "    examples:"
            yield from (f"      - {quoted(example)}" for example in examples)
        yield ""

    def _examples_of_intents(self) -> dict[str, dict[str, None]]:
        """By intent, its questions, none of which another intent has before."""
        seen: dict[str, str] = {}
        examples: dict[str, dict[str, None]] = {}
        for row in self._rows:
            if not row.question:
                continue
            example = self._questions.written[row.number]
            intent = seen.setdefault(example, row.intent)
            if intent != row.intent:
                told = f'row {row.number}: "{row.question}" is a question of {intent} already'
                self._decisions.append(told)
            else:
                examples.setdefault(intent, {})[example] = None
        return examples

    # tasks

    def _tasks(self) -> Iterator[str]:
        opening = "start"
        while opening in self._intents:
            opening += "_"
        yield "tasks:"
        yield f"  {opening}:"
        yield f"    say: {quoted(_OPENING)}"
        for intent, rows in self._intents.items():
            yield from self._task(intent, rows)
        if OTHER not in self._intents:
            told = f"there is no intent {OTHER}, so what is not understood is apologised for"
            self._decisions.append(told)
            yield f"  {OTHER}:"
            yield f"    say: {quoted(APOLOGY)}"
        yield ""
        yield "anywhere:"
        for intent in self._intents:
            if intent in self._examples:
                named = intent.replace("\\", "\\\\").replace('"', '\\"')
                condition = f'act = "{named}"'
                plain = re.fullmatch(r"\w+", intent)
                yield f"  - task: {quoted(intent)}"
                yield f"    when: {condition if plain else quoted(condition)}"
        yield "  # 알아듣지 못한 말"
        yield f"  - task: {OTHER}"

    def _task(self, intent: str, rows: Sequence[TrainingRow]) -> Iterator[str]:
        groups: dict[tuple[str, ...], list[TrainingRow]] = {}
        for row in rows:
            tags = sorted(tag for tag in row.tags if tag in self._slots)
            groups.setdefault(tuple(tags), []).append(row)
        yield f"  {quoted(intent)}:"
        yield "    say:"
        if groups.keys() == {()}:
            yield from self._texts(rows, (), "      ")
        else:
            yield from self._by_entities(intent, rows, groups)
        if self._slots:
            names = ", ".join(slot.full_name for slot in self._slots.values())
            yield f"    reset: [{names}]"

    def _by_entities(
        self,
        intent: str,
        rows: Sequence[TrainingRow],
        groups: Mapping[tuple[str, ...], Sequence[TrainingRow]],
    ) -> Iterator[str]:
        """The answers of an intent: those with most entities first, those without any last."""
        tagged = sorted((tags for tags in groups if tags), key=len, reverse=True)
        for tags in tagged:
            filled = " and ".join(f"{self._slots[tag].full_name} is filled" for tag in tags)
            yield f"      - when: {filled}"
            yield from self._texts(groups[tags], tags, "        ")
        if () not in groups:
            told = f"{intent} has no answer without entities: those that are not said stay visible"
            self._decisions.append(f"{told}, as {tagged[-1][0]}")
        yield from self._texts(groups.get((), rows), (), "      - ")

    def _texts(self, rows: Iterable[TrainingRow], sure: Sequence[str], first: str) -> Iterator[str]:
        """The answers of rows, of which one is chosen; `first`: what stands before the first
        line."""
        indent = " " * len(first)
        answers = list(dict.fromkeys((self._template(row.answer, sure), row.image) for row in rows))
        if len(answers) == 1:
            ((text, image),) = answers
            yield f"{first}text: {quoted(text)}"
            if image:
                yield f"{indent}image: {quoted(image)}"
            return
        yield f"{first}text:"
        for text, image in answers:
            if image:
                yield f"{indent}  - text: {quoted(text)}"
                yield f"{indent}    image: {quoted(image)}"
            else:
                yield f"{indent}  - {quoted(text)}"

    def _template(self, answer: str, sure: Sequence[str]) -> str:
        """An answer with its placeholders as a text has them; one that nothing may have filled
        says the tag itself, as the book's engine does."""
        plain = answer.replace("{", "").replace("}", "")
        if self._tag is None:
            return plain

        def filled(found: re.Match[str]) -> str:
            tag, particle = found[1], found["particle"] or ""
            name = self._slots[tag].full_name
            if tag in sure:
                return f"{{{name}}}{FITTING.get(particle, '')}"
            value = f"{{if {name} is filled}}{{{name}}}{{else}}{tag}{{end}}"
            return f"{value}{FITTING.get(particle, '')}"

        return self._tag.sub(filled, plain)

    # what was decided

    def _usable(self, row: TrainingRow) -> TrainingRow:
        """A row without a question that has no words, and without a picture that has no
        address."""
        if not squeeze(row.question):
            row = replace(row, question="")
        if row.image and not is_address(row.image):
            told = f'the picture "{row.image}" is no address, http or https; left out'
            self._decisions.append(f"row {row.number}: {told}")
            row = replace(row, image="")
        return row

    def _told(self) -> Iterator[str]:
        for tag, slot in self._slots.items():
            if slot.type != "text":
                yield f"{tag} is {slot.full_name}, of type {slot.type}"
            else:
                found = ", ".join(self._questions.values[tag])
                yield f"{tag} is {slot.full_name}; its values are words of the questions: {found}"
        for tag in self._never_said:
            yield f"{tag} is left as it is: no question has a value of it"
        for intent in self._intents:
            if intent not in self._examples and intent != OTHER:
                yield f"{intent} has no questions, so nothing leads to its answers"
        questions = {row.number: row.question for row in self._rows}
        for number, tags in self._questions.untold.items():
            told = f'no word of "{questions[number]}" could be told to be'
            yield f"row {number}: {told} {', '.join(tags)}"


def _tags(rows: Iterable[TrainingRow]) -> Iterator[str]:
    """The tags of a table, as often as they are there: of rows and in placeholders."""
    for row in rows:
        yield from row.tags
        yield from re.findall(r"\{\s*(B_[A-Z]+|NNP)\s*\}", row.answer)
