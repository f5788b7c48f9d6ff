"""Resolves people to meet and addresses to write to: names, mail addresses, pronouns, or a list of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.utils import parseaddr

from pydantic_core import PydanticCustomError

from nia.errors import Invalid
from nia.matching.compare import FITS
from nia.tools.references import people
from nia.tools.references.description import Description, describe
from nia.tools.references.everyone import EXCEPT, everyone_except
from nia.tools.references.ordinals import place_in_list
from nia.tools.references.outcome import FocusRecord, Found, Look, Nothing, Resolved, Several
from nia.tools.references.ranking import WHOLE, Candidate, best, nearest
from nia.tools.slots import Person, RefKind, check_email
from nia.understanding.port import Json, SlotKind

_APART = re.compile(r"\s*(?:[,;&]|\band\b|\baur\b|(?<!\w)(?:और|एवं)(?!\w))\s*", re.IGNORECASE)
_KINDS: dict[str, RefKind] = {"lead": "lead", "contact": "contact", "user": "user"}


async def resolve_people(look: Look, kind: SlotKind, given: Json) -> Resolved:
    """Return everybody whom `given`, a name or a list of names, addresses, `Ref`s or `Person`s as maps, means.

    For people, who is not known is a new person, without an address as yet. For addresses, who is
    known without one is returned as a new person, so that the address is asked for, and who is not known is `Nothing`.
    Raises `Invalid` for a mail address that cannot be one.
    """
    found: list[Person] = []
    for position, one in enumerate(await _apart(look, given)):
        if isinstance(one, dict) and EXCEPT in one:
            others = await everyone_except(look, one[EXCEPT])
            if isinstance(others, Nothing):
                return others
            found += [_reached(kind, person) for person in others]
            continue
        person = await _person(look, kind, one)
        if isinstance(person, Several):
            return Several(person.candidates, position if isinstance(given, list) else None)
        if isinstance(person, Nothing):
            return person
        found.append(person)
    return Found(tuple(dict.fromkeys(found))) if found else Nothing()


async def _apart(look: Look, given: Json) -> list[Json]:
    """Return the entries, taking apart words that name several people.

    They stay together where they are one known name ("Rahul from Johnson and Johnson").
    """
    entries: list[Json] = []
    for one in given if isinstance(given, list) else [given]:
        parts = [part for part in _APART.split(one) if part] if isinstance(one, str) else []
        if len(parts) > 1 and not await _is_one_name(look, str(one)):
            entries += parts
        elif one:
            entries.append(one)
    return entries


async def _is_one_name(look: Look, text: str) -> bool:
    description = describe(text, SlotKind.PEOPLE, look)
    return bool(best(description, await people.gather(look, description), WHOLE))


async def _person(look: Look, kind: SlotKind, given: Json) -> Person | Several | Nothing:
    if isinstance(given, dict):
        return await _known(look, kind, given)
    text = str(given)
    if "@" in text:
        return await _addressed(look, text)
    placed = place_in_list(text, kind, look)
    shown = await people.of_focus(look, placed) if placed else None
    if shown is not None:
        return _reached(kind, shown)
    description = describe(text, kind, look)
    if description.me:
        return Person(name=look.user.name, email=look.user.email, kind="user", id=look.user.id)
    if not description.words:
        return await _in_focus(look, kind, description)
    return await _named(look, kind, description)


async def _known(look: Look, kind: SlotKind, given: dict[str, Json]) -> Person | Several | Nothing:
    """Check somebody who is known by id; a new person stays as given."""
    name, address = str(given.get("name") or ""), given.get("email")
    if not given.get("id"):
        return Person(name=name, email=_address(str(address))) if address else await _person(look, kind, name)
    one = FocusRecord(str(given.get("kind")), str(given["id"]), name, look.now)
    person = await people.of_focus(look, one)
    return _reached(kind, person) if person else Nothing()


async def _addressed(look: Look, text: str) -> Person:
    """Return whoever has this mail address, else somebody new who is called as written beside it."""
    name, address = parseaddr(text) if "<" in text else ("", text.strip())
    email = _address(address)
    for one in await people.gather(look, Description(text)):
        if (one.email or "").lower() == email:
            return Person(name=one.name, email=email, kind=_KINDS[one.kind], id=one.id)
    return Person(name=name or email, email=email)


async def _in_focus(look: Look, kind: SlotKind, description: Description) -> Person | Nothing:
    """Return the person spoken of last, for a pronoun or a bare "the client"; else somebody new who is called so."""
    for one in look.focus:
        person = await people.of_focus(look, one)
        if person is not None:
            return _reached(kind, person)
    new = description.text.strip()
    return Person(name=new) if new and description.pronoun is None and kind is SlotKind.PEOPLE else Nothing()


async def _named(look: Look, kind: SlotKind, description: Description) -> Person | Several | Nothing:
    everybody = await people.gather(look, description)
    found = _meant(look, kind, best(description, [one for one in everybody if one.id != look.user.id], FITS))
    found = found or best(description, [one for one in everybody if one.id == look.user.id], FITS)
    found = found or best(description, await people.correspondents(look), FITS)
    if len(found) > 1:
        return Several(await people.views(look, found))
    if found:
        return _reached(kind, _person_of(found[0]))
    if kind is SlotKind.PEOPLE:
        return Person(name=description.text.strip())
    return Nothing(nearest(description.words, (one.name for one in everybody)))


def _meant(look: Look, kind: SlotKind, found: Sequence[Candidate]) -> list[Candidate]:
    """Of people who fit equally well, those who can be written to are meant, and whoever was spoken of last."""
    if kind is SlotKind.ADDRESSES:
        found = [one for one in found if one.email] or found
    last = next((one for one in look.focus if one.kind in _KINDS), None)
    return [one for one in found if last and one.id == last.id] or list(found)


def _person_of(one: Candidate) -> Person:
    kind = _KINDS.get(one.kind)
    return Person(name=one.name, email=one.email, kind=kind, id=one.id if kind else None)


def _reached(kind: SlotKind, person: Person) -> Person:
    """Return a person as the slot needs them: who has no address to write to is as good as new."""
    return Person(name=person.name) if kind is SlotKind.ADDRESSES and not person.email else person


def _address(given: str) -> str:
    try:
        return check_email(given)
    except PydanticCustomError:
        raise Invalid("email", "bad_email", given) from None
