"""The engine's own protocol: one JSON object in, one JSON object out, nothing around them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from mockgenie.channels.channel import (
    APOLOGY,
    Channel,
    Heard,
    NotARequest,
    Said,
    read_object,
    word_of,
)
from mockgenie.channels.fitting import EXTRA, fitted
from mockgenie.domain import Domain, Slots
from mockgenie.korean import bare_object, normalise, stem
from mockgenie.source import did_you_mean

Profile: TypeAlias = Literal["book", "camel", "list"]
"""Whose answers: the five keys of the book; `imageUrl` and no NER; a list of lines."""

OTHER = "기타"
"""The intent of what is understood as no act of the domain."""

_TAG_OF_TYPE = {"date": "B_DT", "time": "B_TI"}
_OUTSIDE = "O"
_ANY_LENGTH = 10**9
_VERBAL = ("요", "니다", "니까", "죠", "줘", "까", "야")
"""What only sentences end in, and no nouns, but for a few."""
_SIGNS = ".,!?~…\"'()[]"


class EngineChannel(Channel):
    """What API servers of the book's kind ask on port 5050.

    `limit`: bytes that an answer has at most; `profile`: which keys it has; `raw`: an answer is
    UTF-8 as it is, otherwise ASCII with escapes; `plain`: what is no JSON is a question itself.
    """

    name = "ENGINE"
    keys: tuple[str, ...] = ("query",)
    """Where the question may stand."""

    def __init__(
        self,
        limit: int = 2048,
        profile: Profile = "book",
        raw: bool = False,
        plain: bool = False,
    ) -> None:
        self._limit = limit
        self._profile = profile
        self._raw = raw or profile == "list"
        self._plain = plain

    def hear(self, body: bytes) -> Heard:
        """The question, with who asks and for which bot, as far as that is said; names of keys
        count whatever their capitals."""
        if self._plain and not body.lstrip().startswith(b"{"):
            return Heard(body.decode("utf-8", "replace").strip())
        request = read_object(body)
        keys = {key.lower(): value for key, value in reversed(request.items())}
        text = next((keys[key] for key in self.keys if key in keys), None)
        if not isinstance(text, str):
            near = did_you_mean("Query", request)
            raise NotARequest(f'the request has no text under "Query"{near}')
        user = word_of(keys.get("userid")) or word_of(keys.get("user"))
        return Heard(text, user, word_of(keys.get("bottype")), request=request)

    def reply(self, heard: Heard, said: Said | None) -> bytes:
        """The answer, in no more bytes than there may be."""
        return fitted(answer_of(heard, said or Said(APOLOGY)), self._limit, self._write)

    def _write(self, fields: Mapping[str, Any]) -> bytes:
        answer = {**_SHAPES[self._profile](fields), **dict(fields[EXTRA])}
        return json.dumps(answer, ensure_ascii=not self._raw).encode("utf-8", "replace")


class QueryChannel(EngineChannel):
    """What an API server answers to its author at /query/TEST: the engine's own answer, whole."""

    name = "TEST"
    keys = ("query", "question")

    def __init__(self) -> None:
        super().__init__(limit=_ANY_LENGTH)


def answer_of(heard: Heard, said: Said) -> dict[str, Any]:
    """The five keys of an answer, in their order, and its further ones; `NER` is still a list of
    pairs."""
    return {
        "Query": heard.text or "",
        "Answer": said.text or APOLOGY,
        "AnswerImageUrl": said.image or None,
        "Intent": _intent(said),
        "NER": entities(heard.text or "", said.found, said.domain),
        EXTRA: list(said.extra),
    }


def _intent(said: Said) -> str:
    """What the engine calls the dialog act of an utterance. Those that every domain understands
    (yes, cancel) are no intents that such an engine was made for."""
    name = said.session.act if said.session else ""
    acts = said.domain.acts if said.domain else ()
    return next((act.intent or act.name for act in acts if act.name == name), OTHER)


def entities(text: str, found: Slots, domain: Domain | None) -> list[tuple[str, str]]:
    """The words of an utterance, in their order, each with its tag: the values that were found in
    it, and `O` for the others."""
    slots = domain.slots() if domain else {}
    spans: list[tuple[int, int, str, str]] = []
    for name, values in found.items():
        if (slot := slots.get(name)) is None:
            continue
        tag = slot.tag or _TAG_OF_TYPE.get(slot.type) or f"B_{name.rpartition('.')[2].upper()}"
        for value in values:
            surfaces = sorted((value, *slot.values.get(value, ())), key=len, reverse=True)
            at, surface = next(
                ((place, one) for one in surfaces if (place := text.find(one)) >= 0),
                (len(text), ""),
            )
            spans.append((at, at + len(surface), value, tag))
    spans.sort()
    pairs: list[tuple[str, str]] = []
    behind = 0
    for start, end, value, tag in spans:
        pairs += _outside(text[behind:start], behind > 0)
        pairs.append((value, tag))
        behind = max(behind, end)
    return pairs + _outside(text[behind:], behind > 0)


def _outside(text: str, is_behind: bool) -> list[tuple[str, str]]:
    """The words of what is no value; `is_behind`: what stands at a value, as particles and endings
    do, is none."""
    if is_behind and text[:1].strip():
        text = text.partition(" ")[2]
    words = (_bare(word.strip(_SIGNS)) for word in text.split())
    return [(word, _OUTSIDE) for word in words if word]


def _bare(word: str) -> str:
    """A word without its particle, or without the endings of a verb where it is certainly one:
    날씨 of 날씨는, 주문 of 주문할게요. Of what would be a single letter then, all of it."""
    bare = bare_object(normalise(stem(word)) if word.endswith(_VERBAL) else word)
    whole = len(bare) < 2 or any("\u1100" <= letter <= "\u11ff" for letter in bare)
    return word if whole else bare


def _book(fields: Mapping[str, Any]) -> dict[str, Any]:
    """`NER` is a string: a list of pairs as Python writes it."""
    return {**_five(fields), "NER": repr(fields["NER"])}


def _camel(fields: Mapping[str, Any]) -> dict[str, Any]:
    image = fields["AnswerImageUrl"]
    return {
        "Query": fields["Query"],
        "Answer": fields["Answer"],
        "imageUrl": "nan" if image is None else image,
        "Intent": fields["Intent"],
    }


def _lines(fields: Mapping[str, Any]) -> dict[str, Any]:
    lines = [line for line in fields["Answer"].split("\n") if line.strip()]
    return {**_five(fields), "Answer": lines, "NER": [list(pair) for pair in fields["NER"]] or None}


def _five(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != EXTRA}


_SHAPES = {"book": _book, "camel": _camel, "list": _lines}
