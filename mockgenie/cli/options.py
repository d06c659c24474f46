"""What several commands have in common in their options."""

from __future__ import annotations

import argparse
from pathlib import Path

_UNITS = {"s": 1, "m": 60, "h": 3600}
"""How many seconds each unit of a rate has."""

DEFAULT_PLACES = (
    "the domains under the current folder where there are any, else those that come with mockgenie"
)
"""Which domains `check`, `test` and `chat` take where the command line names none."""


def add_domains_option(
    parser: argparse.ArgumentParser, default: str = "the domains that come with mockgenie"
) -> None:
    """Add `--domains DIR`, which may be given several times; `default` says what is taken
    without it."""
    parser.add_argument(
        "--domains",
        type=Path,
        action="append",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="folder with NAME.yaml or NAME/domain.yaml; may be given several times"
        f" (default: {default})",
    )


def places_of(options: argparse.Namespace) -> list[Path]:
    """The places that were given, or else that of the shipped domains."""
    from mockgenie.domain import shipped_folder

    return getattr(options, "domains", None) or [shipped_folder()]


def rate(text: str) -> tuple[float, int]:
    """`10/s`, `100/m` or `1000/h`: requests a second, and how many of them may come at once."""
    number, _, unit = text.partition("/")
    if _is_whole(number, 9) and int(number) and unit in _UNITS:
        return int(number) / _UNITS[unit], int(number)
    raise argparse.ArgumentTypeError(
        f"expected requests a second, minute or hour, as 10/s, 100/m or 1000/h, not {shown(text)}"
    )


def shown(text: str) -> str:
    """A text as messages quote it."""
    return repr(text if len(text) <= 40 else text[:40] + "…")


def _is_whole(text: str, digits: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= digits
