"""Tell the language and script of a turn by its words. The engine asks it on every turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nia.understanding.port import Language
from nia.understanding.tokens import Token, tokenize
from nia.understanding.words import Lexicon

_HINGLISH_SHARE = 0.34
"""With this share of the weight and two words that hold it together, a sentence is Hinglish: it borrows much."""
_ENGLISH = 3
"""With this weight English is clear, after any language: "what's overdue", "cancel it", but not "on friday"."""
_SENTENCE = 3
"""Words from which on an opening verb makes a sentence of it."""
_VERB_WEIGHT = 4
_HELPERS = frozenset("do de dena deni dun doon lo le lena leni gaya gai diya diye".split())
"""What follows a Hindi verb ("bata do", "ho gaya"), and may be an English word or a name elsewhere."""
_MAKES_A_VERB = frozenset({"kar", "ho"})
"""What makes a Hindi verb of an English one: "cancel kar"."""
# Hindi verbs in Latin letters, as people spell them: "krdo", "bhejdena", "dikhaiyega", "rakhungi", "banadijiye".
_STEMS = (
    "kar kr kara karwa karva bana bna banwa bhej bhj bhijwa bata bta batla badal badl badha bula bol baja chala chal "
    "chun chhod chod daal dal dekh dikha dila dohra ghata ghuma hata htta jaan jod joda khol laga lga likh likhwa "
    "mangwa mila mita nikal nikaal padh pakad palat puch pooch poochh rakh rkh rok ruk samajh samjha sambhal suna"
).split()
_ENDINGS = (
    "do dena dedo dijiye dijiyega diya di lo lena lijiye na ni ne o iye iyega ie iega ye ke kar te ta ti "
    "un oon unga ungi oonga oongi ega egi enge wao wana vao vana"
).split()
_BEFORE_A_HELPER = frozenset(form for stem in _STEMS for form in (stem, f"{stem}e"))
_VERBS = frozenset(stem + ending for stem in _STEMS for ending in _ENDINGS)


@dataclass(slots=True)
class _Weights:
    """What the words of a turn tell.

    `english` and `hinglish` are the weights of the words in Latin letters; `links` is the share of `english` that
    holds a sentence together, `holding` how many words do so in Hinglish, `hindi` how many in Devanagari.
    """

    hinglish: int = 0
    holding: int = 0
    doubtful: int = 0
    english: int = 0
    links: int = 0
    latin: int = 0
    devanagari: int = 0
    hindi: int = 0
    opens: bool = False

    @property
    def frame(self) -> bool:
        """Tell whether it is built as an English sentence is: it has its small words, or opens with its verb."""
        return self.links > 0 or (self.opens and self.latin + self.devanagari >= _SENTENCE)


class LanguageDetector:
    """Detects languages with one lexicon; it keeps no state between calls."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def detect(self, text: str | Sequence[Token], previous: Language) -> tuple[Language, bool]:
        """Return the language of `text`, and whether its words tell it; where they do not, it is `previous`."""
        sums = self._weigh([token.folded for token in (tokenize(text) if isinstance(text, str) else text)])
        told = _hindi(sums) or _hinglish(sums) or _english(sums, previous)
        return (previous, False) if told is None else (told, True)

    def _weigh(self, words: Sequence[str]) -> _Weights:
        sums, before = _Weights(), ""
        for word in words:
            if _is_devanagari(word):
                sums.devanagari += 1
                sums.hindi += "tells_hindi" in self._lexicon.senses_of(word)
            elif word[:1].isascii() and word[:1].isalpha():
                self._weigh_latin(word, before, sums)
            before = word
        if before == "h" and sums.latin > 2:  # "kya plan h"
            sums.hinglish, sums.holding = sums.hinglish + _VERB_WEIGHT, sums.holding + 1
        return sums

    def _weigh_latin(self, word: str, before: str, sums: _Weights) -> None:
        senses, former = self._lexicon.senses_of(word), self._lexicon.senses_of(before)
        sums.latin += 1
        if sums.latin == 1:
            sums.opens = "opens_english" in senses
        after_verb = former.get("tells_hinglish") in (0, _VERB_WEIGHT) or before in _BEFORE_A_HELPER
        helps = word in _HELPERS and after_verb
        if helps or (word in _MAKES_A_VERB and "opens_english" in former):
            hinglish = _VERB_WEIGHT
        elif "tells_hinglish" in senses:
            hinglish = int(senses["tells_hinglish"])
            sums.doubtful += hinglish == 0
        else:
            hinglish = _VERB_WEIGHT if "tells_english" not in senses and word in _VERBS else 0
        english = 0 if hinglish else int(senses.get("tells_english", word.endswith("'s")))  # for "Rahul's" Hindi has ka
        sums.hinglish += hinglish
        sums.holding += hinglish > 1
        sums.english += english
        sums.links += english if english > 1 else 0


def _hindi(sums: _Weights) -> Language | None:
    """Tell Hindi by its script: whole, or holding together what it borrows in Latin letters."""
    if not sums.devanagari or not sums.latin:
        return Language.HINDI if sums.devanagari else None
    if sums.hindi:
        own, other = 2 * sums.hindi + sums.devanagari, sums.links + 2 * sums.hinglish
        return Language.HINDI if own >= other else None
    borrows = not sums.frame and not sums.holding
    return Language.HINDI if borrows and sums.devanagari > sums.english + sums.hinglish else None


def _hinglish(sums: _Weights) -> Language | None:
    """Tell Hinglish by the words that hold it together; by others only where no English sentence is built of them."""
    hindi = sums.hinglish + sums.doubtful
    if not sums.hinglish and (sums.doubtful < 2 or sums.frame):
        return None
    if not sums.links and (sums.holding or not sums.frame):
        return Language.HINGLISH
    if not sums.holding:
        return Language.HINGLISH if sums.hinglish > 1 and hindi >= sums.english else None
    whole = hindi >= sums.links or (sums.holding > 1 and hindi / (hindi + sums.links) >= _HINGLISH_SHARE)
    return Language.HINGLISH if whole else None


def _english(sums: _Weights, previous: Language) -> Language | None:
    if sums.english >= _ENGLISH or (sums.english and previous is Language.ENGLISH):
        return Language.ENGLISH
    return Language.ENGLISH if sums.frame and not sums.links else None


@cache
def _shipped_detector() -> LanguageDetector:
    return LanguageDetector(Lexicon.shipped())


def detect(text: str, previous: Language = Language.ENGLISH) -> tuple[Language, bool]:
    """Return the language of `text`, read with the lexicon that comes with NIA, and whether its words tell it."""
    return _shipped_detector().detect(text, previous)


def _is_devanagari(text: str) -> bool:
    return any("\u0900" <= char <= "\u0963" for char in text)
