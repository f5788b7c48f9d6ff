"""The records of a stage in the format's field names: what `finally` is compared with. `Stage.records` reads them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.accounts.principal import Principal
from nia.store.tables import Activity, Attendee, Contact, Lead, Mail, Meeting, Note, Record, Task, User
from nia.understanding.port import Json

Kind = Literal["leads", "meetings", "tasks", "emails", "notes", "sent", "contacts", "activities"]
Fields = dict[str, Json]
Row = TypeVar("Row", bound=Record)

_LEAD = ("name", "company", "email", "phone", "title", "city", "source", "status", "currency", "product", "lost_reason")
_MEETING = ("title", "minutes", "status", "online", "location", "agenda")
_HAPPENED = ("kind", "text", "outcome")
_MAIL = ("subject", "body", "unread", "priority", "to", "cc", "bcc")


class Records:
    """Reads the live records of everybody. Times are given in the zone of `user`, `threads` by their names."""

    def __init__(self, session: AsyncSession, user: Principal, threads: Mapping[str, str]) -> None:
        self._session = session
        self._user = user
        self._threads = threads

    async def of(self, kind: Kind) -> Sequence[Mapping[str, Json]]:
        """Return the records of a kind that are not deleted, oldest first."""
        readers: Mapping[str, Callable[[], Awaitable[list[Fields]]]] = {
            "leads": self._leads,
            "meetings": self._meetings,
            "tasks": self._tasks,
            "emails": lambda: self._mails(sent=False),
            "sent": lambda: self._mails(sent=True),
            "notes": lambda: self._about_leads(Note, ("text",)),
            "activities": lambda: self._about_leads(Activity, _HAPPENED),
            "contacts": self._contacts,
        }
        return await readers[kind]()

    async def _leads(self) -> list[Fields]:
        users = await self._names(User)
        notes: dict[str, list[Json]] = {}
        for note in await self._rows(Note):
            notes.setdefault(note.lead_id, []).append(note.text)
        history: dict[str, list[Json]] = {}
        for one in await self._rows(Activity):
            happened = {**_plain(one, _HAPPENED), "at": self._when(one.at)}
            history.setdefault(one.lead_id, []).append(happened)
        return [
            {
                **_plain(row, _LEAD),
                "value": None if row.value is None else float(row.value),
                "expected_close": row.expected_close.isoformat() if row.expected_close else None,
                "next_follow_up": self._when(row.follow_up_at)
                or (row.follow_up_on.isoformat() if row.follow_up_on else None),
                "owner": users.get(row.owner_id),
                "created": self._when(row.created_at),
                "closed_at": self._when(row.closed_at),
                "notes": notes.get(row.id, []),
                "history": history.get(row.id, []),
            }
            for row in await self._rows(Lead)
        ]

    async def _meetings(self) -> list[Fields]:
        users, leads = await self._names(User), await self._names(Lead)
        guests: dict[str, list[Json]] = {}
        for guest in await self._rows(Attendee):
            guests.setdefault(guest.meeting_id, []).append(guest.name)
        return [
            {
                **_plain(row, _MEETING),
                "start": self._when(row.start_at),
                "end": self._when(row.start_at + timedelta(minutes=row.minutes)),
                "attendees": guests.get(row.id, []),
                "lead": leads.get(row.lead_id or ""),
                "owner": users.get(row.owner_id),
            }
            for row in await self._rows(Meeting)
        ]

    async def _tasks(self) -> list[Fields]:
        users, leads = await self._names(User), await self._names(Lead)
        mails = {row.id: row.subject for row in await self._rows(Mail)}
        return [
            {
                **_plain(row, ("title", "priority", "status")),
                "mail": mails.get(row.mail_id or ""),
                "due": self._when(row.due_at) or (row.due_on.isoformat() if row.due_on else None),
                "remind_at": self._when(row.remind_at),
                "lead": leads.get(row.lead_id or ""),
                "assignee": users.get(row.owner_id),
                "owner": users.get(row.owner_id),
                "created": self._when(row.created_at),
                "done_at": self._when(row.done_at),
            }
            for row in await self._rows(Task)
        ]

    async def _mails(self, *, sent: bool) -> list[Fields]:
        users, rows = await self._names(User), await self._rows(Mail)
        answered = {row.message_id: row.subject for row in rows}
        return [
            {
                **_plain(row, _MAIL),
                "mail": answered.get(row.in_reply_to or ""),
                "thread": self._threads.get(row.thread_id),
                "from": f"{row.sender_name} <{row.sender_email}>" if row.sender_name else row.sender_email,
                "received": self._when(row.received_at),
                "owner": users.get(row.owner_id),
            }
            for row in rows
            if row.outgoing is sent
        ]

    async def _about_leads(self, table: type[Note] | type[Activity], columns: Sequence[str]) -> list[Fields]:
        leads = await self._names(Lead)
        rows: Sequence[Note | Activity] = await self._rows(table)
        return [
            {
                **_plain(row, columns),
                "lead": leads.get(row.lead_id),
                "at": self._when(row.at if isinstance(row, Activity) else row.created_at),
            }
            for row in rows
        ]

    async def _contacts(self) -> list[Fields]:
        users = await self._names(User)
        return [
            {**_plain(row, ("name", "email", "phone", "company", "title")), "owner": users.get(row.owner_id)}
            for row in await self._rows(Contact)
        ]

    async def _rows(self, table: type[Row]) -> Sequence[Row]:
        query = select(table).where(col(table.deleted_at).is_(None)).order_by(col(table.created_at), col(table.id))
        return (await self._session.scalars(query)).all()

    async def _names(self, table: type[User] | type[Lead]) -> dict[str, str]:
        rows = (await self._session.execute(select(table.id, table.name))).all()
        return {str(row[0]): str(row[1]) for row in rows}

    def _when(self, at: datetime | None) -> str | None:
        return None if at is None else at.astimezone(self._user.zone).isoformat()


def _plain(row: Record, columns: Sequence[str]) -> Fields:
    return {name: getattr(row, name) for name in columns}
