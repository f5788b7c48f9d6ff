"""Words a pydantic error for whoever edits a YAML file: what is wrong, and how to mend it. `yaml_file` calls it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

_WANTED: Mapping[str, str] = {
    "string_type": "Write a text; put it in quotes if YAML reads it as something else (yes, no, on, off, 5:30)",
    "int_type": "Write a whole number, without quotes",
    "int_parsing": "Write a whole number",
    "int_from_float": "Write a whole number",
    "float_type": "Write a number, without quotes",
    "float_parsing": "Write a number",
    "bool_type": "Write true or false",
    "bool_parsing": "Write true or false",
    "list_type": "Write a list: one '- …' a line, or [one, two]",
    "tuple_type": "Write a list: one '- …' a line, or [one, two]",
    "dict_type": "Write a map: 'key: value', a line each, indented",
    "mapping_type": "Write a map: 'key: value', a line each, indented",
    "model_type": "Write a map: 'key: value', a line each, indented",
}


def problem_of(details: ErrorDetails) -> str:
    """Return what is wrong, with the path of the key."""
    where = ".".join(str(part) for part in details["loc"] if part != "[key]")
    kind = details["type"]
    if kind == "extra_forbidden":
        return f"the key {where!r} is not known"
    if kind == "missing":
        return f"the key {where!r} is missing"
    if details["loc"] and details["loc"][-1] == "[key]":
        return f"the key {where!r} is not known"
    if kind == "string_pattern_mismatch":
        return f"{where}: {details['input']!r} has not the form that it must have"
    said = details["msg"].removeprefix("Value error, ").removeprefix("Input ")
    given = "" if isinstance(details["input"], dict | list) else f" {details['input']!r}"
    return f"{where or 'the file'}:{given} {said}" if where or given else said


def mend_of(details: ErrorDetails, model: type[BaseModel]) -> str:
    """Return what to do. `model` is the whole file's."""
    loc = details["loc"]
    if details["type"] == "extra_forbidden":
        return _nearest(str(loc[-1]), _keys_at(model, loc[:-1]))
    if details["type"] == "literal_error":
        expected = str((details.get("ctx") or {}).get("expected", ""))
        choices = [word for word in expected.replace(" or ", ", ").replace("'", "").split(", ") if word]
        return _nearest(str(details["input"]), choices)
    meant = _description_at(model, loc)
    if details["type"] == "missing":
        return f"Add it: {meant}" if meant else "Add it"
    wanted = _WANTED.get(details["type"])
    if wanted is None:
        return f"It is: {meant}" if meant else "Mend the value"
    return f"{wanted}. It is: {meant}" if meant else wanted


def _nearest(given: str, known: list[str]) -> str:
    near = get_close_matches(given, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"Known here: {', '.join(known)}" if known else "Remove it"


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    found = _model_at(model, loc)
    return [] if found is None else [info.alias or name for name, info in found.model_fields.items()]


def _description_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> str | None:
    holder = _model_at(model, loc[:-1])
    info = _field(holder, loc[-1]) if holder and loc else None
    return info.description if info else None


def _model_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel] | None:
    """Return the model of the map at `loc`, through lists, maps and unions; None where there is none."""
    hint: object = model
    for part in loc:
        here = _as_model(hint)
        if here is not None:
            info = _field(here, part)
            if info is None:
                continue  # a union's branch
            hint = info.annotation
        else:
            hint = _inner(hint)
    return _as_model(hint)


def _field(model: type[BaseModel], name: int | str) -> FieldInfo | None:
    by_alias = {info.alias or key: info for key, info in model.model_fields.items()}
    return by_alias.get(str(name))


def _as_model(hint: object) -> type[BaseModel] | None:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint
    if get_origin(hint) is Annotated or type(None) in get_args(hint):
        return next((found for part in get_args(hint) if (found := _as_model(part))), None)
    return None


def _inner(hint: object) -> object:
    """Return what a list's items or a map's values are."""
    if type(None) in get_args(hint) or get_origin(hint) is Annotated:
        hint = next((part for part in get_args(hint) if part is not type(None)), hint)
    held = [part for part in get_args(hint) if part is not Ellipsis]
    return held[-1] if held else None
