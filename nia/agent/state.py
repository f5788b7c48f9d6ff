"""What the graph carries: a small, plain `State` that is kept between turns, and the `Work` of one turn that is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, NotRequired, TypedDict, cast

from langchain_core.messages import AnyMessage
from langgraph.channels import UntrackedValue
from langgraph.graph.message import add_messages

from nia.accounts.principal import Principal
from nia.agent.turn import CardView, Turn
from nia.memory.renewal import Renewal
from nia.memory.turns import Opened
from nia.store.tables import Action
from nia.tools.spec import RecordView, Result
from nia.understanding.port import Json, Understanding

KEPT_MESSAGES = 8
KEPT_FOCUS = 12


class SlotState(TypedDict, total=False):
    """A slot of a task. `resolved`: references were looked up and the value is final.

    `guessed`: nobody said it in so many words; it is dropped where it does not fit.
    `as_said`: the user kept to it when its likely mend was offered.
    `repeats`: it was said to come again; the value is the next time only.
    """

    value: Json
    text: str
    grain: str | None
    alternatives: list[Json]
    resolved: bool
    untrusted: bool
    day_said: bool
    guessed: bool
    problem: str | None
    as_said: bool
    repeats: bool


class OfferedValue(TypedDict):
    """A value that a question offered for a slot. `said`: what the user had said instead, where it was questioned."""

    slot: str
    value: str
    said: str | None


class Task(TypedDict):
    """A wish on its way to a result.

    `asked`: the slots that the last question about it asked for. `choosing`: the slot for which
    several records were offered, `choosing_at` the place of the meant one where the slot is a list.
    `address_of`: the new person whose mail address was asked for.
    `accepted`: warnings that the user said to go on in spite of.
    `lost`: it is about a record that was not found: another wish takes its place.
    `left`: another wish came between; `offered_again`: NIA came back to it once, and does not nag.
    `position`, `total`: "1 of 2" of one sentence.
    `offer`: the value that the last question offered for a slot, which a bare yes takes.
    `ahead`: the words for a time at which it shall be done, where it can only be done at once.
    `unsearched`: the words that narrow its list in vain, which the reply names.
    `versions`: what its card was shown on last, by "kind:id" of each record, to tell whether one changed since.
    """

    id: str
    tool: str
    slots: dict[str, SlotState]
    asked: list[str]
    choosing: str | None
    choosing_at: int | None
    address_of: str | None
    accepted: list[str]
    blocked: str | None
    lost: bool
    left: bool
    offered_again: bool
    position: int
    total: int
    ahead: NotRequired[str]
    unsearched: NotRequired[str]
    versions: NotRequired[dict[str, int]]
    offer: NotRequired[OfferedValue | None]


class Focus(TypedDict):
    """A record that was spoken of; `at` is an ISO 8601 instant. `fields` only for a draft, which has no row."""

    kind: str
    id: str
    name: str
    at: str
    fields: dict[str, Json]


class Card(TypedDict):
    """The last card delivered in this conversation."""

    proposal: str
    hash: str


class Offered(TypedDict):
    """A line of the list shown last; kind "time" for a free slot, whose id is its ISO 8601 start."""

    kind: str
    id: str
    name: str
    details: str


def _recent(old: list[AnyMessage], new: list[AnyMessage]) -> list[AnyMessage]:
    merged = cast("list[AnyMessage]", add_messages(old, new))  # type: ignore[arg-type]
    return merged[-KEPT_MESSAGES:]


@dataclass(slots=True)
class Say:
    """A sentence of the reply: the name of a text in the language files, and what fills it."""

    key: str
    values: dict[str, Json] = field(default_factory=dict)


@dataclass(slots=True)
class Ran:
    """A tool that ran in this turn."""

    tool: str
    args: dict[str, Json]
    result: Result
    is_read: bool
    ms: float
    action: str | None = None
    undid: str | None = None


@dataclass(slots=True)
class Work:
    """The work of one turn: what was understood and what came of it. It is never kept."""

    user: Principal
    conversation: str
    said: str
    opened: Opened
    renewal: Renewal
    press: dict[str, Any] | None = None
    replayed: Turn | None = None
    understanding: Understanding | None = None
    waiting: dict[str, Any] | None = None  # the proposal that waits: id, hash, tool, args, card, undoes
    brought: str | None = None  # the task of a card from an earlier session, which this turn opens with
    decided: str | None = None  # what became of a card whose button was pressed when it no longer waited
    confirmed: bool = False
    before_edit: dict[str, SlotState] | None = None  # the card's slots before its Edit button changed them
    refused_edit: str | None = None  # the slot for which Edit gave a value that cannot be
    matched: list[dict[str, Json]] = field(default_factory=list)  # words, the record they were taken for, and the score
    settled: str | None = None  # the task whose slots are final
    passed: str | None = None  # the task that may run
    says: list[Say] = field(default_factory=list)
    asks: tuple[str, ...] = ()
    offers: tuple[RecordView, ...] = ()
    times: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    tried: dict[str, Json] = field(default_factory=dict)  # the slots of what was refused as it ran
    ran: list[Ran] = field(default_factory=list)
    untold: list[Action] = field(default_factory=list)  # what turns before this one did that broke off without a reply
    acted: list[str] = field(default_factory=list)  # what the last turn did, where this one told it again
    card: CardView | None = None
    refusal: str | None = None
    intents: list[str] = field(default_factory=list)
    wishes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    steps: int = 0


class LastTurn(TypedDict):
    """The turn that left the state: its number, and the ids of its actions, or of those that it told again."""

    seq: int
    actions: list[str]


class Kept(TypedDict):
    """What a turn leaves to the next one, kept in the conversation's row: small, and plain JSON.

    `tasks`: the stack, the current one first. `card`: the one delivered last. `offered`: the list shown last.
    `read`: the tool and arguments of what was read last, where nothing was written since: "and last quarter?".
    """

    tasks: list[Task]
    focus: list[Focus]
    offered: list[Offered]
    card: Card | None
    language: str
    last_reply: str
    read: NotRequired[dict[str, Any] | None]
    last_turn: NotRequired[LastTurn | None]


class State(Kept, total=False):
    """The graph's state. `messages` is also what another graph shares with NIA.

    `seen`: the proposal of the card that the client showed last, "" for none; None where it does not tell.
    """

    messages: Annotated[list[AnyMessage], _recent]
    user: str
    conversation: str
    press: dict[str, Any] | None
    client_id: str
    channel: str
    seen: str | None
    work: Annotated[Work, UntrackedValue]


def text_of(messages: list[AnyMessage], client_id: str = "") -> tuple[str, str | None]:
    """Return the words and the id of the message with this id, else of the last one, if a human wrote it.

    A message that is sent again lies where it lay before, and others may have come since.
    """
    last = next((one for one in messages if client_id and one.id == client_id), messages[-1] if messages else None)
    if last is None or last.type != "human":
        return "", None
    return str(last.text), last.id
