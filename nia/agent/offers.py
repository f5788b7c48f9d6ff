"""Values that a question offers ("Which company? Zenith Pharma, from zenithpharma.co.in?"), and what comes of a yes.

The slots node offers, the policy takes or drops. Nothing that is only offered is ever written.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal
from nia.agent.settle import Missing, Question
from nia.agent.state import OfferedValue, Say, SlotState, Task
from nia.agent.tasks import unasked
from nia.errors import Invalid
from nia.sales.mail_domains import company_of, domain_of, known_companies
from nia.tools.spec import Tool
from nia.understanding.port import Json, SlotValue

COMPANY = "company"
_DECLINED = "declined:company"


async def offer_company(question: Question | None, task: Task, user: Principal, session: AsyncSession) -> None:
    """Let a question for the company offer the one whose domain the mail address has."""
    task["offer"] = None
    if isinstance(question, Missing) and question.slots == (COMPANY,):
        company = await _company(task, user, session)
        task["offer"] = OfferedValue(slot=COMPANY, value=company, said=None) if company else None


async def company_hint(task: Task, tool: Tool, user: Principal, session: AsyncSession) -> Say | None:
    """Return what is said beside a card whose company is not asked for, where the mail address tells one."""
    names = any(slot.name == "name" and slot.required for slot in tool.slots)
    if not names or tool.slot(COMPANY) is None or COMPANY in task["slots"] or _DECLINED in task["accepted"]:
        return None
    company = await _company(task, user, session)
    if company is None:
        return None
    task["accepted"] = [*task["accepted"], _DECLINED]  # it is said once
    return Say("says.company_from_mail", {"offered": company, "domain": _domain(task)})


def offered_words(task: Task) -> dict[str, Json]:
    """Return what fills the question that makes the offer."""
    offer = task.get("offer")
    return {"offered": offer["value"], "domain": _domain(task)} if offer else {}


def mend_offered(error: Invalid, slot: str) -> OfferedValue | None:
    """Return the likely mend of a value that was questioned."""
    likely = error.values.get("likely")
    return OfferedValue(slot=slot, value=str(likely), said=str(error.values.get("given") or "")) if likely else None


def taken(task: Task, offer: OfferedValue) -> Task:
    """Return the task with the value that was offered."""
    return _filled(task, offer["slot"], offer["value"], as_said=False)


def declined(task: Task, offer: OfferedValue) -> Task:
    """Return the task after a no: what was said stays as it was said, and nothing is offered again."""
    if offer["said"] is not None:
        return _filled(task, offer["slot"], offer["said"], as_said=True)
    return Task(**{**task, "accepted": [*task["accepted"], _DECLINED], "offer": None})


def kept_to(task: Task, answers: dict[str, SlotValue]) -> Task | None:
    """Return the task where the user says again what was questioned, else None."""
    offer = task.get("offer")
    said = answers[offer["slot"]] if offer and len(answers) == 1 and offer["slot"] in answers else None
    return declined(task, offer) if offer and said is not None and said.value == offer["said"] else None


def _filled(task: Task, slot: str, value: str, *, as_said: bool) -> Task:
    state = SlotState(value=value, text=value, resolved=False, as_said=as_said)
    return unasked(Task(**{**task, "slots": {**task["slots"], slot: state}, "offer": None}))


async def _company(task: Task, user: Principal, session: AsyncSession) -> str | None:
    address = task["slots"].get("email", {}).get("value")
    if not isinstance(address, str) or _DECLINED in task["accepted"]:
        return None
    return company_of(address, await known_companies(session, user))


def _domain(task: Task) -> str:
    return domain_of(str(task["slots"].get("email", {}).get("value") or ""))
