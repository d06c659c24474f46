"""The folder of a domain that is made of a database: `domain.yaml`, the records, and conversations
that test it.

Everything is made in a folder of its own in there and put in its place when it is whole. The names
of the files are ours, so nothing of a database decides where something is written.
"""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from mockgenie.dialog import Engine, EngineFailure
from mockgenie.domain import BUILT_IN_ACTS, Domain, load_domain
from mockgenie.importers.geniedialog.domain_file import domain_block
from mockgenie.importers.geniedialog.findings import comment
from mockgenie.importers.geniedialog.interpretation import interpreted
from mockgenie.importers.geniedialog.layout import Block, below
from mockgenie.importers.geniedialog.model import (
    ClassDraft,
    OpenPoint,
    ScenarioDraft,
    SlotDraft,
)
from mockgenie.importers.geniedialog.reading import open_geniedialog
from mockgenie.importers.geniedialog.records import instance_files, write_instances
from mockgenie.importers.geniedialog.repair import Repair
from mockgenie.importers.geniedialog.tables import GenieDatabase
from mockgenie.importers.imported import ImportFailure
from mockgenie.source import followed, one_or_several, quoted

_DOMAIN = "domain.yaml"
_TESTS = "tests/scenarios.yaml"
_MOST_TESTED = 2_000
"""Scenarios that become conversations."""
_DAY = date(2026, 11, 22)
"""The day of conversations that name none."""


class ImportedFolder(Struct, frozen=True):
    """What was made of a database. `counts`: how much of what was read; `files`: what was written;
    `scenarios`: how many conversations there are, `passed`: how many of them go as the scenario
    says; `decisions` and `open_points`: lines for people."""

    folder: Path
    counts: Mapping[str, int]
    files: tuple[Path, ...]
    scenarios: int
    passed: int
    decisions: tuple[str, ...]
    open_points: tuple[OpenPoint, ...]


def import_geniedialog(file: Path, folder: Path) -> ImportedFolder:
    """Make a domain of a database, in a folder whose name is that of the domain.

    Raises ImportFailure; FileExistsError where there is a domain already; OSError.
    """
    with open_geniedialog(file) as database:
        for name in (_DOMAIN, _TESTS):
            if os.path.lexists(folder / name):
                raise FileExistsError(None, "is there already", str(folder / name))
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with tempfile.TemporaryDirectory(prefix=".import-", dir=folder) as inner:
                made = _Making(database, Path(inner), folder, file.name).made()
                files = tuple(_put_in_place(Path(inner), folder))
        except BaseException:
            if is_new:
                shutil.rmtree(folder, ignore_errors=True)
            raise
        return ImportedFolder(folder, made.counts, files, made.scenarios, made.passed,
                              made.decisions, made.open_points)  # fmt: skip


def _put_in_place(inner: Path, folder: Path) -> Iterator[Path]:
    paths = [path for path in sorted(inner.rglob("*")) if path.is_file()]
    places = [folder / path.relative_to(inner) for path in paths]
    for place in places:
        if os.path.lexists(place):
            raise FileExistsError(None, "is there already", str(place))
    for path, place in zip(paths, places, strict=True):
        place.parent.mkdir(exist_ok=True)
        path.rename(place)
        yield place


class _MadeFiles(Struct, frozen=True):
    counts: Mapping[str, int]
    scenarios: int
    passed: int
    decisions: tuple[str, ...]
    open_points: tuple[OpenPoint, ...]


class _Making:
    """Makes the files of a domain in a folder."""

    def __init__(self, database: GenieDatabase, inner: Path, folder: Path, source: str) -> None:
        self._database = database
        self._inner = inner
        self._draft, self._columns = interpreted(database, folder.resolve().name, source)
        self._files = instance_files(self._draft.classes)
        self._missing: set[str] = set()
        """Slots that no record of their class has, though its rows have the column: of a slot that
        is the same as another's, where they have nothing else of the class."""

    def made(self) -> _MadeFiles:
        """Make them all. Raises ImportFailure, OSError."""
        draft = self._draft
        root = domain_block(draft, self._files)
        path = self._inner / _DOMAIN
        open_points = [*draft.open_points, *self._write_domain(root, path)]
        if self._write_records(root):
            open_points += self._write_domain(root, path)
            self._write_records(root)
        tested, passed = self._write_tests(path, open_points)
        counts = {
            "class": len(draft.classes),
            "slot": sum(len(entity.slots) for entity in draft.classes),
            "act": len(draft.acts),
            "task": len(draft.tasks),
            "record": self._columns.rows,
        }
        return _MadeFiles(counts, tested, passed, draft.decisions, tuple(open_points))

    def _write_domain(self, root: Block, path: Path) -> list[OpenPoint]:
        """Write the domain, and take out what is wrong with it. Raises ImportFailure."""
        repair = Repair(root, path, lambda: self._write_samples(root))
        if repair.left:
            told = "; ".join(f"line {one.line}: {one.message}" for one in repair.left[:3])
            raise ImportFailure(
                f"no domain could be made of it, which is a mistake of ours: {told}"
            )
        return repair.open_points

    # Records

    def _write_records(self, root: Block) -> bool:
        """Write the records; whether slots turned out to be in none of them."""
        known = len(self._missing)
        for entity, slots in self._with_records(root):
            file = self._inner / self._files[entity.name]
            self._missing |= write_instances(file, self._database, slots)
        return len(self._missing) > known

    def _with_records(self, root: Block) -> Iterator[tuple[ClassDraft, list[SlotDraft]]]:
        """The classes that records are written of, and the slots that these have."""
        written = {one.name for one in below(root) if one.kind == "slot"}
        for entity in self._draft.classes:
            slots = [
                slot
                for slot in entity.slots
                if slot.name in written
                and slot.column in self._columns.samples
                and slot.name not in self._missing
            ]
            if entity.name in self._files and any(not slot.same for slot in slots):
                yield entity, slots

    def _write_samples(self, root: Block) -> None:
        """Write files with a single record, which tells `check` as much as all of them."""
        with_records = {entity.name: slots for entity, slots in self._with_records(root)}
        for block in below(root):
            if block.kind == "instances" and block.name not in with_records:
                block.off = "no record has a value of its slots"
        for name, slots in with_records.items():
            path = self._inner / self._files[name]
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow([slot.name.partition(".")[2] for slot in slots])
                writer.writerow([self._columns.samples[slot.column] for slot in slots])

    # Conversations

    def _write_tests(self, path: Path, open_points: list[OpenPoint]) -> tuple[int, int]:
        """Write the scenarios as conversations; how many there are, and how many of them go as
        they are written. The others are comments, and open points."""
        scenarios = self._draft.scenarios[:_MOST_TESTED]
        if not scenarios:
            return 0, 0
        lines = [f"# {comment(self._draft.source)}의 scenario에서 옮긴 대화"]
        if len(self._draft.scenarios) > len(scenarios):
            lines.append(f"# 처음 {_MOST_TESTED}개")
        player = _ScenarioPlayer(load_domain(path))
        passed = 0
        for scenario in followed(scenarios, "playing the scenarios", len(scenarios)):
            got = player.problem(scenario)
            passed += not got
            notes = [*scenario.notes, got] if got else scenario.notes
            lines += (f"# {comment(note)}" for note in notes)
            sign = "# " if got else ""
            lines += (f"{sign}{one}" for one in _conversation(scenario, player.keeps))
            if got:
                open_points.append(OpenPoint(scenario.origin, f"{got}; its test is a comment"))
        if not passed:
            return len(scenarios), 0
        tests = self._inner / _TESTS
        tests.parent.mkdir()
        tests.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
        return len(scenarios), passed


class _ScenarioPlayer:
    """Says utterances at the beginning of a dialog. `keeps`: whether the last one's slots are
    still known after the turn."""

    def __init__(self, domain: Domain) -> None:
        self._engine = Engine(domain)
        self._acts = {act.name for act in domain.acts} | set(BUILT_IN_ACTS)
        self._slots = domain.slots()
        self.keeps = True

    def problem(self, scenario: ScenarioDraft) -> str:
        """What is understood instead of what the scenario says, "" for nothing else."""
        self.keeps = True
        if scenario.act not in self._acts:
            return f"act {scenario.act} is written as a comment"
        try:
            session, opening = self._engine.open("internal_data", _DAY)
            if opening.end:
                return "the dialog ends where it begins"
            understood = self._engine.understand(session, scenario.utterance)
            session, _ = self._engine.step(session, scenario.utterance, None, _DAY)
        except EngineFailure as failure:
            return str(failure)
        if session.act != scenario.act:
            return f"is understood as act {session.act or 'none'}, not {scenario.act}"
        for slot, values in scenario.slots.items():
            if slot not in self._slots or set(understood.slots.get(slot, ())) != set(values):
                got = ", ".join(understood.slots.get(slot, ())) or "nothing"
                return f"of slot {slot} {got} is understood, not {', '.join(values)}"
        self.keeps = all(
            set(session.slots.get(slot, ())) == set(values)
            for slot, values in scenario.slots.items()
        )
        return ""


def _conversation(scenario: ScenarioDraft, with_slots: bool) -> Iterator[str]:
    yield "- conversation:"
    yield f"    - user: {quoted(scenario.utterance)}"
    yield f"      act: {quoted(scenario.act)}"
    if scenario.slots and with_slots:
        slots = (f"{slot}: {one_or_several(values)}" for slot, values in scenario.slots.items())
        yield f"      slots: {{{', '.join(slots)}}}"
