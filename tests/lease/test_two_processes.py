"""Two processes, many messages at once on one conversation: none lost, doubled or interleaved, all in order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from nia.config import Settings
from nia.store.tables import Action, Conversation, Fact, Turn, WaitingMessage
from tests.agent.chat import open_chat
from tests.agent.scripted import Scripted
from tests.lease.processes import Process, log_of, two_processes


@pytest.fixture(scope="module")
def processes() -> Iterator[tuple[Process, Process]]:
    with two_processes() as both:
        yield both


async def talk(processes: tuple[Process, Process], folder: Path, url: str, count: int) -> float:
    """Let both processes say `count` things at once, and look at everything; return the seconds it took."""
    settings = Settings(data_dir=folder, database_url=url)
    async with open_chat(settings, Scripted({})):
        pass  # the users are there
    for process in processes:
        process.ask("open", settings={"data_dir": str(folder), "database_url": url}, log=str(folder / "log"))
    begun = time.monotonic()
    for sender, process in zip("ab", processes, strict=True):
        process.tell("pour", sender=sender, count=count)
    answered = [pair for process in processes for pair in process.answer()]
    took = time.monotonic() - begun
    names = {sender: [f"{sender} {n}" for n in range(count)] for sender in "ab"}
    check_answers(answered, [*names["a"], *names["b"]])
    served = check_log(folder)
    for sender in "ab":
        assert [one for one in served if one.startswith(sender)] == names[sender]
    await check_store(settings, served)
    return took


def check_answers(answered: list[tuple[str, dict[str, object]]], names: list[str]) -> None:
    """Each message got an answer of its own, and one that was sent twice the same one."""
    by_name: dict[str, dict[str, object]] = {}
    for name, turn in answered:
        assert turn == by_name.setdefault(name, turn)
        assert (turn["said"], len(turn["results"])) == (name, 1)  # type: ignore[arg-type]
    assert sorted(by_name) == sorted(names)


def check_log(folder: Path) -> list[str]:
    """Each turn ended before the next one began; return what was said, in that order."""
    log = log_of(folder)
    begun, ended = log[::2], log[1::2]
    assert [what for what, _ in begun] == ["begin"] * len(begun)
    assert [("end", said) for _, said in begun] == ended
    return [said for _, said in begun]


async def check_store(settings: Settings, served: list[str]) -> None:
    """The database holds each turn and its effect once, in the order in which they ran, and nobody in line."""
    async with open_chat(settings, Scripted({})) as chat, chat.agent.database.read() as session:
        turns = (await session.scalars(select(Turn).order_by(Turn.seq))).all()
        assert [turn.said for turn in turns] == served
        assert [turn.seq for turn in turns] == list(range(1, len(served) + 1))
        assert all(turn.closed_at for turn in turns)
        facts = (await session.scalars(select(Fact))).all()
        assert sorted(fact.text for fact in facts) == sorted(served)
        assert await session.scalar(select(func.count()).select_from(Action)) == len(served)
        assert await session.scalar(select(func.count()).select_from(WaitingMessage)) == 0
        conversation = await session.get_one(Conversation, "c1")
        assert (conversation.turns, conversation.fence, conversation.lease_until) == (len(served), len(served), None)


async def test_two_processes_answer_some_messages_each(
    processes: tuple[Process, Process], tmp_path: Path, database_url: str
) -> None:
    await talk(processes, tmp_path, database_url, count=6)


@pytest.mark.proof
@pytest.mark.timeout(600)
async def test_two_processes_answer_fifty_messages_each(
    processes: tuple[Process, Process], tmp_path: Path, database_url: str, found: Callable[[str], None]
) -> None:
    took = await talk(processes, tmp_path, database_url, count=50)
    kind = database_url.partition("+")[0]
    found(f"{kind}: 2 x 50 messages in {took:.1f} s: 0 lost, 0 doubled, 0 interleaved, in order")
