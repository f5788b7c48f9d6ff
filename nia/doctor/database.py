"""Examines the database and what lies in it: users, messages that did not go out, words that are kept too long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from nia.config import Settings
from nia.doctor.findings import Finding, State, wrong
from nia.errors import AdminError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def of_database(settings: Settings) -> list[Finding]:
    """Look at the database, as far as there is one."""
    from nia.store.opening import NotThereYet, open_database
    from nia.store.url import parse_url, shown

    try:
        database = await open_database(settings.url, create=False)
    except NotThereYet as error:
        what, _, mend = str(error).partition(". ")
        return [Finding("database", State.MISSING, what, f"The next start does it. {mend}")]
    except AdminError as error:
        return [wrong("database", error)]
    try:
        from nia.accounts.users import everybody
        from nia.ledger import outbox

        async with database.read() as session:
            people = [user for user in await everybody(session) if user.active]
            messages = await outbox.counts(session)
            kept = await _retention(session, settings)
    except AdminError as error:
        return [wrong("database", error)]
    finally:
        await database.close()
    return [
        Finding("database", State.OK, shown(parse_url(settings.url))),
        _users(len(people), sum(user.is_demo for user in people)),
        *_outbox(messages),
        *kept,
    ]


def _users(count: int, demo: int) -> Finding:
    if not count:
        return Finding("users", State.MISSING, "there are none", "Run: nia user add, or nia demo load to try NIA")
    if demo:
        what = f"{count}, of which {demo} are demo users: NIA is served on this machine only"
        return Finding("users", State.OK, what, "Before you serve others: nia demo remove")
    return Finding("users", State.OK, str(count))


async def _retention(session: AsyncSession, settings: Settings) -> list[Finding]:
    """Say where words are kept for longer than they may be, since the clock by which they are too old is in doubt."""
    from nia.clock import SystemClock
    from nia.config_files import load_nia
    from nia.memory.retention import ClockInDoubt, check_clock

    try:
        days = load_nia(settings.config_dir).retention.conversation_days
    except AdminError:
        return []  # it is told with the config files
    try:
        if days is not None:
            await check_clock(session, SystemClock().now(), days)
    except ClockInDoubt as error:
        return [wrong("retention", error)]
    return []


def _outbox(messages: Mapping[str, int]) -> Iterator[Finding]:
    """Say how many messages to other systems wait, and of how many people must know that they may not have arrived."""
    words = {"waiting": "wait to be sent", "failed": "failed", "unknown": "are of unknown outcome"}
    told = [f"{messages[state]} {meaning}" for state, meaning in words.items() if messages.get(state)]
    if told:
        is_over = messages.get("failed") or messages.get("unknown")
        mend = "See: nia outbox list" if is_over else ""
        yield Finding("outbox", State.OK, ", ".join(told), mend)
