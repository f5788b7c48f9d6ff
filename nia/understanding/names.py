"""Trim and divide what was tagged as a person, a company or a description. Assignment calls it."""

from __future__ import annotations

import re

_TRAILING = re.compile(
    r"(?:['\u2019]s?|\s+(?:ko|ka|ki|ke|se|ne|ji|please|pls|too|also|को|का|की|के|से|ने|जी))+$|[\s,;:.!?\"'\u201d-]+$", re.I
)
_LEADING = re.compile(r"^(?:[\s,;:.\"'\u201c-]+|(?:with|from|to|for|by|of|at|saying|about)\s+)+", re.I)
_BETWEEN = re.compile(r"\s*(?:,|;|&|\band\b|\baur\b|\bplus\b|\balong with\b|\bas well as\b|और)\s*", re.I)
_OF_SOMEBODY = re.compile(
    r"^(.+?)['\u2019]s\s+(?:card|record|details?|file|number|phone|profile|page|entry|status)$", re.I
)
_POSSESSED = re.compile(r"['\u2019]s?$")


def trim(text: str, *, words: bool = True) -> str:
    """Return `text` without the quotes, signs and (with `words`) the small words that only join it to its sentence."""
    text = text.strip()
    while words:
        shorter = _LEADING.sub("", _TRAILING.sub("", text))
        if shorter == text or not shorter:
            break
        text = shorter
    return text.strip(' \t\n"\u201c\u201d,;:') if not words else text


def divide(text: str) -> list[str]:
    """Return the persons of "Neha, Vikram and Asha" one by one."""
    return [part for part in (trim(piece) for piece in _BETWEEN.split(text)) if part]


def owner_of(text: str) -> str:
    """Return the name in a possessive: "Rahul's" and "Rahul's record" are Rahul, "his" stays."""
    return _POSSESSED.sub("", _OF_SOMEBODY.sub(r"\1", text.strip()))
