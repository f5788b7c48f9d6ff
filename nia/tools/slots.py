"""The types of slots: what a tool's argument model is made of. Tools import them; `spec` reads the kinds off them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

import phonenumbers
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from nia.understanding.port import SlotKind

Time = TypeVar("Time", datetime, date)
FIRST_YEAR, LAST_YEAR = 1900, 2200

RefKind = Literal["lead", "meeting", "task", "mail", "contact", "user", "draft"]


class Ref(BaseModel):
    """A record that a reference resolved to: its kind, id, and the name it is shown by."""

    model_config = ConfigDict(frozen=True)

    kind: RefKind
    id: str
    name: str


class Person(BaseModel):
    """Somebody to meet or to write to: a known record (`kind`, `id`) or a new person with an address."""

    model_config = ConfigDict(frozen=True)

    name: str
    email: str | None = None
    kind: RefKind | None = None
    id: str | None = None


class Amount(BaseModel):
    """Money in the user's currency. An amount said in another one never gets here: it is asked about."""

    model_config = ConfigDict(frozen=True)

    amount: Decimal = Field(ge=0, le=Decimal(10) ** 15)
    currency: str = "INR"


@dataclass(frozen=True, slots=True)
class Slot:
    """Marks a field as a slot of that kind. `ask` is false for what is never asked for of itself."""

    kind: SlotKind


def _problem(code: str, **values: object) -> PydanticCustomError:
    """Return an error whose type names the sentence `errors.<code>` of the language files."""
    return PydanticCustomError(code, code, values or None)


_UNPARSED = {
    phonenumbers.NumberParseException.INVALID_COUNTRY_CODE: "phone_country",
    phonenumbers.NumberParseException.TOO_SHORT_AFTER_IDD: "phone_short",
    phonenumbers.NumberParseException.TOO_SHORT_NSN: "phone_short",
    phonenumbers.NumberParseException.TOO_LONG: "phone_long",
}
_IMPOSSIBLE = {
    phonenumbers.ValidationResult.INVALID_COUNTRY_CODE: "phone_country",
    phonenumbers.ValidationResult.TOO_SHORT: "phone_short",
    phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "phone_short",
    phonenumbers.ValidationResult.TOO_LONG: "phone_long",
    phonenumbers.ValidationResult.INVALID_LENGTH: "bad_phone",
}


_INDIA, _FIRST_WHOLE = 91, 10**9  # numbers of India have ten digits, the area's or the network's among them


def check_phone(given: str) -> str:
    """Return `given` as E.164, read as Indian where no country is said; say what is wrong with it where it is none."""
    try:
        number = phonenumbers.parse(given, "IN")
    except phonenumbers.NumberParseException as error:
        raise _problem(_UNPARSED.get(error.error_type, "bad_phone")) from None
    problem = _IMPOSSIBLE.get(phonenumbers.is_possible_number_with_reason(number))
    if problem is None and number.country_code == _INDIA and (number.national_number or 0) < _FIRST_WHOLE:
        problem = "phone_short"  # an area's own number, or one whose last digits were not said
    if problem is not None:
        raise _problem(problem)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def check_email(given: str) -> str:
    """Return `given` in lower case if it can be a mail address (RFC 5321's shape, one @, a dotted domain)."""
    address = given.strip().lower()
    name, at, domain = address.rpartition("@")
    dotted = "." in domain.strip(".") and not domain.startswith(".") and ".." not in domain
    if not (at and name and dotted) or "@" in name or any(c.isspace() or c in ",;<>()" for c in address):
        raise _problem("bad_email")
    return address


def check_words(given: str) -> str:
    """Return `given` without control characters and outer spaces; refuse what is then empty."""
    words = " ".join("".join(c if c.isprintable() else " " for c in given).split())
    if not words:
        raise _problem("empty")
    return words


def check_text(given: str) -> str:
    """Return free text as it was said, without control characters but with its lines."""
    text = "".join(c for c in given if c.isprintable() or c in "\n\t").strip()
    if not text:
        raise _problem("empty")
    return text


def check_year(given: Time) -> Time:
    """Return `given` if a person can mean its year; far ones are slips, and the calendar ends somewhere."""
    if not FIRST_YEAR <= given.year <= LAST_YEAR:
        raise _problem("bad_time")
    return given


Words = Annotated[str, AfterValidator(check_words), Field(max_length=200)]
Text = Annotated[str, AfterValidator(check_text), Field(max_length=20_000), Slot(SlotKind.TEXT)]
ShortText = Annotated[Words, Slot(SlotKind.TEXT)]
PersonName = Annotated[Words, Slot(SlotKind.PERSON)]
Company = Annotated[Words, Slot(SlotKind.COMPANY)]
City = Annotated[Words, Slot(SlotKind.CITY)]
Product = Annotated[Words, Slot(SlotKind.PRODUCT)]
Email = Annotated[str, AfterValidator(check_email), Slot(SlotKind.EMAIL)]
Phone = Annotated[str, AfterValidator(check_phone), Slot(SlotKind.PHONE)]
Money = Annotated[Amount, Slot(SlotKind.MONEY)]
Instant = Annotated[AwareDatetime, AfterValidator(check_year), Slot(SlotKind.INSTANT)]
Moment = Annotated[AwareDatetime | date, AfterValidator(check_year), Slot(SlotKind.MOMENT)]
Day = Annotated[date, AfterValidator(check_year), Slot(SlotKind.DATE)]
RangeStart = Annotated[AwareDatetime | date, AfterValidator(check_year), Slot(SlotKind.RANGE_START)]
RangeEnd = Annotated[AwareDatetime | date, AfterValidator(check_year), Slot(SlotKind.RANGE_END)]
Minutes = Annotated[int, Field(ge=1, le=24 * 60), Slot(SlotKind.MINUTES)]
Shift = Annotated[str, Field(pattern=r"^[+-]?P"), Slot(SlotKind.SHIFT)]
Count = Annotated[int, Field(ge=1, le=200), Slot(SlotKind.COUNT)]
Flag = Annotated[bool, Slot(SlotKind.FLAG)]
LeadRef = Annotated[Ref, Slot(SlotKind.LEAD)]
MeetingRef = Annotated[Ref, Slot(SlotKind.MEETING)]
TaskRef = Annotated[Ref, Slot(SlotKind.TASK)]
MailRef = Annotated[Ref, Slot(SlotKind.MAIL)]
UserRef = Annotated[Ref, Slot(SlotKind.USER)]
People = Annotated[list[Person], Field(min_length=1, max_length=50), Slot(SlotKind.PEOPLE)]
Addresses = Annotated[list[Person], Field(min_length=1, max_length=50), Slot(SlotKind.ADDRESSES)]

LeadStatus = Annotated[
    Literal["new", "contacted", "qualified", "proposal", "negotiation", "won", "lost"], Slot(SlotKind.CHOICE)
]
TaskStatus = Annotated[Literal["open", "done", "cancelled", "overdue"], Slot(SlotKind.CHOICE)]
Priority = Annotated[Literal["low", "normal", "high", "urgent"], Slot(SlotKind.CHOICE)]
Source = Annotated[
    Literal["website", "referral", "event", "cold_call", "partner", "advertisement", "social", "other"],
    Slot(SlotKind.CHOICE),
]
