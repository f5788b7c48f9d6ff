"""Spells words as people do: typing slips, romanised Hindi in its many spellings, Devanagari with and without nukta.

The generator asks, for words that no mark holds.
"""

from __future__ import annotations

import random
import re

_WORD = re.compile(r"[\u0900-\u097f]+|[^\W\d_]+")
_SHORTEST = 5  # letters of a word in which two may be swapped
_ROMAN = tuple(
    tuple(group.split("/"))
    for group in (
        "hai/h/he/hain,kar/kr/karr,karo/kro/krdo/karo na,do/de do/dedo/dena,kal/kall/kl,aaj/aj,mujhe/mje/muje/mujhko,nahi/nhi/nahin/nai,"
        "kya/kia/kyaa,ke/k/kay,ka/ka,ko/koo/ko,mein/me/mai/main,se/sey/se,batao/btao/bataao/batado,dikhao/dikhaao/dikha do/dikhado,"
        "banao/bnao/bana do/bnado,bhejo/bhej do/bhejdo,wala/vala/wla,wali/vali,wale/vale,sab/sb/sabhi,saare/sare/saari,"
        "aur/or/aor,baje/bje/bajey,subah/subha/subeh,shaam/sham/saam,dopahar/dopeher/dophar,hafte/hafta/hafte,mahine/mahine/mahina,"
        "pehle/pahle/phle,baad/bad/baad,naya/nya/naya,naam/nam,bolo/bolo na,likho/likh do/likhlo,rakho/rakh do/rakhdo,"
        "chahiye/chaiye/chahie/chaahiye,karna/krna/karna,karwa/karva/krwa,tak/tk,abhi/abi/abhee,yaad/yad,dila/dilaa,"
        "uska/uska,unka/unke,kaun/kon,kitne/kitna/kitney,kaunse/konse,thoda/thora,zara/jara/zra,hua/hua hai,"
        "please/pls/plz,meeting/mtg/meetng/miting,message/msg,number/no/nmbr,mail/mel/email,task/tsk,tomorrow/tmrw/kal"
    ).split(",")
)
_ENGLISH = tuple(
    tuple(group.split("/"))
    for group in (
        "please/pls/plz/plss,tomorrow/tmrw/tomorow/tommorow/2moro,meeting/mtg/meeing/meting,with/w/wid,you/u,your/ur,are/r,"
        "number/no./num/nmbr,message/msg,about/abt,because/coz/bcoz,today/tdy/2day,schedule/shedule/schedul/sched,"
        "reschedule/resched/reshedule,remind/remnd/remaind,calendar/calender,appointment/appt,customer/cust/custmr,email/e-mail/mail,"
        "quotation/quote/quotn,follow up/followup/follow-up/fup,company/co/compny,details/dtls/detials,address/addr,"
        "create/creat/crete,update/updt/upadte,contact/contct,before/b4/befor,and/n/&,for/fr/4,to/2/too,the/da/teh,"
        "show/shw,leads/leeds,receive/recieve,send/snd,note/nt,new/nw,what/wat/wht,have/hv,tell/tel,next/nxt,week/wk,month/mnth"
    ).split(",")
)
_DEVANAGARI = (
    ("ज़", "ज"), ("फ़", "फ"), ("ड़", "ड"), ("ढ़", "ढ"), ("क़", "क"), ("ख़", "ख"), ("ग़", "ग"), ("ँ", "ं"), ("ऑ", "आ"), ("ॉ", "ा"),
    ("ये", "ए"), ("ई", "यी"), ("ए", "ये"), ("ी", "ि"), ("ू", "ु"),
)  # fmt: skip
_TABLES = {"en": _ENGLISH, "hi-en": _ROMAN}


class Noise:
    """Spells words in other ways. Deterministic in its random source."""

    def __init__(self, source: random.Random) -> None:
        self._random = source
        self._others = {
            language: {word: [one for one in group if one != word] for group in table for word in group}
            for language, table in _TABLES.items()
        }

    def word(self, word: str, language: str) -> str:
        """Return another spelling of a word, or the word itself."""
        others = self._others.get(language, {}).get(word.lower())
        if others and self._random.random() < 0.8:
            return self._random.choice(others)
        if not word.isascii():
            return self._respelt(word)
        return self._slipped(word) if len(word) >= _SHORTEST else word

    def text(self, text: str, language: str, share: float = 0.2) -> str:
        """Return a text in which some words are spelt otherwise."""
        return _WORD.sub(lambda word: self.word(word[0], language) if self._random.random() < share else word[0], text)

    def _respelt(self, word: str) -> str:
        fits = [(one, other) for one, other in _DEVANAGARI if one in word]
        if not fits:
            return word
        one, other = self._random.choice(fits)
        return word.replace(one, other, 1)

    def _slipped(self, word: str) -> str:
        """Swap two letters, leave one out, or write one twice; the first letter stays."""
        at = self._random.randint(1, len(word) - 2)
        how = self._random.random()
        if how < 0.4:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if how < 0.75:
            return word[:at] + word[at + 1 :]
        return word[:at] + word[at] + word[at:]
