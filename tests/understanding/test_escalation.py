"""When a model is asked, and that the engine's answer stands however the models fail."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from nia.config import default_config_dir
from nia.errors import ConfigError, ModelError
from nia.understanding.escalation import Escalating, asks_model, from_config
from nia.understanding.model_settings import ModelSettings, ProviderSettings, load_model_settings, provider_status
from nia.understanding.models import ModelAdapter
from nia.understanding.port import Act, Language, TurnContext, Understanding, Wish
from nia.understanding.prompts import load_prompt
from tests.servers.chat_models import KEY, chat_server

CONTEXT = TurnContext(now=datetime.fromisoformat("2026-03-02T09:30:00+05:30"), tools=())
UNSURE = Understanding(Language.HINGLISH, confidence=0.1)
READ = Understanding(Language.ENGLISH, wishes=(Wish("my_day"),), by="model:a", confidence=0.8, language_is_clear=False)


class Engine:
    def __init__(self, read: Understanding) -> None:
        self.read = read

    async def understand(self, utterance: str, context: TurnContext) -> Understanding:
        return self.read


class Ticks:
    """A clock that stands still until it is moved on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Model(ModelAdapter):
    """A model that gives scripted answers; each takes `takes_s` on the clock."""

    def __init__(self, name: str, answers: Sequence[Understanding | str], ticks: Ticks, takes_s: float = 0.0) -> None:
        settings = ProviderSettings(name=name, kind="openai", model="m", api_key_env="K", timeout_s=4)
        super().__init__(settings, ModelSettings(), load_prompt(default_config_dir()), Future())
        self.answers, self.asked = list(answers), []
        self._ticks, self._takes_s = ticks, takes_s

    async def understand(self, utterance: str, context: TurnContext, timeout_s: float | None = None) -> Understanding:
        self.asked.append(timeout_s)
        self._ticks.now += self._takes_s
        answer = self.answers.pop(0)
        if isinstance(answer, str):
            raise ModelError("no", outcome=answer)
        return answer


def build(read: Understanding, models: list[Model], ticks: Ticks, **settings: Any) -> Escalating:
    return Escalating(Engine(read), models, ModelSettings(**settings), ticks)


async def test_model_reads_what_the_engine_cannot_and_the_engine_tells_the_language() -> None:
    ticks = Ticks()
    read = await build(UNSURE, [Model("a", [READ], ticks)], ticks).understand("kuch karo", CONTEXT)
    assert read.wishes == READ.wishes
    assert (read.language, read.language_is_clear, read.by) == (Language.HINGLISH, True, "model:a")


async def test_next_provider_is_asked_and_finally_the_engine_stands() -> None:
    ticks = Ticks()
    models = [Model("a", ["failed", "failed"], ticks), Model("b", [READ, "invalid"], ticks)]
    escalating = build(UNSURE, models, ticks)
    assert (await escalating.understand("x", CONTEXT)).wishes == READ.wishes
    assert await escalating.understand("x", CONTEXT) is UNSURE


async def test_turn_stays_within_its_budget() -> None:
    ticks = Ticks()
    models = [
        Model("a", ["timeout"], ticks, takes_s=4),
        Model("b", ["timeout"], ticks, takes_s=2),
        Model("c", [], ticks),
    ]
    assert await build(UNSURE, models, ticks, calls_per_turn=5).understand("x", CONTEXT) is UNSURE
    assert [model.asked for model in models] == [[4], [2], []]


async def test_calls_of_a_turn_are_counted() -> None:
    ticks = Ticks()
    models = [Model("a", ["failed"], ticks), Model("b", [], ticks)]
    assert await build(UNSURE, models, ticks, calls_per_turn=1).understand("x", CONTEXT) is UNSURE


async def test_failing_model_rests_and_is_tried_again() -> None:
    ticks = Ticks()
    model = Model("a", ["failed", "timeout", READ], ticks)
    escalating = build(UNSURE, [model], ticks, circuit_failures=2, circuit_rest_s=30)
    for _ in range(5):
        assert await escalating.understand("x", CONTEXT) is UNSURE
    assert len(model.asked) == 2
    ticks.now += 31
    assert (await escalating.understand("x", CONTEXT)).wishes == READ.wishes


async def test_nonsense_does_not_rest_a_model() -> None:
    ticks = Ticks()
    model = Model("a", ["invalid"] * 5, ticks)
    escalating = build(UNSURE, [model], ticks, circuit_failures=2)
    for _ in range(5):
        await escalating.understand("x", CONTEXT)
    assert len(model.asked) == 5


@pytest.mark.parametrize("policy", ["engine_first", "model_first"])
@pytest.mark.parametrize("act", [Act.CONFIRM, Act.DENY, Act.UNDO, Act.PROCEED, Act.CANCEL])
def test_the_users_own_acts_are_never_put_to_a_model(policy: str, act: Act) -> None:
    read = Understanding(Language.ENGLISH, act=act, confidence=0.0)
    assert not asks_model(read, "yes", ModelSettings(policy=policy))


@pytest.mark.parametrize(
    ("read", "utterance", "policy", "asked"),
    [
        (UNSURE, "x", "engine_first", True),
        (UNSURE, "x", "engine_only", False),
        (UNSURE, "🙂 123", "engine_first", False),
        (UNSURE, "x" * 5000, "engine_first", False),
        (Understanding(Language.ENGLISH, act=Act.OUT_OF_SCOPE, confidence=0.4), "x", "engine_first", True),
        (Understanding(Language.ENGLISH, act=Act.OUT_OF_SCOPE, confidence=0.9), "x", "engine_first", False),
        (Understanding(Language.ENGLISH, wishes=(Wish("a"),)), "x", "engine_first", False),
        (Understanding(Language.ENGLISH, wishes=(Wish("a"),)), "x", "model_first", True),
        (Understanding(Language.ENGLISH, wishes=(Wish("a"), Wish("b", confidence=0.3))), "x", "engine_first", True),
        (Understanding(Language.ENGLISH, picked=0, confidence=0.1), "x", "model_first", False),
    ],
)
def test_when_a_model_is_asked(read: Understanding, utterance: str, policy: str, asked: bool) -> None:
    assert asks_model(read, utterance, ModelSettings(policy=policy)) is asked


def test_without_a_key_the_engine_is_alone() -> None:
    engine = Engine(UNSURE)
    assert from_config(engine, default_config_dir(), {}) is engine
    assert from_config(engine, default_config_dir(), {"OPENAI_API_KEY": "  "}) is engine
    status = provider_status(load_model_settings(default_config_dir()), {"GOOGLE_API_KEY": "k"})
    assert [(one.name, one.has_key, one.needs) for one in status] == [
        ("gpt", False, "OPENAI_API_KEY"),
        ("gemini", True, None),
    ]


def test_mistake_in_the_config_is_named(tmp_path: Path) -> None:
    (tmp_path / "models.yaml").write_text("policy: engine_first\nproviders:\n  - {name: x, kind: openia, model: m}\n")
    with pytest.raises(ConfigError) as raised:
        from_config(Engine(UNSURE), tmp_path, {})
    assert "models.yaml:3" in str(raised.value)
    assert from_config(Engine(UNSURE), tmp_path / "none", {}) is not None


async def test_true_client_is_loaded_in_the_background_and_asked(tmp_path: Path) -> None:
    pytest.importorskip("langchain_openai")
    with chat_server() as server:
        prompts = tmp_path / "prompts" / "understand"
        prompts.mkdir(parents=True)
        prompts.joinpath("en.yaml").write_text((default_config_dir() / "prompts/understand/en.yaml").read_text())
        provider = (
            f'{{name: gpt, kind: openai, model: m, api_key_env: MY_KEY, base_url: "{server.url}/v1", timeout_s: 8}}'
        )
        (tmp_path / "models.yaml").write_text(f"turn_budget_s: 8\nproviders:\n  - {provider}\n")
        escalating = from_config(Engine(UNSURE), tmp_path, {"MY_KEY": KEY})
        server.calls = [("dialogue_act", {"act": "help"})]
        assert (await escalating.understand("what can you do", CONTEXT)).act is Act.HELP
        server.fault = 500
        reads = await asyncio.gather(*(escalating.understand("x", CONTEXT) for _ in range(5)))
        assert all(read is UNSURE for read in reads)
