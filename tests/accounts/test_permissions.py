"""What a user may not see never comes back from a query, whatever the roles, teams and records are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine, insert, select

from nia.accounts.permissions import OWN, TEAM, Reach, Right, visible, within
from nia.accounts.principal import Principal, Role
from nia.errors import PermissionDenied
from nia.store.tables import METADATA, RECORDS, Attendee, Fact, Mail, Meeting, Record, Team, User

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
TEAMS = ("west", "south")
USERS = tuple(f"{team}{n}" for team in TEAMS for n in range(2))
VALUES: dict[str, dict[str, object]] = {
    "activities": {"kind": "call", "at": NOW, "text": ""},
    "attendees": {"name": "x"},
    "contacts": {"name": "x", "search_key": ""},
    "facts": {"text": "x", "search_key": ""},
    "leads": {"name": "x", "company": "x", "status": "new", "currency": "INR", "search_key": ""},
    "mails": {
        "message_id": "x", "thread_id": "x", "outgoing": False, "sender_name": "", "sender_email": "", "recipients": [],
        "cc": [], "bcc": [], "subject": "", "body": "", "received_at": NOW, "unread": True, "priority": "normal",
        "search_key": "",
    },
    "meetings": {
        "title": "x", "start_at": NOW, "minutes": 30, "status": "scheduled", "online": False, "search_key": "",
    },
    "notes": {"text": "x"},
    "tasks": {"title": "x", "creator_id": "west0", "priority": "normal", "status": "open", "search_key": ""},
}  # fmt: skip
PARENTS: dict[str, dict[str, object]] = {
    "activities": {"lead_id": "parent"}, "notes": {"lead_id": "parent"}, "attendees": {"meeting_id": "parent"},
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A record; `asked` are colleagues asked to it, where it is a meeting."""

    owner: str
    team: str
    deleted: bool
    asked: frozenset[str]
    withdrawn: bool


ROWS = st.lists(
    st.builds(
        Row,
        owner=st.sampled_from(USERS),
        team=st.sampled_from(TEAMS),
        deleted=st.booleans(),
        asked=st.frozensets(st.sampled_from(USERS), max_size=2),
        withdrawn=st.booleans(),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.begin() as connection:
        for team in TEAMS:
            connection.execute(insert(Team).values(id=team, name=team))
        for user in USERS:
            made = User(id=user, name=user, email=f"{user}@x.example", role="user", team_id=user[:-1], created_at=NOW)
            connection.execute(insert(User).values(**made.model_dump()))
    yield engine
    engine.dispose()


def common(row: Row) -> dict[str, object]:
    dates = {"created_at": NOW, "updated_at": NOW, "deleted_at": NOW if row.deleted else None}
    return {"owner_id": row.owner, "team_id": row.team, "version": 1, **dates}


def fill(connection: Connection, table: type[Record], rows: list[Row]) -> None:
    name = str(table.__tablename__)
    made = [{**VALUES[name], **PARENTS.get(name, {}), **common(row), "id": str(n)} for n, row in enumerate(rows)]
    invited = [
        {
            **VALUES["attendees"],
            **common(row),
            "id": f"{n}-{user}",
            "meeting_id": str(n),
            "ref_kind": "user",
            "ref_id": user,
            "deleted_at": NOW if row.withdrawn else None,
        }
        for n, row in enumerate(rows if table is Meeting else ())
        for user in row.asked
    ]
    for into, values in ((table, made), (Attendee, invited)):
        if values:
            connection.execute(insert(into), values)


def principal(user: str, role: Role) -> Principal:
    return Principal(id=user, name=user, email=f"{user}@x.example", role=role, team_id=user[:-1])


def may_see(user: Principal, table: type[Record], row: Row) -> bool:
    """Say the rules of tools.md in plain Python."""
    if row.deleted:
        return False
    if row.owner == user.id:
        return True
    if table in (Mail, Fact):
        return False
    if table is Meeting and user.id in row.asked and not row.withdrawn:
        return True
    if user.role is Role.USER:
        return False
    return user.role is Role.ADMIN or row.team == user.team_id


@pytest.mark.parametrize("table", RECORDS.values(), ids=RECORDS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, user=st.sampled_from(USERS), role=st.sampled_from(Role))
def test_visible_is_exactly_what_the_rules_say(
    engine: Engine, table: type[Record], rows: list[Row], user: str, role: Role
) -> None:
    asker = principal(user, role)
    with engine.connect() as connection:
        fill(connection, table, rows)
        seen = set(connection.execute(select(table.id).where(visible(asker, table))).scalars())
        connection.rollback()
    assert seen == {str(number) for number, row in enumerate(rows) if may_see(asker, table, row)}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, user=st.sampled_from(USERS), role=st.sampled_from(Role), reach=st.sampled_from(Reach))
def test_within_is_own_team_s_or_all_and_never_deleted(
    engine: Engine, rows: list[Row], user: str, role: Role, reach: Reach
) -> None:
    asker, table = principal(user, role), RECORDS["leads"]
    fits = {
        Reach.OWN: lambda row: row.owner == user,
        Reach.TEAM: lambda row: row.team == asker.team_id or row.owner == user,
        Reach.ALL: lambda row: True,
    }[reach]
    with engine.connect() as connection:
        fill(connection, table, rows)
        seen = set(connection.execute(select(table.id).where(within(asker, table, reach))).scalars())
        connection.rollback()
    assert seen == {str(number) for number, row in enumerate(rows) if fits(row) and not row.deleted}


@given(
    right=st.builds(
        Right,
        reach=st.sampled_from(Reach),
        manager=st.none() | st.sampled_from(Reach),
        least=st.sampled_from(Role),
    )
)
def test_a_role_reaches_at_least_as_far_as_those_below_it(right: Right) -> None:
    order = list(Reach)
    lowest_first = list(reversed(Role))
    if right.manager is not None and order.index(right.manager) < order.index(right.reach):
        return  # nobody writes a right in which managers reach less far
    reached = -1
    for role in lowest_first:
        asker = principal("west0", role)
        if not role.covers(right.least):
            with pytest.raises(PermissionDenied):
                right.reach_of(asker)
            continue
        reach = order.index(right.reach_of(asker))
        assert reach >= reached, f"{role} reaches less far than a lower role"
        reached = reach


def test_a_user_reaches_only_their_own() -> None:
    for right in (OWN, TEAM, Right(Reach.ALL), Right(Reach.TEAM, manager=Reach.ALL)):
        assert right.reach_of(principal("west0", Role.USER)) is Reach.OWN


def test_roles_cover_those_after_them() -> None:
    assert Role.ADMIN.covers(Role.MANAGER)
    assert Role.MANAGER.covers(Role.SALES_REP)
    assert not Role.SALES_REP.covers(Role.MANAGER)
    assert not Role.USER.covers(Role.SALES_REP)
