"""Slots that any text can fill: by words at their place in a pattern, or by a whole answer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Container

from mockgenie.korean import (
    UtteranceKind,
    bare_answer,
    bare_clause,
    bare_object,
    bare_subject,
    end_of_value,
    indifference,
    is_noun,
    is_opening,
    is_pointer,
    only_answers,
    repeated,
    squeeze,
    wants_change,
)
from mockgenie.nlu.open_slots import callable_slots, names_of, takes_sentences
from mockgenie.nlu.outcome import just_settled
from mockgenie.nlu.patterns import PatternMatch
from mockgenie.nlu.sayings import Divider
from mockgenie.nlu.step import Draft, Mention, SoughtStep, Step
from mockgenie.nlu.topics import Topics
from mockgenie.nlu.vocabulary import Vocabulary

_REQUEST = re.compile(
    "줘|주세|주실|까요?$|나요|알려|해요$|할래|할게|싶|뭐|어때|얼마|취소|그만|몰라|모르|없|나중|아직|됐|게요|겠|래요"
)
"""What makes an answer a request, which is no value of what was asked for."""
_NO_TEXT = (
    UtteranceKind.AGREEMENT,
    UtteranceKind.REFUSAL,
    UtteranceKind.HESITATION,
    UtteranceKind.INDIFFERENCE,
    UtteranceKind.REPETITION,
    UtteranceKind.QUESTION,
)
_ASKS = (UtteranceKind.QUESTION, UtteranceKind.REPETITION, UtteranceKind.HESITATION)
_SAYS = (UtteranceKind.COMMAND, UtteranceKind.STATEMENT)
_FORBIDS = re.compile("지(?:는|도)?(?:마[세시십라]|말아)")
"""벨 누르지 마세요 calls nothing off."""
_INSTEAD = re.compile("아니[라고]|말고")
_LOT = re.compile(r"[0-9]\s?번지(?:요|예요|입니다)?$")
_COMMAND = re.compile(
    "(?:줘|주세요?|[세게께래]요|십시오|싶(?:어|은데)요?|부탁[가-힣]*|겠(?:어요|습니다))$"
)
_NO_VALUE = re.compile(
    "(?:좀 ?)?(?:바꾸|바꿔|바꿀|변경|수정|고쳐|고칠|알려|말씀|확인|취소|삭제|추가|필요|있[어으는나]"
    "|없[어으는이]|어떻|뭐|무엇|누구|왜|언제|어디|얼마|몇|아직|나중|다시|안 |못 |잘못|틀[리렸려])"
)
"""What is said of a slot, rather than its value: 이름을 다시 바꿔 주세요."""
_OF_DAY = re.compile(
    "(?:오전|오후|아침|점심|저녁|밤|새벽|낮|(?:같은|그)\\s?(?:시간|날|때))(?:에도|에|때)\\s+"
)
"""What says when, and is no part of a name: 오전에 병원."""
_THERE_IS = re.compile("(?:이|가)?\\s?(?:있어|있다|있는데|있거든|있습니다|생겼어|잡혔어)요?$")
_LIKE_GOING_ON = (" 보고", " 신고")
"""Nouns that look as if somebody were at it: 임원 보고 있어."""
_GOES = re.compile("\\s?(?:받으|하|보|먹으|치|놀|사)러\\s?(?:가|감|간다|가요|갑니다)$")
_IS_THERE = re.compile("(?:있|잡혔|생겼|열린|열려)[가-힣]{0,3}$")
_THERE = ("있", "생겼", "생겨", "잡혔", "잡혀")
_BEHIND_DAY = re.compile(r"^(?:에도|에는|도)(?:\s+|$)")
_COPULAS = ("이", "인", "예", "야", "라서", "거든")
_ASKS_WHAT = re.compile("(?:^|\\s)(?:뭐|뭘|뭔|무슨|누구)")
_TELLS = re.compile("(?:이야|이네|이구나|이다)[.!~ ]*$")
_ONLY = ("", "만", "도", "은", "는", "까지만")
_AS = re.compile("(?<=[가-힣]{2})으?로\\Z")
_LIKE_VERBS = tuple("다어네지냐까래군여해돼워써")
_ANSWERS = ("yes", "no")
_CORRECTIONS = ("아니", "아참", "아차", "잠깐")
_SHORT = 6
"""An answer of fewer letters with a value in it is that value."""


def take_free_text(vocabulary: Vocabulary) -> Step | None:
    """The words that stand at the places of open slots in a pattern. The mentions in them are none:
    in `팀 회의 잡아 줘` the known word 회의 is one of a title."""
    if not any(pattern.open_slots for pattern in vocabulary.patterns):
        return None
    worded, divider = _worded(vocabulary), Divider(vocabulary)
    keys = {entity.key for entity in vocabulary.domain.entities.values()}

    def is_value(draft: Draft, start: int, end: int) -> bool:
        """Whether words are nothing but the value of a slot that names no records."""
        return any(
            mention.end > start
            and mention.slot not in keys
            and draft.utterance.letters[mention.end : end] in _ONLY
            and is_opening(draft.utterance.letters[start : mention.start] or "음")
            for mention in draft.mentions
            if start <= mention.start and mention.end <= end
        )

    def step(draft: Draft) -> None:
        performed = draft.performed
        if performed is None or not performed.pattern.open_slots:
            return
        draft.parts = divider.divide_texts(draft)
        pattern, spans = performed.pattern, performed.spans
        asks_what = _ASKS_WHAT.search(draft.utterance.text) is not None
        named = pattern.slots | {slot for slot, _ in pattern.open_slots}
        given = {mention.slot for mention in draft.mentions}
        for slot, before in pattern.open_slots:
            if slot in given:
                continue
            start = spans[before - 1][1] if before else 0
            end = spans[before][0] if before < len(spans) else len(draft.utterance.letters)
            start, end = _longest_stretch(
                draft, start, end, lambda mention: _is_mere_word(mention, worded, named)
            )
            if is_value(draft, start, end):
                start = end  # 이번 주만 넣어 줘
            words = draft.utterance.words_between(start, end) if start < end else ""
            words = (
                bare_answer(bare_object(_OF_DAY.sub("", _BEHIND_DAY.sub("", words))))
                if words
                else ""
            )
            if before < len(spans) and draft.utterance.letters.startswith(_THERE, spans[before][0]):
                words = bare_subject(words)  # 동창회가 있으니 적어 둬
            if not pattern.words:
                words, there_is = _THERE_IS.subn("", _GOES.sub("", words))
                if _is_when(draft):
                    words = bare_subject(words)
                is_known = bool(there_is) and words.endswith(_LIKE_GOING_ON)
                if not (is_known or is_named(words, draft.utterance.text)):
                    draft.performed, draft.act, words = None, "", ""
            if words and not (_says_nothing(words) or asks_what):
                draft.slots[slot] = (words,)
                draft.mentions = [
                    m for m in draft.mentions if not (start <= m.start and m.end <= end)
                ]

    return step


def take_named_texts(vocabulary: Vocabulary) -> Step | None:
    """What open slots are given by their names: 이름은 최민수고 번호는 010-2222-3333이에요."""
    called = callable_slots(vocabulary.slots.values(), vocabulary.domain)
    open_slots = {name for name, slot in vocabulary.slots.items() if slot.is_open}
    if open_slots.isdisjoint(slot for slots in called.values() for slot in slots):
        return None
    names = _names_in_text(called)
    sentences = {name for name in open_slots if takes_sentences(vocabulary.slots[name])}
    of_slot = Topics(vocabulary.domain).of_slot
    early = [slot for slot in vocabulary.domain.noted if slot in open_slots]
    looked_up = set(vocabulary.domain.looked_up())

    def step(draft: Draft) -> None:
        text = draft.utterance.text
        found = list(names.finditer(text))
        if not found:
            return
        patterns = _places_of_patterns(draft, vocabulary)
        state = draft.state
        in_hand = {of_slot[slot] for slot in draft.fill}
        expected = {*draft.fill, *state.slots, state.asked}
        expected.update(slot for slot in early if of_slot[slot] in in_hand)
        settled = just_settled(state)  # 장소는 판교, when it was just noted
        classes = {slot.partition(".")[0] for slot in settled} - looked_up
        expected.update(slot for slot in open_slots if slot.partition(".")[0] in classes)
        ends = [*(one.start() for one in found[1:]), len(text)]
        for one, end in zip(found, ends, strict=True):
            slots = [slot for slot in called[one["name"]] if slot in expected]
            slot = state.asked if state.asked in slots else next(iter(slots), "")
            if slot not in open_slots or slot in draft.slots:
                continue
            following = bisect_left(patterns, one.end())
            end = min([end, *patterns[following : following + 1]])
            is_last = end == len(text)
            value = _named_value(text[one.end() : end], is_last and _asks(draft))
            begins = one.start() == 0 and state.stage == "confirming"  # 장소 서울역
            told = one["particle"] or slot == state.asked or not is_last or begins
            if not (value and told):
                continue
            if slot in sentences or not _is_command(value, text[one.end() : end], draft):
                _give(draft, slot, value, one.start(), end)
                if slot.partition(".")[0] in classes:
                    draft.slots = {**settled, **draft.slots}

    return step


def take_whole_answer(vocabulary: Vocabulary) -> Step | None:
    """The whole utterance, where an open slot was asked for and nothing else is understood; or
    what stands before the name of another slot, or before a value that can be no text."""
    worded = _worded(vocabulary)
    open_slots = {name: slot for name, slot in vocabulary.slots.items() if slot.is_open}
    if not open_slots:
        return None
    sentences = {name for name, slot in open_slots.items() if takes_sentences(slot)}
    called = callable_slots(vocabulary.slots.values(), vocabulary.domain)
    names = _names_in_text(called) if called else None
    own_names = {
        name: re.compile(rf"(?:{'|'.join(map(re.escape, names_of(slot)))})(?:은|는|이|가)?\s+")
        for name, slot in open_slots.items()
        if names_of(slot)
    }

    def step(draft: Draft) -> None:
        requested = draft.state.asked
        if requested not in open_slots or requested in draft.slots:
            return
        text = draft.utterance.text
        end = min(_places_of_patterns(draft, vocabulary), default=len(text))
        for other in names.finditer(text) if names else ():
            if other["particle"] and requested not in called[other["name"]]:
                end = min(end, other.start())
        if end < len(text):
            answer = _named_value(text[:end], False)
            if answer and not (_asks(draft) or _is_command(answer, text[:end], draft)):
                _give(draft, requested, answer, 0, end)
            return
        is_sentence = requested in sentences
        answer = bare_answer(text)
        if not draft.utterance.letters:
            return
        if _says_something_else(draft, worded, is_sentence) and not _frames(draft, answer):
            return
        name = own_names.get(requested)
        if name and (found := name.match(answer)):
            answer = answer[found.end() :] or answer  # 주소는 …
        if answer and (is_sentence or not _is_command(answer, text, draft)):
            _give(draft, requested, answer, 0, text.find(answer) + len(answer))
            draft.act, draft.answer, draft.built_in = "", "", None

    return SoughtStep(step, asked=frozenset(open_slots))


def _says_nothing(words: str) -> bool:
    """Whether words only point at something, answer yes or no, or open what is said."""
    return is_pointer(words) or is_opening(words) or only_answers(words)


def _is_when(draft: Draft) -> bool:
    """Whether the sentence says of something when it is: 생일이 토요일인데, 행사가 내일 있대."""
    letters = draft.utterance.letters
    return _IS_THERE.search(letters) is not None or any(
        letters.startswith(_COPULAS, one.end) for one in draft.mentions
    )


def is_named(words: str, text: str) -> bool:
    """Whether words with no verb name something: 팀장 면담, but not 은, 한가해, 생일이야, 뭐야?"""
    last = words.rpartition(" ")[2]
    if not words or text.endswith("?") or _TELLS.search(text) or _INSTEAD.search(words):
        return False
    is_known = is_noun(last) or (len(last) == 1 and last != words)  # 우리 집
    return is_known and not last.endswith(_LIKE_VERBS)


def _names_in_text(called: Collection[str]) -> re.Pattern[str]:
    """Finds the names of slots, with what stands between one and its value."""
    longest_first = sorted(called, key=len, reverse=True)
    return re.compile(
        rf"(?<![가-힣])(?P<name>{'|'.join(map(re.escape, longest_first))})"
        r"(?:(?P<particle>은요?|는요?|[이가을를:])(?=\s)|(?=\s))\s*"
    )


def _named_value(words: str, asks: bool) -> str:
    """The value in what stands behind the name of a slot, "" for none."""
    value = "" if asks else bare_clause(words)
    if not value or is_pointer(value) or _NO_VALUE.match(value):
        return ""
    return "" if indifference(squeeze(value)) is not None else value


def _places_of_patterns(draft: Draft, vocabulary: Vocabulary) -> list[int]:
    """Where the values of patterns begin in the text, in order."""
    slots = vocabulary.slots
    return sorted(
        draft.utterance.place_of(mention.start)
        for mention in draft.mentions
        # A time that is only compared has no slot.
        if mention.slot in slots and slots[mention.slot].type == "pattern"
    )


def _is_command(value: str, words: str, draft: Draft) -> bool:
    """Whether what looks like a value commands something: 메뉴 보여 줘, but not 한빛으로 해 줘,
    which only says the value."""
    if draft.kind is not UtteranceKind.COMMAND or len(value) + 1 < len(words.strip(" .!?~,")):
        return False
    return _COMMAND.search(value) is not None


def _asks(draft: Draft) -> bool:
    """Whether an utterance asks or waits; a single word (김하나) and an address (3번지) only look
    like it."""
    text = draft.utterance.text
    if draft.kind is UtteranceKind.QUESTION and not text.endswith("?"):
        is_name = len(text) <= _SHORT - 2 and " " not in text
        return not is_name and _LOT.search(text) is None
    return draft.kind in _ASKS


def _give(draft: Draft, slot: str, value: str, start: int, end: int) -> None:
    """Give an open slot what stands in the text from `start` up to `end`, so that what was
    understood of these words counts no more."""
    first, last = draft.utterance.letters_between(start, end)
    for mention in draft.mentions:
        if first <= mention.start and mention.end <= last:
            draft.slots.pop(mention.slot, None)
            draft.unwanted.pop(mention.slot, None)
    draft.slots[slot] = (value,)
    draft.forgotten = tuple(one for one in draft.forgotten if one != slot)


def _worded(vocabulary: Vocabulary) -> frozenset[str]:
    """The slots whose values are words."""
    return frozenset(s.name for s in vocabulary.slots.values() if s.type in ("text", "choice"))


def _is_mere_word(mention: Mention, worded: Container[str], needed: Container[str]) -> bool:
    """Whether a mention could as well be a word of a text: a word of the dictionary, for a slot
    that is not needed."""
    return mention.kind == "value" and mention.slot in worded and mention.slot not in needed


def _longest_stretch(
    draft: Draft, start: int, end: int, is_mere_word: Callable[[Mention], bool]
) -> tuple[int, int]:
    """The most letters in a row, from `start` up to `end`, that are no value; or the last ones
    where 로 says that they are what is meant: 생신이 20일인데 가족 식사로 넣어 줘."""
    stretches = []
    for mention in draft.mentions:
        if not is_mere_word(mention) and start <= mention.start and mention.end <= end:
            stretches.append((start, mention.start))
            start = end_of_value(draft.utterance, mention.end)
    stretches.append((start, end))
    again = repeated(draft.utterance.letters)  # 매주 요가: how often is no part of a title
    if again is not None:
        first, last = again
        stretches = [
            (last if one == first else one, first if other == last else other)
            for one, other in stretches
        ]
    first, last = stretches[-1]
    if len(stretches) > 1 and (named := _AS.search(draft.utterance.letters, first, last)):
        return first, named.start()
    return max(stretches, key=lambda stretch: _length(draft, *stretch))


def _length(draft: Draft, start: int, end: int) -> int:
    """Letters; what only points back at a day (그날) is shorter than anything else."""
    if start < end and is_pointer(draft.utterance.words_between(start, end)):
        return 1
    return end - start


def _says_something_else(draft: Draft, worded: Container[str], is_sentence: bool) -> bool:
    """Whether an answer is more than a text: a correction, a request, mostly values;
    `is_sentence`: the text may be a sentence."""
    letters = draft.utterance.letters
    size = len(letters)
    if draft.mentions and letters.startswith(_CORRECTIONS):
        return True  # 아니 여덟 시로 할게요
    if is_sentence and _FORBIDS.search(letters):
        return False
    if draft.kind in _NO_TEXT and (draft.kind not in _ASKS or _asks(draft)):
        return True
    if _performs_act(draft):
        return True
    telling = [m for m in draft.mentions if not _is_mere_word(m, worded, draft.fill)]
    if telling and (
        size < _SHORT or wants_change(letters, draft.utterance.signs) or _INSTEAD.search(letters)
    ):
        return True
    return sum(mention.end - mention.start for mention in telling) * 2 >= size


def _performs_act(draft: Draft) -> bool:
    """Whether an answer performs an act, and does not only seem to."""
    if not draft.act or (draft.act in _ANSWERS and draft.performed is None):
        return False  # 네 홍길동이요
    letters, built_in = draft.utterance.letters, draft.built_in
    if built_in and built_in.size * 2 < len(letters):
        return False
    return not _is_in_passing(letters, draft.performed)


def _frames(draft: Draft, answer: str) -> bool:
    """Whether all that is understood of an utterance is what only says the answer: 보내 주세요
    behind an address."""
    if draft.performed is None or draft.kind not in _SAYS:
        return False
    letters = draft.utterance.letters
    said = squeeze(answer)
    end = letters.find(said) + len(said)
    behind = [*draft.performed.spans, *((one.start, one.end) for one in draft.mentions)]
    return end < len(letters) and all(start >= end for start, _ in behind)


def _is_in_passing(letters: str, performed: PatternMatch | None) -> bool:
    """Whether an act may only seem to be performed by an answer: by a value in it, or by some of
    the words of what is no request (민수랑 점심 약속이요)."""
    if performed is None:
        return False
    small = performed.size * 2 < len(letters)
    return not performed.pattern.words or (small and not _REQUEST.search(letters))
