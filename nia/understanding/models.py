"""The model adapter: implements the port with a chat model and bound tools. `Escalating` asks it; it never decides."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nia.errors import ModelError
from nia.understanding.masking import Mask
from nia.understanding.model_settings import ModelSettings, ProviderSettings
from nia.understanding.model_use import use_of
from nia.understanding.model_values import CONFIDENCE, Reader
from nia.understanding.port import Act, Json, SlotShape, ToolShape, TurnContext, Understanding, Wish
from nia.understanding.prompts import UnderstandPrompt, render
from nia.understanding.tool_schemas import ACT, ANSWER, MODEL_ACTS, PICK, tool_schemas

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

MOST_CALLS = 8
QUOTED = {"remember": "text"}
"""Slots of tools whose text must be the user's own words, not something that a model put together."""

_FINISHED = {"tool_calls", "stop", "function_call"}


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A function that the model called, with the arguments as it gave them."""

    name: str
    args: Mapping[str, Json]


class ModelAdapter:
    """One provider's model behind the port. `chat` is its client, perhaps still loading."""

    def __init__(
        self, settings: ProviderSettings, common: ModelSettings, prompt: UnderstandPrompt, chat: Future[BaseChatModel]
    ) -> None:
        self.settings = settings
        self._common = common
        self._prompt = prompt
        self._chat = chat

    @property
    def name(self) -> str:
        """The provider's name."""
        return self.settings.name

    async def understand(self, utterance: str, context: TurnContext, timeout_s: float | None = None) -> Understanding:
        """Read `utterance` with the model, within `timeout_s`.

        Raises `ModelError` for every failure: no client, no answer in time, an error of the vendor's,
        no call of a function, an unknown function or slot, a value that cannot be one.
        """
        mask = Mask(self._common.mask)
        messages = render(self._prompt, utterance, context, mask, self._common.history_messages)
        schemas = tool_schemas(context)
        try:
            async with asyncio.timeout(timeout_s or self.settings.timeout_s):
                chat = await asyncio.shield(asyncio.wrap_future(self._chat))
                message = await chat.bind_tools(schemas).ainvoke(list(messages))
        except TimeoutError as error:
            raise ModelError("the model did not answer in time", outcome="timeout", by=self.name) from error
        except Exception as error:  # a vendor's library raises whatever it likes, and none of it may end a turn
            raise ModelError(f"the model failed: {type(error).__name__}", outcome="failed", by=self.name) from error
        used = use_of(message, self.settings)
        try:
            read = read_answer(tool_uses(message, mask), utterance, context, by=f"model:{self.name}")
        except ModelError as error:  # an answer of no use is paid for, too
            raise ModelError(str(error), **{**error.values, "used": used}) from error
        return replace(read, used=used)


def tool_uses(message: AIMessage, mask: Mask) -> list[ToolUse]:
    """Return the functions that a finished answer calls, unmasked; raise `ModelError` where it is not usable."""
    finish = str(message.response_metadata.get("finish_reason") or "").lower()
    if finish not in _FINISHED:
        raise ModelError("the model's answer is cut off or was blocked", outcome="unfinished", finish=finish)
    if message.invalid_tool_calls:
        raise ModelError("the model called a function with broken arguments", outcome="garbage")
    if not 0 < len(message.tool_calls) <= MOST_CALLS:
        raise ModelError("the model called no function, or too many", outcome="no_call")
    try:
        return [ToolUse(call["name"], _map(mask.restore(call["args"]))) for call in message.tool_calls]
    except (KeyError, RecursionError):
        raise ModelError("the model made up a placeholder", outcome="invalid") from None


def read_answer(uses: Sequence[ToolUse], said: str, context: TurnContext, by: str) -> Understanding:
    """Turn function calls into an understanding. Only wishes, answers, a choice or a harmless act can come of them."""
    by_name: dict[str, Callable[[Mapping[str, Json]], Understanding]] = {
        ANSWER: lambda args: _answers(args, said, context, by),
        PICK: lambda args: _picked(args, context, by),
        ACT: lambda args: _act(args, context, by),
    }
    special = by_name.get(uses[0].name)
    if special is not None and len(uses) == 1:
        return special(uses[0].args)
    wishes = tuple(_wish(use, said, context) for use in uses)
    return Understanding(context.language, wishes=wishes, confidence=CONFIDENCE, language_is_clear=False, by=by)


def _wish(use: ToolUse, said: str, context: TurnContext) -> Wish:
    tool = context.tool(use.name)
    if tool is None:
        raise ModelError("the model called an unknown function", outcome="unknown_tool")
    slots = Reader(said, context).slots(_shapes(tool), use.args)
    quoted = slots.get(QUOTED.get(tool.name, ""))
    if quoted is not None and quoted.span is None:
        raise ModelError("the model put words into the user's mouth", outcome="invalid", slot=QUOTED[tool.name])
    return Wish(tool.name, slots, CONFIDENCE, said)


def _answers(args: Mapping[str, Json], said: str, context: TurnContext, by: str) -> Understanding:
    tool = context.tool(context.waiting.tool if context.waiting else context.task or "")
    if tool is None:
        raise ModelError("the model answered a question that nobody asked", outcome="invalid")
    answers = Reader(said, context).slots(_shapes(tool), args)
    if not answers:
        raise ModelError("the model gave an empty answer", outcome="invalid")
    act = Act.CORRECT if context.waiting else None
    return Understanding(
        context.language, act=act, answers=answers, confidence=CONFIDENCE, language_is_clear=False, by=by
    )


def _picked(args: Mapping[str, Json], context: TurnContext, by: str) -> Understanding:
    number = args.get("number")
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= len(context.offered):
        raise ModelError("the model chose a line that was not shown", outcome="invalid")
    return Understanding(context.language, picked=number - 1, confidence=CONFIDENCE, language_is_clear=False, by=by)


def _act(args: Mapping[str, Json], context: TurnContext, by: str) -> Understanding:
    act = next((one for one in MODEL_ACTS if one == args.get("act")), None)
    if act is None:
        raise ModelError("the model read an act that only the user's own words can give", outcome="invalid")
    return Understanding(context.language, act=act, confidence=CONFIDENCE, language_is_clear=False, by=by)


def _shapes(tool: ToolShape) -> dict[str, SlotShape]:
    return {slot.name: slot for slot in tool.slots}


def _map(args: Json) -> Mapping[str, Json]:
    return args if isinstance(args, dict) else {}
