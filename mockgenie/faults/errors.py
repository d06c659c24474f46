"""The documented errors by their names: what a fault's `error` may be."""

from __future__ import annotations

from typing import TypeAlias

from mockgenie.protocol import EngineError, GatewayError

DocumentedError: TypeAlias = EngineError | GatewayError

_METHOD_OF = {
    "OPEN": "open_dialog",
    "DIALOG": "dialog",
    "CLOSE": "close_dialog",
}


def error_text(error: DocumentedError) -> str:
    """The text by which an error is known: its `message` or `reason`, without what varies."""
    text = error.reason if isinstance(error, GatewayError) else error.value
    return text.partition(",")[0] if "{" in text else text


ERRORS: dict[str, DocumentedError] = {
    error_text(error): error for error in (*EngineError, *GatewayError)
}
"""All of them, in the order of the guide."""

_BY_WORDS = {" ".join(text.lower().split()): error for text, error in ERRORS.items()}


def find_error(text: str) -> DocumentedError | None:
    """The documented error of this text, whatever its capitals; None where there is none."""
    words = " ".join(text.lower().split())
    if words.startswith("json parsing error"):
        return EngineError.JSON_PARSING
    return _BY_WORDS.get(words)


def method_of(error: DocumentedError) -> str:
    """The method to which alone the documented server answers so, "" for any."""
    if isinstance(error, GatewayError):
        return ""
    return _METHOD_OF.get(error.name.partition("_")[0], "")
