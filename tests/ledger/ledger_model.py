"""What the ledger must come to, kept in plain Python: `test_ledger_holds.py` compares the real one with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

FIELDS = ("city", "status", "title")
TOGETHER = (frozenset({"city", "title"}),)
"""Fields that go back together or not at all."""


@dataclass
class Card:
    """A proposal as the model knows it. `saw`: which change of the lead was the latest when it was shown.

    `undoes`: the action of which it gives back but `values`, as others changed the rest since.
    """

    user: str
    conversation: str
    tool: str
    lead: str
    values: Mapping[str, object]
    saw: int
    expires_at: datetime
    state: str = "waiting"
    undoes: Done | None = None


@dataclass
class Done:
    """An action: what it changed of its lead, and what was there before."""

    user: str
    conversation: str
    lead: str
    before: dict[str, object]
    at: datetime
    undone: bool = False


@dataclass
class Model:
    """Leads by id: their values, and how often each was changed. Cards by proposal, actions in order.

    `undos`: those that took back the whole of an action, at once and without a card.
    """

    leads: dict[str, dict[str, object]] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    actions: list[Done] = field(default_factory=list)
    undos: int = 0

    def propose(self, proposal: str, card: Card) -> None:
        self.close(card.conversation, "superseded")
        self.cards[proposal] = card

    def close(self, conversation: str, state: str) -> None:
        for card in self.cards.values():
            if card.conversation == conversation and card.state == "waiting":
                card.state = state

    def verdict(self, proposal: str, user: str, now: datetime) -> str:
        """Return what a yes of `user` comes to: `done`, `repeated`, `stale` or `refused`."""
        card = self.cards[proposal]
        if card.user != user:
            return "refused"
        if card.state == "done":
            return "repeated"
        if card.state != "waiting" or card.expires_at <= now:
            return "refused"
        lead = self.leads.get(card.lead)
        gone = card.tool != "create_lead" and (lead is None or lead["deleted"])
        return "stale" if gone or self.changed.get(card.lead, 0) != card.saw else "done"

    def take_effect(self, proposal: str, lead: str, now: datetime) -> None:
        card = self.cards[proposal]
        card.state = "done"
        if card.undoes is not None:
            self._give_back(card.undoes, card.values)
            return
        if card.tool == "create_lead":
            self.leads[lead] = {**dict.fromkeys(FIELDS), "status": "new", **card.values, "deleted": False}
            before: dict[str, object] = {"deleted": True}
        else:
            after = {"deleted": True} if card.tool == "delete_lead" else card.values
            before = {k: self.leads[lead][k] for k, v in after.items() if self.leads[lead][k] != v}
            self.leads[lead].update(after)
        if before:
            self.changed[lead] = self.changed.get(lead, 0) + 1
        self.actions.append(Done(card.user, card.conversation, lead, before, now))

    def to_undo(self, user: str, conversation: str) -> Done | None:
        """Return the action that "undo" means. Everything here happens within a day."""
        mine = [one for one in self.actions if one.user == user and not one.undone]
        here = [one for one in mine if one.conversation == conversation]
        return (here or mine or [None])[-1]

    def _since(self, action: Done) -> list[Done]:
        """Return what still stands of the later changes to the action's lead."""
        later = self.actions[self.actions.index(action) + 1 :]
        return [one for one in later if one.lead == action.lead and one.before and not one.undone]

    def may_undo(self, action: Done) -> bool:
        """Tell whether nothing that still stands changed the lead since."""
        return not self._since(action)

    def rest_of(self, action: Done) -> dict[str, object]:
        """Return what can be given back where something was changed since; empty where nothing can."""
        changed = {name for one in self._since(action) for name in one.before}
        if "deleted" in changed:
            return {}
        held = changed.union(*(group for group in TOGETHER if group & changed)) | {"deleted"}
        return {name: value for name, value in action.before.items() if name not in held}

    def undo(self, action: Done) -> None:
        self.undos += 1
        self._give_back(action, action.before)

    def _give_back(self, action: Done, values: Mapping[str, object]) -> None:
        action.undone = True
        lead = self.leads[action.lead]
        if any(lead[name] != value for name, value in values.items()):
            self.changed[action.lead] += 1
        lead.update(values)
