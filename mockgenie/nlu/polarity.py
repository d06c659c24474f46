"""Whether the values mentioned are wanted, ruled out, replaced, or do not matter."""

from __future__ import annotations

import re
from bisect import bisect_left

from mockgenie.korean import (
    NEGATION_SIGNS,
    Polarity,
    indifference,
    is_kept,
    is_needless,
    is_past,
    is_reason,
    may_be_negated,
    polarity_before,
    polarity_behind,
    removes,
)
from mockgenie.nlu.patterns import PatternMatch
from mockgenie.nlu.slot_resolver import is_joint
from mockgenie.nlu.step import Draft, Mention, SoughtStep, Step
from mockgenie.nlu.vocabulary import Vocabulary

_IS_THERE = ("있", "없", "되", "돼")
"""Words of a slot that are verbs may be said of any other: 피망은 알레르기 있어서 빼 주세요."""
_VERBS = ("야", "추가", "주문", "포장", "배달")
_OF_TRUTH = {
    Polarity.UNWANTED: (Polarity.WANTED, True),
    Polarity.REPLACED: (Polarity.WANTED, True),
    Polarity.LEFT_OUT: (Polarity.INDIFFERENT, False),
}
"""What it means that a property is not wanted, and whether its opposite is."""
_OF_ORDERED = _OF_TRUTH | dict.fromkeys(
    (Polarity.LEFT_OUT, Polarity.NEEDLESS), (Polarity.WANTED, True)
)
"""The same of what is not looked for in records."""
_RULED_OUT = (Polarity.LEFT_OUT, Polarity.UNWANTED)
_ASKS = ("죠", "나", "니", "나요")
_NOT_DONE = re.compile("[안못]([가-힣]{1,3})")
_NEGATIONS = ("안", "못")
_OPPOSITE = {"yes": "no", "no": "yes"}


def read_polarity(vocabulary: Vocabulary) -> Step | None:
    """How each mention is meant, by what is said of it: 강남 말고, 스파는 없어도 돼요."""
    if not vocabulary.slots:
        return None

    keys = {entity.key for entity in vocabulary.domain.entities.values()}
    looked_up = vocabulary.domain.looked_up()
    removing = {pattern.rank for pattern in vocabulary.patterns if any(map(removes, pattern.words))}

    def step(draft: Draft) -> None:
        if not draft.may_be_negated:
            return
        letters, performed = draft.utterance.letters, draft.performed
        if performed and performed.spans and is_needless(letters, *performed.spans[-1]):
            performed = draft.performed = None  # 거실은 안 꺼도 돼
            draft.act = ""
        if draft.mentions:
            _read_polarities(draft)
            asks = _asks_what_was_not_done(draft)
            wanted: int | None = None
            for mention in reversed(draft.mentions):
                if asks and mention.polarity is Polarity.UNWANTED:
                    mention.polarity = Polarity.WANTED  # 부엌은 안 켰죠?
                ruled_out = mention.polarity in _RULED_OUT
                if not (ruled_out and performed):
                    continue
                if mention.slot.partition(".")[0] not in looked_up and _is_why(mention, draft):
                    mention.polarity = Polarity.WANTED  # 침실은 안 쓰니까 꺼 줘
                removed = mention.slot in keys and performed.pattern.rank in removing
                if removed and is_kept(letters, mention.end):
                    continue  # 산행 취소하고 장보기만 남겨 줘
                joined = wanted is not None and is_joint(letters[mention.end : wanted])
                if removed or joined or _names(performed, mention, draft):
                    mention.polarity = Polarity.WANTED  # 장보기 빼 줘, 산행 안 가니까 지워 줘
                    wanted = mention.start

    return SoughtStep(step, NEGATION_SIGNS)


def _is_why(mention: Mention, draft: Draft) -> bool:
    """Whether what is denied of a value is why something is done to it, for no other value of its
    slot stands behind it."""
    if not is_reason(draft.utterance.letters, mention.end):
        return False
    behind = [other.slot for other in draft.mentions if other.start > mention.start]
    return mention.slot not in behind


def read_truths(vocabulary: Vocabulary) -> Step | None:
    """Yes or no for properties that are mentioned: 주차 되는 곳, 조식은 빼고."""
    slots = vocabulary.slots
    looked_up = {
        slot.name
        for entity in map(vocabulary.domain.entities.__getitem__, vocabulary.domain.looked_up())
        for slot in entity.slots
    }
    meanings = {
        name: _OF_TRUTH if name in looked_up else _OF_ORDERED
        for name, slot in slots.items()
        if slot.type == "boolean"
    }
    if not meanings:
        return None

    def step(draft: Draft) -> None:
        for mention in draft.mentions:
            if mention.slot not in meanings or mention.kind == "any":
                continue
            if mention.kind == "truth":
                mention.values = ("yes",)
            if meaning := meanings[mention.slot].get(mention.polarity):
                mention.polarity, opposite = meaning
                if opposite:
                    mention.values = tuple([_OPPOSITE[value] for value in mention.values])

    return step


def _read_polarities(draft: Draft) -> None:
    """How each mention is meant. What is said of one is said of those that are joined to it:
    스파나 수영장은 없어도 돼요."""
    utterance, cues = draft.utterance, draft.cues
    letters = utterance.letters
    limit = len(letters)
    following: Mention | None = None
    starts = [cue[0] for cue in cues]
    for mention in reversed(draft.mentions):
        # 박물관이요 지역은 상관없고요: behind the name of another slot that one is spoken of.
        cue = bisect_left(starts, mention.end)
        while cue < len(cues) and starts[cue] < limit:
            start, end, named = cues[cue]
            is_name = end - start > 1 and not letters.startswith(_IS_THERE, start)
            if is_name and mention.slot not in named:
                break
            cue += 1
        until = min(limit, starts[cue]) if cue < len(cues) else limit
        polarity = polarity_behind(letters, mention.end, until)
        if following and following.kind == "any" and following.slot == mention.slot:
            said = letters[following.start : following.end]  # 특실은 상관없어요
            polarity = (
                polarity if indifference(said, utterance.signs) is None else Polarity.INDIFFERENT
            )
        if polarity is Polarity.WANTED and utterance.starts[mention.start - 1]:
            polarity = polarity_before(letters, mention.start, mention.end)
        if polarity is Polarity.WANTED and following and _is_joined(letters, mention, limit):
            polarity = following.polarity
        mention.polarity = polarity
        following = mention
        limit = mention.start


def _asks_what_was_not_done(draft: Draft) -> bool:
    """Whether something is asked of what has not been done, which rules nothing out; what is to be
    confirmed may be lacking something, though."""
    letters = draft.utterance.letters
    if draft.state.stage == "confirming" or not (
        letters.endswith(_ASKS) or "?" in draft.utterance.text
    ):
        return False
    return any(is_past(found[1]) for found in _NOT_DONE.finditer(letters))


def _is_joined(letters: str, mention: Mention, following: int) -> bool:
    # 하고 behind a verb (가까워야 하고) joins nothing.
    noun = not letters.endswith(_VERBS, mention.start, mention.end)
    return noun and is_joint(letters[mention.end : following])


def _names(performed: PatternMatch, mention: Mention, draft: Draft) -> bool:
    """Whether the words of the act stand right behind a value that is no part of it, and are what
    is said of it: 장보기 빼 줘, but not 사과 빼고 과일 보여 줘."""
    pattern = performed.pattern
    if not performed.spans or not may_be_negated("".join(pattern.words)):
        return False
    own = mention.polarity is Polarity.UNWANTED or mention.slot in pattern.slots
    if own and not pattern.words[0].startswith(_NEGATIONS):
        return False
    return any(
        mention.end <= start <= mention.end + 2
        and polarity_behind(draft.utterance.letters, mention.end, start) is Polarity.WANTED
        for start, _ in performed.spans
    )
