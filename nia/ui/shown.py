"""Shows a turn in Chainlit and keeps the cards already on the page true to the ledger. `chat` calls it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import chainlit as cl

from nia.agent.turn import CardView, Turn
from nia.ledger.proposals import State
from nia.store.database import Database
from nia.ui import elements
from nia.ui.texts import Texts, texts_for

_CARDS = "cards"  # in Chainlit's user session: the elements that still wait, by proposal
_NEWEST = "newest_card"  # there too: the proposal of the card that this tab showed last


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of one session."""

    database: Database
    texts: Mapping[str, Texts]

    async def show(self, turn: Turn) -> None:
        """Send the turn's prose, tables and card, and settle the cards that no longer wait."""
        await self._settle(turn.proposal)
        texts = texts_for(self.texts, turn.language)
        shown = [cl.CustomElement(name=elements.TABLE, props=elements.table_props(one, texts)) for one in turn.tables]
        if turn.closing:  # it speaks of what comes after the lists
            await cl.Message(elements.plain(turn.prose), elements=shown, metadata={"turn": turn.id}).send()
            shown = []
        if turn.proposal is not None:
            card = cl.CustomElement(name=elements.CARD, props=elements.card_props(turn.proposal, texts))
            _cards()[turn.proposal.proposal] = card
            cl.user_session.set(_NEWEST, turn.proposal.proposal)
            shown.append(card)
        prose = turn.closing or (turn.prose if shown else turn.reply)
        await cl.Message(elements.plain(prose), elements=shown, metadata={"turn": turn.id}).send()

    async def _settle(self, new: CardView | None) -> None:
        """Turn every card that was decided into its receipt; one that is shown anew disappears above."""
        for proposal, card in list(_cards().items()):
            if new is not None and new.proposal == proposal:
                await card.remove()
                continue
            async with self.database.read() as session:
                state = await elements.state_of(session, proposal)
            if state != State.WAITING:
                texts = texts_for(self.texts, str(card.props.get("language")))
                card.props = elements.settled(card.props, state, texts)
                del _cards()[proposal]
                await card.update()


def newest_card() -> str:
    """Return the proposal of the card that this tab showed last, "" where it showed none."""
    return str(cl.user_session.get(_NEWEST) or "")


def _cards() -> dict[str, cl.CustomElement]:
    cards = cl.user_session.get(_CARDS)
    if not isinstance(cards, dict):
        cards = {}
        cl.user_session.set(_CARDS, cards)
    return cards
