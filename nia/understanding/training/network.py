"""Trains the network with torch, which nothing else needs. `nia train` calls it (extra `train`)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from nia.understanding.ensemble import DILATIONS, NO_PIECES, UNKNOWN_WORD
from nia.understanding.features import PIECES, SENSES, WORDS, Ids
from nia.understanding.training.data import Sample

EMBEDDING, WIDTH = 80, 128
BATCH = 96
_RATE = 4e-3
_WORDS_HIDDEN = 0.12  # share of words shown as unknown, so that their pieces and surroundings must do
_TOOLS_HIDDEN = 0.08  # so that tools which training does not know are tagged as well
_NO_TAG, _TAG_WEIGHT, _BEGIN_WEIGHT = -100, 1.0, 0.3


class Trained(nn.Module):  # type: ignore[misc]
    """The network as torch sees it; `exported` gives what `nia.understanding.ensemble` reads."""

    def __init__(self, intents: int, tags: int) -> None:
        super().__init__()
        self.words = nn.EmbeddingBag(WORDS + 1, EMBEDDING, mode="sum")
        self.pieces = nn.EmbeddingBag(PIECES + 1, EMBEDDING, mode="mean")
        self.senses = nn.EmbeddingBag(SENSES, EMBEDDING, mode="sum")
        for table in (self.words, self.pieces, self.senses):
            nn.init.normal_(table.weight, 0.0, 0.1)
        self.input = nn.Linear(3 * EMBEDDING, WIDTH)
        self.layers = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=by, dilation=by) for by in DILATIONS)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in DILATIONS)
        self.attention = nn.Linear(WIDTH, 1)
        self.intent = nn.Linear(2 * WIDTH, intents)
        self.whole = nn.Linear(2 * WIDTH, WIDTH)
        self.tool = nn.Embedding(intents + 1, WIDTH, padding_idx=intents)
        self.tagging = nn.Conv1d(WIDTH, WIDTH, 3, padding=1)
        self.tag = nn.Linear(WIDTH, tags)
        self.begin = nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(0.3)

    def encode(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the units [batch, longest, WIDTH] and the whole sentences [batch, 2 * WIDTH]."""
        rows = [
            self.words(batch.words, torch.arange(len(batch.words))),
            self.pieces(batch.pieces, batch.piece_starts),
            self.senses(batch.senses, batch.sense_starts),
        ]
        distinct = functional.relu(self.input(self.drop(torch.cat(rows, 1))))
        seen = distinct[batch.places] * batch.mask[..., None]
        for layer, norm in zip(self.layers, self.norms, strict=True):
            more = functional.relu(layer(seen.transpose(1, 2)).transpose(1, 2))
            seen = norm(seen + self.drop(more)) * batch.mask[..., None]
        hidden = batch.mask == 0
        weights = self.attention(seen).squeeze(-1).masked_fill(hidden, -1e9).softmax(1)
        most = seen.masked_fill(hidden[..., None], -1e9).max(1).values
        return seen, torch.cat([(seen * weights[..., None]).sum(1), most], 1)

    def tag_scores(self, seen: Tensor, whole: Tensor, tools: Tensor, mask: Tensor) -> Tensor:
        """Return the score of each tag [batch, longest, tags]."""
        context = self.whole(self.drop(whole)) + self.tool(tools)
        told = (seen + context[:, None]) * mask[..., None]
        told = functional.relu(self.tagging(told.transpose(1, 2)).transpose(1, 2)) + told
        return self.tag(self.drop(told))

    def exported(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return the weights as small arrays: tables as int8 with a scale, the rest as float16."""
        arrays: dict[str, npt.NDArray[np.generic]] = {}
        for name, tensor in self.state_dict().items():
            values = tensor.numpy()
            table = name.removesuffix(".weight")
            if table in ("words", "pieces", "senses"):
                scale = float(np.abs(values).max()) / 127
                arrays[table] = np.round(values / scale).astype(np.int8)
                arrays[f"{table}_scale"] = np.array(scale, np.float32)
            elif values.ndim == 3:  # a convolution: [out, in, 3] to [3 * in, out]
                arrays[f"n.{name}"] = values.transpose(2, 1, 0).reshape(-1, values.shape[0]).astype(np.float16)
            else:
                arrays[f"n.{name}"] = values.astype(np.float16)
        return arrays


class Batch:
    """Sentences side by side; each distinct unit is looked up once."""

    def __init__(self, sentences: Sequence[tuple[Ids, ...]], hidden: Callable[[], bool]) -> None:
        longest = max(len(ids) for ids in sentences)
        number: dict[Ids, int] = {}
        places = np.zeros((len(sentences), longest), np.int64)
        mask = np.zeros((len(sentences), longest), np.float32)
        for row, ids in enumerate(sentences):
            for at, one in enumerate(ids):
                one = Ids(UNKNOWN_WORD, one.pieces, one.senses) if hidden() else one
                places[row, at] = number.setdefault(one, len(number))
            mask[row, : len(ids)] = 1
        self.places, self.mask = torch.from_numpy(places), torch.from_numpy(mask)
        self.words = torch.tensor([one.word for one in number])
        self.pieces, self.piece_starts = _bags([one.pieces or (NO_PIECES,) for one in number])
        self.senses, self.sense_starts = _bags([one.senses for one in number])


def _bags(listed: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    starts = np.cumsum([0, *(len(one) for one in listed)])[:-1]
    return torch.tensor([row for one in listed for row in one]), torch.from_numpy(starts)


class Trainer:
    """Trains on rounds of samples; `intents` and `tags` are all that occur."""

    def __init__(self, intents: Sequence[str], tags: Sequence[str], steps: int, seed: int) -> None:
        torch.manual_seed(seed)
        self._random = random.Random(seed)
        self.intents = {name: at for at, name in enumerate(intents)}
        self.tags = {name: at for at, name in enumerate(tags)}
        self.network = Trained(len(intents), len(tags))
        self._optimizer = torch.optim.AdamW(self.network.parameters(), _RATE, weight_decay=1e-3)
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, _RATE, total_steps=steps + 1, pct_start=0.15
        )
        self._left = steps

    def learn(self, samples: Sequence[Sample]) -> float:
        """Take one pass over samples and return the mean loss."""
        self.network.train()
        losses = []
        for batch in self._batches([sample for sample in samples if sample.ids]):
            if self._left == 0:
                break
            self._left -= 1
            loss = self._loss(batch)
            self._optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self._optimizer.step()
            self._schedule.step()
            losses.append(float(loss.detach()))
        return float(np.mean(losses)) if losses else 0.0

    def logits(self, samples: Sequence[Sample]) -> npt.NDArray[np.float32]:
        """Return the intents' scores of samples."""
        self.network.eval()
        with torch.no_grad():
            _, whole = self.network.encode(Batch([sample.ids for sample in samples], lambda: False))
            return np.asarray(self.network.intent(whole).numpy(), np.float32)

    def _batches(self, samples: list[Sample]) -> Iterator[list[Sample]]:
        """Yield batches of sentences of like length, in random order."""
        self._random.shuffle(samples)
        pool = 40 * BATCH
        batches = []
        for start in range(0, len(samples), pool):
            alike = sorted(samples[start : start + pool], key=lambda sample: len(sample.ids))
            batches += [alike[at : at + BATCH] for at in range(0, len(alike), BATCH)]
        self._random.shuffle(batches)
        yield from batches

    def _loss(self, samples: Sequence[Sample]) -> Tensor:
        batch = Batch([sample.ids for sample in samples], lambda: self._random.random() < _WORDS_HIDDEN)
        seen, whole = self.network.encode(batch)
        whole = self.network.drop(whole)
        intents = torch.tensor([self.intents[one.intent] if one.intent else _NO_TAG for one in samples])
        loss = _mean(
            functional.cross_entropy(self.network.intent(whole), intents, label_smoothing=0.05, reduction="none")
        )
        begins = torch.zeros_like(batch.mask)
        for row, one in enumerate(samples):
            if one.begins is not None:
                begins[row, one.begins] = 1
        apart = functional.binary_cross_entropy_with_logits(
            self.network.begin(seen).squeeze(-1), begins, weight=batch.mask, reduction="sum"
        )
        return loss + _BEGIN_WEIGHT * apart / len(samples) + _TAG_WEIGHT * self._tag_loss(samples, batch, seen, whole)

    def _tag_loss(self, samples: Sequence[Sample], batch: Batch, seen: Tensor, whole: Tensor) -> Tensor:
        gold = torch.full(batch.mask.shape, _NO_TAG)
        tools = torch.full((len(samples),), len(self.intents))
        for row, one in enumerate(samples):
            if one.tags and one.intent:
                gold[row, : len(one.tags)] = torch.tensor([self.tags[tag] for tag in one.tags])
                if self._random.random() >= _TOOLS_HIDDEN:
                    tools[row] = self.intents[one.intent]
        scores = self.network.tag_scores(seen, whole, tools, batch.mask).flatten(0, 1)
        return _mean(functional.cross_entropy(scores, gold.flatten(), label_smoothing=0.02, reduction="none"))


def _mean(losses: Tensor) -> Tensor:
    """Return the mean of the losses that count: none does in a batch of nothing but pairs."""
    return losses.sum() / (losses != 0).sum().clamp(min=1)
