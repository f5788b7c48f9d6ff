"""Clients do random things through two processes, which are killed and stopped: an order explains all that was told."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from nia.config import Settings
from nia.ledger.signing_key import signer_of
from nia.ledger.verifying import verify
from nia.store.database import Database
from nia.store.opening import open_database
from nia.store.tables import Action, Turn
from tests.agent.chat import open_chat
from tests.agent.scripted import Scripted
from tests.history.checker import check
from tests.history.clients import Client, Shared
from tests.history.events import History, Kind, Outcome
from tests.history.processes import Served
from tests.leases import run_out

USERS = ("asha", "vikram", "meera", "anil")
STOPPED_S = 1.0
"""For how long a process stands still at most: it may hold what all others need."""


async def disturb(
    shared: Shared, database: Database, told: dict[str, object], every: int, drawn: random.Random
) -> None:
    """Kill a process and start it again, or stop one for a while, each time when so many things were done."""
    while await shared.until_done(every):
        process = drawn.choice(shared.processes)
        if shared.disturbed % 2 == 0:
            shared.processes.remove(process)
            await process.kill()
            await run_out(database)
            shared.processes.append(await Served.start(told))
        else:
            process.send(signal.SIGSTOP)
            with suppress(TimeoutError):
                async with asyncio.timeout(STOPPED_S):
                    await shared.until_done(4)
            process.send(signal.SIGCONT)
        shared.disturbed += 1


async def resolved(history: History, database: Database) -> list[str]:
    """Say of each undo what it took back, as the ledger has it; return the keys of all effects."""
    async with database.read() as session:
        actions = {action.id: action for action in await session.scalars(select(Action))}
        sent = {turn.id: turn.client_id for turn in await session.scalars(select(Turn))}
    undone = {sent[str(one.turn_id)]: actions[one.undoes] for one in actions.values() if one.undoes}
    lead_of = {one.key: one.lead for one in history.operations}
    for one in history.operations:
        if one.kind is Kind.UNDO and one.sent in undone:
            one.of = str(undone[one.sent].proposal_id)
            one.lead = lead_of[one.of]
    return [str(one.proposal_id) for one in actions.values() if one.undoes is None]


async def played(folder: Path, url: str, steps: int, every: int, seed: int) -> tuple[History, int]:
    """Let the clients live; return the history, checked, and how often they were disturbed."""
    settings = Settings(data_dir=folder, database_url=url)
    told = settings.model_dump(mode="json", include={"data_dir", "database_url"})
    async with open_chat(settings, Scripted({})):
        pass  # the users are there
    database, drawn = await open_database(settings.url), random.Random(seed)
    shared = Shared(list(await asyncio.gather(Served.start(told), Served.start(told))), History())
    clients = [Client(user, shared, random.Random(f"{user} {seed}")) for user in USERS]
    disturbing = asyncio.create_task(disturb(shared, database, told, every, drawn))
    try:
        await asyncio.gather(*(client.live(steps) for client in clients))
        shared.over()
        await disturbing
        for lead in shared.leads:  # what is there in the end
            operation = shared.history.invoke("end", Kind.READ, lead)
            found = (await shared.processes[0].ask("read", lead=lead))["answer"]
            operation.alive, operation.value = len(found), next(iter(found), None)
            shared.history.end(operation, Outcome.OK)
        entries = await resolved(shared.history, database)
        assert check(shared.history.operations, entries) == []
        async with database.read() as session:
            assert (await verify(session, signer_of(settings).public)).fault is None
    finally:
        disturbing.cancel()
        for process in shared.processes:
            process.send(signal.SIGCONT)
            await process.kill()
        await database.close()
    return shared.history, shared.disturbed


async def test_an_order_explains_what_clients_were_told_while_processes_died(tmp_path: Path, database_url: str) -> None:
    history, _ = await played(tmp_path, database_url, steps=18, every=16, seed=1)
    done = Counter(one.kind for one in history.operations if one.outcome is Outcome.OK)
    assert min(done[kind] for kind in (Kind.CREATE, Kind.UPDATE, Kind.UNDO, Kind.READ)) > 0


@pytest.mark.proof
@pytest.mark.timeout(900)
async def test_an_order_explains_a_long_history(
    tmp_path: Path, database_url: str, found: Callable[[str], None]
) -> None:
    begun = time.monotonic()
    history, disturbed = await played(tmp_path, database_url, steps=150, every=30, seed=2)
    counted = Counter(f"{one.kind} {one.outcome}" for one in history.operations)
    lines = [f"{database_url.partition('+')[0]}: {len(history.operations)} operations of {len(USERS)} clients"]
    lines += [f"processes killed or stopped {disturbed} times, {time.monotonic() - begun:.0f} s: an order explains all"]
    found("\n".join([*lines, *(f"{n:6} {what}" for what, n in sorted(counted.items()))]))
