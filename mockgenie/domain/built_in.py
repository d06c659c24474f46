"""Dialog acts that are understood in every domain without being written.

An act of the same name in a domain replaces the patterns; what the engine does with it stays.
"""

from __future__ import annotations

from functools import lru_cache

from mockgenie.domain.model import Act
from mockgenie.domain.patterns import parse_pattern

BUILT_IN_ACTS: dict[str, tuple[str, ...]] = {
    "yes": (
        "(네|넵|넹|넷|네네|예|옙|예예|응|응응|엉|웅|어어|그래|그래요|그럼|그럼요|그럴게요)",
        "(맞아|맞아요|맞습니다|맞네요|맞는데요|그렇습니다|그렇죠|그렇지|그런데요|당연하죠|물론|물론이죠)",
        "(좋아|좋아요|좋습니다|좋네요|좋죠|좋지|좋다|괜찮아|괜찮아요|괜찮습니다|괜찮네요)",
        "(그렇게|이대로|그대로|그걸로|이걸로) (해|하|부탁|진행|예약|주문|주세요|할게|갈게)",
        "(오케이|오키|오케|ok|okay|yes|yep|ㅇㅇ|ㅇㅋ|ㅇ|ㄱㄱ|콜)",
        "(확인|확인했어|확인했어요|확인했습니다|진행해|진행해줘|진행해주세요|진행할게요)",
        "(부탁해|부탁해요|부탁드려요|부탁드립니다|부탁합니다)",
    ),
    "no": (
        "(아니|아니요|아니오|아뇨|아니에요|아니예요|아닙니다|아녜요|아니야|아닌데|아닌데요|아니다|노)",
        "(싫어|싫어요|싫습니다|안돼|안돼요|안됩니다|틀려|틀려요|틀렸어|틀렸어요|틀립니다|틀렸습니다)",
        "(됐어|됐어요|됐습니다|없어|없어요|없습니다|필요없어|필요없어요|필요없습니다|사양할게요)",
        "(no|nope|ㄴㄴ|ㄴ)",
    ),
    "cancel": (
        "취소 [(할|해|하)]",
        "(그만둘|그만할|그만하|관둘|안 할래|안할래|안 할게|안할게|하지 말자|없던 일로)",
    ),
    "restart": (
        "(처음부터|처음으로|다시 시작|새로 시작|초기화|리셋)",
        "처음부터 [다시] (하|할|해|시작)",
    ),
    "repeat": (
        "(다시|한 번 더|한번더|또) (말|얘기|알려|들려|불러)",
        "(뭐라고|뭐라구|뭐랬|못 들었|안 들려|안들려|잘 안 들|다시요)",
    ),
    "help": (
        "(도움말|도와줘|도와주세요|도와 줄래|사용법|사용 방법|헬프|help)",
        "(뭐|뭘|무엇|무엇을|무슨 일을|어떤 일을|어떤 걸) (할 수|해 줄|해줄|물어)",
        "어떻게 (써|쓰|사용|말하|물어)",
    ),
}
"""Each act with its patterns."""

WHOLE_WORDS = ("yes", "no")
"""Acts whose words count only as whole words: 좋아 is a yes, 좋아하는 곳 is none."""


@lru_cache(1)
def built_in_acts() -> dict[str, Act]:
    """The built-in acts by name."""
    return {
        name: Act(name, tuple(way for pattern in patterns for way in parse_pattern(pattern)))
        for name, patterns in BUILT_IN_ACTS.items()
    }
