"""Decides who reads a turn: the engine first, and a model where the engine is unsure. What opens NIA builds it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from nia.errors import ModelError
from nia.understanding.budget import Circuit, Monotonic, TurnBudget
from nia.understanding.model_settings import (
    ModelSettings,
    Policy,
    ProviderSettings,
    load_model_settings,
    provider_status,
)
from nia.understanding.model_use import NO_MODEL, ModelUse
from nia.understanding.models import ModelAdapter
from nia.understanding.port import Act, TurnContext, Understanding, Understands
from nia.understanding.prompts import load_prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

LONGEST_UTTERANCE = 4000
USERS_OWN = frozenset({Act.CONFIRM, Act.DENY, Act.UNDO, Act.PROCEED, Act.CANCEL})
"""Acts that are never put to a model: they come from the user's own words or buttons alone."""

_log = logging.getLogger(__name__)


class Escalating:
    """The engine, with models on call. However the models fail, the engine's answer stands."""

    def __init__(
        self,
        engine: Understands,
        models: Sequence[ModelAdapter],
        settings: ModelSettings,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._monotonic = monotonic
        self._models = [
            (model, Circuit(settings.circuit_failures, settings.circuit_rest_s, monotonic)) for model in models
        ]

    async def understand(self, utterance: str, context: TurnContext) -> Understanding:
        """Read `utterance`; never raises, and takes at most the turn's budget longer than the engine."""
        read = await self._engine.understand(utterance, context)
        if not asks_model(read, utterance, self._settings):
            return read
        budget = TurnBudget(self._settings.turn_budget_s, self._settings.calls_per_turn, self._monotonic)
        used = NO_MODEL
        for model, circuit in self._models:
            seconds = budget.spend(model.settings.timeout_s) if circuit.closed else None
            if not seconds:
                continue
            answer, spent = await self._ask(model, circuit, utterance, context, seconds)
            used += spent
            if answer is not None:
                # The language of a turn is the engine's to tell: it knows whether the words tell one at all.
                return replace(answer, language=read.language, language_is_clear=read.language_is_clear, used=used)
        return replace(read, used=used) if used.calls else read

    async def _ask(
        self, model: ModelAdapter, circuit: Circuit, utterance: str, context: TurnContext, seconds: float
    ) -> tuple[Understanding | None, ModelUse]:
        began = self._monotonic()
        try:
            answer = await model.understand(utterance, context, seconds)
        except ModelError as error:
            outcome = str(error.values.get("outcome", "invalid"))
            if outcome in ("timeout", "failed"):
                circuit.failed()
            else:  # one that answers nonsense is up
                circuit.succeeded()
            _log.warning("model %s: %s after %.0f ms", model.name, outcome, (self._monotonic() - began) * 1000)
            used = error.values.get("used")
            return None, used if isinstance(used, ModelUse) else NO_MODEL
        circuit.succeeded()
        _log.info("model %s: answered after %.0f ms", model.name, (self._monotonic() - began) * 1000)
        return answer, answer.used


def asks_model(read: Understanding, utterance: str, settings: ModelSettings) -> bool:
    """Tell whether a model is asked after the engine read `utterance` so."""
    if settings.policy is Policy.ENGINE_ONLY or read.act in USERS_OWN or read.picked is not None:
        return False
    if not any(c.isalpha() for c in utterance) or len(utterance) > LONGEST_UTTERANCE:
        return False
    if settings.policy is Policy.MODEL_FIRST or read.unsure:
        return True
    sureness = min([read.confidence, *(wish.confidence for wish in read.wishes)])
    return sureness < settings.escalate_below


def from_config(engine: Understands, config_dir: Path, env: Mapping[str, str]) -> Understands:
    """Return `engine` with the models of `models.yaml` whose keys are in `env`; `engine` itself where there is none.

    The vendors' libraries take seconds to load; that happens in a thread, from now on. Raises
    `ConfigError` where a file is wrong.
    """
    settings = load_model_settings(config_dir)
    usable = {status.name for status in provider_status(settings, env) if status.usable}
    chosen = [one for one in settings.providers if one.name in usable]
    if settings.policy is Policy.ENGINE_ONLY or not chosen:
        return engine
    prompt = load_prompt(config_dir)
    loader = ThreadPoolExecutor(1, thread_name_prefix="nia-models")
    clients = [(one, loader.submit(load_chat, one, one.key(env) or "")) for one in chosen]
    loader.shutdown(wait=False)
    return Escalating(engine, [ModelAdapter(one, settings, prompt, chat) for one, chat in clients], settings)


def load_chat(settings: ProviderSettings, key: str) -> BaseChatModel:
    """Import the provider's library and return its client."""
    build: Callable[[ProviderSettings, str], BaseChatModel] = import_module(
        f"nia.understanding.providers.{settings.kind}"
    ).build
    return build(settings, key)
