"""What a step of the pipeline is, and what it works on.

A step is a function of the draft of an utterance. It reads what the steps before it have found,
and writes down what it finds. It is prepared once for each domain: the function that prepares it
looks at the domain's vocabulary, and returns None where this domain can't need the step.

To add a step:

1. write the function that prepares it, in a module of this room that says one thing, with a
   first sentence that says what the step understands;
2. put it with a name into `STEPS` in `pipeline.py`, behind the steps whose findings it reads;
3. if it finds something of a new kind, give `Draft` an attribute for it, and `findings` in
   `trace.py` a line, so that `chat --trace` shows it;
4. test it alone (`tests/nlu/steps.py` runs one step on a draft).

A step sees the vocabulary when it is prepared, and the draft, with the state of the dialog in it,
when it runs: nothing else. It returns early where the utterance gives it nothing to do (or is
prepared as a `SoughtStep`, and not even called there), and copies nothing: the draft is made for
one utterance and thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from mockgenie.domain import Slots, Variant
from mockgenie.korean import (
    ENDINGS,
    Polarity,
    Signs,
    SoughtPattern,
    Utterance,
    UtteranceKind,
    YesOrNo,
    is_light,
    may_be_negated,
)
from mockgenie.nlu.patterns import ActPattern, PatternMatch
from mockgenie.nlu.state import DialogState
from mockgenie.nlu.vocabulary import Kind, Meaning, Vocabulary

Candidate: TypeAlias = tuple[int, int, tuple[Meaning, ...]]
"""Letters from start to end that can name a value."""

SlotCue: TypeAlias = tuple[int, int, tuple[str, ...]]
"""Letters that name slots themselves or stand beside their values."""

PatternStart: TypeAlias = tuple[int, int, tuple[ActPattern, ...]]
"""Letters from start to end that are the first word of some patterns."""


_FEW_WORDS = 4


class Mention(Struct):
    """A value in an utterance.

    `start`, `end`: its letters; `slot`: the slot it belongs to, and `why` it does; `kind`: how it
    means the slot (see `Meaning`); `values`: the values it names, those of a "said" one are the
    user's own words; `comparisons`: how the slot is compared with them, as in `Understanding`;
    `polarity`: whether they are wanted; `ignored`: why it gives the slot nothing, "" where it does.
    """

    start: int
    end: int
    slot: str
    kind: Kind
    values: tuple[str, ...]
    why: str = "its value"
    comparisons: tuple[str, ...] = ()
    polarity: Polarity = Polarity.WANTED
    ignored: str = ""


ItemsAre: TypeAlias = Literal["", "further", "each", "parts", "fewer", "instead"]
"""How what is said of a class of many is meant."""


class SimilarExample(Struct, frozen=True):
    """The example that is most similar, its act, and how similar it is, from 0 to 1."""

    act: str
    example: Variant
    score: float


class UnknownWords(Struct, frozen=True, gc=False):
    """Words of the user that are in the place of a value of `slot` and are none; `slot` is ""
    where that can't be told. `instead`: they are wished for in the place of what the slot has;
    `beside`: something else is asked as well, which is answered."""

    slot: str
    words: str
    instead: bool = False
    beside: bool = False


class Understanding(Struct, frozen=True, gc=False):
    """What an utterance means.

    `act`: "" where none was found; `answer`: "yes" or "no" where it is one, whatever the act;
    `slots`: values, () where any will do; `unwanted`: values ruled out; `compared`: what values
    are to be within, or first by (as in `Session.compared`), "less" or "more" than what is spoken
    of; `forgotten`: slots that the user wants to say anew; `kind`: what it does; `agrees`: what
    was to be confirmed is clearly to be done; `commands`: at such a question, the act is to be
    done, not merely spoken of; `unknown`: words that were not used; `items`: of classes of many,
    the slots of each that is spoken of beside the one that `slots` has; `items_are`, by class:
    "further" where all of them come to those there are, "each" where what is said is said of each,
    "parts" where each says of how many of those there are it is said, or, with no count, that it is
    said of the rest, "fewer" where so many are wanted no longer, "instead" where the one that is
    ruled out is to be another one; `asks_other`: a noun that the domain does not know, by which
    something is asked of records; `further`: the acts of the questions that are asked of a record
    beside `act`, behind it; `parts`: the utterances that come to the same as it, one after the
    other, where each is understood by itself. What is left is evidence: the mentions, the pattern
    or the example that gave the act.
    """

    act: str
    answer: str
    slots: Slots
    unwanted: Slots
    compared: Slots
    forgotten: tuple[str, ...]
    kind: UtteranceKind
    agrees: bool
    commands: bool
    mentions: Sequence[Mention]
    performed: PatternMatch | None
    similar: SimilarExample | None
    unknown: UnknownWords | None = None
    items: tuple[Slots, ...] = ()
    items_are: dict[str, ItemsAre] = {}
    asks_other: str = ""
    further: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def says_of_slots(self) -> bool:
        """Whether it changes what is known."""
        return bool(self.slots or self.unwanted or self.compared or self.forgotten)

    @property
    def changed_slots(self) -> set[str]:
        """The slots that something is said of."""
        return {*self.slots, *self.unwanted, *self.compared, *self.forgotten}


class Draft(Struct):
    """What is understood of an utterance so far.

    `utterance`, `state` (of the dialog before it) and `fill` (the slots that the task in hand
    needs, in order) are given. `candidates`, `cues` and `pattern_starts` are letters that may mean
    something, the last two by start; `mentions`: the values among them, by start, each with its
    slot. `performed`: the pattern of the domain that fits; `built_in`: that of
    a built-in act; `similar`: the most similar example. `said_by`: the letters that call off what
    is being done, or want it said again. `corrected`: the utterance as it was meant to be typed,
    where it has slips, to be read in place of the other; `taken_apart`: letters of longer values
    that are none because another word begins among them; `knows_words`: each word is one of the
    dictionary or a light one, but for its ending. `besides`: the record beside which others are
    asked for, by its key. The rest is what `Understanding` has.
    """

    utterance: Utterance
    state: DialogState
    fill: Sequence[str]
    candidates: list[Candidate] = []
    cues: list[SlotCue] = []
    pattern_starts: list[PatternStart] = []
    mentions: list[Mention] = []
    corrected: Utterance | None = None
    taken_apart: list[tuple[int, int]] = []
    performed: PatternMatch | None = None
    built_in: PatternMatch | None = None
    similar: SimilarExample | None = None
    slots: Slots = {}
    unwanted: Slots = {}
    compared: Slots = {}
    forgotten: tuple[str, ...] = ()
    unknown: UnknownWords | None = None
    act: str = ""
    answer: YesOrNo = ""
    kind: UtteranceKind = UtteranceKind.STATEMENT
    said_by: tuple[int, int] | None = None
    agrees: bool = False
    commands: bool = False
    items: tuple[Slots, ...] = ()
    items_are: dict[str, ItemsAre] = {}
    asks_other: str = ""
    further: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    besides: Slots = {}
    knows_words: bool = False
    _ends: dict[str, int] | None = None
    _may_be_negated: bool | None = None
    _reach: dict[int, int] | None = None
    _is_read: bool | None = None

    @property
    def ends(self) -> dict[str, int]:
        """Where the last mention of each slot ends, as it was when this was first asked for: what
        free text takes away later has still helped to find the act."""
        if self._ends is None:
            self._ends = ends = {}
            for mention in self.mentions:
                ends[mention.slot] = mention.end
        return self._ends

    @property
    def may_be_negated(self) -> bool:
        """Whether there is a cue of any negation, without which nothing is ruled out or left
        open."""
        if self._may_be_negated is None:
            self._may_be_negated = may_be_negated(self.utterance.letters, self.utterance.signs)
        return self._may_be_negated

    @property
    def reach(self) -> dict[int, int]:
        """Up to where letters are read, by the first of them, as it was when this was first asked
        for; a value of one letter is a word of its own, but what else has one may be a part of
        any."""
        if self._reach is None:
            reach: dict[int, int] = {}
            self._reach = reach
            for start, end, _ in self.candidates:
                if end > reach.get(start, 0):
                    reach[start] = end
            for spans in (self.cues, self.pattern_starts):
                for start, end, _ in spans:
                    if end - start > 1 and end > reach.get(start, 0):
                        reach[start] = end
        return self._reach

    @property
    def is_read(self) -> bool:
        """Whether each word is one that the domain knows or a light one, but for its ending:
        nothing in it is mistyped, run together with another or unknown. Of many words there mostly
        is one that the domain does not know, so only the dictionary is asked."""
        if self._is_read is None:
            few = self.utterance.starts.count(1) <= _FEW_WORDS
            self._is_read = not self.taken_apart and (
                self.knows_words or (few and self._reads_all())
            )
        return self._is_read

    def _reads_all(self) -> bool:
        letters, starts, reach = self.utterance.letters, self.utterance.starts, self.reach
        start, size = 0, len(letters)
        while start < size:
            read = reach.get(start, start)
            end = starts.find(1, max(read, start + 1))
            end = size if end == -1 else end
            rest = letters[read:end]
            if not (rest in ENDINGS or is_light(rest)):
                return False
            start = end
        return True

    def taken_letters(self) -> bytearray:
        """A byte for each letter, 1 where it belongs to a mention."""
        taken = bytearray(len(self.utterance.letters))
        for mention in self.mentions:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        return taken

    def understanding(self) -> Understanding:
        """What the utterance means after all."""
        return Understanding(
            self.act,
            self.answer,
            self.slots,
            self.unwanted,
            self.compared,
            self.forgotten,
            self.kind,
            self.agrees,
            self.commands,
            self.mentions,
            self.performed or self.built_in,
            self.similar,
            self.unknown,
            self.items,
            self.items_are,
            self.asks_other,
            self.further,
            self.parts,
        )


Step: TypeAlias = Callable[[Draft], None]
"""Reads a draft and adds to it."""


class SoughtStep(Struct, frozen=True):
    """A step that has something to do only where one of `signs` is in the utterance, or, where
    `asked` is given, only behind a question for one of these slots."""

    step: Step
    signs: frozenset[SoughtPattern] = frozenset()
    asked: frozenset[str] = frozenset()

    def __call__(self, draft: Draft) -> None:
        """Take the step."""
        self.step(draft)

    def is_needed(self, signs: Signs, asked: str) -> bool:
        """Whether there can be something to do in an utterance with `signs`, behind a question for
        the slot `asked`, "" for none."""
        if self.signs and signs.isdisjoint(self.signs):
            return False
        return not self.asked or asked in self.asked


PrepareStep: TypeAlias = Callable[[Vocabulary], Step | None]
"""Prepares a step for a domain; None where the domain can't need it."""
