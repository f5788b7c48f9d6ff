"""What a turn's calls of models came to: answers, tokens, cost. The adapter counts it, and the trace keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

    from nia.understanding.model_settings import ProviderSettings


@dataclass(frozen=True, slots=True)
class ModelUse:
    """How often a model answered, of use or not, and what is paid for it: tokens, and US dollars."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0

    def __add__(self, other: ModelUse) -> ModelUse:
        """Return both together."""
        return ModelUse(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cost_usd + other.cost_usd,
        )


NO_MODEL = ModelUse()


def use_of(message: AIMessage, settings: ProviderSettings) -> ModelUse:
    """Return what an answer came to, by the tokens that the vendor counted; a server that counts none costs nothing."""
    counted = message.usage_metadata
    read, written = (counted["input_tokens"], counted["output_tokens"]) if counted else (0, 0)
    return ModelUse(1, read, written, settings.cost_usd(read, written))
