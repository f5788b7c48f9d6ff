"""The words around a bare answer ("it's …", "… instead"), and the answer within them. Answers use it."""

from __future__ import annotations

import re

from nia.understanding.names import divide, trim
from nia.understanding.port import Json, SlotKind, SlotShape, SlotValue
from nia.understanding.reading import Reading, stripped
from nia.understanding.values import LISTS

_LEAD_IN = re.compile(
    r"^(?:(?:it'?s|it is|its|that'?s|that is|this is|it'?ll be|it will be|it would be|that would be|i think|"
    r"it'?d be|that'?d be|only|just|sirf|keval|bas|सिर्फ़?|केवल|बस|ooh|oh|ah|hmm+|"
    r"how about|what about|"
    r"let'?s (?:say|do|make it)|let us (?:say|do)|they are|they'?re|it is called|it'?s called|"
    r"i guess|maybe|"
    r"his name is|her name is|the name is|name is|called|call him|call her|with|for|from|about|say|said|"
    r"tell (?:him|her|them)|put|use|make it|change it to|set it to|it should be|should be|i mean|i meant|meant|rather|"
    r"instead|to|as|at|in|named|work(?:s|ing)? (?:at|for)|he'?s (?:from|at|with|in)|she'?s (?:from|at|with|in)|"
    r"they'?re (?:from|at)|he is (?:from|at|with|in)|she is (?:from|at|with|in)|he works (?:at|for)|"
    r"she works (?:at|for)|"
    r"it'?s for|it is for|yes|no|ok|okay|umm?|uh|well|so|actually|sorry|wait|hang on|hold on|"
    r"naam hai|uska naam|company hai|ye hai|wo hai|uski company)"
    r"\b[\s,:-]*)+",
    re.I,
)
_LEAD_OUT = re.compile(
    r"[\s,]+(?:(?:dono ke|sab ke|ke) (?:saath|sath)|(?:dono )?ke liye|"
    r"(?:me|mein) (?:kaam|job) kar\w+(?: (?:hai|hain|h))?|"
    r"(?:se|ka|ki|ke|wale|me|mein) (?:hai|hain|h|hoon|hu)(?: (?:wo|woh|ye|yeh|na))?|"
    r"(?:दोनों के|सबके|के) साथ|(?:दोनों )?के लिए|में काम कर\S+(?: हैं?)?|"
    r"(?:से|का|की|के|वाले|में) (?:हैं?|हूँ)(?: (?:वो|वह|ये|यह|ना))?|"
    r"naam (?:hai|h|he)|नाम है|(?:likh|daal|dal|rakh)(?:o|iye| do| lo| dijiye)|(?:लिख|डाल|रख)(?:ो|िए| दो| लो| दीजिए)|"
    r"instead|please|pls|hai|hoga|rakho|kar do|karo|thanks|thank you|actually|है|कर दो|will do|is fine|works|"
    r"would be (?:good|great|fine)|sounds good)[\s.!।]*$",
    re.I,
)
_FROM = re.compile(r"\s*,?\s+(?:from|of|at|with|works (?:at|for)|who works (?:at|for))\s+", re.I)
_ANOTHER = re.compile(
    r"\s*(?:,|;|\band\b|\baur\b|\bwith\b)\s*(?=(?:his|her|the|their|its|uska|uski)\b|"
    r"(?:phone|number|mobile|email|mail|company|city|value|from)\b)",
    re.I,
)
_CHANGE = re.compile(
    r"^(?:please\s+)?(?:change|set|update|make|correct|fix|edit|modify|put|replace|switch|move|use|let'?s make|"
    r"could you (?:make|change)|can you (?:make|change|set)|actually|no|wait|sorry|instead|but|only|rather|"
    r"push|shift|add|"
    r"remove|badlo|badal do|nahi|nahin|ruko|rukiye|lekin|galat|asal mein|arre nahi)\b"
    r"|^(?:सॉरी|माफ़? ?कीजिए(?:गा)?|अरे|नहीं|रुको|रुकिए|लेकिन|मगर|बदल|बदलो|बदलकर|"
    r"ग़लत|गलत|असल में|बल्कि|सिर्फ़?|बस)(?![\u0900-\u0963])",
    re.I,
)
_PREAMBLE = re.compile(
    r"^[^:]{0,80}?\b(?:changes?|corrections?|things?|tweaks?|mistakes?|edits?|fix|update|wrong|galat)\b[^:]{0,60}:\s*",
    re.I,
)
_DENIED = re.compile(r"\s*,?\s+(?:and |but )?not\s|\s+(?:instead of|rather than)\s", re.I)
_FEWEST_DIGITS = 3


def bare(text: str) -> str:
    """Return a reply without the words that only lead into it or out of it."""
    return _LEAD_OUT.sub("", without_lead_in(text))


def without_lead_in(text: str) -> str:
    """Return a reply without "it's", "call him", "make it" and the like before it."""
    return _LEAD_IN.sub("", text.strip())


def is_introduced(text: str) -> bool:
    """Tell whether a reply begins with "it's", "it should be" and the like: what follows is a value."""
    return len(without_lead_in(text)) < len(text.strip())


def without_lead_out(text: str) -> str:
    """Return a reply without "instead", "please" and the like after it."""
    return _LEAD_OUT.sub("", text)


def is_change(text: str) -> bool:
    """Tell whether the words begin as a change of what was just shown does."""
    return _CHANGE.match(text.strip()) is not None


def preamble(text: str) -> int:
    """Return how long the words are that only announce a change: "Sorry, one small change before you save it: "."""
    found = _PREAMBLE.match(text)
    return found.end() if found is not None else 0


def after_from(text: str) -> str | None:
    """Return what stands after "from", "at" or "of" in an answer ("John from Zenith"), or None."""
    pieces = _FROM.split(text, maxsplit=1)
    return pieces[1] if len(pieces) > 1 else None


def plain(shape: SlotShape, text: str) -> SlotValue | None:
    """Read a name, a company or a reference out of a short reply."""
    said = _ANOTHER.split(bare(text), maxsplit=1)[0]
    if shape.kind is SlotKind.PERSON:
        said = _FROM.split(said, maxsplit=1)[0]
    if shape.kind in (SlotKind.PERSON, SlotKind.COMPANY, SlotKind.CITY):
        said = without_lead_out(said.split(",")[0])
    said = trim(_DENIED.split(said, maxsplit=1)[0] if shape.kind is not SlotKind.TEXT else said)
    return located(said, divide(said) if shape.kind in LISTS else said, text) if said else None


def located(said: str, value: Json | list[str], text: str, confidence: float = 1.0) -> SlotValue:
    """Return a value with its place in the text."""
    at = text.find(said)
    kept: Json = [*value] if isinstance(value, list) else value
    return SlotValue(kept, said, (at, at + len(said)) if at >= 0 else None, confidence)


def unusable(shape: SlotShape, reading: Reading) -> SlotValue | None:
    """Return what was meant as a phone or mail but is none ("1234"), so that it can be refused by name."""
    first, last = stripped(reading.units)
    units = reading.units[first:last]
    if not units:
        return None
    span = (units[0].start, units[-1].end)
    said = reading.text[span[0] : span[1]]
    digits = re.sub(r"[^\d+]", "", said)
    if shape.kind is SlotKind.PHONE and len(digits) >= _FEWEST_DIGITS:
        return SlotValue(digits, said, span, 0.6)
    looks_like_mail = len(units) == 1 or "." in said or "@" in said
    if shape.kind is SlotKind.EMAIL and looks_like_mail and not digits.isdigit():
        return SlotValue(said.strip(), said, span, 0.6)
    return None


def stretches(reading: Reading) -> list[str]:
    """Return the parts of the text between its times, amounts and contacts."""
    parts: list[str] = []
    begun = 0
    for unit in reading.units:
        if unit.found is not None:
            parts.append(reading.text[begun : unit.start])
            begun = unit.end
    return [part for part in (*parts, reading.text[begun:]) if part.strip()]
