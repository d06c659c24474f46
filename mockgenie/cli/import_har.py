"""`mockgenie import har`: conversation tests, or a domain that answers alike, of traffic that a
browser or a proxy has kept."""

from __future__ import annotations

import argparse
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.output import cannot_make, cannot_read, counted, fail, safe

if TYPE_CHECKING:
    from mockgenie.importers import HarTraffic, StubDomain

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
FILE is a HAR file, as browsers and proxies write it. Its calls of /Dialog become conversation
tests, one for each dialog, in a file that `mockgenie test` holds beside its domain, or with a
server by --against; everything else in it is passed over. With --stub, there is a folder for each
domain that was spoken with: it answers the same sentences with the same answers in the same order,
and has the conversations as its tests. The exit code is 0, 1 where something had to be left out,
and 2 where nothing could be made.
"""
_MOST_TOLD = 20
_LONGEST_NAME = 50


def add_to(formats: argparse._SubParsersAction[P]) -> None:
    """Add the format and its options."""
    parser = formats.add_parser(
        "har",
        help="traffic of /Dialog that was kept, a HAR file, as conversation tests",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    parser.add_argument("file", type=Path, metavar="FILE", help="the HAR file")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="TESTS",
        default=argparse.SUPPRESS,
        help="the file of conversations that is made (default: the name of FILE with .yaml); with"
        " --stub, the folder in which those of the domains are made (default: the current one)",
    )
    parser.add_argument(
        "--stub",
        action="store_true",
        help="make domains that answer as it was answered, with the conversations as their tests",
    )


def run(options: argparse.Namespace) -> int:
    """Make the conversation tests, or the domains."""
    from mockgenie.importers import ImportFailure, read_har

    file: Path = options.file
    output: Path | None = getattr(options, "output", None)
    try:
        traffic = read_har(file)
    except ImportFailure as failure:
        return fail(str(failure))
    except OSError as error:
        return cannot_read(error)
    if options.stub:
        return _stub(file, output or Path(), traffic)
    return _tests(file, output or Path(f"{file.stem}.yaml"), traffic)


def _tests(file: Path, output: Path, traffic: HarTraffic) -> int:
    """Make the file of conversations."""
    from mockgenie.conversations import write_conversations

    if traffic.conversations:
        try:
            with output.open("x", encoding="utf-8", newline="\n") as made:
                made.write(write_conversations(traffic.conversations))
        except OSError as error:
            return cannot_make(error, output)
    print("\n".join(map(safe, _report(file, output, traffic))), flush=True)
    if not traffic.conversations:
        return 2
    return 1 if traffic.left_out else 0


def _stub(file: Path, output: Path, traffic: HarTraffic) -> int:
    """Make the folders of domains."""
    from mockgenie.importers import stub_domains

    stubs = stub_domains(traffic.conversations, file.name)
    names = _folder_names(stub.name for stub in stubs)
    places = [(stub, output / name) for stub, name in zip(stubs, names, strict=True)]
    folders = [folder for stub, folder in places if stub.text]
    for path in (path for folder in folders for path in _files(folder, file)):
        if os.path.lexists(path):
            return fail(f"{path} is there already")
    lines = [*_read(file, traffic)]
    whole = not traffic.left_out
    try:
        for stub, folder in places:
            points, made = (
                _make(stub, *_files(folder, file)) if stub.text else (stub.open_points, [])
            )
            whole = whole and not points
            lines += [*_open_points(stub.name, points), *made]
    except OSError as error:
        return cannot_make(error, output)
    lines += _next(folders) if folders else ["nothing was made: no dialog is whole"]
    print("\n".join(map(safe, lines)), flush=True)
    if not folders:
        return 2
    return 0 if whole else 1


def _next(folders: Sequence[Path]) -> Iterator[str]:
    """What to do with the folders of domains."""
    shown = [folder.as_posix() for folder in folders]
    yield "Next:"
    for command in ("check", "test"):
        yield from (f"  mockgenie {command} {folder}" for folder in shown)
    yield f"  mockgenie serve {' '.join(f'--domains {folder}' for folder in shown)}"


def _files(folder: Path, file: Path) -> tuple[Path, Path]:
    """The domain of a folder, and its conversations."""
    return folder / "domain.yaml", folder / "tests" / f"{file.stem}.yaml"


def _make(stub: StubDomain, domain: Path, tests: Path) -> tuple[Sequence[str], list[str]]:
    """Write a domain and its tests. The open points, and a line of the report for each file."""
    from msgspec.structs import replace

    from mockgenie.conversations import ConversationError, write_conversations
    from mockgenie.domain import DomainError

    tests.parent.mkdir(parents=True, exist_ok=True)
    held = write_conversations(replace(one, domain="") for one in stub.conversations)
    for path, text in ((domain, stub.text), (tests, held)):
        with path.open("x", encoding="utf-8", newline="\n") as made:
            made.write(text)
    points: Sequence[str]
    try:
        otherwise = _answered_otherwise(domain, tests)
    except (ConversationError, DomainError) as error:  # larger than such files may be
        points, passed = [*stub.open_points, str(error.diagnostics[0])], 0
    else:
        # What is left out goes otherwise, and has been told.
        points = stub.open_points or otherwise
        passed = len(stub.conversations) - len(otherwise)
    go = "goes as it was" if len(stub.conversations) == 1 else "go as they were"
    return points, [
        f"{domain}: {counted(stub.sentences, 'sentence')}, {counted(stub.answers, 'answer')}",
        f"{tests}: {passed} of {counted(len(stub.conversations), 'conversation')} {go} kept",
    ]


def _answered_otherwise(domain: Path, tests: Path) -> list[str]:
    """The conversations that do not go as they were kept, a line for people each."""
    from mockgenie.conversations import read_conversations, run_conversation
    from mockgenie.dialog import Engine
    from mockgenie.domain import load_domain

    loaded = load_domain(domain)
    engine = Engine(loaded)
    failures = (run_conversation(engine, one) for one in read_conversations(tests, loaded))
    return [
        f'"{failure.conversation.name}", utterance {failure.number}: it is answered otherwise'
        for failure in failures
        if failure is not None
    ]


def _folder_names(names: Iterable[str]) -> Iterator[str]:
    """A name for the folder of each domain, which every system can have."""
    from mockgenie.cli.new import DEVICES

    taken = set(DEVICES)
    for name in names:
        words = re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", name))[:_LONGEST_NAME]
        found = words = words.lstrip("-") or "_"
        number = 1
        while found.lower() in taken:
            number += 1
            found = f"{words}_{number}"
        taken.add(found.lower())
        yield found


def _open_points(name: str, points: Sequence[str]) -> Iterator[str]:
    if points:
        yield f"{counted(len(points), 'open point')} of {name}:"
        yield from _first_of(points)


def _first_of(told: Sequence[str]) -> Iterator[str]:
    yield from (f"  {one}" for one in told[:_MOST_TOLD])
    if len(told) > _MOST_TOLD:
        yield f"  and {len(told) - _MOST_TOLD} more"


def _read(file: Path, traffic: HarTraffic) -> Iterator[str]:
    """What was read and left out."""
    entries = "1 entry" if traffic.entries == 1 else f"{traffic.entries} entries"
    yield f"{file}: {entries}, {counted(traffic.calls, 'call')} of /Dialog"
    yield from _first_of(traffic.left_out)


def _report(file: Path, output: Path, traffic: HarTraffic) -> list[str]:
    """What was read, left out and made."""
    lines = [*_read(file, traffic)]
    if not traffic.conversations:
        return [*lines, "nothing was made: no dialog is whole"]
    return [
        *lines,
        f"{output}: {counted(len(traffic.conversations), 'conversation')}",
        "Next:",
        f"  mockgenie test --against http://localhost:8000/Dialog {output.as_posix()}",
    ]
