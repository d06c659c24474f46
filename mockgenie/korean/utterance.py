"""An utterance as its letters and where its words were, and where words begin and end in one that
may be written with other spaces."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, compress, count
from operator import add

from msgspec import Struct

from mockgenie.korean.lazy_regex import LazyPattern, Signs, signs_in
from mockgenie.korean.spelling import normalise, split_text, split_words

SHORT_PARTICLES = "은는이가을를에도의로과와만"
"""The particles of one letter."""

ENDINGS = {"", "요", "으로", "으로요", "이랑", "랑", "하고", "에서", "에는", "부터", "까지"}
ENDINGS |= {"이나", "이에요", "예요", "입니다", "이야", "야", "이죠", "인데", "인데요"}
ENDINGS |= {particle + end for particle in SHORT_PARTICLES for end in ("", "요")}
"""What stands behind a noun in its word, "" for nothing."""

_TO_PAY = ("거", "건", "게", "까", "래", "수", "돈")
"""What stands behind 낼 where it is a form of 내다, and not 내일."""

_NOT_MUCH = ("얼마안", "얼마전", "얼마못", "얼마되지", "얼마남지")
"""산 지 얼마 안 됐어요 asks for no price."""
_TO_WHAT_DEGREE = LazyPattern("얼마나(?![하해할한합들드되돼될됩나]|$)")
"""Nor does 얼마나 멀어요, but 얼마나 해요 does."""

_LETTER = r"[^\W_]"
_SENTENCE_END = LazyPattern(
    rf"[.?!;~…\n]+|{_LETTER}(?:{_LETTER}[요죠]|니[다까])(?!{_LETTER})[.?!;~…\n]*"
)
"""A sign, or a word with a polite ending, but for those of two letters (주요)."""

_FIRST_LETTER, _OTHER_LETTER = b"\x01", b"\x00"


class Utterance(Struct):
    """A text without its spaces and punctuation, and where its words were.

    `text`: the normalised text; `letters`: its words run together, in lower case; `starts`: a
    byte for each letter, 1 where a word begins; `signs`: what may be in the letters, of what is
    looked for in every utterance; `words`: in lower case as well; `plain`: whether nothing but a
    space stands between them, and signs only behind the last.
    """

    text: str
    letters: str
    starts: bytes
    signs: Signs
    words: list[str]
    plain: bool = False
    _places: list[int] | None = None
    _sentences: list[int] | None = None

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

    def place_of(self, letter: int) -> int:
        """Where a letter stands in the text."""
        return self._places_of_letters()[letter]

    def ends_word(self, end: int) -> bool:
        """Whether a word ends before letter `end`."""
        return end >= len(self.letters) or self.starts[end] == 1

    def rest_of_word(self, position: int, limit: int = 8) -> str:
        """The letters from `position` to the end of its word, at most `limit`; "" where a word
        has just ended."""
        if position >= len(self.letters) or self.starts[position] == 1:
            return ""
        end = self.starts.find(1, position, position + limit)
        return self.letters[position : position + limit if end == -1 else end]

    def words_of(self, start: int, end: int) -> list[str]:
        """The words, and parts of words, from letter `start` up to letter `end`."""
        if start == 0 and end == len(self.letters):
            return self.words
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
        if self.plain:
            return False
        places = self._places_of_letters()
        between = zip(places[start : end - 1], places[start + 1 : end], strict=True)
        return any(self.text[one + 1 : next_].strip() for one, next_ in between)

    def sentence_of(self, position: int) -> tuple[int, int]:
        """The letters, from start up to end, of the sentence that letter `position` is in: up to
        a sign that ends one, or a polite ending."""
        if self._sentences is None:
            self._sentences = [0, *self._ends_of_sentences(), len(self.letters)]
        number = bisect_right(self._sentences, position, 1, len(self._sentences) - 1)
        return self._sentences[number - 1], self._sentences[number]

    def letters_before(self, position: int) -> int:
        """How many letters stand in the text before `position`."""
        return bisect_left(self._places_of_letters(), position)

    def asks_before(self, end: int) -> bool:
        """Whether a question mark stands behind the last letter before letter `end`."""
        places = self._places_of_letters()
        behind = self.text[places[end - 1] + 1 : places[end] if end < len(places) else None]
        return "?" in behind

    def _ends_of_sentences(self) -> Iterator[int]:
        """Where sentences end, in order, but for the last one."""
        for found in _SENTENCE_END.compiled.finditer(self.text):
            end = self.letters_before(found.end())
            if end and self.starts[end : end + 1] == _FIRST_LETTER:  # not 3.5
                yield end

    def with_spaces(self, starts: Iterable[int]) -> str:
        """The text with a space before each of the letters `starts`, which are in order."""
        places = self._places_of_letters()
        parts, done = [], 0
        for start in starts:
            parts.append(self.text[done : places[start]])
            done = places[start]
        return " ".join([*parts, self.text[done:]])

    def with_letters(self, changes: Iterable[tuple[int, int, str]]) -> str:
        """The text with other letters in place of those from start up to end, for each of
        `changes`, which are in order."""
        places = self._places_of_letters()
        parts, done = [], 0
        for start, end, letters in changes:
            parts += [self.text[done : places[start]], letters]
            done = places[end - 1] + 1
        return "".join([*parts, self.text[done:]])

    def _places_of_letters(self) -> list[int]:
        if self._places is None and self.plain:
            # Behind as many spaces as words begin up to each letter, but for the first.
            before = range(-1, len(self.letters) - 1)
            self._places = list(map(add, before, accumulate(self.starts)))
        elif self._places is None:
            self._places = list(compress(count(), map(str.isalnum, self.text)))
            if len(self._places) != len(self.letters):  # for the signs inside numbers
                self._places = [*_places_of_words(self.text)]
        return self._places


def _places_of_words(text: str) -> Iterator[int]:
    end = 0
    for word in split_words(text):
        # Only signs and spaces stand before it.
        start = text.index(word, end)
        end = start + len(word)
        yield from range(start, end)


@lru_cache(64)
def _starts_of_word(size: int) -> bytes:
    return _FIRST_LETTER.ljust(size, _OTHER_LETTER)


def read_utterance(text: str) -> Utterance:
    """`text` ready to be searched; linear in its length."""
    text = normalise(text)
    words, plain = split_text(text)
    starts = b"".join(map(_starts_of_word, map(len, words)))
    letters = "".join(words)
    lower = letters.lower()
    # Lower case may be longer than what it came from (İ); then the case stays.
    if lower != letters and len(lower) == len(letters):
        ends = accumulate(map(len, words))
        letters, words = (
            lower,
            [lower[end - len(w) : end] for w, end in zip(words, ends, strict=True)],
        )
    return Utterance(text, letters, starts, signs_in(letters), words, plain)


def is_word(utterance: Utterance, start: int, end: int) -> bool:
    """Whether the letters are a whole word, but for its ending (물이요)."""
    return utterance.starts[start] == 1 and utterance.rest_of_word(end) in ENDINGS


def names_value(utterance: Utterance, start: int, end: int) -> bool:
    """Whether the letters name a value, and are not merely a part of something else: 서울 in
    가서 울산, 1 in 100, 내일 in 내 일정. They may run over spaces, but over no other sign."""
    letters, starts = utterance.letters, utterance.starts
    # Digits come before all letters, and no other sign is left among them.
    if letters[start] <= "9" or letters[end - 1] <= "9":
        if letters[end - 1].isdigit() and utterance.rest_of_word(end)[:1].isdigit():
            return False
        in_number = letters[start].isdigit() and not starts[start]
        if in_number and letters[start - 1].isdigit():
            return False
    if end - start == 1:
        to_pay = letters[start] == "낼" and letters.startswith(_TO_PAY, end)
        return not to_pay and is_word(utterance, start, end)
    if starts.find(1, start + 1, end) == -1:
        return starts[start] == 1 or not _ends_in_particle(letters, starts, start, end)
    if not starts[start] or utterance.crosses_signs(start, end):
        return False
    return not starts[end - 1] or utterance.rest_of_word(end) in ENDINGS


def _ends_in_particle(letters: str, starts: bytes, start: int, end: int) -> bool:
    """Whether letters inside a word are the end of a noun and its particle: 인도 in 할인도."""
    if end - start != 2 or letters[end - 1] not in _PARTICLE_LIKE:
        return False
    return starts[start - 1] == 1 and (end == len(letters) or starts[end] == 1)


_PARTICLE_LIKE = "도이가은는만"


def is_stem(utterance: Utterance, start: int, end: int) -> bool:
    """Whether the letters are a word of a pattern: one letter a whole word, but for its ending,
    several not the end of one word and the beginning of another."""
    if end - start == 1:
        return is_word(utterance, start, end)
    letters = utterance.letters
    if letters.startswith("얼마", start) and (
        letters.startswith(_NOT_MUCH, start)
        or (
            end - start == 2
            and utterance.starts[end : end + 1] != _FIRST_LETTER  # 얼마 나와
            and _TO_WHAT_DEGREE.compiled.match(letters, start)
        )
    ):
        return False
    return utterance.starts[start] == 1 or not utterance.crosses_words(start, end)


def end_of_value(utterance: Utterance, end: int) -> int:
    """Where what stands behind a value that ends at letter `end` begins: behind its particle."""
    rest = utterance.rest_of_word(end)
    return end + len(rest) if rest in ENDINGS else end
