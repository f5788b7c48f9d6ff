"""A reference that says the record twice: "his meeting, the Factory walk with Deepak". The wish reader asks."""

from __future__ import annotations

import re
from dataclasses import replace

from nia.understanding.generic import is_generic
from nia.understanding.meeting_titles import titled
from nia.understanding.names import trim
from nia.understanding.port import SlotKind, SlotValue, ToolShape

_RECORDS = frozenset({SlotKind.LEAD, SlotKind.MEETING, SlotKind.TASK, SlotKind.MAIL})
_TWICE = re.compile(
    r"\s*(?:,|[-\u2013\u2014]+|:|\()\s*(?:i mean |that is |namely |matlab |yaani |यानी |मतलब )?"
    r"(?P<marked>the one (?:about|with|called|named|for|on|at) |the |that |called |named |wo |woh |वो |वह )?"
    r"(?P<which>[^,;:.!?()।]{3,80})",
    re.I,
)
_MARKED = re.compile(r"(?:the one (?:about|with|called|named|for)|the|that|called|named)\s+(?=\S)", re.I)
_BEHIND = re.compile(r"(?P<pointed>\S+ \S+?)\s*(?:,|[-\u2013\u2014]+|:|\()\s*$")
_QUOTED = re.compile(r"[\"\u201c\u2018](?P<which>[^\"\u201c\u201d\u2018]{2,200}?)[\"\u201d\u2019](?!\w)")
_DASH = re.compile(r"\s+[-\u2013\u2014]+\s+")
_LATER = re.compile(r"\s+(?:and|aur|then|please|to|by|on the|at|into|as|और|फिर)\s.*$|\s+please$", re.I)


def apposed(tool: ToolShape, text: str, slots: dict[str, SlotValue]) -> None:
    """Give a record that was only pointed at the description that stands behind it, in place."""
    titled(tool, text, slots)
    for shape in tool.slots:
        known = slots.get(shape.name) if shape.kind in _RECORDS else None
        value = None if known is None else _quoted(text, _pointed(_bare(text, known)))
        if value is not None:
            slots[shape.name] = value
        if value is None or value.span is None or not is_generic(str(value.value)):
            continue
        said = _TWICE.match(text, value.span[1])
        taken = [one.span for name, one in slots.items() if name != shape.name and one.span is not None]
        if said is None or any(start < said.end("which") and said.start("which") < end for start, end in taken):
            continue
        which = trim(_LATER.sub("", said["which"]))
        named = said["marked"] is not None or any(word[:1].isupper() for word in which.split())
        if which and named and not is_generic(which):
            at = text.find(which, said.start("which"))
            slots[shape.name] = replace(value, value=which, text=which, span=(at, at + len(which)) if at >= 0 else None)


def _bare(text: str, value: SlotValue) -> SlotValue:
    """Return a description that stands behind what points at it ("her meeting, ") without its "the one with"."""
    marked = _MARKED.match(value.text)
    behind = _BEHIND.search(text[: value.span[0]]) if value.span is not None else None
    if value.span is None or marked is None or behind is None or not is_generic(behind["pointed"]):
        return value
    which = value.text[marked.end() :]
    if is_generic(which):
        return value
    return replace(value, value=which, text=which, span=(value.span[0] + marked.end(), value.span[1]))


def _pointed(value: SlotValue) -> SlotValue:
    """Return only what points, of a record whose description behind a dash was taken too: "that meeting - the demo"."""
    head = _DASH.split(value.text, maxsplit=1)[0]
    if value.span is None or head == value.text or not is_generic(head):
        return value
    return replace(value, value=head, text=head, span=(value.span[0], value.span[0] + len(head)))


def _quoted(text: str, value: SlotValue) -> SlotValue:
    """Return a record as what is quoted in its words or right behind them, if anything is: `the task "Send …"`."""
    if value.span is None:
        return value
    for found in _QUOTED.finditer(text, max(0, value.span[0] - 1)):
        before = text[value.span[0] : found.start()]
        if found.start() > value.span[1] + 1 or not is_generic(before):
            break
        which = found["which"].strip()
        return replace(value, value=which, text=which, span=found.span("which"))
    return value
