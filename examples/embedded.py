"""NIA inside an app of your own: a wish, its card, a change on the card, a yes, a list, and an undo.

Run `nia demo load` once, then `python examples/embedded.py`.
"""

from __future__ import annotations

import asyncio

from nia import Settings, create_agent
from nia.agent.turn import Turn

REP = "asha@example.com"  # whoever your app has signed in: a user of NIA, by id or mail address
CONVERSATION = "embedded-example"  # one conversation of that user; NIA keeps its state


async def main() -> None:
    async with await create_agent(Settings()) as agent:
        turn = await agent.turn(
            "create a lead for Tara Bose from Sunrise Mills, 98300 45678, worth 5 lakh",
            user=REP,
            conversation=CONVERSATION,
        )
        card = turn.proposal
        assert card is not None
        print(turn.reply, end="\n\n")

        # The buttons of the card. What is edited gets a new card: only what was shown can be confirmed.
        turn = await agent.edit(card.proposal, card.hash, {"value": "6 lakh"}, user=REP, conversation=CONVERSATION)
        card = turn.proposal
        assert card is not None
        turn = await agent.confirm(card.proposal, card.hash, user=REP, conversation=CONVERSATION)
        print(turn.reply, [call.tool for call in turn.results], end="\n\n")

        async for event in agent.stream("find Sunrise Mills", user=REP, conversation=CONVERSATION):
            print(event.data.reply if isinstance(event.data, Turn) else event.data["node"])

        turn = await agent.undo(user=REP, conversation=CONVERSATION)
        print(turn.reply, list(turn.undone))


if __name__ == "__main__":
    asyncio.run(main())
