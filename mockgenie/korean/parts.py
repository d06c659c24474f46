"""How many of several things something is said of: 하나는 …, 두 개는 …, 나머지는 …."""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.korean.lazy_regex import SoughtPattern
from mockgenie.korean.numerals import read_number
from mockgenie.korean.utterance import Utterance

_TOPIC = ("은", "는", "만")
_PART = SoughtPattern(
    "(?:나머지(?:[한두세네][가-힣])?|(?P<number>하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열))[은는만]",
)


def is_part(letters: str, end: int) -> bool:
    """Whether something is said of as many as the count that ends at letter `end`: 두 개는."""
    return letters.startswith(_TOPIC, end)


def find_parts(utterance: Utterance) -> Iterator[tuple[int, int, str]]:
    """The words without a counter of which something is said: their letters, from start up to end,
    and how many they count, "" for the rest."""
    if _PART not in utterance.signs:
        return
    for found in _PART.compiled.finditer(utterance.letters):
        if utterance.starts[found.start()]:
            number = found["number"]
            yield (*found.span(), str(read_number(number)) if number else "")
