"""Tools as a model gets them: schemas derived from `ToolShape`, every slot optional. The model adapter binds them."""

from __future__ import annotations

from collections.abc import Mapping

from nia.understanding.port import Act, Json, SlotKind, SlotShape, ToolShape, TurnContext

ANSWER, ACT, PICK = "answer", "dialogue_act", "pick"
"""What a model may say beside the tools: slots of the open task, a harmless act, a line of the list shown."""

MODEL_ACTS = (Act.HELP, Act.GREET, Act.THANKS, Act.GOODBYE, Act.CANCEL, Act.REPEAT, Act.RESUME, Act.OUT_OF_SCOPE)
"""The acts that a model may read. Confirming, denying, proceeding in spite of a warning and undoing are the user's."""

NESTED = {SlotKind.FILTER: "find_leads", SlotKind.CHANGES: "update_lead"}

_TIME = "ISO 8601, in the user's time zone, with the offset where a time of day was said"
_TEXTS: Mapping[SlotKind, str] = {
    SlotKind.TEXT: "in the user's own words",
    SlotKind.PERSON: "a person's name as said",
    SlotKind.EMAIL: "only if the user said it",
    SlotKind.PHONE: "only if the user said it, digits and + only",
    SlotKind.INSTANT: f"{_TIME}; the date alone while the time of day is unknown",
    SlotKind.MOMENT: f"{_TIME}; a date alone where no time of day was said",
    SlotKind.DATE: "ISO 8601 date",
    SlotKind.RANGE_START: f"where the range begins: {_TIME}, or a date",
    SlotKind.RANGE_END: f"where the range ends, that day included: {_TIME}, or a date",
    SlotKind.SHIFT: "a signed ISO 8601 duration: -PT1H is an hour earlier",
    SlotKind.LEAD: "the words that name the lead, also a pronoun or 'the second one'",
    SlotKind.MEETING: "the words that name the meeting, also a pronoun or 'the second one'",
    SlotKind.TASK: "the words that name the task, also a pronoun or 'the second one'",
    SlotKind.MAIL: "the words that name the mail, also a pronoun or 'the second one'",
    SlotKind.USER: "a colleague's name, or 'me'",
}


def tool_schemas(context: TurnContext) -> list[dict[str, Json]]:
    """Return the functions that a model may call now, in the form of OpenAI's `tools`; both clients take it."""
    schemas = [_function(tool.name, _described(tool), tool.slots, context) for tool in context.tools]
    open_task = context.tool(context.waiting.tool if context.waiting else context.task or "")
    if open_task is not None:
        text = f"Slots for the open task {open_task.name}: an answer to the question, or a correction of the card."
        schemas.append(_function(ANSWER, text, open_task.slots, context))
    if context.offered:
        number: dict[str, Json] = {"type": "integer", "minimum": 1, "maximum": len(context.offered)}
        schemas.append(_schema(PICK, "The user chooses this line of the list shown.", {"number": number}, ["number"]))
    acts: dict[str, Json] = {"type": "string", "enum": [str(act) for act in MODEL_ACTS]}
    schemas.append(_schema(ACT, "The message is no request but one of these.", {"act": acts}, ["act"]))
    return schemas


def _described(tool: ToolShape) -> str:
    examples = "; ".join(_plain(example) for example in tool.examples[:3])
    return f"{tool.description} Examples: {examples}" if examples else tool.description


def _plain(example: str) -> str:
    """Return an annotated example without its marks: "call [Ravi](lead)" is "call Ravi"."""
    said = ""
    for part in example.split("["):
        words, mark, rest = part.partition("](")
        said += words + rest.partition(")")[2] if mark else part
    return said


def _function(name: str, text: str, slots: tuple[SlotShape, ...], context: TurnContext) -> dict[str, Json]:
    return _schema(name, text, {slot.name: _slot(slot, context) for slot in slots}, [])


def _schema(name: str, text: str, properties: dict[str, Json], required: list[Json]) -> dict[str, Json]:
    parameters: dict[str, Json] = {"type": "object", "properties": properties}
    if required:
        parameters["required"] = required
    return {"type": "function", "function": {"name": name, "description": text, "parameters": parameters}}


def _slot(slot: SlotShape, context: TurnContext) -> dict[str, Json]:
    kind = slot.kind
    if kind is SlotKind.CHOICE:
        return {"type": "string", "enum": list(slot.choices)}
    if kind in (SlotKind.MINUTES, SlotKind.COUNT):
        return {"type": "integer"}
    if kind is SlotKind.FLAG:
        return {"type": "boolean"}
    if kind in (SlotKind.PEOPLE, SlotKind.ADDRESSES):
        return {"type": "array", "items": {"type": "string"}, "description": "names or addresses, as said"}
    if kind is SlotKind.MONEY:
        amount: dict[str, Json] = {"type": "string", "description": "a plain number: 5 lakh is 500000"}
        currency: dict[str, Json] = {"type": "string", "description": "ISO 4217, only if the user said one"}
        return {"type": "object", "properties": {"amount": amount, "currency": currency}}
    if kind in NESTED:
        inner = context.tool(NESTED[kind])
        simple = [one for one in inner.slots if one.kind not in (*NESTED, SlotKind.LEAD)] if inner else []
        return {"type": "object", "properties": {one.name: _slot(one, context) for one in simple}}
    described: dict[str, Json] = {"type": "string"}
    if kind in _TEXTS:
        described["description"] = _TEXTS[kind]
    return described
