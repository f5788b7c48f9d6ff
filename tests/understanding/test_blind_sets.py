"""The blind test utterances are not in the training sentences: none has the words of a frame, entities masked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nia.evaluation.understanding.cases import read_cases
from nia.understanding.training.frames import read_frames
from nia.understanding.training.overlap import FEWEST_WORDS, Overlaps
from nia.understanding.training.pairs import parted, read_pairs

SETS = sorted((Path(__file__).parents[2] / "evals" / "understanding").glob("*.jsonl"))
FEWEST = 300


@pytest.fixture(scope="module")
def overlaps() -> Overlaps:
    return Overlaps([*(frame.text for frame in read_frames()), *(parted(pair.text)[0] for pair in read_pairs())])


@pytest.mark.parametrize("file", SETS, ids=lambda file: file.stem)
def test_no_test_utterance_is_like_a_frame(file: Path, overlaps: Overlaps) -> None:
    cases = list(read_cases(file))
    assert len(cases) >= FEWEST
    near = [case.id for case in cases if overlaps.of(case.text).max() >= 0.6]
    assert near == []


def test_the_check_finds_a_frame_with_another_name_and_time() -> None:
    overlaps = Overlaps(["remind me to call Ravi tomorrow at 5", "show all leads from Pune"])
    near = overlaps.of("remind me to call Sunita on friday at noon")
    assert near[0] == pytest.approx(1.0)
    assert near[1] < 0.3


def test_what_is_too_short_to_differ_is_let_be() -> None:
    overlaps = Overlaps(["yes please", "ok"])
    assert np.all(overlaps.of("yes please") == 0)
    assert FEWEST_WORDS == 4
