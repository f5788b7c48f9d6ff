"""Opens an installation: database, config, tools, understanding, graph. `nia.create_agent` and `nia.graph` call it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from nia.agent.agent import Agent
from nia.agent.checkpoints import open_saver
from nia.agent.graph import GetRuntime, build
from nia.agent.installation import Installation
from nia.agent.runtime import Runtime
from nia.clock import Clock, SystemClock
from nia.config import Settings
from nia.ids import IdSource, random_id
from nia.ledger import receipts
from nia.ledger.outlets import Outlet
from nia.ledger.sender import Sender
from nia.ledger.signing_key import signer_of
from nia.memory.retention import forget_at_start
from nia.store.opening import open_database
from nia.tools.spec import Tool
from nia.understanding.port import Understands


@dataclass(frozen=True, slots=True)
class Parts:
    """What an embedding app or a test may bring in place of NIA's own."""

    clock: Clock = SystemClock()
    new_id: IdSource = random_id
    understander: Understands | None = None
    tools: tuple[Tool, ...] = ()
    outlets: Mapping[str, Outlet] = field(default_factory=dict)


async def create_agent(
    settings: Settings | None = None,
    *,
    tools: Iterable[Tool] = (),
    clock: Clock | None = None,
    ids: IdSource | None = None,
    understander: Understands | None = None,
    outlets: Mapping[str, Outlet] | None = None,
) -> Agent:
    """Open NIA on an installation and return its agent; close it when done.

    `tools` are added to NIA's own. `clock`, `ids` and `understander` replace the system's clock,
    random ids and what the config chooses. With `outlets`, by topic, the outbox is sent through them
    until the agent is closed. Raises `AdminError` (`ConfigError`, `StoreError`) with
    what to do where the installation is wrong.
    """
    settings = settings or Settings()
    parts = Parts(clock or SystemClock(), ids or random_id, understander, tuple(tools), outlets or {})
    async with AsyncExitStack() as stack:
        runtime = await _open(settings, parts, stack)
        saver = await stack.enter_async_context(open_saver(settings))

        async def get() -> Runtime:
            return runtime

        return Agent(settings, runtime, build(get, saver), stack.pop_all())
    raise AssertionError("an exit stack swallowed an error")


def lazily_opened(settings: Settings | None = None) -> GetRuntime:
    """Return a way to the installation's runtime that opens it at its first use, once."""
    opened: list[Runtime] = []
    lock = asyncio.Lock()

    async def get() -> Runtime:
        async with lock:
            if not opened:
                opened.append(await _open(settings or Settings(), Parts(), AsyncExitStack()))
            return opened[0]

    return get


async def _open(settings: Settings, parts: Parts, stack: AsyncExitStack) -> Runtime:
    """Open every part; what needs closing goes onto `stack`."""
    installation = await Installation.load(settings, parts.tools, parts.understander)
    database = await open_database(settings.url)
    stack.push_async_callback(database.close)
    signer = await asyncio.to_thread(signer_of, settings)
    await receipts.adopt(database, signer)
    days = installation.retention.conversation_days
    if days is not None:
        await forget_at_start(database, parts.clock.now(), days)
    if parts.outlets:
        await stack.enter_async_context(Sender(database, parts.outlets, parts.clock).running())
    return installation.runtime(database, parts.clock, parts.new_id, signer)
