"""Later wishes of a sentence that lean on the first: "and Sunita as qualified", "with him". WishReader calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.port import Json, SlotValue, Wish

_PAIRED = re.compile(
    r"^(?P<polite>(?:please|pls|kindly)\s+)?(?P<verb>mark|move|set)\s+(?P<first>[^\W\d_][\w' ]*?)\s+(?:as|to)\s+"
    r"(?P<one>[a-z]+)(?P<joined>\s*,?\s+and\s+)(?P<then>[A-Z][\w' ]*?\s+(?:as|to)\s+[a-z]+)[\s.!]*$"
)
_OTHER = re.compile(
    r"^(?P<head>.{8,}?)[\s,;.-]+(?:(?:no|nahi|wait|sorry|oh|oops|actually)\b[\s,]*)+"
    r"(?:(?:not (?:that|this|the first)(?: one)?|not (?:him|her|it)|wrong one|that'?s wrong)[\s,]+)"
    r"(?:but |rather |i mean |it'?s |make (?:it|that) )?(?P<new>[^,;.]{2,60}?)[\s.!]*$",
    re.I,
)
_RECORDS = ("lead", "meeting", "task", "mail")
_PRONOUNS = frozenset({"him", "her", "them", "he", "she", "that"})
_GATHERED = ("attendees", "to")


def paired(text: str) -> tuple[tuple[str, int], tuple[str, int]] | None:
    """Return "mark Amit as contacted", "mark Sunita as qualified" of one verb, each with the shift of its offsets."""
    found = _PAIRED.match(text)
    if found is None:
        return None
    verb = f"{found['verb']} "
    return (text[: found.start("joined")], 0), (verb + found["then"], found.start("then") - len(verb))


def other_one(text: str) -> tuple[str, str, int] | None:
    """Return a wish, the record that was meant instead and its place: "close the claim, no not that one, the quote"."""
    found = _OTHER.match(text)
    said = found is not None and any(char.isalnum() for char in found["head"])  # what was read already is blanked
    return (found["head"], found["new"], found.start("new")) if found is not None and said else None


def about_other(wish: Wish, new: str, at: int) -> Wish | None:
    """Return the wish about the record that was named instead; None where it is about none or several."""
    names = [name for name in _RECORDS if name in wish.slots]
    if len(names) != 1:
        return None
    meant = SlotValue(new, new, (at, at + len(new)))
    return replace(wish, slots={**wish.slots, names[0]: meant})


def named(wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    """Return the wishes with a pronoun for the person whom a former wish of the sentence names as that name."""
    done: list[Wish] = []
    person: str | None = None
    for wish in wishes:
        slots = dict(wish.slots)
        for name in ("lead", *_GATHERED):
            value = slots.get(name)
            if person is not None and value is not None:
                slots[name] = replace(value, value=_resolved(value.value, person))
        done.append(replace(wish, slots=slots))
        person = _person(done[-1]) or person
    return tuple(done)


def _resolved(value: Json, person: str) -> Json:
    if isinstance(value, list):
        return [person if str(one).lower() in _PRONOUNS else one for one in value]
    return person if str(value).lower() in _PRONOUNS else value


def _person(wish: Wish) -> str | None:
    """Return the one person whom a wish names; a lead that it only makes is not known by name yet."""
    value = next((wish.slots[name].value for name in ("lead", *_GATHERED) if name in wish.slots), None)
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else None
    return value if isinstance(value, str) and value.lower() not in _PRONOUNS and value[:1].isupper() else None
