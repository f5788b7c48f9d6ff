"""Which turns are counted: a period and whose. `nia stats` makes it of its options, `reading` asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from nia.errors import AdminError

USUAL = timedelta(days=30)
_AGO = re.compile(r"(\d{1,4})\s*([hdw])", re.IGNORECASE)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class Scope:
    """Turns opened from `since` on and before `until`; of these users and this language, where they are given."""

    since: datetime
    until: datetime
    user_ids: frozenset[str] | None = None
    language: str | None = None


def period(since: str | None, until: str | None, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the first instant, and the one that ends the period. A day means all of it, in `zone`.

    Raises `AdminError` for what is no time, or where the period ends before it begins.
    """
    end = now if until is None else _instant("--until", until, now, zone, ends=True)
    begin = end - USUAL if since is None else _instant("--since", since, now, zone, ends=False)
    if begin >= end:
        raise AdminError("--since lies after --until: the period would be empty. Give an earlier --since")
    return begin, end


def _instant(option: str, text: str, now: datetime, zone: tzinfo, *, ends: bool) -> datetime:
    ago = _AGO.fullmatch(text.strip())
    if ago is not None:
        return now - int(ago[1]) * _UNITS[ago[2].lower()]
    is_day = len(text.strip()) <= len("2026-03-01")
    try:
        at = datetime.fromisoformat(text.strip())
        at = at if at.tzinfo is not None else at.replace(tzinfo=zone)
        at += timedelta(days=1) if ends and is_day else timedelta()
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise AdminError(f"{option}: {text!r} is no time. Write 12h, 7d, 4w, or a day like 2026-03-01") from None
