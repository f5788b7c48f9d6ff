"""How contacts and colleagues are shown. `save_contact` and the references use it."""

from __future__ import annotations

from nia.store.tables import Contact, User
from nia.tools.spec import RecordView
from nia.understanding.port import Json


def contact_view(contact: Contact) -> RecordView:
    """Return a contact: only the fields that are set."""
    fields: dict[str, Json] = {
        "company": contact.company,
        "email": contact.email,
        "phone": contact.phone,
        "title": contact.title,
    }
    return RecordView("contact", contact.id, contact.name, {name: value for name, value in fields.items() if value})


def user_view(user: User) -> RecordView:
    """Return a colleague."""
    return RecordView("user", user.id, user.name, {"email": user.email, "role": user.role})
