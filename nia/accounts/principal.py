"""Who acts: the user as every layer above sees them. Built from a row of `users`, never from a client's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from zoneinfo import ZoneInfo

from nia.store.tables import User


class Role(StrEnum):
    """A role has the rights of those after it."""

    ADMIN = "admin"
    MANAGER = "manager"
    SALES_REP = "sales_rep"
    USER = "user"

    def covers(self, other: Role) -> bool:
        """Tell whether this role has the rights of `other`."""
        order = list(Role)
        return order.index(self) <= order.index(other)


@dataclass(frozen=True, slots=True)
class Principal:
    """A signed-in user. `working_days`: Monday is 0. `working_hours`: local times."""

    id: str
    name: str
    email: str
    role: Role
    team_id: str
    language: str = "en-IN"
    time_zone: str = "Asia/Kolkata"
    working_hours: tuple[time, time] = (time(9), time(19))
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    currency: str = "INR"

    @property
    def zone(self) -> ZoneInfo:
        """The user's time zone."""
        return ZoneInfo(self.time_zone)

    @classmethod
    def of(cls, row: User) -> Principal:
        """Read a principal off the user's row."""
        begin, _, end = row.working_hours.partition("-")
        return cls(
            id=row.id,
            name=row.name,
            email=row.email,
            role=Role(row.role),
            team_id=row.team_id,
            language=row.language,
            time_zone=row.time_zone,
            working_hours=(time.fromisoformat(begin), time.fromisoformat(end)),
            working_days=tuple(int(day) for day in row.working_days),
            currency=row.currency,
        )
