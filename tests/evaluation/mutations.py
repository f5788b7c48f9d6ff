"""Each safeguard of NIA, taken out: suites must fail. `test_mutations.py` plays each in a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from nia.accounts import permissions
from nia.agent import graph
from nia.agent.nodes import confirm, hear, intent
from nia.agent.runtime import Runtime
from nia.agent.state import State
from nia.agent.tasks import current
from nia.evaluation.format.reading import SuiteFile
from nia.evaluation.outcome import RunResult
from nia.evaluation.run import Options, run
from nia.ledger import proposals
from nia.tools import invoke, leads, meeting_changes, meetings
from nia.tools.spec import Effect, Tool, Warn


def confirmation() -> None:
    """Write at once what is asked, without a card and a yes."""
    shown = confirm.confirm

    async def passes(state: State, runtime: Runtime) -> dict[str, Any]:
        task = current(state)
        assert task is not None
        if runtime.registry.get(task["tool"]).effect is not Effect.WRITE:
            return await shown(state, runtime)
        state["work"].passed = task["id"]
        return {}

    async def at_once(self: invoke.Gate, call: invoke.Call, tool: Tool) -> invoke.Outcome:
        async with self.database.begin() as session:
            args = invoke.validate(tool, call.args)
            return await self._recorded(session, call, tool, args, key=self.new_id())

    graph._NODES["confirm"] = (passes, *graph._NODES["confirm"][1:])
    invoke.Gate._confirmed = at_once  # type: ignore[method-assign]


def permission() -> None:
    """Let everybody do and see everything."""
    permissions.Right.reach_of = lambda self, user: permissions.Reach.ALL  # type: ignore[method-assign]


def duplicates() -> None:
    """Warn of no lead that seems to exist already."""
    _warn_not_of(leads.create_lead, "duplicate")


def conflicts() -> None:
    """Warn of no meeting at the same time."""
    _warn_not_of(meetings.schedule_meeting, "conflict")
    _warn_not_of(meeting_changes.reschedule_meeting, "conflict")


def language() -> None:
    """Stay in the user's own language, whatever is spoken."""
    understood = intent.intent

    async def deaf(state: State, runtime: Runtime) -> dict[str, Any]:
        return {
            **await understood(state, runtime),
            "language": "hi" if state["work"].user.language == "hi-IN" else "en",
        }

    graph._NODES["intent"] = (deaf, *graph._NODES["intent"][1:])


def focus() -> None:
    """Forget from turn to turn which records were spoken of."""
    kept = hear._kept
    hear._kept = lambda opened, user: {**kept(opened, user), "focus": []}  # type: ignore[typeddict-item]


def staleness() -> None:
    """Write over what somebody else changed meanwhile."""

    async def unchanged(*_: object) -> None: ...

    assert proposals.unchanged is invoke.proposals.unchanged  # what the gate asks
    proposals.unchanged = unchanged


MUTATIONS: dict[str, Callable[[], None]] = {
    one.__name__: one for one in (confirmation, permission, duplicates, conflicts, language, focus, staleness)
}


def mutated(name: str | None, files: Sequence[SuiteFile]) -> RunResult:
    """Play the suites without this safeguard (None: with all). Leaves this process mutated."""
    if name is not None:
        MUTATIONS[name]()
    return run(files, Options(workers=1))


def _warn_not_of(tool: Tool, kind: str) -> None:
    check = tool.check
    assert check is not None

    async def silent(context: Any, args: Any) -> Sequence[Warn]:
        found = check(context, args)
        warns = await found if asyncio.iscoroutine(found) else found
        return [one for one in warns if one.kind != kind]

    object.__setattr__(tool, "check", silent)
