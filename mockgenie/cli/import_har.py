"""`mockgenie import har`: conversation tests of traffic that a browser or a proxy has kept."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.output import cannot_read, counted, fail, safe

if TYPE_CHECKING:
    from mockgenie.importers import HarTraffic

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
FILE is a HAR file, as browsers and proxies write it. Its calls of /Dialog become conversation
tests, one for each dialog, in a file that `mockgenie test` holds beside its domain, or with a
server by --against; everything else in it is passed over. The exit code is 0, 1 where a call had
to be left out, and 2 where no file could be made.
"""
_MOST_TOLD = 20


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
        help="the file of conversations that is made (default: the name of FILE with .yaml)",
    )


def run(options: argparse.Namespace) -> int:
    """Make the conversation tests."""
    from mockgenie.conversations import write_conversations
    from mockgenie.importers import ImportFailure, read_har

    file: Path = options.file
    output: Path = getattr(options, "output", None) or Path(f"{file.stem}.yaml")
    try:
        traffic = read_har(file)
    except ImportFailure as failure:
        return fail(str(failure))
    except OSError as error:
        return cannot_read(error)
    if traffic.conversations:
        try:
            with output.open("x", encoding="utf-8", newline="\n") as made:
                made.write(write_conversations(traffic.conversations))
        except FileExistsError:
            return fail(f"{output} is there already")
        except OSError as error:
            return fail(f"cannot make {output}: {error.strerror}")
    print("\n".join(map(safe, _report(file, output, traffic))), flush=True)
    if not traffic.conversations:
        return 2
    return 1 if traffic.left_out else 0


def _report(file: Path, output: Path, traffic: HarTraffic) -> list[str]:
    """What was read, left out and made."""
    entries = "1 entry" if traffic.entries == 1 else f"{traffic.entries} entries"
    lines = [f"{file}: {entries}, {counted(traffic.calls, 'call')} of /Dialog"]
    lines += (f"  {one}" for one in traffic.left_out[:_MOST_TOLD])
    if len(traffic.left_out) > _MOST_TOLD:
        lines.append(f"  and {len(traffic.left_out) - _MOST_TOLD} more")
    if not traffic.conversations:
        return [*lines, "nothing was made: no dialog is whole"]
    return [
        *lines,
        f"{output}: {counted(len(traffic.conversations), 'conversation')}",
        "Next:",
        f"  mockgenie test --against http://localhost:8000/Dialog {output.as_posix()}",
    ]
