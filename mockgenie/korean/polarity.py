"""What is said of a value behind it: that it is not wanted, or replaced, or does not matter.

Works on squeezed letters: 부산말고대구로, 비안오는곳, 주차는상관없어요.
"""

from __future__ import annotations

import re
from enum import Enum

from mockgenie.korean.indifference import ADVERBS, CARELESS, EVEN, OKAY
from mockgenie.korean.lazy_regex import ANY_SIGNS, LazyPattern, Signs, SoughtPattern
from mockgenie.korean.numbers import SHARERS
from mockgenie.korean.spelling import closed_by


class Polarity(Enum):
    """How a value is meant."""

    WANTED = "wanted"
    UNWANTED = "unwanted"
    REPLACED = "replaced"
    """Another value comes instead: 부산 말고 대구. Without one it is merely unwanted."""
    LEFT_OUT = "left out"
    """Unwanted as a value (모텔은 빼고), but no longer asked for as a property (조식 빼고)."""
    NEEDLESS = "needless"
    """There is no need of it: whoever looks for a place does not care, whoever orders goes
    without."""
    INDIFFERENT = "indifferent"

    @property
    def leaves_open(self) -> bool:
        """Whether any value will do."""
        return self is Polarity.INDIFFERENT or self is Polarity.NEEDLESS


_TOO = (
    "(?:이르|빠르|늦|멀|비싸|힘들|어렵|애매하|복잡하|붐비|시끄럽|무겁|막히|좁|물리|질리)(?:고|구|으?니까|네요?)"
    "|(?:일러|빨라|늦어|멀어|비싸|힘들어|어려워|애매해|복잡해|붐벼|시끄러워|무거워|막혀|좁아|물려|질려)서"
    "|(?:늦을|멀|비쌀|힘들|어려울|애매할|복잡할|붐빌|시끄러울|막힐|좁을|이를|빠를)[것거]같(?:고|아서|으니까?)"
)
"""What is too much, before what comes instead: 다섯 시는 이르고 여섯 시."""
_CUE = SoughtPattern(
    f"{_TOO}|말[고구]|나중|대신|보다|보단|피하|비추|비(?=[가-힣]{2})|빼|제외|아[니닌]|별로|좀그|지겹|질렸|안|않|없|못|싫|불가|금지|마세|상관|무관|관계|필요|무방|신경|구애|제한|제약|선호|생각|고려|결정|계획|미정|정하지|정할|고를|모르|몰라|모름|맘대로|편하|편한|자유롭|프리하|됐|참|아무|든|라도|알아서|마음|부담|놔두|놔둬|남겨|남기|다좋|다괜|나빠도"
    "|ㄴㄴ|노노|아차|잠깐|까(?:했|하|요|$)|려(?:고|다|했)|지(?:는|도)?[말마]|제나|디나|뭐나"
)
"""Without one of these nothing is negated or taken back, which is soon seen."""
NEGATION_SIGNS = frozenset((_CUE,))
"""One of these is where `may_be_negated` says yes."""

_PARTICLES = "은|는|이|가|을|를|도|만|에서|에|으로|로|요|까지|인|있는"
_NOUNS = (
    "장|쪽|여부|유무|시설|종류의?|거|것|건|게|같은|지역|동네|근처|곳|데|덴|집|호텔|숙소|식당|가게|카페|메뉴"
    "|가격대?|영화|방|사이즈|시간|날|사람|음식|가능|되는지|있는지|냄새|연기|나는"
)
_REASON = "[은는][가-힣]{1,8}?(?:니까|서|(?:다|고|는데|거든요?)(?=빼))"
_BETWEEN = f"(?:{_PARTICLES}|{_NOUNS}|{ADVERBS})*?(?:{_REASON})?"
"""What may stand between a value and what is said of it: 강남 쪽은 말고, 추우니까 없어도."""

_THAT = f"[가-힣]{{0,2}}[는은던{closed_by(4)}](?:곳|데|거|것|건|걸|집|날|방|쪽)(?:은|는)?"
_STRONG = "말[고구]|빼|제외|놔[두둬]|아니[고구]|아니라|싫|별로|대신|보다[는단]|보단"
_SUFFIXED = f"[가-힣]{{1,3}}?(?:은|는|이|가|을|를|도|만)?(?={_STRONG})|{_THAT}(?={_STRONG})|"
"""Before what can only rule a value out, any word may stand: 강남역 말고, 수진 쌤은 싫어요, 눈 오는
날은 빼고."""

_REPLACED = (
    f"보다[는단]|보단|말[고구](?!도)|좀그[렇래]|지겹|질렸|아니고|아니구|아니라(?!면)|대신"
    f"|(?<=[은는])(?:너무|좀|조금|많이)*(?:{_TOO})"
)
_NEEDLESS = (
    "필요(?:는|가|도|까지)?없|필요하지않|안(?![돼되나])[가-힣]{1,2}도(?:돼|되|됩니다|괜찮)"
    "|[가-힣]{1,2}지(?:는)?않아도(?:돼|되|괜찮)|ㄴㄴ|노노"
)
_INDIFFERENT_BEHIND = (
    f"{CARELESS}|없어도|[가-힣]{{1,3}}?든(?:지)?(?:없|안|말)"
    f"|[가-힣]{{0,3}}?지(?:는|도)?않[가-힣]{{0,3}}{OKAY}|(?:안|못|없|않|아니)[가-힣]{{0,6}}?{OKAY}"
    "|(?:안되|안돼|없으)면(?:할수없|어쩔수없|말고|괜찮|상관)"
    f"|별로(?:여도|라도|더라도)|나빠도|없더라도|(?<![로거걸데곳집])아무(?:거|것(?!도)|데|곳|때|날|쪽)|(?<!로)어디{EVEN}"
    f"|언제{EVEN}|뭐{EVEN}|누구든|다(?:좋|괜찮|상관)"
    "|(?<![이로])됐[고구어습]|[가-힣]{0,6}?면(?:더)?(?:좋고|그만이고)"
)
# 안에 and 안쪽 are places; 안 될까요, 안 해요 and 없나요 ask for it politely; what does not work
# (안 켜져요) is not unwanted.
_NOT = (
    "안(?!에|쪽|내|으로|양|산|동|팎|녕|방|심|주|전|국|암|되나|될까|되겠|됩니까|돼요?$|하나|해요?$"
    "|합니까|할까|있나|나와|나오|켜[지져]|들어[와오]|움직|돌아[가]|눌[러려]"
    "|[가-힣]{1,3}워요?$|[가-힣]{1,4}(?:나요?|가요|까요?)$)"
)
_NONE = "없(?!나|을까|니|냐|는[지가감]|습니까|으려나|[수소우남노]|어요?$|지요?$|음$)"
_STEM_NOT = "(?!너무)[가-힣]{0,3}?지(?:는|도)?(?:않(?!나|을까|을래|으실|겠|아요?$|습니까)|말|못|마)"
_UNWANTED = (
    "[가-힣]{1,8}?(?:[아어해와워]서|니까)(?:안(?:돼|되|먹|마|할|해)|못먹|못마|싫)|말[고구]도|부담(?:스[러럽]|되[고는네니어]|돼)|나중에(?!는)|아닌|아니(?!요|오|면|다|야|에|지|$)|싫|못|불가(?!능한가|능할까)|금지|마세요"
    f"|원하지않|피하[고려]|비추(?!천해)|안(?![에쪽내])[가-힣]{{1,2}}는(?:곳|데|집|걸|거|방)|별로(?:고|예요|네|라|인데|야|입)|{_NOT}|{_NONE}|{_STEM_NOT}"
)
_BEHIND = LazyPattern(
    f"(?:{_SUFFIXED}{_BETWEEN})(?:(?P<only_not>(?<=만)아니(?:면|라면)|(?<=[이가])아니면(?=좋|상관|다))"
    f"|(?P<replaced>{_REPLACED})|(?P<needless>{_NEEDLESS})|(?P<indifferent>{_INDIFFERENT_BEHIND})"
    f"|(?P<left_out>빼|제외|놔[두둬]|남[겨기])|(?P<unwanted>{_UNWANTED}))"
)
_REFUSED = "안돼|안되|안갈|안가|싫|빼|말[고구]|제외|곤란|별로|불편|힘들"
_MUST = LazyPattern(
    f"(?:{_BETWEEN})(?:(?:안되|안돼|없으|아니|안하)면(?:안|곤란|싫|불편|힘들)"
    f"|(?:안되는|안돼는|없는|안하는|(?:안|못)[가-힣]{{1,2}}는)(?:{_NOUNS})(?:은|는)?(?:{_REFUSED}))"
)
"""주차가 안 되면 곤란해요 and 안 되는 곳은 싫어요 want it very much."""
_REACH = 20
"""So many letters behind a value are looked at."""

_NEED_NOT = LazyPattern(f"[가-힣]{{0,2}}?{OKAY}")

_KEPT = LazyPattern("(?:만|은|는|을|를|도)?(?:남[겨기]|놔[두둬])")
_DENIED_AS_REASON = LazyPattern(
    "(?:은|는|이|가|을|를|에|에는|도)?(?:이제|더|지금|요즘|잘|거의)*(?:안|못)[가-힣]{1,6}?"
    "(?:니까?|[아어해와워]서|거든요?|는데|은데)(?=[가-힣]+)"
)

_SHARE = LazyPattern(
    "(?:이?랑|하고|과|와|에|그리고)?"
    rf"(?:{SHARERS})(?:은|는|이|가)?"
)
_REPAIR = LazyPattern(
    "[가-힣]{0,6}?(?:아|앗|어|음)?(?:아니(?!면)다?|아니요|아니지|아니아니|아참|아차|참|잠깐만?)[가-힣]{0,6}?"
    "|[가-힣]{1,4}(?:이라|이라서|라서|때문에)"
    "|[가-힣]{0,8}?(?:까(?:했|하다|요|$)|(?:려고?|자고|기로)(?:했|하다)|려다)[가-힣]{0,8}"
)
"""What stands between a value and the one that is meant after all: 금요일에 갈까 했는데 토요일."""
_CHANGE = SoughtPattern(
    "바꿔|바꾸|바꿀|변경|수정|고쳐|고칠|옮겨|옮길|미뤄|미루|미룰|당겨|당기|당길|늦춰|늦추|늦출"
)


def may_be_negated(letters: str, signs: Signs = ANY_SIGNS) -> bool:
    """Whether a cue of any negation is in `letters`; `signs`: theirs, or those of more, where they
    are known."""
    return _CUE in signs and _CUE.compiled.search(letters) is not None


def polarity_behind(letters: str, end: int, limit: int) -> Polarity:
    """How the value that ends at letter `end` is meant, by what stands behind it; nothing from
    letter `limit` on counts, where the next value begins."""
    limit = min(end + _REACH, max(limit, end))
    if not _CUE.compiled.search(letters, end, limit):
        return Polarity.WANTED
    found = _BEHIND.compiled.match(letters, end, limit)
    if found is None or _MUST.compiled.match(letters, end, limit):
        return Polarity.WANTED
    if found["replaced"]:
        return Polarity.REPLACED
    if found["left_out"]:
        return Polarity.LEFT_OUT
    if found["needless"]:
        return Polarity.NEEDLESS
    return Polarity.INDIFFERENT if found["indifferent"] else Polarity.UNWANTED


def polarity_before(letters: str, start: int, end: int) -> Polarity:
    """The same by what stands before it: 안 매운 거, 안 걸어도 되는 곳, 비흡연."""
    if start == 0 or letters[start - 1] not in "안못비":
        return Polarity.WANTED
    behind = letters[end - 1 : end + 6]
    return Polarity.INDIFFERENT if re.search(OKAY, behind) else Polarity.UNWANTED


def is_repaired(letters: str, end: int, start: int) -> bool:
    """Whether the words between one value's end and the next one's start take the first back:
    서울 아니 부산, 세 명 아 참 네 명, 금요일에 갈까 했는데 토요일."""
    return start - end <= 16 and _REPAIR.compiled.fullmatch(letters, end, start) is not None


def is_share(between: str) -> bool:
    """Whether the words between two counts say that the second is counted besides the first:
    어른 두 명에 아이 한 명."""
    return _SHARE.compiled.fullmatch(between) is not None


def wants_change(letters: str, signs: Signs = ANY_SIGNS) -> bool:
    """Whether something is to be changed: 시간을 바꿔 주세요; `signs` as in `may_be_negated`."""
    return _CHANGE in signs and _CHANGE.compiled.search(letters) is not None


def change_behind(letters: str, end: int) -> bool:
    """Whether what ends at letter `end` is to be changed."""
    found = _CHANGE.compiled.search(letters, end, end + 8)
    return found is not None


def is_kept(letters: str, end: int) -> bool:
    """Whether the value that ends at letter `end` stays as it is: 등산만 남겨, 회의는 놔두고."""
    return _KEPT.compiled.match(letters, end) is not None


def is_reason(letters: str, end: int) -> bool:
    """Whether what is denied of the value that ends at letter `end` is only why something else is
    to be done: 침실은 안 쓰니까 꺼 줘."""
    return _DENIED_AS_REASON.compiled.match(letters, end) is not None


def is_needless(letters: str, start: int, end: int) -> bool:
    """Whether nobody needs to do what the verb from letter `start` to `end` says: 안 꺼도 돼."""
    return letters.endswith("안", 0, start) and _NEED_NOT.compiled.match(letters, end) is not None
