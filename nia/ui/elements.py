"""What a turn looks like in Chainlit: the props of its card and tables. `chat` sends them."""

from __future__ import annotations

import re
from dataclasses import asdict

from sqlalchemy.ext.asyncio import AsyncSession

from nia.agent.turn import CardView, Table
from nia.ledger.proposals import State
from nia.store.tables import Proposal
from nia.ui.texts import Texts
from nia.understanding.port import Json

CARD = "ConfirmationCard"  # public/elements/ConfirmationCard.jsx
TABLE = "RecordTable"  # public/elements/RecordTable.jsx
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!$])")


def card_props(card: CardView, texts: Texts) -> dict[str, Json]:
    """Return the props of a card that waits."""
    props: dict[str, Json] = asdict(card)
    props["state"] = State.WAITING.value
    props["receipt"] = ""
    props["texts"] = dict(texts.card)
    props["table"] = table_props(card.table, texts) if card.table else None
    return props


def settled(props: dict[str, Json], state: str, texts: Texts) -> dict[str, Json]:
    """Return the props of a card that was decided: its receipt, with nothing left to press."""
    return {**props, "state": state, "receipt": texts.settled.get(state, state)}


def table_props(table: Table, texts: Texts) -> dict[str, Json]:
    """Return the props of a table."""
    more = texts.table["more"].format(count=table.more) if table.more else ""
    rows: list[Json] = [list(row) for row in table.rows]
    return {"title": table.title, "columns": list(table.columns), "rows": rows, "more": more}


async def state_of(session: AsyncSession, proposal_id: str) -> str:
    """Return what became of a proposal that this face has shown; one that is gone has expired."""
    row = await session.get(Proposal, proposal_id)
    return row.state if row is not None else State.EXPIRED.value


def plain(text: str) -> str:
    """Return text that Chainlit shows as it is, not as Markdown: it holds what mails and people say."""
    return _MARKDOWN.sub(r"\\\1", text).replace("\n", "  \n")
