"""Whether a property is asked about or wished for: 주차 되나요 and 조식은요, 주차 되는 곳.

Korean tells it by the form of what stands behind the property, up to the end of the sentence.
"""

from __future__ import annotations

from mockgenie.korean.endings import CLOSED_BY_N, CLOSED_BY_SS, INTERROGATIVE
from mockgenie.korean.lazy_regex import LazyPattern, SoughtPattern
from mockgenie.korean.utterance import Utterance

_ASKS = LazyPattern(
    f"{INTERROGATIVE}|가나"
    "|(?:되|있|없|맞|하|나오|주|이|겠)(?:죠|지요)"
    "|알[려리]|불러|궁금|가르쳐|(?:말|말씀)(?:해|좀)|알(?:고싶|수있)|확인|체크|여쭤|물어|어떻|얼마|몇|언제|어디|뭐[가예죠]|뭐$|무슨|어느|누가"
    "|^(?:도|장|시설)*(?:은|는)요?$"
)
"""What asks: an interrogative ending, a word of asking, or a topic alone (조식은요?)."""
_ASKS_WITH_SIGN = LazyPattern(
    f"(?:(?<!주시겠)(?<!시겠)[{CLOSED_BY_SS}있없]어|팔아|같아|[돼해와파예야]|[은는도]|맞아|가능|[죠지])(?:요|용)?$|^$"
)
"""What asks only where a question mark or a rising voice says so: 조식 돼요?"""
_WISHES = LazyPattern(
    # 되는 곳으로, but not 되는지, 되는데요, 되는 곳인가요
    "(?:[되있없하파오주]는|[가-힣]한|[좋많]은|된)(?=[가-힣])(?!지|가|데(?![로를이면])|여부|거[예죠]|건[가지])"
    "(?![가-힣]{1,4}?(?:인가|인지|일까|맞|이?[에예]요$))"
    "|(?:으|였|었|이|있|없|하|되|가능하|라)면(?!서)|[아어해야돼와]야(?:만)?[하되돼해합됩]|고싶|원[해하합]|바라|필요|희망|[었였했됐]음좋"
    "|으?로(?:만)?(?:찾|예약|추천|부탁|바꿔|바꾸|변경|해|할|하|주|잡|알아|골라|좀|다시)"
)
"""What wishes: an adnominal before a noun (되는 곳으로), a condition, a necessity, a desire, a
direction with a verb of doing (포함으로 해 주세요)."""
_IS_IT = LazyPattern(
    "(?:편|쪽|곳|데|집|거|것)?(?:이|인)?(?:가요|가$|지(?:도|요|$)|죠$|까요|에요$|예요$|야$|맞[나죠아])"
    "|(?:장면|부분|구석|내용)[은는이가도]?(?:많이)?(?:있|없|나오|나와|많)[가-힣]{0,4}$"
    "|(?:랑|이랑|과|와)?[가-힣]{1,2}기(?:에|에는|엔)?(?:너무|좀)?(?:괜찮|좋을|좋나|좋[아은]|어떨|어때|어떤|적당|부담|무섭|무서)"
    "[가-힣]{0,4}(?:까|나|가|지|죠|요|때)$|[가-힣]{1,2}기(?:에|에는|엔)?(?:어때|어떨까)"
    "|(?:정도)?(?:이면|으로|으로는)(?:될까|되나|돼|충분|가능)[가-힣]{0,3}$"
    "|(?:메뉴|음식|요리)(?:도|는|가)?(?:있|되)(?:나|어|을까|니|죠)[가-힣]{0,2}$"
    "|[이을은]?(?:안|못)?(?:넘|걸리)(?:나|니|는가|는지|을까)"
    "|의?(?!쪽|[은는이가을를도로만에의])[가-힣]{2,6}?[은는이가도]?(?:어떻게되|얼마[예인죠]|몇시|언제)"
)


def asks_of(letters: str, end: int, stop: int, asks: bool = False) -> bool:
    """Whether what ends at letter `end` is asked about in its sentence, which ends at letter
    `stop`, and not wished for; `asks`: a question mark ends the sentence."""
    rest = letters[end : min(stop, end + _REACH)]
    question = _ASKS.compiled.search(rest)
    if question is None:
        if not asks or not _ASKS_WITH_SIGN.compiled.search(rest):
            return False
        start = len(rest)
    else:
        start = question.start()
    wish = _WISHES.compiled.search(rest)
    return wish is None or wish.start() >= start


_HAS = LazyPattern(
    "추가하면(?:얼마|더)|(?:이|가|도|은|는)?(?:많이)?(?:들어가|올라가|들어있|들었|들어)(?:나요?|니|는지|[어아]?요|죠|지요)$|"
    "(?:이|가)?(?:들어간|들어가는|들어있는|올라간|올라가는|있는|나오는)[가-힣]{1,6}?(?:은|는|도|이|가)?"
    "(?:있[어나을습]|없[어나을습]|뭐|어떤|되나|돼)"
)


_HAVING = SoughtPattern("추가하면|들어[가간있]|들었|올라[가간]|있는|나오는")


def may_ask_for_what_has(utterance: Utterance) -> bool:
    """Whether something may be asked for by what it has, which is soon seen."""
    return _HAVING in utterance.signs


def asks_for_what_has(letters: str, end: int) -> bool:
    """Whether it is asked if there is something that has what ends at letter `end`: 버섯 들어간
    피자 있어요?"""
    return _HAS.compiled.match(letters, end) is not None


def asks_if_it_is(letters: str, end: int) -> bool:
    """Whether it is asked if something is what ends at letter `end` (비싼 편인가요, 한식당인지), or
    about what it has (호텔 주소가 어떻게 되죠)."""
    return _IS_IT.compiled.match(letters, end) is not None


_IS_SUCH = LazyPattern(f"(?<=[{CLOSED_BY_N}])가[요용]?")


def asks_if_such(letters: str, end: int, stop: int) -> bool:
    """Whether what ends at letter `end` is an adjective, and all that is asked in the sentence that
    ends at letter `stop` is if something is such: 역에서 가까운가요."""
    return _IS_SUCH.compiled.fullmatch(letters, end, stop) is not None


_HOW_FAR = LazyPattern(
    "역?(?:까지|에서)(?:는|도)?(?:많이|좀|차로|걸어서|여기서|거기서|택시로|버스로|지하철로|도보로)*"
    "(?:얼마나(?!더)|몇분|오래|한참|멀[어까죠지나]|머나|먼가|가깝|가까워|가까운가|가까울까|걸[려리릴립])"
)


def asks_how_far(letters: str, end: int) -> bool:
    """Whether it is asked how far something is from the place that ends at letter `end`: 공항까지
    얼마나 걸려요?, 공항에서 멀어요?"""
    return _HOW_FAR.compiled.match(letters, end) is not None


_HOW_IT_IS = LazyPattern(
    "(?:에도|에는|에|은|는|도)?(?:(?:사람|손님|줄|웨이팅)(?:이|도|은)?)?(?:많이|좀|너무|꽤|더|덜)*"
    "(?:많[아은이나]|붐비|붐벼|열[어려나]|여나|여는|영업|문(?:을)?(?:여|열|닫)|쉬|비싸|비쌀|싸[요나죠]?|싼가|한가|막히|막혀"
    "|조용|시끄)[가-힣]{0,6}$"
    "|(?:동안)?(?:묵으|머무르|있으)면[가-힣]{0,4}?(?:할인|깎|싸|싼|얼마)"
    "|(?:으?로|에)(?:하|가|바꾸|예약하|묵으|옮기|먹으)면[가-힣]{0,4}?(?:싸|싼|비싸|비싼|저렴|얼마|어때|어떤)"
)


def asks_how_it_is(letters: str, end: int) -> bool:
    """Whether what ends at letter `end` is only when something is asked about: 주말에도 사람
    많아?, 주말로 하면 더 싸?"""
    return _HOW_IT_IS.compiled.match(letters, end) is not None


_IF_POSSIBLE = LazyPattern(
    "(?:주문|서비스)?(?:은|는|도|이|가|을|를)?(?:도)?"
    "(?:하나요?$|하니$|합니까|하는(?:지|가|곳|데|거)|가능(?:한|해|하|할|합)|되[나니는]|됩니까|돼요?$|할수(?:도)?있)"
)
"""Behind what is done: whether that is done at all (배달하니, 포장 가능해요)."""

_IF_ALLOWED = LazyPattern(
    "(?:이서|서|이)?(?:먹을|앉을|묵을)수있(?:나|어|을까|죠|습니까)[요]?$"
    "|(?:이서|서)?[가-힣]{0,2}[가와자아어여해써]도[가-힣]{0,10}(?:나요?|가요|까요?|죠|지요?|[어아해돼]요?)$"
)
"""혼자 가도 괜찮나요?"""


def asks_if_possible(letters: str, end: int) -> bool:
    """Whether it is asked if what ends at letter `end` is done or can be."""
    return _IF_POSSIBLE.compiled.match(letters, end) is not None


def asks_if_allowed(letters: str, end: int) -> bool:
    """Whether it is asked if one may do something so: 혼자 가도 괜찮나요?"""
    return _IF_ALLOWED.compiled.match(letters, end) is not None


_IF_FITS = LazyPattern(
    "(?:이서|서|이|은|는)?(?:다|모두|같이)?"
    "(?:(?:앉을|잘|들어갈)수있(?:나|니|어|을까|죠|습니까)|들어가(?:나|니|죠|지|요|는지))요?$"
)


def asks_if_fits(letters: str, end: int) -> bool:
    """Whether it is asked if there is room for as many as end at letter `end`: 25명이 다
    들어가나요?"""
    return _IF_FITS.compiled.match(letters, end) is not None


_REACH = 40
"""So many letters behind it are looked at."""


_JOINS = LazyPattern(
    "[가-힣]{0,12}?(?:고|며|면서|랑|하고|과|와|도|[은는]?요|까|죠|나|니|지|야|및|또|그리고)"
)
"""Between two questions: 몇 시까지 하고 얼마예요, 주차랑 조식 되나요."""


def joins_questions(utterance: Utterance, end: int, start: int) -> bool:
    """Whether one question may end at letter `end`, and another one begin at letter `start`."""
    if start - end > _REACH:
        return False
    if end == utterance.sentence_of(start)[0]:
        return True
    return _JOINS.compiled.fullmatch(utterance.letters, end, start) is not None
