"""Reads a place in the list that was just shown ("the second one", "number 3", "dusra wala"). The finders use it."""

from __future__ import annotations

import re

from nia.matching.compare import fold
from nia.tools.references.outcome import FocusRecord, Look
from nia.tools.references.words import FILLERS, HONORIFICS, NOUNS, POINTING, listed
from nia.understanding.port import SlotKind

_LAST = -1
_PLACES = {
    0: listed("first 1st pehla pehli pehle pahla pahli pahle"),
    1: listed("second 2nd doosra doosri doosre dusra dusri dusre"),
    2: listed("third 3rd teesra teesri teesre tisra tisri tisre"),
    3: listed("fourth 4th chautha chauthi chauthe"),
    4: listed("fifth 5th paanchva paanchvi paanchve panchva panchvi panchve"),
    5: listed("sixth 6th chhatha chhathi chhathe"),
    6: listed("seventh 7th saatva saatvi saatve"),
    7: listed("eighth 8th aathva aathvi aathve"),
    8: listed("ninth 9th nauva nauvi nauve"),
    9: listed("tenth 10th dasva dasvi dasve"),
    _LAST: listed("last aakhri akhri aakhiri akhiri"),
}
_NUMBERED = re.compile(r"(?:number|no|option|nambar)? ?(\d{1,2})(?:st|nd|rd|th)?")
_KINDS = {
    SlotKind.LEAD: ("lead",),
    SlotKind.MEETING: ("meeting",),
    SlotKind.TASK: ("task",),
    SlotKind.MAIL: ("mail",),
    SlotKind.USER: ("user",),
    SlotKind.PEOPLE: ("lead", "contact", "user"),
    SlotKind.ADDRESSES: ("lead", "contact", "user"),
}


def place_in_list(text: str, kind: SlotKind, look: Look) -> FocusRecord | None:
    """Return the record at the place of the list shown last that `text` names, and nothing else; None otherwise.

    The place is counted over the whole list, unless the record there is of another kind; then over
    those of the kind that is wanted.
    """
    place = _place(text, kind)
    if place is None or not look.offered:
        return None
    fitting = [one for one in look.offered if one.kind in _KINDS[kind]]
    for shown in (look.offered, fitting):
        if -len(shown) <= place < len(shown) and shown[place].kind in _KINDS[kind]:
            return shown[place]
    return None


def names_unshown_place(text: str, kind: SlotKind, look: Look) -> bool:
    """Tell whether `text` names a place from the top and nothing else ("the first task"), though no list was shown."""
    place = _place(text, kind)
    return place is not None and place >= 0 and not any(one.kind in _KINDS[kind] for one in look.offered)


def _place(text: str, kind: SlotKind) -> int | None:
    silent = FILLERS | HONORIFICS | POINTING | NOUNS.get(kind, frozenset())
    said = " ".join(word for word in fold(text).split() if word not in silent)
    numbered = _NUMBERED.fullmatch(said)
    if numbered is not None:
        return int(numbered[1]) - 1 if numbered[1] != "0" else None
    return next((place for place, words in _PLACES.items() if said in words), None)
