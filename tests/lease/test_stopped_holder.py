"""A process stopped past its lease in the middle of a yes: another one takes over, and there is one effect.

Inside a transaction on SQLite a stopped process is no use as a case: it holds the file, and nobody else can write.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from nia.config import Settings
from nia.errors import StoreError
from nia.ledger.proposals import State
from nia.store.database import Database
from nia.store.opening import open_database
from nia.store.tables import Action, Lead, Proposal, Turn
from tests.agent.chat import open_chat
from tests.agent.scripted import Scripted
from tests.lease.processes import WITHIN_S, Process, two_processes, until
from tests.leases import run_out_in
from tests.servers import need, postgres

_HELD_UP = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
INSIDE = ("after statements", "before commit")
"""Points within a transaction."""


@dataclass
class Stops:
    """Plays a card and its yes on databases of their own, with one of two processes stopped somewhere in the yes."""

    kind: str
    folder: Path
    holder: Process
    other: Process
    runs: int = 0

    async def points(self) -> list[str]:
        """Return the points of the yes."""
        with ExitStack() as stack:
            await self._begin(stack)
            names: list[str] = self.holder.ask("say", said="yes", client_id="m2", stop_at=0)["points"]
            return names

    async def stopped_at(self, point: int, name: str, said: str, client_id: str, *, wait: bool = False) -> None:
        """Stop the holder in its yes, let the other one say something, let the holder go on, and look at it all.

        With `wait` the lease runs out as it does in life; else its time is said to be over.
        """
        with ExitStack() as stack:
            database = await self._begin(stack)
            self.holder.tell("say", said="yes", client_id="m2", stop_at=point)
            until(self.holder.has_stopped)
            if not wait:
                await self._run_out(database)
            self.other.tell("say", said=said, client_id=client_id)
            await self._until_answered_or_held_up(database)
            self.holder.go_on()
            await self._check(database, self.holder.answer()["turn"], self.other.answer()["turn"])

    async def _begin(self, stack: ExitStack) -> Database:
        self.runs += 1
        folder = self.folder / str(self.runs)
        folder.mkdir()
        settings: dict[str, object] = {"data_dir": str(folder)}
        if self.kind == "postgres":
            settings["database_url"] = stack.enter_context(postgres.fresh_database())
        known = Settings.model_validate(settings)
        async with open_chat(known, Scripted({})):
            pass  # the users are there
        for process in (self.holder, self.other):
            process.ask("open", settings=settings, log=str(folder / "log"))
        assert self.holder.ask("say", said="lead", client_id="m1")["turn"]["proposal"]
        return await open_database(known.url)

    async def _run_out(self, database: Database) -> None:
        """Say that the lease's time is over; it runs out by itself where the stopped process has locked its row."""
        try:
            async with database.begin() as session:
                if self.kind == "postgres":
                    await session.execute(text("SET LOCAL lock_timeout = '200ms'"))
                await run_out_in(session)
        except StoreError as error:
            if "lock timeout" not in str(error.__cause__):
                raise

    async def _until_answered_or_held_up(self, database: Database) -> None:
        """Wait until the other process has its answer, or waits for what the stopped one has locked."""
        end = time.monotonic() + WITHIN_S
        while time.monotonic() < end and not self.other.has_answered():
            if self.kind == "postgres":
                async with database.read() as session:
                    if await session.scalar(_HELD_UP):
                        return
        assert self.other.has_answered()

    async def _check(self, database: Database, mine: dict[str, Any], other: dict[str, Any]) -> None:
        async with database.read() as session:
            assert await session.scalar(select(func.count()).select_from(Lead)) == 1
            (action,) = (await session.scalars(select(Action))).all()
            turns = {turn.client_id: turn for turn in await session.scalars(select(Turn))}
            done = await session.scalars(select(Proposal).where(Proposal.state == State.DONE))
            assert [one.id for one in done] == [action.proposal_id]
        assert all(turn.closed_at for turn in turns.values())
        assert turns["m2"].record == mine
        assert [call["action"] for call in mine["results"]] == [action.id]
        assert other in [turn.record for turn in turns.values()]
        await database.close()


@pytest.fixture(scope="module")
def processes() -> Iterator[tuple[Process, Process]]:
    with two_processes() as both:
        yield both


@pytest.fixture(params=["sqlite", "postgres"])
def stops(request: pytest.FixtureRequest, processes: tuple[Process, Process], tmp_path: Path) -> Stops:
    if request.param == "postgres":
        need.demand("needs_postgres")
    return Stops(request.param, tmp_path, *processes)


async def possible(stops: Stops) -> list[tuple[int, str]]:
    points = enumerate(await stops.points(), start=1)
    return [(point, name) for point, name in points if stops.kind == "postgres" or name not in INSIDE]


async def test_a_holder_stopped_at_points_drawn_from_a_seed_has_its_effect_once(stops: Stops) -> None:
    points = await possible(stops)
    (before,) = [one for one in points if one[1] == "before node act"]
    for point, name in [before, *random.Random(5).sample(points, 2)]:
        await stops.stopped_at(point, name, "yes", "m2")


async def test_another_message_goes_on_while_the_holder_is_stopped(stops: Stops) -> None:
    (before,) = [one for one in await possible(stops) if one[1] == "before node act"]
    await stops.stopped_at(*before, "leads", "m3")


@pytest.mark.proof
@pytest.mark.timeout(1800)
async def test_a_holder_stopped_at_every_point_has_its_effect_once(stops: Stops, found: Callable[[str], None]) -> None:
    points = await possible(stops)
    for point, name in points:
        await stops.stopped_at(point, name, "yes", "m2")
    others = [(point, name) for point, name in points if name not in INSIDE]
    for point, name in others:
        await stops.stopped_at(point, name, "leads", "m3")
    (before,) = [one for one in points if one[1] == "before node act"]
    await stops.stopped_at(*before, "yes", "m2", wait=True)
    runs = len(points) + len(others) + 1
    found(f"{stops.kind}: stopped at {len(points)} points, {runs} runs: one effect in each")
