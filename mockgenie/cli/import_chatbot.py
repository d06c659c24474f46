"""`mockgenie import chatbot-xlsx`: a domain of the training table of a chatbot engine."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.output import cannot_make, fail, safe

if TYPE_CHECKING:
    from mockgenie.importers import ImportedDomain, TrainingTable

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
FILE is an Excel file (.xlsx) with the training table of a chatbot engine: the columns 의도, 질문
and 답변, and 개체명 and 답변 이미지 where there are some. Makes the folder DIR with domain.yaml in
it, and says what had to be decided. Needs the extra xlsx.
"""
_MOST_TOLD = 5


def add_to(formats: argparse._SubParsersAction[P]) -> None:
    """Add the format and its options."""
    parser = formats.add_parser(
        "chatbot-xlsx",
        help="the training table of a chatbot engine, an Excel file",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    parser.add_argument("file", type=Path, metavar="FILE", help="the Excel file")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="the folder that is made, whose name is that of the domain (default: the name of"
        " FILE without its ending)",
    )


def run(options: argparse.Namespace) -> int:
    """Make the domain."""
    from mockgenie.importers import ImportFailure, chatbot_domain, read_training_table

    file: Path = options.file
    folder: Path = getattr(options, "output", None) or Path(file.stem)
    try:
        table = read_training_table(file)
        imported = chatbot_domain(table, folder.resolve().name, file.name)
        path = _make(folder, imported)
    except ImportFailure as failure:
        return fail(str(failure))
    except OSError as error:
        return cannot_make(error, folder)
    print("\n".join(map(safe, _report(file, table, imported, path))), flush=True)
    return 0


def _make(folder: Path, imported: ImportedDomain) -> Path:
    """Write the file of a domain, where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "domain.yaml"
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(imported.text)
    return path


def _report(file: Path, table: TrainingTable, imported: ImportedDomain, path: Path) -> list[str]:
    """What was read, decided and made, and which questions are not understood."""
    from mockgenie.domain import load_domain
    from mockgenie.importers import misunderstood

    counts: dict[str, int] = {}
    for row in table.rows:
        counts[row.intent] = counts.get(row.intent, 0) + 1
    told = ", ".join(f"{intent} {count}" for intent, count in counts.items())
    lines = [f"{file}, sheet {table.sheet}: {len(table.rows)} rows ({told})"]
    lines += (f"  {decision}" for decision in imported.decisions)
    wrong = misunderstood(load_domain(path), table)
    asked = sum(1 for row in table.rows if row.question)
    lines.append(f"{path}: {asked - len(wrong)} of {asked} questions get their intent")
    for row, act in wrong[:_MOST_TOLD]:
        lines.append(f'  row {row.number}: "{row.question}" is {act or "not understood"}')
    if len(wrong) > _MOST_TOLD:
        lines.append(f"  and {len(wrong) - _MOST_TOLD} more")
    shown = path.parent.as_posix()
    lines += [
        "Next:",
        f"  mockgenie check {shown}",
        f"  mockgenie serve --domains {shown} --engine-port 5050",
    ]
    return lines
