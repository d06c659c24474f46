"""Slips on the two-set keyboard: a key beside the one that was meant (호텡 for 호텔), two keys in
the wrong order (ㅈ거당 for 적당), one left out (주아장 for 주차장), one too many (호텔ㄹ).

Words are compared by the keys that type them, where a slip is a matter of one key, however
different the syllables look.
"""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.korean.syllables import parts_of

_TYPED_BY_TWO = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ", "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ", " ": "",
}  # fmt: skip
_ROWS = ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ")
_SHIFTED = dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "ㅂㅈㄷㄱㅅㅐㅔ", strict=True))


class _Keys(dict[str, str]):
    """The keys that type a letter; those of a syllable are put together once."""

    def __missing__(self, letter: str) -> str:
        parts = parts_of(letter)
        if parts is None:
            return _TYPED_BY_TWO.get(letter, letter)
        self[letter] = keys = "".join([_TYPED_BY_TWO.get(part, part) for part in parts])
        return keys


_KEYS = _Keys()


def keystrokes(letters: str) -> str:
    """The keys that type `letters`, one sign each: ㅇㅗㅐ for 왜."""
    return "".join([_KEYS[letter] for letter in letters])


def _neighbours() -> dict[str, frozenset[str]]:
    places = {key: (row, place) for row, keys in enumerate(_ROWS) for place, key in enumerate(keys)}
    places |= {key: places[plain] for key, plain in _SHIFTED.items()}
    return {
        key: frozenset(
            other
            for other, (other_row, other_place) in places.items()
            if abs(row - other_row) <= 1 and abs(place - other_place) <= 1
        )
        for key, (row, place) in places.items()
    }


_NEAR = _neighbours()
"""The keys around each key, with itself, shifted or not."""


def slips(typed: str, meant: str) -> Iterator[int]:
    """How many keys of `typed` stand for `meant` if one slip was made at most: each way that there
    is, 0 keys being none. What follows in `typed` may be anything."""
    size = len(meant)
    if typed.startswith(meant):
        yield size
        return
    at = 0
    for one, other in zip(typed, meant, strict=False):
        if one != other:
            break
        at += 1
    if at == len(typed):
        if at == size - 1:
            yield at  # the last one left out
        return
    near = _NEAR.get(typed[at], "")
    if meant[at] in near and typed.startswith(meant[at + 1 :], at + 1):
        yield size
    if typed.startswith(meant[at + 1 :], at):
        yield size - 1
    if typed.startswith(meant[at:], at + 1) and (meant[at] in near or typed[at - 1] in near):
        yield size + 1
    if (
        at + 1 < size
        and typed[at : at + 2] == meant[at + 1] + meant[at]
        and typed.startswith(meant[at + 2 :], at + 2)
    ):
        yield size
