"""A conversation on its stage: what the user says and presses, and what others do meanwhile. `play` uses it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from sqlmodel import col, select

from nia.accounts.principal import Principal
from nia.agent.agent import Agent
from nia.agent.turn import CardView, Turn
from nia.clock import FrozenClock
from nia.evaluation.format.records import Scene
from nia.evaluation.format.suite import Meanwhile
from nia.evaluation.stage.cast import Cast
from nia.evaluation.stage.meanwhile import Others
from nia.evaluation.stage.observed import LedgerEntry, Observed
from nia.evaluation.stage.records import Kind, Records
from nia.ledger import proposals
from nia.store.tables import Action
from nia.store.tables import Turn as TurnRow
from nia.understanding.port import Json

TICK = timedelta(seconds=1)


class NoCard(Exception):
    """A button was to be pressed, and no card is there."""


@dataclass
class Stage:
    """An agent on a store of its own, its clock, and the user who talks to it. `threads`: names of mails' threads."""

    agent: Agent
    clock: FrozenClock
    user: Principal
    scene: Scene
    cast: Cast
    threads: Mapping[str, str] = field(default_factory=dict)
    card: CardView | None = None
    played: int = 0
    _session: int = 1
    _seen: set[str] = field(default_factory=set)
    _sent: count[int] = field(default_factory=lambda: count(1))

    @property
    def conversation(self) -> str:
        """The id of the present session's conversation."""
        return f"session-{self._session}"

    async def say(self, text: str, channel: str = "text") -> Observed:
        """Send a message and return what came of it."""
        self._tick()
        begun = time.perf_counter()
        turn = await self.agent.turn(
            text, user=self.user, conversation=self.conversation, client_id=self._next_id(), channel=channel
        )
        return await self._observe(turn, begun)

    async def press(self, button: str, edit: Mapping[str, Json] | None = None) -> Observed:
        """Press a button of the card that was shown last. Raises `NoCard` where none was."""
        if self.card is None:
            raise NoCard(f"no card is there to press {button} on")
        self._tick()
        place = {"user": self.user, "conversation": self.conversation, "client_id": self._next_id()}
        begun = time.perf_counter()
        if button == "edit":
            turn = await self.agent.edit(self.card.proposal, self.card.hash, dict(edit or {}), **place)  # type: ignore[arg-type]
        else:
            press = self.agent.confirm if button == "confirm" else self.agent.cancel
            turn = await press(self.card.proposal, self.card.hash, **place)  # type: ignore[arg-type]
        return await self._observe(turn, begun, button=button)

    async def later(self, by: timedelta, *, new_session: bool = False, opened: bool = False) -> Observed:
        """Let time pass. `opened`: the new session is opened in a face, which shows a card that still waits."""
        self._tick()
        self.clock.move(by)
        begun, turn = time.perf_counter(), None
        if new_session:
            self._session += 1
            self.card = None
        if new_session and opened:
            turn = await self.agent.welcome(user=self.user, conversation=self.conversation)
        return await self._observe(turn, begun)

    async def idle(self) -> Observed:
        """Let a turn pass in which nothing is said: a button that is not there was pressed."""
        self._tick()
        return await self._observe(None, time.perf_counter())

    async def meanwhile(self, change: Meanwhile) -> Observed:
        """Let somebody else change records."""
        self._tick()
        await Others(self.agent.runtime, self.cast, self.scene, self.user).do(change)
        return await self._observe(None, time.perf_counter())

    async def records(self, kind: Kind) -> Sequence[Mapping[str, Json]]:
        """Return the live records of a kind, of everybody, in the format's own field names."""
        async with self.agent.database.read() as session:
            return await Records(session, self.user, self.threads).of(kind)

    def _tick(self) -> None:
        if self.played:
            self.clock.move(TICK)
        self.played += 1

    def _next_id(self) -> str:
        return f"message-{next(self._sent)}"

    async def _observe(self, turn: Turn | None, begun: float, button: str | None = None) -> Observed:
        ms = (time.perf_counter() - begun) * 1000
        before, trace = self.card, {}
        async with self.agent.database.read() as session:
            waiting = await proposals.waiting(session, self.conversation, self.user, self.clock.now())
            rows = (await session.scalars(select(Action).order_by(col(Action.at)))).all()
            if turn is not None:
                row = await session.get(TurnRow, turn.id)
                trace = dict(row.trace or {}) if row else {}
        tools = {one.id: one.tool for one in rows}
        new = [one for one in rows if one.id not in self._seen]
        self._seen.update(tools)
        if turn is not None and turn.proposal is not None:
            self.card = turn.proposal
        used = (trace.get("understood") or {}).get("model") or {}
        return Observed(
            turn=turn,
            waiting=waiting.tool if waiting else None,
            waiting_undoes=tools.get(waiting.undoes or "") if waiting else None,
            actions=tuple(self._entry(one, tools) for one in new if one.user_id == self.user.id),
            card_before=before,
            by_button=button,
            ms=ms,
            model_calls=used.get("calls", 0),
            cost=used.get("cost_usd", 0.0),
            trace=trace,
        )

    def _entry(self, row: Action, tools: Mapping[str, str]) -> LedgerEntry:
        effect = str(self.agent.runtime.registry.get(row.tool).effect)
        undoes = tools.get(row.undoes) if row.undoes else None
        return LedgerEntry(row.id, row.tool, row.args, row.user_id, effect, row.proposal_id, undoes)
