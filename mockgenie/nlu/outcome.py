"""What was just settled and is spoken of when its task is done: 7시 반으로 바꿀게요, 체크인은 몇
시예요?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockgenie.domain import Domain, Slots
from mockgenie.korean import UtteranceKind, asks_of, wants_change
from mockgenie.nlu.coreference import record_keys
from mockgenie.nlu.state import DialogState
from mockgenie.nlu.step import Draft, Mention, Step
from mockgenie.nlu.vocabulary import Vocabulary

_ASKS_WHAT = re.compile(
    "몇|뭐|무엇|무슨|어디|어떻|얼마|언제|알려|누구|말해|말씀|확인|궁금|가르쳐|불러"
)
_CORRECTS = frozenset(("아", "앗", "아니", "아니다", "참", "아참", "아차", "잠깐", "잠깐만"))
_HEARD = re.compile("[이였었]?랬(?:어|는데|다)요?$")
"""What somebody has heard otherwise: 아홉 시 반이랬어."""
_TELLS = re.compile(
    "(?:번호|주소|위치|연락처|이름|시간)(?:를|을|도|좀|다시|한번|더)*(?:부탁|찍어|보내|불러|적어)"
)
_ALSO = re.compile("(?:에|날|때)?도")
_ALIKE = re.compile("똑같|마찬가지|그대로|같은(?:거|걸|시간|시각|장소|데|조건|내용)|한번더|하나더")
"""What says that another one is to be as the one before: 수요일도 똑같이."""
_SEEKS = re.compile("다른|찾|추천|새로|근처|하나더")
"""What asks for something else than what was settled."""
_ASSURES = re.compile("맞[나는죠지아]|였[죠지나]|[한했된됐]거[죠지]")
"""What asks if it was settled so: 토요일 맞죠?, 두 명으로 한 거죠?"""


def just_settled(state: DialogState) -> Slots:
    """What the user confirmed just before, as long as nothing else is under way; else nothing."""
    outcome = state.outcome
    if not outcome or state.stage != "done":
        return {}
    if any(state.slots.get(slot, values) != values for slot, values in outcome.items()):
        return {}
    return outcome


def recall_outcome(vocabulary: Vocabulary) -> Step | None:
    """A change or a question that is about what the user confirmed just before: what of it is said
    anew changes, and its record is the one that is asked about. What only says it again, by an act
    for which the domain has a way of its own then, gives nothing."""
    if not any(task.confirm for task in vocabulary.domain.tasks.values()):
        return None
    truths = {name for name, slot in vocabulary.slots.items() if slot.type == "boolean"}
    keys = record_keys(vocabulary)
    spoken_of = set(_acts_when_settled(vocabulary.domain))

    def step(draft: Draft) -> None:
        outcome = draft.state.outcome
        if not outcome or not just_settled(draft.state):
            return
        given = {*draft.slots, *draft.unwanted, *draft.forgotten}
        if any(key in given and key not in outcome for key in keys):
            return  # 목요일 치과 미룰 수 있나요 is about that
        if (
            wants_change(draft.utterance.letters, draft.utterance.signs)
            or corrects(draft, given, outcome)
            or wants_another(draft, given, outcome)
        ):
            if not given.isdisjoint(outcome):
                draft.slots.update({s: v for s, v in outcome.items() if s not in given})
        elif draft.act in spoken_of and says_again(draft, given, outcome):
            draft.slots = {}
        elif keys and is_question(draft):
            for key in keys.keys() & outcome:
                own = {slot.name for slot in keys[key]}
                if own.isdisjoint(given):
                    draft.slots[key] = outcome[key]

    def corrects(draft: Draft, given: set[str], outcome: Slots) -> bool:
        """Whether only something of what was settled is said otherwise: 아 일곱 시 반이요."""
        if not given or not given <= outcome.keys() or draft.kind is UtteranceKind.QUESTION:
            return False
        performed = draft.performed
        if performed is not None and performed.spans:
            return False
        said = draft.utterance
        return said.words[0] in _CORRECTS or _HEARD.search(said.letters) is not None

    def wants_another(draft: Draft, given: set[str], outcome: Slots) -> bool:
        """Whether another one is wanted as the one before but for what is said: 수요일도 똑같이,
        다음 주 화요일에도 잡아 주세요."""
        if not given or not given <= outcome.keys() or draft.kind is UtteranceKind.QUESTION:
            return False
        letters = draft.utterance.letters
        also = [one for one in draft.mentions if one.slot in given and _is_also(letters, one)]
        if not also or _ASKS_WHAT.search(letters) or _TELLS.search(letters):
            return False
        commands = draft.kind is UtteranceKind.COMMAND and "보여" not in letters
        return commands or _ALIKE.search(letters, also[-1].end) is not None

    def says_again(draft: Draft, given: set[str], outcome: Slots) -> bool:
        """Whether only what was settled is said, or asked if it was: 네 두 명이요, 토요일 맞죠?"""
        if not given or not given <= outcome.keys() or _SEEKS.search(draft.utterance.letters):
            return False
        if draft.kind is UtteranceKind.QUESTION and _ASSURES.search(draft.utterance.letters):
            return True
        return all(draft.slots.get(slot) == outcome[slot] for slot in given)

    def is_question(draft: Draft) -> bool:
        utterance = draft.utterance
        letters = utterance.letters
        if draft.kind is UtteranceKind.REPETITION and draft.act:
            return True  # 예약 번호 다시요
        if _TELLS.search(letters):
            return True  # 주소 찍어 주세요
        if _SEEKS.search(letters) or not (_ASKS_WHAT.search(letters) or has_truth(draft)):
            return False
        start, end = utterance.sentence_of(len(letters) - 1) if letters else (0, 0)
        sentence = letters[start:end].replace("한번", "")
        return asks_of(sentence, 0, len(sentence), end > 0 and utterance.asks_before(end))

    def has_truth(draft: Draft) -> bool:
        return any(mention.slot in truths for mention in draft.mentions)

    return step


def _is_also(letters: str, mention: Mention) -> bool:
    """Whether a value comes to the one before: 수요일에도."""
    return _ALSO.match(letters, mention.end) is not None


def _acts_when_settled(domain: Domain) -> Iterator[str]:
    """The acts by which a way from anywhere is taken where something was settled."""
    for way in domain.anywhere:
        parts = list(way.when.comparisons())
        if any(part.name == "settled" and part.operator == "=" for part in parts):
            yield from (part.value for part in parts if part.name == "act" and part.operator == "=")
