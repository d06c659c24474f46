"""Moments as people write them, in Korean time where they name no zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import TypeAlias

KOREA = timezone(timedelta(hours=9), "KST")

Moment: TypeAlias = date | datetime | str
"""A day (from its first moment in Korea), a time, or either as ISO 8601 writes it."""


def seconds_at(moment: Moment) -> float:
    """Seconds since 1970-01-01 UTC at a moment. Raises ValueError for a text that is none."""
    if isinstance(moment, str):
        moment = _read(moment)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=KOREA)
    return moment.timestamp()


def _read(text: str) -> datetime:
    iso = text.strip()
    if iso[-1:] in ("Z", "z"):
        iso = iso[:-1] + "+00:00"
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        examples = "2026-11-22, 2026-11-22T23:59 or 2026-11-22T14:59:00Z"
        raise ValueError(f'"{text}" is no moment such as {examples}') from None
