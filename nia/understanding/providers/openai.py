"""GPT, and any server that speaks OpenAI's chat completions (vLLM, Ollama), by langchain-openai. `models` loads it."""

from __future__ import annotations

from langchain_core.language_models import BaseChatModel
from langchain_openai import ChatOpenAI
from openai import DefaultAsyncHttpxClient
from pydantic import SecretStr

from nia.understanding.model_settings import ProviderSettings


def build(settings: ProviderSettings, key: str) -> BaseChatModel:
    """Return the client. It never tries again by itself: the budget of a turn is NIA's to spend."""
    return ChatOpenAI(
        model=settings.model,
        api_key=SecretStr(key),
        base_url=settings.base_url,
        temperature=0,
        timeout=settings.timeout_s,
        max_retries=0,
        max_completion_tokens=settings.max_tokens,
        use_responses_api=False,
        # Its own connections: those that langchain-openai shares in a process outlive the event loop they belong to.
        http_async_client=DefaultAsyncHttpxClient(timeout=settings.timeout_s),
    )
