"""Makes turns as a broken agent would show them, for the tests of invariants."""

from __future__ import annotations

from nia.agent.turn import CardRow, CardView, Turn
from nia.evaluation.simulation.exchange import Exchange
from nia.evaluation.simulation.step import Means, Step
from nia.evaluation.stage.observed import LedgerEntry, Observed


def turn(**values: object) -> Turn:
    given = {"id": "t", "conversation": "c", "said": "", "reply": "Well.", "prose": "", "language": "en", **values}
    return Turn(**given)  # type: ignore[arg-type]


def card(tool: str = "create_task", proposal: str = "p1", **rows: object) -> CardView:
    lines = tuple(CardRow(slot, slot, str(value), raw=value) for slot, value in rows.items())  # type: ignore[arg-type]
    return CardView(proposal, f"hash of {proposal}", tool, "", lines, "?", "yes", "edit", "no")


def wrote(tool: str = "create_task", proposal: str | None = "p1", effect: str = "write", **args: object) -> LedgerEntry:
    return LedgerEntry("a1", tool, args, "u1", effect, proposal)  # type: ignore[arg-type]


def exchange(
    means: Means | None,
    shown: Turn | None = None,
    *,
    say: str | None = "well",
    waiting: str | None = None,
    actions: tuple[LedgerEntry, ...] = (),
    before: CardView | None = None,
    slots: dict[str, object] | None = None,
) -> Exchange:
    step = Step(say=say, means=means, slots=slots)  # type: ignore[arg-type]
    return Exchange(step, Observed(shown or turn(), waiting=waiting, actions=actions, card_before=before))
