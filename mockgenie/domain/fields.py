"""What may be written in a domain file: every field with its shape and what it is for.

The loader takes the names of the fields from here, and the published JSON Schema is made of it,
so an editor explains exactly what loads. These structs are never filled; a file is read as
positioned nodes (`source`), so that a mistake is reported where it stands.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType

from mockgenie.records import InstanceTable
from mockgenie.source import Word, Words, Written

SlotType: TypeAlias = Literal[
    "text", "choice", "int", "float", "date", "time", "duration", "boolean", "pattern"
]
Controller: TypeAlias = Literal["user", "system"]
TaskType: TypeAlias = Literal["essential", "optional"]
ValueForm: TypeAlias = Literal["", ",", "iso"]
"""How a text writes a value: as it is, a number with commas, a day or time in digits."""

WEIGHT = 1
WEIGHTS = (0.001, 1_000_000)
LIMIT = 10
LIMITS = (1, 1000)
THRESHOLD = 0.6
THRESHOLDS = (0, 1)
"""What a number is where it is not written, and from where to where it may go."""


class SlotFields(Written):
    """A slot: one property of an entity class. 슬롯: 엔티티 클래스의 속성 하나."""

    type: Annotated[
        SlotType | UnsetType,
        Meta(description="What kind of value it takes; text without it. 값의 종류. 없으면 text."),
    ] = UNSET
    values: Annotated[
        Words | dict[str, Words | None] | UnsetType,
        Meta(
            description="Its values: a list, each with its synonyms, or a .csv or .txt file."
            " 값 목록, 값과 동의어, 또는 .csv나 .txt 파일."
        ),
    ] = UNSET
    any: Annotated[
        Words | UnsetType,
        Meta(
            description="Words that mean no matter which; the slot then restricts nothing."
            " 무엇이든 좋다는 말. 이때 슬롯은 아무것도 가리지 않는다."
        ),
    ] = UNSET
    words: Annotated[
        Words | UnsetType,
        Meta(
            description="Words that name the slot itself or stand beside its values (출발, 주차)."
            " 슬롯 자체를 가리키거나 값 곁에 오는 말(출발, 주차)."
        ),
    ] = UNSET
    counters: Annotated[
        Words | UnsetType,
        Meta(description="Counters behind a number (명, 박, 개). 수 뒤에 오는 단위(명, 박, 개)."),
    ] = UNSET
    less: Annotated[
        Words | UnsetType,
        Meta(
            description="Adjectives for little of it (싼, 가까운), by which records are ordered."
            " 값이 작다는 말(싼, 가까운). 레코드의 순서를 정한다."
        ),
    ] = UNSET
    more: Annotated[
        Words | UnsetType,
        Meta(
            description="Adjectives for much of it (비싼, 인기 있는), by which records are ordered."
            " 값이 크다는 말(비싼, 인기 있는). 레코드의 순서를 정한다."
        ),
    ] = UNSET
    pattern: Annotated[
        str | UnsetType,
        Meta(
            description="The regular expression of type pattern, matched in linear time."
            " pattern 형의 정규식. 선형 시간에 맞춘다."
        ),
    ] = UNSET
    format: Annotated[
        Word | UnsetType,
        Meta(
            description="How a value of type pattern is kept: {0} is all of it, {1} its first ( ),"
            " {1:upper} the same in capitals. pattern 형의 값을 적는 꼴: {0}은 전부, {1}은 첫 괄호,"
            " {1:upper}는 대문자."
        ),
    ] = UNSET
    spoken: Annotated[
        bool | UnsetType,
        Meta(
            description="false: nothing that is said fills it; it is there for records and texts."
            " false면 말로는 채워지지 않는다. 레코드와 글에만 쓰인다."
        ),
    ] = UNSET
    preceding: Annotated[
        Words | UnsetType,
        Meta(description="Slots that are asked for before it. 이보다 먼저 물어볼 슬롯."),
    ] = UNSET
    unknown: Annotated[
        Say | UnsetType,
        Meta(
            description="Said to {unknown}, words in place of a value that are none of its values."
            " 값 자리에 온 모르는 말 {unknown}에 하는 말."
        ),
    ] = UNSET
    noted: Annotated[
        Say | UnsetType,
        Meta(
            description="Said when it is filled unasked and something else is asked for then."
            " 묻기 전에 채워지고 다른 것을 물을 때, 들었다고 하는 말."
        ),
    ] = UNSET
    same: Annotated[
        str | UnsetType,
        Meta(
            description="The slot of another class that it is; what is known of that one counts."
            " 다른 클래스의 같은 슬롯. 그 슬롯의 값이 여기서도 통한다."
        ),
    ] = UNSET
    tag: Annotated[
        str | UnsetType,
        Meta(
            description="How a chat engine's NER names its values (B_FOOD)."
            " 챗봇 엔진의 NER에서 값에 붙이는 태그(B_FOOD)."
        ),
    ] = UNSET
    description: Annotated[
        Word | UnsetType,
        Meta(
            description="A line for people; with a ? it is the question where a task has none."
            " 사람이 읽는 설명. 질문이 없으면 ?를 붙여 묻는다."
        ),
    ] = UNSET


class EntityFields(Written):
    """An entity class: a kind of thing that the dialog is about. 대화가 다루는 것의 종류."""

    slots: Annotated[
        Words | dict[str, SlotFields | Word | None],
        Meta(
            description="Its slots, by name; a text in place of a slot is its description."
            " 슬롯들. 슬롯 자리에 글만 쓰면 설명이다."
        ),
    ]
    key: Annotated[
        str | UnsetType,
        Meta(
            description="The slot that names a record; 두 번째 거 and 거기 fill it."
            " 레코드의 이름이 되는 슬롯. '두 번째 거', '거기'가 채운다."
        ),
    ] = UNSET
    instances: Annotated[
        str | InstanceTable | list[dict[str, Word | None]] | UnsetType,
        Meta(
            description="Its records for internal_data: a list, or a .csv, .json or SQLite file."
            " internal_data의 레코드: 목록, 또는 .csv, .json, SQLite 파일."
        ),
    ] = UNSET
    many: Annotated[
        str | UnsetType,
        Meta(
            description="How one is said in {itemised}, where the user may speak of several."
            " 한꺼번에 여럿을 말할 수 있을 때 {itemised}에서 하나를 말하는 글."
        ),
    ] = UNSET
    description: Annotated[
        Word | UnsetType, Meta(description="A line for people. 사람이 읽는 설명.")
    ] = UNSET


class ActFields(Written):
    """A dialog act: something a user can mean. 대화 행위: 사용자가 뜻할 수 있는 것."""

    one_of: ClassVar = ("patterns", "examples")

    patterns: Annotated[
        Words | UnsetType,
        Meta(description="<Class.slot>, (this|that), [optional]. 말하는 방식의 패턴."),
    ] = UNSET
    examples: Annotated[
        Words | UnsetType,
        Meta(
            description="Utterances, values tagged <Weather.city=서울>; similar wording fits too."
            " 값에 꼬리표를 단 예문. 비슷한 말도 알아듣는다."
        ),
    ] = UNSET
    intent: Annotated[
        Word | UnsetType,
        Meta(
            description="What a chat engine calls it (주문); its name without it."
            " 챗봇 엔진에서 부르는 이름(주문). 없으면 행위의 이름."
        ),
    ] = UNSET
    description: Annotated[
        Word | UnsetType, Meta(description="A line for people. 사람이 읽는 설명.")
    ] = UNSET


class WeightedText(Written):
    """A text with its weight and picture. 가중치나 그림이 있는 글."""

    text: Annotated[Word, Meta(description="What is said. 할 말.")]
    weight: Annotated[
        Annotated[float, Meta(ge=WEIGHTS[0], le=WEIGHTS[1])] | UnsetType,
        Meta(
            description=f"How often, beside the others; {WEIGHT} without it."
            f" 가중치. 없으면 {WEIGHT}."
        ),
    ] = UNSET
    image: Annotated[
        Word | UnsetType,
        Meta(
            description="The address of a picture that chat channels show with it."
            " 챗봇 채널이 함께 보여 줄 그림의 주소."
        ),
    ] = UNSET


class SayFields(Written):
    """Something to say, and when. 할 말과 그 조건."""

    one_of: ClassVar = ("text", "each")

    when: Annotated[
        Word | UnsetType,
        Meta(description="The condition; without it always. 조건. 없으면 언제나."),
    ] = UNSET
    text: Annotated[
        Word | list[Word | WeightedText] | UnsetType,
        Meta(
            description="What is said; of several texts one is chosen by weight."
            " 할 말. 여럿이면 가중치에 따라 하나를 고른다."
        ),
    ] = UNSET
    each: Annotated[
        Word | UnsetType,
        Meta(description="Said of every record, a line each. 레코드마다 한 줄씩 하는 말."),
    ] = UNSET
    limit: Annotated[
        Annotated[int, Meta(ge=LIMITS[0], le=LIMITS[1])] | UnsetType,
        Meta(
            description=f"The most lines of each; {LIMIT} without it."
            f" each의 최대 줄 수. 기본 {LIMIT}."
        ),
    ] = UNSET
    act: Annotated[
        str | UnsetType,
        Meta(
            description="The system's own dialog act, known to conditions as system_act."
            " 시스템의 대화 행위. 조건에서 system_act로 안다."
        ),
    ] = UNSET
    image: Annotated[
        Word | UnsetType,
        Meta(
            description="The address of a picture that chat channels show with it, unless the text"
            " has its own. 챗봇 채널이 함께 보여 줄 그림의 주소. 글마다 따로 둘 수도 있다."
        ),
    ] = UNSET
    extra: Annotated[
        dict[str, Word] | UnsetType,
        Meta(
            description="Further keys of a chat engine's answer, each with its text."
            " 챗봇 엔진의 답에 더할 키와 그 글."
        ),
    ] = UNSET


Say: TypeAlias = Word | SayFields | list[Word | SayFields]


class ConfirmFields(Written):
    """A question that has to be answered with yes. 네라는 대답을 들어야 하는 물음."""

    text: Annotated[Say, Meta(description="The question. 물음.")]
    change: Annotated[
        Say | UnsetType,
        Meta(
            description="What is said to a no without a change."
            " 바꿀 것 없이 아니라고 했을 때 하는 말."
        ),
    ] = UNSET


class NextFields(Written):
    """A way to another task. 다른 작업으로 가는 길."""

    task: Annotated[str, Meta(description="Where it leads. 어디로.")]
    when: Annotated[
        Word | UnsetType,
        Meta(description="The condition; without it always. 조건. 없으면 언제나."),
    ] = UNSET
    controller: Annotated[
        Controller | UnsetType,
        Meta(
            description="user: at the next utterance; system: at once, when the task is done."
            " user: 다음 발화에. system: 작업이 끝나면 바로."
        ),
    ] = UNSET


Next: TypeAlias = str | NextFields | list[str | NextFields]


class TaskFields(Written):
    """A task: a step of the dialog. 작업: 대화의 한 단계."""

    description: Annotated[
        Word | UnsetType, Meta(description="A line for people. 사람이 읽는 설명.")
    ] = UNSET
    type: Annotated[
        TaskType | UnsetType,
        Meta(
            description="essential, as without it, or optional: the user may decline it."
            " essential(기본), 또는 optional: 사용자가 거절할 수 있다."
        ),
    ] = UNSET
    goal: Annotated[
        Word | UnsetType,
        Meta(
            description="A condition that settles the task before all of fill is known."
            " fill이 다 차기 전에도 작업을 끝내는 조건."
        ),
    ] = UNSET
    enter: Annotated[
        Say | UnsetType, Meta(description="Said when the task begins. 작업을 시작할 때 하는 말.")
    ] = UNSET
    fill: Annotated[
        Words | UnsetType,
        Meta(description="Slots that have to be known first. 먼저 알아야 하는 슬롯."),
    ] = UNSET
    ask: Annotated[
        dict[str, Say] | UnsetType,
        Meta(
            description="The question for each slot; of several the next one when asked again."
            " 슬롯마다 묻는 말. 여럿이면 다시 물을 때 다음 것을 쓴다."
        ),
    ] = UNSET
    preceding: Annotated[
        dict[str, Words] | UnsetType,
        Meta(
            description="Slots that are asked for before others, in this task."
            " 이 작업에서 어떤 슬롯보다 먼저 물어볼 슬롯."
        ),
    ] = UNSET
    confirm: Annotated[
        Word | ConfirmFields | list[Word | SayFields] | UnsetType,
        Meta(
            description="Asked when all is known; goes on at a yes, takes changes."
            " 다 알고 나서 확인하는 말. 네라고 하면 나아가고 고칠 것은 받는다."
        ),
    ] = UNSET
    lookup: Annotated[
        Words | UnsetType,
        Meta(description="Entity classes to find records of. 레코드를 찾을 엔티티 클래스."),
    ] = UNSET
    say: Annotated[
        Say | UnsetType,
        Meta(
            description="What is said: the first entry whose condition holds."
            " 할 말: 조건이 맞는 첫 항목."
        ),
    ] = UNSET
    leave: Annotated[
        Say | UnsetType,
        Meta(description="Said when the task leads on. 다른 작업으로 넘어갈 때 하는 말."),
    ] = UNSET
    reset: Annotated[
        bool | Words | UnsetType,
        Meta(
            description="Slots to forget once the task has spoken; true: those of fill."
            " 말한 뒤 잊을 슬롯. true면 fill의 슬롯."
        ),
    ] = UNSET
    next: Annotated[
        Next | UnsetType, Meta(description="Ways to other tasks. 다른 작업으로 가는 길.")
    ] = UNSET
    end: Annotated[
        bool | UnsetType,
        Meta(description="The dialog is over once it has spoken. 말한 뒤 대화를 끝낸다."),
    ] = UNSET


class DomainFields(Written):
    """A domain: one dialog of the mock server. 도메인: 대화 하나."""

    tasks: Annotated[
        dict[str, TaskFields | None],
        Meta(
            description="What the system does; a dialog opens in the first task."
            " 시스템이 하는 일. 대화는 첫 작업에서 시작한다.",
            min_length=1,
        ),
    ]
    name: Annotated[
        Word | UnsetType,
        Meta(description="What open_dialog asks for. open_dialog의 name."),
    ] = UNSET
    description: Annotated[
        Word | UnsetType, Meta(description="A line for people. 사람이 읽는 설명.")
    ] = UNSET
    entities: Annotated[
        dict[str, EntityFields] | UnsetType,
        Meta(description="Entity classes: slots and records. 엔티티 클래스: 슬롯과 레코드."),
    ] = UNSET
    acts: Annotated[
        dict[str, ActFields | Words] | UnsetType,
        Meta(description="Dialog acts: what a user can mean. 대화 행위: 사용자가 뜻하는 것."),
    ] = UNSET
    threshold: Annotated[
        Annotated[float, Meta(ge=THRESHOLDS[0], le=THRESHOLDS[1])] | UnsetType,
        Meta(
            description=f"How similar to an example an utterance has to be; {THRESHOLD} without it."
            f" 예문과 얼마나 비슷해야 하는지. 기본 {THRESHOLD}."
        ),
    ] = UNSET
    anywhere: Annotated[
        Next | UnsetType,
        Meta(
            description="Ways that every task has, behind its own; an unfinished task is come back"
            " to. 모든 작업에서 갈 수 있는 길. 하던 작업으로 돌아온다."
        ),
    ] = UNSET
    help: Annotated[
        Say | UnsetType, Meta(description="The answer to 도움말. 도움말에 하는 말.")
    ] = UNSET
    cancelled: Annotated[
        Say | UnsetType, Meta(description="The answer to 취소. 취소에 하는 말.")
    ] = UNSET
    unknown: Annotated[
        Say | UnsetType,
        Meta(
            description="Said to {unknown}, words beside what was understood that are not known."
            " 알아들은 말 곁의 모르는 말 {unknown}에 하는 말."
        ),
    ] = UNSET
    fallback: Annotated[
        Say | UnsetType,
        Meta(description="Said when nothing was understood. 못 알아들었을 때 하는 말."),
    ] = UNSET
