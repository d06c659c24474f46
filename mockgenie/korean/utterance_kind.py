"""What an utterance does in a dialog, whatever it is about: agree, refuse, ask, hesitate, have
something repeated, leave it open, command, or only say.

Korean shows it at the end of a sentence, by endings and particles; spaces carry no meaning. What
is no agreement through and through is none: 네 잠깐만요 hesitates, 오늘 날씨 좋네요 only says.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Literal, TypeAlias

from msgspec import Struct

from mockgenie.korean.endings import CLOSED_BY_B, CLOSED_BY_L, INDIRECT, INTERROGATIVE
from mockgenie.korean.indifference import indifference
from mockgenie.korean.lazy_regex import LazyPattern, Signs, SoughtPattern
from mockgenie.korean.spelling import split_words
from mockgenie.korean.stems import apart, beginnings
from mockgenie.korean.utterance import Utterance

YesOrNo: TypeAlias = Literal["", "yes", "no"]
Letters: TypeAlias = tuple[int, int]
"""Letters of an utterance, from start up to end."""


class UtteranceKind(Enum):
    """What an utterance does."""

    AGREEMENT = "agreement"
    REFUSAL = "refusal"
    QUESTION = "question"
    HESITATION = "hesitation"
    REPETITION = "repetition"
    """It has the last answer repeated: 네?, 뭐라고요?"""
    INDIFFERENCE = "indifference"
    COMMAND = "command"
    STATEMENT = "statement"
    REACTION = "reaction"
    """A statement that nothing else is found in, and that only shows what somebody makes of what
    was said: 와 신기하네, 아 그렇구나. It is told by all that is understood, not by `read_kind`."""


ANSWERS = (UtteranceKind.AGREEMENT, UtteranceKind.REFUSAL, UtteranceKind.REPETITION)
"""Kinds of what only takes up what was said last."""


_Sentence: TypeAlias = tuple[int, int, Sequence[str], bool]
"""A sentence: its letters from start up to end, its words, and whether a question mark ends it."""


class ReadKind(Struct, frozen=True, gc=False):
    """The kind of an utterance, and the yes or no in it, whatever else it says (네 두 명이요).
    `said_by`: the letters that call off what is being done (취소, 안 할래), or that want it said
    again (다시 말해)."""

    kind: UtteranceKind
    answer: YesOrNo = ""
    said_by: Letters | None = None


_POLITE = ("", "요", "욤", "용", "여", "염")
_VALUE = "\x01"
"""Stands for each letter of a value."""

# The grammar of answers: its words by class. A stem before a dash takes each ending behind it.
_CLASSES = {
    "yes": "네 네네 넵 넹 넷 넨 예 예예 옙 응 응응 엉 웅 어어"
    " 어-그렇게,그걸로,그거로,그대로 ㅇ ㅇㅇ ㅇㅋ ㅋㅋㅇㅇ ㄱㄱ 오케이"
    " 오키 오케 ok okay yes yep 콜"
    " 그려 그래 그럼요 그러-자,죠,지,지요,시죠,세요 그럽시다 그럴게 그렇-죠,지,습니다,네"
    " 당연-하죠,하지,히,합니다 물론 물론-이죠,이지,입니다"
    " 동의-해,합니다 문제없-어,습니다 확인 확인-했어,했습니다,됐어,됐습니다,이 그런데요",
    "fine": "맞-아,소,네,죠,지,습니다,는데요,음,다"
    " 좋-아,소,은데,네,죠,지,습니다,다,음,겠어,겠네,겠습니다 완벽-해,하네,합니다 찬성",
    "okay": "괜찮-아,소,네,죠,습니다,을것같아,겠어",
    "no": "아니 아니-오,에,예,야,다,지 아냐 아뇨 아녀 아닙니다 아녜"
    " 아닌-데,것같아,거같아 노 no nope ㄴ ㄴㄴ 싫-어,소,습니다,은데,네"
    " 안돼 안되 안됩니다 틀려 틀렸-어,습니다,네,는데 틀립니다 됐-어,네,습니다,거든"
    " 없-어,습니다,네,는데"
    " 필요없-어,습니다 필요는없-어,습니다 필요가없-어,습니다 사양-할게,하겠습니다,합니다"
    " 관심없-어,습니다 잘못됐-어,네,습니다 그냥둬 그냥두-세,죠,자,십시오 냅둬"
    " 그게아니-라,고,에,야",
    "filler": "ㅎㅇ 하이 없으면 일단 알겠-습니다,어,소,네 알았-어,습니다,네"
    " 음 으음 흠 아 어 오 와 헐 저 저기 그 뭐 자 ㅋ ㅎ ㅠ ㅜ 그럼 그러면 그렇다면 그런데"
    " 근데 그리고"
    " 감사-해,합니다,드려,드립니다 고마워 고맙-습니다,겠습니다 수고-하세,하십니다",
    "word": "그렇게 이렇게 그대로 이대로 이걸로 그걸로 그거로 이거로 그거 이거 그것 이것 그게"
    " 이게 거기 여기 바로 얼른 빨리 어서"
    " 끝 지금 꼭 좀 한번 다 전부 모두 너무 정말 진짜 아주 딱 그냥 이제 우선 말씀하신 내용 정보 날짜"
    " 시간 인원 메뉴 주소 번호 것 걸",
    "do": "혀 하소 하이소 하쇼 하슈 하시오"
    " 진행 확정 결정 처리 완료 접수 부탁 해 할 하 합 주세요 주십시오 줘 줘요 그걸로갈"
    " 그걸로가 그렇게갈 그렇게가 이대로갈 이대로가 거기로갈 거기로가 "
    " 그렇게고쳐 그렇게바꿔 그렇게변경 그렇게수정 그렇게옮겨",
    "ending": "해 할 하 합 한 하여 되 돼 된 됩 될 줘 주 줄 드려 드리 드립 달라 셔 시 실 세 십시오"
    " 니다 요 라 죠 지 게 께 래 겠 습 싶"
    " 려 거 건 기로 예 야 도록 면돼 면됩 면되 면좋 면감사 면고맙 겠네 음 함 용 욤 여 염 구 수있"
    " 있 을 으 봐 볼 보",
    "particle": "으로 로 을 를 은 는 이 가 도 만 에 에서 까지 부터 이랑 랑 하고 의 대로 이요"
    " 이에요 예요 입니다 고 어 아",
    "other": "좋아하 좋아해 아니면 아니고 아니라 아닌가 하나 해도 아직 그래도 그래서 그냥그렇"
    " 어디 어떻"
    " 어때 뭐라 어느 어떤 네시 네명 예약",
}
"""`yes`, `fine`: agreement; `okay`: agreement, or that nothing is needed; `no`; `filler`: means
nothing; `word`: points at what was proposed; `do`: what is done with it; `ending`, `particle`: what
stands behind the two; `other`: what only looks like one of these."""
_CODES = {
    "yes": "y", "fine": "f", "okay": "o", "no": "n", "filler": "i", "word": "w", "do": "d",
    "ending": "e", "particle": "p", "other": "?",
}  # fmt: skip


def _tokens() -> dict[str, str]:
    tokens: dict[str, str] = {}
    for name in reversed(_CLASSES):
        polite = _POLITE if name in ("yes", "fine", "okay", "no", "filler", "word") else ("",)
        for written in _CLASSES[name].split():
            own, _, endings = written.partition("-")
            for ending in endings.split(","):
                tokens.update(dict.fromkeys((own + ending + yo for yo in polite), _CODES[name]))
    return tokens


_TOKENS = _tokens()
_LENGTHS = {
    head: tuple(dict.fromkeys((*map(len, tokens), 1)))
    for head, tokens in groupby(
        sorted(_TOKENS, key=lambda token: (token[:2], -len(token))), key=itemgetter(slice(2))
    )
}
"""How long the words can be that begin with two letters, the longest first."""
_SINGLE = (1,)

_LETTERS = frozenset(letter for token in _TOKENS for letter in token) | {_VALUE}
_ANSWERING = frozenset(token for token, code in _TOKENS.items() if code in "yfon")
_BEGINS_ANSWER = {token[0] for token, code in _TOKENS.items() if code in "yi"}

# Over the classes of an utterance, a letter for each word; v is a value.
_AGREES = LazyPattern("(?:[yfoi]|[wv]p*|d[ep]*)*")
_REFUSES = LazyPattern("[yfoniwvp]*")
_GOES_ON = LazyPattern("[epdwiyfo]*")
_LEADS = LazyPattern("(?:[yfoi]|[wv]p*)*")
_DONE_WITH = "됐고"
_PUT = LazyPattern("[을를좀]?넣[어을]")
_BEFORE_ANSWER = "iwvp"
_END = 6
"""So many letters show whether a sentence commands."""
_ADVERBS = ("일단", "우선", "그냥", "이제", "바로", "지금", "얼른", "빨리")
_NOD = "어"
"""A yes where it is all that is said, and said without waiting; before words it only opens them."""
_LONGEST = 200
"""Letters; what is longer says more than one of these."""

_INDIRECT = SoughtPattern(
    f"{INDIRECT}(?:도|를|가|좀)?(?:알|확인|말|봐|보|여쭤|물어|체크|가르)|궁금"
)
"""꺼졌는지 확인해 줘"""
_REQUEST = SoughtPattern(
    "(?:줄래|주실래|줄수있|주실수있|주시겠|주세|주십|줘|주라|주셔|주면안|주시면안|드려도될까)[가-힣]{0,5}$",
)
_WH = "얼마|어디|언제|누구|누가|무엇|무슨|어느|어떻|어때|어떤|왜|뭐|뭔|몇"
_QUESTION = LazyPattern(f"(?:{INTERROGATIVE}|[은는](?=요))[요욤용여염]?$")
_GOES = ("가", "가요")
_LONGEST_QUESTION = 5
_ENDS_QUESTION = frozenset("까요나니가냐지부욤용여염")
_WH_ALONE = ("얼마", "누구", "어디", "몇시")
_ENDS_WH_QUESTION = frozenset("요욤용죠지어야나니대여래")
_WH_QUESTION = SoughtPattern(
    f"(?:{_WH})(?!든)[가-힣\x01]{{0,12}}[{''.join(sorted(_ENDS_WH_QUESTION))}]$",
    sign=_WH,
)
_REPEATED = SoughtPattern(
    "(?:뭐|얼마|언제|어디|누구)이?라[고구](?:[요여]?$|하|그)|뭐랬|라[고구](?:하셨|그러셨|그랬)"
    "|못들었|안들[려리렸립]|(?P<again>(?:다시|한번만?더|또)(?:한번만?|좀)*(?:말|얘기|알려|들려|불러|읽))|다시요$|다시한번[요만]{0,2}$",
)
_ECHOES = LazyPattern("[라다냐자][고구][요여]?$")
"""세 명이라고요? 내일까지라고요?"""
_HESITATES = SoughtPattern(
    "잠깐|잠시|잠만|기다[려리릴]|기달|생각(?!나|보다)|고민|글쎄|망설|아직|나중|이따(?!로)|모르겠|몰라|모름|다음에|다음번|물어[보봐볼]|여쭤[보봐볼]"
    "|상의|의논|확인(?:좀|해보|해볼|하고|할게|먼저|부터|해야)|다시(?:올게|연락|전화|걸|볼게|오겠)|보류"
    "|어(?:떡하|쩌|떻게하|떡할|쩔|떻게할)[지까죠]|정(?:을|은)?못|안정했|(?:한번|좀|더|먼저|다시)볼게|헷갈|가만|스톱|멈춰|천천히",
)
_CALLS_OFF = SoughtPattern(
    "취소(?=(?:를|좀)*(?:로?처리|할(?!때|경|수있나)|하(?!지|면|는)|해(?!도)|했으면|시켜|부탁|바라|바람|요|이요|입|$))"
    "|그만(?:둘|두|둬|할|하|해|요|$)|관[두둘둬]|없던(?:일|걸|거)|무를게|물러|철회|때려치"
    f"|안[가-힣]{{0,3}}?(?:[{CLOSED_BY_L}](?:래|게|께)|(?<!좋)겠[습어다])|못[가-힣]{{0,2}}?[{CLOSED_BY_L}](?:게|께)|안(?:할[거것건]|하고싶)"
    "|(?<!취소하)지(?:는|도)?(?:않을[래게거]|않겠|않으려|말(?!고)|마(?:세|십|라|요|셔|$))|안(?:해[요여]?|합니다|함|한다|하기로.*|하려고.*)$"
    "|그냥(?:됐[어습]|말[래게])",
)
_NOT_MEANT = SoughtPattern(
    "(?:[라다자냐]는|[란단잔])(?:건|게|것은|거는?|말은?|뜻은?|얘기는?|소리는?)아니"
)
"""바꾸라는 건 아니고, 예약하자는 게 아니에요: what was understood was not meant."""
_COMMANDS = LazyPattern(
    f"줘|주세|주십|주라|줄수|주실수|세[요용욤]|십시오|부탁|[{CLOSED_BY_L}][게께래]|겠[어습]|자$|[{CLOSED_BY_B}]시다|고싶|[해하]$|해요$|시죠|[{CLOSED_BY_L}]거|기로"
)
_REASON = LazyPattern("[가-힣]{2,20}?(?:니까|거든요?|[아어해라와워]서)")
_DOUBT = LazyPattern("[안못않없]|다[시른]|딴")
_CLOSINGS = ("", apart("ㄹ"), apart("ㅂ"))
_STRONGEST_FIRST = (
    UtteranceKind.REFUSAL,
    UtteranceKind.QUESTION,
    UtteranceKind.REPETITION,
    UtteranceKind.HESITATION,
    UtteranceKind.COMMAND,
    UtteranceKind.INDIFFERENCE,
    UtteranceKind.AGREEMENT,
    UtteranceKind.STATEMENT,
)
_UNDECIDED = _STRONGEST_FIRST[1:4]
_PUZZLED = LazyPattern(
    "[그이](?:게|건|거|것)[은이]?(?:뭐|뭔|무슨|무엇)[가-힣]{0,5}$|무슨(?:말|뜻|소리)"
    "|어(?:떡하|쩌|떻게하|떡할|쩔|떻게할)[지까죠]요?$"
)
"""그게 뭐예요?, 무슨 말이에요?: what was asked is not understood."""
_PUZZLED_ALONE = ReadKind(UtteranceKind.HESITATION)
_QUESTION_ALONE = ReadKind(UtteranceKind.QUESTION)
_SENTENCES = LazyPattern(r"[!?~…;\n]+|[.,](?!\d)[.,]*")


def read_kind(utterance: Utterance, values: Collection[Letters] = ()) -> ReadKind:
    """What an utterance does; `values`: the letters that name values. Linear in its length."""
    letters = utterance.letters
    if not letters or len(letters) > _LONGEST:
        return ReadKind(UtteranceKind.STATEMENT)
    if letters == _NOD and utterance.text.strip(" !~") == _NOD:
        return ReadKind(UtteranceKind.AGREEMENT, "yes")
    masked = _masked(letters, values)
    reads: list[ReadKind] = []
    for sentence in _sentences(utterance):
        if (read := _read_sentence(utterance, masked, *sentence)) is not None:
            reads.append(read)
    if len(reads) == 1 and not reads[0].answer and reads[0].said_by is None:
        return reads[0]
    return _kind_of(reads)


def _kind_of(reads: Sequence[ReadKind]) -> ReadKind:
    """What an utterance does whose sentences do what `reads` say."""
    kinds = [read.kind for read in reads] or [UtteranceKind.STATEMENT]
    kind = min(kinds, key=_STRONGEST_FIRST.index)
    answer: YesOrNo = ""
    said_by: Letters | None = None
    for read in reads:
        answer = answer or read.answer
        if read.kind is kind:
            said_by = said_by or read.said_by
    if kind is UtteranceKind.REFUSAL and said_by is None:
        answer = "no"
    if kind is UtteranceKind.AGREEMENT:
        # 네. 그 친구도 온대요.: only what agrees throughout is agreement.
        kind = next((one for one in kinds if one is not kind), kind)
    if kind in _UNDECIDED and answer == "yes" and kinds[-1] is kind:
        answer = ""  # 네 잠깐만요
    return ReadKind(kind, answer, said_by)


def goes_ahead(letters: str, end: int) -> bool:
    """Whether what ends at letter `end` is what is to be done: nothing but the endings of a request
    or a promise stand behind it (예약 좀 해 주세요, but not 예약 번호)."""
    if put := _PUT.compiled.match(letters, end):
        end = put.end()  # 주문 넣어 주세요
    return _GOES_ON.compiled.fullmatch(_classes(letters[end:])) is not None


def takes_up(utterance: Utterance, question: str, values: Collection[Letters] = ()) -> bool:
    """Whether a command is to do what a question proposes, by its verb: 예약할까요? – 예약해
    주세요, 끌까요? – 꺼 줘."""
    letters = utterance.letters
    words = split_words(question)
    if not words or len(letters) > _LONGEST:
        return False
    places = [place for place, letter in enumerate(letters) for _ in apart(letter)]
    jamo = apart(letters)
    for verb in beginnings(words[-1]):
        start = jamo.rfind(verb)
        if start < 0 or (start and places[start] == places[start - 1]):
            continue
        end = start + len(verb)
        rest = places[end - 1] + 1
        closing = jamo[end : end + 1] if end < len(jamo) and places[end] < rest else ""
        if closing in _CLOSINGS and goes_ahead(letters, rest):
            return leads_ahead(utterance, places[start], "".join(words), values)
    return False


def only_answers(words: str) -> bool:
    """Whether words say nothing but yes or no, or only open what is said: ㅇㅋ, 응 그래, 일단."""
    letters = words.replace(" ", "").lower()
    return letters in _ADVERBS or (
        len(letters) <= _LONGEST and not _classes(letters).strip("yfoni")
    )


def is_said_of(utterance: Utterance, start: int, values: Collection[Letters] = ()) -> bool:
    """Whether a refusal that begins at letter `start` is said of what the dialog is about: no
    unknown word stands before it (그만하자, but not 그 얘기는 그만하자)."""
    return "?" not in _classes(_masked(utterance.letters, values)[:start])


def leads_ahead(
    utterance: Utterance, start: int, question: str, values: Collection[Letters] = ()
) -> bool:
    """Whether what stands before letter `start` holds nothing back: 네 그럼, 급하니까, and words
    of the question (letters) itself."""
    front = _masked(utterance.letters, values)[:start]
    if (reason := _REASON.compiled.match(front)) and not _DOUBT.compiled.search(reason[0]):
        front = _VALUE + front[reason.end() :]
        return _LEADS.compiled.fullmatch(_classes(front)) is not None
    known = ""
    position = 0
    for word in utterance.words_of(0, start):
        said = front[position : position + len(word)]
        position += len(word)
        known += _VALUE if word in question or (word[:-1] in question and len(word) > 2) else said
    return _LEADS.compiled.fullmatch(_classes(known)) is not None


def _read_sentence(
    utterance: Utterance, masked: str, start: int, end: int, words: Sequence[str], asks: bool
) -> ReadKind | None:
    """The kind of one sentence, None where it says nothing (감사합니다)."""
    letters, signs = masked[start:end], utterance.signs
    if (repeated := _read_repetition(letters, asks, signs)) is not None:
        again = repeated and (start + repeated[0], start + repeated[1])
        return ReadKind(UtteranceKind.REPETITION, _answer(words, letters), again or None)
    goes = words[-1] in _GOES
    if _asks(letters, utterance.letters[start:end], asks, signs, goes):
        puzzled = letters[0] in "그이무어" and _PUZZLED.compiled.match(letters)
        return _PUZZLED_ALONE if puzzled else _QUESTION_ALONE
    answer = _answer(words, letters)
    if _NOT_MEANT in signs and (meant := _NOT_MEANT.compiled.search(letters)):
        return ReadKind(UtteranceKind.REFUSAL, answer, (start + meant.start(), start + meant.end()))
    if _CALLS_OFF in signs and (called := _CALLS_OFF.compiled.search(letters)):
        calls_off = start + called.start(), start + called.end()
        return ReadKind(UtteranceKind.REFUSAL, answer, calls_off)
    if _HESITATES in signs and _HESITATES.compiled.search(letters):
        return ReadKind(UtteranceKind.HESITATION, answer)
    classes = "?"
    # With a letter that no word of the grammar has, none of these is all of it.
    if _LETTERS.issuperset(letters):
        classes = _classes(letters)
        if (decided := _read_decision(letters, classes, answer)) is not None:
            return decided
    if indifference(letters, signs) is not None:
        return ReadKind(UtteranceKind.INDIFFERENCE, "" if answer == "no" else answer)
    if _commands(utterance.letters[max(start, end - _END) : end]):
        return ReadKind(UtteranceKind.COMMAND, answer)
    return ReadKind(UtteranceKind.STATEMENT, answer) if classes.strip("i") else None


def _read_repetition(letters: str, asks: bool, signs: Signs) -> Letters | tuple[()] | None:
    """Where a sentence wants something said again (다시 말해), () where it wants the last answer
    again (네?), None where neither."""
    if asks:
        # 네?
        if letters[0] in _BEGINS_ANSWER and not _classes(letters).strip("yi"):
            return ()
        if _ECHOES.compiled.search(letters):
            return ()
    if _REPEATED in signs and (found := _REPEATED.compiled.search(letters)):
        return found.span("again") if found["again"] else ()
    return None


def _read_decision(letters: str, classes: str, answer: YesOrNo) -> ReadKind | None:
    """The kind of a sentence that is nothing but a refusal, agreement or indifference; or None."""
    if "n" in classes and _REFUSES.compiled.fullmatch(classes):
        return ReadKind(UtteranceKind.REFUSAL, "no")
    as_proposed = answer == "no" and ("그대로" in letters or "이대로" in letters)
    if as_proposed and classes[-1] in "depyf":
        return ReadKind(UtteranceKind.AGREEMENT, "yes")
    if classes[-1] != "?" and _AGREES.compiled.fullmatch(classes):
        if _has_agreement(classes):
            return ReadKind(UtteranceKind.AGREEMENT, "yes")
        if "o" in classes:
            return ReadKind(UtteranceKind.INDIFFERENCE, "yes")
    return None


def _asks(letters: str, unmasked: str, asks: bool, signs: Signs, goes: bool) -> bool:
    """Whether a sentence asks; `goes`: its last word is 가다, and only looks like an ending."""
    if _INDIRECT in signs and _INDIRECT.compiled.search(letters):
        return True
    if _REQUEST in signs and _REQUEST.compiled.search(unmasked):
        return False  # 해 주실래요?
    if asks:
        return True
    last = letters[-1]
    if letters.endswith(_WH_ALONE):
        return True  # 그거 얼마
    if last in _ENDS_QUESTION and not goes and _ends_as_question(letters[-_LONGEST_QUESTION - 2 :]):
        return True
    return (
        last in _ENDS_WH_QUESTION
        and _WH_QUESTION in signs
        and _WH_QUESTION.compiled.search(letters) is not None
        and indifference(letters, signs) is None
    )


@lru_cache(2_000)
def _ends_as_question(last: str) -> bool:
    """Whether the last letters of a sentence, with two before them, make it a question."""
    return _QUESTION.compiled.search(last, len(last) - _LONGEST_QUESTION) is not None


@lru_cache(2_000)
def _commands(last: str) -> bool:
    """Whether the last letters of a sentence command, ask for something or promise it."""
    return _COMMANDS.compiled.search(last) is not None


def _has_agreement(classes: str) -> bool:
    """Whether there is a yes, or 좋아요 or 해 주세요 that is not said of a value (강남이"
    " 좋아요)."""
    return "y" in classes or ("v" not in classes and ("f" in classes or "d" in classes))


def _answer(words: Sequence[str], masked: str) -> YesOrNo:
    """The yes or no in the words of a sentence: a yes opens it or is its last word, a no is any
    word. `masked`: its letters, with its values masked."""
    if _DONE_WITH in words and _opens_with_no(words):
        return "no"
    if _ANSWERING.isdisjoint(words):
        return ""
    codes = [_TOKENS.get(word, "?") for word in words]
    if _VALUE in masked:
        end = 0
        for number, word in enumerate(words):
            end += len(word)
            if masked[end - 1] == _VALUE:
                codes[number] = "v"
    said = "".join(codes)
    lead = said.lstrip(_BEFORE_ANSWER)
    of_value = "v" in said[: len(said) - len(lead)]
    if lead and lead[0] in ("yo" if of_value else "yfo"):
        return "yes"
    if "n" in lead:
        return "no"
    return "yes" if lead.endswith("o") else ""


def _opens_with_no(words: Sequence[str]) -> bool:
    """Whether the first word is that nothing of what was offered is needed: 됐고 콜라만 주세요, but
    not 그건 됐고."""
    before = words[: words.index(_DONE_WITH)]
    return all(_TOKENS.get(word) == "i" for word in before)


def _masked(letters: str, values: Collection[Letters]) -> str:
    for start, end in values:
        letters = f"{letters[:start]}{_VALUE * (end - start)}{letters[end:]}"
    return letters


def _classes(letters: str) -> str:
    """The class of each word of the grammar, the longest first, up to the first that is none, for
    which stands "?"."""
    if letters in _TOKENS:
        return _TOKENS[letters]
    classes = ""
    position, size = 0, len(letters)
    while position < size:
        letter = letters[position]
        if letter == _VALUE:
            position = size - len(letters[position:].lstrip(_VALUE))
            classes += "v"
            continue
        for length in _LENGTHS.get(letters[position : position + 2], _SINGLE):
            code = _TOKENS.get(letters[position : position + length])
            if code is not None:
                break
        else:
            return classes + "?"
        classes += code
        if code == "?":
            break
        position += length
    return classes


def _sentences(utterance: Utterance) -> list[_Sentence]:
    """The sentences of an utterance."""
    text, words = utterance.text, utterance.words
    if utterance.plain:
        return [(0, len(utterance.letters), words, "?" in text)]
    sentences: list[_Sentence] = []
    start = first = 0
    for sign in _SENTENCES.compiled.finditer(text):
        end = utterance.letters_before(sign.start())
        if end > start:
            last = first + utterance.starts.count(1, start, end)
            sentences.append((start, end, words[first:last], "?" in sign[0]))
            start, first = end, last
    if first < len(words):
        sentences.append((start, len(utterance.letters), words[first:], False))
    return sentences
