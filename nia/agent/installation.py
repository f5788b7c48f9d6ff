"""What every agent of one config shares: tools, texts, understanding. `create` loads it once; evals open many on it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from dataclasses import dataclass

from nia.agent.runtime import Runtime
from nia.agent.sentences import Sentences
from nia.clock import Clock
from nia.config import Company, Retention, Settings
from nia.config_files import load_nia, load_tool_settings
from nia.ids import IdSource
from nia.ledger.signing import Signer
from nia.memory.turns import Turns
from nia.store.database import Database
from nia.tools.exports.shapes import shapes
from nia.tools.invoke import Gate
from nia.tools.registry import Registry
from nia.tools.spec import Tool
from nia.understanding.port import ToolShape, Understands


@dataclass(frozen=True, slots=True)
class Installation:
    """The parts of a config that hold no data and belong to no user."""

    settings: Settings
    company: Company
    retention: Retention
    registry: Registry
    shapes: tuple[ToolShape, ...]
    sentences: Sentences
    understander: Understands

    @classmethod
    async def load(
        cls, settings: Settings, tools: Iterable[Tool] = (), understander: Understands | None = None
    ) -> Installation:
        """Read the config, and load what understands unless it is given. Raises `AdminError` with what to do."""
        config = load_nia(settings.config_dir)
        everything = Registry.load(settings.tool_modules, tuple(tools)).everything()
        tool_settings = load_tool_settings(settings.config_dir, {tool.name for tool in everything})
        registry = Registry(everything, tool_settings.disabled)
        if understander is None:
            understander = await asyncio.to_thread(_understander, settings)
        return cls(
            settings=settings,
            company=config.company,
            retention=config.retention,
            registry=registry,
            shapes=shapes(registry.everything(), tool_settings.examples),
            sentences=Sentences.load(settings.config_dir),
            understander=understander,
        )

    def runtime(self, database: Database, clock: Clock, new_id: IdSource, signer: Signer) -> Runtime:
        """Return what the nodes work with, over this database, whose ledger `signer` vouches for."""
        return Runtime(
            database=database,
            registry=self.registry,
            gate=Gate(database, self.registry, self.company, clock, new_id, self.settings.config_dir, signer),
            turns=Turns(database, clock, new_id),
            understander=self.understander,
            shapes=self.shapes,
            sentences=self.sentences,
            company=self.company,
            clock=clock,
            new_id=new_id,
        )


def _understander(settings: Settings) -> Understands:
    from nia.understanding.engine import Engine
    from nia.understanding.escalation import from_config
    from nia.understanding.weights import weights_of

    return from_config(Engine.load(weights=weights_of(settings.data_dir)), settings.config_dir, os.environ)
