"""What leaves something open: 상관없어요, 아무 때나, 아직 못 정했어요, 몇 명일지 모르겠어요.

Works on squeezed letters. A noun of caring with a negation, or a word that says it by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from mockgenie.korean.lazy_regex import ANY_SIGNS, LazyPattern, Signs, SoughtPattern

Indifference: TypeAlias = Literal["", "time", "place"]
UnknownSort: TypeAlias = Literal["date", "time", "duration", "people"]

OKAY = "도(?:괜찮|상관|무방|돼|되|됩니다|좋)"
EVEN = "(?:든|나(?!온|와|왔|오[는나니지]|올|옴|갔)|라도)"
"""Behind what is asked for: 언제나, but not 언제 나와요."""
ADVERBS = (
    "크게|절대로?|별로|딱히|전혀|그다지|그닥|굳이|아예|진짜|정말|그렇게|좀|꼭|특별히"
    "|따로|더|다|아직|그냥|일단|우선|아무|큰|별|잘"
)
_NOT = (
    "(?:없|안(?![에내])|못|끄|[하쓰두받]지(?:는|도)?(?:않|말|마|못)"
    "|해(?:보지(?:는|도)?(?:않|못)|본적[이은도]?없|둔[가-힣]{0,2}없))"
)
CARELESS = (
    f"(?:상관|관계|신경|구애|제한|제약|선호)[은는이가을를도에]?(?:{ADVERBS}){{0,4}}{_NOT}"
    "|무관|무방|아무래도|아무렇|(?:가리|따지)지[는도]?않|안(?:가려|가리|따져|따지)|마음대로|맘대로|알아서|편(?:하신|한|하실)대로|자유롭|프리하"
)
"""It does not matter: 크게 상관은 없어요."""
_THEN = "(?:어|아)?(?:서|니까?|는데|은데|지만|고|으니까?|으?므로)"
_LATER = (
    f"(?:생각|고려)[은는을도]?(?:{ADVERBS}){{0,4}}{_NOT}|미정|계획[은는이도]?없"
    "|(?:정|결정|선택)할(?:게|께|거|예정|생각)|(?:정|결정)하(?:려|겠|도록)|고를(?:게|께|거)"
    f"|(?:정(?:해진|한)|생각(?:해둔|한))[거것건게바]?[이가은는도]?없"
)
"""It is left for later, or nothing to think of: 생각 안 해 봤어요, 가서 정할게요."""
_UNDECIDED = (
    f"(?:결정|정)(?:[은는이가을를도]|하|해지){{0,4}}(?:{ADVERBS}){{0,4}}(?:지[는도]?)?(?:못|안|않)[가-힣]?[하했해]?|정하지[는도]?[않못]|정해지지않"
    "|(?:안|못)(?:정했|정해|골랐)|못(?:정|고르)|모르겠|몰라|모르|모름"
)
"""It is not known yet: 아직 못 정했어요. It is left for later only if more follows: 몰라서 …."""

_THINGS = {
    "time": f"아무(?:때|날|시간|요일)|언제{EVEN}",
    "place": f"아무(?:데|곳)|어디{EVEN}|어느(?:쪽|곳)(?:이?든|이?나)",
}
_WHATEVER = (
    f"아무(?:거(?!도)|나|것(?!도)|쪽|종류)|뭐{EVEN}|무엇이든|누구{EVEN}|어느(?:것|거)(?:이?든|이?나)|다(?:좋|괜찮|상관)"
    "|몇[가-힣]{1,2}이?든|어떤(?:것|거|곳|데)이?(?:든|나|라도)|암거나|어느[가-힣]{1,6}?(?:이든|이나|든지)"
    "|아무[가-힣]{1,6}?이나|아무[가-힣]{1,4}?나(?:괜찮|좋|상관|돼|되|요|$)"
)
_INDIFFERENT: dict[Indifference, SoughtPattern] = {
    "time": SoughtPattern(_THINGS["time"]),
    "place": SoughtPattern(_THINGS["place"]),
    "": SoughtPattern(
        f"{CARELESS}|{_WHATEVER}|(?:없어|안돼|안되어|안해){OKAY}",
        firsts="상관신구제선무아가따안마맘알편자프뭐누어다몇암없",
    ),
}
_LEFT_FOR_LATER = SoughtPattern(
    f"(?:음|아|어|네|예|아니요?|아뇨|글쎄요?|그건|그거는|저는|전|저희는|나중에|이따가?|[가-힣]{{1,2}}서|{ADVERBS}){{0,6}}(?:{_LATER})",
    sign=_LATER,
)
"""All that is said, from its beginning on: 아직 생각 안 해 봤어요."""
_ALL = frozenset((*_INDIFFERENT.values(), _LEFT_FOR_LATER))

_NOT_DONE = "안(?:할|하려|하겠|하기|해요?$|넣을|올릴|시킬|먹을|마실|추가)[가-힣]{0,6}$"
"""It is left undone: 토핑은 따로 안 할게요."""
_BEHIND_NAME = LazyPattern(
    "(?:[은는이가도을를]|같은[거것건]|부분|조건|쪽|대|여부|추가){0,6}"
    "(?:(?:얼마|어디|몇|언제|어느|어떤|누가)[가-힣]{0,6}?[지든]지?[는은도]?)?"
    f"(?:{ADVERBS}|저희?는|제가|난|전|나중에|가서){{0,6}}(?:(?P<open>{CARELESS}|{_LATER}|없이|[가-힣]{{1,3}}서(?:정|결정)할|{_NOT_DONE})"
    f"|(?P<undecided>{_UNDECIDED}))"
)
_SCOPE = SoughtPattern(
    "(?P<both>둘|두가지|두개)?(?P<all>다|모두|전부|모든[것게거]|전체|싹다|셋다|세가지다?)(?:[가은는이]|다)?"
    f"(?:{ADVERBS}|저희?는|난|전){{0,6}}(?:{CARELESS}|{_LATER})"
    "|(?P<rest>나머지|(?:그|이)?(?:외|밖)에?[는은]?|다른(?:거|것|건|조건|부분|점|데)들?|기타)"
    f"[가-힣]{{0,4}}?(?:{CARELESS}|{_LATER}|{_UNDECIDED}|{_WHATEVER})",
    firsts="둘두다모전싹셋세나그이외밖기",
)
_UNKNOWN: dict[UnknownSort, str] = {
    "duration": "며칠|몇일|얼마나|얼마동안|몇박|몇시간",
    "people": "몇명|몇분|몇사람|몇인",
    "time": "몇시",
    "date": "언제|무슨요일|몇월|무슨날",
}
_NOT_KNOWN = SoughtPattern(
    "(?:"
    + "|".join(f"(?P<{sort}>{words})" for sort, words in _UNKNOWN.items())
    + f")[가-힣]{{0,6}}?[지진질](?:[는은도를])?(?:{ADVERBS}|저희?[는도]|제가){{0,6}}"
    f"(?:{CARELESS}|{_LATER}|(?:{_UNDECIDED})[가-힣]{{0,2}}?(?:{_THEN}))",
    sign="|".join(_UNKNOWN.values()),
)

OpenScope: TypeAlias = Literal["both", "all", "rest"]


def indifference(letters: str, signs: Signs = ANY_SIGNS) -> Indifference | None:
    """To what the user is indifferent: "time" (아무 때나), "place" (어디든), "" to whatever is
    spoken of (상관없어요, 아직 못 정했어요); None where it does matter. `signs`: those of the
    letters, or of more, where they are known."""
    if signs.isdisjoint(_ALL):
        return None
    for to, words in _INDIFFERENT.items():
        if words in signs and words.compiled.search(letters):
            return to
    if _LEFT_FOR_LATER in signs and _LEFT_FOR_LATER.compiled.match(letters):
        return ""
    return None


def leaves_open(letters: str, end: int) -> Literal["", "open", "undecided"]:
    """Whether the property whose name ends at letter `end` is left open (크기는 고민 안 해 봤어요,
    지역이 어디든 상관없고), or not decided yet (날짜는 아직 못 정했어요)."""
    found = _BEHIND_NAME.compiled.match(letters, end, end + _REACH)
    if found is None:
        return ""
    return "open" if found["open"] else "undecided"


def open_scopes(letters: str, starts: bytes, signs: Signs = ANY_SIGNS) -> Iterator[OpenScope]:
    """Of how much it is said at once that it is left open: "both" (둘 다 상관없어요), "all" (전부),
    "rest" (나머지는, 다른 건); `starts` has a 1 where a word begins; `signs`: those
    of the letters, where they are known."""
    if _SCOPE not in signs:
        return
    for found in _SCOPE.compiled.finditer(letters):
        if starts[found.start()]:
            yield "rest" if found["rest"] else "both" if found["both"] else "all"


def not_known(letters: str, signs: Signs = ANY_SIGNS) -> Iterator[UnknownSort]:
    """What sort of thing the user does not know yet: 몇 명일지 모르겠어요, 며칠 묵을지 미정.
    `signs`: those of the letters, where they are known."""
    if _NOT_KNOWN not in signs:
        return
    for found in _NOT_KNOWN.compiled.finditer(letters):
        for sort in _UNKNOWN:
            if found[sort]:
                yield sort


_REACH = 24
"""So many letters behind a name are looked at."""
