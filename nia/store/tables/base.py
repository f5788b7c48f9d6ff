"""What every table is made from: NIA's own metadata, beside that of the app that embeds NIA."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import MetaData
from sqlmodel import SQLModel


class Base(SQLModel):
    """A row. An embedding app may have a `users` table of its own in `SQLModel.metadata`; here it does not clash."""

    metadata: ClassVar[MetaData] = MetaData()
