"""A chat model plays a persona; whatever its vendor does wrong says nothing of the agent."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

from nia.errors import ConfigError, VendorError
from nia.evaluation.simulation.by_model import ByModel, player, read_step, system_prompt
from nia.evaluation.simulation.conversation import converse
from nia.evaluation.simulation.manner import Manner
from nia.evaluation.simulation.persona import Persona
from nia.evaluation.simulation.step import Step
from nia.evaluation.stage.backdrop import Backdrop


class Scripted(BaseChatModel):
    """Answers by a script: texts, messages, and what a vendor raises."""

    script: list[Any]
    asked: list[list[BaseMessage]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *args: object, **more: object) -> ChatResult:
        self.asked.append(list(messages))
        answer = self.script.pop(0) if self.script else "[end]"
        if isinstance(answer, Exception):
            raise answer
        message = answer if isinstance(answer, AIMessage) else AIMessage(answer)
        return ChatResult(generations=[ChatGeneration(message=message)])


PERSONA = Persona.draw(3)


async def test_it_says_presses_and_ends(backdrop: Backdrop) -> None:
    chat = Scripted(script=["remind me to call Ravi tomorrow at 5 pm", "[confirm]", "[end]"])
    judged = await converse(backdrop, PERSONA, ByModel(PERSONA, chat))
    assert [one.step.did for one in judged.played.exchanges] == [
        "say: remind me to call Ravi tomorrow at 5 pm",
        "press: confirm",
    ]
    assert [entry.tool for entry in judged.played.entries] == ["create_task"]
    assert not judged.wrong
    assert {finding.invariant for finding in judged.unmet} == {"goals_are_reached"}
    assert "Create this task?" in str(chat.asked[-2][-1].content)


async def test_it_ends_though_the_model_never_does(backdrop: Backdrop) -> None:
    chat = Scripted(script=["hello"] * 50)
    judged = await converse(backdrop, PERSONA, ByModel(PERSONA, chat, turns=5))
    assert len(judged.played.exchanges) == 5


@pytest.mark.parametrize(
    "failure",
    [
        RuntimeError("429"),
        TimeoutError(),
        AIMessage(""),
        AIMessage("cut o", response_metadata={"finish_reason": "length"}),
        AIMessage("no", response_metadata={"finish_reason": "content_filter"}),
    ],
)
async def test_one_failure_is_tried_again_and_two_break_off(failure: object) -> None:
    assert await ByModel(PERSONA, Scripted(script=[failure, "hello"])).next(None) == Step(say="hello")
    with pytest.raises(VendorError, match="plays the user"):
        await ByModel(PERSONA, Scripted(script=[failure, failure])).next(None)


@pytest.mark.parametrize(
    ("said", "waits", "step"),
    [
        ("[confirm]", True, Step(press="confirm")),
        ("[Cancel]", True, Step(press="cancel")),
        ("[edit value=6 lakh]", True, Step(press="edit", edit={"value": "6 lakh"})),
        ("[confirm]", False, Step(say="yes")),
        ("that is all [end]", False, Step(say="that is all")),
        ("[end]", True, None),
        ("[END]", False, None),
    ],
)
def test_brackets_are_buttons_where_a_card_waits(said: str, waits: bool, step: Step | None) -> None:
    assert read_step(said, card_waits=waits) == step


def test_it_is_told_its_goals_and_what_it_does_not_know() -> None:
    for seed in range(40):
        for manner in Manner:
            persona = Persona.draw(seed, manner)
            prompt = system_prompt(persona)
            for goal in persona.goals:
                assert all(value.words in prompt for value in goal.slots.values())
                assert all(slot in prompt for slot in goal.unknown)
            assert not [
                secret for secret in persona.world.secrets if secret in prompt and secret not in repr(persona.goals)
            ]


def test_without_a_model_it_says_what_to_do(backdrop: Backdrop) -> None:
    with pytest.raises(ConfigError, match="Set the key"):
        player(backdrop.installation.settings.config_dir, {})
