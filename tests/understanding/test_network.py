"""The network's tags make sense whatever it scores, and an installation's own weights are used where they fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nia.understanding.network import MOST_UNITS, Network
from nia.understanding.port import ToolShape
from nia.understanding.roles import slots_by_role
from nia.understanding.tagger import Tagger, best_path, follows, spans_of
from nia.understanding.tokens import tokenize
from nia.understanding.units import Unit, cut
from nia.understanding.weights import FORMAT, OWN, SHIPPED, weights_of
from nia.understanding.words import Lexicon

TAGS = ["O", "B-who", "I-who", "B-when", "I-when"]
NO_WORDS = Lexicon([])


@pytest.fixture(scope="module")
def network() -> Network:
    with np.load(SHIPPED) as arrays:
        return Network(arrays)


def units_of(text: str) -> tuple[Unit, ...]:
    return cut(tokenize(text), (), NO_WORDS)


def test_the_chances_of_all_intents_sum_to_one(network: Network) -> None:
    chances = network.intent_chances(network.encode(units_of("show my leads")))
    assert chances.sum() == pytest.approx(1.0, abs=1e-4)
    assert network.intents[int(chances.argmax())] == "find_leads"


def test_a_sentence_is_scored_alike_each_time_and_whatever_was_read_before(network: Network) -> None:
    first = network.intent_chances(network.encode(units_of("what is overdue")))
    for text in ("hello", "कल की मीटिंग", "leads " * 300):
        network.encode(units_of(text))
    assert np.array_equal(first, network.intent_chances(network.encode(units_of("what is overdue"))))


def test_what_stands_far_behind_is_outside(network: Network, tools: tuple[ToolShape, ...]) -> None:
    note = next(tool for tool in tools if tool.name == "add_note")
    units = units_of("note for Ravi: " + "word " * 400)
    tags = Tagger(network).tag(units, "add_note", slots_by_role(note))
    assert len(tags) == len(units)
    assert set(tags[MOST_UNITS:]) == {"O"}


def test_a_tool_that_training_never_saw_is_tagged_too(network: Network) -> None:
    spans = Tagger(network).spans(units_of("ship the parcel to Ravi Kumar"), "ship_parcel", {"who"})
    assert {span.role for span in spans} <= {"who"}


@given(st.lists(st.lists(st.floats(-50, 0), min_size=5, max_size=5), min_size=1, max_size=12))
def test_a_part_never_begins_inside(scores: list[list[float]]) -> None:
    path = [TAGS[at] for at in best_path(np.array(scores, np.float32), follows(TAGS))]
    for before, tag in zip(["O", *path], path, strict=False):
        if tag.startswith("I-"):
            assert before[2:] == tag[2:]
    assert sum(span.last - span.first for span in spans_of(path)) == sum(tag != "O" for tag in path)


def test_own_weights_are_used_where_this_version_wrote_them(tmp_path: Path) -> None:
    assert weights_of(tmp_path) == SHIPPED
    np.savez(tmp_path / OWN, format=np.array(FORMAT))
    assert weights_of(tmp_path) == tmp_path / OWN
    np.savez(tmp_path / OWN, format=np.array(FORMAT + 1))
    assert weights_of(tmp_path) == SHIPPED


def test_no_units_are_no_error(network: Network) -> None:
    assert network.intent_chances(network.encode(())).sum() == pytest.approx(1.0, abs=1e-4)
    assert Tagger(network).tag((), "add_note", {"who"}) == []
