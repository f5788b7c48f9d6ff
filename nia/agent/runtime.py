"""What the nodes work with: the parts of one installation, opened once. Made by `nia.agent.create`."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from nia.accounts.principal import Principal
from nia.agent.sentences import Sentences
from nia.agent.wording import Wording
from nia.clock import Clock
from nia.config import Company
from nia.ids import IdSource
from nia.memory.turns import Turns
from nia.store.database import Database
from nia.tools.invoke import Gate
from nia.tools.registry import Registry
from nia.understanding.port import Language, ToolShape, Understands


@dataclass(frozen=True, slots=True)
class Runtime:
    """The parts that every turn uses; none of them belongs to a user."""

    database: Database
    registry: Registry
    gate: Gate
    turns: Turns
    understander: Understands
    shapes: tuple[ToolShape, ...]
    sentences: Sentences
    company: Company
    clock: Clock
    new_id: IdSource

    def wording(self, user: Principal, language: str) -> Wording:
        """Return the wording of a turn of `user` in `language`."""
        return Wording(self.sentences, Language(language), self.clock.now(), user.time_zone)

    def local_now(self, user: Principal) -> str:
        """Return the present as ISO 8601 in the user's zone."""
        return self.clock.now().astimezone(ZoneInfo(user.time_zone)).isoformat()
