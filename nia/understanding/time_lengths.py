"""The grammar of durations as expressions: "for 45 minutes", "for 3 days from monday". time_phrases.py asks it."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.durations import read_duration
from nia.understanding.numbers import has
from nia.understanding.time_expressions import Lasting, ReadExpression
from nia.understanding.time_grammar import MomentGrammar
from nia.understanding.time_moments import Read
from nia.understanding.words import Word


def read_lasting(words: Sequence[Word], at: int, moments: MomentGrammar) -> ReadExpression | None:
    """Read "for 45 minutes", "aadhe ghante ke liye", a bare "2 hours", with when it starts behind it."""
    led = has(words, at, "for")
    start = at + led
    start += has(words, start, "at")  # "about an hour"
    said = read_duration(words, start)
    if said is None:
        return None
    after = said.after + has(words, said.after, "for_whole")
    starting = has(words, after, "starting")
    if starting or has(words, after, "from"):
        begin = moments.moment(after + 1, led=True)
        if begin is not None and (starting or led or begin.moment.has_time):
            return ReadExpression(Lasting(said.duration, begin.moment), begin.after)
    return ReadExpression(Lasting(said.duration), after)


def lasting_behind(words: Sequence[Word], start: Read) -> ReadExpression | None:
    """Read how long something takes behind when it begins: "from monday for 3 days", "somvar se 3 din tak"."""
    at = start.after
    if not (has(words, at, "for") or has(words, at, "to")):
        return None
    said = read_duration(words, at + 1)
    if said is None or any(has(words, said.after, kind) for kind in ("later", "ago")):
        return None
    after = said.after + (has(words, said.after, "for_whole") or has(words, said.after, "post_until"))
    return ReadExpression(Lasting(said.duration, start.moment), after)
