"""When a bare number is an hour ("at 5", "four thirty") and when it counts something. clock_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.numbers import begins_number, has, is_plain
from nia.understanding.time_spoken_clock import COUNTED, ReadClock
from nia.understanding.words import Word

LEADS = ("at", "by", "before", "after", "since", "until", "from", "to", "between", "and", "part")
_DAYS = frozenset({"weekday", "weak_weekday", "day_offset", "either_day", "month", "ordinal_suffix"})
_DAY_BEHIND = ("weekday", "day_offset", "either_day", "which")
_AFTER_HOUR = (
    *("follows_hour", "part", *_DAY_BEHIND, "tonight"),
    *("to", "post_from", "post_until", "post_after", "post_before"),
)
_EARLY = 5  # before it no morning begins
_LONGEST_STREET = 4
_DIAL, _QUARTERS = 12, (15, 30, 45)
_PLANNED = frozenset(
    "it that this calendar diary schedule call meeting demo visit appointment down review session".split()
)
_WHEN = ("when", "until", "till", "once")
_PROPOSING = ("say", "let's do", "lets do", "make it")


def bare_hour_counts(words: Sequence[Word], at: int, found: ReadClock, *, led: bool, expected: bool) -> bool:
    """Tell whether a bare hour is a time: `led` to by a word, `expected` by a question, or by what stands around."""
    after = found.after
    asked_for = expected and at == 0 and after == len(words)
    with_day = _is_before_part(words, at, after) or _is_meant_for(words, at, after)
    if asked_for or with_day or part_of_day_follows(words, after):
        return True
    if words[at].digits and _is_of_house(words, after):
        return False
    led = led or _is_spelled_out(words, at, found) or _is_waited_for(words, at) or _is_proposed(words, at, after)
    if not led and at and "verb_too" in words[at].senses and words[at - 1].folded[:1].isalpha():
        return False  # "rehne do", "हटा दो": it goes with the verb before it
    if not (led or expected or _other_hour(words, at)) or any(has(words, after, kind) for kind in COUNTED):
        return False
    following = words[after] if after < len(words) else None
    if following is None:
        return True
    if words[at].digits and following.glued and (following.folded in "/:.-" or following.folded[:1].isalnum()):
        # "5/3" or "5.25" or "5x" is something else; a sentence may end in "at 5."
        return following.folded == "." and not (after + 1 < len(words) and words[after + 1].glued)
    if _is_proposed(words, at, after):
        return True
    if not any(has(words, at - 1, kind) for kind in (*LEADS, "or")) and not has(words, at - 2, "at"):
        # Behind a day alone ("kal 2 leads", "friday 4 with Rahul") only what goes with an hour lets it be one.
        phrase = " " in following.folded  # "kal 10 kar do", "9 se shuru"
        return phrase or not following.folded[:1].isalnum() or any(kind in following.senses for kind in _AFTER_HOUR)
    if has(words, at - 1, "at") and not _DAYS.isdisjoint(words[at - 2].senses if at > 1 else ()):
        return True  # "tuesday at 11 works"
    plural = following.folded.isalpha() and following.folded.endswith("s") and len(following.folded) > 3
    return not (plural and not following.senses)


def _is_before_part(words: Sequence[Word], at: int, after: int) -> bool:
    """Tell whether "8 tomorrow morning" stands here, and no noun before it that the number would belong to."""
    told = any(has(words, after, kind) for kind in ("day_offset", "either_day")) and has(words, after + 1, "part")
    if not told or not words[at].digits or (words[at].number or 0) < _EARLY:
        return False
    return at == 0 or not (is_plain(words[at - 1]) or has(words, at - 1, "and"))


def _is_meant_for(words: Sequence[Word], at: int, after: int) -> bool:
    """Tell whether "set it for 3 tomorrow", "a call for 4 on friday" ends here: the day makes an hour of the number."""
    day = after + has(words, after, "on")
    on = any(has(words, day, kind) for kind in ("day_offset", "either_day", "weekday"))
    led = at > 1 and words[at - 1].folded == "for" and words[at - 2].folded in _PLANNED
    return on and led and day + 1 == len(words) and 0 < (words[at].number or 0) <= _DIAL


def _is_spelled_out(words: Sequence[Word], at: int, found: ReadClock) -> bool:
    """Tell whether "four thirty" stands here, and no other number before or behind: few count so."""
    spelled = found.after > at + 1 and not (words[at].digits or words[at + 1].digits)
    alone = not begins_number(words, found.after) and (at == 0 or not begins_number(words, at - 1))
    if found.clock.hour > _DIAL:  # "fifteen thirty on friday"
        return spelled and alone and any(has(words, found.after, kind) for kind in ("on", *_DAY_BEHIND))
    return spelled and alone and found.clock.minute in _QUARTERS


def _is_of_house(words: Sequence[Word], after: int) -> bool:
    """Tell whether "Park Street" stands here: the number before it is a house's ("at 5 Park Street")."""
    for at in range(after, min(after + _LONGEST_STREET, len(words))):
        if has(words, at, "street"):
            return at > after
        if not is_plain(words[at]):
            return False
    return False


def _is_waited_for(words: Sequence[Word], at: int) -> bool:
    """Tell whether "when it's" stands before: "remind me when it's 5"."""
    return at > 1 and words[at - 1].folded in ("it's", "it is", "its") and words[at - 2].folded in _WHEN


def _is_proposed(words: Sequence[Word], at: int, after: int) -> bool:
    """Tell whether "10 on monday morning" begins an answer, or stands behind "let's do", "make it", "say"."""
    if not (has(words, after, "on") and has(words, after + 1, "weekday")) or words[at].folded == "do":
        return False
    return at == 0 or " ".join(word.folded for word in words[max(0, at - 2) : at]).endswith(_PROPOSING)


def _other_hour(words: Sequence[Word], at: int) -> bool:
    """Tell whether the number before "or" is an hour: the 6 of "at 5 or 6", "kal 5 ya 6"."""
    if not (has(words, at - 1, "or") and at > 2 and 0 < words[at - 2].digits < 3):
        return False
    return any(has(words, at - 3, kind) for kind in ("at", "part", "day_offset", "either_day"))


def part_of_day_follows(words: Sequence[Word], after: int) -> bool:
    """Tell whether "at night" or "in the evening" stands here, which makes an hour of the number before it."""
    if has(words, after, "tonight"):
        return True
    if not (has(words, after, "in") or has(words, after, "at")):
        return False
    return has(words, after + 1, "part") or (has(words, after + 1, "the") and has(words, after + 2, "part"))
