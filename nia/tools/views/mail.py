"""How a mail and a draft are shown. The mail tools and `my_day` use it. What a mail says is always marked untrusted."""

from __future__ import annotations

from nia.accounts.principal import Principal
from nia.sales.mail import MailDetails
from nia.sales.mail_text import safe_line
from nia.tools.slots import Person, Ref
from nia.tools.spec import RecordView
from nia.understanding.port import Json


def mail_view(details: MailDetails, user: Principal) -> RecordView:
    """Return `details` as `user` sees them. `reason` is a list of codes."""
    mail, weight = details.mail, details.weight
    fields: dict[str, Json] = {
        "sender": details.sender_name,
        "received": mail.received_at.astimezone(user.zone).isoformat(),
        "priority": weight.priority,
        "reason": list(weight.reasons),
        "unread": mail.unread,
    }
    return RecordView("mail", mail.id, subject_of(details), fields, untrusted=True)


def subject_of(details: MailDetails) -> str:
    """Return the subject as one safe line; the sender's name where there is none."""
    return safe_line(details.mail.subject) or details.sender_name


def draft_view(draft_id: str, to: list[Person], subject: str, body: str, answers: Ref | None) -> RecordView:
    """Return a draft whose fields are the arguments that `send_email` takes."""
    fields: dict[str, Json] = {
        "to": [person.model_dump(exclude_none=True) for person in to],
        "subject": subject,
        "body": body,
    }
    if answers is not None:
        fields["mail"] = answers.model_dump()
    return RecordView("draft", draft_id, subject, fields)
