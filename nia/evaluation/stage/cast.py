"""The users of a scene and their teams, as rows. `given` makes records for them, `Stage` lets one of them talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from nia.evaluation.format.records import Person, Scene
from nia.ids import IdSource
from nia.matching.compare import same
from nia.store.tables import Team, User

DEFAULT_TEAM = "Team"


@dataclass
class Cast:
    """The users of a scene and their teams. The first user is the one who talks."""

    teams: list[Team]
    users: list[User]

    @classmethod
    def of(cls, scene: Scene, ids: IdSource) -> Cast:
        """Make the rows of the scene's users; a colleague without a team is of the user's."""
        own = scene.user.team or DEFAULT_TEAM
        people = [scene.user, *(one for one in scene.given.users if not same(one.email, scene.user.email))]
        teams = {name: Team(id=ids(), name=name) for name in dict.fromkeys(one.team or own for one in people)}
        made = (scene.now - timedelta(days=60)).astimezone(UTC)
        return cls(list(teams.values()), [_user(one, teams[one.team or own], made, ids()) for one in people])

    def named(self, name: str | None) -> User:
        """Return the user of that name or address; without a name the one who talks."""
        if name is None:
            return self.users[0]
        found = [one for one in self.users if same(one.name, name) or same(one.email, name)]
        found = found or [one for one in self.users if same(one.name.split()[0], name)]
        if not found:
            raise KeyError(name)
        return found[0]


def _user(person: Person, team: Team, made: datetime, user_id: str) -> User:
    fields = person.model_dump(include={"name", "email", "role", "language", "time_zone", "working_hours"})
    return User(id=user_id, team_id=team.id, created_at=made, **{**fields, "email": person.email.lower()})
