"""Rows for every table, so that migrations and resets are tested on data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import SQLModel

from nia.store.tables import (
    Action,
    Activity,
    Attendee,
    Contact,
    Conversation,
    Fact,
    Feedback,
    Lead,
    LoginSession,
    Mail,
    Meeting,
    Note,
    OutboxEntry,
    Proposal,
    Receipt,
    ReceiptKey,
    Task,
    Team,
    Turn,
    User,
    WaitingMessage,
)

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def rows() -> Sequence[SQLModel]:
    """Return one row of every table, each after those that it refers to."""
    record = {"owner_id": "u", "team_id": "t", "created_at": NOW, "updated_at": NOW}
    asked = {"conversation_id": "c", "turn_id": "tu", "user_id": "u", "tool": "create_lead", "args": {"name": "रमेश"}}
    return (
        Team(id="t", name="West"),
        User(id="u", name="Asha Rao", email="asha@example.com", role="sales_rep", team_id="t", created_at=NOW),
        LoginSession(token_hash="0" * 64, user_id="u", created_at=NOW, expires_at=NOW),
        Conversation(id="c", user_id="u", created_at=NOW, updated_at=NOW),
        Turn(id="tu", conversation_id="c", user_id="u", seq=1, client_id="m1", said="hello", opened_at=NOW),
        WaitingMessage(conversation_id="c", client_id="m2", until=NOW),
        Feedback(id="fb", turn_id="tu", conversation_id="c", user_id="u", value=-1, reason="wrong रमेश", at=NOW),
        Lead(
            id="l", name="Ravi", company="Zenith", value=Decimal("500000.55"), expected_close=date(2026, 4, 1), **record
        ),
        Note(id="n", lead_id="l", text="x" * 20_000, **record),
        Activity(id="ac", lead_id="l", kind="call", at=NOW, **record),
        Contact(id="co", name="Leela", **record),
        Meeting(id="m", title="Demo", start_at=NOW, lead_id="l", **record),
        Attendee(id="at", meeting_id="m", name="Ravi", **record),
        Mail(
            id="ma",
            message_id="<1>",
            thread_id="<1>",
            received_at=NOW,
            subject="Quote",
            search_key="q" * 9000,
            **record,
        ),
        Task(id="ta", title="Call", creator_id="u", lead_id="l", mail_id="ma", due_on=date(2026, 3, 3), **record),
        Fact(id="f", text="prefers mornings", source_turn_id="tu", **record),
        Proposal(id="p", card={}, hash="h", created_at=NOW, expires_at=NOW, idempotency_key="k", **asked),
        Action(id="a", proposal_id="p", result={"key": "create_lead"}, idempotency_key="k", at=NOW, **asked),
        OutboxEntry(action_id="a", topic="mail.send", payload={}, created_at=NOW),
        Receipt(seq=1, action_id="a", sealed=b"\x00\xff", commitment="0" * 64, root="1" * 64, signature="x"),
        ReceiptKey(seq=1, key=b"k" * 32),
    )
