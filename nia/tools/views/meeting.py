"""How a meeting is shown. The meeting tools, `my_day` and `check_availability` use it."""

from __future__ import annotations

from nia.accounts.principal import Principal
from nia.sales.meetings import MeetingDetails
from nia.tools.spec import RecordView
from nia.understanding.port import Json


def meeting_view(details: MeetingDetails, user: Principal) -> RecordView:
    """Return `details` as `user` sees them: times in the user's zone, the holder named where it is another."""
    meeting = details.meeting
    fields: dict[str, Json] = {
        "start": meeting.start_at.astimezone(user.zone).isoformat(),
        "minutes": meeting.minutes,
        "attendees": [one.name for one in details.attendees],
        "location": meeting.location,
        "online": meeting.online or None,
        "status": meeting.status,
        "agenda": meeting.agenda,
        "lead": details.lead,
        "owner": None if meeting.owner_id == user.id else details.owner,
    }
    shown = {name: value for name, value in fields.items() if value not in (None, [])}
    return RecordView("meeting", meeting.id, meeting.title, shown)
