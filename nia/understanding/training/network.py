"""Trains the network with torch, which nothing else needs. `nia train` calls it (extra `train`)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from nia.understanding.ensemble import DILATIONS, NO_PIECES, UNKNOWN_WORD
from nia.understanding.features import PIECES, SENSES, WORDS, Ids
from nia.understanding.training.data import Sample

EMBEDDING, WIDTH, MEMORY = 80, 128, 96
BATCH = 96
_RATE = 4e-3
_WORDS_HIDDEN = 0.12  # share of words shown as unknown, so that their pieces and surroundings must do
_TOOLS_HIDDEN = 0.08  # so that tools which training does not know are tagged as well
_DROPPED = 0.12
_NO_TAG, _TAG_WEIGHT, _BEGIN_WEIGHT = -100, 4.0, 1.0


class Convolution(nn.Module):  # type: ignore[misc]
    """A convolution over three units, the outer ones `dilation` away, as one product: on a CPU twice as fast."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.linear = nn.Linear(3 * WIDTH, WIDTH)
        self._dilation = dilation

    def forward(self, seen: Tensor) -> Tensor:
        """Return what each unit is worth in its surroundings [batch, longest, WIDTH]."""
        by, count = self._dilation, seen.shape[1]
        padded = functional.pad(seen, (0, 0, by, by))
        return self.linear(torch.cat([padded[:, :count], seen, padded[:, 2 * by :]], 2))


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
        self.layers = nn.ModuleList(Convolution(by) for by in DILATIONS)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in DILATIONS)
        self.attention = nn.Linear(WIDTH, 1)
        self.intent = nn.Linear(2 * WIDTH, intents)
        self.whole = nn.Linear(2 * WIDTH, WIDTH)
        self.tool = nn.Embedding(intents + 1, WIDTH, padding_idx=intents)
        self.memory = nn.GRU(WIDTH, MEMORY, batch_first=True, bidirectional=True)
        self.told = nn.Linear(2 * MEMORY, WIDTH)
        self.told_norm = nn.LayerNorm(WIDTH)
        self.tag = nn.Linear(WIDTH, tags)
        self.begin = nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(_DROPPED)

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
            seen = norm(seen + self.drop(functional.relu(layer(seen)))) * batch.mask[..., None]
        hidden = batch.mask == 0
        weights = self.attention(seen).squeeze(-1).masked_fill(hidden, -1e9).softmax(1)
        most = seen.masked_fill(hidden[..., None], -1e9).max(1).values
        return seen, torch.cat([(seen * weights[..., None]).sum(1), most], 1)

    def tag_scores(self, seen: Tensor, whole: Tensor, tools: Tensor, mask: Tensor) -> Tensor:
        """Return the score of each tag [batch, longest, tags]."""
        context = self.whole(self.drop(whole)) + self.tool(tools)
        seen = (seen + context[:, None]) * mask[..., None]
        packed = pack_padded_sequence(seen, mask.sum(1).long(), batch_first=True, enforce_sorted=False)
        told, _ = pad_packed_sequence(self.memory(packed)[0], batch_first=True, total_length=seen.shape[1])
        return self.tag(self.drop(self.told_norm(seen + self.drop(self.told(told)))))

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
            else:  # torch writes weights as [out, in]
                turned = values.T if values.ndim == 2 and table != "tool" else values
                arrays[f"n.{name}"] = turned.astype(np.float16, order="C")
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
        self._optimizer = torch.optim.AdamW(self.network.parameters(), _RATE, weight_decay=1e-3, fused=True)
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
            begins[row, list(one.begins)] = 1
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
