"""What was likely meant by a mail address that cannot be, or looks like a slip of another. Slots and the agent ask."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz.distance import OSA

_FILE = Path(__file__).with_name("mail_domains.yaml")
_SHORTEST = 3  # letters before an ending that lacks its dot
_SURE = 5  # letters from which on one slip is told from another domain
_ADDRESS = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;<>().]+")


def likely_address(given: str) -> str | None:
    """Return what was likely meant by an address that cannot be, or looks like a slip of one; None where it is good."""
    said = given.strip().lower()
    address = re.sub(r"@+", "@", re.sub(r"\s*([@.])\s*", r"\1", said)).replace(",", ".").rstrip(".;")
    name, _, domain = address.rpartition("@")
    if not domain or not name or "@" in name or " " in address:
        return None
    meant = f"{name}@{_likely_domain(re.sub(r'[.]+', '.', domain))}"
    return meant if meant != said and _ADDRESS.fullmatch(meant) else None


def _with_dot(domain: str) -> str | None:
    """Return a domain that lacks its dot as it was meant: "gmailcom"; None where it names no usual ending."""
    return next(
        (
            f"{domain.removesuffix(bare)}.{ending}"
            for ending in domain_words("endings")
            if domain.endswith(bare := ending.replace(".", "")) and len(domain) - len(bare) >= _SHORTEST
        ),
        None,
    )


def _likely_domain(domain: str) -> str:
    if "." not in domain:
        usual = next((one for one in domain_words("usual") if one.replace(".", "") == domain), None)
        alone = next((one for one in domain_words("usual") if one.partition(".")[0] == domain), None)
        return usual or alone or (_with_dot(domain) if len(domain) > _SURE else None) or domain
    if domain in domain_words("usual"):
        return domain
    slips: dict[str, str] = _facts()["slips"]
    before, _, ending = domain.rpartition(".")
    mended = f"{before}.{slips.get(ending, ending)}"
    return next((one for one in domain_words("usual") if _is_slip(mended, one)), mended)


def _is_slip(domain: str, usual: str) -> bool:
    label, meant = domain.partition(".")[0], usual.partition(".")[0]
    if label in domain_words("free") and label != meant:
        return False
    long = len(meant) >= _SURE and domain[0] == usual[0] and label.isalpha()
    return long and OSA.distance(domain, usual, score_cutoff=1) == 1


@cache
def _facts() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def domain_words(name: str) -> tuple[str, ...]:
    """Return the words under `name` in `mail_domains.yaml`."""
    return tuple(_facts()[name])
