"""The option by which a command is told where domains are."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_domains_option(parser: argparse.ArgumentParser) -> None:
    """Add `--domains DIR`, which may be given several times."""
    parser.add_argument(
        "--domains",
        type=Path,
        action="append",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="folder with NAME.yaml or NAME/domain.yaml; may be given several times"
        " (default: the domains that come with mockgenie)",
    )


def places_of(options: argparse.Namespace) -> list[Path]:
    """The places that were given, or else that of the shipped domains."""
    from mockgenie.domain import shipped_folder

    return getattr(options, "domains", None) or [shipped_folder()]
