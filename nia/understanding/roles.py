"""The roles that the tagger tells apart, and the slot of a tool that each fills. All share it."""

from __future__ import annotations

from nia.understanding.port import SlotKind, ToolShape

# Slots that mean the same to a reader of sentences share a role, so that one tool's examples teach the others.
_SHARED = {
    "lead": "who",
    "attendees": "who",
    "attendee": "who",
    "sender": "who",
    "to": "who",
    "owner": "user",
    "assignee": "user",
    "start": "when",
    "end": "when",
    "at": "when",
    "from": "when",
    "since": "when",
    "until": "when",
    "due_from": "when",
    "date": "when",
    "created": "when",
    "created_from": "when",
    "created_to": "when",
}
_TO_A_TIME = frozenset({"list_meetings", "check_availability", "sales_report"})
_PEOPLE_TOOLS = frozenset({"create_lead", "save_contact"})
_BY_KIND = {
    SlotKind.PERSON: "who",
    SlotKind.LEAD: "who",
    SlotKind.PEOPLE: "who",
    SlotKind.ADDRESSES: "who",
    SlotKind.USER: "user",
    SlotKind.COMPANY: "company",
    SlotKind.MEETING: "meeting",
    SlotKind.TASK: "task",
    SlotKind.MAIL: "mail",
    SlotKind.CITY: "city",
    SlotKind.PRODUCT: "product",
    SlotKind.MONEY: "value",
    SlotKind.INSTANT: "when",
    SlotKind.MOMENT: "when",
    SlotKind.DATE: "when",
    SlotKind.RANGE_START: "when",
    SlotKind.MINUTES: "minutes",
    SlotKind.SHIFT: "shift",
    SlotKind.PHONE: "phone",
    SlotKind.EMAIL: "email",
    SlotKind.COUNT: "limit",
}


def role_of(tool: str, slot: str) -> str:
    """Return the role of an annotated slot."""
    if slot == "name":
        return "who" if tool in _PEOPLE_TOOLS else "name"
    if slot == "title" and tool in ("create_lead", "save_contact", "update_lead"):
        return "job"
    if slot == "text" and tool in ("find_leads", "list_emails"):
        return "query"
    if slot == "to" and tool in _TO_A_TIME:
        return "when"  # where a stretch of time ends
    return _SHARED.get(slot, slot)


def slots_by_role(tool: ToolShape) -> dict[str, list[str]]:
    """Return, for each role, the slots of the tool that it may fill, the first one first."""
    slots: dict[str, list[str]] = {}
    for slot in tool.slots:
        role = role_of(tool.name, slot.name)
        if slot.kind in (SlotKind.FILTER, SlotKind.CHANGES):
            continue
        slots.setdefault(role, []).append(slot.name)
        by_kind = _BY_KIND.get(slot.kind)
        if by_kind and by_kind != role:
            slots.setdefault(by_kind, []).append(slot.name)
    if tool.name == "update_lead":
        slots["who"] = ["lead"]
    return slots
