"""What a dialog keeps of a comparison: `<=30000`, `>=저녁 7시`, or an order, `lowest`.

A slot may have several of them, and all hold: `>=30000` and `<=50000`.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

Order: TypeAlias = Literal["lowest", "highest", "ascending", "descending"]
"""Only the records that have the least, or the greatest value; or all of them by their values."""

ORDERS: tuple[Order, ...] = get_args(Order)

_BOUND = re.compile(r"(<=|>=|<|>)\s*(.+)", re.DOTALL)
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_OPPOSITE_ORDER: dict[str, Order] = {
    "lowest": "highest",
    "highest": "lowest",
    "ascending": "descending",
    "descending": "ascending",
}


class Bound(Struct, frozen=True):
    """A limit: `operator` is `<`, `<=`, `>` or `>=`. Its text is the operator and the value."""

    operator: str
    value: str

    def __str__(self) -> str:
        return f"{self.operator}{self.value}"

    @property
    def is_upper(self) -> bool:
        """Whether it is the most that a value may be."""
        return self.operator[0] == "<"


def read_bound(comparison: str) -> Bound | None:
    """The limit that a comparison is, None where it is an order."""
    found = _BOUND.fullmatch(comparison)
    return Bound(found[1], found[2]) if found else None


def opposite(comparison: str) -> str:
    """What holds where a comparison does not: of `<=30000` it is `>30000`."""
    if bound := read_bound(comparison):
        return f"{_OPPOSITE[bound.operator]}{bound.value}"
    return _OPPOSITE_ORDER[comparison]
