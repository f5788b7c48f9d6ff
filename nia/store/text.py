"""Makes text that came from outside storable. Whoever takes in a user's or vendor's words calls it first."""

from __future__ import annotations

from typing import TypeVar, cast

_REPLACEMENT = "\ufffd"
Plain = TypeVar("Plain")


def storable(text: str) -> str:
    """Return `text` as every database can keep it: NUL and lone surrogates become U+FFFD.

    JSON may bring both (`"\\u0000"`, `"\\ud800"`). PostgreSQL keeps no NUL, and no driver can encode half a pair.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", _REPLACEMENT)


def storable_json(value: Plain) -> Plain:
    """Return plain JSON in which every text, also the names of fields, is `storable`."""
    plain: object = value
    if isinstance(value, str):
        plain = storable(value)
    elif isinstance(value, dict):
        plain = {storable(str(name)): storable_json(one) for name, one in value.items()}
    elif isinstance(value, list | tuple):
        plain = [storable_json(one) for one in value]
    return cast("Plain", plain)
