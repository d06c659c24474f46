"""Faults ready to strike: those that count the requests they are for, and those of one request."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from math import exp
from struct import Struct as Packing

import msgspec
from msgspec import Struct

from mockgenie.conditions import Condition, ConditionError, parse
from mockgenie.faults.fault import (
    EFFECTS,
    ERRORS,
    FACTS,
    ONLY_ONE,
    DocumentedError,
    Facts,
    Fault,
    Spread,
    error_text,
    find_error,
    method_of,
)
from mockgenie.korean import composed
from mockgenie.protocol import EngineError
from mockgenie.source import (
    Mistake,
    did_you_mean,
    find_pattern,
    mismatch,
    mistake,
    pattern_problem,
    unknown,
)

MOST = 1_000
"""A server has so many faults at most."""
_ON_WORDS = {"state", "text"}
"""Effects on the words and the state of an answer."""
_USUAL = "Invalid value."
"""RapidJSON's message about most texts that are no JSON: for faults that name the error alone."""

HEADER = b"x-mockgenie-fault"
"""The header by which a request asks for a fault, with no set-up at all."""
PREFIX = "fault:"
"""How an access key begins that asks for a fault."""

_DICE = Packing("<625I")
"""The state of a random.Random, but for its version, which is 3, and what `gauss` has in store."""
_DICE_VERSION = 3

_ASKED_FOR = "asked for"
_NUMBER = re.compile(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?", re.IGNORECASE)
_LONGEST_TEXT = 1_000


class FaultError(ValueError):
    """A fault that cannot be done; `field` is the one that is wrong, "" for none, `mistake` what
    is wrong with it, and `problem` that in words. `position` is the character of a `when`, from
    0, at which it is wrong; None for other fields."""

    def __init__(self, field: str, wrong: Mistake, position: int | None = None) -> None:
        place = field if position is None else f"{field}, column {position + 1}"
        super().__init__(f"{place}: {wrong}" if field else str(wrong))
        self.field = field
        self.mistake = wrong
        self.problem = wrong.message
        self.position = position


class Strike(Struct, frozen=True):
    """What happens to one request: the effects of a fault, its delay drawn.

    `name` is for people: the number of the fault, or where else it comes from.
    """

    name: str
    fault: Fault
    error: DocumentedError | None = None
    message: str = ""
    delay: float = 0.0

    def body(self, answer: bytes) -> bytes:
        """The body that is sent in place of `answer`."""
        garbage = self.fault.garbage
        return answer if garbage is None else garbage.encode("utf-8", "replace")

    def __str__(self) -> str:
        """What happens, in a few words."""
        return ", ".join(
            error_text(self.error)
            if name == "error" and self.error
            else f"{name} {self.delay if name == 'delay' else getattr(self.fault, name)}"
            for name in EFFECTS
            if getattr(self.fault, name) is not None
        )


class ArmedState(Struct, frozen=True, array_like=True):
    """A fault as it stands: its fields are those of Armed. `dice`: where its chances and delays
    have got to, 2,500 bytes, and what `gauss` has in store; None where nothing was drawn yet."""

    name: str
    fault: Fault
    seen: int = 0
    struck: int = 0
    dice: tuple[bytes, float | None] | None = None


class FaultsState(Struct, frozen=True, array_like=True):
    """The faults of a server as they stand, in their order; `number`: so many there were in all,
    from which the next one has its name."""

    number: int = 0
    armed: tuple[ArmedState, ...] = ()


class Armed:
    """A fault that counts. Raises FaultError for one that cannot be meant so."""

    def __init__(self, name: str, fault: Fault) -> None:
        self.name = name
        self.fault = fault
        self.seen = 0
        """How many requests it has been for."""
        self.struck = 0
        """How many of them were hit."""
        self._test = _condition(fault).test()
        _check(fault)
        self._contains, self._matches = composed(fault.contains), composed(fault.matches)
        given = {name for name in EFFECTS if getattr(fault, name) is not None}
        self._is_on_words = given <= _ON_WORDS
        self._error = find_error(fault.error) if fault.error else None
        self._method = method_of(self._error) if self._error else ""
        self.message = self._message()
        """The text of the engine error that is the answer, "" where none is."""
        self._draws = fault.chance < 1 or isinstance(fault.delay, Spread)
        self._dice = random.Random(fault.seed)

    def strike(self, facts: Facts) -> Strike | None:
        """What happens to a request; None where the fault is not for it, or not yet."""
        fault = self.fault
        if fault.times is not None and self.struck >= fault.times:
            return None
        if not self._is_for(facts):
            return None
        self.seen += 1
        if self.seen <= fault.skip or (self.seen - fault.skip) % fault.every:
            return None
        if fault.chance < 1 and self._dice.random() >= fault.chance:
            return None
        return self.strike_anyway()

    def strike_anyway(self) -> Strike:
        """What happens to a request that the fault is for, without a look at its facts."""
        self.struck += 1
        return Strike(self.name, self.fault, self._error, self.message, self._delay())

    def state(self) -> ArmedState:
        """How it stands."""
        dice = None
        if self._draws and self.seen:
            _, numbers, stored = self._dice.getstate()
            dice = (_DICE.pack(*numbers), stored)
        return ArmedState(self.name, self.fault, self.seen, self.struck, dice)

    def restore(self, state: ArmedState) -> None:
        """Stand as `state` has it, which is of this fault. Raises ValueError for dice that are
        none."""
        if state.dice is not None:
            packed, stored = state.dice
            if len(packed) != _DICE.size:
                raise ValueError(f"the dice of fault {state.name} have {len(packed)} bytes")
            self._dice.setstate((_DICE_VERSION, _DICE.unpack(packed), stored))
        elif self._draws and self.seen:
            self._dice = random.Random(self.fault.seed)
        self.seen, self.struck = state.seen, state.struck

    def _is_for(self, facts: Facts) -> bool:
        fault = self.fault
        if self._method and not fault.when and facts.get("method") != self._method:
            return False  # what only one method is answered with, only that one gets
        if self._is_on_words and facts.get("method") == "close_dialog":
            return False  # its answer has neither words nor a state
        text = facts.get("text")
        said = composed(text) if isinstance(text, str) else ""
        if self._contains not in said:
            return False
        if self._matches and next(find_pattern(self._matches, said), None) is None:
            return False
        return self._test(facts if said == text else {**facts, "text": said})

    def _message(self) -> str:
        """The text of an engine error, whose variable parts the fault may give."""
        if self._error is not EngineError.JSON_PARSING:
            return self._error.value if isinstance(self._error, EngineError) else ""
        _, comma, given = (self.fault.error or "").partition(",")
        usual = str(self._error.value).format(type=_USUAL, offset=0)
        return usual.partition(",")[0] + comma + given if comma else usual

    def _delay(self) -> float:
        delay = self.fault.delay
        if not isinstance(delay, Spread):
            return delay or 0.0
        if delay.uniform is not None:
            return self._dice.uniform(*delay.uniform)
        return min((delay.lognormal or 0.0) * exp(self._dice.gauss(0, delay.sigma)), delay.longest)


class Faults:
    """The faults of a server, in their order: the first that is for a request strikes."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._first = tuple(faults)
        self._number = 0
        self.armed: dict[str, Armed] = {}
        """By their names."""
        self.reset()

    def __iter__(self) -> Iterator[Armed]:
        return iter(self.armed.values())

    def reset(self) -> None:
        """Have those with which the server began, and none of their strikes counted."""
        self.armed.clear()
        for fault in self._first:
            self.add(fault)

    def add(self, fault: Fault) -> Armed:
        """Have one more, behind the others. Raises FaultError."""
        if len(self.armed) >= MOST:
            raise FaultError("", mistake("too-many-faults", most=MOST))
        armed = Armed(str(self._number + 1), fault)
        self._number += 1
        self.armed[armed.name] = armed
        return armed

    def remove(self, name: str) -> bool:
        """Remove one by its name; False where there is none."""
        return self.armed.pop(name, None) is not None

    def clear(self) -> None:
        """Remove all."""
        self.armed.clear()

    def state(self) -> FaultsState:
        """How they stand, for another process that has the same ones."""
        return FaultsState(self._number, tuple(armed.state() for armed in self))

    def restore(self, state: FaultsState) -> None:
        """Stand as `state` has it; a fault that is here already stays the same object. Raises
        ValueError for what cannot be meant so."""
        before = self.armed
        now: dict[str, Armed] = {}
        for one in state.armed:
            armed = before.get(one.name)
            same = armed is not None and armed.fault == one.fault
            now[one.name] = armed if armed is not None and same else Armed(one.name, one.fault)
        for one in state.armed:
            now[one.name].restore(one)
        self._number = state.number
        self.armed.clear()
        self.armed.update(now)

    def strike(self, facts: Facts) -> Strike | None:
        """What happens to a request, None for nothing."""
        for armed in self.armed.values():
            if (strike := armed.strike(facts)) is not None:
                return strike
        return None


def _check(fault: Fault) -> None:
    """Raises FaultError for what does not go together."""
    given = [name for name in EFFECTS if getattr(fault, name) is not None]
    if not given:
        effects = f"an effect ({', '.join(EFFECTS)})"
        raise FaultError("", mistake("missing-field", what="a fault", field=effects))
    for one, other in ONLY_ONE:
        if one in given and other in given:
            wrong = mistake("exclusive-fields", what="a fault", one=one, other=other)
            raise FaultError(other, wrong)
    if fault.error is not None and find_error(fault.error) is None:
        by_text = '; each is named by its text, as "Invalid method"'
        hint = did_you_mean(fault.error, ERRORS) or by_text
        raise FaultError("error", mistake("unknown-error", text=fault.error, hint=hint))
    if isinstance(fault.delay, Spread):
        _check_spread(fault.delay)
    if fault.matches and (problem := pattern_problem(fault.matches)):
        raise FaultError("matches", problem)


def _check_spread(delay: Spread) -> None:
    what, uniform = "a delay that varies", delay.uniform
    if uniform is None and delay.lognormal is None:
        wrong = mistake("missing-field", what=what, field="uniform or lognormal")
        raise FaultError("delay", wrong)
    if uniform is not None and delay.lognormal is not None:
        wrong = mistake("exclusive-fields", what=what, one="uniform", other="lognormal")
        raise FaultError("delay", wrong)
    if uniform is not None and uniform[0] > uniform[1]:
        wrong = mistake("wrong-type", what="uniform", wanted="[shortest, longest]")
        raise FaultError("delay", wrong)


def _condition(fault: Fault) -> Condition:
    try:
        condition = parse(fault.when)
    except ConditionError as error:
        wrong = mistake("bad-condition", problem=error.problem)
        raise FaultError("when", wrong, error.position) from None
    for name in condition.slots:
        # A slot has its class before it; whether there is such a slot, the domain decides.
        if "." not in name and name not in FACTS:
            position = max(fault.when.find(name), 0)
            raise FaultError("when", unknown("name", name, FACTS), position)
    return parse(composed(fault.when))


def requested_fault(text: str) -> Armed:
    """The fault that a request asks for in so many words. Raises FaultError.

    They are the text of a documented error, or another effect and what it takes:

        Too Many Requests
        delay 2.5
        reset middle
    """
    text = text.strip()
    if len(text) > _LONGEST_TEXT:
        raise FaultError("", mistake("fault-too-long", most=_LONGEST_TEXT))
    if find_error(text) is not None:
        return Armed(_ASKED_FOR, Fault(error=text))
    effect, _, argument = text.partition(" ")
    if effect not in EFFECTS or effect == "error":
        others = ", ".join(name for name in EFFECTS if name != "error")
        hint = f", nor one of {others}{did_you_mean(text, ERRORS)}"
        raise FaultError("", mistake("unknown-error", text=text, hint=hint))
    argument = argument.strip()
    number = effect not in ("text", "garbage") and _NUMBER.fullmatch(argument)
    value: object = float(argument) if number else argument
    if effect == "cut" and isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        return Armed(_ASKED_FOR, msgspec.convert({effect: value}, Fault))
    except msgspec.ValidationError as error:
        # Of what a field may be, a request can say the first alone.
        problem = re.sub(r" or (an object|null)", "", mismatch(error, Fault).problem)
        raise FaultError("", mistake("wrong-effect", text=text, problem=problem)) from None
