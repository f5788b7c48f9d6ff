"""reply: words the turn from its recorded results, closes its row, and gives the lease back."""

from __future__ import annotations

from typing import Any

from langchain_core.messages import AIMessage
from langgraph.graph import END

from nia.agent.nodes.intent import SOCIAL
from nia.agent.replies import compose
from nia.agent.runtime import Runtime
from nia.agent.state import Card, Kept, LastTurn, State, Work
from nia.agent.trace import trace_of
from nia.ledger import proposals
from nia.memory.lease import holding
from nia.understanding.port import Act


async def reply(state: State, runtime: Runtime) -> dict[str, Any]:
    """Compose the reply, write it into the turn's row, and say which card was delivered last."""
    work = state["work"]
    if work.replayed is not None:
        return {"messages": [AIMessage(work.replayed.reply)]}
    turn = compose(state, work, runtime)
    card = await _card(state, work, runtime)
    repeats = work.understanding is not None and work.understanding.act is Act.REPEAT
    repeats = repeats and work.brought is None
    kept = Kept(
        tasks=state["tasks"],
        focus=state["focus"],
        offered=state["offered"],
        card=card,
        language=state["language"],
        last_reply=state["last_reply"] if repeats else turn.reply,
        read=state.get("read"),
        last_turn=LastTurn(seq=work.opened.seq, actions=[ran.action for ran in work.ran if ran.action] or work.acted),
    )
    await runtime.turns.close(work.opened, work.conversation, turn.as_dict(), trace_of(work), kept)
    work.replayed = turn
    return {**kept, "messages": [AIMessage(turn.reply)], "client_id": "", "press": None}


async def _card(state: State, work: Work, runtime: Runtime) -> Card | None:
    """Return the card that a yes would now confirm. One that is no longer what was shown last is closed."""
    if work.card is None and _leaves_the_card(work):
        return state["card"]
    if work.waiting is not None and (work.card is None or work.brought):  # a new card took an old one's place here
        act = work.understanding.act if work.understanding else None
        became = proposals.State.CANCELLED if act in (Act.DENY, Act.CANCEL) else proposals.State.SUPERSEDED
        async with holding(runtime.database, work.conversation, work.opened.fence) as session:
            await proposals.close(session, work.waiting["id"], became, runtime.clock.now())
    return Card(proposal=work.card.proposal, hash=work.card.hash) if work.card is not None else None


def _leaves_the_card(work: Work) -> bool:
    """Tell whether the turn was but talk beside a card that was shown in this session."""
    understood = work.understanding
    talk = understood is None or understood.act in SOCIAL or understood.by == "stale"
    return work.waiting is not None and work.brought is None and talk


def next_step(state: State) -> str:
    """Route onwards: a run that showed a card ends in waiting for the answer to it."""
    return "wait" if state.get("card") else END
