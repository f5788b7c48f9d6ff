"""Threads: what a reply takes over from the mail that it answers. The sending and drafting of mail use it."""

from __future__ import annotations

import re

from nia.store.tables import Mail

LONGEST_SUBJECT = 200
_MARKS = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?।](?:\s|$)|\n")


def bare_subject(subject: str) -> str:
    """Return the subject without its "Re:" and "Fwd:"."""
    return _MARKS.sub("", subject).strip()


def reply_subject(subject: str) -> str:
    """Return the subject of a reply: "Re: " once, however long the thread is."""
    return f"Re: {bare_subject(subject)}"[:LONGEST_SUBJECT].rstrip()


def subject_from(body: str) -> str:
    """Return a subject for a new mail that has none: its first sentence after the greeting, cut at a word."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    if len(lines) > 1 and lines[0].endswith((",", "!", ":")):
        lines = lines[1:]  # "Dear Ravi,"
    first = _SENTENCE_END.split(lines[0], maxsplit=1)[0].strip(" ,") if lines else ""
    return first if len(first) <= 60 else first[:60].rsplit(" ", 1)[0] + "…"


def into_thread(mail: Mail, answered: Mail | None) -> Mail:
    """Return the new `mail` put into the thread of the mail that it answers, or into one of its own."""
    mail.thread_id = answered.thread_id if answered else mail.id
    mail.in_reply_to = answered.message_id if answered else None
    return mail
