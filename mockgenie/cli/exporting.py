"""`mockgenie export`: write a domain as another tool has it. One module for each format."""

from __future__ import annotations

import argparse
from typing import TypeVar

from mockgenie.cli import export_geniedialog

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Write a domain as another tool has it, as far as that can hold it.
`mockgenie export FORMAT --help` tells more of a format.
"""
_FORMATS = (export_geniedialog,)


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its formats."""
    parser = commands.add_parser(
        "export", help="write a domain as another tool has it", description=_DESCRIPTION
    )
    formats = parser.add_subparsers(title="formats", metavar="FORMAT", required=True)
    for one in _FORMATS:
        one.add_to(formats)
