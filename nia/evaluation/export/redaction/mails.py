"""Replaces mail addresses: made of the replaced names where the old ones were made of the old. `redactor` asks it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nia.evaluation.export.redaction.keyed import Key
from nia.evaluation.export.redaction.names import Names
from nia.evaluation.export.redaction.words import key_of
from nia.understanding.contact_points import find_mails

_PARTS = re.compile(r"[a-z]+|[^a-z]+")
_DOMAIN = "example"


@dataclass(frozen=True, slots=True)
class Mails:
    """The replacement of each address, in lower case."""

    by_address: Mapping[str, str]

    @classmethod
    def choose(cls, originals: Iterable[str], names: Names, key: Key) -> Mails:
        """Choose for each address another, at a domain that cannot exist."""
        addresses = sorted({one.lower() for one in originals})
        domains: dict[str, str] = {}
        for domain in sorted({one.rpartition("@")[2] for one in addresses}):
            label = _renamed(domain.partition(".")[0], names) or f"domain{key.number(domain, 100, 999)}"
            domains[domain] = _free(label, domains.values(), f".{_DOMAIN}")
        chosen: dict[str, str] = {}
        for address in addresses:
            local, _, domain = address.rpartition("@")
            name = _renamed(local, names) or f"mailbox{key.number(local, 100, 999)}"
            chosen[address] = _free(name, chosen.values(), f"@{domains[domain]}")
        return cls(chosen)

    def of(self, address: str) -> str:
        """Return what takes the place of an address."""
        return self.by_address.get(address.lower(), address)

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where an address stands in `text`, written or spoken, and what is to stand there."""
        for found in find_mails(text):
            if found.address in self.by_address:
                new = self.of(found.address)
                yield *found.span, _spoken(new) if found.spoken else new


def _renamed(label: str, names: Names) -> str | None:
    """Return a label of which every word is a name that is replaced, with the new names; None for another."""
    made = []
    for part in _PARTS.findall(label):
        if not part.isalpha():
            made.append("." if "." in part else "")
            continue
        new = names.joined(key_of(part))
        if new is None:
            return None
        made.append(new.casefold())
    return "".join(made).strip(".") or None


def _free(label: str, taken: Iterable[str], ending: str) -> str:
    known = set(taken)
    tries = (f"{label}{number or ''}{ending}" for number in range(len(known) + 1))
    return next(one for one in tries if one not in known)


def _spoken(address: str) -> str:
    return address.replace("@", " at the rate ").replace(".", " dot ")
