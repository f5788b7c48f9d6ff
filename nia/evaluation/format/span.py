"""A span of time as a suite writes it: ISO 8601, "PT18H". `suite` reads turns with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

_PATTERN = r"^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$"
_UNITS = ("weeks", "days", "hours", "minutes", "seconds")


@dataclass(frozen=True, slots=True)
class Duration:
    """A span: as it was written, and how long it is."""

    text: str
    length: timedelta


def parse(text: object) -> Duration:
    """Read "P2D" or "PT18H". Raises `ValueError` with an example."""
    if isinstance(text, Duration):
        return text
    found = re.match(_PATTERN, text) if isinstance(text, str) else None
    if found is None:
        raise ValueError('is no ISO 8601 duration: write "PT18H" for 18 hours, "P2D" for two days')
    parts = {unit: int(number) for unit, number in zip(_UNITS, found.groups(), strict=True) if number}
    return Duration(str(text), timedelta(**parts))


Span = Annotated[
    Duration,
    PlainValidator(parse),
    PlainSerializer(lambda span: span.text, return_type=str),
    WithJsonSchema({"type": "string", "pattern": _PATTERN, "examples": ["PT18H", "P2D"]}),
]
