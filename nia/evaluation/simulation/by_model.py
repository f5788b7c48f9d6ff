"""The simulated user that a chat model plays, by `BaseChatModel`. `nia eval simulate --by-model` uses it."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from nia.errors import ConfigError, VendorError
from nia.evaluation.simulation.goals import Goal
from nia.evaluation.simulation.persona import Persona
from nia.evaluation.simulation.step import Step
from nia.evaluation.stage.observed import Observed
from nia.understanding.escalation import load_chat
from nia.understanding.model_settings import load_model_settings, provider_status

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

TIMEOUT_S = 20.0
TRIES = 2
LONGEST = 500
_PRESS = re.compile(r"^\[(confirm|cancel)\]$")
_EDIT = re.compile(r"^\[edit ([a-z_]+)\s*=\s*(.+)\]$", re.DOTALL)
_END = "[end]"
_FINISHED = frozenset({"stop", "end_turn", "", "tool_calls"})


@dataclass
class ByModel:
    """Plays a persona by a chat model, for at most `turns` turns."""

    persona: Persona
    chat: BaseChatModel
    turns: int = 24
    timeout_s: float = TIMEOUT_S
    _messages: list[BaseMessage] = field(init=False)

    def __post_init__(self) -> None:
        from langchain_core.messages import HumanMessage, SystemMessage

        self._messages = [SystemMessage(system_prompt(self.persona)), HumanMessage(str(_prompt()["begin"]))]

    async def next(self, seen: Observed | None) -> Step | None:
        """Return what the model does next. Raises `VendorError` where it fails twice in a row."""
        from langchain_core.messages import AIMessage, HumanMessage

        if seen is not None and seen.turn is not None:
            self._messages.append(HumanMessage(seen.turn.reply))
        if self.turns == 0:
            return None
        self.turns -= 1
        said = await self._asked()
        self._messages.append(AIMessage(said))
        return read_step(said, card_waits=seen is not None and seen.waiting is not None)

    async def _asked(self) -> str:
        """Return the model's text. A vendor's library raises whatever it likes; none of it says anything of NIA."""
        last: Exception | None = None
        for _ in range(TRIES):
            try:
                async with asyncio.timeout(self.timeout_s):
                    answer = await self.chat.ainvoke(self._messages)
            except Exception as error:
                last = error
                continue
            said = str(answer.text).strip()
            finish = str(answer.response_metadata.get("finish_reason") or "").lower()
            if said and finish in _FINISHED:
                return said[:LONGEST]
        why = type(last).__name__ if last else "an empty or unfinished answer"
        raise VendorError(f"the model that plays the user failed: {why}", retryable=True) from last


def read_step(said: str, *, card_waits: bool) -> Step | None:
    """Return what a model's text does: a button in brackets, the end, or words. A button without a card is a word."""
    if said.lower() == _END:
        return None
    press, edit = _PRESS.match(said.lower()), _EDIT.match(said)
    if press and card_waits:
        return Step(press="confirm" if press[1] == "confirm" else "cancel")
    if edit and card_waits:
        return Step(press="edit", edit={edit[1]: edit[2].strip()})
    if press:
        return Step(say="yes" if press[1] == "confirm" else "cancel")
    return Step(say=said.replace(_END, "").strip() or "thanks")


def system_prompt(persona: Persona) -> str:
    """Return what the model is told of its persona."""
    prompt, scene = _prompt(), persona.world.scene
    unknown = sorted({slot for goal in persona.goals for slot in goal.unknown})
    return str(prompt["system"]).format(
        name=scene.user.name,
        now=scene.now.strftime("%A, %d %B %Y, %H:%M"),
        manner=prompt["manners"][persona.manner],
        goals="\n".join(f"  {n}. {_told(goal)}" for n, goal in enumerate(persona.goals, start=1)),
        unknown=", ".join(unknown) or "nothing that you need",
    )


def player(config_dir: Path, env: Mapping[str, str] = os.environ) -> BaseChatModel:
    """Return the first model of `models.yaml` that can be used. Raises `ConfigError` where there is none."""
    settings = load_model_settings(config_dir)
    usable = {status.name for status in provider_status(settings, env) if status.usable}
    for one in settings.providers:
        if one.name in usable:
            return load_chat(one, one.key(env) or "")
    file, mend = str(config_dir / "models.yaml"), "Set the key of one of its providers, or leave --by-model out"
    raise ConfigError(file, None, "no model there can play the user", mend)


def _told(goal: Goal) -> str:
    """Return a goal as the persona is told of it."""
    facts = ", ".join(f"{slot.replace('_', ' ')}: {value.words}" for slot, value in goal.slots.items())
    return f"{goal.tool.replace('_', ' ')}" + (f" ({facts})" if facts else "")


@cache
def _prompt() -> Mapping[str, Mapping[str, str]]:
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, str]] = yaml.load(text, yaml.CSafeLoader)
    return loaded
