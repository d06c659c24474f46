"""One form for every way of writing the same utterance."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left

from msgspec import Struct

# Full-width ASCII and the ideographic space; NFKC would do more than is wanted (ㅋ becomes a
# leading consonant).
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_LONG_TEXT = 200
_MANY_SIGNS = re.compile(r"([^\w\s!-~]{32})[^\w\s!-~]+")
"""Among them marks upon a letter, which are sorted in a time that grows with their square."""
_FIRST_LETTER, _OTHER_LETTER = b"\x01", b"\x00"
_WORD = re.compile(r"[^\W_]+(?:[.,:/-][0-9][^\W_]*)*")


class Utterance(Struct):
    """A text without its spaces and punctuation, and where its words were.

    `text`: the normalised text; `letters`: its words run together, in lower case; `starts`: a
    byte for each letter, 1 where a word begins.
    """

    text: str
    letters: str
    starts: bytes
    _places: list[int] | None = None

    def words_between(self, start: int, end: int) -> str:
        """The text, spaces and all, from letter `start` up to letter `end`."""
        if not self.crosses_words(start, end):
            return self.letters[start:end]
        places = self._places_of_letters()
        return self.text[places[start] : places[end - 1] + 1]

    def letters_between(self, start: int, end: int) -> tuple[int, int]:
        """The letters that stand in the text from `start` up to `end`."""
        places = self._places_of_letters()
        return bisect_left(places, start), bisect_left(places, end)

    def ends_word(self, end: int) -> bool:
        """Whether a word ends before letter `end`."""
        return end >= len(self.letters) or self.starts[end] == 1

    def rest_of_word(self, position: int, limit: int = 8) -> str:
        """The letters from `position` to the end of its word, at most `limit`; "" where a word
        has just ended."""
        if self.ends_word(position):
            return ""
        end = self.starts.find(1, position, position + limit)
        return self.letters[position : position + limit if end == -1 else end]

    def words_of(self, start: int, end: int) -> list[str]:
        """The words, and parts of words, from letter `start` up to letter `end`."""
        words = []
        while start < end:
            stop = self.starts.find(1, start + 1, end)
            stop = end if stop == -1 else stop
            words.append(self.letters[start:stop])
            start = stop
        return words

    def crosses_words(self, start: int, end: int) -> bool:
        """Whether another word begins between the letters `start` and `end`."""
        return self.starts.find(1, start + 1, end) != -1

    def crosses_signs(self, start: int, end: int) -> bool:
        """Whether a comma or another sign, not only space, stands between the letters."""
        places = self._places_of_letters()
        between = zip(places[start : end - 1], places[start + 1 : end], strict=True)
        return any(self.text[one + 1 : next_].strip() for one, next_ in between)

    def _places_of_letters(self) -> list[int]:
        if self._places is None:
            words = _WORD.finditer(self.text)
            self._places = [place for word in words for place in range(*word.span())]
        return self._places


def normalise(text: str) -> str:
    """`text` in NFC, full-width forms made narrow. Of more than 32 signs in a row that are not
    ASCII only the first 32 are left where the text is long."""
    if len(text) > _LONG_TEXT:
        text = _MANY_SIGNS.sub(r"\1", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.translate(_NARROW) if _WIDE.search(text) else text


def squeeze(text: str) -> str:
    """The letters of `text`: what a word of a dictionary or a pattern is compared by."""
    return "".join(_WORD.findall(normalise(text))).lower()


def read_utterance(text: str) -> Utterance:
    """`text` ready to be searched; linear in its length."""
    text = normalise(text)
    words = _WORD.findall(text)
    starts = b"".join([_FIRST_LETTER.ljust(len(word), _OTHER_LETTER) for word in words])
    letters = "".join(words)
    lower = letters.lower()
    # Lower case may be longer than what it came from (İ); then the case stays.
    return Utterance(text, lower if len(lower) == len(letters) else letters, starts)
