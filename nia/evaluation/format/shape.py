"""What every map of a suite has in common: no unknown key, and values by name. The models of the format use it."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from nia.understanding.port import Json

Item = TypeVar("Item")


class Shape(BaseModel):
    """A map of a suite."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _listed(given: object) -> object:
    return given if isinstance(given, list | tuple) or given is None else [given]


OneOrMore = Annotated[tuple[Item, ...], BeforeValidator(_listed)]
"""A list; a value by itself is a list of one."""

Values = dict[str, Json]
"""Slots, arguments or fields, by name."""
