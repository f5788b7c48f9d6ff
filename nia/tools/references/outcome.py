"""What goes into the resolving of a reference, and what comes of it. The agent and this whole package use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal
from nia.tools.slots import Person, Ref
from nia.tools.spec import RecordView


@dataclass(frozen=True, slots=True)
class FocusRecord:
    """A record that was spoken of at `at`. The agent keeps them newest first."""

    kind: str
    id: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks for a record, where, when, and in what light.

    `focus`: spoken of, newest first. `offered`: the list shown last, in its order. `like`: the tool that needs it.
    """

    session: AsyncSession
    user: Principal
    now: datetime
    focus: Sequence[FocusRecord] = ()
    offered: Sequence[FocusRecord] = ()
    like: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The record that is meant: a `Ref`, or for people and addresses a tuple of `Person`.

    `score`: how well its name or key fits the words in spelling and sound, 0 to 1; None where no words were compared.
    """

    value: Ref | tuple[Person, ...]
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """All these fit equally well. `position`: which of several names in a list is the unclear one, from 0."""

    candidates: tuple[RecordView, ...]
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """No record fits of which the user may know. `nearest` are names that come close, the closest first."""

    nearest: tuple[str, ...] = ()


Resolved = Found | Several | Nothing
