"""How much of a domain its conversations reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from mockgenie.dialog import Usage
from mockgenie.domain import Domain, Place, Sayings, Template, Value

_NOWHERE: Place = (0, 0)
_LONGEST = 40


class Coverage(Struct, frozen=True):
    """How many acts, tasks and texts there are, and those that were not reached: acts and tasks
    by name, texts by their place in the domain's file, with their beginning."""

    domain: str
    domain_file: Path
    acts: int
    tasks: int
    texts: int
    missing_acts: tuple[str, ...]
    missing_tasks: tuple[str, ...]
    missing_texts: tuple[tuple[Place, str], ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything was reached."""
        return not (self.missing_acts or self.missing_tasks or self.missing_texts)

    def lines(self) -> Iterator[str]:
        """For people: the counts, and a line for each that was not reached."""
        counts = ", ".join(
            f"{what} {total - len(missing)}/{total}"
            for what, total, missing in (
                ("acts", self.acts, self.missing_acts),
                ("tasks", self.tasks, self.missing_tasks),
                ("texts", self.texts, self.missing_texts),
            )
        )
        yield f"{self.domain}: {counts}"
        for act in self.missing_acts:
            yield f"  not reached: act {act}"
        for task in self.missing_tasks:
            yield f"  not reached: task {task}"
        for (line, _), text in self.missing_texts:
            yield f'  not reached: text {self.domain_file}:{line} "{text}"'


def coverage(domain: Domain, domain_file: Path, usage: Usage) -> Coverage:
    """The coverage of the turns that filled `usage`.

    Counted are the acts that the domain writes itself, and the texts that stand in its file.
    """
    texts = dict(_texts(domain))
    acts, tasks, said = set(usage.acts), set(usage.tasks), set(usage.texts)
    return Coverage(
        domain.name,
        domain_file,
        len(domain.acts),
        len(domain.tasks),
        len(texts),
        tuple(act.name for act in domain.acts if act.name not in acts),
        tuple(task for task in domain.tasks if task not in tasks),
        tuple((place, texts[place]) for place in sorted(texts) if place not in said),
    )


def _texts(domain: Domain) -> Iterator[tuple[Place, str]]:
    """Every text of the file, by its place."""
    for sayings in _sayings(domain):
        for saying in sayings:
            for text in saying.texts:
                if text.place != _NOWHERE:
                    yield text.place, _beginning(text.template)
            if not saying.texts and saying.each and saying.place != _NOWHERE:
                yield saying.place, _beginning(saying.each)


def _sayings(domain: Domain) -> Iterator[Sayings]:
    yield from (domain.fallback, domain.help, domain.cancelled)
    for task in domain.tasks.values():
        yield from (task.enter, task.say, task.leave, *task.ask.values())
        if task.confirm:
            yield from (task.confirm.question, task.confirm.change)


def _beginning(template: Template) -> str:
    """How a text begins, as it is written, but for conditions."""
    written = ""
    for part in template.parts:
        if isinstance(part, str):
            written += part
        elif isinstance(part, Value):
            named = f"{part.of} {part.name}".strip()
            written += f"{{{named}}}{part.particle}"
        else:
            written += "…"
    line = " ".join(written.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rstrip() + "…"
