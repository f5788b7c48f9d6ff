"""The one gate: permission, validation, confirmation, run, record. Every face and job reaches a tool through it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal
from nia.clock import Clock
from nia.config import Company, default_config_dir
from nia.errors import ConfirmationNeeded, VendorError
from nia.ids import IdSource
from nia.ledger import actions, proposals, receipts, undo
from nia.ledger.changes import Changes
from nia.ledger.proposals import NotConfirmable, State
from nia.ledger.receipts import Witnessed
from nia.ledger.signing import Signer
from nia.memory.lease import holding
from nia.store.database import Database
from nia.store.tables import Proposal
from nia.tools.outcome import Outcome, plain_result, recorded_before
from nia.tools.registry import Registry
from nia.tools.spec import Effect, Preview, Result, Tool, ToolContext, Warn
from nia.tools.validation import plain, validate
from nia.understanding.port import Json

EARLIER = "earlier"
"""In a proposal to undo several actions at once: the ids of those before the newest, newest first."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The yes of a user: to this proposal, as hashed. Made from a button or from the user's own words only."""

    proposal_id: str
    hash: str


@dataclass(frozen=True, slots=True)
class Call:
    """A request to run a tool. For a write, `confirmation` decides what runs: the proposal's own arguments.

    `said`: the user's words that asked for it or confirmed it, for the receipt. `fence`: what the turn holds its
    conversation by; the effect commits only while it does. None outside a turn.
    """

    tool: str
    user: Principal
    args: Mapping[str, Json] = field(default_factory=dict)
    confirmation: Confirmation | None = None
    actor: str = "user"
    language: str = "en"
    conversation_id: str | None = None
    turn_id: str | None = None
    said: str | None = None
    fence: int | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A call that would be allowed: its validated arguments, what to warn of, what it would change."""

    tool: Tool
    args: Mapping[str, Json]
    warns: tuple[Warn, ...]
    preview: Preview


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate of one installation. `signer` vouches for what it records; the default's key ends with the process."""

    database: Database
    registry: Registry
    company: Company
    clock: Clock
    new_id: IdSource
    config_dir: Path = field(default_factory=default_config_dir)
    signer: Signer = field(default_factory=Signer.passing)

    async def prepare(self, call: Call) -> Prepared:
        """Check permission and arguments of a write, and look at what it would do. Nothing is written."""
        tool = self.registry.get(call.tool)
        tool.right.reach_of(call.user)
        args = validate(tool, call.args)
        async with self.database.read() as session:
            context = self._context(session, call, tool)
            warns = tuple(await tool.check(context, args)) if tool.check else ()
            preview = await tool.preview(context, args) if tool.preview else Preview()
        # What unsaid slots will become is part of what is shown and confirmed, not found out later.
        return Prepared(tool, {**preview.defaults, **plain(args)}, warns, preview)

    async def invoke(self, call: Call) -> Outcome:
        """Run a tool. Raises `ConfirmationNeeded` for a write without one, and any `NiaError` of the tool's own.

        Raises `LeaseLost`, and has no effect, where another turn took over the conversation of the call's.
        """
        tool = self.registry.get(call.tool)
        tool.right.reach_of(call.user)
        if tool.effect is Effect.READ:
            async with self.database.read() as session:
                args = validate(tool, call.args)
                return Outcome(tool.name, plain(args), await self._run(session, call, tool, args))
        if tool.effect is Effect.WRITE:
            return await self._confirmed(call, tool)
        async with self._effect(call) as session:
            args = validate(tool, call.args)
            before = await actions.of_turn(session, call.turn_id, tool.name, plain(args))
            if before is not None:  # the turn died after it, and runs again
                return await recorded_before(session, before)
            return await self._recorded(session, call, tool, args, key=self.new_id())

    async def undo(self, call: Call, action_id: str) -> Outcome:
        """Run the stored inverse of one of the user's own actions, once. The user's own words or button came before."""
        async with self._effect(call) as session:
            return await self._take_back(session, call, action_id)

    def _effect(self, call: Call) -> AbstractAsyncContextManager[AsyncSession]:
        """Open the transaction of an effect, which commits only while the call's turn holds its conversation."""
        return holding(self.database, call.conversation_id, call.fence)

    async def _confirmed(self, call: Call, tool: Tool) -> Outcome:
        if call.confirmation is None:
            raise ConfirmationNeeded(f"{tool.name} needs a confirmed proposal")
        yes = call.confirmation
        try:
            async with self._effect(call) as session:
                return await self._claim_and_run(session, call, yes)
        except NotConfirmable as refused:
            if refused.state != State.DONE:
                raise
            return await self._as_recorded(yes)

    async def _claim_and_run(self, session: AsyncSession, call: Call, yes: Confirmation) -> Outcome:
        key = self.new_id()
        now, place = self.clock.now(), call.conversation_id
        proposal = await proposals.claim(
            session, yes.proposal_id, yes.hash, call.user, now=now, key=key, conversation_id=place
        )
        tool = self.registry.get(proposal.tool)
        tool.right.reach_of(call.user)
        await proposals.unchanged(session, proposal)
        if proposal.undoes is not None:
            first = await self._take_back(session, call, proposal.undoes, proposal)
            older = [str(one) for one in proposal.args.get(EARLIER, [])]
            return replace(first, others=tuple([await self._take_back(session, call, one) for one in older]))
        args = validate(tool, proposal.args)
        return await self._recorded(session, call, tool, args, key=key, proposal=proposal)

    async def _take_back(
        self, session: AsyncSession, call: Call, action_id: str, proposal: Proposal | None = None
    ) -> Outcome:
        action = await undo.locked(session, action_id)
        done = await undo.undone_in(session, action, call.user, call.turn_id)
        if done is not None:
            return await recorded_before(session, done)
        if action is None or action.user_id != call.user.id or action.inverse is None or action.undone_by:
            raise undo.NothingToUndo(action.tool if action else None)
        tool = self.registry.get(str(action.inverse["tool"]))
        # The card of an undo may offer but a part of the inverse: what nobody changed since.
        stored = {"records": proposal.args["records"]} if proposal is not None else action.inverse["args"]
        args = validate(tool, stored)
        outcome = await self._recorded(
            session, call, tool, args, key=f"undo:{action.id}", proposal=proposal, undoes=action.id
        )
        if not await undo.mark_undone(session, action.id, str(outcome.action_id)):
            raise undo.NothingToUndo(action.tool)
        return replace(outcome, undid=action.tool)

    async def _recorded(
        self,
        session: AsyncSession,
        call: Call,
        tool: Tool,
        args: BaseModel,
        *,
        key: str,
        proposal: Proposal | None = None,
        undoes: str | None = None,
    ) -> Outcome:
        """Run a tool and write its ledger entry, with its receipt, into the same transaction."""
        versions = proposal.versions if proposal is not None and undoes is None else {}
        context = replace(self._context(session, call, tool), versions=versions)
        result = await self._timed(tool, context, args)
        if undoes is not None:
            context.changes.messages += await undo.word_of_undo(session, undoes)
        entry = actions.Entry(
            id=self.new_id(),
            tool=tool.name,
            args=plain(args),
            result=plain_result(result),
            idempotency_key=key,
            actor=call.actor,
            at=context.now,
            proposal_id=proposal.id if proposal else None,
            conversation_id=call.conversation_id,
            turn_id=call.turn_id,
            undoes=undoes,
        )
        row = await actions.record(session, entry, call.user, context.changes, invertible=tool.no_inverse is None)
        await receipts.append(session, row, Witnessed(call.said, proposal.card if proposal else None), self.signer)
        return Outcome(tool.name, plain(args), result, row.id)

    async def _as_recorded(self, yes: Confirmation) -> Outcome:
        async with self.database.read() as session:
            action = await actions.of_proposal(session, yes.proposal_id)
            if action is None:
                raise NotConfirmable(State.DONE)
            return await recorded_before(session, action)

    async def _run(self, session: AsyncSession, call: Call, tool: Tool, args: BaseModel) -> Result:
        return await self._timed(tool, self._context(session, call, tool), args)

    async def _timed(self, tool: Tool, context: ToolContext, args: BaseModel) -> Result:
        try:
            async with asyncio.timeout(tool.timeout_s):
                return await tool.run(context, args)
        except TimeoutError as error:
            raise VendorError(f"{tool.name} took longer than {tool.timeout_s} s", retryable=True) from error

    def _context(self, session: AsyncSession, call: Call, tool: Tool) -> ToolContext:
        now = self.clock.now()
        return ToolContext(
            session=session,
            user=call.user,
            now=now,
            company=self.company,
            changes=Changes(session, call.user, now, self.new_id),
            right=tool.right,
            language=call.language,
            conversation_id=call.conversation_id,
            turn_id=call.turn_id,
            config_dir=self.config_dir,
        )
