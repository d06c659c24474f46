"""What the system says, from dialog_lib: nodes with their utterances, templates and patterns.

The patterns of an intention are variants, the intentions of a template parts that are said one
after the other; a template is chosen by its weight. `<Class.slot>` is the value of a slot, `<BR>`
a new line, and `[END]` at the end of a text ends the dialog.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import isfinite, prod

from msgspec import Struct

from mockgenie.conditions import ALWAYS, Condition
from mockgenie.importers.geniedialog.cells import (
    GenieTemplate,
    GenieUtterance,
    act_type,
    plain,
    read_utterances,
)
from mockgenie.importers.geniedialog.findings import Findings, clean, comment, line, origin
from mockgenie.importers.geniedialog.model import Origin, SayingDraft, WordingDraft
from mockgenie.importers.geniedialog.predicates import NEVER, both, translated
from mockgenie.importers.geniedialog.scenarios import ScenarioReader
from mockgenie.importers.geniedialog.slots import SlotReader
from mockgenie.importers.geniedialog.tables import GenieRow
from mockgenie.korean import FITTING, ONE_FORM

TABLE = "dialog_lib"
END = "[END]"
"""At the end of a text: the dialog is over."""
NAMED = re.compile(r"<([^<>]*)>")
"""What is not said as it is written, where it names a slot or a break."""
_BREAKS = ("br", "br/", "br /")
_PARTICLE = re.compile(ONE_FORM)
_WEIGHTS = (0.001, 1_000_000.0)
_MOST_COMBINATIONS = 24


class Spoken(Struct, frozen=True):
    """The sayings of a node; `ends`: how many of their texts end the dialog, of `texts`."""

    sayings: tuple[SayingDraft, ...]
    ends: int = 0
    texts: int = 0


class TextReader:
    """Reads what nodes say, and the conditions of nodes and tasks."""

    def __init__(self, slots: SlotReader, scenarios: ScenarioReader, findings: Findings) -> None:
        self._slots = slots
        self._scenarios = scenarios
        self._findings = findings
        self.needed: dict[str, Origin] = {}
        """The user's acts that conditions name, with where they do."""

    def condition(self, text: str, where: Origin, told: str) -> tuple[Condition | None, str]:
        """A condition, and the comment where it is not translated and None; `told`: what is done
        then."""
        acts: list[str] = []

        def name(talker: str, act: str) -> str:
            written = act_type(act) or act
            if talker == "system":
                return system_act(written)
            acts.append(self._scenarios.act_name(written))
            return acts[-1]

        found = translated(plain(text), name)
        if found is None:
            place = Origin(where.table, where.row, plain(text))
            return None, self._findings.leave_open(place, f"not translated; {told}")
        for act in acts:
            self.needed.setdefault(act, where)
        return found, ""

    def read(
        self, row: GenieRow, when: Condition, answers: str = "", notes: Sequence[str] = ()
    ) -> Spoken:
        """What a node says under a condition; `answers`: the user's act that it answers."""
        where = origin(TABLE, row)
        cell = row["dialog_node-utterance_set"]
        utterances = read_utterances(plain(cell))
        if plain(cell) and not utterances and "<" not in cell:
            place = origin(TABLE, row, "dialog_node-utterance_set")
            self._findings.leave_open(place, "is no utterance, <utterance>…</utterance>; left out")
        sayings = []
        ends = texts = 0
        for utterance in utterances:
            saying, ended = self._saying(utterance, where, when, answers, notes)
            if saying.wordings:
                sayings.append(saying)
                ends += ended
                texts += len(saying.wordings)
        return Spoken(tuple(sayings), ends, texts)

    def _saying(
        self,
        utterance: GenieUtterance,
        where: Origin,
        when: Condition,
        answers: str,
        notes: Sequence[str],
    ) -> tuple[SayingDraft, int]:
        own, note = self.condition(utterance.condition, where, "never said until `when` says it")
        notes = [*notes, *filter(None, (note,))]
        if utterance.action and utterance.action not in ("1", "0"):
            place = Origin(where.table, where.row, utterance.action)
            told = "an action has no counterpart; a task looks up, forgets, leads on and ends"
            notes.append(self._findings.leave_open(place, told))
        wordings: list[WordingDraft] = []
        ended = 0
        for template in utterance.templates:
            share = 1 if len(utterance.templates) == 1 else len(_combinations(template))
            weight = self._weight(template, where) / share
            for text in self._texts(template, where):
                if text.endswith(END):
                    ended += 1
                    text = text.removesuffix(END).rstrip()
                wording = self._wording(text, weight, where)
                if wording.text:
                    wordings.append(wording)
        act = self._act(utterance, where, notes)
        condition = NEVER if own is None else both(when, own)
        # Only what nothing else is asked of can also be said without being asked for.
        answers = answers if own is not None and condition == when else ""
        return SayingDraft(tuple(wordings), condition, act, answers, tuple(notes), where), ended

    def _act(self, utterance: GenieUtterance, where: Origin, notes: list[str]) -> str:
        """The system's act: of several, the last part of the first template."""
        acts = [system_act(template.intentions[-1].act) for template in utterance.templates]
        named = [*dict.fromkeys(filter(None, acts))]
        if len(named) > 1:
            place = Origin(where.table, where.row, ", ".join(named))
            told = f"texts of one condition have one act, {named[0]}; the others are left out"
            notes.append(self._findings.leave_open(place, told))
        return named[0] if named else ""

    def _texts(self, template: GenieTemplate, where: Origin) -> Iterator[str]:
        """Every text of a template."""
        combinations = _combinations(template)
        if len(combinations) < prod(len(one.patterns) for one in template.intentions):
            told = "has many combinations of its parts; only some are taken"
            self._findings.leave_open(Origin(where.table, where.row), told)
        yield from (" ".join(map(clean, parts)) for parts in combinations)

    def _weight(self, template: GenieTemplate, where: Origin) -> float:
        written = template.weight.replace(",", ".")
        try:
            weight = float(written) if written else 1.0
        except ValueError:
            weight = float("nan")
        least, most = _WEIGHTS
        if not isfinite(weight) or not least <= weight <= most:
            place = Origin(where.table, where.row, template.weight)
            told = f"is no weight from {least:g} to {most:,.0f}; it is 1"
            self._findings.leave_open(place, told)
            return 1.0
        return weight

    def _wording(self, text: str, weight: float, where: Origin) -> WordingDraft:
        """A pattern as a text of the domain."""
        slots: list[str] = []
        written = ""
        behind = 0
        for found in NAMED.finditer(text):
            if found.start() < behind:
                continue
            written += _braced(text[behind : found.start()])
            behind = found.end()
            inner = found[1].strip()
            if is_break(inner):
                written += "\n"
            elif slot := self._slots.slot(inner):
                slots.append(slot.name)
                written += f"{{{slot.name}}}"
                if particle := _PARTICLE.match(text, behind):
                    written += FITTING[particle[0]]
                    behind = particle.end()
            else:
                written += _braced(found[0])
                if "." in inner:
                    place = Origin(where.table, where.row, line(text))
                    told = f"{found[0]} is no slot; it is said as it is written"
                    self._findings.leave_open(place, told)
        written += _braced(text[behind:])
        return WordingDraft(clean(written), weight, tuple(slots))


def is_break(name: str) -> bool:
    """Whether a name between angle brackets is that of a new line."""
    return name.casefold() in _BREAKS


def system_act(written: str) -> str:
    """What an act of the system is called: `request(mode)` is `request`."""
    return comment(act_type(written), 100)


def _combinations(template: GenieTemplate) -> list[tuple[str, ...]]:
    """The patterns of the parts, each with each; of many, as many as the longest part has."""
    parts = [intention.patterns for intention in template.intentions]
    if prod(map(len, parts)) <= _MOST_COMBINATIONS:
        return [*product(*parts)]
    longest = max(map(len, parts))
    return [tuple(one[number % len(one)] for one in parts) for number in range(longest)]


def _braced(text: str) -> str:
    """A text whose braces are braces."""
    return text.replace('\\"', '"').replace("\\'", "'").replace("{", "{{").replace("}", "}}")


def arranged(sayings: Sequence[SayingDraft]) -> tuple[SayingDraft, ...]:
    """Sayings as the first that fits is said: those of one condition are variants of one, and the
    one without a condition is the last."""
    groups: dict[object, list[SayingDraft]] = {}
    for number, saying in enumerate(sayings):
        key: object = saying.when if saying.when != NEVER else number
        groups.setdefault(key, []).append(saying)
    return tuple(sorted(map(_joined, groups.values()), key=lambda one: one.when == ALWAYS))


def _joined(variants: Sequence[SayingDraft]) -> SayingDraft:
    """Sayings of one condition as one."""
    if len(variants) == 1:
        return variants[0]
    wordings: dict[str, WordingDraft] = {}
    for one in variants:
        for wording in one.wordings:
            wordings.setdefault(wording.text, wording)
    answered = {one.answers for one in variants}
    return SayingDraft(
        tuple(wordings.values()),
        variants[0].when,
        next((one.act for one in variants if one.act), ""),
        answered.pop() if len(answered) == 1 else "",
        tuple(dict.fromkeys(note for one in variants for note in one.notes)),
        variants[0].origin,
    )


def slots_in(sayings: Sequence[SayingDraft]) -> Mapping[str, None]:
    """The slots that texts name."""
    return dict.fromkeys(
        slot for saying in sayings for wording in saying.wordings for slot in wording.slots
    )
