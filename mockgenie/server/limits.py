"""Who may call, and how often: access keys, the rate limit and the daily quota."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from hashlib import blake2b
from typing import TypeAlias

from msgspec import Struct

from mockgenie.journal import short_key
from mockgenie.protocol import Call, EngineError, GatewayError, GatewayRefusal
from mockgenie.server.clock import Clock

AccessKeys: TypeAlias = Mapping[str, tuple[str, ...]]
"""Access keys, each with the domains that it opens; () for all of them."""

_MOST_KEYS = 100_000
"""Of so many access keys the use is remembered."""
_LONG = 64
_MOST_LISTED = 5
_ROUNDING = 1e-6
"""A request that is short of so little may be made: 0.1 seconds ten times are less than one."""


def compact(text: str) -> str:
    """A text by which a caller is known, of a long one a digest: a hundred thousand of them may be
    remembered."""
    if len(text) <= _LONG:
        return text
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=24).hexdigest()


def _quoted(access_key: str) -> str:
    return f'"{short_key(access_key)}"'


def _listed(keys: list[str]) -> str:
    """Keys in a line, of many the first."""
    more = f" and {len(keys) - _MOST_LISTED} more" if len(keys) > _MOST_LISTED else ""
    return (", ".join(keys[:_MOST_LISTED]) or "none") + more


class Rules(Struct, frozen=True):
    """What callers may do.

    `access_keys`: the ones there are, None where any will do. `rate`: requests a second that each
    key may make, 0 for any number; `burst`: so many of them at once, 0 for those of one second.
    `daily_quota`: requests a day, from midnight to midnight in Korea, 0 for any number.
    """

    access_keys: AccessKeys | None = None
    rate: float = 0
    daily_quota: int = 0
    burst: int = 0


class Use(Struct, array_like=True):
    """What a key has used up: `taken` of its burst at the moment `at`, and `count` on `day`."""

    taken: float
    at: float
    day: int
    count: int = 0


class Limits:
    """Lets calls in by its `rules`, which may be replaced at any time."""

    def __init__(self, rules: Rules, clock: Clock) -> None:
        self.rules = rules
        self._clock = clock
        # Least recently used first.
        self._uses: OrderedDict[str, Use] = OrderedDict()

    def admit(self, call: Call, use: Use | None = None) -> None:
        """Checks 7 and 8 of the wire contract, section 4. `use`: what the key has used up, which
        the call is counted in, for one that is kept elsewhere.

        Raises EngineRefusal (`Invalid access key`) or GatewayRefusal (429).
        """
        rules = self.rules
        if rules.access_keys is not None and call.access_key not in rules.access_keys:
            raise call.refused(EngineError.INVALID_ACCESS_KEY, self._why_not_allowed(call))
        if (rules.rate or rules.daily_quota) and (why := self._spend(call.access_key, use)):
            raise GatewayRefusal(GatewayError.TOO_MANY_REQUESTS, call.request_id, why)

    @property
    def are_counting(self) -> bool:
        """Whether keys have only so many requests."""
        return bool(self.rules.rate or self.rules.daily_quota)

    def new_use(self) -> Use:
        """What a key has used up that was not used before."""
        return Use(0.0, self._clock.seconds(), self._clock.day())

    def opens(self, access_key: str, domain: str) -> bool:
        """Whether a key may open dialogs in a domain."""
        allowed = (self.rules.access_keys or {}).get(access_key)
        return not allowed or domain in allowed

    def why_closed(self, access_key: str, domain: str) -> str:
        """Why a key may not open dialogs in a domain, for people."""
        key = _quoted(access_key)
        keys = self.rules.access_keys or {}
        allowed = ", ".join(keys.get(access_key, ()))
        others = [_quoted(other) for other in keys if self.opens(other, domain)]
        may = f"; {_listed(others)} may" if others else ""
        return f'the access key {key} may open {allowed}, not "{domain}"{may}'

    def used(self, access_key: str) -> int:
        """How many requests of a key have counted today."""
        use = self._uses.get(compact(access_key))
        return use.count if use and use.day == self._clock.day() else 0

    def reset(self) -> None:
        """Forget what has been used up."""
        self._uses.clear()

    def _spend(self, access_key: str, use: Use | None) -> str:
        """Count a request, for which "" is given; where nothing is left for it, it counts for
        nothing, and the reason is given."""
        rules, use = self.rules, use or self._use(access_key)
        self._renew(use)
        taken = use.taken + 1 if rules.rate else 0.0
        burst = rules.burst or max(1.0, rules.rate)
        if rules.rate and taken > burst + _ROUNDING:
            return self._why_too_fast(access_key, (taken - burst) / rules.rate)
        if rules.daily_quota and use.count >= rules.daily_quota:
            return self._why_too_many(access_key)
        use.taken = taken
        use.count += 1
        return ""

    def _why_not_allowed(self, call: Call) -> str:
        allowed = [_quoted(key) for key in self.rules.access_keys or {}]
        return f"the access key {_quoted(call.access_key)} is none of {_listed(allowed)}"

    def _why_too_fast(self, access_key: str, seconds: float) -> str:
        rate, unit = self.rules.rate, "second"
        for longer, size in (("minute", 60), ("hour", 3600)):
            if rate < 1:
                rate, unit = self.rules.rate * size, longer
        key = _quoted(access_key)
        return (
            f"the access key {key} may make {rate:g} requests a {unit};"
            f" the next one in {seconds:.1f} seconds"
        )

    def _why_too_many(self, access_key: str) -> str:
        left = int(self._clock.seconds_to_midnight() // 60)
        quota = self.rules.daily_quota
        return (
            f"the access key {_quoted(access_key)} may make {quota:,} requests a day; the next"
            f" day begins at midnight in Korea, in {left // 60} h {left % 60} min"
        )

    def _use(self, access_key: str) -> Use:
        """What a key has used up."""
        access_key = compact(access_key)
        use = self._uses.get(access_key)
        if use is None:
            use = self._uses[access_key] = self.new_use()
            if len(self._uses) > _MOST_KEYS:
                self._uses.popitem(last=False)
        self._uses.move_to_end(access_key)
        return use

    def _renew(self, use: Use) -> None:
        """Give back what has come back by now."""
        now, day = max(self._clock.seconds(), use.at), self._clock.day()
        if use.day != day:
            use.day, use.count = day, 0
        use.taken = max(0.0, use.taken - (now - use.at) * self.rules.rate)
        use.at = now
