"""Words that what was typed can have been meant to be, by how both sound."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mockgenie.korean import heard, keystrokes, roughly_heard
from mockgenie.nlu.remembered import remembered
from mockgenie.nlu.similar_words import Correction, Window, ends_of_words
from mockgenie.nlu.tails import VERBS, meant_tail

_FEWEST, _LONG = 2, 3
"""Syllables. A word of one is never meant; one of `_LONG` may sound roughly alike (쭈꾸미 for
주꾸미), and may be followed by anything."""
_OTHERS = ("네일", "메일", "세대", "내시")
"""Words that sound like one that everybody knows (내일, 매일), and are meant as they are."""

_BOUND_NOUNS = "데게"
"""What is a word with a particle, and no other one: 다른 데만 is no 대만."""
_VERB_ENDS = "데네에예"
_SHORT_VERB_ENDS = _VERB_ENDS + "게세"
"""What ends a verb, so that no word, or no short one, with another vowel there is meant: 건데 is
not 건대."""


class SimilarSounds:
    """Words by how they sound, those of several by their first one; `words`: each with that."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        self._words: dict[str, list[str]] = {}
        self._heads: set[str] = set()
        self._firsts: set[str] = set()
        for word, first in words:
            self._firsts.add(first)
            if len(first) >= _FEWEST:
                sound = roughly_heard(first)
                self._words.setdefault(sound, []).append(word)
                self._heads.add(sound[:_FEWEST])
        self.like = remembered(10_000, self._like)
        """The words that one can have been meant to be or to begin."""

    def _like(self, letters: str) -> tuple[str, ...]:
        sound = roughly_heard(letters)
        if sound[:_FEWEST] not in self._heads or letters.startswith(_OTHERS):
            return ()
        if letters[0] in _BOUND_NOUNS and meant_tail(letters[1:]) is not None:
            return ()
        found: list[str] = []
        for size in range(len(letters), _FEWEST - 1, -1):
            if letters[:size] in self._firsts:
                break
            found += self._words.get(sound[:size], ())
        return tuple(found)


@lru_cache(4_000)
def sound_corrections(window: Window, words: tuple[str, ...]) -> tuple[Correction, ...]:
    """What the letters of a window sound like among `words`: those that sound quite alike; where
    there is none, those that do but for one tense consonant."""
    letters, starts = window
    ends = ends_of_words(letters, starts)
    alike, roughly = [], []
    for word in words:
        typed = letters[: len(word)]
        if typed == word or len(typed) < len(word) or _may_be_verb(typed, word):
            continue
        end = next(end for end in ends if end >= len(word))
        tail = _tail(letters[len(word) : end], len(word))
        if tail is None:
            continue
        correction = Correction(word, tail, end)
        if heard(typed) == heard(word):
            alike.append(correction)
        elif _is_roughly(typed, word):
            roughly.append(correction)
    return tuple(alike or roughly)


def _may_be_verb(typed: str, word: str) -> bool:
    ends = _VERB_ENDS if len(word) >= _LONG else _SHORT_VERB_ENDS
    return typed[-1] in ends and typed[-1] != word[-1]


def _is_roughly(typed: str, word: str) -> bool:
    """Whether two words are the same but for one tense consonant, not the first of a short one."""
    pairs = enumerate(zip(typed, word, strict=True))
    others = [place for place, (one, other) in pairs if one != other]
    if len(others) != 1 or (len(word) < _LONG and others[0] == 0):
        return False
    one, other = keystrokes(typed[others[0]]), keystrokes(word[others[0]])
    return one[1:] == other[1:] and roughly_heard(typed) == roughly_heard(word)


def _tail(letters: str, size: int) -> str | None:
    """What stands behind a word of `size` letters, as it is spelled; None where the word is not
    likely to be there at all."""
    tail = meant_tail(letters)
    if tail is None and (size >= _LONG or letters.startswith(VERBS)):
        return letters
    return tail
