"""Everybody but some ("everyone except Rahul"): of the list shown last, else of the user's team. `recipients` asks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from nia.matching.compare import FITS, score
from nia.store.tables import User
from nia.tools.references import people
from nia.tools.references.outcome import Look, Nothing
from nia.tools.references.ranking import nearest
from nia.tools.slots import Person
from nia.understanding.port import Json

EXCEPT = "except"
"""The key of an entry that stands for everybody but these names: `{"except": ["Rahul"]}`."""


async def everyone_except(look: Look, names: Json) -> Sequence[Person] | Nothing:
    """Return everybody but those called so; `Nothing` where a name fits none of them, or nobody is left."""
    everyone = await _shown(look) or await _team(look)
    gone: set[str] = set()
    for name in names if isinstance(names, list) else [names]:
        meant = {one.name for one in everyone if score(str(name), one.name) >= FITS}
        if not meant and not _is_user(look, str(name)):
            return Nothing(nearest(str(name), (one.name for one in everyone)))
        gone |= meant
    left = [one for one in everyone if one.name not in gone]
    return left or Nothing()


async def _shown(look: Look) -> list[Person]:
    """Return the people of the list shown last."""
    found = [await people.of_focus(look, one) for one in look.offered]
    return list(dict.fromkeys(person for person in found if person is not None and person.id != look.user.id))


async def _team(look: Look) -> list[Person]:
    """Return the colleagues of the user's team, without the user."""
    query = select(User).where(col(User.active), col(User.team_id) == look.user.team_id, col(User.id) != look.user.id)
    rows = await look.session.scalars(query.order_by(col(User.name)))
    return [people.person_of(row, "user") for row in rows]


def _is_user(look: Look, name: str) -> bool:
    return score(name, look.user.name) >= FITS
