"""What a user asked NIA to remember: adding facts, finding them by words, forgetting them. The memory tools use it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import Reach, within
from nia.accounts.principal import Principal
from nia.ledger.changes import Changes
from nia.matching.compare import FITS, same, score, search_key
from nia.store.tables import Fact

MOST = 500
"""How many facts of a user are looked at, newest first."""

_SHARED, _ALIKE = 0.35, 0.1


async def facts_of(session: AsyncSession, user: Principal) -> Sequence[Fact]:
    """Return the user's facts, the newest first. Nobody else's, whatever their role."""
    newest = select(Fact).where(within(user, Fact, Reach.OWN)).order_by(col(Fact.created_at).desc(), col(Fact.id))
    return (await session.scalars(newest.limit(MOST))).all()


def about(facts: Sequence[Fact], words: str) -> list[Fact]:
    """Return the facts in which `words` are found, the best first; a fact said word for word is the only one."""
    exact = [fact for fact in facts if same(fact.text, words)]
    if exact:
        return exact
    scores = {fact.id: score(words, fact.search_key) for fact in facts}
    fitting = [fact for fact in facts if scores[fact.id] >= FITS]
    return sorted(fitting, key=lambda fact: -scores[fact.id])


def sharing(facts: Sequence[Fact], words: str) -> list[Fact]:
    """Return the facts that share the most of `words`, where none holds them all: the answer to a whole question."""
    scored = [(score(words, fact.search_key), fact) for fact in facts]
    best = max((value for value, _ in scored), default=0.0)
    return [fact for value, fact in scored if value >= max(_SHARED, best - _ALIKE)]


def nearest(facts: Sequence[Fact], words: str) -> tuple[str, ...]:
    """Return the texts of at most three facts that share something with `words`."""
    scored = [(score(words, fact.search_key), fact.text) for fact in facts]
    close = sorted((one for one in scored if one[0] > 0.2), key=lambda one: -one[0])
    return tuple(text for _, text in close[:3])


def add_fact(changes: Changes, user: Principal, text: str, turn_id: str | None) -> Fact:
    """Remember `text` for the user, in the words it was said in."""
    return changes.add(
        Fact(
            id="",
            owner_id=user.id,
            team_id=user.team_id,
            created_at=changes.now,
            updated_at=changes.now,
            text=text,
            source_turn_id=turn_id,
            search_key=search_key(text),
        )
    )
