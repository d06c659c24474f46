"""A domain that was made of a database, and a dialog with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mockgenie.dialog import Engine, Session, Speech
from mockgenie.domain import Domain, load_domain
from mockgenie.importers.geniedialog import import_geniedialog
from mockgenie.lint import lint_file
from tests.importers.geniedialog.genie_files import Tables, write_database

MONDAY = date(2026, 11, 30)


class Made:
    """Imports a database, sees that `check` finds nothing wrong, and talks with the domain."""

    def __init__(self, folder: Path, tables: Tables) -> None:
        path = write_database(folder / "Made_DB.sqlite3", tables)
        self.imported = import_geniedialog(path, folder / "Made")
        self.folder = folder / "Made"
        file = self.folder / "domain.yaml"
        assert lint_file(file).diagnostics == ()
        self.text = file.read_text("utf-8")
        self.domain: Domain = load_domain(file)
        self.decisions = self.imported.decisions
        self._engine = Engine(self.domain)
        self._session: Session
        self._session, opening = self._engine.open("internal_data", MONDAY)
        self.opening = opening.text

    @property
    def open_points(self) -> list[tuple[str, int, str]]:
        """Table, row and what is written there."""
        points = self.imported.open_points
        return [(one.origin.table, one.origin.row, one.origin.text) for one in points]

    @property
    def advice(self) -> str:
        """What is said of the only open point."""
        (point,) = self.imported.open_points
        return point.advice

    def says(self, text: str) -> str:
        """What is said to an utterance."""
        self._session, reply = self._engine.step(self._session, text, None, MONDAY)
        assert isinstance(reply, Speech)
        return reply.text

    def part(self, name: str) -> str:
        """A section of the file: entities, acts, tasks or anywhere."""
        found = self.text.partition(f"\n{name}:\n")[2]
        return found.partition("\n\n")[0].removesuffix("\n") + "\n"
