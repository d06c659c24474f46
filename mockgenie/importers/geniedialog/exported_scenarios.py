"""Rows of scenario and da_type: what users say in a domain, as the tool's scenarios have it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec import Struct

from mockgenie.domain import (
    BUILT_IN_ACTS,
    Act,
    Domain,
    Slot,
    SlotRef,
    Variant,
    is_tagged,
)
from mockgenie.importers.geniedialog.cells import act_type
from mockgenie.korean import squeeze
from mockgenie.source import Node

_TAG = re.compile("<([^<>=]*)(?:=([^<>]*))?>")
_MOST_OF_PATTERNS = 20
"""Examples that are made of the patterns of an act."""
_CLASSES = {"yes": "affirm", "no": "negate"}
_UNQUOTABLE = re.compile(r"[\"\\=<>\r\n]")


class ExportedExample(Struct, frozen=True):
    """An utterance in pieces, each with the slot whose value it is, "" for none, and what the value
    means where the word is a synonym."""

    act: str
    pieces: tuple[tuple[str, str, str], ...]

    def row(self) -> dict[str, str]:
        """The row of scenario."""
        tagged = "".join(f"<{slot}={text}>" if slot else text for text, slot, _ in self.pieces)
        values = [(slot, meant or text) for text, slot, meant in self.pieces if slot]
        # A value that cannot stand in quotes is told by the tag alone, as are others of its slot.
        odd = {slot for slot, value in values if _UNQUOTABLE.search(value)}
        pairs = ", ".join(f'{slot}="{value}"' for slot, value in values if slot not in odd)
        return {
            "speaker": "human",
            "utter": "".join(text for text, _, _ in self.pieces),
            "slot_tagged": tagged,
            "dialog_action": f"# {self.act}({pairs})",
            "status": "COMPLETE",
        }


class ScenarioWriter:
    """Writes the acts of a domain. `left_out`: what of them scenarios cannot hold."""

    def __init__(self, domain: Domain, root: Node) -> None:
        self._slots = domain.slots()
        self._domain = domain
        self.left_out: list[str] = []
        self.examples: list[ExportedExample] = []
        own = {name: node for field, _, value in root.pairs("") if field == "acts"
               for name, _, node in value.pairs("acts")}  # fmt: skip
        for act in domain.acts:
            if act_type(f"# {act.name}()") != act.name:
                self.left_out.append(f"act {act.name}: its name")
                continue
            self._write(act, own[act.name])
        self._write_values()

    @property
    def spoken_of(self) -> frozenset[str]:
        """The slots that examples name."""
        return frozenset(slot for one in self.examples for _, slot, _ in one.pieces if slot)

    def acts(self) -> Iterator[dict[str, str]]:
        """The rows of da_type for the acts of the user."""
        for name in dict.fromkeys(one.act for one in self.examples):
            yield {"define-DA_class": _CLASSES.get(name, "request"), "define-DA_type": name}

    def _write(self, act: Act, node: Node) -> None:
        before = len(self.examples)
        for example in _examples(node):
            self._add(act.name, example)
        if act.variants:
            written = islice(self._of_patterns(act.variants), _MOST_OF_PATTERNS)
            made = [*map(" ".join, written)]
            for one in made:
                self._add(act.name, one)
            told = f"patterns of act {act.name}: {len(made)} utterances are written of them"
            self.left_out.append(told)
        for field in ("intent", "description"):
            if getattr(act, field):
                self.left_out.append(f"{field} of act {act.name}")
        if len(self.examples) == before and act.name not in BUILT_IN_ACTS:
            self.left_out.append(f"act {act.name}: no utterance of it can be written")

    def _of_patterns(self, variants: tuple[Variant, ...]) -> Iterator[list[str]]:
        """Utterances that fit patterns, as examples."""
        for variant in variants:
            words = []
            for part in variant:
                if isinstance(part, SlotRef):
                    value = self._sample(part.name)
                    words.append(f"<{part.name}={value}>" if value else "")
                else:
                    words.append(part)
            if all(words):
                yield words

    def _add(self, act: str, example: str) -> None:
        pieces: list[tuple[str, str, str]] = []
        behind = 0
        for found in _TAG.finditer(example):
            value = (found[2] or "").strip() or self._sample(found[1].strip())
            pieces += [(example[behind : found.start()], "", ""), (value, found[1].strip(), "")]
            behind = found.end()
        pieces.append((example[behind:], "", ""))
        kept = tuple(piece for piece in pieces if piece[0])
        if any(slot and not text for text, slot, _ in pieces):
            self.left_out.append(f"an example of act {act}, of a slot without any value: {example}")
        else:
            self.examples.append(ExportedExample(act, kept))

    def _sample(self, name: str) -> str:
        """Any value of a slot, "" where none is known."""
        slot = self._slots[name]
        slot = self._slots[slot.same] if slot.same else slot
        records = self._domain.entities[slot.name.partition(".")[0]].instances
        typed = {"int": "3", "float": "2.5", "date": "내일", "time": "두 시", "duration": "한 시간"}
        known = (*slot.values, *slot.examples, *islice(records.values(slot.name), 1))
        return next(iter(known), typed.get(slot.type, ""))

    def _write_values(self) -> None:
        """Have every value and synonym said: in an example that names the slot."""
        for slot in self._slots.values():
            if slot.type != "text" or not slot.values:
                continue
            sample = next(
                (one for one in self.examples if any(s == slot.name for _, s, _ in one.pieces)),
                None,
            )
            if sample is None:
                if any(slot.values.values()):
                    self.left_out.append(f"synonyms of slot {slot.name}: no example names it")
                continue
            pieces = (piece for one in self.examples for piece in one.pieces)
            said = {squeeze(text) for text, own, _ in pieces if own == slot.name}
            table = self._domain.entities[slot.name.partition(".")[0]].instances
            said.update(map(squeeze, table.values(slot.name)))
            for word, meant in _words(slot):
                if meant or squeeze(word) not in said:
                    self.examples.append(_said_of(sample, slot.name, word, meant))


def _words(slot: Slot) -> Iterator[tuple[str, str]]:
    """The words for the values of a slot, each with what it means where it is a synonym."""
    for value, synonyms in slot.values.items():
        yield value, ""
        yield from ((word, value) for word in synonyms)


def _said_of(sample: ExportedExample, slot: str, word: str, meant: str) -> ExportedExample:
    """The same utterance with another value."""
    pieces = [(word, own, meant) if own == slot else (text, own, other)
              for text, own, other in sample.pieces]  # fmt: skip
    return ExportedExample(sample.act, tuple(pieces))


def _examples(node: Node) -> Iterator[str]:
    """The examples of an act, as they are written."""
    fields: Mapping[str, Node] = (
        {name: value for name, _, value in node.pairs("")} if node.is_mapping else {"": node}
    )
    for field, value in fields.items():
        if field in ("", "patterns", "examples"):
            for entry in value.items(field):
                written = entry.text("an example")
                if field == "examples" or is_tagged(written):
                    yield written
