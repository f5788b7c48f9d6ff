"""The tables, a file a concept. Importing this package fills `METADATA`."""

from __future__ import annotations

from nia.store.tables.accounts import LoginSession, Team, User
from nia.store.tables.base import Base
from nia.store.tables.conversation import Conversation, Feedback, Turn, WaitingMessage
from nia.store.tables.ledger import Action, OutboxEntry, Proposal
from nia.store.tables.memory import Fact
from nia.store.tables.receipts import Receipt, ReceiptKey
from nia.store.tables.record import Record
from nia.store.tables.sales import Activity, Attendee, Contact, Lead, Mail, Meeting, Note, Task

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "RECORDS",
    "Action",
    "Activity",
    "Attendee",
    "Contact",
    "Conversation",
    "Fact",
    "Feedback",
    "Lead",
    "LoginSession",
    "Mail",
    "Meeting",
    "Note",
    "OutboxEntry",
    "Proposal",
    "Receipt",
    "ReceiptKey",
    "Record",
    "Task",
    "Team",
    "Turn",
    "User",
    "WaitingMessage",
]

RECORDS: dict[str, type[Record]] = {
    str(table.__tablename__): table for table in (Activity, Attendee, Contact, Fact, Lead, Mail, Meeting, Note, Task)
}

# A session writes new rows table by table in an order of its own, since the tables know no relationships. So a
# reference is checked when the transaction commits, not when its row is written.
for _table in (
    Action,
    Conversation,
    Feedback,
    LoginSession,
    OutboxEntry,
    Proposal,
    Receipt,
    ReceiptKey,
    Turn,
    User,
    WaitingMessage,
    *RECORDS.values(),
):
    for _reference in _table.__table__.foreign_key_constraints:  # type: ignore[attr-defined]
        _reference.deferrable, _reference.initially = True, "DEFERRED"
