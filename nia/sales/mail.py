"""The user's mailbox: which mails there are, who sent them, and sending one. The mail tools and `my_day` use it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import Reach, visible, within
from nia.accounts.principal import Principal, Role
from nia.ledger.changes import Changes
from nia.matching.compare import FITS, score, search_key
from nia.sales.days import bounds
from nia.sales.mail_priority import PriorityRules, Sender, Weight, heaviest_first, weigh
from nia.sales.mail_text import safe_line, safe_text, without_quotes
from nia.sales.mail_threads import into_thread
from nia.store.tables import Contact, Lead, Mail, User

SEARCHED = 1000
"""How many mails, newest first, a search looks into; what a mail says is not in an index."""
ANSWER_DAYS = 14
CLOSED = ("won", "lost")


@dataclass(frozen=True, slots=True)
class KnownSender:
    """What is known of a sender's address. `lead` is set where it is a lead's that the user may know."""

    kind: Sender = Sender.UNKNOWN
    company: str | None = None
    lead: Lead | None = None


@dataclass(frozen=True, slots=True)
class MailDetails:
    """A mail with its weight and what is known of its sender. `text` is its safe text."""

    mail: Mail
    text: str
    sender: KnownSender
    weight: Weight

    @property
    def sender_name(self) -> str:
        """The sender as shown: the name they gave, else the address. Others wrote it."""
        return safe_line(self.mail.sender_name, 80) or self.mail.sender_email


@dataclass(frozen=True, slots=True)
class MailFilter:
    """Which mails are wanted; None: any. Dates mean the whole day in the user's zone, `until` included."""

    sender: str | None = None
    unread: bool | None = None
    priority: str | None = None
    since: datetime | date | None = None
    until: datetime | date | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail that is to be sent. `to`, `cc` and `bcc` are addresses."""

    to: Sequence[str]
    subject: str
    body: str
    cc: Sequence[str] = ()
    bcc: Sequence[str] = ()
    answers: Mail | None = None


async def find_mails(
    session: AsyncSession, user: Principal, wanted: MailFilter, rules: PriorityRules, limit: int = 10
) -> tuple[list[MailDetails], int]:
    """Return the newest `limit` received mails of the user that are wanted, and how many there are."""
    begin, end = bounds(wanted.since, wanted.until, user.zone)
    query = _received(user)
    if wanted.unread is not None:
        query = query.where(col(Mail.unread) == wanted.unread)
    if begin is not None:
        query = query.where(col(Mail.received_at) >= begin)
    if end is not None:
        query = query.where(col(Mail.received_at) < end)
    rows = (await session.scalars(query.limit(SEARCHED))).all()
    found = [one for one in await details_of(session, user, rows, rules) if _fits(one, wanted)]
    return found[:limit], len(found)


async def needing_answer(
    session: AsyncSession, user: Principal, rules: PriorityRules, now: datetime, limit: int = 10
) -> list[MailDetails]:
    """Return mails of the last two weeks that are unanswered and weighty or unread, the most urgent first."""
    recent = _received(user).where(
        col(Mail.answered_at).is_(None), col(Mail.received_at) >= now - timedelta(days=ANSWER_DAYS)
    )
    rows = (await session.scalars(recent.limit(SEARCHED))).all()
    weighed = await details_of(session, user, rows, rules)
    open_ones = [one for one in weighed if one.weight.priority in ("high", "urgent") or _unread_and_not_bulk(one)]
    order = heaviest_first([one.weight for one in open_ones])
    return [open_ones[i] for i in order[:limit]]


async def details_of(
    session: AsyncSession, user: Principal, mails: Iterable[Mail], rules: PriorityRules
) -> list[MailDetails]:
    """Return `mails` with their safe text, sender and weight, in their order."""
    rows = list(mails)
    senders = await known_senders(session, user, {mail.sender_email.lower() for mail in rows}, rules)
    details = []
    for mail in rows:
        sender = senders.get(mail.sender_email.lower(), KnownSender())
        text = safe_text(mail.body)
        weight = weigh(mail.priority, mail.subject, without_quotes(text), sender.kind, rules)
        details.append(MailDetails(mail, text, sender, weight))
    return details


async def known_senders(
    session: AsyncSession, user: Principal, addresses: set[str], rules: PriorityRules
) -> Mapping[str, KnownSender]:
    """Return what the user may know of these addresses, by address in lower case. A lead goes before a colleague."""
    known: dict[str, KnownSender] = {}
    for row in await session.scalars(select(User).where(col(User.email).in_(addresses), col(User.active))):
        above = Role(row.role).covers(Role.MANAGER) and row.id != user.id
        known[row.email.lower()] = KnownSender(Sender.MANAGER if above else Sender.COLLEAGUE)
    leads = await session.scalars(select(Lead).where(col(Lead.email).in_(addresses), visible(user, Lead)))
    for lead in sorted(leads, key=lambda lead: _lead_kind(lead, rules), reverse=True):
        # Of several leads with one address the weightiest counts; the enum's own order is by weight.
        known[str(lead.email).lower()] = KnownSender(list(Sender)[_lead_kind(lead, rules)], lead.company, lead)
    return known


async def strangers(session: AsyncSession, user: Principal, addresses: Sequence[str]) -> list[str]:
    """Return which of `addresses` are new: nobody known has them, and no mail came from or went to them."""
    wanted = {address.lower() for address in addresses}
    known: set[str] = set()
    for query in (
        select(col(Lead.email)).where(visible(user, Lead), col(Lead.email).in_(wanted)),
        select(col(Contact.email)).where(visible(user, Contact), col(Contact.email).in_(wanted)),
        select(col(User.email)).where(col(User.email).in_(wanted)),
        select(col(Mail.sender_email)).where(within(user, Mail, Reach.OWN), col(Mail.sender_email).in_(wanted)),
    ):
        known |= {address.lower() for address in await session.scalars(query) if address}
    if wanted - known:
        sent = select(col(Mail.to)).where(within(user, Mail, Reach.OWN), col(Mail.outgoing))
        known |= {address.lower() for to in await session.scalars(sent) for address in to}
    return [address for address in addresses if address.lower() not in known]


def send(changes: Changes, sender: Principal, outgoing: Outgoing) -> Mail:
    """Put a mail into the thread and into the outbox; the mail that it answers is answered and read from now on."""
    now, mail_id = changes.now, changes.new_id()
    mail = Mail(
        id=mail_id,
        owner_id=sender.id,
        team_id=sender.team_id,
        created_at=now,
        updated_at=now,
        message_id=f"<{mail_id}@{sender.email.rpartition('@')[2] or 'nia.invalid'}>",
        thread_id=mail_id,
        outgoing=True,
        sender_name=sender.name,
        sender_email=sender.email,
        to=list(outgoing.to),
        cc=list(outgoing.cc),
        bcc=list(outgoing.bcc),
        subject=outgoing.subject,
        body=outgoing.body,
        received_at=now,
        unread=False,
        search_key=search_key(outgoing.subject, *outgoing.to),
    )
    changes.add(into_thread(mail, outgoing.answers))
    if outgoing.answers is not None:
        changes.set(outgoing.answers, answered_at=now, unread=False)
    changes.tell("mail.send", mail_id=mail_id)
    return mail


def _received(user: Principal) -> Select[Mail]:
    newest = (col(Mail.received_at).desc(), col(Mail.id))
    return select(Mail).where(within(user, Mail, Reach.OWN), col(Mail.outgoing).is_(False)).order_by(*newest)


def _fits(one: MailDetails, wanted: MailFilter) -> bool:
    mail = one.mail
    if wanted.priority is not None and one.weight.priority != wanted.priority:
        return False
    if wanted.sender is not None:
        key = search_key(mail.sender_name, mail.sender_email, one.sender.company)
        exact = wanted.sender.strip().lower() == mail.sender_email.lower()
        if not exact and ("@" in wanted.sender or score(wanted.sender, key) < FITS):
            return False
    if wanted.text is None:
        return True
    content = f"{mail.subject}\n{one.text}".casefold()
    if all(word in content for word in wanted.text.casefold().split()):
        return True
    return score(wanted.text, search_key(mail.subject, mail.sender_name)) >= FITS


def _unread_and_not_bulk(one: MailDetails) -> bool:
    return one.mail.unread and one.weight.priority != "low"


def _lead_kind(lead: Lead, rules: PriorityRules) -> int:
    """Return the lead's place in `Sender`, 0 the weightiest."""
    kind = Sender.OPEN_LEAD
    if lead.status in CLOSED:
        kind = Sender.LEAD
    elif lead.value is not None and lead.value >= rules.high_value:
        kind = Sender.HIGH_VALUE_LEAD
    return list(Sender).index(kind)
