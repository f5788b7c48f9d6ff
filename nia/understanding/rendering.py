"""Say times, durations and money as people do, in the three languages. Replies and cards ask it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from zoneinfo import ZoneInfo

import yaml

from nia.understanding.port import Language
from nia.understanding.words import LEXICON_FOLDER

_SIGNS = {"INR": "₹", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SHORT_FORM_UNITS = (("D", 24 * 60), ("H", 60), ("M", 1))


@dataclass(frozen=True, slots=True)
class TimePhrases:
    """The words and patterns of one language; `halves` map the hour from which a part of day is said to its word."""

    weekdays: Sequence[str]
    months: Sequence[str]
    days: Mapping[int, str]
    date: str
    date_with_year: str
    near_date: str
    clock: str
    halves: Mapping[int, str]
    with_clock: str
    range: str
    units: Mapping[str, Sequence[str]]
    joined: str

    @classmethod
    def of(cls, language: Language) -> TimePhrases:
        """Read the phrases that come with NIA."""
        file = LEXICON_FOLDER / "rendering" / f"{language.value}.yaml"
        return cls(**yaml.safe_load(file.read_text(encoding="utf-8")))


@cache
def _phrases(language: Language) -> TimePhrases:
    return TimePhrases.of(language)


def render_time(value: str | date | datetime, language: Language, now: datetime, time_zone: str) -> str:
    """Say a date, or an instant in the user's zone: "tomorrow, Tue 3 March, 4:00 pm".

    `value` is a date, an aware datetime, or either as ISO 8601; a datetime without offset is taken as the
    user's wall clock. Raises ValueError for other text.
    """
    phrases = _phrases(language)
    zone = ZoneInfo(time_zone)
    moment = _parsed(value) if isinstance(value, str) else value
    today = now.astimezone(zone).date()
    if not isinstance(moment, datetime):
        return _date(moment, today, phrases)
    local = moment.astimezone(zone) if moment.tzinfo else moment
    return phrases.with_clock.format(date=_date(local.date(), today, phrases), clock=_clock(local, phrases))


def render_range(
    start: str | date | datetime, end: str | date | datetime, language: Language, now: datetime, time_zone: str
) -> str:
    """Say a range; its end on the same day is said as a time of day only."""
    phrases = _phrases(language)
    zone = ZoneInfo(time_zone)
    first, last = (_parsed(value) if isinstance(value, str) else value for value in (start, end))
    said = render_time(last, language, now, time_zone)
    if isinstance(first, datetime) and isinstance(last, datetime) and first.tzinfo and last.tzinfo:
        local = last.astimezone(zone)
        if local.date() == first.astimezone(zone).date():
            said = _clock(local, phrases)
    elif first == last:
        return said
    return phrases.range.format(start=render_time(first, language, now, time_zone), end=said)


def render_minutes(minutes: int, language: Language) -> str:
    """Say a duration: "1 hour 30 minutes". Its sign is not said."""
    phrases = _phrases(language)
    parts: list[str] = []
    left = abs(minutes)
    for unit, length in _SHORT_FORM_UNITS:
        count, left = divmod(left, length)
        if count or (unit == "M" and not parts):
            parts.append(f"{count} {phrases.units[unit][count != 1]}")
    return phrases.joined.join(parts)


def render_amount(amount: Decimal | int | str, currency: str = "INR") -> str:
    """Write money: "₹1,25,000", "$2,500.50". Rupees are grouped as in India, other currencies by thousands."""
    value = Decimal(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole, _, cents = f"{abs(value):f}".partition(".")
    grouped = _indian(whole) if currency == "INR" else f"{int(whole):,}"
    sign = _SIGNS.get(currency, f"{currency} ")
    return f"{'-' if value < 0 else ''}{sign}{grouped}{'' if cents == '00' else '.' + cents}"


def render_number(number: int) -> str:
    """Write a whole number in groups, as in India: "1,25,000"."""
    return f"{'-' if number < 0 else ''}{_indian(str(abs(number)))}"


def _parsed(value: str) -> date | datetime:
    return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)


def _date(day: date, today: date, phrases: TimePhrases) -> str:
    pattern = phrases.date if day.year == today.year else phrases.date_with_year
    said = pattern.format(
        weekday=phrases.weekdays[day.weekday()], day=day.day, month=phrases.months[day.month - 1], year=day.year
    )
    near = phrases.days.get((day - today).days)
    return said if near is None else phrases.near_date.format(near=near, date=said)


def _clock(moment: datetime, phrases: TimePhrases) -> str:
    half = phrases.halves[max(hour for hour in phrases.halves if hour <= moment.hour)]
    return phrases.clock.format(hour=moment.hour % 12 or 12, minute=moment.minute, half=half)


def _indian(digits: str) -> str:
    head, tail = digits[:-3], digits[-3:]
    groups = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)]
    return ",".join([*reversed(groups), tail]) if head else tail
