"""What a turn of the engine gives back."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct


class Speech(Struct, frozen=True, gc=False):
    """The system says `text`; with `end` the dialog is over."""

    text: str
    end: bool = False


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
