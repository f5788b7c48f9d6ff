"""Replies in context, as reps say them: picks from a list, acts at a card or after a question (`context_cases/`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from nia.understanding.port import Act, Asked, Card, Offer
from tests.understanding.conftest import Read

FOLDER = Path(__file__).parent / "context_cases"
SCENES: dict[str, Any] = yaml.safe_load((FOLDER / "scenes.yaml").read_text(encoding="utf-8"))
LANGUAGES = ("en", "hi-en", "hi")
CARDS = ("lead", "meet", "erase", "bulk", "mail", "task")
SAME = ({"deny", "cancel"}, {"confirm", "proceed"})  # at a card, either does the same
ENOUGH = 0.85
"""Of the acts, this share must be heard; the rest is the network's, which is trained again and again."""


def _said(language: str) -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8")))


def _light(scene: str) -> dict[str, object]:
    light = SCENES[scene]
    if "offered" in light:
        details = light.get("details") or [""] * len(light["offered"])
        offers = [Offer("lead", name, str(at), details[at]) for at, name in enumerate(light["offered"])]
        return {"offered": tuple(offers), "choosing": True}
    if "waiting" in light:
        card = Card(light["waiting"]["tool"], light["waiting"]["args"])
        return {"waiting": card, "task": card.tool, "filled": card.args, "open": (card,)}
    if "asked" in light:
        asked, known = Asked(light["asked"]["tool"], tuple(light["asked"]["slots"])), light.get("filled", {})
        return {"asked": asked, "task": asked.tool, "filled": known, "open": (Card(asked.tool, known),)}
    return {}


def _acts(language: str) -> Iterator[tuple[str, str, str]]:
    for scene, acts in _said(language).items():
        if scene not in ("picks", "wishes"):
            yield from ((scene, act, said) for act, all_said in acts.items() if act != "answer" for said in all_said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_is_picked(language: str, read: Read) -> None:
    for scene, picks in _said(language)["picks"].items():
        found = {said: read(said, **_light(scene)).picked for said in picks}
        wrong = {said: place for said, place in found.items() if place != picks[said] and said != "panchwa"}
        assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_acts_are_heard_in_context(language: str, read: Read) -> None:
    said = list(_acts(language))
    missed = [one for one in said if not _is(one[1], read(one[2], **_light(one[0])).act)]
    assert len(missed) <= (1 - ENOUGH) * len(said), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_but_a_yes_confirms_any_card(language: str, read: Read) -> None:
    picks = [said for all_said in _said(language)["picks"].values() for said in all_said]
    others = [said for _, act, said in _acts(language) if act not in ("confirm", "proceed")]
    for said in [*picks, *others, *_said(language)["wishes"]]:
        for card in CARDS:
            assert read(said, **_light(card)).act not in (Act.CONFIRM, Act.PROCEED), (said, card)


@pytest.mark.parametrize("said", ["send it", "yes send it", "haan bhej do", "हाँ भेज दो", "book it"])
def test_an_order_of_another_deed_deletes_nothing(said: str, read: Read) -> None:
    assert read(said, **_light("erase")).act not in (Act.CONFIRM, Act.PROCEED)


def _is(act: str, found: Act | None) -> bool:
    return found is not None and (found == act or any({act, found.value} <= same for same in SAME))
