"""`mockgenie schema`: write the JSON Schema of domain files, of other files that it reads, or of
the dialog API."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TypeVar

from mockgenie.cli.output import write_out

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
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--conversations",
        action="store_true",
        help="the schema of the files with conversations that `mockgenie test` holds",
    )
    kinds.add_argument(
        "--faults",
        action="store_true",
        help="the schema of the files that `mockgenie serve --faults` reads",
    )
    kinds.add_argument(
        "--dialog",
        action="store_true",
        help="the OpenAPI document of /Dialog, with every documented error as an example",
    )


def run(options: argparse.Namespace) -> int:
    """Write the schema."""
    import json

    text = json.dumps(_schema(options), ensure_ascii=False, indent=2) + "\n"
    return write_out(text, getattr(options, "output", None))


def _schema(options: argparse.Namespace) -> dict[str, Any]:
    if options.conversations:
        from mockgenie.conversations import conversation_schema

        return conversation_schema()
    if options.faults:
        from mockgenie.faults.fault import fault_schema

        return fault_schema()
    if options.dialog:
        from mockgenie.protocol.openapi import dialog_openapi

        return dialog_openapi("http://localhost:8000")
    from mockgenie.domain import domain_schema

    return domain_schema()
