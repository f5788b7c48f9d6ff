"""Wishes with no context, in three languages: each sentence of cases/*.yaml is understood with its slots."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from nia.understanding.port import Understanding

CASES = [
    case
    for file in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_sentence(case: dict[str, object], read: Callable[..., Understanding]) -> None:
    understood = read(str(case["say"]))
    if "act" in case:
        assert understood.act == case["act"]
        return
    allowed = case["tool"] if isinstance(case["tool"], list) else [case["tool"]]
    assert len(understood.wishes) == 1
    assert understood.wishes[0].tool in allowed
    slots = {name: value.value for name, value in understood.wishes[0].slots.items()}
    expected = case["slots"]
    assert isinstance(expected, dict)
    assert {name: slots.get(name) for name in expected} == expected
    if case.get("only"):
        assert slots == expected
