"""What open slots are called, and what they take: names and addresses, or whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mockgenie.domain import Domain, Slot

_ALIKE = (
    ("name", "이름", "성함", "성명", "존함", "예약자", "예약자명", "주문자"),
    ("address", "주소", "배달지", "배송지"),
    ("phone", "전화번호", "연락처", "핸드폰", "휴대폰", "전화", "번호", "휴대폰번호", "핸드폰번호"),
    ("email", "이메일", "메일"),
    ("title", "제목"),
    ("memo", "메모", "요청사항", "요청 사항", "요청", "부탁"),
)
"""What things are called, the first time as authors name slots; each way of one is each other."""
_OF_SENTENCES = re.compile(
    "메모|요청|부탁|남[기길]|전[하할]|적[을어]|내용|사항|의견|문의|이유|증상|문구|소원|바라"
    r"|(?:하[실고]|드릴|할)\s?말|(?i:memo|note|request|message|comment|content|text|reason|wish)"
)
"""What speaks of something that a sentence can be: 남기실 말씀, 요청 사항."""


def takes_sentences(slot: Slot) -> bool:
    """Whether an open slot takes what is asked for or wished (문 앞에 놔 주세요) as its value."""
    own = slot.name.partition(".")[2]
    return any(_OF_SENTENCES.search(text) for text in (own, slot.description, *slot.words))


def names_of(slot: Slot) -> tuple[str, ...]:
    """What a slot is called: its words, and what else those, or its question or its own name, say
    that it is."""
    own = slot.name.partition(".")[2].lower()
    names = dict.fromkeys(slot.words)
    for kind, *words in _ALIKE:
        if own == kind or any(_says(text, words) for text in (slot.description, *slot.words)):
            names.update(dict.fromkeys(words))
    return tuple(names)


def takes_addresses(slot: Slot) -> bool:
    """Whether an open slot is called an address."""
    return slot.is_open and "주소" in names_of(slot)


def callable_slots(slots: Iterable[Slot], domain: Domain) -> dict[str, tuple[str, ...]]:
    """The open slots, and those of patterns, by what they are called. The key of a class names
    records, not the user."""
    keys = {entity.key for entity in domain.entities.values()}
    found: dict[str, tuple[str, ...]] = {}
    for slot in slots:
        if (slot.is_open and slot.name not in keys) or slot.type == "pattern":
            for name in names_of(slot):
                found[name] = (*found.get(name, ()), slot.name)
    return found


def _says(text: str, words: Iterable[str]) -> bool:
    """Whether a question or a word begins with one of the words: 성함이 어떻게 되세요."""
    return text.startswith(tuple(words))
