"""The agent as faces and embedding apps use it: a turn in, a `Turn` out. Made by `nia.create_agent`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from langchain_core.messages import HumanMessage
from langchain_core.runnables import RunnableConfig

from nia.accounts.principal import Principal
from nia.accounts.who import signed_in
from nia.agent.graph import Compiled
from nia.agent.runtime import Runtime
from nia.agent.state import State
from nia.agent.streaming import Event, events_of
from nia.agent.turn import Turn
from nia.agent.welcome import welcome
from nia.clock import Clock
from nia.config import Settings
from nia.memory import feedback, history
from nia.memory.lease import LeaseLost
from nia.store.database import Database
from nia.store.text import storable
from nia.understanding.port import Json

User = Principal | str
SENT_AGAIN = 2


@dataclass(frozen=True, slots=True)
class ConversationInfo:
    """A conversation in a list of them."""

    id: str
    title: str
    updated_at: datetime
    turns: int


class Agent:
    """NIA, open on one installation. Close it with `close()`, or use it as an async context manager."""

    def __init__(self, settings: Settings, runtime: Runtime, graph: Compiled, resources: AsyncExitStack) -> None:
        self.settings = settings
        self.runtime = runtime
        self.graph = graph
        self._resources = resources

    @property
    def database(self) -> Database:
        """The open database."""
        return self.runtime.database

    @property
    def clock(self) -> Clock:
        """The clock that turns are dated by."""
        return self.runtime.clock

    async def turn(
        self,
        text: str,
        *,
        user: User,
        conversation: str,
        client_id: str | None = None,
        channel: str = "text",
        seen: str | None = None,
    ) -> Turn:
        """Answer `text`. `user` is a principal, an id or a mail address; a known `client_id` gets its recorded answer.

        `seen` is the proposal of the card that this client showed last ("" for none): a yes is to that one, and where
        another was shown since, in another tab or by voice, NIA asks. Without it, the conversation's last card counts.
        Raises `PermissionDenied` where nobody active is meant by `user`, `NotFound` for a conversation of
        somebody else, `StoreError` where the database fails. Sending it again helps after `VendorError`, where the
        turns before it took too long, and `LeaseLost`, where it stood still. What the user can mend is answered.
        """
        return await self._answer(self._input(text, user, conversation, client_id, channel, seen))

    async def stream(
        self,
        text: str,
        *,
        user: User,
        conversation: str,
        client_id: str | None = None,
        channel: str = "text",
        seen: str | None = None,
    ) -> AsyncIterator[Event]:
        """Answer `text` and tell of each step as it is done; the last event is the finished turn."""
        given = self._input(text, user, conversation, client_id, channel, seen)
        async with self._announced(given), aclosing(events_of(self.graph, given, self._config(given))) as events:
            async for event in events:
                yield event

    async def confirm(
        self, proposal: str, hash: str, *, user: User, conversation: str, client_id: str | None = None
    ) -> Turn:
        """Confirm the card with this proposal and hash, as its button does."""
        return await self._press("confirm", proposal, hash, user, conversation, client_id)

    async def edit(
        self,
        proposal: str,
        hash: str,
        values: Mapping[str, Json],
        *,
        user: User,
        conversation: str,
        client_id: str | None = None,
    ) -> Turn:
        """Change slots of the card; a new card answers. Values are as typed ("6 lakh") or as JSON."""
        return await self._press("edit", proposal, hash, user, conversation, client_id, values=dict(values))

    async def cancel(
        self, proposal: str, hash: str, *, user: User, conversation: str, client_id: str | None = None
    ) -> Turn:
        """Cancel the card."""
        return await self._press("cancel", proposal, hash, user, conversation, client_id)

    async def undo(self, *, user: User, conversation: str, client_id: str | None = None) -> Turn:
        """Take back the user's latest action, as the words "undo" do."""
        return await self._press("undo", "", "", user, conversation, client_id)

    async def welcome(self, *, user: User, conversation: str) -> Turn | None:
        """Show a card again that still waits from an earlier session of this user; None where none waits."""
        return await welcome(self, user, conversation)

    async def show_again(self, user: Principal, conversation: str) -> Turn:
        """Show the card that waits, of this conversation or of an earlier session, in a turn without words."""
        given = self._input("", user, conversation, None, "session")
        given["press"] = {"kind": "show"}
        return await self._answer(given)

    async def history(self, conversation: str, *, user: User, limit: int = 200) -> list[Turn]:
        """Return the latest turns of the conversation, oldest first."""
        principal = await self._principal(user)
        async with self.database.read() as session:
            rows = await history.turns(session, conversation, principal, limit)
        return [Turn.from_dict(row.record) for row in rows if row.record is not None]

    async def conversations(self, *, user: User, limit: int = 20, offset: int = 0) -> Sequence[ConversationInfo]:
        """Return the user's conversations, latest first."""
        principal = await self._principal(user)
        async with self.database.read() as session:
            rows = await history.conversations(session, principal, limit, offset)
        return [ConversationInfo(row.id, row.title, row.updated_at, row.turns) for row in rows]

    async def feedback(self, turn_id: str, value: Literal[-1, 1], reason: str | None = None, *, user: User) -> str:
        """Keep what the user thinks of a turn of theirs, 1 good or -1 bad, and return its id.

        A later one replaces it. Raises `NotFound` for a turn of somebody else, `Invalid` for another value.
        """
        principal, now = await self._principal(user), self.clock.now()
        async with self.database.begin() as session:
            kept = await feedback.give(session, turn_id, value, reason, principal, now=now, ids=self.runtime.new_id)
            return kept.id

    async def close(self) -> None:
        """Give back the database and the checkpoints."""
        await self._resources.aclose()

    async def __aenter__(self) -> Agent:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()

    async def _principal(self, user: User) -> Principal:
        if isinstance(user, Principal):
            return user
        async with self.database.read() as session:
            return await signed_in(session, user)

    async def _press(
        self,
        kind: str,
        proposal: str,
        hash_: str,
        user: User,
        conversation: str,
        client_id: str | None,
        values: dict[str, Json] | None = None,
    ) -> Turn:
        given = self._input(f"[{kind}]", user, conversation, client_id, "button")
        given["press"] = {"kind": kind, "proposal": proposal, "hash": hash_, "values": values or {}}
        return await self._answer(given)

    def _input(
        self,
        text: str,
        user: User,
        conversation: str,
        client_id: str | None,
        channel: str,
        seen: str | None = None,
    ) -> State:
        message_id = storable(client_id or self.runtime.new_id())
        given = {
            "messages": [HumanMessage(storable(text), id=message_id)],
            "user": storable(user.id if isinstance(user, Principal) else user),
            "conversation": storable(conversation),
            "client_id": message_id,
            "channel": channel,
            "seen": seen,
            "press": None,
        }
        return cast("State", given)  # the node hear adds what was kept of the conversation

    async def _answer(self, given: State) -> Turn:
        """Run a turn. One that lost its conversation is sent again, as its user would. Nothing is done twice."""
        for _ in range(SENT_AGAIN):
            with suppress(LeaseLost):
                return await self._run(given)
        return await self._run(given)

    async def _run(self, given: State) -> Turn:
        async with self._announced(given):
            return _finished(await self.graph.ainvoke(given, self._config(given), durability="exit"))

    def _announced(self, given: State) -> AbstractAsyncContextManager[None]:
        return self.runtime.turns.arrivals.announced(given["conversation"], given["client_id"])

    def _config(self, given: State) -> RunnableConfig:
        return {"configurable": {"thread_id": given["conversation"]}, "recursion_limit": 60}


def _finished(state: Mapping[str, Any]) -> Turn:
    turn = state["work"].replayed
    assert isinstance(turn, Turn)
    return turn
