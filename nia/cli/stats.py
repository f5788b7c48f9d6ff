"""`nia stats`: how NIA does in use, by intent and language, in the measures of the evals."""

from __future__ import annotations

import asyncio
import json
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nia.config import Settings
from nia.errors import AdminError

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy.ext.asyncio import AsyncSession

    from nia.evaluation.monitoring.figures import Figures
    from nia.evaluation.monitoring.period import Scope
    from nia.understanding.port import Json

_PIPED_COLUMNS = 200

Since = Annotated[str | None, typer.Option("--since", help="12h, 7d, 4w or a day like 2026-03-01. Else 30 days.")]
Until = Annotated[str | None, typer.Option("--until", help="The same; a day is counted to its end. Else now.")]
User = Annotated[str | None, typer.Option("--user", metavar="EMAIL", help="The turns of one user.")]
Team = Annotated[str | None, typer.Option("--team", metavar="NAME", help="The turns of one team's users.")]
Language = Annotated[str | None, typer.Option("--lang", help="The turns in one language: en, hi or hi-en.")]
Limit = Annotated[int, typer.Option("--limit", min=0, help="How many intents to show, most frequent first; 0: all.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print every figure as JSON.")]
Compare = Annotated[
    Path | None, typer.Option("--compare", metavar="FILE", help="Beside an eval run: what `nia eval --json` wrote.")
]


def stats(
    since: Since = None,
    until: Until = None,
    user: User = None,
    team: Team = None,
    lang: Language = None,
    limit: Limit = 20,
    as_json: AsJson = False,
    compare: Compare = None,
) -> None:
    """Show how NIA does in use: understood, asked back, corrected, cancelled, undone, by intent and language."""
    from nia.evaluation.monitoring import runs

    run = None if compare is None else runs.read(compare)
    zone = _zone()
    scope, used, any_turn = asyncio.run(_collect(zone, since, until, user, team, lang))
    if as_json:
        typer.echo(json.dumps(_plain(scope, used, run), ensure_ascii=False, indent=2))
        return
    if not used.all.turns:
        typer.echo(_nothing(scope, zone) if any_turn else "There are no turns yet. Say something first: nia chat")
        return
    _show(scope, used, run, zone, limit)


def _show(scope: Scope, used: Figures, run: Figures | None, zone: tzinfo, limit: int) -> None:
    from nia.evaluation.monitoring import comparison, table

    console = _console()
    unfinished = f", {used.unfinished} more never answered" if used.unfinished else ""
    console.print(f"{used.all.turns} turns, {_period(scope, zone)}{unfinished}\n", markup=False, highlight=False)
    if run is not None:
        return comparison.show(used, run, console, limit)
    return table.show(used, console, limit)


def _plain(scope: Scope, used: Figures, run: Figures | None) -> dict[str, Json]:
    period: dict[str, Json] = {"since": scope.since.isoformat(), "until": scope.until.isoformat()}
    return {**period, **used.as_dict(), **({} if run is None else {"compared": run.as_dict()})}


def _nothing(scope: Scope, zone: tzinfo) -> str:
    return f"There are no turns of this kind, {_period(scope, zone)}. For an earlier time: --since 90d"


def _period(scope: Scope, zone: tzinfo) -> str:
    since, until = (at.astimezone(zone) for at in (scope.since, scope.until))
    return f"from {since:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M} ({zone})"


def _console() -> Console:
    import sys

    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else _PIPED_COLUMNS)


def _zone() -> tzinfo:
    from zoneinfo import ZoneInfo

    from nia.config_files import load_nia

    return ZoneInfo(load_nia(Settings().config_dir).profile.time_zone)


async def _collect(
    zone: tzinfo, since: str | None, until: str | None, user: str | None, team: str | None, language: str | None
) -> tuple[Scope, Figures, bool]:
    from nia.clock import SystemClock
    from nia.evaluation.monitoring import reading
    from nia.evaluation.monitoring.collect import collect
    from nia.evaluation.monitoring.period import Scope, period
    from nia.store.opening import open_database

    begin, end = period(since, until, SystemClock().now(), zone)
    database = await open_database(Settings().url, create=False)
    try:
        async with database.read() as session:
            scope = Scope(begin, end, await _users(session, user, team), language)
            return scope, await collect(session, scope, zone), await reading.any_turn(session)
    finally:
        await database.close()


async def _users(session: AsyncSession, user: str | None, team: str | None) -> frozenset[str] | None:
    """Return whose turns count, or None: everybody's. Those who were shut out since count too."""
    from nia.accounts import teams, users

    if user is None and team is None:
        return None
    asked = await teams.find(session, team) if team is not None else None
    if team is not None and asked is None:
        raise AdminError(f"There is no team {team!r}. `nia user list` shows users and teams")
    rows = [
        row
        for row in await users.everybody(session)
        if (user is None or row.email == users.fold_email(user)) and (asked is None or row.team_id == asked.id)
    ]
    if user is not None and not rows:
        raise AdminError(f"There is no user {user}{' in this team' if team else ''}. `nia user list` shows the users")
    return frozenset(row.id for row in rows)
