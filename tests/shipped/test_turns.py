"""Single turns are understood as the people who typed them mean them.

The sentences stand for Koreans at a keyboard who have never seen the domain file: travellers who
look for a room, a table, a sight, a taxi or a subway in Seoul, people who choose a film, order a
pizza, keep a schedule or ask for the weather. They say several things at once, hesitate, change
their minds, leave out spaces, rule things out and do not care. They were written before
they were tried, and what is expected of each is what its writer meant, in the domain's values.

`turns/<domain>.yaml` has them; where there is a `<domain>_domain.yaml`, that is the domain, written
as a newcomer would, with few patterns. One entry:

    said      the utterance
    task      the task the dialogue is in; it tells which slots are still needed
    act       its dialog act, "" for none, where the domain is a newcomer's
    asked     the slot asked for just before
    chosen    what was said last and is the one spoken of: key slot and value
    listed    what was said last, several: key slot and values
    known     other slots that are filled already
    slots     every slot the turn sets, `{any: true}` where any value will do; spaces do not count
    not       the values it rules out
    compared  what slots are compared with: <=30000, lowest

New sentences are welcome: write down how somebody said it and what they meant, under `turns`, or
under `misses` where mockgenie does not understand it yet. A miss that comes to be understood
fails here, so that it is moved up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest
import yaml

from mockgenie.dialog import Session
from mockgenie.domain import Domain, load_domain, shipped_folder
from mockgenie.nlu import Pipeline, Understanding

pytestmark = pytest.mark.slow

TURNS = Path(__file__).parent / "turns"
NAMES = sorted(p.stem for p in TURNS.glob("*.yaml") if not p.stem.endswith("_domain"))
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""With it, 18:30, yes and 2 stay as they are written."""

ANY = {"any": "true"}
TEXTS = {"said", "task", "act", "asked"}
FIELDS = TEXTS | {"chosen", "listed", "known", "slots", "not", "compared"}

Meant: TypeAlias = dict[str, frozenset[str]]
"""Slot name, with "not " before it for values ruled out, to its values; none where any will do."""


class Turn(NamedTuple):
    """One entry of `turns/<name>.yaml`."""

    name: str
    entry: dict[str, Any]

    @property
    def said(self) -> str:
        return str(self.entry["said"])

    @property
    def known(self) -> dict[str, str]:
        return {**self.entry.get("chosen", {}), **self.entry.get("known", {})}

    def session(self, domain: Domain) -> Session:
        """Where the dialogue stands when it is said."""
        last = {**self.entry.get("chosen", {}), **self.entry.get("listed", {})}
        listed = tuple(text for key, values in last.items() for text in (key, *several(values)))
        return Session(
            domain.name,
            "internal_data",
            self.entry["task"],
            asked=self.entry.get("asked", ""),
            turn=1,
            slots={slot: (value,) for slot, value in self.known.items()},
            listed=listed,
            count=len(listed[1:]),
        )

    def expected(self) -> Meant:
        meant: Meant = {
            slot: spaceless([] if value == ANY else several(value))
            for slot, value in self.entry["slots"].items()
        }
        ruled_out = self.entry.get("not", {})
        compared = self.entry.get("compared", {})
        meant |= {f"not {slot}": spaceless(several(v)) for slot, v in ruled_out.items()}
        return meant | {f"than {slot}": spaceless(several(v)) for slot, v in compared.items()}

    def heard(self) -> Understanding:
        domain, pipeline = loaded(self.name)
        fill = domain.tasks[self.entry["task"]].fill
        return pipeline.understand(self.said, self.session(domain), fill)

    def understood(self) -> Meant:
        result = self.heard()
        meant: Meant = {slot: spaceless(values) for slot, values in result.slots.items()}
        for item in result.items:
            for slot, values in item.items():
                meant[slot] = meant.get(slot, frozenset()) | spaceless(values)
        meant |= {
            f"not {slot}": spaceless(values) for slot, values in result.unwanted.items() if values
        }
        return meant | {f"than {slot}": spaceless(v) for slot, v in result.compared.items()}

    def without_known(self, meant: Meant) -> Meant:
        """What is known may be said again or left as it is: both come to the same."""
        same = {slot: spaceless([value]) for slot, value in self.known.items()}
        return {slot: values for slot, values in meant.items() if same.get(slot) != values}


def several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def spaceless(values: list[str] | tuple[str, ...]) -> frozenset[str]:
    return frozenset("".join(value.split()) for value in values)


@cache
def loaded(name: str) -> tuple[Domain, Pipeline]:
    own = TURNS / f"{name}_domain.yaml"
    domain = load_domain(own if own.exists() else shipped_folder() / name / "domain.yaml")
    return domain, Pipeline(domain)


def entries(name: str, *sections: str) -> list[dict[str, Any]]:
    """The entries of `turns/<name>.yaml` in `sections`, both where none is named."""
    file = _read(name)
    return [entry for section in sections or ("turns", "misses") for entry in file[section]]


@cache
def _read(name: str) -> dict[str, list[dict[str, Any]]]:
    text = (TURNS / f"{name}.yaml").read_text("utf-8")
    read: dict[str, list[dict[str, Any]]] = yaml.load(text, LOADER)
    return read


def turns(section: str) -> Iterator[Any]:
    """The entries of `section` in all files, one parameter each."""
    for name in NAMES:
        for number, entry in enumerate(entries(name, section), 1):
            said = entry["said"]
            known_miss = pytest.mark.xfail(strict=True, reason=f"a known miss: {said}")
            marks = (known_miss,) if section == "misses" else ()
            yield pytest.param(Turn(name, entry), id=f"{name}-{section}-{number}", marks=marks)


@pytest.mark.parametrize("turn", [*turns("turns"), *turns("misses")])
def test_a_turn_is_understood_as_it_was_meant(turn: Turn) -> None:
    understood = turn.without_known(turn.understood())
    assert understood == turn.without_known(turn.expected()), turn.said
    if "act" in turn.entry:
        assert turn.heard().act == turn.entry["act"], turn.said


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_is_there_twice_in_the_same_place(name: str) -> None:
    places = [(e["said"], e["task"], e.get("asked")) for e in entries(name)]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_has_known_fields_and_slots_of_its_domain(name: str) -> None:
    domain, _ = loaded(name)
    for entry in entries(name):
        assert entry.keys() <= FIELDS, entry["said"]
        slots = {slot for field in FIELDS - TEXTS for slot in entry.get(field, {})}
        asked = {entry["asked"]} if "asked" in entry else set()
        assert slots | asked <= domain.slots().keys(), entry["said"]
