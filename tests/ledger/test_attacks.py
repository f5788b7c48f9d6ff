"""Each field of each entry changed, entries dropped, inserted, swapped, the tail cut, all rehashed: all is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from nia.ledger.chain import Head
from nia.ledger.erasure.finding import find_reach
from nia.ledger.erasure.subject import find_subject
from nia.ledger.verifying import verify
from nia.tools.erasing import arguments, erasure_of
from nia.tools.invoke import Call
from nia.tools.registry import Registry
from tests.ledger.attacks import Attack, Ledger, on_entry, on_fields, on_tail
from tests.ledger.writer import Writer, lead_ref

FULL, SAMPLE = 200, 24
ATTACKS_IN_SAMPLE = 60


@dataclass
class Outcome:
    """How often each kind of attack was tried, and how often it was found where it is."""

    tried: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def table(self) -> str:
        lines = [f"{kind:<40}{self.found[kind]:>7} of {self.tried[kind]:<7}" for kind in sorted(self.tried)]
        return "\n".join([*lines, f"{'all':<40}{self.found.total():>7} of {self.tried.total():<7}"])


async def grown(writer: Writer, size: int) -> Ledger:
    """Write a ledger of `size` entries: leads, notes, changes, undos, what is remembered, and one erased person."""
    asha, number = writer.world.asha, 0
    while await written(writer) < size - 1:
        number += 1
        person = {"name": f"Lead {number}", "company": f"Firm {number % 7}", "phone": f"+9198200{number:05}"}
        made = await writer.write(asha, "create_lead", **person)
        lead = lead_ref(str(made.result.records[0].id))
        await writer.write(asha, "add_note", lead=lead, text=f"said {number}")
        if number % 2:
            await writer.undo(asha)
        await writer.write(asha, "update_lead", lead=lead, city="Pune", value={"amount": str(number)})
        await writer.gate.invoke(Call("remember", asha, {"text": f"fact {number}"}))
        if number == 2:
            await erased(writer, str(lead["id"]))
    async with writer.world.database.read() as session:
        return await Ledger.read(session)


async def erased(writer: Writer, person: str) -> None:
    async with writer.world.database.read() as session:
        reach = await find_reach(session, await find_subject(session, person))
    gate = replace(writer.gate, registry=Registry.load(extra=[erasure_of(reach)]))
    await gate.invoke(Call("erase", writer.world.anil, arguments(reach, None)))


async def written(writer: Writer) -> int:
    async with writer.world.database.read() as session:
        return len((await Ledger.read(session)).receipts)


def attacks_on(ledger: Ledger, random: Random, writer: Writer) -> Iterator[Attack]:
    for seq in range(1, len(ledger.receipts) + 1):
        yield from on_fields(ledger, seq, random)
        yield from on_entry(ledger, seq)
        yield from on_tail(ledger, seq, writer.gate.signer)


async def try_all(writer: Writer, ledger: Ledger, attacks: Iterator[Attack]) -> Outcome:
    """Carry out each attack in a transaction of its own, verify within it, and roll it back."""
    last = ledger.receipts[-1]
    earlier = Head(last["seq"], last["root"], ledger.actions[-1]["at"]), last["signature"]
    outcome, verifier = Outcome(), writer.gate.signer.public
    for attack in attacks:
        async with AsyncSession(writer.world.database.engine) as session:
            await attack.do(session)
            fault = (await verify(session, verifier, earlier if attack.by_head else None)).fault
            await session.rollback()
        outcome.tried[attack.kind] += 1
        if fault is not None and fault.seq == attack.named:
            outcome.found[attack.kind] += 1
        else:
            outcome.missed.append(f"{attack.kind} at {attack.seq}: {fault}")
    async with writer.world.database.read() as session:
        assert (await verify(session, verifier, earlier)).fault is None  # all was rolled back
    return outcome


async def test_attacks_drawn_from_a_seed_are_found(writer: Writer) -> None:
    random = Random(7)
    ledger = await grown(writer, SAMPLE)
    attacks = list(attacks_on(ledger, random, writer))
    by_kind = {attack.kind: attack for attack in random.sample(attacks, len(attacks))}
    drawn = [*by_kind.values(), *random.sample(attacks, ATTACKS_IN_SAMPLE)]
    outcome = await try_all(writer, ledger, iter(drawn))
    assert outcome.missed == []


@pytest.mark.proof
@pytest.mark.timeout(3600)  # some ten thousand attacks, each followed by a whole verification
async def test_every_attack_on_every_entry_is_found(writer: Writer, found: Callable[[str], None]) -> None:
    ledger = await grown(writer, FULL)
    outcome = await try_all(writer, ledger, attacks_on(ledger, Random(7), writer))
    name = writer.world.database.engine.dialect.name
    found(f"{len(ledger.receipts)} entries on {name}\n{outcome.table()}")
    assert outcome.missed == []
