"""Addresses as people say them: 서울시 마포구 독막로 12 3층, 역삼동 10-1번지 201호.

An address is certain only where a street or a quarter has a number behind it.
"""

from __future__ import annotations

from mockgenie.korean.lazy_regex import ANY_SIGNS, Signs, SoughtPattern

_NUMBER = r"\s?[0-9]{1,5}(?:-[0-9]{1,4})?(?:번지|번길)?"
_ADDRESS = SoughtPattern(
    r"(?<![가-힣0-9])(?:[가-힣]{1,6}(?:특별시|광역시|시|도|군|구|읍|면)\s+){0,4}"
    rf"(?:[가-힣]{{1,8}}(?:[0-9]{{0,3}}번?길|로(?:\s?[0-9]{{1,3}}번?길)?){_NUMBER}"
    rf"|[가-힣]{{1,6}}[0-9]?(?:동|리|가)\s[0-9]{{1,5}}(?:-[0-9]{{1,4}})?(?:번지)?)(?=[\s.,!?]|\Z|이|으?로|에|예|입)"
    r"(?:\s+(?:[가-힣]{2,10}\s+)?[가-힣]{0,4}[0-9]{1,5}(?:동|층|호))*",
    sign="[로길동리가][0-9]",
)
ADDRESS_SIGNS = frozenset((_ADDRESS,))
"""One of these is where `find_addresses` finds anything."""


def find_addresses(text: str, signs: Signs = ANY_SIGNS) -> list[tuple[int, int]]:
    """Where addresses stand in a text; `signs`: those of its letters, where they are known."""
    if _ADDRESS not in signs:
        return []
    return [found.span() for found in _ADDRESS.compiled.finditer(text)]
