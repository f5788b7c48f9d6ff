"""Turns plain arguments into a tool's argument model, or says which slot is wrong and why. The gate calls it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nia.errors import Invalid
from nia.tools.spec import Tool
from nia.understanding.port import Json

# pydantic's own error types, and the sentence (`errors.<problem>`) that says the same to a user
_PROBLEMS = {
    "missing": "missing",
    "literal_error": "not_a_choice",
    "greater_than_equal": "negative",
    "less_than_equal": "too_large",
    "string_too_long": "too_long",
    "too_short": "missing",
    "too_long": "too_many",
    "decimal_parsing": "bad_number",
    "int_parsing": "bad_number",
    "int_from_float": "bad_number",
    "date_from_datetime_parsing": "bad_time",
    "date_parsing": "bad_time",
    "datetime_parsing": "bad_time",
    "datetime_from_date_parsing": "bad_time",
    "timezone_aware": "time_of_day_missing",
    "extra_forbidden": "unknown_slot",
}


def validate(tool: Tool, args: Mapping[str, Json]) -> BaseModel:
    """Return the tool's validated arguments; raise `Invalid` for the first slot that is wrong or missing."""
    given = {name: value for name, value in args.items() if value is not None}
    for group in tool.one_of:
        if not any(name in given for name in group):
            raise Invalid(group[0], "missing")
    try:
        return tool.args.model_validate(given)
    except ValidationError as error:
        raise _first(tool, error) from None


def plain(args: BaseModel) -> dict[str, Json]:
    """Return validated arguments as plain JSON under their slots' names, without those not given."""
    return args.model_dump(mode="json", by_alias=True, exclude_none=True)


def _first(tool: Tool, error: ValidationError) -> Invalid:
    details = error.errors(include_url=False)[0]
    slot = str(details["loc"][0]) if details["loc"] else (tool.asks[0] if tool.asks else tool.slots[0].name)
    spec = tool.slot(slot)
    choices = spec.choices if spec else ()
    values: dict[str, object] = {**(details.get("ctx") or {}), "choices": list(choices)}
    values = {name: value for name, value in values.items() if name not in {"slot", "problem", "given", "error"}}
    return Invalid(slot, _problem(details), details.get("input"), **values)


def _problem(details: ErrorDetails) -> str:
    kind = details["type"]
    return _PROBLEMS.get(kind, kind)
