"""`nia trace TURN`: how a turn was understood, what ran, and how long each step took."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nia.config import Settings
from nia.errors import AdminError

if TYPE_CHECKING:
    from nia.store.tables import Turn

TurnId = Annotated[str, typer.Argument(metavar="TURN", help='A turn\'s id or the beginning of it, or "last".')]
AsJson = Annotated[bool, typer.Option("--json", help="Print the stored trace as it is.")]


def trace(turn: TurnId = "last", as_json: AsJson = False) -> None:
    """Show how a turn was understood, what ran, and how long each step took."""
    row = asyncio.run(_find(Settings(), turn))
    if as_json:
        typer.echo(json.dumps(row.trace or {}, ensure_ascii=False, indent=2))
        return
    typer.echo(f"Turn {row.id} in conversation {row.conversation_id}, {row.opened_at:%Y-%m-%d %H:%M:%S} UTC")
    typer.echo(f"Said:     {row.said}")
    typer.echo(f"Replied:  {_indented(row.reply or '(not finished)')}")
    for line in lines_of(row.trace or {}):
        typer.echo(line)


def lines_of(trace: Mapping[str, Any]) -> list[str]:
    """Return a stored trace as lines for people."""
    understood = trace.get("understood") or {}
    lines = ["", "Understood" + (f" by {understood['by']}" if understood.get("by") else "")]
    lines += _models(understood.get("model"))
    lines += [
        f"  {name}: {understood[name]}" for name in ("language", "act", "confidence", "picked") if understood.get(name)
    ]
    for wish in understood.get("wishes", []):
        lines.append(f"  wish {wish['tool']} ({wish['confidence']})")
        lines += _slots(wish.get("slots", {}))
    if understood.get("answers"):
        lines += ["  answers", *_slots(understood["answers"])]
    if understood.get("alternatives"):
        others = ", ".join(f"{one['tool']} ({one['confidence']})" for one in understood["alternatives"])
        lines.append(f"  instead of {others}")
    lines += [f"Matched: {one['given']} → {one['found']} ({one['score']})" for one in trace.get("matched", [])]
    for name in ("asked", "warned"):
        if trace.get(name):
            lines.append(f"{name.capitalize()}: {', '.join(trace[name])}")
    if trace.get("refused"):
        lines.append(f"Refused: {trace['refused']}")
    return [*lines, *_timed("Tools", trace.get("tools", []), "tool"), *_timed("Steps", trace.get("steps", []), "node")]


def _models(used: Mapping[str, Any] | None) -> list[str]:
    if not used:
        return []
    tokens = f"{used['input_tokens']} tokens read, {used['output_tokens']} written"
    return [f"  models: answers {used['calls']}, {tokens}, ${used['cost_usd']:.6f}"]


def _slots(slots: Mapping[str, Any]) -> list[str]:
    return [f"    {name} = {json.dumps(slot['value'], ensure_ascii=False)}" for name, slot in slots.items()]


def _timed(title: str, rows: list[Mapping[str, Any]], name: str) -> list[str]:
    if not rows:
        return []
    lines = [f"  {row[name]:<24}{row['ms']:>10.1f} ms  {row.get('outcome') or ''}".rstrip() for row in rows]
    total = sum(row["ms"] for row in rows)
    return ["", title, *lines, *([f"  {'together':<24}{total:>10.1f} ms"] if len(rows) > 1 else [])]


async def _find(settings: Settings, turn: str) -> Turn:
    from sqlmodel import col, select

    from nia.store.opening import open_database
    from nia.store.tables import Turn

    query = select(Turn).order_by(col(Turn.opened_at).desc()).limit(2)
    if turn != "last":
        query = query.where(col(Turn.id).startswith(turn, autoescape=True))
    database = await open_database(settings.url, create=False)
    try:
        async with database.read() as session:
            found = (await session.execute(query)).scalars().all()
    finally:
        await database.close()
    if not found:
        raise AdminError(f"There is no turn {turn}" if turn != "last" else "There is no turn yet")
    if len(found) > 1 and turn != "last":
        raise AdminError(f"Several turns begin with {turn}. Give more of the id")
    return found[0]


def _indented(text: str) -> str:
    return text.replace("\n", "\n          ")
