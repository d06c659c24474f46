"""The forms in which a text can write a value."""

from __future__ import annotations

from datetime import date, time, timedelta

from mockgenie.conditions import Reading
from mockgenie.domain import ValueForm


def write(word: str, form: ValueForm, read: Reading) -> str:
    """`word` in a form: `,` writes 1234567 as 1,234,567; `iso` writes 내일 as 2026-11-23, 오후
    두 시 as 14:00 and 두 시간 as PT2H. What has no such form is written as it is."""
    if not form or not word:
        return word
    kind, key = read(word)
    if form == ",":
        return _with_commas(word) if kind == "number" else word
    if isinstance(key, date):
        return key.isoformat()
    if isinstance(key, time):
        return key.isoformat("minutes" if not key.second else "seconds")
    if isinstance(key, timedelta):
        return _iso_duration(key)
    return word


def _with_commas(number: str) -> str:
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, point, fraction = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{fraction}"


def _iso_duration(duration: timedelta) -> str:
    seconds = int(duration.total_seconds())
    days, seconds = divmod(seconds, 86400)
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    clock = "".join(
        f"{amount}{unit}"
        for amount, unit in ((hours, "H"), (minutes, "M"), (seconds, "S"))
        if amount
    )
    day = f"{days}D" if days else ""
    return f"P{day}{'T' + clock if clock else ''}" if day or clock else "PT0S"
