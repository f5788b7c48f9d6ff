"""What a receipt costs: a commit with its ledger entry and its link in the chain, beside a plain insert of the row."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measuring import add_rep, quantile
from nia.accounts.principal import Principal
from nia.ids import random_id
from nia.ledger import actions, receipts
from nia.ledger.changes import Changes
from nia.ledger.receipts import Witnessed
from nia.ledger.signing import Signer
from nia.ledger.verifying import verify
from nia.store.database import Database
from nia.store.opening import open_database
from nia.store.tables import Lead
from tests.servers import postgres

COMMITS = 400
WARM_UP = 40


def run() -> None:
    """Print p50 and p99 of both on each database, the ratio, and how fast the chain is verified."""
    asyncio.run(_run())


async def _run() -> None:
    print(f"\nOne row committed, {COMMITS} times (milliseconds; ratio of p99)")
    print(f"{'':28}{'p50':>8}{'p99':>8}{'ratio':>8}{'verify':>18}")
    with tempfile.TemporaryDirectory() as folder:
        await _measured("SQLite", f"sqlite+aiosqlite:///{Path(folder) / 'nia.db'}")
    with _postgres() as url:
        if url is not None:
            await _measured("PostgreSQL", url)


@contextmanager
def _postgres() -> Iterator[str | None]:
    why = postgres.why_not()
    if why is not None:
        print(f"PostgreSQL not measured: {why}")
        yield None
        return
    with postgres.fresh_database() as url:
        yield url


async def _measured(name: str, url: str) -> None:
    database, signer = await open_database(url), Signer.passing()
    try:
        user = await add_rep(database)
        plain = await _times(lambda: _plain(database, user))
        audited = await _times(lambda: _audited(database, user, signer))
        began = time.perf_counter()
        async with database.read() as session:
            verdict = await verify(session, signer.public)
        rate = verdict.entries / (time.perf_counter() - began)
    finally:
        await database.close()
    assert verdict.fault is None
    base = quantile(plain, 99)
    print(f"{name + ', plain insert':28}{quantile(plain, 50):8.2f}{base:8.2f}")
    print(
        f"{name + ', audited':28}{quantile(audited, 50):8.2f}{quantile(audited, 99):8.2f}"
        f"{quantile(audited, 99) / base:8.2f}{rate:12.0f} /s"
    )


async def _plain(database: Database, user: Principal) -> None:
    async with database.begin() as session:
        session.add(_lead(user))


async def _audited(database: Database, user: Principal, signer: Signer) -> None:
    now = datetime.now(UTC)
    async with database.begin() as session:
        changes = Changes(session, user, now, random_id)
        changes.add(_lead(user))
        entry = actions.Entry(random_id(), "create_lead", {"name": "Rahul"}, {"key": "done"}, random_id(), "user", now)
        row = await actions.record(session, entry, user, changes, invertible=True)
        await receipts.append(session, row, Witnessed("yes", {"title": "Create this lead?"}), signer)


def _lead(user: Principal) -> Lead:
    now = datetime.now(UTC)
    return Lead(
        id=random_id(), name="Rahul Verma", company="Zenith", owner_id=user.id, team_id=user.team_id,
        created_at=now, updated_at=now,
    )  # fmt: skip


async def _times(commit: Callable[[], Awaitable[None]]) -> list[float]:
    times = []
    for _ in range(COMMITS + WARM_UP):
        begun = time.perf_counter()
        await commit()
        times.append((time.perf_counter() - begun) * 1000)
    return times[WARM_UP:]
