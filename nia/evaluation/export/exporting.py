"""Exports a conversation: by right, into the ledger, redacted, played, written. `nia eval export` calls it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.accounts.principal import Principal
from nia.clock import Clock
from nia.errors import AdminError
from nia.evaluation.export import admission, recording, surroundings
from nia.evaluation.export.builder import Built, build
from nia.evaluation.export.expectations import Fields
from nia.evaluation.export.proving import Proof, prove, without
from nia.evaluation.export.recording import Recorded
from nia.evaluation.export.redaction.keyed import Key
from nia.evaluation.export.redaction.long_texts import neutral
from nia.evaluation.export.redaction.originals import Originals, texts_in
from nia.evaluation.export.redaction.redactor import Redactor
from nia.evaluation.export.redaction.survivors import NotRedacted, look
from nia.evaluation.export.redaction.words import words_of
from nia.evaluation.export.writing import as_yaml
from nia.evaluation.stage.backdrop import Backdrop
from nia.ids import IdSource
from nia.ledger.signing import Signer
from nia.matching.compare import same
from nia.store.database import Database
from nia.store.tables import Attendee, Contact, Lead, Mail, User

TRIES = 5
_OURS = frozenset({"name", "description", "language", "now"})
"""What the export itself says of the suite: nothing of anybody's."""
_SECRET_BYTES = 32
_MOST_CLASHES = 20


@dataclass(frozen=True, slots=True)
class Exported:
    """The file's text, and what it says about itself. `failed`: what did not hold when it was played."""

    text: str
    remarks: Sequence[str] = ()
    failed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """Exports conversations of one installation; replays on `backdrop`. `strict` keeps what fails on replay.

    `signer` vouches for the ledger's entry that says so.
    """

    database: Database
    backdrop: Backdrop
    clock: Clock
    new_id: IdSource
    signer: Signer
    strict: bool = False

    async def export(self, conversation_id: str, user: Principal) -> Exported:
        """Return the suite of a conversation.

        Raises `NotExportable` where `user` may not have it, `NotRedacted` where something of somebody's
        would be left in it, `AdminError` where nothing of it can be played.
        """
        async with self.database.begin() as session:
            conversation = await admission.admitted(session, conversation_id, user)
            await admission.record(session, conversation, user, self.clock.now(), self.new_id, self.signer)
        async with self.database.read() as session:
            recorded = await recording.read(session, conversation)
            if recorded is None:
                raise AdminError("This conversation has no answered turn, so there is nothing to export")
            around = await surroundings.read(session, recorded)
            known = await _names_known(session)
        built = build(recorded, around, f"exported-{secrets.token_hex(4)}")
        return await self._best(_neutral(built), _originals(built, recorded, known), known)

    async def _best(self, built: Built, originals: Originals, known: frozenset[str]) -> Exported:
        """Redact and play until all holds, with other names each time; else take the try that held best."""
        key, tries = Key(secrets.token_bytes(_SECRET_BYTES)), list[tuple[Fields, Proof]]()
        refused: NotRedacted | None = None
        for attempt in range(TRIES):
            suite = _redacted(built, originals, replace(key, attempt=attempt), known)
            try:
                text = self._text(suite, built.remarks, originals)
            except NotRedacted as left:  # with other names nothing may be left
                refused = left
                continue
            proof = await prove(text, self.backdrop)
            if proof.holds:
                return Exported(text, built.remarks)
            tries.append((suite, proof))
        if refused is not None and not tries:
            raise refused
        suite, proof = min(tries, key=lambda one: (one[1].error is not None, len(one[1].failures)))
        return await self._mended(suite, proof, built, originals)

    async def _mended(self, suite: Fields, proof: Proof, built: Built, originals: Originals) -> Exported:
        """Leave out what does not hold on replay and say so; with `strict` keep it and say so."""
        failed = [_told(one.turn, one.check.key, one.check.label) for one in proof.failures]
        if proof.error is not None:
            failed.append("it could not be played at all")
        remarks = [*built.remarks]
        if self.strict or proof.error is not None:
            remarks += [f"Does not hold when replayed: {one}." for one in failed]
            return Exported(self._text(suite, remarks, originals), remarks, failed)
        for _ in range(TRIES):  # what is left out may have hidden something else
            remarks += [
                f"Left out, since it does not hold when replayed: {one}." for one in without(suite, proof.failures)
            ]
            proof = await prove(self._text(suite, remarks, originals), self.backdrop)
            if proof.holds or proof.broken:
                break
        if proof.broken:
            remarks.append("It does not pass when replayed, whatever is left out.")
        return Exported(self._text(suite, remarks, originals), remarks, failed)

    def _text(self, suite: Fields, remarks: Sequence[str], originals: Originals) -> str:
        now = self.clock.now()
        head = [
            f"A conversation exported on {now:%Y-%m-%d} by NIA {_version()}.",
            "Names, phones, mail addresses and amounts are made up.",
            *remarks,
        ]
        text = as_yaml(suite, head)
        look(text, suite, originals)
        return text


def _redacted(built: Built, originals: Originals, key: Key, known: frozenset[str]) -> Fields:
    """Return the suite with everything replaced, and nobody in it called as somebody in the data is."""
    avoid = frozenset(word.key for name in known for word in words_of(name))
    for _ in range(_MOST_CLASHES):
        redactor = Redactor.of(originals, key, avoid)
        made = {redactor.text(name, is_name=True) for name in originals.people | originals.companies}
        if not any(same(one, other) for one in made if " " in one for other in known):
            break
        key = replace(key, attempt=key.attempt + TRIES)
    parts = built.suite.items()
    return {name: one if name in _OURS else redactor.suite(deepcopy(one), name) for name, one in parts}


def _neutral(built: Built) -> Built:
    suite = dict(built.suite)
    if "given" in suite:
        suite["given"] = neutral(suite["given"], suite["conversations"])
    return replace(built, suite=suite)


def _originals(built: Built, recorded: Recorded, known: frozenset[str]) -> Originals:
    originals = Originals()
    originals.take_suite({name: one for name, one in built.suite.items() if name not in _OURS})
    for turn in recorded.turns:
        understood = (turn.trace or {}).get("understood") or {}
        for slots in (understood.get("answers") or {}, *(wish["slots"] for wish in understood.get("wishes") or [])):
            originals.take_understood(turn.said, slots)
    originals.take_known(known, texts_in(built.suite))
    return originals


async def _names_known(session: AsyncSession) -> frozenset[str]:
    """Return every name that the installation's data has: none may be left in the file, nor be chosen for it."""
    columns = (Lead.name, Lead.company, Contact.name, Contact.company, Attendee.name, Mail.sender_name, User.name)
    found: set[str] = set()
    for column in columns:
        found |= {str(name) for name in await session.scalars(select(col(column)).distinct()) if name}
    return frozenset(found)


def _told(turn: int | None, key: str, label: str) -> str:
    what = f"{key} ({label})" if label else key
    return f"{what}, afterwards" if turn is None else f"{what}, turn {turn}"


def _version() -> str:
    try:
        return version("nia-assistant")
    except PackageNotFoundError:
        return "(not installed)"
