"""The rights of `tools.md`, as conditions of the query. Tools and `sales` apply them to whatever they load."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlmodel import col

from nia.accounts.principal import Principal, Role
from nia.errors import PermissionDenied
from nia.store.tables import Attendee, Fact, Mail, Meeting, Record


class Reach(StrEnum):
    """Whose records."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Right:
    """Who may use a tool, and on whose records. `manager`, `admin`: their reach, where it is another."""

    reach: Reach
    manager: Reach | None = None
    least: Role = Role.USER
    admin: Reach | None = None

    def reach_of(self, user: Principal) -> Reach:
        """Return whose records `user` may use the tool on; raise `PermissionDenied` where their role is too low."""
        if not user.role.covers(self.least):
            raise PermissionDenied("the user's role may not use this tool", least=str(self.least))
        if user.role is Role.USER:
            return Reach.OWN
        if user.role is Role.ADMIN and self.admin is not None:
            return self.admin
        if user.role is Role.ADMIN and self.reach is not Reach.OWN:
            return Reach.ALL
        if user.role.covers(Role.MANAGER) and self.manager is not None:
            return self.manager
        return self.reach


OWN = Right(Reach.OWN)
TEAM = Right(Reach.TEAM)


def within(user: Principal, table: type[Record], reach: Reach) -> ColumnElement[bool]:
    """Return the condition that a row of `table` is within `reach` of `user` and not deleted."""
    alive = col(table.deleted_at).is_(None)
    if reach is Reach.ALL:
        return and_(alive, true())
    own = col(table.owner_id) == user.id
    if reach is Reach.TEAM:  # one's own too: whoever changes teams keeps what they own
        return and_(alive, or_(own, col(table.team_id) == user.team_id))
    return and_(alive, own)


def visible(user: Principal, table: type[Record]) -> ColumnElement[bool]:
    """Return the condition that `user` may know of a row of `table`: what references resolve to, and lists show.

    Mails and remembered facts are their owner's alone. A meeting is also known to the colleagues who are asked to it.
    """
    reach = OWN.reach_of(user) if table in (Mail, Fact) else TEAM.reach_of(user)
    mine = within(user, table, reach)
    if table is Meeting:
        asked = select(col(Attendee.meeting_id)).where(
            col(Attendee.ref_kind) == "user", col(Attendee.ref_id) == user.id, col(Attendee.deleted_at).is_(None)
        )
        return or_(mine, and_(col(Meeting.deleted_at).is_(None), col(Meeting.id).in_(asked)))
    return mine
