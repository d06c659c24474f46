"""The bare word in an answer or behind a verb: 민수예요, 치과 예약을, 홍길동이라고 합니다."""

from __future__ import annotations

import re

from mockgenie.korean.lazy_regex import LazyPattern
from mockgenie.korean.particles import Final, final_of

_FRAME = LazyPattern(
    r"(?P<words>.*[^\s])\s?(?P<particle>이?라고|으?로)\s?"
    r"(?:(?:써|적어|전해|남겨|넣어|불러|보내|갖다|등록|저장|예약|부탁|정할|바꿔|바꿀|변경|수정|고쳐)"
    r"[가-힣 ]{0,12}"
    r"|(?:해|할|합|했|하겠|하고|하려)[가-힣 ]{0,10})\Z",
    re.DOTALL,
)
"""What has an answer written down, or done so: 생일 축하해라고 써 주세요, 한빛으로 할게요."""

# Each ending with what has to stand before it: after a consonant, after a vowel, or either.
_ENDINGS: tuple[tuple[str, str], ...] = (
    ("이라고요", "either"),
    ("라고요", "vowel"),
    ("이라고", "consonant"),
    ("이라는", "consonant"),
    ("이란", "consonant"),
    ("라고", "vowel"),
    ("라는", "vowel"),
    ("입니다", "either"),
    ("이에요", "consonant"),
    ("이예요", "consonant"),
    ("예요", "vowel"),
    ("에요", "vowel"),
    ("이요", "consonant"),
    ("인데요", "either"),
    ("거든요", "either"),
    ("이고요", "either"),
    ("이구요", "either"),
    ("고요", "vowel"),
    ("구요", "vowel"),
    ("으로요", "consonant"),
    ("로요", "vowel"),
    ("요", "vowel"),
    ("이야", "consonant"),
    ("야", "vowel"),
)
_PARTICLES: tuple[tuple[str, str], ...] = (
    ("을", "consonant"),
    ("를", "vowel"),
    ("이라고", "consonant"),
    ("라고", "vowel"),
    ("이라는", "consonant"),
    ("라는", "vowel"),
    ("은", "consonant"),
    ("는", "vowel"),
    ("으로", "consonant"),
    ("로", "vowel"),
)
_SUBJECTS = (("이", "consonant"), ("가", "vowel"))
_JOINTS: tuple[tuple[str, str], ...] = (
    ("이고요", "either"),
    ("이구요", "either"),
    ("이고", "consonant"),
    ("이며", "consonant"),
    ("인데", "either"),
    ("고요", "vowel"),
    ("구요", "vowel"),
    ("고", "vowel"),
    ("며", "vowel"),
    ("이랑", "consonant"),
    ("랑", "vowel"),
    ("하고", "either"),
)
_OPENING = LazyPattern(r"\s*(?:(?:음|어|아|네|예|응|그래|그럼|그러면|저는|제|이름은|그냥)[\s,.]+)*")
_INSTEAD = LazyPattern(r".*\S\s?(?:아니[라고]|말고)\s+(?=\S)")

_REPLACED = LazyPattern(
    r"\s*(?:(?:아|어|음|참|아참|아니|아니요|네)[\s,.]+)*(?P<old>\S(?:.*?\S)??)(?:이|가|은|는)?\s?"
    r"(?:말고|아니고|아니라)\s+(?P<new>\S.*)"
)
_LONGEST_REPLACED = 40
_SENTENCE_END = LazyPattern(r"(?<=[가-힣])[\s.!?~]+\Z")
"""Behind Hangul it only ends the sentence; behind other letters it may belong to them (Jr.)."""
_VERB_ENDS = tuple(f"{letter}요" for letter in "세어아여게께네데까나해돼봐줘와래")
"""Behind several words 요 mostly ends a verb: 문 앞에 놔 주세요."""


_SHORTEST = 3
"""A word of two letters is left whole, for its ending may belong to it: 필요, 나이."""


def _ends_noun(words: str) -> bool:
    """Whether what looks like the end of a verb stands behind a noun: 가게요, but not 갈게요."""
    if words.endswith(("게요", "께요")):
        return final_of(words[-3]) is not Final.RIEUL
    return words.endswith(("예요", "에요"))


def bare_answer(text: str) -> str:
    """An answer without what only makes it a sentence: `네, 홍길동입니다.` is `홍길동`."""
    found = _OPENING.compiled.match(text)
    inner = _SENTENCE_END.compiled.sub("", text[found.end() if found else 0 :]).strip()
    if framed := _without_frame(inner):
        return framed
    if " " in inner and inner.endswith(_VERB_ENDS) and not _ends_noun(inner):
        return inner
    return _without(inner, _ENDINGS) or inner or text.strip()


def is_opening(words: str) -> bool:
    """Whether words only begin an answer: 네, 음."""
    return _OPENING.compiled.fullmatch(f"{words} ") is not None


def bare_object(words: str) -> str:
    """Words in front of a verb without their particle: `치과 예약을` is `치과 예약`."""
    inner = words.strip(" \t\n.!?~,'\"“”‘’")
    if " " in inner and inner.endswith("도") and inner[-2:] != " 도":
        inner = inner[:-1]  # 학부모 상담도
    return _without(inner, _PARTICLES) or inner


def bare_subject(words: str) -> str:
    """Words that something is said of without their particle: `아이 생일이` is `아이 생일`."""
    return _without(words, _SUBJECTS) or words


def replaced_words(text: str) -> tuple[str, str] | None:
    """The words that are not meant, and those that are meant instead: 은행 말고 우체국이요."""
    found = _REPLACED.compiled.match(text) if len(text) <= _LONGEST_REPLACED else None
    return (found["old"], bare_answer(found["new"])) if found else None


def bare_clause(words: str) -> str:
    """A value that more is said behind, without what joins the two: `최민수고` is `최민수`; of two
    of which one is not meant, the other: `최민수가 아니라 최민호예요`."""
    inner = words.strip(" \t\n.!?~,")
    inner = _INSTEAD.compiled.sub("", inner) or inner
    return bare_answer(_without(inner, _JOINTS) or inner)


def _without_frame(words: str) -> str:
    found = _FRAME.compiled.fullmatch(words)
    if found is None:
        return ""
    inner, particle = found["words"], found["particle"]
    if inner.endswith(("이", "으")[particle == "로"]) and len(inner) > 1:
        before = final_of(inner[:-1])
        if before is Final.CONSONANT or (before is Final.RIEUL and particle == "라고"):
            inner, particle = inner[:-1], inner[-1] + particle  # 서연|이라고, 한빛|으로
    vowel = final_of(inner) is Final.VOWEL
    fits = particle == "라고" or vowel != particle.startswith(("이", "으"))
    return inner if inner and (fits or _is_rieul(particle, inner)) else ""


def _without(words: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, after in endings:
        if words.endswith(ending):
            stem = words[: -len(ending)].rstrip()
            if not stem or len(words) < _SHORTEST:
                continue
            vowel = final_of(stem) is Final.VOWEL
            if after == "either" or (after == "vowel") == vowel or _is_rieul(ending, stem):
                return stem
    return ""


def _is_rieul(ending: str, stem: str) -> bool:
    """After ㄹ stands 로, not 으로."""
    return ending.startswith("로") and final_of(stem) is Final.RIEUL
