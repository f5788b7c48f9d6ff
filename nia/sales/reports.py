"""The figures of sales reports: pipeline, conversion, revenue, activity, team. `sales_report` shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from nia.accounts.permissions import Reach, within
from nia.accounts.principal import Principal
from nia.sales.activities import STATUS_CHANGED
from nia.sales.pipeline import OPEN_STAGES, STAGES, Tally, tally_by, total
from nia.store.tables import Activity, Lead, Mail, Meeting, Record, Task, User

When = Mapped[datetime] | Mapped[datetime | None]
ACTIVITIES = ("call", "visit", "message", "email", "meeting")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records a report counts, and of which time, `[begin, end)` in UTC. None: no bound, everybody in reach."""

    user: Principal
    reach: Reach
    owner_id: str | None = None
    begin: datetime | None = None
    end: datetime | None = None

    def of(self, table: type[Record], when: When | None = None) -> list[ColumnElement[bool]]:
        """Return the conditions that a row of `table` counts; `when` is the column that must lie in the time."""
        conditions = [within(self.user, table, self.reach)]
        if self.owner_id is not None:
            conditions.append(col(table.owner_id) == self.owner_id)
        if when is not None and self.begin is not None:
            conditions.append(when >= self.begin)
        if when is not None and self.end is not None:
            conditions.append(when < self.end)
        return conditions


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a report: a stage, a user or a kind of activity (`key`), and its figures."""

    key: str
    name: str
    tally: Tally = field(default_factory=Tally)
    won: Tally | None = None
    activities: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report: the tally it is about, further counts, and its lines. `rate` figures are percentages."""

    tally: Tally
    lines: tuple[Line, ...] = ()
    counts: Mapping[str, int | float] = field(default_factory=dict)


async def pipeline(session: AsyncSession, scope: Scope) -> Report:
    """Count the open leads and what they are worth, by stage; with a time, those made in it."""
    open_ones = [*scope.of(Lead, col(Lead.created_at)), col(Lead.status).in_(OPEN_STAGES)]
    found = await tally_by(session, col(Lead.status), open_ones)
    return Report(total(found), _stages(found))


async def conversion(session: AsyncSession, scope: Scope) -> Report:
    """Count what became of the leads made in the time.

    `rate` is how many of all were won; `win_rate` how many of those decided, won or lost.
    """
    found = await tally_by(session, col(Lead.status), scope.of(Lead, col(Lead.created_at)))
    whole = total(found)
    won, lost = (found.get(status, Tally()).leads for status in ("won", "lost"))
    rates = {"rate": _percent(won, whole.leads), "win_rate": _percent(won, won + lost)}
    return Report(whole, _stages(found), {"won": won, "lost": lost, **rates})


async def revenue(session: AsyncSession, scope: Scope) -> Report:
    """Count the leads won in the time and what they were worth, by whose they are."""
    won = [*scope.of(Lead, col(Lead.closed_at)), col(Lead.status) == "won"]
    found = await tally_by(session, col(Lead.owner_id), won)
    names = await _names(session, scope)
    lines = (Line(owner, names.get(owner, ""), tally) for owner, tally in found.items())
    return Report(total(found), tuple(sorted(lines, key=lambda line: (-line.tally.leads, line.name))))


async def activity(session: AsyncSession, scope: Scope) -> Report:
    """Count what was done in the time: logged activities, meetings held, mails sent, tasks done."""
    kinds = await _counted(session, col(Activity.kind), scope.of(Activity, col(Activity.at)))
    held = [*scope.of(Meeting, col(Meeting.start_at)), col(Meeting.status) == "held"]
    sent = [*scope.of(Mail, col(Mail.received_at)), col(Mail.outgoing).is_(True)]
    done = [*scope.of(Task, col(Task.done_at)), col(Task.status) == "done"]
    counts = {kind: kinds.get(kind, 0) for kind in ACTIVITIES}
    counts["meeting"] += await _count(session, Meeting, held)
    counts["email"] += await _count(session, Mail, sent)
    counts["task"] = await _count(session, Task, done)
    lines = tuple(Line(kind, kind, activities=number) for kind, number in counts.items() if number)
    plural = {f"{kind}s": number for kind, number in counts.items()}
    return Report(Tally(), lines, {"activities": sum(counts.values()), **plural})


async def team(session: AsyncSession, scope: Scope) -> Report:
    """Count, for each person, the open leads as they are now, and what was won and logged in the time."""
    open_ones = [*scope.of(Lead), col(Lead.status).in_(OPEN_STAGES)]
    won_ones = [*scope.of(Lead, col(Lead.closed_at)), col(Lead.status) == "won"]
    opened = await tally_by(session, col(Lead.owner_id), open_ones)
    won = await tally_by(session, col(Lead.owner_id), won_ones)
    logged = await _counted(session, col(Activity.owner_id), scope.of(Activity, col(Activity.at)))
    lines = tuple(
        Line(key, name, opened.get(key, Tally()), won.get(key, Tally()), logged.get(key, 0))
        for key, name in (await _names(session, scope)).items()
    )
    return Report(total(opened), lines, {"people": len(lines), "won": total(won).leads})


REPORTS = {"pipeline": pipeline, "conversion": conversion, "revenue": revenue, "activity": activity, "team": team}


def _stages(found: Mapping[str, Tally]) -> tuple[Line, ...]:
    return tuple(Line(stage, stage, found[stage]) for stage in STAGES if stage in found)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


async def _count(session: AsyncSession, table: type[Record], conditions: list[ColumnElement[bool]]) -> int:
    return await session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


async def _counted(session: AsyncSession, by: Mapped[str], conditions: list[ColumnElement[bool]]) -> dict[str, int]:
    """Return how many activities meet `conditions`, by a column; a change of status is a trace, no activity."""
    kept = and_(col(Activity.kind) != STATUS_CHANGED, *conditions)
    rows = await session.execute(select(by, func.count()).where(kept).group_by(by))
    return dict(iter(rows))


async def _names(session: AsyncSession, scope: Scope) -> dict[str, str]:
    """Return the names of those whose records count, by id, in the order of the names."""
    query = (
        select(col(User.id), col(User.name)).where(col(User.active).is_(True)).order_by(col(User.name), col(User.id))
    )
    if scope.owner_id is not None:
        query = query.where(col(User.id) == scope.owner_id)
    elif scope.reach is Reach.TEAM:
        query = query.where(col(User.team_id) == scope.user.team_id)
    elif scope.reach is Reach.OWN:
        query = query.where(col(User.id) == scope.user.id)
    rows = await session.execute(query)
    return dict(iter(rows))
