"""What an utterance does, and whether it clearly has done what was to be confirmed."""

from __future__ import annotations

from mockgenie.korean import (
    Polarity,
    UtteranceKind,
    goes_ahead,
    leads_ahead,
    read_kind,
    squeeze,
    takes_up,
    wants_change,
)
from mockgenie.nlu.patterns import PatternMatch
from mockgenie.nlu.step import Draft, Step
from mockgenie.nlu.vocabulary import Vocabulary

_ANSWERS = ("yes", "no")
_DOES = (UtteranceKind.COMMAND, UtteranceKind.STATEMENT)


def read_utterance_kind(vocabulary: Vocabulary) -> Step:
    """What the utterance does (agree, refuse, ask, hesitate …), and the yes or no in it, whatever
    else it is."""
    optional = {task.name for task in vocabulary.domain.tasks.values() if task.optional}

    def step(draft: Draft) -> None:
        read = read_kind(draft.utterance, _values(draft))
        draft.kind, draft.answer, draft.said_by = read.kind, read.answer, read.said_by
        performed = draft.performed
        if performed is None:
            pass
        elif performed.pattern.act in _ANSWERS:
            if read.kind in _DOES:
                draft.answer = "yes" if performed.pattern.act == "yes" else "no"
        elif read.kind in _DOES and _is_negated(performed, draft):
            # 안 시켜요: what is negated is not done, but called off
            start, end = performed.spans[0]
            draft.kind, draft.said_by = UtteranceKind.REFUSAL, (start - 1, end)
            draft.performed, draft.act = None, ""
        if draft.state.task in optional and draft.state.asked:
            if draft.answer == "yes" and "괜찮" in draft.utterance.letters:
                draft.answer = "no"  # to an offer it is a polite no
            elif draft.kind is UtteranceKind.REFUSAL and _is_verb_negated(draft):
                draft.answer = "no"  # 안 할래요, but not 취소할게요

    return step


def read_agreement(vocabulary: Vocabulary) -> Step | None:
    """Whether the question that confirms is agreed to, by a yes or a command to do what it
    proposes; and whether the act is commanded, not merely spoken of."""
    if all(task.confirm is None for task in vocabulary.domain.tasks.values()):
        return None

    def step(draft: Draft) -> None:
        if draft.state.stage == "confirming":
            if _changes_as_proposed(draft):  # 옮길까요? – 네 변경해 주세요
                draft.kind, draft.act, draft.performed = UtteranceKind.AGREEMENT, "yes", None
            draft.agrees = _agrees(draft)
            # 네 취소해 주세요, where that is a way of the task
            refuses = draft.kind is UtteranceKind.REFUSAL
            said_by = draft.utterance.letters[slice(*draft.said_by)] if draft.said_by else ""
            calls_off = refuses and said_by == "취소" and draft.answer == "yes"
            draft.commands = calls_off or _commands(draft)

    return step


def _changes_as_proposed(draft: Draft) -> bool:
    """Whether a yes commands the change that was proposed, in whatever verb."""
    if draft.answer != "yes" or draft.kind is not UtteranceKind.COMMAND:
        return False
    said = draft.slots or draft.unwanted or draft.compared or draft.forgotten
    return not said and wants_change(draft.utterance.letters) and wants_change(draft.state.last)


def _agrees(draft: Draft) -> bool:
    if draft.kind is UtteranceKind.AGREEMENT:
        return draft.answer == "yes"
    if draft.kind not in _DOES or draft.answer == "no":
        return False
    performed = draft.performed
    if performed is not None and performed.pattern.act == "yes":
        return True
    return takes_up(draft.utterance, draft.state.last, _values(draft))


def _commands(draft: Draft) -> bool:
    performed, utterance = draft.performed, draft.utterance
    if performed is None or not performed.spans:
        return False
    if draft.kind not in (*_DOES, UtteranceKind.AGREEMENT) or draft.answer == "no":
        return False
    start, end = performed.spans[0][0], performed.spans[-1][1]
    end += len(utterance.rest_of_word(end)) if performed.in_other_form else 0
    return goes_ahead(utterance.letters, end) and leads_ahead(
        utterance, start, squeeze(draft.state.last), _values(draft)
    )


def _values(draft: Draft) -> list[tuple[int, int]]:
    return [
        (mention.start, mention.end)
        for mention in draft.mentions
        if mention.polarity is Polarity.WANTED and not mention.ignored
    ]


def _is_verb_negated(draft: Draft) -> bool:
    return draft.said_by is not None and draft.utterance.letters.startswith(
        ("안", "못", "지"), draft.said_by[0]
    )


def _is_negated(performed: PatternMatch, draft: Draft) -> bool:
    """Whether 안 or 못 stands before the only word of an act."""
    if len(performed.spans) != 1:
        return False
    utterance = draft.utterance
    before = performed.spans[0][0] - 1
    return before >= 0 and utterance.letters[before] in "안못" and utterance.starts[before] == 1
