"""Times as people say them, each with the instant or day that it means. `goals` draws them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HINGLISH_DAYS = {1: ("kal",), 2: ("parso",)}
_ENGLISH_DAYS = {1: ("tomorrow", "tmrw"), 2: ("the day after tomorrow",)}
_AFTERNOON = 12


@dataclass(frozen=True, slots=True)
class When:
    """A time: ISO 8601 (a date only for a day), and its words in English and in Hinglish."""

    iso: str
    english: str
    hinglish: str

    def words(self, language: str) -> str:
        """Return the words of that language ("en" or "hi-en")."""
        return self.hinglish if language == "hi-en" else self.english


def draw_instant(rng: Random, now: datetime) -> When:
    """Draw a full or half hour from 10:00 to 17:30 on one of the next working days."""
    ahead = _ahead(rng, now)
    hour, half = rng.randrange(10, 18), rng.random() < 0.3
    at = _midnight(now) + timedelta(days=ahead, hours=hour, minutes=30 if half else 0)
    day, din = _day_words(rng, now, ahead)
    return When(at.isoformat(), f"{day} at {_clock(rng, at)}", f"{din} {_baje(at)}")


def draw_day(rng: Random, now: datetime) -> When:
    """Draw one of the next working days."""
    ahead = _ahead(rng, now)
    day, din = _day_words(rng, now, ahead)
    return When((_midnight(now) + timedelta(days=ahead)).date().isoformat(), day, din)


def at_instant(rng: Random, now: datetime, at: datetime) -> When:
    """Return the words for a given instant of the next six days."""
    day, din = _day_words(rng, now, (_midnight(at) - _midnight(now)).days)
    return When(at.isoformat(), f"{day} at {_clock(rng, at)}", f"{din} {_baje(at)}")


def _ahead(rng: Random, now: datetime) -> int:
    """Draw a number of days to a day of the coming week that is no Sunday, and not today's weekday."""
    return rng.choice([days for days in range(1, 7) if (now + timedelta(days=days)).weekday() != 6])


def _day_words(rng: Random, now: datetime, ahead: int) -> tuple[str, str]:
    day = now + timedelta(days=ahead)
    named = _DAYS[day.weekday()]
    dated = f"{day.day} {day.strftime('%B').lower()}"
    english = [f"on {named}", f"on {dated}", *_ENGLISH_DAYS.get(ahead, ())]
    hinglish = [f"{named} ko", f"{dated} ko", *_HINGLISH_DAYS.get(ahead, ())]
    return rng.choice(english), rng.choice(hinglish)


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _clock(rng: Random, at: datetime) -> str:
    hour, half = (at.hour - 1) % 12 + 1, "am" if at.hour < _AFTERNOON else "pm"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return rng.choice([f"{hour}{minutes} {half}", f"{hour}{minutes}{half}"])


def _baje(at: datetime) -> str:
    part = "subah" if at.hour < _AFTERNOON else "dopahar" if at.hour < 16 else "shaam"
    hour = (at.hour - 1) % 12 + 1
    if at.minute:
        return f"{part} {hour}:{at.minute:02d} baje"
    return f"{part} {hour} baje"
