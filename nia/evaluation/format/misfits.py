"""What does not fit the shape of a suite, in the words of whoever writes one, and the mend. `reading` calls it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from nia.evaluation.format.examples import EXAMPLES
from nia.evaluation.format.expect import Expect, ReplyExpect
from nia.evaluation.format.fields import fields_of
from nia.evaluation.format.places import in_file, named, value_at
from nia.evaluation.format.shape import Shape
from nia.evaluation.format.suite import ConversationSpec, Suite, TurnSpec
from nia.yaml_file import Loc
from nia.yaml_mends import mend_of

Misfit = tuple[Loc, str, str]
"""Where it is, what is wrong, the mend."""

_NOUNS: Mapping[str, str] = {
    "tuple": "a list",
    "list": "a list",
    "dict": "a map",
    "model": "a map",
    "string": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a date",
    "datetime": "a time with its offset",
    "timezone": "a time with its offset",
    "literal": "false",
}
_HOMES: Mapping[type[Shape], str] = {
    Suite: "It belongs to the suite itself: write it at the left margin",
    ConversationSpec: "It belongs to a conversation: indent it to stand under 'id'",
    TurnSpec: "It belongs to a turn: indent it to stand under 'say'",
    Expect: "It belongs into an expect: indent it, or write it into its braces",
    ReplyExpect: "It belongs into a reply: indent it, or write it into its braces",
}
_NO_HOME = frozenset(("user", "given", "meanwhile", "read", "wrote", "notifies", "finally"))
"""Where a key of the same name as one of a suite's or turn's is meant otherwise."""


def misfits(error: ValidationError, content: object) -> Iterator[Misfit]:
    """Yield each mistake once, however many branches of a union have refused it."""
    groups: dict[Loc, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        loc = in_file(details["loc"], content)
        missing = (str(details["loc"][-1]),) if details["type"] == "missing" else ()
        groups.setdefault((*loc, *missing), []).append(details)
    for loc, group in groups.items():
        if not any(other[: len(loc)] == loc for other in groups if len(other) > len(loc)):
            yield (loc, *_told(loc, group, content))


def _told(loc: Loc, group: Sequence[ErrorDetails], content: object) -> tuple[str, str]:
    details, kind = group[0], group[0]["type"]
    if kind in ("missing", "extra_forbidden") or details["loc"][-1:] == ("[key]",):
        lacks = "is missing" if kind == "missing" else "is not known"
        return f"{named(loc[:-1], content)}: the key {str(loc[-1])!r} {lacks}", _mend_of_key(details, loc)
    if kind == "value_error":
        return _by_rule(loc, details, content)
    given = _shown(value_at(loc, content))
    if kind == "literal_error" and len(group) == 1:
        return f"{named(loc, content)}: {given} is not known", mend_of(details, Suite)
    if kind == "string_too_short":
        return f"{named(loc, content)} is empty", "Give it a value, or remove the key"
    if kind == "string_pattern_mismatch":
        return f"{named(loc, content)}: {given} has not the form that it must have", _mend_of_value(loc, details, given)
    nouns = dict.fromkeys(_NOUNS[noun] for one in group if (noun := re.split("_", one["type"])[0]) in _NOUNS)
    what = f"is not {' or '.join(nouns)}" if nouns else _lower(details["msg"].removeprefix("Input "))
    return f"{named(loc, content)}: {given} {what}", _mend_of_value(loc, details, value_at(loc, content))


def _by_rule(loc: Loc, details: ErrorDetails, content: object) -> tuple[str, str]:
    """Return what a rule of the format says: "has no now: add it at the top"."""
    said, _, mend = details["msg"].removeprefix("Value error, ").partition(": ")
    given = value_at(loc, content)
    shown = f": {_shown(given)}" if isinstance(given, str) else ""
    return f"{named(loc, content)}{shown} {said}", mend[:1].upper() + mend[1:]


def _mend_of_key(details: ErrorDetails, loc: Loc) -> str:
    """Say what the key should be; one that belongs elsewhere was most often indented otherwise than it was meant."""
    key = str(loc[-1])
    if ":" in key:
        return "Put a space after the colon"
    home = next((mend for shape, mend in _HOMES.items() if key in fields_of(shape)), None)
    if details["type"] == "extra_forbidden" and home is not None and _NO_HOME.isdisjoint(map(str, loc[:-1])):
        return home
    return mend_of(details, Suite)


def _mend_of_value(loc: Loc, details: ErrorDetails, given: object) -> str:
    keys = [part for part in loc if isinstance(part, str)][-2:]
    if isinstance(given, str) and details["type"] == "model_type" and re.match(r"\w+:\S", given):
        return f"Put a space after the colon: {given.replace(':', ': ', 1)}"
    example = EXAMPLES.get(".".join(keys)) or EXAMPLES.get(keys[-1] if keys else "")
    is_text = details["type"] == "string_type" and not isinstance(given, list | dict)
    if is_text and (example is None or isinstance(loc[-1], int)):
        return f"Put it in quotes: {json.dumps(_shown(given).strip(chr(34)), ensure_ascii=False)}"
    return f"Write it like {keys[-1]}: {example}" if example else mend_of(details, Suite)


def _shown(given: object) -> str:
    """Return a value as it stands in the file; of a list or a map only that it is one."""
    if isinstance(given, list):
        return "a list"
    if isinstance(given, dict):
        return "a map"
    return json.dumps(given.isoformat() if isinstance(given, date) else given, ensure_ascii=False)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
