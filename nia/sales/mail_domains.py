"""Which company a mail address is likely of, as the agent offers it where none was said. Nothing is written of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import visible
from nia.accounts.principal import Principal
from nia.matching.compare import TYPED, fold, same_company, word_score
from nia.matching.mail_slips import domain_words, likely_address
from nia.store.tables import Contact, Lead

_SHORTEST, _ABBREVIATED = 3, 3  # letters of a word of a name; of a name that is said letter by letter


def company_of(address: str, known: Iterable[str] = ()) -> str | None:
    """Return the company that an address is likely of, spelt as one of `known` where it is one; None for a provider."""
    label = _label(address.rpartition("@")[2].lower())
    if not label or label in domain_words("free") or likely_address(address) is not None:
        return None
    companies = sorted(set(known))
    for fits in (same_company, _alike, _begins):
        found = [company for company in companies if fits(label, company)]
        if found:
            return found[0] if len(found) == 1 or fits is not _begins else _named(label)
    return _named(label)


def domain_of(address: str) -> str:
    """Return what stands behind the @."""
    return address.rpartition("@")[2].lower()


async def known_companies(session: AsyncSession, user: Principal) -> set[str]:
    """Return the companies of the leads and contacts that `user` may know of."""
    names: set[str] = set()
    for table in (Lead, Contact):
        rows = await session.scalars(select(col(table.company)).where(visible(user, table)).distinct())
        names.update(name for name in rows if name)
    return names


def _label(domain: str) -> str:
    """Return the part of a domain that names its owner: zenith of mail.zenith.co.in."""
    parts = [part for part in domain.split(".") if part][:-1]
    if len(parts) > 1 and parts[-1] in domain_words("second"):
        parts.pop()
    return parts[-1] if parts else ""


def _named(label: str) -> str:
    """Return a domain's word as a company is written: "Zenith Pharma" of zenithpharma."""
    words = [word for part in re.split(r"[-_]", label) for word in _apart(part)]
    return " ".join(word.upper() if len(word) <= _ABBREVIATED else word.capitalize() for word in words)


def _apart(word: str) -> list[str]:
    for ending in sorted(domain_words("words"), key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return [*_apart(word.removesuffix(ending)), ending]
    return [word] if word else []


def _alike(label: str, company: str) -> bool:
    return word_score(fold(label).replace(" ", ""), fold(company).replace(" ", "")) >= TYPED


def _begins(label: str, company: str) -> bool:
    return len(label) > _SHORTEST and fold(company).split()[:1] == [fold(label)]
