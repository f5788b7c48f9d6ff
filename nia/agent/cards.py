"""The confirmation card: exactly what will be written, in the user's words. The confirm node shows what this builds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace

from nia.agent.state import Task
from nia.agent.tables import table_of
from nia.agent.turn import CardRow, CardView
from nia.agent.wording import Wording
from nia.store.tables import Proposal
from nia.tools.invoke import Prepared
from nia.tools.spec import SlotSpec, Warn
from nia.understanding.port import Json, SlotKind

_NAMES_A_RECORD = {SlotKind.LEAD, SlotKind.MEETING, SlotKind.TASK, SlotKind.MAIL}
_NOT_COMPARED = _NAMES_A_RECORD | {SlotKind.SHIFT}
_NOT_EDITABLE = _NAMES_A_RECORD | {SlotKind.FILTER, SlotKind.CHANGES}


def build(prepared: Prepared, task: Task, wording: Wording) -> CardView:
    """Return the card of a prepared write. Its proposal and hash are filled in when it is stored."""
    tool = prepared.tool
    shown = () if tool.internal else tool.slots  # what NIA restores is shown as a list
    rows = [_row(slot, prepared, task, wording) for slot in shown if slot.name in prepared.args and _is_told(slot)]
    table = table_of(wording.say(f"cards.{tool.name}_rows"), prepared.preview.rows, wording)
    position = wording.say("cards.position", n=task["position"], total=task["total"]) if task["total"] > 1 else None
    return CardView(
        proposal="",
        hash="",
        tool=tool.name,
        title=wording.say(f"cards.{tool.name}", "cards.any", tool=tool.name.replace("_", " ")),
        rows=tuple(rows),
        question=wording.say("cards.question"),
        confirm=wording.say("cards.confirm"),
        edit=wording.say("cards.edit"),
        cancel=wording.say("cards.cancel"),
        table=table,
        warnings=(*(warning_text(warn, wording) for warn in prepared.warns), *_not_so(prepared, task, wording)),
        position=position,
        irreversible=wording.say(f"irreversible.{tool.no_inverse}") or None if tool.no_inverse else None,
        language=str(wording.language),
    )


def _is_told(slot: SlotSpec) -> bool:
    """Tell whether a slot is a row of its own: how far something moves is there as its new time already."""
    return slot.kind is not SlotKind.SHIFT


def changes_nothing(prepared: Prepared, wording: Wording) -> bool:
    """Tell whether every value that would be written is there already."""
    given = [slot for slot in prepared.tool.slots if slot.name in prepared.args and slot.kind not in _NOT_COMPARED]
    before = prepared.preview.before
    return bool(given) and all(
        slot.name in before
        and _text(before[slot.name], slot.kind, wording) == _text(prepared.args[slot.name], slot.kind, wording)
        for slot in given
    )


def warning_text(warn: Warn, wording: Wording) -> str:
    """Return the sentence of a warning."""
    names = [record.name for record in warn.records]
    times = [f"{n}) {wording.say('words.time', time=time)}" for n, time in enumerate(warn.times, start=1)]
    return wording.say(f"warns.{warn.kind}", **{"names": names, "times": times, "count": len(names), **warn.values})


def _not_so(prepared: Prepared, task: Task, wording: Wording) -> Iterator[str]:
    """Yield what to tell of times that are not kept as they were said: what comes again, and what cannot wait."""
    if task.get("ahead"):
        yield wording.say("cards.at_once", given=task["ahead"])
    for name, slot in task["slots"].items():
        both = prepared.tool.slot(name)
        if both is not None and both.kind is SlotKind.MONEY and slot.get("alternatives"):
            yield wording.say("cards.two_amounts", given=slot["text"])
        if slot.get("repeats") and prepared.args.get(name):
            yield wording.say("cards.once_only", time=prepared.args[name])


def stored(card: CardView, warns: tuple[str, ...]) -> dict[str, object]:
    """Return the card as the proposal keeps it, without the identity that the proposal gives it."""
    kept = {name: value for name, value in asdict(card).items() if name not in ("proposal", "hash")}
    return {**kept, "warns": list(warns)}


def identified(card: CardView, proposal: Proposal) -> CardView:
    """Return the card under its proposal's id and hash."""
    return replace(card, proposal=proposal.id, hash=proposal.hash)


def as_text(card: CardView) -> str:
    """Return the card for the terminal, a screen reader or a voice."""
    lines = [" ".join(part for part in (card.title, card.position and f"({card.position})") if part)]
    lines += [f"  {row.label}: {_change(row)}".replace("\n", "\n    ") for row in card.rows]
    if card.table is not None:
        lines += [
            f"  {n}. {' · '.join(cell for cell in row if cell)}" for n, row in enumerate(card.table.rows, start=1)
        ]
    lines += [f"  ! {warning}" for warning in card.warnings]
    if card.irreversible:
        lines.append(f"  ! {card.irreversible}")
    return "\n".join([*lines, card.question])


def _change(row: CardRow) -> str:
    mark = " ⚠" if row.untrusted else ""
    return f"{row.old} → {row.value}{mark}" if row.old else f"{row.value}{mark}"


def _row(slot: SlotSpec, prepared: Prepared, task: Task, wording: Wording) -> CardRow:
    value = prepared.args[slot.name]
    before = prepared.preview.before.get(slot.name)
    choices = tuple((choice, wording.value(choice, SlotKind.CHOICE)) for choice in slot.choices)
    return CardRow(
        slot=slot.name,
        label=wording.label(slot.name),
        value=_text(value, slot.kind, wording),
        old=_text(before, slot.kind, wording) or None if before is not None else None,
        raw=value,
        kind=str(slot.kind),
        choices=choices,
        editable=slot.kind not in _NOT_EDITABLE,
        untrusted=bool(task["slots"].get(slot.name, {}).get("untrusted")) or slot.name in prepared.preview.untrusted,
    )


def _text(value: Json, kind: SlotKind, wording: Wording) -> str:
    if kind in (SlotKind.PEOPLE, SlotKind.ADDRESSES) and isinstance(value, list):
        return wording.value([_person(one) for one in value])
    return wording.value(value, kind)


def _person(one: Json) -> str:
    if not isinstance(one, Mapping):
        return str(one)
    name, email = str(one.get("name") or ""), str(one.get("email") or "")
    return f"{name} <{email}>" if email and email != name else name or email
