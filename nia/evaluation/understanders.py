"""Whose understanding a run judges: the engine, the config's own choice, or one model. `run` calls it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nia.errors import AdminError, ModelError, VendorError
from nia.understanding.engine import Engine
from nia.understanding.escalation import Escalating, from_config, load_chat
from nia.understanding.model_settings import (
    ModelSettings,
    Policy,
    ProviderSettings,
    load_model_settings,
    provider_status,
)
from nia.understanding.models import ModelAdapter
from nia.understanding.port import TurnContext, Understanding, Understands
from nia.understanding.prompts import load_prompt

ENGINE, AS_CONFIGURED = "engine", "config"


NO_ANSWER = ("timeout", "failed", "unfinished")
"""Outcomes that are no answer: none in time, an error, one that was cut off or blocked. All else is an answer."""


class JudgedModel(ModelAdapter):
    """A model whose outages break the run instead of being covered by the engine: they say nothing about it."""

    async def understand(self, utterance: str, context: TurnContext, timeout_s: float | None = None) -> Understanding:
        """Ask the model. Raises `VendorError` where no whole answer comes, `ModelError` where the answer is no use."""
        try:
            return await super().understand(utterance, context, timeout_s)
        except ModelError as error:
            if error.values.get("outcome") in NO_ANSWER:
                raise VendorError(f"{self.name}: {error}", retryable=True) from error
            raise


def understander(name: str, config_dir: Path, env: Mapping[str, str] = os.environ) -> Understands:
    """Return what understands in a run: `engine`, `config`, or a provider of `models.yaml` by its name or kind.

    A provider reads every turn but a yes, a no and an undo, which no model may read. Raises
    `AdminError` for a name that is none of these, or a provider that lacks its key or library.
    """
    engine = Engine.load()
    if name == ENGINE:
        return engine
    if name == AS_CONFIGURED:
        return from_config(engine, config_dir, env)
    settings = load_model_settings(config_dir)
    chosen = _provider(name, settings, env)
    loader = ThreadPoolExecutor(1, thread_name_prefix="nia-models")
    chat = loader.submit(load_chat, chosen, chosen.key(env) or "")
    loader.shutdown(wait=False)
    judged = settings.model_copy(update={"policy": Policy.MODEL_FIRST})
    return Escalating(engine, [JudgedModel(chosen, judged, load_prompt(config_dir), chat)], judged)


def check_name(name: str, config_dir: Path, env: Mapping[str, str] = os.environ) -> None:
    """Raise `AdminError` where `understander` would, without loading anything."""
    if name not in (ENGINE, AS_CONFIGURED):
        _provider(name, load_model_settings(config_dir), env)


def _provider(name: str, settings: ModelSettings, env: Mapping[str, str]) -> ProviderSettings:
    found = [one for one in settings.providers if name in (one.name, one.kind)]
    if not found:
        known = ", ".join([ENGINE, AS_CONFIGURED, *(one.name for one in settings.providers)])
        raise AdminError(f"There is no model {name!r}. Known are: {known}. config/models.yaml names the providers")
    status = next(one for one in provider_status(settings, env) if one.name == found[0].name)
    if not status.usable:
        lacks = f"set {status.needs}" if not status.has_key else f"install the extra {found[0].kind}"
        raise AdminError(f"The model {name!r} cannot be asked here: {lacks}")
    return found[0]
