"""confirm: a write shows its card and waits for a yes; a read passes. `wait` then only signals that a card waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from langgraph.types import Command, interrupt

from nia.agent import cards
from nia.agent.focus import offered
from nia.agent.nodes.slots import refuse, unusable
from nia.agent.runtime import Runtime
from nia.agent.settle import Bad
from nia.agent.state import Offered, Say, SlotState, State, Task, Work
from nia.agent.tasks import current, plain_slots, waits_quietly
from nia.agent.turn import CardView
from nia.agent.wording import Wording, column_labels
from nia.errors import Invalid, NotFound, Refusal, UserError
from nia.ledger import inverses, proposals
from nia.ledger.proposals import Draft
from nia.memory.lease import holding
from nia.tools.invoke import Call, Prepared
from nia.tools.spec import Effect, Warn

ASKED_BEFORE_CARD = {"duplicate"}


async def confirm(state: State, runtime: Runtime) -> dict[str, Any]:
    """Propose the write on top of the stack and show its card."""
    work, task = state["work"], current(state)
    assert task is not None
    tool = runtime.registry.get(task["tool"])
    if tool.effect is not Effect.WRITE:
        work.passed = task["id"]
        return {}
    wording = runtime.wording(work.user, state["language"])
    try:
        prepared = await runtime.gate.prepare(call_of(task, work, state))
    except Invalid as error:
        changes = unusable(Bad(error.slot, error), task, tool, work)
        return {"tasks": [task, *state["tasks"][1:]], **changes}
    except UserError as error:
        if isinstance(error, NotFound) and task.get("versions"):
            _tell_that_it_is_gone(task, work)
        else:
            refuse(work, error)
        return {"tasks": state["tasks"][1:]}
    if cards.changes_nothing(prepared, wording):
        work.says.append(Say("says.already_so"))
        return {"tasks": state["tasks"][1:]}
    _take_normalised(task, prepared)
    shown = _warn(prepared, task, work, wording)
    if not task["blocked"]:
        await _tell_if_changed(prepared, task, work, runtime, wording)
        work.card = await propose(prepared, task, work, state, runtime)
        task["versions"] = dict(prepared.preview.versions)
    return {"tasks": [task, *state["tasks"][1:]], **({"offered": shown} if shown else {})}


def _tell_that_it_is_gone(task: Task, work: Work) -> None:
    """Say that the record of a card that was shown is no longer there, by its name, instead of that it changed."""
    names = [slot["value"] for slot in task["slots"].values() if isinstance(slot["value"], dict)]
    name = next((str(one["name"]) for one in names if one.get("name")), "")
    work.says = [say for say in work.says if say.key != "errors.changed"]
    work.says.append(Say("errors.gone", {"name": name}))
    work.refusal = Refusal.NOT_FOUND
    if "changed" not in work.warns:
        work.warns += ("changed",)


async def _tell_if_changed(prepared: Prepared, task: Task, work: Work, runtime: Runtime, wording: Wording) -> None:
    """Warn where a record was changed since the task's card was shown last, and say in which fields."""
    before, now = task.get("versions", {}), prepared.preview.versions
    outdated = {key: version for key, version in before.items() if now.get(key) != version}
    if not outdated or "changed" in work.warns:
        return
    async with runtime.database.read() as session:
        fields = await inverses.changed_since(session, outdated)
    work.warns += ("changed",)
    work.says.append(Say("errors.changed", {"changed": column_labels(fields, wording), "count": len(fields)}))


def _warn(prepared: Prepared, task: Task, work: Work, wording: Wording) -> list[Offered]:
    """Say the warnings; return what they offer: free times, or the records that are asked about before the card."""
    work.warns += tuple(warn.kind for warn in prepared.warns if warn.kind not in work.warns)
    work.times = tuple(time.astimezone(work.user.zone).isoformat() for warn in prepared.warns for time in warn.times)
    blocker = _blocker(prepared, task)
    if blocker is None:
        return offered((), [(start, wording.say("words.time", time=start)) for start in work.times])
    task["blocked"] = blocker.kind
    work.says.append(Say("says.plain", {"text": cards.warning_text(blocker, wording)}))
    work.says.append(Say(f"says.proceed_{blocker.kind}|says.proceed"))
    return offered(blocker.records)


def next_step(state: State) -> str:
    """Route onwards: a read or a small act runs, a card or a question goes to the user, a refused task gives way."""
    work, task = state["work"], current(state)
    if task is None or waits_quietly(task) or work.card or work.asks or work.offers or task["blocked"]:
        return "reply"
    return "act" if work.passed == task["id"] else "slots"


def wait(state: State) -> Command[str]:
    """Signal that a card waits. Whatever resumes it is a new message; the proposal is read again from the database."""
    said = interrupt({"card": state["card"], "reply": state["last_reply"]})
    if isinstance(said, dict):
        return Command(goto="hear", update=said)
    return Command(goto="hear", update={"messages": [("user", str(said))]})


def call_of(task: Task, work: Work, state: State) -> Call:
    """Return the call that a task has become."""
    return Call(
        tool=task["tool"],
        user=work.user,
        args=plain_slots(task),
        language=state["language"],
        conversation_id=work.conversation,
        turn_id=work.opened.turn_id,
        said=work.said,
        fence=work.opened.fence,
    )


def _take_normalised(task: Task, prepared: Prepared) -> None:
    """Keep slots that stand for each other as the tool read them: an end became minutes, a shift a start."""
    for group in prepared.tool.either:
        for name in group:
            if name in prepared.args:
                task["slots"][name] = SlotState(value=prepared.args[name], text="", resolved=True)
            else:
                task["slots"].pop(name, None)


def _blocker(prepared: Prepared, task: Task) -> Warn | None:
    """Return the warning that is asked about before the card, unless the user said to go on."""
    open_ = (warn for warn in prepared.warns if warn.kind in ASKED_BEFORE_CARD)
    return next((warn for warn in open_ if warn.kind not in task["accepted"]), None)


async def propose(
    prepared: Prepared, task: Task, work: Work, state: State, runtime: Runtime, undoes: str | None = None
) -> CardView:
    """Store the proposal of a write and return its card as it is shown."""
    card = cards.build(prepared, task, runtime.wording(work.user, state["language"]))
    draft = Draft(
        tool=prepared.tool.name,
        args=prepared.args,
        versions=prepared.preview.versions,
        card=cards.stored(card, tuple(warn.kind for warn in prepared.warns)),
        undoes=undoes,
    )
    async with holding(runtime.database, work.conversation, work.opened.fence) as session:
        row = await proposals.propose(
            session,
            draft,
            work.user,
            proposal_id=runtime.new_id(),
            now=runtime.clock.now(),
            valid_for=timedelta(hours=runtime.company.proposal_hours),
            conversation_id=work.conversation,
            turn_id=work.opened.turn_id,
        )
        row.delivered_at = row.created_at
    return cards.identified(card, row)
