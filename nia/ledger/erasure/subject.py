"""Whom a request to erase means: a user, a lead or contact, or an address that no record has. `nia erase` asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import String, cast
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.errors import AdminError
from nia.ledger.erasure.marks import Marks, digits_of
from nia.matching.compare import FITS, same, score
from nia.store.tables import Action, Contact, Lead, User

NAME = "erased"
"""What a person is called once their data was erased."""

Person = Lead | Contact | User
_TABLES: tuple[type[Lead] | type[Contact] | type[User], ...] = (Lead, Contact, User)
_MOST_NEAREST = 3
_NOBODYS = "@erased.invalid"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data is to be erased: their rows, and the marks by which they are found elsewhere."""

    people: tuple[Person, ...]
    marks: Marks

    @property
    def user_ids(self) -> frozenset[str]:
        """The ids of their rows as users of NIA."""
        return frozenset(one.id for one in self.people if isinstance(one, User))


async def find_subject(session: AsyncSession, given: str) -> Subject:
    """Return whom an id, mail address, phone number or name means. Raises `AdminError` where that is not one person."""
    given = " ".join(given.split())
    meant = await _with_id(session, given)
    if not meant and "@" in given:
        meant = await _with_email(session, given.lower())
        if not meant:
            return Subject((), Marks(emails=frozenset({given.lower()})))
    elif not meant and _is_phone(given):
        meant = await _with_phone(session, digits_of(given))
        if not meant:
            return Subject((), Marks(phones=frozenset({digits_of(given)})))
    elif not meant:
        meant = await _with_name(session, given)
    _check_one(given, meant)
    return await _whole(session, meant)


def told(one: Person) -> str:
    """Return a line that tells one person from another."""
    kind = type(one).__name__.lower()
    known = (one.name, getattr(one, "company", None), one.email, getattr(one, "phone", None), f"id {one.id}")
    return f"{kind} {', '.join(part for part in known if part)}"


async def _whole(session: AsyncSession, meant: Sequence[Person]) -> Subject:
    """Return the person with their further rows, their former names and addresses, and their namesakes."""
    rows = {one.id: one for one in meant}
    for one in await _everybody(session):
        if one.id not in rows and any(_is_same_person(one, other) for other in meant):
            rows[one.id] = one
    people = tuple(rows.values())
    ids = frozenset(rows)
    marks = _marks(people, await _former(session, ids))
    namesakes = [
        one
        for one in await _everybody(session)
        if one.id not in ids and any(same(one.name, name) for name in marks.names)
    ]
    return Subject(people, replace(marks, others=_marks(namesakes, ()) if namesakes else None))


def _marks(people: Iterable[Person], former: Iterable[tuple[str, str]]) -> Marks:
    found: dict[str, set[str]] = {"name": set(), "email": set(), "phone": set()}
    for one in people:
        for name in found:
            value = getattr(one, name, None)
            if value and value != NAME and not value.endswith(_NOBODYS):
                found[name].add(value)
    for name, value in former:
        found[name].add(value)
    return Marks(
        ids=frozenset(one.id for one in people),
        names=frozenset(found["name"]),
        emails=frozenset(email.lower() for email in found["email"]),
        phones=frozenset(digits_of(phone) for phone in found["phone"]),
    )


async def _former(session: AsyncSession, ids: frozenset[str]) -> list[tuple[str, str]]:
    """Return the names, addresses and phones that the person's rows had before, as the stored inverses hold them."""
    found = []
    for one in ids:
        touching = cast(col(Action.inverse), String).contains(one, autoescape=True)
        for action in await session.scalars(select(Action).where(touching)):
            for record in (action.inverse or {})["args"]["records"]:
                if record["id"] in ids:
                    values = record["values"]
                    found += [(name, values[name]) for name in ("name", "email", "phone") if values.get(name)]
    return found


def _is_same_person(one: Person, other: Person) -> bool:
    if one.email and other.email and one.email.lower() == other.email.lower():
        return True
    phones = getattr(one, "phone", None), getattr(other, "phone", None)
    return bool(phones[0]) and phones[0] == phones[1] and same(one.name, other.name) and one.name != NAME


def _check_one(given: str, meant: Sequence[Person]) -> None:
    first, *more = meant
    together = [first]
    for one in more:
        if any(_is_same_person(one, other) for other in together):
            together.append(one)
    if len(together) < len(meant):
        lines = "\n".join(f"  {told(one)}" for one in meant)
        raise AdminError(f"{given!r} may be several people. Give the id of one of them:\n{lines}")


async def _everybody(session: AsyncSession) -> list[Person]:
    found: list[Person] = []
    for table in _TABLES:
        found += await session.scalars(select(table))
    return found


async def _with_id(session: AsyncSession, given: str) -> list[Person]:
    return [one for one in await _everybody(session) if one.id == given]


async def _with_email(session: AsyncSession, email: str) -> list[Person]:
    return [one for one in await _everybody(session) if (one.email or "").lower() == email]


async def _with_phone(session: AsyncSession, digits: str) -> list[Person]:
    return [one for one in await _everybody(session) if digits_of(getattr(one, "phone", None) or "") == digits]


async def _with_name(session: AsyncSession, given: str) -> list[Person]:
    everybody = [one for one in await _everybody(session) if one.name != NAME]
    found = [one for one in everybody if same(one.name, given)]
    if found:
        return found
    scores = {one.name: score(given, one.name) for one in everybody}
    nearest = sorted((name for name in scores if scores[name] >= FITS), key=lambda name: -scores[name])
    near = f" Near it: {', '.join(nearest[:_MOST_NEAREST])}." if nearest else ""
    raise AdminError(f"Nobody here is called {given!r}.{near} Give the name as it is written, or a mail address or id")


def _is_phone(given: str) -> bool:
    return len(digits_of(given)) >= 7 and not any(c.isalpha() for c in given)


def address_of_nobody(user_id: str) -> str:
    """Return the address that a user's row has once they were erased: unique, and nobody's."""
    return f"erased-{user_id}{_NOBODYS}"
