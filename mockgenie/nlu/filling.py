"""What the mentions in an utterance give the slots."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from mockgenie.domain import Slots
from mockgenie.korean import Polarity, change_behind, wants_change
from mockgenie.nlu.comparisons import comparisons_of
from mockgenie.nlu.sayings import Divider
from mockgenie.nlu.state import DialogState
from mockgenie.nlu.step import Draft, Mention, SlotCue, Step
from mockgenie.nlu.vocabulary import Vocabulary

_ADDED = ("추가", "도추가", "을추가", "를추가", "하나추가", "도하나추가", "도더", "더추가")
_MAY_ADD = ("도", *_ADDED)


def fill_slots(vocabulary: Vocabulary) -> Step | None:
    """The values that the mentions give, and those that they rule out."""
    if not vocabulary.slots:
        return None
    lists = {name for name, slot in vocabulary.slots.items() if slot.type == "text"}
    looked_up = vocabulary.domain.looked_up()
    ordered = {name for name in lists if name.partition(".")[0] not in looked_up}
    divider = Divider(vocabulary)

    def step(draft: Draft) -> None:
        if draft.mentions and not _fill_plainly(draft, lists):
            _fill_by_polarity(draft, lists, ordered)
            draft.parts = draft.parts or divider.divide(draft)
        if draft.besides:
            draft.unwanted = {**draft.unwanted, **draft.besides}

    return step


def read_slot_names(vocabulary: Vocabulary) -> Step | None:
    """The slots that are to be said anew, by their names: 시간을 바꿔 주세요."""
    if not vocabulary.named:
        return None

    def step(draft: Draft) -> None:
        if not draft.cues:
            return
        letters = draft.utterance.letters
        if not wants_change(letters, draft.utterance.signs):
            return
        taken = draft.taken_letters()
        forgotten: dict[str, None] = {}
        for start, end, named in slot_phrases(draft.cues):
            said = any(slot in draft.slots for slot in named)  # 시간을 7시로 바꿔 줘
            if not said and change_behind(letters, end) and not any(taken[start:end]):
                forgotten.update(dict.fromkeys(named_slots(draft, named)))
        draft.forgotten = (*draft.forgotten, *forgotten)

    return step


def _fill_plainly(draft: Draft, lists: Container[str]) -> bool:
    """Fill the slots where each is given one value that is wanted, as it mostly is; False where
    more has to be thought of."""
    slots: Slots = {}
    letters = draft.utterance.letters
    for mention in draft.mentions:
        slot = mention.slot
        if (
            slot in slots
            or mention.ignored
            or mention.polarity is not Polarity.WANTED
            or mention.kind == "any"
            or mention.comparisons
            or (letters.startswith(_MAY_ADD, mention.end) and slot in lists)
        ):
            return False
        slots[slot] = mention.values
    draft.slots.update(slots)
    return True


def _fill_by_polarity(draft: Draft, lists: Container[str], ordered: Container[str]) -> None:
    wanted: dict[str, dict[str, None]] = {}
    unwanted: dict[str, dict[str, None]] = {}
    any_will_do: set[str] = set()
    any_word: set[str] = set()
    replaced: list[Mention] = []
    letters, state = draft.utterance.letters, draft.state
    draft.compared = dict(_compared_slots(draft))
    for mention in draft.mentions:
        slot = mention.slot
        if mention.ignored or _is_compared(draft, mention):
            continue
        if mention.kind == "any":
            any_word.add(slot)
        elif mention.polarity is Polarity.NEEDLESS and slot in ordered:
            unwanted.setdefault(slot, {}).update(dict.fromkeys(mention.values))
        elif mention.polarity.leaves_open:
            any_will_do.add(slot)
        elif mention.polarity is Polarity.REPLACED:
            replaced.append(mention)
        elif mention.polarity is Polarity.WANTED:
            values = wanted.setdefault(slot, {})
            if slot in lists and _adds(letters, mention, state):
                values.update(dict.fromkeys(state.slots.get(slot, ())))
            values.update(dict.fromkeys(mention.values))
        else:
            unwanted.setdefault(slot, {}).update(dict.fromkeys(mention.values))
    for mention in replaced:
        if mention.slot not in wanted:  # 부산 말고 다른 데
            unwanted.setdefault(mention.slot, {}).update(dict.fromkeys(mention.values))
            continue
        for value in mention.values:  # 강남이요 아 강남 말고 잠실이요
            if len(wanted[mention.slot]) > 1:
                wanted[mention.slot].pop(value, None)
    # 거실이랑 부엌 불 다 꺼 줘, 버섯이요 양파는 됐고요: what is wanted by name counts more.
    # 거실 빼고 다 꺼 줘: all but what is ruled out is ruling out.
    any_will_do = (any_will_do | (any_word - unwanted.keys())) - wanted.keys()
    for slot in any_word & unwanted.keys() & state.slots.keys() - wanted.keys():
        draft.slots[slot] = ()  # whatever it was before
    draft.slots.update({slot: tuple(values) for slot, values in wanted.items()})
    draft.slots.update(dict.fromkeys(any_will_do, ()))
    draft.unwanted = {
        slot: tuple(values) for slot, values in unwanted.items() if slot not in any_will_do
    }


def _is_compared(draft: Draft, mention: Mention) -> bool:
    """Whether a mention is a comparison, or its slot is compared: 일곱 시 말고 여덟 시 이후."""
    compared = bool(mention.comparisons) or mention.slot in draft.compared
    return compared and not mention.polarity.leaves_open


def _compared_slots(draft: Draft) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The slots that are compared, each with its comparisons."""
    compared: dict[str, list[Mention]] = {}
    for mention in draft.mentions:
        if mention.comparisons and not (mention.ignored or mention.polarity.leaves_open):
            compared.setdefault(mention.slot, []).append(mention)
    for slot, mentions in compared.items():
        if comparisons := tuple(comparisons_of(mentions)):
            yield slot, comparisons


def _adds(letters: str, mention: Mention, state: DialogState) -> bool:
    """Whether a value comes to those that the slot has: 콜라도 추가해 주세요."""
    if mention.kind != "value":
        return False
    if letters.startswith(_ADDED, mention.end):
        return True
    return letters.startswith("도", mention.end) and state.stage != "done"


def named_slots(draft: Draft, named: Sequence[str]) -> list[str]:
    """Which of the slots `named` by one name is meant, of those that are given nothing now."""
    classes = {slot.partition(".")[0] for slot in draft.fill}
    free = [slot for slot in named if slot not in draft.slots]
    free = [slot for slot in free if slot.partition(".")[0] in classes] or free
    return [draft.state.asked] if draft.state.asked in free else free


def slot_phrases(cues: Sequence[SlotCue]) -> list[SlotCue]:
    """Names of slots without overlaps, the longest first, those side by side taken together: 도착
    시간 is what both can name."""
    phrases: list[SlotCue] = []
    for start, end, slots in cues:
        if phrases and start < phrases[-1][1]:
            continue
        if phrases and phrases[-1][1] == start:
            both = tuple(slot for slot in slots if slot in phrases[-1][2])
            if both:
                phrases[-1] = (phrases[-1][0], end, both)
                continue
        phrases.append((start, end, slots))
    return phrases
