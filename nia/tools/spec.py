"""What a tool is: one async function, one argument model, and what the gate must know of both."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.permissions import Right
from nia.accounts.principal import Principal
from nia.config import Company, default_config_dir
from nia.ledger.changes import Changes
from nia.tools.slots import Slot
from nia.understanding.port import Json, SlotKind


class Effect(StrEnum):
    """`read` changes nothing; `write` needs a card and a yes; `act` changes something small, at once."""

    READ = "read"
    WRITE = "write"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as a reply shows it. `fields` are its columns in the order shown. `untrusted`: others wrote it."""

    kind: str
    id: str
    name: str
    fields: Mapping[str, Json] = field(default_factory=dict)
    untrusted: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a tool.

    `key` names the sentence `results.<key>` of the language files that says it, `values` fill it.
    `figures` are numbers of the reply; `sections` group records under a heading key; `text` is
    prose to show as it is (a mail, a draft, a summary), `untrusted` where others wrote it.
    `more`: how many further records fit. `focus`: records that are now spoken of, when not `records`.
    """

    key: str
    values: Mapping[str, Json] = field(default_factory=dict)
    records: tuple[RecordView, ...] = ()
    sections: tuple[tuple[str, tuple[RecordView, ...]], ...] = ()
    figures: Mapping[str, int | float] = field(default_factory=dict)
    text: str | None = None
    untrusted: bool = False
    more: int = 0
    focus: tuple[RecordView, ...] = ()


@dataclass(frozen=True, slots=True)
class Warn:
    """What the user is told before the yes: `conflict`, `duplicate`, `past`, `outside_hours`, `changed`.

    `records` are those concerned; `times` are starts that would do instead.
    """

    kind: str
    values: Mapping[str, Json] = field(default_factory=dict)
    records: tuple[RecordView, ...] = ()
    times: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a write would change: former values by slot, the rows of a bulk change, the versions it rests on.

    `defaults` are the values that unsaid slots will take and that the card must show; `untrusted`
    names the slots whose value, said or not, came from a text that others wrote.
    """

    before: Mapping[str, Json] = field(default_factory=dict)
    rows: tuple[RecordView, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)  # "leads:<id>" -> version
    defaults: Mapping[str, Json] = field(default_factory=dict)
    untrusted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolContext:
    """What a tool may use while it runs. `session` is inside the gate's transaction; the tool never commits.

    `versions`: the records that the confirmed card showed ("leads:<id>" -> version); empty before a confirmation.
    """

    session: AsyncSession
    user: Principal
    now: datetime
    company: Company
    changes: Changes
    right: Right
    language: str = "en"
    conversation_id: str | None = None
    turn_id: str | None = None
    versions: Mapping[str, int] = field(default_factory=dict)
    config_dir: Path = field(default_factory=default_config_dir)


Args = TypeVar("Args", bound=BaseModel)
Run = Callable[[ToolContext, Args], Awaitable[Result]]
Check = Callable[[ToolContext, Args], Awaitable[Sequence[Warn]]]
Show = Callable[[ToolContext, Args], Awaitable[Preview]]


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """A slot, derived from a field of the argument model. `default` is what an unsaid slot becomes, as text."""

    name: str
    kind: SlotKind
    required: bool
    label: str
    description: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tool:
    """A tool's definition. Made by `tool`, found by the registry, reached only through `invoke`.

    `asks`: slots worth asking for, most natural first. `one_of`: groups of which at least one slot
    is needed. `either`: groups of slots that say the same thing, so that a new value for one takes
    the place of the others' (an end, or how long). `no_inverse`: why a write cannot be taken back, as
    the name of a sentence (`irreversible.<no_inverse>`); None where its changes can be restored.
    `internal` tools are run by NIA itself and offered to nobody.
    """

    name: str
    description: str
    args: type[BaseModel]
    run: Run[BaseModel]
    effect: Effect
    right: Right
    timeout_s: float
    asks: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
    no_inverse: str | None = None
    check: Check[BaseModel] | None = None
    preview: Show[BaseModel] | None = None
    examples: tuple[str, ...] = ()
    internal: bool = False

    @cached_property
    def slots(self) -> tuple[SlotSpec, ...]:
        """The slots, in the order of the argument model."""
        hints = get_type_hints(self.args, include_extras=True)
        return tuple(_slot(name, field, hints[name]) for name, field in self.args.model_fields.items())

    def slot(self, name: str) -> SlotSpec | None:
        """Return the slot of that name, or None."""
        return next((slot for slot in self.slots if slot.name == name), None)


def tool(
    *,
    effect: Effect,
    right: Right,
    timeout_s: float = 5.0,
    asks: Sequence[str] = (),
    one_of: Sequence[Sequence[str]] = (),
    either: Sequence[Sequence[str]] = (),
    no_inverse: str | None = None,
    check: Check[Args] | None = None,
    preview: Show[Args] | None = None,
    examples: Sequence[str] = (),
    internal: bool = False,
) -> Callable[[Run[Args]], Tool]:
    """Make a tool of an async function `(context, args) -> Result`.

    Name and description are the function's own name and docstring (its first paragraph tells a
    model and an MCP client what it does); the argument model is the annotation of `args`.
    """

    def make(run: Run[Args]) -> Tool:
        hints = get_type_hints(run)
        args = next(hint for name, hint in hints.items() if inspect.isclass(hint) and issubclass(hint, BaseModel))
        return Tool(
            name=run.__name__,
            description=" ".join((inspect.getdoc(run) or "").split("\n\n")[0].split()),
            args=args,
            run=run,  # type: ignore[arg-type]
            effect=effect,
            right=right,
            timeout_s=timeout_s,
            asks=tuple(asks),
            one_of=tuple(tuple(group) for group in one_of),
            either=tuple(tuple(group) for group in either),
            no_inverse=no_inverse,
            check=check,  # type: ignore[arg-type]
            preview=preview,  # type: ignore[arg-type]
            examples=tuple(examples),
            internal=internal,
        )

    return make


def _slot(name: str, info: FieldInfo, hint: object) -> SlotSpec:
    mark, choices = _marks(hint)
    if mark is None:
        raise TypeError(f"the field {name!r} has no slot kind; use a type of nia.tools.slots")
    label = info.title or name.strip("_").replace("_", " ")
    return SlotSpec(info.alias or name, mark.kind, info.is_required(), label, info.description or "", choices)


def _marks(hint: object) -> tuple[Slot | None, tuple[str, ...]]:
    """Find the `Slot` mark and the literal choices anywhere within an annotation."""
    mark: Slot | None = None
    choices: tuple[str, ...] = ()
    todo: list[object] = [hint]
    while todo:
        part = todo.pop()
        if get_origin(part) is Annotated:
            inner, *marks = get_args(part)
            mark = mark or next((m for m in marks if isinstance(m, Slot)), None)
            todo.append(inner)
        else:
            texts = tuple(a for a in get_args(part) if isinstance(a, str))
            choices = choices or texts
            todo.extend(a for a in get_args(part) if not isinstance(a, str))
    return mark, choices
