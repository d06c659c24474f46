"""What commands print: messages, colours, and lines of files with a caret under a place."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO, TypeAlias

if TYPE_CHECKING:
    from mockgenie.source import ReportLine

# Messages


def safe(text: str) -> str:
    """What somebody else has written, as it is safe to show on one line."""
    from mockgenie.source import safe as made_safe  # late: it takes longer than --help

    return made_safe(text)


def say(message: str) -> None:
    """A line on standard error."""
    print(f"mockgenie: {safe(message)}", file=sys.stderr, flush=True)


def fail(message: str) -> int:
    """Why it cannot be done as asked; the exit code of that."""
    say(message)
    return 2


def cannot_read(error: OSError, what: str = "") -> int:
    """That something cannot be read, `what` it is of; the exit code of that."""
    # A folder in which one is and that was deleted has no name any more.
    return fail(f"cannot read {what}{error.filename or 'the current folder'}: {error.strerror}")


def cannot_make(error: OSError, place: object) -> int:
    """That something cannot be made at a place; the exit code of that."""
    if isinstance(error, FileExistsError):
        return fail(f"{error.filename} is there already")
    return fail(f"cannot make {error.filename or place}: {error.strerror or error}")


def counted(number: int, what: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def shown(text: str) -> str:
    """A text as messages quote it."""
    from mockgenie.source import short

    return repr(short(text))


def write_utf8() -> None:
    """Let standard output be UTF-8 for programs that read it, whatever the console's encoding."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def print_json(content: object) -> None:
    """Print something as JSON for programs, in UTF-8."""
    from mockgenie.source import safe_json

    write_utf8()
    print(safe_json(json.dumps(content, ensure_ascii=False, indent=2)), flush=True)


def write_out(text: str, output: Path | None) -> int:
    """Write a text for programs to a file, or to standard output, in UTF-8 whatever the console's
    encoding; the exit code: 2 where the file cannot be written."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
        return 0
    try:
        output.write_bytes(text.encode())
    except OSError as error:
        return fail(f"cannot write {output}: {error.strerror or error}")
    return 0


# Colours


Colour: TypeAlias = Literal["red", "green", "yellow", "bold", "dim"]

_CODES: dict[Colour, int] = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33}


class Colours:
    """Colours what is printed on `stream`: on a terminal only, and not where the environment
    has NO_COLOR (https://no-color.org)."""

    def __init__(self, stream: TextIO) -> None:
        self._on = not os.environ.get("NO_COLOR") and stream.isatty() and _shows_colours(stream)

    def __call__(self, text: str, colour: Colour) -> str:
        """The text in a colour, as it is safe to show."""
        text = safe(text)
        return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if self._on and text else text


_OF_PARTS: dict[str, Colour] = {"expected": "red", "got": "green"}


def print_report(lines: Iterable[ReportLine], colours: Colours) -> None:
    """Print a report on what is not as expected."""
    for line in lines:
        colour = _OF_PARTS.get(line.part)
        print(colours(line.text, colour) if colour else safe(line.text))


def _shows_colours(stream: TextIO) -> bool:
    """Whether the terminal knows the signs for colours; a console of Windows is asked to."""
    if sys.platform != "win32":
        return os.environ.get("TERM") != "dumb"
    import ctypes
    import msvcrt

    enable_virtual_terminal_processing = 4
    handle = msvcrt.get_osfhandle(stream.fileno())
    mode = ctypes.c_uint32()
    kernel32 = ctypes.windll.kernel32
    if not kernel32.GetConsoleMode(handle, ctypes.byref(mode)):
        return False
    return bool(kernel32.SetConsoleMode(handle, mode.value | enable_virtual_terminal_processing))


# Lines of files


_SMALL_FILE = 20_000_000
_LONGEST_LINE = 1_000_000
_YAML_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


class Excerpts:
    """Lines of files; of a small file, the last one that was asked for is remembered."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._lines: list[str] = []

    def show(self, path: Path, line: int, column: int, end_column: int = 0) -> list[str]:
        """The line, and below it a caret under the column; nothing where the file has no such
        line. Line and column count from 1; `end_column` is 0 where the end is not known."""
        text = self._line(path, line)
        if text is None or "\0" in text:
            return []
        from mockgenie.source import with_caret

        return with_caret(text, column, end_column)

    def _line(self, path: Path, number: int) -> str | None:
        try:
            if path != self._path:
                if not path.is_file():  # reading a pipe might never end
                    return None
                if path.stat().st_size > _SMALL_FILE:
                    return _line_of_large_file(path, number)
                text = path.read_bytes().decode("utf-8-sig", "replace")
                self._lines = _YAML_BREAK.split(text)
                self._path = path
        except OSError:
            return None
        return self._lines[number - 1] if number <= len(self._lines) else None


def _line_of_large_file(path: Path, number: int) -> str | None:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        lines = iter(lambda: file.readline(_LONGEST_LINE), "")
        return next(islice(lines, number - 1, None), "").rstrip("\n")


def line_writer(stream: TextIO) -> Callable[[str], None]:
    """Writes lines to where `stream` writes, by a stream of its own: a thread that waits there for
    a reader holds up nobody else. Raises OSError where nobody reads any more."""
    own: TextIO
    try:
        own = open(os.dup(stream.fileno()), "w", encoding=stream.encoding, errors="replace")  # noqa: SIM115
    except (OSError, ValueError):  # it has no file, as in tests
        own = stream

    def write(text: str) -> None:
        own.write(text)
        own.flush()

    return write
