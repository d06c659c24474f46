"""How a SQLite file is opened to be read only, whoever writes it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from mockgenie.source import Mistake, mistake

SQLITE_MAGIC = b"SQLite format 3\0"
_WRITE_AHEAD = 2
_ENCODINGS = {1: "UTF-8", 2: "UTF-16le", 3: "UTF-16be"}


class Unopenable(Exception):
    """A file that cannot be opened as a SQLite database; `mistake` says why."""

    def __init__(self, wrong: Mistake) -> None:
        super().__init__(wrong.message)
        self.mistake = wrong


def look_at_sqlite(path: Path) -> tuple[str, str]:
    """The URI by which the file is opened, and its encoding. Raises Unopenable, OSError."""
    with path.open("rb") as content:
        header = content.read(100)
    if not header.startswith(SQLITE_MAGIC) or len(header) < 100:
        raise Unopenable(mistake("sqlite-file", problem="it is another kind of file, or encrypted"))
    uri = f"{_uri(path)}?mode=ro"
    if header[18] == _WRITE_AHEAD:
        log, shared = (path.with_name(path.name + end) for end in ("-wal", "-shm"))
        if not log.is_file() or not log.stat().st_size:
            # Nobody writes it. Without this, SQLite would put a log and an index beside it.
            uri += "&immutable=1"
        elif not shared.is_file():
            raise Unopenable(mistake("sqlite-log", log=log.name))
    return uri, _ENCODINGS.get(header[59], "UTF-8")


def _uri(path: Path) -> str:
    written = path.as_posix()
    # Behind the empty authority the path of a drive needs a slash, a share (//server) does not.
    written = written if written.startswith("/") else f"/{written}"
    return f"file://{quote(written, errors='surrogateescape')}"
