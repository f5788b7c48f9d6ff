"""The database's own time, as parts of statements: several machines' clocks differ. Leases and claims go by it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from nia.store.types import UtcDateTime

AHEAD_AT_MOST = timedelta(days=1)
"""How far a process's clock may be ahead of the database's; further, and it is not believed where that does harm."""

_AS_STORED = "%Y-%m-%d %H:%M:%f000"  # as SQLAlchemy writes an instant on SQLite, so that text compares as time


class now_there(FunctionElement[datetime]):  # noqa: N801 (it stands in statements like a function)
    """The database's own time, at this statement: a transaction's begin may be long ago."""

    type = UtcDateTime()
    inherit_cache = True


class later_there(FunctionElement[datetime]):  # noqa: N801
    """The database's own time, some time from now."""

    type = UtcDateTime()
    inherit_cache = True

    def __init__(self, by: timedelta) -> None:
        super().__init__(literal(by.total_seconds()))


@compiles(now_there, "postgresql")
def _now_on_postgres(element: now_there, compiler: SQLCompiler, **_: object) -> str:
    return "clock_timestamp()"


@compiles(later_there, "postgresql")
def _later_on_postgres(element: later_there, compiler: SQLCompiler, **_: object) -> str:
    return f"clock_timestamp() + make_interval(secs => {compiler.process(element.clauses)})"


@compiles(now_there, "sqlite")
def _now_on_sqlite(element: now_there, compiler: SQLCompiler, **_: object) -> str:
    return f"strftime('{_AS_STORED}', 'now')"


@compiles(later_there, "sqlite")
def _later_on_sqlite(element: later_there, compiler: SQLCompiler, **_: object) -> str:
    return f"strftime('{_AS_STORED}', 'now', {compiler.process(element.clauses)} || ' seconds')"
