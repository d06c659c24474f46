"""`mockgenie schema`: write the JSON Schema of domain files, or of conversation files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TypeVar

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Write the JSON Schema of domain files. An editor that knows it completes, explains and checks their
fields; a domain names it in its first line, `# yaml-language-server: $schema=schema.json`.
"""


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "schema",
        help="write the JSON Schema of domain files",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="write it to FILE (default: standard output)",
    )
    parser.add_argument(
        "--conversations",
        action="store_true",
        help="the schema of the files with conversations that `mockgenie test` holds",
    )


def run(options: argparse.Namespace) -> int:
    """Write the schema."""
    import json

    from mockgenie.domains import domain_schema
    from mockgenie.testing import conversation_schema

    schema = conversation_schema() if options.conversations else domain_schema()
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    output: Path | None = getattr(options, "output", None)
    if output is None:
        sys.stdout.flush()
        # UTF-8, whatever the console speaks: programs read it.
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
        return 0
    try:
        output.write_bytes(text.encode())
    except OSError as error:
        print(f"mockgenie: cannot write {output}: {error.strerror or error}", file=sys.stderr)
        return 2
    return 0
