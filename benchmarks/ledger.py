"""What a receipt costs: a commit with its ledger entry and its link in the chain, beside a plain insert of the row."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from functools import partial
from statistics import median

from benchmarks.measuring import add_rep, milliseconds, on_postgres, on_sqlite, quantile, why_no_postgres
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

ROUNDS = 5
COMMITS = 200
WARM_UP = 40


def run() -> None:
    """Print p50 and p99 of both on each database, the ratios, and how fast the chain is verified."""
    print(
        f"\nOne row committed, {ROUNDS} rounds of {COMMITS} each, by turns (milliseconds; ratios: median of the rounds)"
    )
    print(f"{'':28}{'p50':>8}{'p99':>8}{'of p50':>8}{'of p99':>8}{'verify':>14}")
    with on_sqlite() as settings:
        asyncio.run(_measured("SQLite", settings.url))
    why = why_no_postgres()
    if why is not None:
        print(why)
        return
    with on_postgres() as settings:
        asyncio.run(_measured("PostgreSQL", settings.url))


async def _measured(name: str, url: str) -> None:
    database, signer = await open_database(url), Signer.passing()
    try:
        user = await add_rep(database)
        await _round(database, user, signer, WARM_UP)
        rounds = [await _round(database, user, signer, COMMITS) for _ in range(ROUNDS)]
        began = time.perf_counter()
        async with database.read() as session:
            verdict = await verify(session, signer.public)
        rate = verdict.entries / (time.perf_counter() - began)
    finally:
        await database.close()
    assert verdict.fault is None
    plain, audited = ([one for times in column for one in times] for column in zip(*rounds, strict=True))
    half, most = (median(quantile(more, at) / quantile(less, at) for less, more in rounds) for at in (50, 99))
    print(f"{name + ', plain insert':28}{quantile(plain, 50):8.2f}{quantile(plain, 99):8.2f}")
    print(
        f"{name + ', audited':28}{quantile(audited, 50):8.2f}{quantile(audited, 99):8.2f}"
        f"{half:8.2f}{most:8.2f}{rate:12.0f} /s"
    )


async def _round(database: Database, user: Principal, signer: Signer, commits: int) -> tuple[list[float], list[float]]:
    """Commit by turns, so that what else the machine does meets both alike."""
    plain, audited = [], []
    for _ in range(commits):
        plain.append(await milliseconds(partial(_plain, database, user)))
        audited.append(await milliseconds(partial(_audited, database, user, signer)))
    return plain, audited


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
