"""What only tells something, and asks for nothing: 어제 헤어졌어, 벌써 금요일이네, 친구가 결혼한대.

Korean says at the end of a sentence what it is: so the last word decides. Works on squeezed
letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, TypeAlias

from mockgenie.korean.lazy_regex import LazyPattern, SoughtPattern
from mockgenie.korean.nouns import is_noun
from mockgenie.korean.stems import apart, is_past
from mockgenie.korean.utterance import Utterance

Remark: TypeAlias = Literal["", "plain", "telling"]
"""Nothing of the kind; a plain sentence, which may be a wish; one that asks for nothing."""

_POLITE = "요"
_LONGEST_ENDING = 8


def _ends_with(endings: str) -> LazyPattern:
    return LazyPattern("(?:" + "|".join(map(apart, endings.split())) + r")\Z")


_WONDERING = _ends_with(
    "네 구나 군 더라고 잖아 ㄴ다 는다 ㅆ다 하다 프다 쁘다 찮다 많다 이다 ㅂ다 ㄹ다 없다"
)
"""Wonder at something, what was seen, and the style of a monologue: 금요일이네, 귀찮다."""
_OF_OTHERS = _ends_with("ㄴ대 는대 ㅆ대 중이야 중이에")
"""Hearsay, and what somebody is doing: 결혼한대요, 자는 중이야."""
_PLAIN = _ends_with("어 아 여 해 애 ㄹ까 을까")
"""What friends say to each other; polite words and plans have other endings."""
_IS = LazyPattern("(?P<noun>[가-힣]{2,8}?)이?야")
_OF_TASTE = LazyPattern("(?:싶|좋|괜찮|되겠|어땠|어떻|필요|원하|낫|나을|같|맞|알겠|비싸|아니)")
_OF_CHANGE = LazyPattern(
    "(?:이었|이라|였|하|했|되|돼|됐|있|없|가[고려]|바라|바랐|원했|찾|고르|골랐|정하|정했|정해|결정|바꾸|바꿨|바뀌|바뀐|바뀌"
    "|늘|줄|추가|변경|모르|몰랐|생각|아니|비싸|비쌌|쌌)"
)
"""What the words begin with that say what is wanted all the same (강남이 좋네요), and what they
change or only come down to where they tell what was (한 명 늘었어요, 여덟 시로 했어요)."""
_SINCE = LazyPattern(
    "(?<=[가-힣])지(?:가|는|도)?(?:벌써|이제|거의|한)?[^지]{1,7}?(?:이|가)?"
    r"(?:됐|되었|돼가|넘었|지났)(?:어|다|네|습니다)?요?\Z"
)


_TRIED = SoughtPattern(
    "(?:먹었|갔었|갔|봤|왔(?!는데)|해봤|시켰|묵었|잤)(?:었)?(?:고|는데|어서|으니까?|지만|거든요?|(?:어|니|냐)요?$)"
    "|(?:있|겹치|겹쳤|겹쳐|찼|많|바쁘|막히|안되)(?:네|구나|군)요?(?=그럼|그러면|그러니까?|그래서)",
)


def tried_end(utterance: Utterance) -> int:
    """Where what is told ends that was done before (파스타는 어제 먹었고) or stands in the way
    (그날은 치과가 있네요 그럼 …), which is no wish; 0 where nothing is."""
    found = _TRIED in utterance.signs and _TRIED.compiled.search(utterance.letters)
    return found.start() if found else 0


_QUOTES = LazyPattern("라는(?:말|소리|얘기|이야기)(?:이|은|는|도)?(?!로)")
_HAS_NONE = LazyPattern(r"[가-힣](?:이|가)없(?:어|네|다|지|습니다)요?\Z")


def quotes(letters: str) -> bool:
    """Whether something is told that others say: 내일부터라는 말이 맞아."""
    return _QUOTES.compiled.search(letters) is not None


def has_none(letters: str) -> bool:
    """Whether it is told that something is not there, which is no answer where nothing was asked:
    할 일이 없네."""
    return _HAS_NONE.compiled.search(letters) is not None


_OF_SPEAKER = LazyPattern(
    "(?:(?:우리|내|제|저희) |우리)(?!가족|식구|일행|팀|인원|둘|셋|끼리)[가-힣]{1,4}[은는이가] "
    "|(?:.* )?뭐하고 (?:지내|사|놀)"
)


def is_of_speaker(words: Iterable[str]) -> bool:
    """Whether it is about who speaks or is spoken to: 우리 반은 스물다섯 명이야, 뭐 하고 지내?"""
    return _OF_SPEAKER.compiled.match(" ".join(words).replace("뭐 하", "뭐하")) is not None


@lru_cache(2_000)
def remark(words: str) -> Remark:
    """What the last words of an utterance make it; what stands before them is known otherwise."""
    last = words.removesuffix(_POLITE)
    if not last or _OF_TASTE.compiled.match(last):
        return ""
    end = apart(last[-_LONGEST_ENDING:])
    if len(last) > 1 and _WONDERING.compiled.search(end):
        return "telling"
    if _OF_CHANGE.compiled.match(last):
        return ""
    if is_past(last) or _OF_OTHERS.compiled.search(end):
        return "telling"
    if (named := _IS.compiled.fullmatch(words)) and is_noun(named["noun"]):
        return "plain"  # 오늘 생일이야
    is_plain = len(last) > 1 and not words.endswith(_POLITE) and _PLAIN.compiled.search(end)
    return "plain" if is_plain else ""


_EXCLAIMS = _ends_with(
    "네 구나 구만 구먼 군 겠다 좋다 된다 하다 싸다 쁘다 프다 이다 ㄹ걸 지뭐 더라 ㅂ다"
    " 거든 잖아 더라고 ㄴ대 는대 ㅆ대 아서 어서 라서 해서 려서 기도해라 기도하지"
)
_INTERJECTIONS = LazyPattern(
    "(?:ㄷㄷ+|아+하|오+호?|와+|우와+|이야|어머나?|어휴|에휴|아이[고구]|에[고구]|에이|이런|저런|헐|헉|엥|쩝"
    "|대박|세상에|어쩐지|아참|맞다|진짜|정말|허허|하하|호호|다행(?:이다)?|역시)+"
)
_I_SEE = "ㅇㅎ"
_WISHES = LazyPattern("좋겠|싶|으면해|었으면|았으면|했으면|줬으면|바라|부탁|동네$")
"""What is wished for, though it ends like what is only wondered at; and a noun that ends so."""


def is_reaction(letters: str) -> bool:
    """Whether an utterance that is no question only shows what somebody makes of what was said: 와
    신기하네, 아 그렇구나, 다행이다, ㅋㅋ."""
    said = letters.rstrip("ㅋㅎㅠㅜ").removesuffix(_POLITE)
    if _INTERJECTIONS.compiled.fullmatch(said) or letters == _I_SEE:
        return True
    end = apart(said[-_LONGEST_ENDING:])
    exclaims = len(said) > 1 and _EXCLAIMS.compiled.search(end) is not None
    return exclaims and not _WISHES.compiled.search(said)


_GREETS = LazyPattern(
    "(?:저기요?|아|네|오)?(?:안녕(?:하세요|하십니까|하신가요)?|반갑(?:습니다|네요?|다)|반가워요?|여보세요|하이|ㅎㅇ)+[요용~]?"
)


def greets(letters: str) -> bool:
    """Whether an utterance is nothing but a greeting: 안녕하세요 반갑습니다."""
    return _GREETS.compiled.fullmatch(letters) is not None


_THANKS = LazyPattern(
    "(?:네|예|아|오|응|정말|너무|진짜|대단히|도와주셔서|친절하게|알려줘서|알려주셔서)*"
    "(?:고마워|고맙습니다|고마웠어|고맙네|고맙다|감사합니다|감사해|감사드립니다|감사|땡큐|ㄱㅅ|ㄳ"
    "|수고(?:하세요|했어|하셨어|하셨습니다|많으셨습니다))+[요용~ㅎㅋ]*"
)


def thanks(letters: str) -> bool:
    """Whether an utterance does nothing but thank: 네 정말 고맙습니다."""
    return _THANKS.compiled.fullmatch(letters) is not None


_TAKES_IN = LazyPattern(
    r"(?:(?:안|못)[가-힣]{1,2}|없|모르|그런|그렇|거|것|이)(?:는|던)?(?P<end>(?:구나|구만|구먼|구려|군)요?[ㅋㅎㅠㅜ]*)\Z"
)


def takes_in(letters: str) -> int:
    """Where the ending begins by which what was heard is taken in (안 되는구나), -1 for none."""
    found = _TAKES_IN.compiled.search(letters) if "구" in letters or "군" in letters else None
    return found.start("end") if found else -1


def tells_since_when(letters: str) -> bool:
    """Whether a duration tells how long ago something was: 이사한 지 두 달 됐어요."""
    return "지" in letters and _SINCE.compiled.search(letters) is not None
