"""`config/models.yaml`: which models may be asked, when, within what budget. The adapter and `nia doctor` read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from nia.yaml_file import read_yaml

LIBRARIES = {"openai": "langchain_openai", "google": "langchain_google_genai"}


class Policy(StrEnum):
    """When a model is asked."""

    ENGINE_FIRST = "engine_first"
    MODEL_FIRST = "model_first"
    ENGINE_ONLY = "engine_only"


class ProviderSettings(BaseModel):
    """A model that may be asked. It is used when its key is in the environment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[\w.-]{1,40}$", description="as it is called in traces")
    kind: Literal["openai", "google"] = Field(description="openai also for servers that speak its protocol")
    model: str = Field(min_length=1, description="the vendor's name of the model")
    api_key_env: str | None = Field(
        default=None, description="the variable that holds the key; none for a local server"
    )
    base_url: str | None = Field(default=None, pattern=r"^https?://", description="unset: the vendor's own")
    timeout_s: float = Field(default=4.0, gt=0, le=8, description="how long one call may take")
    max_tokens: int = Field(default=800, ge=50, le=8000, description="of one answer")
    input_per_million: float = Field(default=0.0, ge=0, description="US dollars for a million tokens that it reads")
    output_per_million: float = Field(default=0.0, ge=0, description="US dollars for a million tokens that it writes")

    @model_validator(mode="after")
    def _can_be_told_apart(self) -> ProviderSettings:
        if self.api_key_env is None and self.base_url is None:
            raise ValueError("needs api_key_env, or the base_url of a server that wants no key")
        return self

    def cost_usd(self, input_tokens: int, output_tokens: int) -> float:
        """Return what so many tokens cost, in US dollars."""
        return (input_tokens * self.input_per_million + output_tokens * self.output_per_million) / 1_000_000

    def key(self, env: Mapping[str, str]) -> str | None:
        """Return the key, "none" for a server that wants none, or None where it is missing."""
        if self.api_key_env is None:
            return "none"
        return env.get(self.api_key_env, "").strip() or None


class ModelSettings(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    policy: Policy = Policy.ENGINE_FIRST
    escalate_below: float = Field(default=0.6, ge=0, le=1, description="ask where the engine is less sure than this")
    turn_budget_s: float = Field(default=6.0, gt=0, le=8, description="for all calls of a turn")
    calls_per_turn: int = Field(default=2, ge=1, le=5)
    mask: bool = Field(default=True, description="hide phones and mail addresses from models")
    history_messages: int = Field(default=6, ge=0, le=40)
    circuit_failures: int = Field(default=3, ge=1, description="so many failures in a row rest a model")
    circuit_rest_s: float = Field(default=30.0, gt=0)
    providers: tuple[ProviderSettings, ...] = Field(default=(), description="in the order in which they are asked")


@dataclass(frozen=True, slots=True)
class ProviderStatus:
    """Whether a provider can be used here; `nia doctor` shows it."""

    name: str
    model: str
    has_key: bool
    installed: bool
    needs: str | None = None
    """The variable to set, where the key is missing."""

    @property
    def usable(self) -> bool:
        """Tell whether it is asked."""
        return self.has_key and self.installed


def load_model_settings(config_dir: Path) -> ModelSettings:
    """Read `models.yaml`; without the file no model is asked. Raise `ConfigError` where it is wrong."""
    path = config_dir / "models.yaml"
    return read_yaml(path, ModelSettings) if path.is_file() else ModelSettings()


def provider_status(settings: ModelSettings, env: Mapping[str, str]) -> tuple[ProviderStatus, ...]:
    """Return what each configured provider has and lacks. No library is imported for it."""
    return tuple(
        ProviderStatus(
            name=one.name,
            model=one.model,
            has_key=one.key(env) is not None,
            installed=find_spec(LIBRARIES[one.kind]) is not None,
            needs=None if one.key(env) else one.api_key_env,
        )
        for one in settings.providers
    )
