"""What a user asked NIA to remember."""

from __future__ import annotations

from sqlmodel import Field

from nia.store.tables.record import Record


class Fact(Record, table=True):
    """A fact or preference, in the user's own words, with the turn that it was said in."""

    __tablename__ = "facts"

    text: str
    source_turn_id: str | None = Field(default=None, foreign_key="turns.id")
    search_key: str = ""
