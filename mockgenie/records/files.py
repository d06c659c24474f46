"""Files beside the domain file: which of them it may name, their lines, and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mockgenie.korean import composed
from mockgenie.source import Diagnostic, Mistake, Node, mistake

LARGEST_TEXT = 500_000_000
"""Bytes of a file with values or records."""

MOST_PROBLEMS = 100
"""So many problems of one file are reported."""

_LONGEST_LINE = 1_000_000
_BOM = b"\xef\xbb\xbf"


class Abandoned(Exception):
    """Nothing more is read of a data file; why has been reported."""


class DataFile:
    """The file at `path`, `written` so in the domain file; its problems, the first hundred of
    them, are added to `diagnostics`."""

    def __init__(self, path: Path, written: str, diagnostics: list[Diagnostic]) -> None:
        self.path = path
        self.written = written
        self._diagnostics = diagnostics
        self._problems = 0

    def report(self, wrong: Mistake, line: int = 1, column: int = 1) -> None:
        """Note a problem. Raises Abandoned after too many."""
        self._problems += 1
        if self._problems > MOST_PROBLEMS:
            wrong = mistake("too-many-mistakes", most=MOST_PROBLEMS)
        self._diagnostics.append(wrong.at(self.path, line, column))
        if self._problems > MOST_PROBLEMS:
            raise Abandoned

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Around the reading of the file: that it cannot be read, is not UTF-8 or was abandoned
        ends the reading, and is reported, not raised."""
        try:
            yield
        except Abandoned:
            pass
        except UnicodeDecodeError:
            self._report_encoding()
        except OSError as error:
            self.report(mistake("cannot-read", reason=error.strerror or error))

    def _report_encoding(self) -> None:
        """Note the first place that is not UTF-8."""
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                text = line.removeprefix(_BOM) if number == 1 else line
                try:
                    text.decode()
                except UnicodeDecodeError as error:
                    column = len(text[: error.start].decode()) + 1
                    self.report(mistake("not-utf8"), number, column)
                    return


class TextLines:
    """The lines of a text file with their ends; `number` is that of the last one, from 1."""

    def __init__(self, file: DataFile) -> None:
        self.number = 0
        self._file = file

    def __iter__(self) -> Iterator[str]:
        """Raises Abandoned, UnicodeDecodeError, OSError."""
        # utf-8-sig: some Windows editors put a byte order mark first.
        with self._file.path.open(encoding="utf-8-sig", newline="") as text:
            while line := text.readline(_LONGEST_LINE):
                self.number += 1
                if len(line) == _LONGEST_LINE:
                    self._file.report(mistake("line-too-long", most=_LONGEST_LINE), self.number)
                    raise Abandoned
                if "\0" in line:
                    wrong = mistake("control-character", number=0)
                    self._file.report(wrong, self.number, line.index("\0") + 1)
                    raise Abandoned
                yield composed(line)


def find_file(node: Node, what: str, largest: Mapping[str, int], types: str) -> DataFile | None:
    """The file that `node` names, which has to be in the domain's folder. `largest`: the endings
    it may have, and how many bytes then; `types`: what `what` may come from."""
    written = node.text(what)
    if not written:
        return None
    folder = node.source.path.parent.resolve()
    try:
        path = (folder / written).resolve()
        # Not a device, and not a pipe that would be waited for.
        size = path.stat().st_size if path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links that go round in circles
        node.report(mistake("no-file-name"))
        return None
    suffix = path.suffix.lower()
    file = DataFile(path, written, node.source.diagnostics)
    if not path.is_relative_to(folder):
        node.report(mistake("outside-folder", name=written))
    elif suffix not in largest:
        node.report(mistake("wrong-file-type", what=what, types=types, name=written))
    elif size is None:
        where = f" beside {node.source.path.name}"
        node.report(mistake("no-such-file", name=written, where=where))
    elif size > largest[suffix]:
        file.report(mistake("too-large", what=f"a {suffix} file", most=largest[suffix]))
    else:
        return file
    return None
