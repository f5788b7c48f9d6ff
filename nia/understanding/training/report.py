"""Judge a training run by frames that it has not seen: `train --report`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nia.understanding.intents import IntentModel
from nia.understanding.tagger import Tagger, spans_of

if TYPE_CHECKING:
    from nia.understanding.training.train import Sample

_FOLDS = 6


def report(data: Sequence[Sample]) -> None:
    """Train on five sixths of the frames and print accuracy, slot F1 and confusions on the rest."""
    from nia.understanding.training.train import train_intents, train_tagger

    seen = [sample for sample in data if sample.frame % _FOLDS]
    unseen = [sample for sample in data if sample.frame % _FOLDS == 0]
    model = IntentModel.from_arrays(train_intents(seen))
    _intents(model, unseen)
    _slots(Tagger.from_arrays(train_tagger(seen)), unseen)


def _intents(model: IntentModel, unseen: Sequence[Sample]) -> None:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    confused: Counter[tuple[str, str]] = Counter()
    bins: dict[int, list[bool]] = {}
    for sample in unseen:
        guess = model.guess(sample.units)[0]
        asked[sample.language] += 1
        right[sample.language] += guess.intent == sample.intent
        bins.setdefault(int(guess.confidence * 10), []).append(guess.intent == sample.intent)
        if guess.intent != sample.intent:
            confused[sample.intent, guess.intent] += 1
    for language, count in asked.items():
        print(f"intent {language}: {right[language] / count:.3f} of {count}")
    print("calibration", {at / 10: (round(float(np.mean(hits)), 2), len(hits)) for at, hits in sorted(bins.items())})
    print("confused", confused.most_common(30))


def _slots(tagger: Tagger, unseen: Sequence[Sample]) -> None:
    hit: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for sample in unseen:
        right = {(span.role, span.first, span.last) for span in spans_of(sample.tags)}
        if not right:
            continue
        roles = {role for role, _, _ in right} | {"who"}
        said = {(span.role, span.first, span.last) for span in tagger.spans(sample.units, sample.intent, roles)}
        for counter, spans in ((gold, right), (given, said), (hit, right & said)):
            counter.update(role for role, _, _ in spans)
    total = 2 * sum(hit.values()) / max(1, sum(gold.values()) + sum(given.values()))
    print(f"slot F1 {total:.3f}")
    print({role: (round(2 * hit[role] / max(1, gold[role] + given[role]), 2), gold[role]) for role in sorted(gold)})
