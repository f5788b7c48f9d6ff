"""`nia outbox list|resend`: messages to other systems that did not go out, and sending them again."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from nia.cli.behalf import As
from nia.config import Settings
from nia.errors import AdminError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from nia.store.tables import OutboxEntry

MOST_AT_ONCE = 500
_HEAD = f"{'id':>7}  {'of':<17} {'state':<8} {'tries':>5}  {'why':<20} {'topic':<26} entry"

Ids = Annotated[list[int] | None, typer.Argument(metavar="[ID]...", help="Messages, by the ids that the list shows.")]
Topic = Annotated[str | None, typer.Option("--topic", metavar="TOPIC", help="Those of this topic, as mail.send.")]
PageNumber = Annotated[int, typer.Option("--page", min=1, help="Which page of the list.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def build() -> typer.Typer:
    """Return the command `nia outbox`."""
    app = typer.Typer(help="Messages to other systems that did not go out.", no_args_is_help=True)
    app.command(name="list")(show)
    app.command()(resend)
    return app


def show(topic: Topic = None, page: PageNumber = 1) -> None:
    """List messages that failed, or of which nobody knows whether they arrived: ids and codes, no contents."""
    for line in asyncio.run(_listed(topic, page)):
        typer.echo(line)


def resend(email: As, ids: Ids = None, topic: Topic = None, yes: Yes = False) -> None:
    """Send messages again, by id or by topic. Only for admins; the ledger has an entry of it.

    Of an unknown one, look in the other system first: what arrived would arrive twice.
    """
    if bool(ids) == bool(topic):
        raise AdminError("Say which messages to send again: their ids, or --topic. See: nia outbox list")
    chosen = ids or asyncio.run(_of_topic(str(topic)))
    _agree(len(chosen), yes=yes)
    sent = asyncio.run(_resent(email, chosen))
    typer.echo(f"{_count(len(sent))} to be sent again: {', '.join(map(str, sent))}.")
    left = sorted(set(chosen) - set(sent))
    if left:
        typer.echo(f"Left alone, since they wait, went out, were erased or taken back: {', '.join(map(str, left))}.")
    if topic and len(chosen) == MOST_AT_ONCE:
        typer.echo("There may be more of this topic. Run the command again.")


def _agree(count: int, *, yes: bool) -> None:
    """Ask at a terminal; elsewhere nobody can answer, so `--yes` must be there."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise AdminError("What did arrive would arrive twice, and nobody is here to ask. If you mean it, add --yes")
    typer.confirm(f"Send {_count(count)} again? What did arrive will arrive twice.", abort=True)


def _count(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"


@asynccontextmanager
async def _reading() -> AsyncIterator[AsyncSession]:
    from nia.store.opening import open_database

    database = await open_database(Settings().url, create=False)
    try:
        async with database.read() as session:
            yield session
    finally:
        await database.close()


async def _listed(topic: str | None, number: int) -> Sequence[str]:
    from nia.ledger import dead_letters

    async with _reading() as session:
        found = await dead_letters.page(session, number, topic)
    if not found:
        return [f"No message on page {number}." if number > 1 else "No message failed or is of unknown outcome."]
    more = [f"More: --page {number + 1}"] if len(found) == dead_letters.PAGE else []
    return [_HEAD, *(_line(one) for one in found), *more]


def _line(one: OutboxEntry) -> str:
    from nia.ledger.outbox import tries_of

    shown = f"{one.id:>7}  {one.created_at:%Y-%m-%d %H:%M}  {one.state:<8} {tries_of(one.attempts):>5}  "
    return f"{shown}{one.code or '':<20} {one.topic:<26} {one.action_id[:12]}"


async def _of_topic(topic: str) -> Sequence[int]:
    from nia.ledger import dead_letters

    async with _reading() as session:
        found = await dead_letters.ids_of(session, topic, MOST_AT_ONCE)
    if not found:
        raise AdminError(f"No message of the topic {topic} can be sent again. See: nia outbox list")
    return found


async def _resent(email: str, ids: Sequence[int]) -> list[int]:
    from nia.cli.behalf import acting
    from nia.errors import NotFound, PermissionDenied
    from nia.ledger.undo import COMMAND_LINE
    from nia.tools.invoke import Call

    async with acting(Settings(), email) as behalf:
        call = Call("resend_messages", behalf.user, {"messages": [*ids]}, actor=COMMAND_LINE)
        try:
            outcome = await behalf.gate().invoke(call)
        except PermissionDenied:
            raise AdminError("Only an admin may send messages again. Name one: --as") from None
        except NotFound:
            raise AdminError("None of these can be sent again: see nia outbox list, or nia doctor") from None
    sent = outcome.result.values["messages"]
    return [int(str(one)) for one in sent] if isinstance(sent, list) else []
