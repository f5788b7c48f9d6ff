"""NIAs in processes of their own that serve many at once. Run as `python -m tests.history.worker SOCKET`.

This process imports everything once, and forks for each connection: the child has nothing opened yet. The first line of
a connection is the settings; each other one is {"id", "do", ...}, and its answer, {"id", "answer"} or {"id", "error"},
comes when it is ready. The first answer, 0, is the child's process id, when it is open.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping
from io import BufferedRWPair
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


async def serve(lines: BufferedRWPair) -> None:
    """Answer lines until the input ends."""
    tasks: set[asyncio.Task[None]] = set()

    def say(answer: Mapping[str, object]) -> None:
        lines.write((json.dumps(answer) + "\n").encode())
        lines.flush()

    async def work(told: dict[str, Any]) -> None:
        number = told.pop("id")
        try:
            say({"id": number, "answer": await answer(agent, told)})
        except NiaError as error:
            say({"id": number, "error": error.code})

    settings = Settings.model_validate_json(lines.readline())
    async with await create_agent(settings, understander=Sentences()) as agent:
        say({"id": 0, "answer": os.getpid()})
        while line := await asyncio.to_thread(lines.readline):
            task = asyncio.create_task(work(json.loads(line)))
            tasks.add(task)
            task.add_done_callback(tasks.discard)


def main(place: str) -> None:
    """Fork for each connection at the socket `place`, for good."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(place)
        listening.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            connection, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                with connection, connection.makefile("rwb") as lines:
                    asyncio.run(serve(lines))
                os._exit(0)
            connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
