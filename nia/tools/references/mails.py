"""Finds the mail that a reference means: one that the user received. `resolve` calls it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from nia.accounts.permissions import visible
from nia.config import default_config_dir
from nia.matching.compare import search_key
from nia.sales.mail import MailDetails, MailFilter, details_of, find_mails
from nia.sales.mail_priority import priority_rules
from nia.store.tables import Mail
from nia.tools.references.description import Description
from nia.tools.references.outcome import Look
from nia.tools.references.ranking import Candidate
from nia.tools.spec import RecordView
from nia.tools.views.mail import mail_view, subject_of

_LOOKED_THROUGH = 500
_KEY_CHARACTERS = 1_000


async def gather(look: Look, description: Description) -> list[Candidate]:
    """Return the user's received mails that meet the marks of the description. Of a thread the newest is meant."""
    wanted = MailFilter(unread=True if description.unread else None)
    rules = priority_rules(default_config_dir())
    found, _ = await find_mails(look.session, look.user, wanted, rules, _LOOKED_THROUGH)
    if description.when is not None:
        found = [one for one in found if description.when.holds(one.mail.received_at, look)]
    if description.pressing:
        found = [one for one in found if one.weight.priority in ("high", "urgent")]
    return [_candidate(one) for one in found]


async def views(look: Look, candidates: Sequence[Candidate]) -> tuple[RecordView, ...]:
    """Return the candidates as they are offered, the newest in front."""
    query = select(Mail).where(col(Mail.id).in_([one.id for one in candidates]), visible(look.user, Mail))
    mails = await look.session.scalars(query.order_by(col(Mail.received_at).desc()))
    found = await details_of(look.session, look.user, mails, priority_rules(default_config_dir()))
    return tuple(mail_view(one, look.user) for one in found)


def _candidate(one: MailDetails) -> Candidate:
    lead = one.sender.lead
    who = (one.mail.sender_name, one.mail.sender_email, lead.search_key if lead else None)
    return Candidate(
        "mail",
        one.mail.id,
        subject_of(one),
        search_key(one.mail.subject, *who, one.text[:_KEY_CHARACTERS]),
        one.mail.received_at,
        about=frozenset({lead.id} if lead else ()),
        email=one.mail.sender_email.lower(),
        group=one.mail.thread_id,
    )
