"""Cities under their several names: Bombay is Mumbai. `lead_search` compares by these."""

from __future__ import annotations

from nia.sales.matching import FITS, fold, score

_NAMES = (
    ("mumbai", "bombay"),
    ("bengaluru", "bangalore", "blr"),
    ("chennai", "madras"),
    ("kolkata", "calcutta"),
    ("pune", "poona"),
    ("delhi", "dilli", "new delhi", "nai dilli"),
    ("gurugram", "gurgaon"),
    ("kochi", "cochin"),
    ("thiruvananthapuram", "trivandrum"),
    ("vadodara", "baroda"),
    ("prayagraj", "allahabad"),
    ("varanasi", "banaras", "benares"),
    ("mysuru", "mysore"),
    ("mangaluru", "mangalore"),
    ("puducherry", "pondicherry"),
    ("visakhapatnam", "vizag"),
)
_SAME = {name: names[0] for names in _NAMES for name in names}


def same_city(one: str, other: str) -> bool:
    """Tell whether two names, in any script, mean the same city; a typing error is forgiven."""
    said, meant = (_SAME.get(fold(name), fold(name)) for name in (one, other))
    return said == meant or (len(said.split()) == len(meant.split()) and score(said, meant) >= FITS)
