"""Files beside the domain file: which of them it may name, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mockgenie.korean import composed
from mockgenie.source import Diagnostic, Node

LARGEST_TEXT = 500_000_000
"""Bytes of a file with values or records."""

MOST_PROBLEMS = 100
"""So many are told of one file."""

_LONGEST_LINE = 1_000_000
_BOM = b"\xef\xbb\xbf"


class Abandoned(Exception):
    """Nothing more is read of a data file; why has been reported."""


class DataFile:
    """The file at `path`, `written` so in the domain file, among whose problems its own are
    told: the first hundred of them."""

    def __init__(self, path: Path, written: str, diagnostics: list[Diagnostic]) -> None:
        self.path = path
        self.written = written
        self._diagnostics = diagnostics
        self._problems = 0

    def report(self, message: str, line: int = 1, column: int = 1) -> None:
        """Note a problem. Raises Abandoned after too many."""
        self._problems += 1
        if self._problems > MOST_PROBLEMS:
            message = f"and more; of one file the first {MOST_PROBLEMS} are told"
        self._diagnostics.append(Diagnostic(self.path, line, column, message))
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
            self._tell_what_is_not_utf8()
        except OSError as error:
            self.report(f"cannot be read: {error.strerror or error}")

    def _tell_what_is_not_utf8(self) -> None:
        """Note the first such place."""
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                text = line.removeprefix(_BOM) if number == 1 else line
                try:
                    text.decode()
                except UnicodeDecodeError as error:
                    column = len(text[: error.start].decode()) + 1
                    self.report("not UTF-8; save the file with UTF-8 encoding", number, column)
                    return


class Lines:
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
                    longest = f"{_LONGEST_LINE:,}"
                    self._file.report(f"a line has less than {longest} characters", self.number)
                    raise Abandoned
                if "\0" in line:
                    column = line.index("\0") + 1
                    message = "a NUL byte, which no text has; is this another kind of file?"
                    self._file.report(message, self.number, column)
                    raise Abandoned
                yield composed(line)


def find_file(node: Node, what: str, largest: Mapping[str, int], wanted: str) -> DataFile | None:
    """The file that `node` names, which has to be in the domain's folder. `largest`: the endings
    it may have, and how many bytes then; `wanted` says what is expected."""
    written = node.text(what)
    if not written:
        return None
    folder = node.source.path.parent.resolve()
    try:
        path = (folder / written).resolve()
        # Not a device, and not a pipe that would be waited for.
        size = path.stat().st_size if path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links that go round in circles
        node.report("this is no name that a file can have")
        return None
    suffix = path.suffix.lower()
    file = DataFile(path, written, node.source.diagnostics)
    if not path.is_relative_to(folder):
        node.report(f'"{written}" is outside the folder of the domain')
    elif suffix not in largest:
        node.report(f'{wanted}, not "{written}"')
    elif size is None:
        node.report(f'there is no file "{written}" beside {node.source.path.name}')
    elif size > largest[suffix]:
        file.report(f"a {suffix} file has at most {largest[suffix]:,} bytes")
    else:
        return file
    return None
