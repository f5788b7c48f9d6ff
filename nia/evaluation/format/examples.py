"""How the keys of a suite are written, by key: what a mistake in one of them is mended by. `misfits` shows them."""

from __future__ import annotations

from collections.abc import Mapping

_INSTANT = '"2026-03-03T15:00:00+05:30"'
_DAY = '"2026-03-05"'

EXAMPLES: Mapping[str, str] = {
    "now": _INSTANT,
    "user": "{name: Asha Rao, email: asha@example.com, role: sales_rep}",
    "user.language": "hi-IN",
    "users.language": "hi-IN",
    "working_hours": '"09:00-19:00"',
    "given": "{leads: [{name: Rahul Verma, company: TechCorp}]}",
    "leads": "[{name: Rahul Verma, company: TechCorp}]",
    "meetings": f"[{{title: Demo, start: {_INSTANT}}}]",
    "tasks": "[{title: Send the quote}]",
    "expect.tasks": "[create_lead]",
    "emails": '[{from: "Rahul Verma <rahul@techcorp.example>", subject: Quote}]',
    "users": "[{name: Vikram Shah, email: vikram@example.com}]",
    "contacts": "[{name: Leela Iyer, email: leela@example.com}]",
    "history": f"[{{at: {_DAY}, text: he asked for a demo}}]",
    "conversations": "[{id: new-lead, turns: [{say: create a lead}]}]",
    "tags": "[smoke]",
    "turns": "[{say: show my leads}]",
    "later": '"PT18H"',
    "meanwhile": "{update: {leads: {name: Rahul Verma, set: {value: 600000}}}}",
    "edit": "{city: Pune}",
    "expect": "{intent: create_lead}",
    "intent": "create_lead",
    "slots": "{name: John Mathew, phone: null}",
    "asks": "[email, phone]",
    "offers": "[Rahul Verma, Rahul Jain]",
    "offers_times": f"[{_INSTANT}]",
    "confirms": "create_lead, or confirms: false",
    "read": "[{tool: find_leads, args: {city: Pune}}]",
    "wrote": "[{tool: create_lead, args: {name: John Mathew}}]",
    "args": "{name: John Mathew}",
    "undid": "[create_lead]",
    "shows": "[Rahul Verma]",
    "reply": "{contains: [John], language: en}",
    "figures": "{leads: 3, value: 1850000}",
    "notifies": "[{category: reminder}]",
    "finally": "{leads: [{name: John Mathew}], counts: {leads: 2}}",
    "absent": "{leads: [{name: John Mathew}]}",
    "counts": "{leads: 2}",
    "start": _INSTANT,
    "end": _INSTANT,
    "received": _INSTANT,
    "remind_at": _INSTANT,
    "due": f"{_DAY}, or {_INSTANT}",
    "next_follow_up": f"{_DAY}, or {_INSTANT}",
    "created": f"{_DAY}, or {_INSTANT}",
    "at": f"{_DAY}, or {_INSTANT}",
    "expected_close": _DAY,
}
