"""A fault: what goes wrong on purpose, and for which requests.

    when: method = "dialog" and turn >= 3
    error: Too Many Requests

A fault is written alike in a YAML file, in the admin API and in Python. `Armed` checks it, and
decides for each request whether it strikes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from mockgenie.protocol import EngineError, GatewayError
from mockgenie.source import DIALECT, did_you_mean, mismatch

DocumentedError: TypeAlias = EngineError | GatewayError

Seconds: TypeAlias = Annotated[float, Meta(ge=0, le=86_400)]
Length: TypeAlias = Annotated[int, Meta(ge=0)]
PositiveCount: TypeAlias = Annotated[int, Meta(ge=1, le=1_000_000_000)]

AnswerState: TypeAlias = Literal["start", "dialog", "end", "error"]
"""What `state` of an answer that the engine gave can be made (guide, dialog)."""

Reset: TypeAlias = Literal["before", "middle", "after"]

EFFECTS = ("error", "state", "text", "delay", "reset", "cut", "garbage", "drip")
"""The fields that say what happens."""

ONLY_ONE: tuple[tuple[str, ...], ...] = (
    ("error", "state"),
    ("error", "text"),
    ("error", "garbage"),
    ("garbage", "state"),
    ("garbage", "text"),
    ("reset", "cut"),
    ("reset", "drip"),
)
"""Effects of which a fault has one or the other."""

Facts: TypeAlias = Mapping[str, object]
"""What is known of a request: the names that `when` may speak of."""

FACTS = ("method", "domain", "access_key", "uuid", "text", "turn", "task", "act")


def error_text(error: DocumentedError) -> str:
    """The text by which an error is known: its `message` or `reason`, without what varies."""
    text = error.reason if isinstance(error, GatewayError) else error.value
    return text.partition(",")[0] if "{" in text else text


ERRORS: dict[str, DocumentedError] = {
    error_text(error): error for error in (*EngineError, *GatewayError)
}
"""The documented errors by their texts, in the order of the guide: what `error` may be."""

_BY_WORDS = {" ".join(text.lower().split()): error for text, error in ERRORS.items()}


def find_error(text: str) -> DocumentedError | None:
    """The documented error of this text, whatever its capitals; None where there is none."""
    words = " ".join(text.lower().split())
    if words.startswith("json parsing error"):
        return EngineError.JSON_PARSING
    return _BY_WORDS.get(words)


def method_of(error: DocumentedError) -> str:
    """The method to which alone the documented server answers so, "" for any."""
    return error.method if isinstance(error, EngineError) else ""


class Spread(Struct, frozen=True, forbid_unknown_fields=True):
    """A delay that varies, in one of two ways."""

    uniform: Annotated[
        tuple[Seconds, Seconds] | None,
        Meta(description="From the first to the second, each as likely as any other."),
    ] = None
    lognormal: Annotated[
        Seconds | None,
        Meta(description="As networks have it: mostly around this, sometimes much longer."),
    ] = None
    sigma: Annotated[
        float, Meta(ge=0, le=10, description="How much lognormal varies: 0.5 is usual.")
    ] = 0.5
    longest: Annotated[Seconds, Meta(description="lognormal is never more than this.")] = 60.0


Delay: TypeAlias = Seconds | Spread


class Fault(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which requests it is for, how many of them, and what happens to them."""

    when: Annotated[
        str,
        Meta(
            description="A condition on the request, in the language of data_request: method,"
            " domain, access_key, uuid, text, turn (the number that the utterance would have),"
            " task, act, and the slots of the session."
        ),
    ] = ""
    contains: Annotated[str, Meta(description="The utterance has this text in it.")] = ""
    matches: Annotated[str, Meta(description="The utterance matches this expression (RE2).")] = ""

    skip: Annotated[
        int, Meta(ge=0, le=1_000_000_000, description="So many such requests go well first.")
    ] = 0
    every: Annotated[
        PositiveCount, Meta(description="Of the others every n-th is hit, beginning with the n-th.")
    ] = 1
    times: Annotated[PositiveCount | None, Meta(description="So many requests are hit in all.")] = (
        None
    )
    chance: Annotated[
        float, Meta(ge=0, le=1, description="How likely it is that one of them is hit.")
    ] = 1.0
    seed: Annotated[int, Meta(description="What the chances, and delays that vary, depend on.")] = 0

    error: Annotated[
        str | None,
        Meta(description="A documented error, by its text, is the answer; nothing is done."),
    ] = None
    state: Annotated[
        AnswerState | None,
        Meta(description="The turn is made, but this is the state of its answer."),
    ] = None
    text: Annotated[
        str | None, Meta(description="The turn is made, but this is what is said (system_text).")
    ] = None
    delay: Annotated[Delay | None, Meta(description="The answer comes so many seconds late.")] = (
        None
    )
    reset: Annotated[
        Reset | None,
        Meta(
            description="The turn is made, and the connection reset: before any of the answer is"
            " sent, in the middle of it, or after it."
        ),
    ] = None
    cut: Annotated[
        Length | None,
        Meta(description="The connection is closed after so many bytes of the answer's body."),
    ] = None
    garbage: Annotated[
        str | None, Meta(description="The turn is made, but this is the body of the answer.")
    ] = None
    drip: Annotated[
        Seconds | None, Meta(description="The answer comes byte by byte, so many seconds apart.")
    ] = None


def as_fault(fault: Fault | Mapping[str, Any], where: str = "") -> Fault:
    """A fault as Python or JSON has it, which stands at `where` if there are several. Raises
    TypeError, ValueError, as `fault_of` does."""
    __tracebackhide__ = True  # what a test asks wrongly is shown at its own line
    if isinstance(fault, Fault):
        return fault
    if not isinstance(fault, Mapping):
        raise TypeError(f"a fault is a mapping, or a Fault, not {fault!r}")
    known = Fault.__struct_fields__
    for name in fault:
        if name not in known:
            complaint = f'a fault has no "{name}"{did_you_mean(name, known)}'
            raise TypeError(f"{where}: {complaint}" if where else complaint)
    try:
        return msgspec.convert(dict(fault), Fault)
    except msgspec.ValidationError as error:
        found = mismatch(error, Fault)
        place = f"{where}{found.path}".lstrip(".") or "fault"
        raise ValueError(f"{place}: {found.problem}") from None


def fault_schema() -> dict[str, Any]:
    """The JSON Schema of a file of faults, by which an editor completes, explains and checks it."""
    written = msgspec.json.schema(list[Fault] | Fault)
    return {"$schema": DIALECT, "title": "mockgenie faults", **_with_values(written)}


def _with_values(schema: Any) -> Any:
    """A schema without null: a field of a file is left out, or has a value."""
    if isinstance(schema, list):
        return [_with_values(one) for one in schema if one != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _with_values(value) for key, value in schema.items()}
    if kept.get("default", "") is None:
        del kept["default"]
    if len(kept.get("anyOf", ())) == 1:
        kept |= kept.pop("anyOf")[0]
    return kept
