"""Makes what was understood into what a tool takes: money in the user's currency, whole instants. `settle` calls it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from nia.accounts.principal import Principal
from nia.agent.state import SlotState
from nia.errors import Invalid
from nia.matching.mail_slips import likely_address
from nia.tools.spec import SlotSpec
from nia.understanding import amounts
from nia.understanding.port import Json, SlotKind

_INSTANTS = {SlotKind.INSTANT, SlotKind.MOMENT, SlotKind.RANGE_START, SlotKind.RANGE_END}


def value_of(spec: SlotSpec, slot: SlotState, user: Principal) -> Json:
    """Return the slot's value as its tool takes it; raise `Invalid` with what must be asked."""
    value = slot["value"]
    if slot.get("problem"):
        raise Invalid(spec.name, str(slot["problem"]), slot.get("text"))
    if spec.kind is SlotKind.EMAIL and not slot.get("as_said"):
        return _mail(spec.name, value)
    if spec.kind is SlotKind.MONEY:
        return _money(spec.name, value, user)
    if spec.kind in _INSTANTS:
        return _instant(spec, slot, user)
    return value


def _mail(name: str, value: Json) -> Json:
    """Return an address; raise `Invalid` with the likely mend of one that cannot be or looks like a slip."""
    likely = likely_address(str(value))
    if likely is not None:
        raise Invalid(name, "mail_likely", value, likely=likely)
    return value


def _money(name: str, value: Json, user: Principal) -> Json:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = {"amount": str(value)}
    if isinstance(value, str):
        found = amounts.find_amounts(value)
        if not found:
            raise Invalid(name, "bad_number", value)
        value = {"amount": str(found[0].amount), "currency": found[0].currency}
    if not isinstance(value, dict) or "amount" not in value:
        raise Invalid(name, "bad_number", str(value))
    currency = value.get("currency") or user.currency
    if currency != user.currency:
        raise Invalid(name, "other_currency", value, currency=currency, own=user.currency)
    if str(value["amount"]).startswith("-"):
        raise Invalid(name, "negative", value)
    return {"amount": value["amount"], "currency": currency}


def _instant(spec: SlotSpec, slot: SlotState, user: Principal) -> Json:
    text = str(slot["value"])
    others = slot.get("alternatives") or []
    if others:
        raise Invalid(spec.name, "which_time", text, times=[text, *others])
    try:
        when = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(spec.name, "bad_time", text) from None
    if not isinstance(when, datetime):
        if spec.kind is SlotKind.INSTANT:
            raise Invalid(spec.name, "time_of_day_missing", text, day=text)
        return text
    return (when if when.tzinfo else when.replace(tzinfo=ZoneInfo(user.time_zone))).isoformat()
