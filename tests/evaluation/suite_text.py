"""Suites in a test: written as YAML into a file, read, and played on a backdrop."""

from __future__ import annotations

from pathlib import Path

import yaml

from nia.evaluation.format.reading import SuiteFile, read_suite
from nia.evaluation.outcome import ConversationResult
from nia.evaluation.play import play
from nia.evaluation.stage.backdrop import Backdrop

BEGIN = """
name: a-suite
language: en
now: "2026-03-02T09:30:00+05:30"
user: {name: Asha Rao, email: asha@example.com}
given:
  leads:
    - {name: Rahul Verma, company: TechCorp, email: rahul@techcorp.example, phone: "+919812345678", value: 500000,
       city: Pune, status: contacted}
    - {name: Meera Iyer, company: Lotus Foods, email: meera@lotus.example, value: 750000, city: Chennai}
    - {name: Rahul Jain, company: Nova Labs, email: jain@nova.example, city: Delhi}
  meetings:
    - {title: Demo with Meera Iyer, start: "2026-03-03T15:00:00+05:30", attendees: [Meera Iyer]}
  tasks:
    - {title: Send the quote to Meera, due: "2026-02-27", priority: high, lead: Meera Iyer}
"""


def suite_of(folder: Path, *turns: str, finally_: str = "", begin: str = BEGIN) -> SuiteFile:
    """Return a suite of one conversation with these turns, each a YAML map in one line."""
    lines = [begin, "conversations:", "  - id: one", "    turns:", *(f"      - {turn}" for turn in turns)]
    if finally_:
        lines.append(f"    finally: {finally_}")
    path = folder / "suite.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_suite(path)


async def played(
    backdrop: Backdrop, folder: Path, *turns: str, finally_: str = "", begin: str = BEGIN
) -> ConversationResult:
    """Play such a suite."""
    file = suite_of(folder, *turns, finally_=finally_, begin=begin)
    return await play(file.suite.conversations[0], file, backdrop)


def with_expect(turn: str, expect: object) -> str:
    """Return the turn with this expectation, as one line of YAML."""
    spec = yaml.safe_load(turn)
    spec["expect"] = expect
    return yaml.safe_dump(spec, default_flow_style=True, allow_unicode=True, width=10_000).strip()
