"""A domain that answers the sentences of conversations as they were answered.

What has been said so far in a dialog is a task, and what was answered to it its `say`; the next
sentence leads to the next task. From anywhere else, a sentence leads to where it stands first.
Each sentence is an act whose only pattern is its letters, which makes no other act as heavy; those
that only say an act of every domain, 네 and 예, are that act.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from mockgenie.conversations import Conversation, ConversationTurn
from mockgenie.domain import BUILT_IN_ACTS, BUILT_IN_WORDS
from mockgenie.korean import squeeze
from mockgenie.source import listed, quoted, short

_OPENING = "opening"
_LONGEST_NAME = 30


class StubDomain(Struct, frozen=True):
    """A domain that was made of `conversations`, all that were held with it.

    `text`: its `domain.yaml`, "" where nothing could be made; `sentences`, `answers`: how many are
    in it; `open_points`: what it does not answer as it was answered, a line for people each.
    """

    name: str
    text: str
    sentences: int
    answers: int
    conversations: tuple[Conversation, ...]
    open_points: tuple[str, ...]


def stub_domains(conversations: Iterable[Conversation], source: str) -> tuple[StubDomain, ...]:
    """A domain for each that conversations were held with, in the order of the first of them;
    `source`: what the file of the traffic is called."""
    held: dict[str, list[Conversation]] = {}
    for conversation in conversations:
        held.setdefault(conversation.domain, []).append(conversation)
    return tuple(_StubWriter(name, source).domain(those) for name, those in held.items())


class _KeptAnswer(Struct, frozen=True):
    """What was answered, and whether the dialog ended with it."""

    text: str
    ends: bool


class _SaidSoFar(Struct):
    """What has been said so far: the name of its task, its answer, and by acts, where the next
    sentence leads."""

    task: str
    answer: _KeptAnswer
    following: dict[str, _SaidSoFar] = field(default_factory=dict)


class _Names:
    """Names of one kind, made of sentences, each given once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def give(self, sentence: str) -> str:
        words = re.sub(r"\W+", "_", unicodedata.normalize("NFC", sentence)).strip("_")
        name = wanted = words[:_LONGEST_NAME].strip("_") or "_"
        number = 1
        while name in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name)
        return name


class _StubWriter:
    """Writes the file of one domain."""

    def __init__(self, name: str, source: str) -> None:
        self._name = name
        self._source = "".join(one if one.isprintable() else " " for one in source)
        self._act_names = _Names(BUILT_IN_ACTS)
        self._task_names = _Names([_OPENING])
        self._acts: dict[str, list[str]] = {}
        """The acts, each with the letters of its sentences."""
        self._act_of: dict[str, str] = {}
        """By the letters of sentences, their acts."""
        self._opening: _SaidSoFar | None = None
        self._places: list[_SaidSoFar] = []
        self._first: dict[str, str] = {}
        """By acts, the task that each leads to from anywhere."""
        self._open_points: list[str] = []

    def domain(self, conversations: Sequence[Conversation]) -> StubDomain:
        held = []
        for conversation in conversations:
            if _is_unicode(conversation):
                held.append(conversation)
                self._take(conversation)
            else:
                told = f'"{_short(conversation.name)}": half of a letter is in it; it is left out'
                self._open_points.append(told)
        text = "".join(f"{line}\n" for line in self._lines()) if self._opening else ""
        return StubDomain(
            self._name,
            text,
            len(self._act_of),
            len(self._places),
            tuple(held),
            tuple(self._open_points),
        )

    # what was said

    def _take(self, conversation: Conversation) -> None:
        """Follow a conversation, as far as its turns can be answered."""
        told = f'"{_short(conversation.name)}"'
        opening, *turns = conversation.turns
        answer = _answer(opening)
        if answer is None:
            self._open_points.append(f"{told}: its opening has no text; the dialog is left out")
            return
        if self._opening is None:
            self._opening = self._place(_OPENING, answer)
        place = self._opening
        if not self._agrees(place, answer, f"{told}, its opening"):
            return
        for number, turn in enumerate(turns, 1):
            where = f"{told}, utterance {number}"
            answer = _answer(turn)
            letters = squeeze(turn.user or "")
            if answer is None or not letters:
                why = "it was answered with no text" if letters else "there are no letters in it"
                self._open_points.append(f"{where}: {why}; the dialog is left out from there on")
                return
            place = self._next(place, letters, turn.user or "", answer)
            if not self._agrees(place, answer, f'{where} "{_short(turn.user or "")}"'):
                return

    def _next(
        self, place: _SaidSoFar, letters: str, sentence: str, answer: _KeptAnswer
    ) -> _SaidSoFar:
        """Where a sentence leads to."""
        act = self._act_of.get(letters)
        if act is None:
            act = BUILT_IN_WORDS.get(letters) or self._act_names.give(sentence)
            self._act_of[letters] = act
            self._acts.setdefault(act, []).append(letters)
        following = place.following.get(act)
        if following is None:
            following = self._place(self._task_names.give(sentence), answer)
            place.following[act] = following
            self._first.setdefault(act, following.task)
        return following

    def _place(self, task: str, answer: _KeptAnswer) -> _SaidSoFar:
        place = _SaidSoFar(task, answer)
        self._places.append(place)
        return place

    def _agrees(self, place: _SaidSoFar, answer: _KeptAnswer, where: str) -> bool:
        """Whether the dialog goes on behind what was answered; where that is not what is said
        there, it is told."""
        taken = place.answer
        if taken.text != answer.text:
            told = f'was answered with "{_short(answer.text)}", before with "{_short(taken.text)}"'
            self._open_points.append(f"{where}: {told}, which is taken")
        elif taken.ends != answer.ends:
            told = "the dialog ended before" if taken.ends else "the dialog did not end before"
            self._open_points.append(f"{where}: {told}, which is taken")
        return not taken.ends

    # what is written

    def _lines(self) -> Iterator[str]:
        yield f"# {self._source}의 대화를 그대로 되풀이하는 도메인"
        yield f"name: {quoted(self._name)}"
        yield ""
        if self._acts:
            yield "acts:"
            for act, said in self._acts.items():
                patterns = f" {quoted(said[0])}" if len(said) == 1 else listed(said, "    ")
                yield f"  {quoted(act)}:{patterns}"
            yield ""
        yield "tasks:"
        for place in self._places:
            yield from self._task(place)
        if self._first:
            yield ""
            yield "anywhere:"
            for act, task in self._first.items():
                yield from _way(act, task, "  ")

    def _task(self, place: _SaidSoFar) -> Iterator[str]:
        yield f"  {quoted(place.task)}:"
        yield f"    say: {quoted(_escaped(place.answer.text))}"
        if place.answer.ends:
            yield "    end: true"
        elif place.following:
            yield "    next:"
            for act, following in place.following.items():
                yield from _way(act, following.task, "      ")


def _way(act: str, task: str, indent: str) -> Iterator[str]:
    yield f"{indent}- task: {quoted(task)}"
    yield f'{indent}  when: act = "{act}"'


def _answer(turn: ConversationTurn) -> _KeptAnswer | None:
    """What was answered; None where it was no text."""
    said = turn.expected.bot
    if said is None or said.exact is None or turn.data is not None:
        return None
    return _KeptAnswer(said.exact, turn.expected.state == "end")


def _escaped(text: str) -> str:
    """A text in which braces stand for themselves."""
    return text.replace("{", "{{").replace("}", "}}")


def _is_unicode(conversation: Conversation) -> bool:
    """Whether a file can have what is said: JSON can have the halves of a pair of surrogates."""
    said = [conversation.domain]
    for turn in conversation.turns:
        said += (turn.user or "", (turn.expected.bot and turn.expected.bot.exact) or "")
    return not re.search("[\ud800-\udfff]", "".join(said))


def _short(text: str) -> str:
    return short(" ".join(text.split()))
