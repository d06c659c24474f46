"""Dialog acts with their examples, and conversations, from scenario.

`slot_tagged` has the values of an utterance tagged with their slots, `<SLOT=VALUE>`; older rows
have it cut into morphemes with `+`, so that the utterance has to be tagged again. `dialog_action`
is `# TYPE(SLOT="VALUE", …)`; where its value differs from the tagged one, the latter is a synonym.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from mockgenie.domain import Variant, parse_example
from mockgenie.importers.geniedialog.cells import act_slots, act_type, plain
from mockgenie.importers.geniedialog.findings import Findings, clean, comment, line, origin
from mockgenie.importers.geniedialog.model import ActDraft, ExampleDraft, Origin, ScenarioDraft
from mockgenie.importers.geniedialog.slots import SlotReader
from mockgenie.importers.geniedialog.tables import GenieDatabase, GenieRow
from mockgenie.korean import squeeze

TABLE = "scenario"
_TAG = re.compile("<([^=<>]+)=([^<>]+)>")
_SIGNS = re.compile("[<>]")
_HUMAN = ("", "human", "user")
_BUILT_IN = {"affirm": "yes", "negate": "no"}
"""What a class of acts means that every domain understands."""
_LONGEST_UTTERANCE = 1_000


class _Part(Struct, frozen=True):
    """A piece of an utterance; `column`: the slot whose value it is, "" for none."""

    text: str
    column: str = ""


def built_in_names(database: GenieDatabase) -> Mapping[str, str]:
    """The acts that are one of those every domain understands, by the names of the tool: the only
    one of the class affirm is `yes`, of negate `no`."""
    types: dict[str, list[str]] = {}
    for row in database.rows("da_type"):
        if name := act_type(row["define-DA_type"]):
            types.setdefault(row["define-DA_class"].casefold(), []).append(name)
    every = [name for names in types.values() for name in names]
    return {
        types[kind][0]: name
        for kind, name in _BUILT_IN.items()
        if len(set(types.get(kind, ()))) == 1 and (name not in every or types[kind][0] == name)
    }


class ScenarioReader:
    """Reads the scenarios. `synonyms`: by the tool's name of a slot and its values, the words that
    mean them; `tagged`: the values that users say, by the tool's names of the
    slots."""

    def __init__(self, database: GenieDatabase, slots: SlotReader, findings: Findings) -> None:
        self._slots = slots
        self._findings = findings
        self._renamed = built_in_names(database)
        self._variants: dict[Variant, str] = {}
        self._utterances: set[str] = set()
        self._acts: dict[str, dict[str, ExampleDraft]] = {}
        self._origins: dict[str, Origin] = {}
        self.scenarios: list[ScenarioDraft] = []
        self.synonyms: dict[str, dict[str, dict[str, None]]] = {}
        self.tagged: dict[str, dict[str, None]] = {}
        for own, name in self._renamed.items():
            if own != name:
                findings.decide(f"act {line(own)} is {name}, which every domain understands")
        self._read(database)

    def act_name(self, written: str) -> str:
        """What an act of the user is called."""
        return self._renamed.get(written, line(written)[:100])

    def acts(self, needed: Mapping[str, Origin]) -> tuple[ActDraft, ...]:
        """The acts with their examples. `needed`: those that something answers or leads on by, and
        where: without an example, the name alone is said."""
        for name, where in needed.items():
            if name in self._acts or name in _BUILT_IN.values():
                continue
            words = _SIGNS.sub(" ", name)
            told = f"no scenario is of act {name}; write how it is said"
            if not squeeze(words) or (parse_example(words).variant in self._variants):
                self._findings.leave_open(where, told)
                continue
            note = self._findings.leave_open(where, told)
            self._acts[name] = {words: ExampleDraft(words, (note,), where)}
            self._origins[name] = where
        return tuple(
            ActDraft(
                name,
                tuple(examples.values()),
                origin=self._origins[name],
            )
            for name, examples in self._acts.items()
        )

    def _read(self, database: GenieDatabase) -> None:
        left: dict[str, int] = {}
        for row in database.rows(TABLE):
            speaker = row["speaker"].casefold()
            if speaker not in _HUMAN:
                left[speaker] = left.get(speaker, 0) + 1
                continue
            self._read_row(row)
        for speaker, count in left.items():
            told = f"{count} rows of {TABLE} are said by {line(speaker)}, and no examples"
            self._findings.decide(told)

    def _read_row(self, row: GenieRow) -> None:
        utterance = line(row["utter"])
        act = self.act_name(act_type(row["dialog_action"]))
        where = origin(TABLE, row, text=utterance or row["slot_tagged"])
        if not act:
            self._findings.leave_open(where, "has no act; give it to one under acts")
            return
        parts = self._parts(row, utterance)
        utterance = utterance or line("".join(part.text for part in parts))
        if not squeeze("".join(part.text for part in parts)) or len(utterance) > _LONGEST_UTTERANCE:
            told = "has no words" if len(utterance) <= _LONGEST_UTTERANCE else "is very long"
            self._findings.leave_open(where, f"{told}, and is no example of {act}")
            return
        values = self._values(parts, act_slots(row["dialog_action"]))
        text, spoken = self._example(parts, values, where)
        notes = tuple(filter(None, (comment(plain(row["comment"])),)))
        self._add(act, ExampleDraft(text, notes, where))
        self._add_scenario(row, utterance, act, spoken, where)

    # The utterance with its tags

    def _parts(self, row: GenieRow, utterance: str) -> list[_Part]:
        """The pieces of an utterance, those that are values with their slots."""
        written = line(row["slot_tagged"])
        tagged = _parts_of(written)
        said = "".join(part.text for part in tagged)
        is_cut = "+" in said and "+" not in utterance
        if written and (
            not utterance or (squeeze(said) == squeeze(_SIGNS.sub(" ", utterance)) and not is_cut)
        ):
            return tagged
        values = [(part.column, part.text) for part in tagged if part.column]
        if not values:
            values = [(slot, line(value)) for slot, value in act_slots(row["dialog_action"])]
        return self._tagged_again(row, utterance, [(s, v.replace("+", "")) for s, v in values])

    def _tagged_again(
        self, row: GenieRow, utterance: str, values: list[tuple[str, str]]
    ) -> list[_Part]:
        """The utterance itself, its values found in their order."""
        parts = []
        behind = 0
        for column, value in values:
            at = utterance.find(value, behind) if value else -1
            if at < 0:
                where = origin(TABLE, row, "slot_tagged")
                told = (
                    f"the value of {line(column)} is not in the utterance, where it is not tagged"
                )
                self._findings.leave_open(where, told)
                continue
            parts += [_Part(utterance[behind:at]), _Part(value, column)]
            behind = at + len(value)
        return [part for part in (*parts, _Part(utterance[behind:])) if part.text]

    def _values(
        self, parts: list[_Part], meant: tuple[tuple[str, str], ...]
    ) -> dict[tuple[str, str], str]:
        """By slot and the word in the utterance, the value that it means."""
        values: dict[tuple[str, str], str] = {}
        waiting: dict[str, list[str]] = {}
        for column, value in meant:
            waiting.setdefault(column, []).append(line(value))
        for part in parts:
            if not part.column:
                continue
            word = line(part.text)
            value = waiting[part.column].pop(0) if waiting.get(part.column) else word
            slot = self._slots.slot(part.column)
            if "+" in value or not squeeze(value) or (slot and slot.type != "text"):
                value = word
            if squeeze(value) != squeeze(word):
                own = self.synonyms.setdefault(part.column, {})
                own.setdefault(value, {})[word] = None
            values[part.column, part.text] = value
        return values

    def _example(
        self, parts: list[_Part], values: Mapping[tuple[str, str], str], where: Origin
    ) -> tuple[str, dict[str, tuple[str, ...]]]:
        """An utterance as an example, and the values of its slots."""
        text = ""
        spoken: dict[str, tuple[str, ...]] = {}
        for part in parts:
            value = _SIGNS.sub(" ", values.get((part.column, part.text), "")).strip()
            if not part.column or not squeeze(value):
                text += _SIGNS.sub(" ", part.text)
                continue
            name = self._slots.name(part.column, where, "that a scenario tags")
            self.tagged.setdefault(part.column, {})[value] = None
            text += f"<{name}={value}>"
            spoken[name] = tuple(dict.fromkeys((*spoken.get(name, ()), value)))
        return text, spoken

    # What becomes of it

    def _add(self, act: str, example: ExampleDraft) -> None:
        variant = parse_example(example.text).variant
        other = self._variants.setdefault(variant, act)
        if other != act:
            self._findings.leave_open(example.origin, f"is an example of act {other}, not of {act}")
            return
        self._origins.setdefault(act, example.origin)
        self._acts.setdefault(act, {}).setdefault(example.text, example)

    def _add_scenario(
        self,
        row: GenieRow,
        utterance: str,
        act: str,
        spoken: Mapping[str, tuple[str, ...]],
        where: Origin,
    ) -> None:
        if utterance in self._utterances:
            return
        self._utterances.add(utterance)
        notes = []
        if machine := plain(clean(row["machine_utter_str"])):
            notes.append(comment(f"machine_utter_str: {machine}"))
        notes += filter(None, (comment(plain(row["comment"])),))
        self.scenarios.append(ScenarioDraft(utterance, act, spoken, tuple(notes), where))


def _parts_of(tagged: str) -> list[_Part]:
    parts = []
    behind = 0
    for found in _TAG.finditer(tagged):
        parts += [_Part(tagged[behind : found.start()]), _Part(found[2].strip(), found[1].strip())]
        behind = found.end()
    return [part for part in (*parts, _Part(tagged[behind:])) if part.text]
