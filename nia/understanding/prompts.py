"""Prompts from `config/prompts/<role>/<language>.yaml`, filled from a turn's context. The model adapter sends them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from nia.understanding.masking import Mask
from nia.understanding.port import Offer, TurnContext
from nia.yaml_file import read_yaml

LONGEST_MESSAGE = 1000
LONGEST_NAME = 120
_PLACE = re.compile(r"\{(\w+)\}")

Message = tuple[str, str]
"""A role ("system", "human") and its text, as LangChain takes them."""


class UnderstandPrompt(BaseModel):
    """How a model is asked to read one message."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    PLACES: ClassVar[frozenset[str]] = frozenset(
        "now time_zone working_hours fiscal_year_starts currency task asked offered focus history".split()
    )

    version: int = Field(ge=1, description="grows with every change, and is noted with every call")
    system: str = Field(min_length=1)
    shown: str = Field(description="introduces the last messages; {history} are they")
    none: str = Field(default="none", description="stands where nothing is open, asked or shown")

    @field_validator("system", "shown")
    @classmethod
    def _known_places(cls, given: str) -> str:
        unknown = set(_PLACE.findall(given)) - cls.PLACES
        if unknown:
            raise ValueError(f"has unknown places: {', '.join(sorted(unknown))}")
        return given


def load_prompt(config_dir: Path, language: str = "en") -> UnderstandPrompt:
    """Read the prompt of a language, the English one where there is none; raise `ConfigError`."""
    folder = config_dir / "prompts" / "understand"
    path = folder / f"{language}.yaml"
    return read_yaml(path if path.is_file() else folder / "en.yaml", UnderstandPrompt)


def render(
    prompt: UnderstandPrompt, utterance: str, context: TurnContext, mask: Mask, history_messages: int = 6
) -> list[Message]:
    """Return the messages of one call. All that goes in is masked; earlier messages are marked as data."""
    said = mask.hide(utterance)  # first, so that its contacts have the first numbers
    values = _values(prompt, context, mask)
    messages = [("system", _filled(prompt.system, values))]
    last = context.history[-history_messages:] if history_messages else ()
    if last:
        history = "\n".join(f"{role}: {_clipped(text, LONGEST_MESSAGE)}" for role, text in last)
        messages.append(("system", _filled(prompt.shown, {"history": mask.hide(history)})))
    return [*messages, ("human", said)]


def _values(prompt: UnderstandPrompt, context: TurnContext, mask: Mask) -> Mapping[str, str]:
    now = context.now.astimezone(ZoneInfo(context.time_zone))
    waiting = context.waiting
    task, filled = (waiting.tool, waiting.args) if waiting else (context.task, context.filled)
    so_far = json.dumps(dict(filled), ensure_ascii=False, default=str)
    return {
        "now": now.strftime("%A %Y-%m-%dT%H:%M%z"),
        "time_zone": context.time_zone,
        "working_hours": "–".join(context.working_hours),
        "fiscal_year_starts": str(context.fiscal_year_starts),
        "currency": context.currency,
        "task": mask.hide(f"{task} {so_far}") if task else prompt.none,
        "asked": f"{context.asked.tool}: {', '.join(context.asked.slots)}" if context.asked else prompt.none,
        "offered": mask.hide(_lines(context.offered)) or prompt.none,
        "focus": mask.hide(_lines(context.focus)) or prompt.none,
    }


def _lines(offers: tuple[Offer, ...]) -> str:
    return "; ".join(f"{n}. {offer.kind} {_clipped(offer.name, LONGEST_NAME)}" for n, offer in enumerate(offers, 1))


def _clipped(text: str, longest: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[:longest] + "…"


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Fill the named places and nothing else: what was said may hold braces of its own."""
    return _PLACE.sub(lambda found: values.get(found.group(1), found.group()), template)
