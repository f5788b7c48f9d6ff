"""Find the times in an utterance: the face of the grammar of times. The engine asks it, and dialogue with a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from nia.understanding.numbers import SIGNS, has
from nia.understanding.time_expressions import ReadExpression
from nia.understanding.time_links import linked
from nia.understanding.time_namesakes import is_namesake
from nia.understanding.time_phrases import TimeGrammar
from nia.understanding.time_spelling import Spelling
from nia.understanding.time_values import Direction, FoundTime, TimeFrame
from nia.understanding.time_writing import Place, write
from nia.understanding.tokens import Token
from nia.understanding.words import Lexicon, Word

# What a time may begin with, or what the grammar must have seen before it (a verb of moving).
_BEGINNINGS = frozenset(
    "weekday weak_weekday month weak_month unit day_offset either_day day_beside tonight now now_within "
    "whole_which part day_start clock_word day_end end_abbreviation which weak_which coming rolling edge nth_last "
    "rest period_to_date fiscal_year quarter_name half_name holiday season shade gone_by some year_word "
    "calendar_year same this_time half_past quarter_to shift_verb shift_by forward every every_part plural_unit other "
    "frequency once from_now from_now_on cardinal weak_cardinal vague_count whole decade_named multiplier "
    "fraction_word fraction_before half quarter three_quarters ordinal same_day recent soon".split()
)
# What a time may begin with where something telling follows soon: "the", "for" and "to" mostly lead to no time.
_LEADING = frozenset("at on in within the by before after since until from starting to between for".split())
_TELLING = _BEGINNINGS | frozenset(
    "plural_part plural_weekday weak_part week_edge decade_word day_number counted no_time since_now".split()
)
_SOON = 5  # words

# Hindi verbs that tell what will be ("jayenge", "रहेगा").
_OF_FUTURE = (
    *("enge", "unga", "ungi", "oonga", "oongi", "yega", "yegi", "rega", "regi", "lega", "legi", "hega", "hegi"),
    *("ेंगे", "ेंगी", "ेगा", "ेगी", "ूंगा", "ूंगी", "ऊंगा", "ऊंगी", "एंगे", "एंगी", "एगा", "एगी"),
)


class TimeReader:
    """Finds times with one lexicon; make it once, it keeps no state between calls."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._spelling = Spelling(lexicon)

    def find(self, text: str, frame: TimeFrame, tokens: Sequence[Token] | None = None) -> tuple[FoundTime, ...]:
        """Return the times in `text`, in order, without overlap. Never raises; takes linear time."""
        return self.find_in(self._lexicon.read(text if tokens is None else tokens), text, frame)

    def find_in(self, words: Sequence[Word], text: str, frame: TimeFrame) -> tuple[FoundTime, ...]:
        """Do the same for words that the lexicon has read already."""
        words = self._spelling.corrected(words)
        frame = _with_tense(words, frame)
        grammar = TimeGrammar(words, frame.expects, back=frame.looks is Direction.BACK)
        reads: list[tuple[int, ReadExpression]] = []
        at = 0
        while at < len(words):
            read = grammar.expression(at) if _may_begin(words, at) and not is_namesake(words, at) else None
            if read is None:
                at += 1
                continue
            reads.append((at, read))
            at = read.after
        found: list[FoundTime] = []
        for at, read in linked(words, reads) if len(reads) > 1 else reads:
            span = (words[at].start, words[read.after - 1].end)
            found.append(write(read.expression, Place(span, text[span[0] : span[1]]), frame))
        return tuple(found)


@cache
def _shipped_reader() -> TimeReader:
    return TimeReader(Lexicon.shipped())


def find_times(text: str, frame: TimeFrame, tokens: Sequence[Token] | None = None) -> tuple[FoundTime, ...]:
    """Return the times in `text`, read with the lexicon that comes with NIA."""
    return _shipped_reader().find(text, frame, tokens)


def _may_begin(words: Sequence[Word], at: int) -> bool:
    senses = words[at].senses
    if _is_number(words[at]) or not _BEGINNINGS.isdisjoint(senses):
        return True
    return not _LEADING.isdisjoint(senses) and any(_is_telling(word) for word in words[at + 1 : at + _SOON])


def _is_telling(word: Word) -> bool:
    return _is_number(word) or not _TELLING.isdisjoint(word.senses)


def _is_number(word: Word) -> bool:
    return word.number is not None or word.folded in SIGNS


def _is_state(words: Sequence[Word], at: int) -> bool:
    """Tell whether "is closed" stands here: that tells nothing of the past."""
    return at > 0 and words[at - 1].folded in ("is", "are", "be") and words[at].senses["tense"] == -1


def _with_tense(words: Sequence[Word], frame: TimeFrame) -> TimeFrame:
    """Let the verbs tell the direction where the request does not."""
    if frame.looks is not Direction.ANY:
        return frame
    telling = [at for at, word in enumerate(words) if "tense" in word.senses and not _is_state(words, at)]
    tenses = {words[at].senses["tense"] for at in telling}
    fixed = any(word.folded in ("is", "are") and has(words, at, "on") for at, word in enumerate(words, 1))
    if fixed or any(word.folded.endswith(_OF_FUTURE) for word in words):  # "the party is on 12 december"
        tenses.add(1)
    if len(tenses) != 1:
        return frame
    return replace(frame, looks=Direction.BACK if -1 in tenses else Direction.AHEAD)
