"""What a new person is said to be at a company is the job, marked or not."""

from __future__ import annotations

import pytest

from nia.understanding.entities import entity_lexicon
from nia.understanding.jobs_marked import with_job
from nia.understanding.port import ToolShape
from nia.understanding.tagger import Span
from nia.understanding.tokens import tokenize
from nia.understanding.units import cut


@pytest.mark.parametrize(
    ("said", "company", "job"),
    [
        ("save Farida , she is the receptionist at Lakeview", (8, 9), (6, 7)),
        ("save Farida , she's a stores manager with Lakeview", (8, 9), (5, 7)),
        ("Farida Lakeview ki owner hain", (1, 2), (3, 4)),
        ("फरीदा लेकव्यू में जीएम हैं", (1, 2), (3, 4)),
        ("Farida Lakeview mein kaam karti hai", (1, 2), None),
        ("save Farida from Lakeview", (3, 4), None),
    ],
)
def test_a_job(said: str, company: tuple[int, int], job: tuple[int, int] | None, tools: tuple[ToolShape, ...]) -> None:
    contact = next(tool for tool in tools if tool.name == "save_contact")
    spans = [Span("who", 0 if said.split()[0] != "save" else 1, 1 if said.split()[0] != "save" else 2)]
    spans.append(Span("company", *company))
    found = with_job(contact, spans, cut(tokenize(said), (), entity_lexicon()))
    assert [span for span in found if span.role == "job"] == ([Span("job", *job)] if job else [])
    assert [span for span in found if span.role != "job"] == spans


def test_a_marked_job_stays(tools: tuple[ToolShape, ...]) -> None:
    contact = next(tool for tool in tools if tool.name == "save_contact")
    spans = [Span("who", 0, 1), Span("job", 2, 3), Span("company", 4, 5)]
    assert with_job(contact, spans, cut(tokenize("Farida , buyer at Lakeview"), (), entity_lexicon())) == spans
