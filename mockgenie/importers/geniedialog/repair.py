"""A domain file that `mockgenie check` finds nothing wrong with.

What `check` would tell is written as a comment, with the reason: an act that nothing asks for, a
text whose value nothing gives. What is needed by others stays: a task that no way leads to gets a
way from anywhere that is never taken, slots that the same words would fill get words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from mockgenie.importers.geniedialog.domain_file import stub_way
from mockgenie.importers.geniedialog.findings import comment
from mockgenie.importers.geniedialog.layout import Block, PlacedLine, below, written_lines
from mockgenie.importers.geniedialog.model import OpenPoint, Origin, WayDraft
from mockgenie.lint import lint_file
from mockgenie.source import Diagnostic, quoted

_MOST_ROUNDS = 40
_NAME = re.compile(r"[\w.]+")


class Repair:
    """Writes a file and takes out what is wrong with it, again and again until nothing is.

    `before`: makes the files beside it as they have to be; `open_points`: what was taken out;
    `left`: what is wrong with the file in the end, nothing unless it is beyond repair.
    """

    def __init__(self, root: Block, path: Path, before: Callable[[], None]) -> None:
        self._root = root
        self._path = path
        self.open_points: list[OpenPoint] = []
        self.left: tuple[Diagnostic, ...] = ()
        for _ in range(_MOST_ROUNDS):
            before()
            lines = self.write()
            self.left = lint_file(path).diagnostics
            changed = [self._repaired(one, lines) for one in self.left]
            if not any(changed):
                break

    def write(self) -> list[PlacedLine]:
        """Write the file as it is now."""
        lines = [*written_lines(self._root)]
        text = "".join(f"{one.text}\n" for one in lines)
        self._path.write_text(text, "utf-8", newline="\n")
        return lines

    def _repaired(self, found: Diagnostic, lines: list[PlacedLine]) -> bool:
        """Whether something was done about a problem."""
        if found.path != self._path or not 0 < found.line <= len(lines):
            return False
        blocks = lines[found.line - 1].blocks
        own = {"unreachable-task": self._lead_to, "system-circle": self._break_circle}
        if found.code in own:
            task = next((block for block in blocks if block.kind == "task"), None)
            return task is not None and own[found.code](task)
        if found.code == "alike-slots" and self._tell_apart(found):
            return True
        block = next((one for one in reversed(blocks) if one.can_be_off), None)
        if block is None:
            return False
        if not block.off:
            block.off = comment(found.message)
            advice = f"{found.message}; it is written as a comment"
            self.open_points.append(OpenPoint(block.origin, advice))
        return True

    def _lead_to(self, task: Block) -> bool:
        """A way from anywhere that is never taken, in place of the one that is missing."""
        anywhere = next(one for one in self._root.children if one.kind == "anywhere")
        told = f"no way leads to task {task.name}; give one of next or anywhere a condition"
        note = "no way leads to it"
        way = WayDraft(task.name, notes=(note,), origin=task.origin)
        anywhere.children.append(stub_way(way, len(anywhere.children)))
        self.open_points.append(OpenPoint(task.origin, told))
        return True

    def _break_circle(self, task: Block) -> bool:
        """Take out the way that the task always takes at once."""
        way = next((one for one in below(task) if one.kind == "system-way" and not one.off), None)
        if way is None:
            return False
        way.off = "with the tasks that it leads to, it would never wait for the user"
        self.open_points.append(OpenPoint(way.origin, f"{way.off}; it is written as a comment"))
        return True

    def _tell_apart(self, found: Diagnostic) -> bool:
        """Give the second of two slots its own name as a word that stands beside its values."""
        named = set(_NAME.findall(found.message))
        slots = [one for one in below(self._root) if one.kind == "slot" and one.name in named]
        for slot in reversed(slots):
            if not any(line.startswith("words:") for one in slot.children for line in one.lines):
                word = slot.name.partition(".")[2]
                slot.children.append(Block([f"words: [{quoted(word, within=True)}]"]))
                told = "is told apart by its name alone; give it words that stand beside its values"
                where = Origin(slot.origin.table, slot.origin.row, slot.name)
                self.open_points.append(OpenPoint(where, told))
                return True
        return False
