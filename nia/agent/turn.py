"""What a turn came to, as every face gets it: the words to show, and the facts behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import TypeAdapter

from nia.understanding.port import Json


@dataclass(frozen=True, slots=True)
class Table:
    """A list to show as a table. Cells are rendered text; `kinds` and `ids` name each row's record."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of a card: a slot and what will be written into it.

    `raw` is the value as JSON, `kind` a `SlotKind`; both are for editing in place. `old` is the
    former value's text. `untrusted`: the value came from a mail or another text of others.
    """

    slot: str
    label: str
    value: str
    old: str | None = None
    raw: Json = None
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()  # (value, text)
    editable: bool = True
    untrusted: bool = False


@dataclass(frozen=True, slots=True)
class CardView:
    """The confirmation card, exactly as shown; `proposal` and `hash` are what a yes confirms."""

    proposal: str
    hash: str
    tool: str
    title: str
    rows: tuple[CardRow, ...]
    question: str
    confirm: str
    edit: str
    cancel: str
    table: Table | None = None
    warnings: tuple[str, ...] = ()
    position: str | None = None  # "1 of 2"
    irreversible: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool that ran in this turn, with its arguments as plain JSON and the key of its result."""

    tool: str
    args: Mapping[str, Json]
    result: str = ""
    action: str | None = None


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record of the reply: its kind, id and the name it is shown by."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of the conversation.

    `reply` is the whole reply as text. Its parts, in this order: `prose`, `tables`, `closing` (what is
    asked or said after the lists), and the card, `proposal`. `offers` are names, `offers_times` ISO
    8601 starts. `results` are the writes and acts that took effect, `reads` the read tools that ran,
    `undone` the tools whose writes were taken back. `refusal` is a `nia.errors.Refusal`. `timings_ms` by node.
    """

    id: str
    conversation: str
    said: str
    reply: str
    prose: str
    language: str
    intent: str | None = None
    intents: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    slots: Mapping[str, Json] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    offers_times: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    proposal: CardView | None = None
    tables: tuple[Table, ...] = ()
    closing: str = ""
    reads: tuple[ToolCall, ...] = ()
    results: tuple[ToolCall, ...] = ()
    undone: tuple[str, ...] = ()
    records: tuple[ShownRecord, ...] = ()
    figures: Mapping[str, int | float] = field(default_factory=dict)
    refusal: str | None = None
    suggestions: tuple[str, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Json]:
        """Return the turn as plain JSON, for the `turns` table and the API."""
        plain: dict[str, Json] = _adapter().dump_python(self, mode="json")
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, Json]) -> Turn:
        """Read back what `as_dict` gave."""
        return _adapter().validate_python(data)


@cache
def _adapter() -> TypeAdapter[Turn]:
    return TypeAdapter(Turn)
