"""`mockgenie import`: make a domain of what another tool has. One module for each format."""

from __future__ import annotations

import argparse
from typing import TypeVar

from mockgenie.cli import import_chatbot, import_geniedialog, import_har

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Make a domain of what another tool has, to be read and changed as if it were written by hand, or
conversation tests of what was said.
`mockgenie import FORMAT --help` tells more of a format.
"""
_FORMATS = (import_geniedialog, import_chatbot, import_har)


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its formats."""
    parser = commands.add_parser(
        "import", help="make a domain of what another tool has", description=_DESCRIPTION
    )
    formats = parser.add_subparsers(title="formats", metavar="FORMAT", required=True)
    for one in _FORMATS:
        one.add_to(formats)
