"""What the cells of records say, by the type of their slot.

Texts are taken without the spaces around them; a cell without anything else is no value. In a
boolean slot 있음 and 예 are read as `yes`, 없음 and 아니요 as `no`; in a slot of numbers 1,500 is
read as 1500.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from mockgenie.korean import normalise

Raw: TypeAlias = str | int | float | bool | None
"""A cell as a data file has it."""

_YES = ("예", "네", "있음", "가능", "true", "yes", "y", "o", "1")
_NO = ("아니요", "아니오", "없음", "불가", "불가능", "false", "no", "n", "x", "0")
TRUTH = dict.fromkeys(_YES, "yes") | dict.fromkeys(_NO, "no")
"""How a cell of a boolean slot may be written, in any case, and what it says."""

_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3}){1,99}|[0-9]{1,300})(\.[0-9]{1,300})?")


class CellProblem(ValueError):
    """The cell says nothing that its slot can hold; the message says why."""


def cell_text(raw: Raw) -> str:
    """A cell as text, "" for none: 3.0 is 3, true is yes."""
    if isinstance(raw, str):
        return raw.strip()
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, float):
        if raw.is_integer():
            return str(int(raw))
        written = repr(raw)
        if "e" not in written:
            return written
        # Imported late, because few numbers are so small.
        from decimal import Decimal

        # Conditions take nothing with an exponent for a number.
        return format(Decimal(written), "f")
    return str(raw)


def _truth(text: str) -> str:
    known = TRUTH.get(text) or TRUTH.get(normalise(text).casefold())
    if known is None:
        raise CellProblem(
            f'"{shown(text)}" is neither yes nor no (write 예 or 아니요, 있음 or 없음)'
        )
    return known


def _number(text: str) -> str:
    found = _NUMBER.fullmatch(normalise(text))
    if not found:
        raise CellProblem(f'"{shown(text)}" is no number')
    sign, whole, decimals = found.groups("")
    return sign.replace("+", "") + whole.replace(",", "") + decimals


def _whole_number(text: str) -> str:
    if text.isdecimal() and text.isascii() and len(text) <= 300:
        return text
    number, _, decimals = _number(text).partition(".")
    if decimals.strip("0"):
        raise CellProblem(f'"{shown(text)}" is no whole number')
    return number


def shown(text: str) -> str:
    """What a message shows of a text that a file has: its beginning, and characters only."""
    text = text if len(text) <= 40 else f"{text[:40]}…"
    return text.encode("utf-8", "replace").decode()


READERS: dict[str, Callable[[str], str]] = {
    "boolean": _truth,
    "int": _whole_number,
    "float": _number,
}
"""By the type of a slot, how the text of a cell is read: each raises CellProblem. Of the other
types, every text is a value."""
