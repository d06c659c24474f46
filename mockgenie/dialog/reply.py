"""What a turn of the engine gives back, and what it can record of itself."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct, field

from mockgenie.domain import Place


class Speech(Struct, frozen=True, gc=False):
    """The system says `text`; with `end` the dialog is over. For chat channels: `image` is the
    address of the picture beside it, "" for none, and `extra` are further keys of an engine's
    answer."""

    text: str
    end: bool = False
    image: str = ""
    extra: tuple[tuple[str, str], ...] = ()


class ClassRequest(Struct, frozen=True, gc=False):
    """Records of one entity class are needed: its slots, and the condition as text."""

    slots: tuple[str, ...]
    condition: str


class DataRequest(Struct, frozen=True, gc=False):
    """The system needs records from the client before it can answer."""

    entries: tuple[ClassRequest, ...]


Reply: TypeAlias = Speech | DataRequest


class DataMissing(Exception):
    """A data_request was answered without data; the session stays as it was."""


class EngineFailure(Exception):
    """The domain leads nowhere, for example from task to task without an end."""


class Usage(Struct):
    """What turns have reached of a domain: the acts understood, the tasks entered, the texts said
    (by their place in the domain's file). Each turn that is given it adds its own."""

    acts: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    texts: list[Place] = field(default_factory=list)
