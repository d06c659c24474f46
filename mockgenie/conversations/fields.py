"""What may be written in a file of conversations: every field with its shape and what it is for.

The reader takes the names of the fields from here, as the loader of domains does. No instance of
these structs is ever made. `나` and `봇` say the same as `user` and `bot`.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, TypeAlias

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mockgenie.dialog import AccessMethod
from mockgenie.source import DIALECT, Word, Words, Written, put_together, put_together_definitions

ReplyState: TypeAlias = Literal["start", "dialog", "end", "data_request", "error"]
"""What the server gives as `state` (guide, dialog)."""

Day: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class WordingFields(Written, rename={"not_": "not"}):
    """What is true of the bot's words. 봇이 하는 말의 조건."""

    matches: Annotated[
        Words | UnsetType,
        Meta(
            description="Regular expressions (RE2) that each fit somewhere in it."
            " 말 어딘가에 맞아야 하는 정규식(RE2)."
        ),
    ] = UNSET
    contains: Annotated[
        Words | UnsetType, Meta(description="Words that are in it. 말에 들어 있어야 하는 글.")
    ] = UNSET
    not_: Annotated[
        Words | UnsetType, Meta(description="Words that are not in it. 말에 없어야 하는 글.")
    ] = UNSET


class AnyFields(Written):
    """Any value will do. 아무 값이나 좋다."""

    any: Literal[True]


ValuesField: TypeAlias = Words | AnyFields | None
"""A value, several, or none at all."""


class RequestFields(Written):
    """Records of one entity class that the system asks for. 시스템이 요청하는 레코드."""

    one_of: ClassVar = ("slots", "condition")

    slots: Annotated[
        Words | UnsetType, Meta(description="Its slots, in order. 슬롯들, 차례대로.")
    ] = UNSET
    condition: Annotated[
        str | UnsetType, Meta(description="Its condition, spaced as one likes. 조건.")
    ] = UNSET


class TurnFields(Written):
    """What the user says or the client sends, and what the bot has to do. 한 차례의 대화."""

    user: Annotated[Word | UnsetType, Meta(description="The utterance. 사용자의 말.")] = UNSET
    나: Annotated[Word | UnsetType, Meta(description="The utterance. 사용자의 말.")] = UNSET
    data: Annotated[
        list[dict[str, Word | None]] | UnsetType,
        Meta(description="The records that the client sends. 클라이언트가 보내는 레코드."),
    ] = UNSET
    bot: Annotated[
        Word | WordingFields | UnsetType,
        Meta(description="What the bot says, to the letter or in part. 봇이 할 말."),
    ] = UNSET
    봇: Annotated[
        Word | WordingFields | UnsetType,
        Meta(description="What the bot says, to the letter or in part. 봇이 할 말."),
    ] = UNSET
    state: Annotated[
        ReplyState | UnsetType, Meta(description="The state of the answer. 응답의 state.")
    ] = UNSET
    slots: Annotated[
        dict[str, ValuesField] | UnsetType,
        Meta(
            description="Values that slots have now; null: none, {any: true}: any will do."
            " 슬롯이 갖는 값. null은 없음, {any: true}는 아무거나."
        ),
    ] = UNSET
    unwanted: Annotated[
        dict[str, Words | None] | UnsetType,
        Meta(description="Values that the user has ruled out. 사용자가 빼 달라고 한 값."),
    ] = UNSET
    compared: Annotated[
        dict[str, Words | None] | UnsetType,
        Meta(
            description="What values of slots are compared with: <=30000, lowest; null: nothing."
            " 슬롯의 값을 무엇과 견주는지: <=30000, lowest. null은 없음."
        ),
    ] = UNSET
    act: Annotated[
        str | UnsetType | None,
        Meta(description="The dialog act understood; null: none. 알아들은 대화 행위."),
    ] = UNSET
    task: Annotated[
        str | UnsetType, Meta(description="The task that the dialog is in now. 지금의 작업.")
    ] = UNSET
    image: Annotated[
        str | UnsetType | None,
        Meta(description="The picture beside what the bot says; null: none. 함께 보이는 사진."),
    ] = UNSET
    data_request: Annotated[
        RequestFields | list[RequestFields] | UnsetType,
        Meta(description="The records that the system asks for. 시스템이 요청하는 레코드."),
    ] = UNSET


class DefaultFields(Written):
    """What holds for a conversation, or for all of a file. 대화 하나 또는 파일 전체의 설정."""

    today: Annotated[
        Day | UnsetType,
        Meta(description="The day on which it is held; 2026-11-22. 대화하는 날."),
    ] = UNSET
    seed: Annotated[
        Annotated[int, Meta(ge=0)] | UnsetType,
        Meta(description="What the choice among wordings depends on; 0. 말을 고르는 씨앗."),
    ] = UNSET
    access_method: Annotated[
        AccessMethod | UnsetType,
        Meta(description="Where records come from; internal_data. 레코드가 오는 곳."),
    ] = UNSET
    domain: Annotated[
        str | UnsetType,
        Meta(description="The domain; the one beside which the file stands. 도메인의 이름."),
    ] = UNSET


class ConversationFields(DefaultFields, kw_only=True):
    """A conversation that has to go as it is written. 쓰인 대로 되어야 하는 대화."""

    conversation: Annotated[list[TurnFields], Meta(description="Its turns. 주고받는 말.")]
    name: Annotated[
        Word | UnsetType,
        Meta(description="A line for people; the first utterance without it. 대화의 이름."),
    ] = UNSET


class FileFields(DefaultFields, kw_only=True):
    """Conversations with what all of them have in common. 설정을 함께 쓰는 대화들."""

    conversations: Annotated[list[ConversationFields], Meta(description="대화들. The list.")]


ConversationFile: TypeAlias = list[ConversationFields] | FileFields
"""A whole file."""


def conversation_schema() -> dict[str, Any]:
    """The JSON Schema of a file of conversations, by which an editor completes and checks it."""
    written = msgspec.json.schema(ConversationFile)
    definitions = put_together_definitions(written.pop("$defs"))
    return {
        "$schema": DIALECT,
        "title": "mockgenie conversations",
        **put_together(written),
        "$defs": definitions,
    }
