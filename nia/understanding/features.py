"""Hashed features of an utterance and of its units. Intent model, tagger and training use them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

from nia.understanding.units import Unit

INTENT_BITS = 16
TAG_BITS = 16
_INTENT_MASK = (1 << INTENT_BITS) - 1
_TAG_MASK = (1 << TAG_BITS) - 1
_LONGEST_WORD = 24  # an endless word says nothing after this many letters
_MASKED = frozenset({"time", "money", "phone", "email"})
_MOST_CONCEPTS = 12  # pairs grow with the square
_EDGE = Unit("edge", "", "", 0, 0)


def masked_words(units: Sequence[Unit]) -> list[str]:
    """Return the words that tell an intent: entities and names as their kind, signs left out."""
    words: list[str] = []
    for unit in units:
        if unit.kind in _MASKED:
            word = f"<{unit.kind}>"
        elif unit.kind == "sign":
            continue
        elif "city" in unit.senses:
            word = "<city>"
        elif unit.folded.isdecimal():
            word = "<number>"
        elif ("given" in unit.senses or "surname" in unit.senses) and not unit.folded.endswith("'s"):
            word = "<name>"
        else:
            word = unit.folded[:_LONGEST_WORD]
        if word == "<name>" and words and words[-1] == "<name>":
            continue
        words.append(word)
    return words


def concepts(units: Sequence[Unit]) -> list[str]:
    """Return what the words are about, in their order, each run of one concept once."""
    found: list[str] = []
    for unit in units:
        concept = unit.senses.get("concept") if unit.kind == "word" else unit.kind
        if concept is not None and concept != "sign" and (not found or found[-1] != concept):
            found.append(str(concept))
    return found


def intent_features(units: Sequence[Unit]) -> list[int]:
    """Return the hashed word 1- to 3-grams, character 3- to 5-grams, concepts and their pairs, each once."""
    words, about = masked_words(units), concepts(units)
    keys = [f"c{concept}" for concept in about]
    keys += [f"d{first} {then}" for first, then in pairwise(["^", *about, "$"])]
    once = sorted(set(about))[:_MOST_CONCEPTS]
    keys += [f"e{one} {other}" for at, one in enumerate(once) for other in once[at + 1 :]]
    padded = ["^", *words, "$"]
    for at, word in enumerate(padded):
        keys.append("w" + word)
        if at:
            keys.append(f"b{padded[at - 1]} {word}")
        if at > 1:
            keys.append(f"t{padded[at - 2]} {padded[at - 1]} {word}")
            keys.append(f"s{padded[at - 2]} {word}")
    keys += [f"h{word}" for word in words[:3]]
    for word in words:
        if word[0] != "<":
            keys += _grams(f"_{word}_")
    return list({crc32(key.encode()) & _INTENT_MASK for key in keys})


def _grams(word: str) -> list[str]:
    return [word[at : at + size] for size in (3, 4, 5) for at in range(len(word) - size + 1)]


def tag_features(units: Sequence[Unit], tool: str) -> list[list[str]]:
    """Return, for each unit, what is known of it and its surroundings before any tag is given."""
    words = [_EDGE, _EDGE, *units, _EDGE, _EDGE]
    return [_around(words, at + 2, tool) for at in range(len(units))]


def _around(units: Sequence[Unit], at: int, tool: str) -> list[str]:
    before2, before, here, after, after2 = units[at - 2 : at + 3]
    word, last, then = _key(here), _key(before), _key(after)
    senses = "+".join(sorted(here.senses)[:4])
    local = [
        "1" + word,
        "2" + last,
        "3" + then,
        f"4{last} {word}",
        f"5{word} {then}",
        f"6{_key(before2)} {last}",
        f"7{then} {_key(after2)}",
        f"8{here.kind} {here.shape} {senses}",
        f"9{before.shape} {here.shape} {after.shape}",
        f"a{here.folded[-3:]}",
        f"b{_sense(before)} {_sense(here)} {_sense(after)}",
        f"c{last} {_sense(here)}",
        f"d{last} {here.shape}",
        f"e{_key(before2)}",
        f"f{_key(after2)}",
    ]
    by_tool = [f"{tool}|{key}" for key in (local[0], local[1], local[2], local[7], local[11], local[12])]
    return [*local, *by_tool, f"{tool}|bias"]


def chained(keys: Sequence[int], tool: str, unit: Unit, tag: str, tag_before: str) -> list[int]:
    """Return the hashed features of a unit, with those that know the tags before it."""
    word = _key(unit)
    more = (
        f"p{tag}",
        f"q{tag} {tag_before}",
        f"r{tag} {word}",
        f"{tool}|p{tag}",
        f"t{tag} {_sense(unit)} {unit.kind}",
        f"{tool}|u{tag} {word}",
    )
    return [*keys, *(hashed(key) for key in more)]


def hashed(key: str) -> int:
    """Return the row of a tagger's feature."""
    return crc32(key.encode()) & _TAG_MASK


def _key(unit: Unit) -> str:
    return unit.folded[:_LONGEST_WORD] if unit.kind in ("word", "sign") else f"<{unit.kind}>"


def _sense(unit: Unit) -> str:
    if unit.kind not in ("word", "sign"):
        return f"<{unit.kind}>"
    for name in ("given", "surname", "city", "company", "pronoun", "status", "kind"):
        if name in unit.senses:
            return name
    return unit.kind
