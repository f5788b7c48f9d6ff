"""Takes the demo data out again, with all that was done in it. `nia demo reset` and `remove` call it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, delete, or_
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from nia.clock import Clock
from nia.demo.loading import load
from nia.demo.sign_ins import DemoSignIn
from nia.errors import AdminError
from nia.ids import IdSource
from nia.ledger.relinking import relink
from nia.ledger.signing import Signer
from nia.store.database import Database
from nia.store.tables import METADATA, Action, Receipt, ReceiptKey, Team, User

_WHOSE = ("user_id", "owner_id", "creator_id")


async def reset(database: Database, clock: Clock, ids: IdSource, signer: Signer) -> list[DemoSignIn]:
    """Put the demo data back as it was on the first day, with new passwords; return the sign-ins."""
    await remove(database, signer)
    return await load(database, clock, ids)


async def remove(database: Database, signer: Signer) -> None:
    """Delete the demo users for good, with their records, conversations and ledger entries.

    Teams that are then empty go too. Other users' data stays; where it refers to demo data, raise
    `AdminError` and delete nothing. `signer` vouches for what is left of the ledger, which is linked anew.
    """
    try:
        async with database.begin() as session:
            for table in reversed(METADATA.sorted_tables):
                condition = _of_demo(table)
                if condition is not None:
                    await session.execute(delete(table).where(condition))
            demo_teams = select(User.team_id).where(col(User.is_demo).is_(True))
            emptied = (await session.execute(demo_teams)).scalars().all()
            await session.execute(delete(User).where(col(User.is_demo).is_(True)))
            left = select(User.team_id)
            await session.execute(delete(Team).where(col(Team.id).in_(emptied), col(Team.id).not_in(left)))
            await relink(session, signer)
    except IntegrityError as error:
        raise AdminError(
            "Records of your own users refer to demo data (a task on a demo lead, say). Delete those first; "
            "nothing was removed"
        ) from error


def _of_demo(table: Table) -> ColumnElement[bool] | None:
    """Return which rows of a table are a demo user's; None where its rows are nobody's, or are the users themselves."""
    demo = select(User.id).where(col(User.is_demo).is_(True))
    if table.name == ReceiptKey.__tablename__:
        of_demo = select(Receipt.seq).join(Action, col(Action.id) == col(Receipt.action_id))
        return table.c["seq"].in_(of_demo.where(col(Action.user_id).in_(demo)))
    if "action_id" in table.c:
        return table.c["action_id"].in_(select(Action.id).where(col(Action.user_id).in_(demo)))
    whose = [table.c[name].in_(demo) for name in _WHOSE if name in table.c]
    return or_(*whose) if whose else None
