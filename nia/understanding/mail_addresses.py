"""Mail addresses in an utterance, written or spoken in three languages. `contact_points` asks it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nia.matching.mail_slips import likely_address
from nia.understanding.names import latin_name
from nia.understanding.numbers import has
from nia.understanding.words import Word

_CUE_REACH = 4
_ENDING_BEHIND_COMMA = re.compile(r",(?:com|co\.in|in|org|net)(?![^\W_])")
_MOST_PARTS = 16
_MOST_JOINED = 2  # words before the first dot of a domain: "tata motors dot com"
_ADDRESS_SIGNS = frozenset("._%+-")
_DOMAIN_SIGNS = frozenset(".-")
_NO_INITIALS = frozenset({"a", "i", "e", "o", "के", "जी", "ए", "ई", "आई", "ओ"})
"""Letters that are words too: they count only beside another letter."""


@dataclass(frozen=True, slots=True)
class FoundMail:
    """A mail address, in lower case. `spoken`: it was put together from words."""

    span: tuple[int, int]
    text: str
    address: str
    spoken: bool = False


def mails_in(words: Sequence[Word], text: str, *, expected: bool = False) -> tuple[FoundMail, ...]:
    """Return the mail addresses in `text`. `expected`: one was asked for, so that a plain "at" is enough."""
    written = _written(text)
    spoken = [mail for at in range(len(words)) if (mail := _spoken(words, at, text, expected=expected)) is not None]
    apart = [mail for mail in spoken if not any(_overlap(mail.span, other.span) for other in written)]
    return tuple(sorted([*written, *apart], key=lambda mail: mail.span))


def _written(text: str) -> list[FoundMail]:
    found: list[FoundMail] = []
    at, floor = text.find("@"), 0
    while at != -1:
        start = at
        while start > floor and (text[start - 1].isalnum() or text[start - 1] in _ADDRESS_SIGNS):
            start -= 1
        end = at + 1
        while end < len(text) and (text[end].isalnum() or text[end] in ".-@"):
            end += 1
        if "." not in text[at:end] and (ending := _ENDING_BEHIND_COMMA.match(text, end)) is not None:
            end = ending.end()
        address = text[start:end].strip(".-@")
        if _is_address(address) and not _is_indic(text[start - 1 : end + 1]):
            start += text[start:end].index(address)
            found.append(FoundMail((start, start + len(address)), address, address.lower()))
        floor = end
        at = text.find("@", end)
    return found


def _is_address(address: str) -> bool:
    """Tell whether this was meant as a mail address, be it one that cannot be ("ravi@@gmail.com", "ravi@gmailcom")."""
    name, _, domain = address.partition("@")
    if not name or not domain:
        return False
    if "." in domain.strip("."):
        return not _is_hour(domain.strip("."))
    likely = likely_address(address)
    return likely is not None and likely.partition("@")[2].replace(".", "") == domain.replace(",", "")


def _is_indic(text: str) -> bool:
    """Tell whether an address is in Devanagari, whose vowel signs are no letters: then it is read as a spoken one."""
    return any("\u0900" <= char <= "\u097f" for char in text)


def _spoken(words: Sequence[Word], at: int, text: str, *, expected: bool) -> FoundMail | None:
    """Read an address around the "at" at this place: "john dot doe at the rate techcorp dot com"."""
    said = has(words, at, "mail_at") or words[at].folded == "@"
    if not said and words[at].folded != "at":
        return None
    domain, after = _domain(words, at + 1, said=said)
    if not domain or (words[at].folded == "@" and _is_hour(domain)):
        return None
    name, before = _name(words, at - 1)
    if not name:
        return None
    if not said and not expected and not _is_cued(words, before, after, name):
        return None
    start, end = words[before + 1].start, words[after - 1].end
    return FoundMail((start, end), text[start:end], f"{name}@{domain}".lower(), spoken=True)


def _is_hour(domain: str) -> bool:
    """Tell whether a time of day stands behind the "@" ("mar @ 11.30am"): no domain ends with figures."""
    return domain.rpartition(".")[2][:1].isdecimal()


def _is_cued(words: Sequence[Word], before: int, after: int, name: str) -> bool:
    """Tell whether a bare "at" is one of an address: by a word before it, or by a spoken sign and a usual ending."""
    if any(has(words, position, "mail_cue") for position in range(before - _CUE_REACH, before + 1)):
        return True
    return any(sign in name for sign in "._-") and has(words, after - 1, "mail_ending")


def _domain(words: Sequence[Word], at: int, *, said: bool) -> tuple[str, int]:
    """Return the part behind the "at", "" where there is none, and the index beyond it."""
    parts: list[str] = []
    position, dots = at, 0
    while position < len(words) and len(parts) < _MOST_PARTS:
        sign = _sign(words[position])
        if sign in _DOMAIN_SIGNS and parts and parts[-1] not in _DOMAIN_SIGNS and position + 1 < len(words):
            parts.append(str(sign))
            dots += sign == "."
        elif sign is None and _is_text(words[position]) and _follows(words, position, parts, said=said and not dots):
            parts.append(_spelt(words[position]))
        else:
            break
        position += 1
    while parts and parts[-1] in _DOMAIN_SIGNS:
        parts.pop()
        position -= 1
    if "." in parts:
        return "".join(parts), position
    served = said and has(words, at, "mail_service")
    return (f"{_spelt(words[at])}.com", at + 1) if served else ("", at)


def _follows(words: Sequence[Word], at: int, parts: Sequence[str], *, said: bool) -> bool:
    """Tell whether a word goes on with a domain: behind a sign, written onto it, or one of a few before the dot."""
    if not parts or parts[-1] in _DOMAIN_SIGNS or words[at].glued:
        return True
    dotted = any(_sign(word) == "." for word in words[at + 1 : at + 1 + _MOST_JOINED])
    return said and len(parts) <= _MOST_JOINED and dotted


def _name(words: Sequence[Word], at: int) -> tuple[str, int]:
    """Return the part before the "at", read backward, and the index before it."""
    parts: list[str] = []
    position = at
    while position >= 0 and len(parts) < _MOST_PARTS:
        word = words[position]
        sign = _sign(word)
        if sign is not None and parts and not _is_sign(parts[-1]) and position > 0:
            parts.append(sign)
        elif sign is None and _is_text(word) and (not parts or _precedes(words, position, parts[-1])):
            parts.append(_spelt(word))
        else:
            break
        position -= 1
    if parts and _is_sign(parts[-1]):
        parts.pop()
        position += 1
    return "".join(reversed(parts)), position


def _precedes(words: Sequence[Word], at: int, later: str) -> bool:
    """Tell whether a word belongs to the part behind it: by a sign, written onto it, or digits ("ravi 21")."""
    if _is_sign(later) or words[at + 1].glued or later.isdecimal():
        return True
    spelling_out = len(later) == 1 or words[at].folded not in _NO_INITIALS
    letter = _spelt(words[at])
    return len(letter) == 1 and letter.isalpha() and spelling_out


def _spelt(word: Word) -> str:
    """Return how a word is written in an address: a spoken number in digits, Devanagari in Latin letters."""
    number = word.senses.get("cardinal")
    if isinstance(number, int) and not word.digits:
        return str(number)
    known = word.senses.get("mail_word")
    if known is not None:
        return str(known)
    return word.folded if word.folded.isascii() else latin_name(word.folded)


def _is_text(word: Word) -> bool:
    return word.folded[:1].isalnum() and (" " not in word.folded or "mail_word" in word.senses)


def _sign(word: Word) -> str | None:
    if "mail_dot" in word.senses or word.folded == ".":
        return "."
    if "mail_sign" in word.senses:
        return str(word.senses["mail_sign"])
    return word.folded if word.folded in ("_", "-", "+") else None


def _is_sign(part: str) -> bool:
    return part in _ADDRESS_SIGNS


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
