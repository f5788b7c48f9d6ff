"""A NIA in a process of its own that serves many at once. Run as `python -m tests.history.worker SETTINGS`.

Each line is {"id", "do", ...}; its answer, {"id", "answer"} or {"id", "error"}, comes when it is ready.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from nia.agent.agent import Agent
from nia.agent.create import create_agent
from nia.config import Settings
from nia.errors import NiaError
from nia.store.tables import Lead
from nia.understanding.port import Language, TurnContext, Understanding
from tests.agent.scripted import wish


class Sentences:
    """Understands "new NAME CITY PHONE" and "move NAME CITY"; names are of one word."""

    async def understand(self, utterance: str, context: TurnContext) -> Understanding:
        match utterance.split():
            case ["new", name, city, phone]:
                return wish(("create_lead", {"name": name, "company": f"{name} Ltd", "city": city, "phone": phone}))
            case ["move", name, city]:
                return wish(("update_lead", {"lead": name, "city": city}))
        return Understanding(Language.ENGLISH)


async def answer(agent: Agent, told: dict[str, Any]) -> object:
    """Do what a line says."""
    do = told.pop("do")
    if do == "read":
        query = select(Lead.city).where(Lead.name == told["lead"], Lead.deleted_at.is_(None))
        async with agent.database.read() as session:
            return list(await session.scalars(query))
    place = {"user": told["user"], "conversation": f"of {told.pop('user')}", "client_id": told.pop("sent")}
    turn = await (agent.turn if do == "say" else getattr(agent, do))(*told.pop("words"), **place)
    return turn.as_dict()


async def serve(settings: Mapping[str, Any]) -> None:
    """Answer lines until the input ends."""
    tasks: set[asyncio.Task[None]] = set()

    async def work(told: dict[str, Any]) -> None:
        number = told.pop("id")
        try:
            say({"id": number, "answer": await answer(agent, told)})
        except NiaError as error:
            say({"id": number, "error": error.code})

    async with await create_agent(Settings.model_validate(settings), understander=Sentences()) as agent:
        say({"id": 0, "answer": "open"})
        while line := await asyncio.to_thread(sys.stdin.readline):
            task = asyncio.create_task(work(json.loads(line)))
            tasks.add(task)
            task.add_done_callback(tasks.discard)


def say(answer: Mapping[str, object]) -> None:
    """Write a line of an answer."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve(json.loads(sys.argv[1])))
