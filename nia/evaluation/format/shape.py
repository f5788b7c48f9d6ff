"""What every map of a suite has in common: no unknown key, and no empty one. The models of the format use it."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetJsonSchemaHandler, field_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from nia.understanding.port import Json

Item = TypeVar("Item")


class Shape(BaseModel):
    """A map of a suite."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @field_validator("*", mode="before")
    @classmethod
    def _says_something(cls, given: object) -> object:
        if given is None:  # an expectation that was left empty would pass for one that was never written
            raise ValueError("is empty: give it a value, or remove the key")
        return given


class _OneOrMore:
    """Takes a value by itself for a list of one, and says so in the schema."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        many = handler(core)
        return {"anyOf": [many["items"], many]}


def _listed(given: object) -> object:
    return given if isinstance(given, list | tuple) or given is None else [given]


OneOrMore = Annotated[tuple[Item, ...], BeforeValidator(_listed), _OneOrMore()]
"""A list; a value by itself is a list of one."""

Values = dict[str, Json]
"""Slots, arguments or fields, by name."""
