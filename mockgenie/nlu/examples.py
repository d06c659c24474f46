"""How similar an utterance is to the tagged examples of dialog acts.

Utterance and example are compared by what they are made of: pairs of neighbouring letters of
each word, and the slots that stand in them. A part counts the more, the fewer acts have it. The
score is that of Dice: twice the weight of what both share, by the weight of both.

Few examples have the rare parts of an utterance, and soon no other can be as similar as one of
these; so what most examples have (알려 주세요) is looked for in few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

from mockgenie.domain import Domain, SlotRef, Variant
from mockgenie.korean import ANSWERS
from mockgenie.nlu.step import Draft, SimilarExample, Step
from mockgenie.nlu.vocabulary import Vocabulary

SAME = 0.99
"""How similar to an example is what says the same: the domain has a word for it."""
_MOST_PARTS = 400
"""A longer utterance is no wording of an example."""
_ROUNDING = 1e-9
"""More than sums of the same weights in another order can differ."""


def compare_examples(vocabulary: Vocabulary) -> Step | None:
    """The act of the most similar example, where no pattern fits and it is similar enough."""
    examples = Examples(vocabulary.domain)
    if not examples:
        return None
    threshold = vocabulary.domain.threshold

    def step(draft: Draft) -> None:
        if draft.performed is not None or draft.built_in is not None:
            return
        # What takes up what was said is none, unless an example says just that: 예약 취소할게요
        is_answer = draft.kind in ANSWERS
        if is_answer and draft.said_by is None:
            return
        slots = [mention.slot for mention in draft.mentions]
        draft.similar = similar = examples.most_similar(_words_without_values(draft), slots)
        if similar is not None and similar.score >= (SAME if is_answer else threshold):
            draft.act = similar.act

    return step


def _words_without_values(draft: Draft) -> list[str]:
    words = []
    position = 0
    for mention in draft.mentions:
        words += draft.utterance.words_of(position, mention.start)
        position = mention.end
    return words + draft.utterance.words_of(position, len(draft.utterance.letters))


class Examples:
    """The examples of a domain."""

    def __init__(self, domain: Domain) -> None:
        self._examples = [(act.name, example) for act in domain.acts for example in act.examples]
        parts = [_parts_of_example(example) for _, example in self._examples]
        acts_with: dict[str, set[str]] = {}
        for (act, _), own in zip(self._examples, parts, strict=True):
            for part in own:
                acts_with.setdefault(part, set()).add(act)
        total = 1 + len({act for act, _ in self._examples})
        self._weights = {part: log(total / len(acts)) + 0.2 for part, acts in acts_with.items()}
        self._unknown = log(total) * 0.5 + 0.2
        self._sizes = [sum(self._weights[part] for part in own) for own in parts]
        self._parts = [frozenset(own) for own in parts]
        self._with: dict[str, list[int]] = {}
        for number, own in enumerate(parts):
            for part in own:
                self._with.setdefault(part, []).append(number)

    def __len__(self) -> int:
        return len(self._examples)

    def most_similar(self, words: Iterable[str], slots: Iterable[str]) -> SimilarExample | None:
        """The best example for an utterance of `words` (without its values) and `slots`; the
        first one of equals; None where none shares anything."""
        parts = _parts(words, slots)
        if not parts or len(parts) > _MOST_PARTS:
            return None
        weights = self._weights
        size = sum([weights.get(part, self._unknown) for part in parts])
        known = [part for part in parts if part in weights]
        best, score = -1, 0.0
        for number in self._nearest(known, size):
            own = self._parts[number]
            shared = sum([weights[part] for part in known if part in own])
            similar = 2 * shared / (size + self._sizes[number])
            if similar > score + 1e-12:
                best, score = number, similar
        if best < 0:
            return None
        return SimilarExample(*self._examples[best], score)

    def _nearest(self, known: Sequence[str], size: float) -> list[int]:
        """The examples, in their order, of which one is the most similar to an utterance of the
        weight `size` with the parts `known`."""
        sizes = self._sizes
        left = sum([self._weights[part] for part in known])
        shared: dict[int, float] = {}
        for part in sorted(known, key=self._frequency):
            having = self._with[part]
            # An example that has none of the parts so far can have no more than those left.
            if len(having) > len(shared) and 2 * left / (size + left) < self._highest(shared, size):
                break
            weight = self._weights[part]
            for number in having:
                shared[number] = shared.get(number, 0.0) + weight
            left -= weight
        else:
            left = 0.0
        enough = self._highest(shared, size)
        return sorted(
            [n for n, weight in shared.items() if 2 * (weight + left) / (size + sizes[n]) >= enough]
        )

    def _frequency(self, part: str) -> int:
        return len(self._with[part])

    def _highest(self, shared: Mapping[int, float], size: float) -> float:
        """What the most similar example reaches at least with what it shares so far."""
        sizes = self._sizes
        scores = [2 * weight / (size + sizes[number]) for number, weight in shared.items()]
        return max(scores, default=0.0) - _ROUNDING


def _parts_of_example(example: Variant) -> list[str]:
    words = (part for part in example if isinstance(part, str))
    slots = (part.name for part in example if isinstance(part, SlotRef))
    return _parts(words, slots)


def _parts(words: Iterable[str], slots: Iterable[str]) -> list[str]:
    """What an utterance is made of, each once, in a fixed order."""
    parts: dict[str, None] = {}
    for word in words:
        marked = f"^{word}"
        for position in range(len(marked) - 1):
            parts[marked[position : position + 2]] = None
    for slot in slots:
        parts[f"<{slot}>"] = None
    return list(parts)


def write_example(example: Variant) -> str:
    """An example as a person would read it."""
    return " ".join(f"<{part.name}>" if isinstance(part, SlotRef) else part for part in example)
