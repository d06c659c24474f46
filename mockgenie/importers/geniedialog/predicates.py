"""The goals and conditions of GenieDialog, as conditions of a domain, and back.

`1` holds always, `0` never. Of the engine's predicates only one is public,
`IsDATypeAtPreviousUtter("user", "request_visit")==true`: the type of the last dialog act of the
user or of the system. What else may stand in a condition is not known and not translated.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mockgenie.conditions import (
    ALWAYS,
    And,
    Comparison,
    Condition,
    Filled,
    Or,
    all_of,
    any_of,
)

NEVER: Condition = Comparison("turn", "<", "0")
"""What `0` is here: no dialog has fewer turns."""

_LONGEST = 20_000
_DEEPEST = 50
_TOKEN = re.compile(
    r"\s*(?:(?P<sign>[()])|(?P<join>&&|\|\||\b(?:and|or)\b)|(?P<constant>[01])(?!\w)"
    r"|IsDATypeAtPreviousUtter\s*\(\s*(?P<quote>[\"'])(?P<talker>user|system)(?P=quote)\s*,\s*"
    r"(?P<mark>[\"'])(?P<act>[^\"']+)(?P=mark)\s*\)\s*==\s*(?P<truth>true|false)\b)\s*",
    re.IGNORECASE,
)
_JOINS = {"&&": "and", "||": "or"}
_TERMS = {"user": "act", "system": "system_act"}
_TALKERS = {term: talker for talker, term in _TERMS.items()}


class _NotTranslated(Exception):
    """What is not known stands in a condition."""


def translated(text: str, act_name: Callable[[str, str], str]) -> Condition | None:
    """The condition that a cell says, None where it says more than what is known. An empty cell
    holds always. `act_name`: what an act of the talker, user or system, is called in the domain."""
    written = text.replace("\\", "").strip()
    if not written:
        return ALWAYS
    if len(written) > _LONGEST:
        return None
    try:
        return _PredicateReader(written, act_name).read()
    except (_NotTranslated, ValueError):
        return None


class _PredicateReader:
    """Reads a condition from left to right; `and` binds tighter than `or`."""

    def __init__(self, text: str, act_name: Callable[[str, str], str]) -> None:
        self._act_name = act_name
        self._tokens = []
        position = 0
        while position < len(text):
            found = _TOKEN.match(text, position)
            if not found:
                raise _NotTranslated
            self._tokens.append(found)
            position = found.end()
        self._at = 0
        self._depth = 0

    def read(self) -> Condition:
        condition = self._either()
        if self._at < len(self._tokens):
            raise _NotTranslated
        return condition

    def _next(self, group: str) -> str:
        """What the next token is of a kind, "" where it is of another one."""
        if self._at == len(self._tokens):
            return ""
        written = (self._tokens[self._at][group] or "").lower()
        return _JOINS.get(written, written)

    def _either(self) -> Condition:
        parts = [self._both()]
        while self._next("join") == "or":
            self._at += 1
            parts.append(self._both())
        return either(*parts)

    def _both(self) -> Condition:
        parts = [self._one()]
        while self._next("join") == "and":
            self._at += 1
            parts.append(self._one())
        return both(*parts)

    def _one(self) -> Condition:
        if self._next("sign") == "(":
            self._depth += 1
            if self._depth > _DEEPEST:
                raise _NotTranslated
            self._at += 1
            condition = self._either()
            if self._next("sign") != ")":
                raise _NotTranslated
            self._at += 1
            self._depth -= 1
            return condition
        if self._next("constant"):
            self._at += 1
            return ALWAYS if self._tokens[self._at - 1]["constant"] == "1" else NEVER
        if talker := self._next("talker"):
            token = self._tokens[self._at]
            self._at += 1
            act = self._act_name(talker, token["act"].strip())
            return performed(_TERMS[talker], act, token["truth"].lower() == "true")
        raise _NotTranslated


def performed(term: str, act: str, expected: bool = True) -> Condition:
    """That the last act was this one, or that it was not."""
    if expected:
        return Comparison(term, "=", act)
    return any_of((Filled(term, False), Comparison(term, "~=", act)))


def both(*parts: Condition) -> Condition:
    """All of them hold; each is there once."""
    flat = (one for part in parts for one in (part.parts if isinstance(part, And) else (part,)))
    own = dict.fromkeys(flat)
    return NEVER if NEVER in own else all_of(own)


def either(*parts: Condition) -> Condition:
    """One of them holds."""
    own = [part for part in dict.fromkeys(parts) if part != NEVER]
    return any_of(own) if own else NEVER


def written(condition: Condition) -> str:
    """A condition as people write it."""
    if isinstance(condition, Comparison):
        if condition.name == "turn":
            return f"turn {condition.operator} {condition.value}"
        value = condition.value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{condition.name} {condition.operator} "{value}"'
    if isinstance(condition, And):
        parts = (f"({written(p)})" if isinstance(p, Or) else written(p) for p in condition.parts)
        return " and ".join(parts)
    if isinstance(condition, Or):
        return " or ".join(map(written, condition.parts))
    return str(condition)


# Back


def as_predicate(condition: Condition) -> str | None:
    """A condition as GenieDialog has it, None where it says what no public predicate says."""
    if condition == ALWAYS:
        return "1"
    if isinstance(condition, Comparison):
        return _comparison(condition)
    if isinstance(condition, And):
        parts = [as_predicate(part) for part in condition.parts]
        wrapped = [
            f"({text})" if isinstance(part, Or) and " or " in str(text) else text
            for part, text in zip(condition.parts, parts, strict=True)
        ]
        return None if None in parts else " and ".join(map(str, wrapped))
    if isinstance(condition, Or):
        return _alternatives(condition)
    return None


def _comparison(condition: Comparison) -> str | None:
    name, operator, value = condition.name, condition.operator, condition.value
    if name == "turn" and operator == "<" and re.fullmatch(r"0|-[0-9]+", value):
        return "0"
    if name in _TALKERS and operator == "=":
        return _predicate(name, value, "true")
    return None


def _alternatives(condition: Or) -> str | None:
    """`act is not filled or act ~= "x"` is one predicate."""
    texts: list[str] = []
    parts = list(condition.parts)
    while parts:
        part = parts.pop(0)
        if isinstance(part, Filled) and not part.expected and part.name in _TALKERS and parts:
            other = parts.pop(0)
            if (
                not isinstance(other, Comparison)
                or (other.name, other.operator) != (part.name, "~=")
                or (text := _predicate(part.name, other.value, "false")) is None
            ):
                return None
        elif (text := as_predicate(part)) is None:
            return None
        texts.append(text)
    return " or ".join(texts)


def _predicate(term: str, act: str, truth: str) -> str | None:
    if not act.strip() or act != act.strip() or re.search(r"[\"'\\]", act):
        return None
    return f'IsDATypeAtPreviousUtter("{_TALKERS[term]}", "{act}")=={truth}'
