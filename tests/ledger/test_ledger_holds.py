"""The ledger under any order of cards, yeses, edits, cancels, undos and colleagues: it equals its model."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from nia.accounts.principal import Principal
from nia.errors import PermissionDenied, Stale
from nia.ledger import proposals
from nia.ledger.proposals import NotConfirmable, State
from nia.ledger.undo import NothingToUndo
from nia.store.database import Database
from nia.store.engines import engine_for
from nia.store.tables import Action, Lead, Proposal
from nia.store.url import parse_url
from nia.tools.invoke import Confirmation
from tests.ledger.ledger_model import FIELDS, Card, Done, Model
from tests.ledger.writer import VALID_FOR, Writer
from tests.world import open_world

T = TypeVar("T")
WHO = st.sampled_from(["asha", "vikram", "meera"])
ROOM = st.sampled_from(["1", "2"])
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "city": st.sampled_from(["Pune", "Goa"]),
        "status": st.sampled_from(["contacted", "qualified", "won"]),
        "title": st.sampled_from(["CEO", "CTO"]),
    },
).filter(bool)
PICK = st.integers(0, 10**6)


class LedgerMachine(RuleBasedStateMachine):
    """Two reps and their manager work on the same leads, each in two conversations."""

    @initialize()
    def open(self) -> None:
        self.runner, self.stack, self.model, self.named = asyncio.Runner(), AsyncExitStack(), Model(), 0
        self.runner.run(self._open())
        for user in ("asha", "vikram"):
            self.create_at_once(user, "1", {"city": "Pune"})

    async def _open(self) -> None:
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        url = f"sqlite+aiosqlite:///{Path(folder) / 'nia.db'}"
        self.world = await self.stack.enter_async_context(open_world(url))
        self.world.database = Database(engine_for(parse_url(url)))
        self.stack.push_async_callback(self.world.database.close)
        self.writer = Writer(self.world)
        for user in ("asha", "vikram", "meera"):
            await self.writer.converse(getattr(self.world, user), f"{user}1", f"{user}2")

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.runner.run(self.stack.aclose())
            self.runner.close()

    def run(self, work: Awaitable[T]) -> T:
        async def one() -> T:
            return await work

        self.world.clock.move(timedelta(seconds=1))
        return self.runner.run(one())

    @rule(user=WHO, room=ROOM, values=VALUES)
    def propose_a_lead(self, user: str, room: str, values: dict[str, str]) -> None:
        self.named += 1
        said = {"name": f"Lead {self.named}", "company": "Zenith", "email": f"a{self.named}@zenith.example"}
        self._propose(user, room, "create_lead", "", values, {**said, **values})

    def create_at_once(self, user: str, room: str, values: dict[str, str]) -> None:
        self.propose_a_lead(user, room, values)
        self.confirm(pick=0, latest=True, other=None, times=1)

    @rule(user=WHO, room=ROOM, values=VALUES, pick=PICK)
    def propose_a_change(self, user: str, room: str, values: dict[str, str], pick: int) -> None:
        lead = self._lead(pick)
        if not self.model.leads[lead]["deleted"]:
            self._propose(user, room, "update_lead", lead, values, {"lead": self._ref(lead), **values})

    @rule(room=ROOM, pick=PICK)
    def propose_to_delete(self, room: str, pick: int) -> None:
        lead = self._lead(pick)
        if not self.model.leads[lead]["deleted"]:
            self._propose("meera", room, "delete_lead", lead, {}, {"lead": self._ref(lead)})

    @rule(user=WHO, room=ROOM, values=VALUES, pick=PICK)
    def change_at_once(self, user: str, room: str, values: dict[str, str], pick: int) -> None:
        """Show a card and confirm it next, as most are: so that there is much to undo."""
        known = len(self.model.cards)
        self.propose_a_change(user, room, values, pick)
        if len(self.model.cards) > known:
            self.confirm(pick=0, latest=True, other=None, times=1)

    def _propose(
        self, user: str, room: str, tool: str, lead: str, values: dict[str, str], args: dict[str, object]
    ) -> None:
        who, conversation = getattr(self.world, user), user + room
        yes = self.run(self.writer.propose(who, tool, conversation=conversation, **args))
        expires_at = self.world.clock.now() + VALID_FOR
        saw = self.model.changed.get(lead, 0)
        self.model.propose(yes.proposal_id, Card(user, conversation, tool, lead, values, saw, expires_at))

    @rule(pick=PICK, latest=st.booleans(), other=st.none() | WHO, times=st.integers(1, 3))
    def confirm(self, pick: int, latest: bool, other: str | None, times: int) -> None:
        """Say yes: mostly to one's own latest card, at times to another's, to an old one, or several times at once."""
        keys = list(self.model.cards)
        key = keys[-1] if latest else keys[pick % len(keys)]
        user = other or self.model.cards[key].user
        self.world.clock.move(timedelta(seconds=1))
        expected = self.model.verdict(key, user, self.world.clock.now() + timedelta(seconds=1))
        for n, (seen, lead) in enumerate(self.run(self._confirm(key, user, times))):
            assert seen == (expected if n == 0 or expected in ("refused", "stale") else "repeated")
            if seen == "done":
                self.model.take_effect(key, lead, self.world.clock.now())

    async def _confirm(self, key: str, user: str, times: int) -> list[tuple[str, str]]:
        async with self.world.database.read() as session:
            card = await session.get_one(Proposal, key)
        yes, who = Confirmation(key, card.hash), getattr(self.world, user)
        said = [self.writer.confirm(who, card.tool, yes, card.conversation_id) for _ in range(times)]
        seen = []
        for one in await asyncio.gather(*said, return_exceptions=True):
            if isinstance(one, Stale | NotConfirmable | PermissionDenied):
                seen.append(("stale" if isinstance(one, Stale) else "refused", ""))
            elif isinstance(one, BaseException):
                raise one
            else:
                action = next(a for a in await self.writer.all(Action) if a.id == one.action_id)
                lead = (action.inverse or {"args": {"records": [{"id": ""}]}})["args"]["records"][-1]["id"]
                known = self.model.cards[key].lead
                seen.append(("repeated" if one.repeated else "done", known or str(lead)))
        return sorted(seen, key=lambda pair: pair[0])

    @rule(user=WHO, room=ROOM)
    def cancel(self, user: str, room: str) -> None:
        async def close() -> None:
            async with self.world.database.begin() as session:
                now = self.world.clock.now()
                await proposals.close_waiting(session, user + room, State.CANCELLED, now)

        self.run(close())
        self.model.close(user + room, "cancelled")

    @rule(pick=PICK)
    def undo_ones_own(self, pick: int) -> None:
        """Undo as somebody who did something, where they did it."""
        done = self.model.actions[pick % len(self.model.actions)]
        self.undo(done.user, done.conversation.removeprefix(done.user))

    @rule(user=WHO, room=ROOM)
    def undo(self, user: str, room: str) -> None:
        meant = self.model.to_undo(user, user + room)
        try:
            self.run(self.writer.undo(getattr(self.world, user), user + room))
        except NothingToUndo:
            assert meant is None or not meant.before
        except Stale:
            assert meant is not None
            assert not self.model.may_undo(meant)
            self._offer_rest(user, user + room, meant)
        else:
            assert meant is not None
            assert self.model.may_undo(meant)
            self.model.undo(meant)

    def _offer_rest(self, user: str, conversation: str, meant: Done) -> None:
        """Show the card for what nobody changed since, as NIA does; it is confirmed, or not, like any other."""
        who, rest = getattr(self.world, user), self.model.rest_of(meant)
        yes = self.run(self._proposed_rest(who, conversation))
        assert (yes is not None) == bool(rest)
        if yes is not None:
            expires_at, saw = self.world.clock.now() + VALID_FOR, self.model.changed[meant.lead]
            card = Card(user, conversation, "restore", meant.lead, rest, saw, expires_at, undoes=meant)
            self.model.propose(yes.proposal_id, card)

    async def _proposed_rest(self, who: Principal, conversation: str) -> Confirmation | None:
        return await self.writer.propose_rest(who, await self.writer.meant(who, conversation), conversation)

    @rule(user=WHO, colleague=WHO, room=ROOM, values=VALUES, theirs=VALUES, pick=PICK, take=st.booleans())
    def undo_what_a_colleague_changed_since(
        self,
        user: str,
        colleague: str,
        room: str,
        values: dict[str, str],
        theirs: dict[str, str],
        pick: int,
        take: bool,
    ) -> None:
        """Change a lead, let a colleague change it too, say undo, and take the card for the rest, or let it wait."""
        self.change_at_once(user, room, values, pick)
        self.change_at_once(colleague, "1", theirs, pick)
        known = len(self.model.cards)
        self.undo(user, room)
        if len(self.model.cards) > known and take:
            self.confirm(pick=0, latest=True, other=None, times=1 + pick % 2)

    @invariant()
    def the_database_is_what_was_confirmed_and_nothing_else(self) -> None:
        if not hasattr(self, "runner"):
            return
        leads, actions, cards = self.runner.run(self._stored())
        found = {
            lead.id: {**{name: getattr(lead, name) for name in FIELDS}, "deleted": bool(lead.deleted_at)}
            for lead in leads
        }
        assert found == self.model.leads
        done = sorted(card.id for card in cards if card.state == "done")
        assert done == sorted(key for key, card in self.model.cards.items() if card.state == "done")
        assert sorted(one.proposal_id for one in actions if one.proposal_id) == done
        assert len(actions) == len(done) + self.model.undos
        undone = [one for one in actions if one.undone_by]
        assert len(undone) == len({one.undone_by for one in undone}) == sum(one.undone for one in self.model.actions)

    async def _stored(self) -> tuple[list[Lead], list[Action], list[Proposal]]:
        return await self.writer.all(Lead), await self.writer.all(Action), await self.writer.all(Proposal)

    def _lead(self, pick: int) -> str:
        return list(self.model.leads)[pick % len(self.model.leads)]

    def _ref(self, lead: str) -> dict[str, str]:
        return {"kind": "lead", "id": lead, "name": "Lead"}


def hold(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_ledger_holds() -> None:
    hold(examples=15, steps=25)


@pytest.mark.proof
@pytest.mark.timeout(1800)  # some ten thousand steps
def test_the_ledger_holds_at_length() -> None:
    hold(examples=200, steps=60)
