"""What an import gives, and what keeps it from giving anything."""

from __future__ import annotations

from msgspec import Struct


class ImportFailure(Exception):
    """A file that cannot be imported; the message says what is wrong, where, and what would be
    right, for people."""


class ImportedDomain(Struct, frozen=True):
    """A domain that was made of a file of another tool.

    `text`: its `domain.yaml`; `decisions`: what was decided where the file leaves it open, and
    what was left out, a line for people each.
    """

    name: str
    text: str
    decisions: tuple[str, ...]
