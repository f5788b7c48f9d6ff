"""Finds the meeting that a reference means. `resolve` calls it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from nia.accounts.permissions import visible
from nia.matching.compare import search_key
from nia.sales.meetings import MeetingDetails, find_meetings, visible_meetings
from nia.store.tables import Meeting
from nia.tools.references.description import Description
from nia.tools.references.leads import keys_of
from nia.tools.references.outcome import Look
from nia.tools.references.ranking import Candidate
from nia.tools.spec import RecordView
from nia.tools.views.meeting import meeting_view

REMEMBERED = timedelta(days=180)
"""How far back meetings are looked for."""

_LOOKED_THROUGH = 2_000
_AHEAD, _OWN = 1, 2


async def gather(look: Look, description: Description) -> list[Candidate]:
    """Return the meetings, not cancelled, that the user may know of and that meet the marks of the description.

    The user's own rank before others', and what is not over before what is.
    """
    found, _ = await find_meetings(
        look.session, look.user, visible(look.user, Meeting), look.now - REMEMBERED, None, _LOOKED_THROUGH
    )
    if description.when is not None:
        found = [one for one in found if description.when.holds(one.meeting.start_at, look)]
    if description.mine:
        found = [one for one in found if _is_own(one, look)]
    if description.next:
        return await _candidates(look, [one for one in found if one.meeting.start_at > look.now and _is_own(one, look)])
    if description.newest:
        found = [one for one in found if one.meeting.start_at <= look.now]
    return await _candidates(look, found)


async def views(look: Look, candidates: Sequence[Candidate]) -> tuple[RecordView, ...]:
    """Return the candidates as they are offered, those that begin first in front."""
    found = await visible_meetings(look.session, look.user, [one.id for one in candidates])
    return tuple(meeting_view(one, look.user) for one in found)


async def _candidates(look: Look, found: Sequence[MeetingDetails]) -> list[Candidate]:
    keys = await keys_of(look, {one.meeting.lead_id for one in found if one.meeting.lead_id})
    return [
        Candidate(
            "meeting",
            one.meeting.id,
            one.meeting.title,
            _key(one, keys.get(one.meeting.lead_id or "", "")),
            one.meeting.start_at,
            rank=_rank(one, look),
            about=_people(one),
        )
        for one in found
    ]


def _key(one: MeetingDetails, lead: str) -> str:
    names = [guest.name for guest in one.attendees]
    return search_key(one.meeting.title, *names, lead, one.owner, one.meeting.location, one.meeting.agenda)


def _people(one: MeetingDetails) -> frozenset[str]:
    ids = {guest.ref_id for guest in one.attendees if guest.ref_id}
    return frozenset(ids | ({one.meeting.lead_id} if one.meeting.lead_id else set()))


def _rank(one: MeetingDetails, look: Look) -> int:
    ends = one.meeting.start_at + timedelta(minutes=one.meeting.minutes)
    return _OWN * _is_own(one, look) + _AHEAD * (ends > look.now)


def _is_own(one: MeetingDetails, look: Look) -> bool:
    return one.meeting.owner_id == look.user.id or look.user.id in one.colleagues
