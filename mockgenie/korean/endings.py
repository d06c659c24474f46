"""Endings that tell what a sentence does, written as regular expressions: the one place that says
what an interrogative ending is."""

from __future__ import annotations

from mockgenie.korean.spelling import closed_by

CLOSED_BY_N, CLOSED_BY_L, CLOSED_BY_B, CLOSED_BY_SS = map(closed_by, (4, 8, 17, 20))
"""The syllables that end with ㄴ, ㄹ, ㅂ or ㅆ."""

INTERROGATIVE = (
    f"(?:[을{CLOSED_BY_L}]|[{CLOSED_BY_B}]니)까|(?<!\x01하)(?<!^하)(?<![이거구제디무])나요"
    f"|[{CLOSED_BY_SS}있없되하맞]나|[{CLOSED_BY_SS}있없되맞]니|[있없하]수(?=$)"
    f"|(?<![안못])[{CLOSED_BY_N}]가(?=[요욤용여염죠]|$)|던가|냐"
    f"|[는은{CLOSED_BY_N}{CLOSED_BY_L}]지|여부|[{CLOSED_BY_L}으]려나"
)
"""What a question ends with, but for a polite 요: 되나요, 인가, 할까, 있는지."""
INDIRECT = f"[는은{CLOSED_BY_N}{CLOSED_BY_L}]지"
"""What an indirect question ends with: 되는지 알려 줘."""
