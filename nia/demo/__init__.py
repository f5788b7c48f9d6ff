"""The demo data: two teams, their leads, meetings, tasks and mails, dated around today. `nia demo` loads it."""

from __future__ import annotations

from nia.demo.loading import has_demo_users, load
from nia.demo.removing import remove, reset
from nia.demo.sign_ins import DemoSignIn, forget_sign_ins, read_sign_ins, save_sign_ins

__all__ = [
    "DemoSignIn",
    "forget_sign_ins",
    "has_demo_users",
    "load",
    "read_sign_ins",
    "remove",
    "reset",
    "save_sign_ins",
]
