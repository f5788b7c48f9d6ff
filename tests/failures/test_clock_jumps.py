"""The machine's clock jumps by hours and to 2038 while NIA runs: what was done stays, and "undo" means the last.

NIA's processes have it, and in the proof PostgreSQL too. SQLite's time is that of the process that asks.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from nia.config import Settings
from nia.ledger.signing_key import signer_of
from nia.ledger.verifying import verify
from nia.store.opening import open_database
from nia.store.tables import Action, Fact, Lead, Receipt, Turn
from tests.agent.chat import open_chat
from tests.agent.scripted import Scripted
from tests.conftest import ROOT
from tests.lease.processes import Process, until
from tests.servers import need
from tests.servers.faketime import SetClock
from tests.servers.own_postgres import own_postgres

LATE = "@2038-01-19 03:14:05"  # two seconds before 32 bits of seconds are full


@contextmanager
def worker(env: Mapping[str, str]) -> Iterator[tuple[Process, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "tests.lease.worker"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    started = subprocess.Popen(command, cwd=ROOT, text=True, env={**os.environ, **env}, **pipes)  # type: ignore[call-overload]
    try:
        yield Process(started), started
    finally:
        started.kill()
        started.communicate()


@dataclass
class Talk:
    """A conversation in a process whose clock jumps; every answer is kept."""

    settings: Settings
    clock: SetClock
    process: Process
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def open(self) -> None:
        told = self.settings.model_dump(mode="json", include={"data_dir", "database_url"})
        self.process.ask("open", settings=told, log=str(self.settings.data_dir / "log"))

    def say(self, said: str, at: str) -> dict[str, Any]:
        """Set the clock, say something, and see that the answer before it is still the one that was given."""
        self.clock.set_to(at)
        for before, answer in list(self.answers.items())[-1:]:
            assert self.process.ask("say", said=str(answer["said"]), client_id=before)["turn"] == answer
        key = f"m{len(self.answers)}"
        self.answers[key] = self.process.ask("say", said=said, client_id=key)["turn"]
        return self.answers[key]

    def done(self, said: str, at: str) -> list[str]:
        """Say something and return the tools that took effect."""
        return [call["tool"] for call in self.say(said, at)["results"]]

    def undone(self, at: str) -> list[str]:
        """Undo, and return the tools whose effects were taken back."""
        return list(self.say("undo", at)["undone"])


UNDONE = ["behind", "back again", "late", "ahead", "John Mathew", "John Mathew"]
"""What `jump` takes back, in this order: always what was done last, whatever it was dated."""


def jump(talk: Talk) -> None:
    """Play a conversation whose clock jumps at nearly every turn."""
    assert talk.say("lead", "+0")["proposal"]
    assert talk.done("yes", "+2h") == ["create_lead"]
    assert talk.done("ahead", "+2h") == ["remember"]
    assert talk.done("behind", "-2h") == ["remember"]
    assert talk.undone("-2h") == ["remember"]
    assert talk.done("late", LATE) == ["remember"]
    assert talk.say("leads", LATE)["tables"]
    assert talk.done("back again", "+0") == ["remember"]
    assert [talk.undone("-2h") for _ in range(4)] == [["remember"], ["remember"], ["remember"], ["create_lead"]]
    assert talk.say("lead", LATE)["proposal"]
    assert talk.done("yes", "+0") == ["create_lead"]
    assert talk.undone("+0") == ["create_lead"]
    assert talk.say("lead", "+0")["proposal"]
    assert talk.done("yes", LATE) == []  # the card is too old there


async def look(talk: Talk, undone: Sequence[str] = UNDONE) -> None:
    """See that each answer and effect is there once, in its order, and that nothing is broken."""
    database = await open_database(talk.settings.url)
    try:
        async with database.read() as session:
            turns = (await session.scalars(select(Turn).order_by(Turn.seq))).all()
            assert {turn.client_id: turn.record for turn in turns} == talk.answers
            assert [turn.client_id for turn in turns] == list(talk.answers)
            told = [call["action"] for answer in talk.answers.values() for call in answer["results"]]
            query = select(Action).join(Receipt, Receipt.action_id == Action.id).order_by(Receipt.seq)
            entries = {entry.id: entry for entry in await session.scalars(query)}
            assert told == [entry.id for entry in entries.values() if entry.undoes is None]
            back = [entries[entry.undoes].args for entry in entries.values() if entry.undoes]
            assert [args.get("text") or args.get("name") for args in back] == list(undone)
            for table in (Lead, Fact):
                assert (await session.scalars(select(table).where(table.deleted_at.is_(None)))).all() == []
            assert (await verify(session, signer_of(talk.settings).public)).fault is None
            if database.engine.dialect.name == "sqlite":
                assert await session.scalar(text("PRAGMA integrity_check")) == "ok"
    finally:
        await database.close()


async def prepared(folder: Path, url: str | None) -> Settings:
    settings = Settings(data_dir=folder, **({"database_url": url} if url else {}))
    async with open_chat(settings, Scripted({})):
        return settings  # the users are there


@pytest.fixture(scope="module")
def shared_clock() -> Iterator[SetClock]:
    need.demand("needs_faketime")
    with tempfile.TemporaryDirectory() as folder:  # where a server that runs as another user can read it
        Path(folder).chmod(0o755)
        clock = SetClock(Path(folder) / "clock")
        clock.set_to("+0")
        yield clock


@pytest.fixture(scope="module")
def process(shared_clock: SetClock) -> Iterator[Process]:
    """Yield a worker that opens one installation after the other: to start one takes longer than a conversation."""
    with worker(shared_clock.env) as (process, _):
        yield process


@pytest.fixture
def clock(shared_clock: SetClock) -> SetClock:
    shared_clock.set_to("+0")
    return shared_clock


async def test_a_clock_that_jumps_loses_nothing_and_undo_means_the_last(
    clock: SetClock, process: Process, tmp_path: Path, database_url: str
) -> None:
    talk = Talk(await prepared(tmp_path, database_url), clock, process)
    talk.open()
    jump(talk)
    await look(talk)


@pytest.mark.proof
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_a_process_that_died_in_2038_holds_up_nobody_when_the_clock_is_right_again(
    clock: SetClock, tmp_path: Path, kind: str, found: Callable[[str], None]
) -> None:
    with ExitStack() as stack:
        url = None
        if kind == "postgres":
            need.demand("needs_own_postgres")
            url = stack.enter_context(own_postgres(clock.env)).url
        settings = await prepared(tmp_path, url)
        process, started = stack.enter_context(worker(clock.env))
        talk = Talk(settings, clock, process)
        talk.open()
        jump(talk)
        clock.set_to(LATE)
        process.tell("say", said="from the dead", client_id="dead", stop_at=5)
        until(process.has_stopped)
        started.kill()
        clock.set_to("+0")
        talk.process, _ = stack.enter_context(worker(clock.env))
        talk.open()
        begun = time.monotonic()
        talk.answers["dead"] = talk.process.ask("say", said="from the dead", client_id="dead")["turn"]
        took = time.monotonic() - begun
        assert talk.undone("+0") == ["remember"]
        await look(talk, [*UNDONE, "from the dead"])
    jumps = "17 jumps by 2 h and to 2038, its own clock too" if url else "17 jumps by 2 h and to 2038"
    found(f"{kind}: {jumps}: nothing lost; a turn that died in 2038 was taken over in {took:.0f} s")
