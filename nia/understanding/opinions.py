"""What somebody thinks of a thing is no part of a wish: "looks good to me, send it" goes not to "me". `assign` asks."""

from __future__ import annotations

import re

_OPINION = re.compile(
    r"\b(?:mere|mera|hamare) hisa+b se\b"
    r"|\b(?:(?:it|that|this|all|everything)\s+)?(?:(?:looks?|sounds?|seems?|is|it's|that's|all)\s+)?(?:good|fine|ok|okay|great|perfect|right|alright|clear|correct)"
    r"\s+(?:to|for|by|with)\s+(?:me|us)\b"
    r"|\b(?:it|that|this)\s+(?:works|suits|does|will do)(?:\s+(?:for|with)?\s*(?:me|us))?\b",
    re.I,
)


def is_opinion(text: str, start: int, end: int) -> bool:
    """Tell whether the words from `start` to `end` lie within an opinion."""
    return any(found.start() <= start and end <= found.end() for found in _OPINION.finditer(text))
