"""Clients that do random things through two processes, and write down each invocation and what came of it."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any

from tests.history.events import History, Kind, Operation, Outcome
from tests.history.processes import Died, Served

CITIES = "Pune Goa Agra Delhi Kochi Surat Patna Indore Nagpur Jaipur".split()
UNCLEAR = frozenset({"store", "store_away", "lease_lost", "vendor"})
"""Codes of errors after which nobody knows whether it took effect."""


@dataclass
class Shared:
    """What all clients work on: the processes, the leads by name, the history."""

    processes: list[Served]
    history: History
    leads: list[str] = field(default_factory=list)
    disturbed: int = 0
    _done: int = 0
    _over: bool = False
    _waiting: list[tuple[int, asyncio.Future[bool]]] = field(default_factory=list)

    def one_more(self) -> None:
        """Count a thing that was done."""
        self._done += 1
        for at, waiting in self._waiting:
            if at <= self._done and not waiting.done():
                waiting.set_result(True)

    async def until_done(self, more: int) -> bool:
        """Wait until so many more things are done; False where that will not be."""
        if self._over:
            return False
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.append((self._done + more, waiting))
        return await waiting

    def over(self) -> None:
        """Say that nothing more will be done."""
        self._over = True
        for _, waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(False)


@dataclass
class Client:
    """A user in one conversation, who does one thing after the other."""

    user: str
    shared: Shared
    drawn: random.Random
    _sent: int = 0
    _names: int = 0

    async def live(self, steps: int) -> None:
        """Do so many things, beginning with a lead of one's own."""
        ways = (self.create, self.update, self.undo, self.read)
        for number in range(steps):
            await (self.drawn.choices(ways, (1, 5, 2, 3))[0] if number else self.create)()
            self.shared.one_more()

    async def create(self) -> None:
        self._names += 1
        name = f"{self.user}{''.join(self.drawn.choices('bdfgklmnprstvz', k=9))}".capitalize()
        phone = f"98{self.drawn.randrange(10**8):08}"
        self.shared.leads.append(name)
        await self._propose(Kind.CREATE, name, f"new {name} {self._city()} {phone}")

    async def update(self) -> None:
        if self.shared.leads:
            name = self.drawn.choice(self.shared.leads[-6:])
            await self._propose(Kind.UPDATE, name, f"move {name} {self._city()}")

    async def undo(self) -> None:
        operation = self.shared.history.invoke(self.user, Kind.UNDO, sent=self._next())
        turn = await self._send("undo", operation.sent, until_answered=True)
        assert turn is not None
        self.shared.history.end(operation, Outcome.OK if turn["undone"] else Outcome.FAIL)

    async def read(self) -> None:
        if not self.shared.leads:
            return
        operation = self.shared.history.invoke(self.user, Kind.READ, self.drawn.choice(self.shared.leads[-6:]))
        try:
            answer = await self._one().ask("read", lead=operation.lead)
        except Died:
            return
        if "answer" in answer:
            found: list[str] = answer["answer"]  # type: ignore[assignment]
            operation.alive, operation.value = len(found), next(iter(found), None)
            self.shared.history.end(operation, Outcome.OK)

    async def _propose(self, kind: Kind, lead: str, words: str) -> None:
        """Ask for a card, and mostly say yes to it: at times twice at once, at times without waiting for the answer."""
        turn = await self._send("say", self._next(), words, until_answered=True)
        card = turn and turn["proposal"]
        if not card:
            return
        known = {"key": card["proposal"], "sent": self._next()}
        if self.drawn.random() < 0.15:
            operation = self.shared.history.invoke(self.user, Kind.CANCEL, lead, **known)
            await self._press("cancel", operation, card)
            return
        rows = {row["slot"]: row for row in card["rows"]}
        known["value"] = rows["city"]["value"]
        if kind is Kind.UPDATE:  # the card says which lead was found, which may be a namesake of one that is gone
            lead, known["saw"] = rows["lead"]["value"], rows["city"]["old"]
        await self._press("confirm", self.shared.history.invoke(self.user, kind, lead, **known), card)

    async def _press(self, button: str, operation: Operation, card: dict[str, Any]) -> None:
        twice = 2 if self.drawn.random() < 0.25 else 1
        patient = self.drawn.random() < 0.7
        words = (card["proposal"], card["hash"])
        sent = [self._send(button, operation.sent, *words, until_answered=patient) for _ in range(twice)]
        turns = [turn for turn in await asyncio.gather(*sent) if turn is not None]
        assert all(turn == turns[0] for turn in turns), "one message got two answers"
        if not turns:
            self.shared.history.end(operation, Outcome.UNKNOWN)
        elif button == "cancel":
            self.shared.history.end(operation, Outcome.FAIL if turns[0]["refusal"] else Outcome.OK)
        else:
            self.shared.history.end(operation, Outcome.OK if turns[0]["results"] else Outcome.FAIL)

    async def _send(self, do: str, sent: str, *words: str, until_answered: bool) -> dict[str, Any] | None:
        """Send a message to one of the processes; None where it got no answer, and is not sent again."""
        while True:
            try:
                answer = await self._one().ask(do, user=self.user, sent=sent, words=words)
            except Died:
                answer = {"error": "vendor"}
            if "answer" in answer:
                turn: dict[str, Any] = answer["answer"]
                return turn
            assert answer["error"] in UNCLEAR, answer
            if not until_answered:
                return None
            await asyncio.sleep(0)

    def _one(self) -> Served:
        return self.drawn.choice(self.shared.processes)

    def _next(self) -> str:
        self._sent += 1
        return f"{self.user} {self._sent}"

    def _city(self) -> str:
        return self.drawn.choice(CITIES)
