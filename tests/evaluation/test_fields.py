"""The fields that a suite may name are those that records have, and each of them is kept as it was given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nia.evaluation.format.examples import EXAMPLES
from nia.evaluation.format.fields import FINAL, GIVEN, TIMES, choices, fields_of
from nia.evaluation.format.records import Person
from nia.evaluation.stage.backdrop import Backdrop
from tests.evaluation.suite_text import played, suite_of

BEGIN = """
name: a-suite
now: "2026-03-02T09:30:00+05:30"
user: {name: Asha Rao, email: asha@example.com}
given:
  users: [{name: Vikram Shah, email: vikram@example.com}]
  leads:
    - {name: Rahul Verma, company: TechCorp, email: rahul@techcorp.example, phone: "+919812345678", title: Head,
       city: Pune, source: referral, value: 500000, product: fleet, status: proposal, expected_close: "2026-03-20",
       next_follow_up: "2026-03-05", lost_reason: none, owner: Vikram Shah, created: "2026-02-25", notes: [pays late],
       history: [{at: "2026-02-26", text: asked for a demo, kind: visit, outcome: liked it}]}
  meetings:
    - {title: Demo, start: "2026-03-03T15:00:00+05:30", end: "2026-03-03T15:45:00+05:30", attendees: [Rahul Verma],
       online: true, location: Pune, agenda: prices, lead: Rahul Verma, status: held, owner: Vikram Shah}
  tasks:
    - {title: Quote, due: "2026-03-04", priority: high, lead: Rahul Verma, assignee: Vikram Shah, status: done,
       remind_at: "2026-03-03T10:00:00+05:30", created: "2026-02-27"}
  emails:
    - {from: "Rahul Verma <rahul@techcorp.example>", subject: Quote, body: please send it, unread: false,
       priority: low, received: "2026-03-02T08:10:00+05:30", to: [asha@example.com], owner: Asha Rao,
       thread: quote}
    - {from: asha@example.com, subject: "Re: Quote", to: [rahul@techcorp.example], thread: quote}
  contacts:
    - {name: Leela Iyer, email: leela@example.com, phone: "+919930011223", company: Lotus, title: CFO,
       owner: Vikram Shah}
"""
AFTERWARDS = """
{leads: [{name: Rahul Verma, company: TechCorp, email: rahul@techcorp.example, phone: "+919812345678", title: Head,
       city: Pune, source: referral, value: 500000, currency: INR, product: fleet, status: proposal,
       expected_close: "2026-03-20", next_follow_up: "2026-03-05", lost_reason: none, owner: Vikram Shah,
       created: "2026-02-25", notes: [pays late], closed_at: null,
       history: [{at: "2026-02-26", text: demo, kind: visit, outcome: liked it}]}],
 meetings: [{title: Demo, start: "2026-03-03T15:00:00+05:30", end: "2026-03-03T15:45:00+05:30", minutes: 45,
       agenda: prices, attendees: [Rahul Verma], online: true, location: Pune, lead: Rahul Verma,
       status: held, owner: Vikram Shah}],
 tasks: [{title: Quote, due: "2026-03-04", priority: high, lead: Rahul Verma, assignee: Vikram Shah,
       owner: Vikram Shah, status: done, remind_at: "2026-03-03T10:00:00+05:30", created: "2026-02-27",
       done_at: "2026-02-27"}],
 emails: [{from: "Rahul Verma <rahul@techcorp.example>", subject: Quote, body: please send it, unread: false,
       priority: low, received: "2026-03-02T08:10:00+05:30", to: [asha@example.com],
       owner: Asha Rao, cc: [], bcc: []}],
 sent: [{from: asha@example.com, subject: "Re: Quote", to: [rahul@techcorp.example], thread: quote, mail: Quote}],
 notes: [{text: pays late, lead: Rahul Verma, at: "2026-02-25"}],
 activities: [{kind: visit, text: asked for a demo, outcome: liked it, lead: Rahul Verma, at: "2026-02-26"}],
 contacts: [{name: Leela Iyer, email: leela@example.com, phone: "+919930011223", company: Lotus, title: CFO,
       owner: Vikram Shah}]}
"""


async def test_the_fields_of_finally_are_those_of_the_records(backdrop: Backdrop, tmp_path: Path) -> None:
    file = suite_of(tmp_path, "{say: hello}", begin=BEGIN)
    async with backdrop.stage(file.suite.scene(file.suite.conversations[0])) as stage:
        for kind, fields in FINAL.items():
            records = await stage.records(kind)  # type: ignore[arg-type]
            assert records, kind
            assert sorted(records[0]) == sorted(fields), kind


async def test_what_is_given_is_what_is_there(backdrop: Backdrop, tmp_path: Path) -> None:
    result = await played(backdrop, tmp_path, "{say: hello}", begin=BEGIN, finally_=AFTERWARDS.replace("\n", " "))
    assert [one.why for one in result.finally_checks if not one.held] == []
    assert len(result.finally_checks) == len(FINAL)


def test_nothing_given_is_left_out_above() -> None:
    for kind, shape in GIVEN.items():
        for name in fields_of(shape):
            assert f"{name}:" in BEGIN or (kind, name) == ("meetings", "minutes"), (kind, name)


def test_the_page_has_every_field_of_every_kind() -> None:
    page = Path("docs/evals.md").read_text(encoding="utf-8")
    rows = {
        cells[0].strip().strip("`"): cells[1:]
        for line in page.splitlines()
        if len(cells := line.strip("|").split("|")) == 3
    }
    for kind, shape in {**GIVEN, "users": Person}.items():
        for name in fields_of(shape):
            assert f"`{name}" in rows[kind][0], (kind, name)
        required = set(fields_of(shape, required=True))
        assert set(re.findall(r"\*\*`(\w+)`\*\*", rows[kind][0])) == required, kind
    for kind, fields in FINAL.items():
        for name in fields:
            assert f"`{name}" in f"{rows[kind][0]} {rows[kind][1]}", (kind, name)
        for name in (one for one in fields if choices(kind, one)):
            for value in choices(kind, name):
                assert value in page, (kind, name, value)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("leads", "status", "won"),
        ("leads", "source", "referral"),
        ("activities", "kind", "call"),
        ("sent", "priority", "low"),
    ],
)
def test_fields_with_a_fixed_set_know_it(kind: str, name: str, value: str) -> None:
    assert value in choices(kind, name)
    assert choices(kind, "text") == ()
    assert choices("notes", "text") == ()


def test_times_and_amounts_have_an_example_to_mend_them_by() -> None:
    assert set(TIMES) <= EXAMPLES.keys()
    assert set(TIMES) <= {name for fields in FINAL.values() for name in fields}
