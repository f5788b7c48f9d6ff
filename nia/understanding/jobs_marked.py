"""Jobs that the tagger did not mark: "she is the receptionist at Lake Motors", "Apex में जीएम हैं". `relabelled` asks."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.port import SlotKind, ToolShape
from nia.understanding.tagger import Span
from nia.understanding.units import Unit
from nia.understanding.word_lists import listed

_JOB = "job"
_LONGEST = 3


def with_job(tool: ToolShape, spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Return the spans, with what a new person is said to be at a company, if no job was marked."""
    spans = [_without_article(span, units) for span in spans]
    name = tool.slot("name")
    new = name is not None and name.kind is SlotKind.PERSON and tool.slot("lead") is None
    if not new or tool.slot("title") is None or any(span.role == _JOB for span in spans):
        return spans
    taken = {at for span in spans for at in range(span.first, span.last)}
    job = _before_employer(units, taken) or _behind_company(spans, units, taken)
    return sorted([*spans, job], key=lambda span: span.first) if job is not None else spans


def _without_article(span: Span, units: Sequence[Unit]) -> Span:
    begins = span.role == _JOB and span.last - span.first > 1 and units[span.first].folded in ("a", "an", "the")
    return Span(span.role, span.first + 1, span.last) if begins else span


def _before_employer(units: Sequence[Unit], taken: set[int]) -> Span | None:
    for at in range(len(units)):
        first = _after_being(units, at)
        last = first
        while last < len(units) and last not in taken and units[last].kind == "word" and not _is_at(units[last]):
            last += 1
        if first > at and 0 < last - first <= _LONGEST and last < len(units) and _is_at(units[last]):
            return Span(_JOB, first, last)
    return None


def _after_being(units: Sequence[Unit], at: int) -> int:
    """Return where it begins what somebody is: behind "she's the", "who is"; `at` where the words say no such thing."""
    if units[at].folded in listed("employers", "being"):
        behind = at + 1
    elif units[at].folded in listed("employers", "person") and at + 1 < len(units) and units[at + 1].folded == "is":
        behind = at + 2
    else:
        return at
    while behind < len(units) and units[behind].folded in listed("employers", "article"):
        behind += 1
    return behind


def _is_at(unit: Unit) -> bool:
    return unit.folded in listed("employers", "before") or unit.folded in listed("employers", "of")


def _behind_company(spans: Sequence[Span], units: Sequence[Unit], taken: set[int]) -> Span | None:
    """Read "Apex में जीएम हैं", "Apex ki owner hain"."""
    for span in spans:
        case = span.last < len(units) and units[span.last].folded in listed("employers", "case")
        first = last = span.last + 1
        while last < len(units) and last not in taken and units[last].kind == "word" and not _is_being(units[last]):
            last += 1
        being = last < len(units) and _is_being(units[last])
        works = any(unit.folded in listed("employers", "works") for unit in units[first:last])
        if span.role == "company" and case and being and not works and 0 < last - first <= _LONGEST:
            return Span(_JOB, first, last)
    return None


def _is_being(unit: Unit) -> bool:
    return unit.folded in listed("employers", "is")
