"""What a persona wants: a tool with the values that it is to end with. `goal_drawing` makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nia.evaluation.simulation.manner import Whim
from nia.understanding.port import Json

ACTS = frozenset({"remember"})
READS = frozenset(
    {
        "find_leads",
        "get_lead",
        "lead_history",
        "list_tasks",
        "list_meetings",
        "list_emails",
        "summarize_emails",
        "my_day",
        "sales_report",
        "draft_email",
        "recall",
    }
)


@dataclass(frozen=True, slots=True)
class Value:
    """What a slot is to hold: `value` as a card's row has it (a record by its name), `words` as it is said."""

    value: Json
    words: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A wish. `slots` is what it ends with; `first` is said at first where the persona changes its mind.

    `opening`: the slots that the first sentence holds; the others are told when they are asked for.
    `unknown`: slots that the persona cannot tell. `reachable`: whether it can be done at all (a lead
    without phone and address cannot, and another team's lead must not be found). `with_next`: it is said
    in one sentence with the goal after it.
    """

    tool: str
    slots: Mapping[str, Value]
    opening: tuple[str, ...]
    whim: Whim = Whim.NONE
    first: Mapping[str, Value] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    reachable: bool = True
    with_next: bool = False

    @property
    def reads(self) -> bool:
        """Tell whether it only looks something up."""
        return self.tool in READS

    @property
    def writes(self) -> bool:
        """Tell whether it shows a card and waits for a yes."""
        return self.tool not in READS and self.tool not in ACTS

    @property
    def leaves_a_trace(self) -> bool:
        """Tell whether what it wants is to be in the records in the end."""
        return self.writes and self.reachable and not self.whim.leaves_nothing

    @property
    def at_first(self) -> Mapping[str, Value]:
        """The slots as they are said at first."""
        return {**self.slots, **self.first}
