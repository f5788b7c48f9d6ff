"""Resolves a reference to one record: a lead, meeting, task, mail or colleague. `resolve` calls it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from nia.matching.compare import FITS, score
from nia.sales.loading import find
from nia.sales.records import name_of
from nia.store.tables import Lead, Mail, Meeting, Record, Task, User
from nia.tools.references import leads, mails, meetings, people, tasks, words
from nia.tools.references.description import Description, Pronoun, describe
from nia.tools.references.ordinals import names_unshown_place, place_in_list
from nia.tools.references.outcome import FocusRecord, Found, Look, Nothing, Resolved, Several
from nia.tools.references.ranking import LOOSE, WHOLE, Candidate, best, nearest
from nia.tools.slots import Ref, RefKind
from nia.tools.spec import RecordView
from nia.understanding.port import Json, SlotKind

MOST_TIED = 20
"""How many records are offered at most, the newest: whoever means another says more."""

MOST_OFFERED = 9
"""How many records are offered where nothing but their kind was said."""

_ING = re.compile(r"\b([a-z]{3,})ing\b", re.I)  # a task is done by "sending the quote", and is called "send the quote"


@dataclass(frozen=True, slots=True)
class Finder:
    """How records of one kind are found: all candidates of a description, and how those left over are shown."""

    kind: RefKind
    gather: Callable[[Look, Description], Awaitable[list[Candidate]]]
    views: Callable[[Look, Sequence[Candidate]], Awaitable[tuple[RecordView, ...]]]
    fits: float = LOOSE
    table: type[Record] | None = None


async def _colleagues(look: Look, description: Description) -> list[Candidate]:
    return await people.colleagues(look)


FINDERS: Mapping[SlotKind, Finder] = {
    SlotKind.LEAD: Finder("lead", leads.gather, leads.views, FITS, Lead),
    SlotKind.MEETING: Finder("meeting", meetings.gather, meetings.views, table=Meeting),
    SlotKind.TASK: Finder("task", tasks.gather, tasks.views, table=Task),
    SlotKind.MAIL: Finder("mail", mails.gather, mails.views, table=Mail),
    SlotKind.USER: Finder("user", _colleagues, people.views, FITS),
}


async def resolve_one(look: Look, kind: SlotKind, given: Json) -> Resolved:
    """Return the record of `kind` that `given`, words or a `Ref` as a map, means."""
    finder = FINDERS[kind]
    if isinstance(given, dict) and given.get("id"):
        return await _known(look, finder, given)
    text = str(given.get("name") if isinstance(given, dict) else given)
    placed = place_in_list(text, kind, look)
    if placed is not None:
        ref = await _visible(look, finder, placed)
        return Found(ref) if ref else Nothing()
    description = describe(text, kind, look)
    if kind is SlotKind.USER and description.me:
        return Found(Ref(kind="user", id=look.user.id, name=look.user.name))
    means_all = bool(description.words) and set(description.words.split()) <= words.ALL
    if means_all or names_unshown_place(text, kind, look):
        return await _any_of(look, finder)
    if not description.says_which:
        return await _spoken_of(look, finder, description)
    found = await _described(look, finder, description)
    if isinstance(found, Nothing) and kind is SlotKind.TASK and (plain := _ING.sub(r"\1", text)) != text:
        found = await _described(look, finder, describe(plain, kind, look))
    if isinstance(found, Nothing) and description.when is not None:
        return await _named_like_a_time(look, kind, finder, text) or found
    return found


async def _described(look: Look, finder: Finder, description: Description) -> Resolved:
    candidates = await finder.gather(look, description)
    if description.pronoun is Pronoun.PERSON and finder.kind not in ("lead", "user"):
        person = await _person_in_focus(look)
        candidates = [one for one in candidates if person and _concerns(one, person)]
    return await _chosen(look, finder, description, candidates)


async def _named_like_a_time(look: Look, kind: SlotKind, finder: Finder, text: str) -> Resolved | None:
    """Return the record whose name holds what reads as a time ("lunch", "the friday review"), or None."""
    description = describe(text, kind, look, timed=False)
    found = best(description, await finder.gather(look, description), WHOLE) if description.words else []
    return await _chosen(look, finder, description, found) if found else None


async def _chosen(look: Look, finder: Finder, description: Description, candidates: Sequence[Candidate]) -> Resolved:
    found = best(description, candidates, finder.fits)
    if description.next and found:
        found = [min(found, key=lambda one: one.at)]
    if len(found) > 1:
        found = _lately_spoken_of(look, finder, found)
    if not found:
        return Nothing(await _nearest(look, finder, description))
    if len(found) == 1:
        fits = score(description.words, found[0].key) if description.words else None
        return Found(_ref(finder, found[0]), fits)
    found = sorted(found, key=lambda one: one.at, reverse=True)[:MOST_TIED]
    return Several(await finder.views(look, found))


async def _spoken_of(look: Look, finder: Finder, description: Description) -> Resolved:
    """Resolve a pronoun, or a bare "the task": what is in focus, else the only one that there is."""
    for one in look.focus:
        if one.kind == finder.kind and (ref := await _visible(look, finder, one)) is not None:
            return Found(ref)
        if description.pronoun is Pronoun.PERSON and one.kind in ("lead", "contact", "user"):
            break
    for one in look.focus if finder.kind == "lead" else ():
        lead = await leads.of_focus(look, one)
        if lead is not None:
            return Found(Ref(kind="lead", id=lead.id, name=lead.name))
    person = await _person_in_focus(look) if description.pronoun is Pronoun.PERSON else None
    if description.pronoun is not None and person is None:
        return Nothing()
    candidates = await finder.gather(look, description)
    if person is not None:
        candidates = [one for one in candidates if _concerns(one, person)]
    found = best(description, candidates)
    return Nothing() if len(found) > MOST_OFFERED else await _chosen(look, finder, description, found)


async def _any_of(look: Look, finder: Finder) -> Resolved:
    """Resolve a place where no list was shown: the only one that there is, else all are offered in their order."""
    found = best(Description(""), await finder.gather(look, Description("")))
    if len(found) == 1:
        return Found(_ref(finder, found[0]))
    return Several(await finder.views(look, found)) if 1 < len(found) <= MOST_OFFERED else Nothing()


async def _known(look: Look, finder: Finder, given: Mapping[str, Json]) -> Resolved:
    """Check a record that is known by its id: the user may know of it still, and it is of the right kind."""
    one = FocusRecord(str(given.get("kind")), str(given["id"]), str(given.get("name") or ""), look.now)
    if one.kind == finder.kind:
        ref = await _visible(look, finder, one)
        return Found(ref) if ref else Nothing()
    lead = await leads.of_focus(look, one) if finder.kind == "lead" else None
    return Found(Ref(kind="lead", id=lead.id, name=lead.name)) if lead else Nothing()


async def _visible(look: Look, finder: Finder, one: FocusRecord) -> Ref | None:
    if finder.table is None:
        user = await look.session.get(User, one.id)
        return Ref(kind="user", id=user.id, name=user.name) if user and user.active else None
    row = await find(look.session, look.user, finder.table, one.id)
    return Ref(kind=finder.kind, id=row.id, name=one.name or name_of(row)) if row else None


async def _person_in_focus(look: Look) -> frozenset[str] | None:
    """Return the ids and the mail address of the person spoken of last."""
    for one in look.focus:
        person = await people.of_focus(look, one)
        if person is not None:
            return frozenset(mark for mark in (person.id, person.email and person.email.lower()) if mark)
    return None


async def _nearest(look: Look, finder: Finder, description: Description) -> tuple[str, ...]:
    if not description.words:
        return ()
    anything = replace(description, when=None, newest=False, next=False, mine=False)
    return nearest(description.words, (one.name for one in await finder.gather(look, anything)))


def _lately_spoken_of(look: Look, finder: Finder, found: list[Candidate]) -> list[Candidate]:
    """Of records that fit equally well, the one meant is that of its kind which was spoken of last."""
    last = next((one for one in look.focus if one.kind == finder.kind), None)
    return [one for one in found if last and one.id == last.id] or found


def _concerns(one: Candidate, person: frozenset[str]) -> bool:
    return not person.isdisjoint(one.about) or (one.email or "") in person


def _ref(finder: Finder, one: Candidate) -> Ref:
    return Ref(kind=finder.kind, id=one.id, name=one.name)
