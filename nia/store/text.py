"""Makes text that came from outside storable. Whoever takes in a user's or vendor's words calls it first."""

from __future__ import annotations

_REPLACEMENT = "\ufffd"


def storable(text: str) -> str:
    """Return `text` as every database can keep it: NUL and lone surrogates become U+FFFD.

    JSON may bring both (`"\\u0000"`, `"\\ud800"`). PostgreSQL keeps no NUL, and no driver can encode half a pair.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", _REPLACEMENT)
