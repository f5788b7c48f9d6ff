"""Extractive summaries: the sentences of a text that matter, and what it asks for, quoted. The tools use it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from nia.yaml_file import read_yaml

LONGEST = 20_000
_ABBREVIATIONS = ("mr", "mrs", "ms", "dr", "rs", "no", "st", "vs", "e.g", "i.e", "approx", "pvt", "ltd", "co", "inc")
_END = re.compile(r"(?<=[.!?।])[\"')\]]*\s+|\n+")
_FIGURE = re.compile(r"[₹$€£]|\d")


class SummaryWords(BaseModel):
    """`config/mail/summary.yaml`: the words that tell what a sentence does, of all languages that people mix.

    `requests` and `deadlines` weigh a sentence up, `greetings` and `closings` are left out; a closing
    ends the text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    deadlines: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    matters: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    greetings: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    closings: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)

    @cached_property
    def patterns(self) -> Mapping[str, re.Pattern[str]]:
        """Each group of words as one pattern of whole words, in lower case."""
        groups = ("requests", "deadlines", "matters", "greetings", "closings")
        return {name: _any_of(getattr(self, name).values()) for name in groups}


@dataclass(frozen=True, slots=True)
class ActionItem:
    """What the text asks for: `quote` is its sentence, word for word. `deadline`: its words for when, if it has any."""

    quote: str
    deadline: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences that matter, word for word and in their order, and the action items among all sentences."""

    sentences: tuple[str, ...]
    actions: tuple[ActionItem, ...] = ()


def summarize(text: str, words: SummaryWords, longest: int = 3) -> Summary:
    """Return at most `longest` sentences of `text` and at most five action items. Nothing in it is reworded."""
    sentences = _content(sentences_of(text[:LONGEST]), words)
    scores = [_weight(i, sentence, words) for i, sentence in enumerate(sentences)]
    best = sorted(range(len(sentences)), key=lambda i: (-scores[i], i))[:longest]
    actions = [_action(sentence, words) for sentence in sentences]
    return Summary(
        tuple(sentences[i] for i in sorted(best)), tuple(action for action in actions if action is not None)[:5]
    )


def sentences_of(text: str) -> list[str]:
    """Cut `text` into sentences; "Rs. 5 lakh", "Mr. Rao" and "2.5" stay whole."""
    sentences: list[str] = []
    for part in _END.split(text):
        part = part.strip(" \t-*•")
        if not part:
            continue
        before = sentences[-1].rpartition(" ")[2].rstrip(".").casefold().lstrip("(") if sentences else ""
        if sentences and sentences[-1].endswith(".") and (before in _ABBREVIATIONS or len(before) == 1):
            sentences[-1] += f" {part}"
        else:
            sentences.append(part)
    return sentences


def _content(sentences: list[str], words: SummaryWords) -> list[str]:
    """Leave out greetings, and everything from the closing on."""
    kept: list[str] = []
    for sentence in sentences:
        folded = sentence.casefold()
        closing = words.patterns["closings"].match(folded)
        if closing and kept and len(folded.split()) <= 6:
            break
        greeting = words.patterns["greetings"].match(folded)
        if not (greeting and len(folded.split()) <= 8 and not folded.endswith("?")):
            kept.append(sentence)
    return kept


def _weight(position: int, sentence: str, words: SummaryWords) -> float:
    folded = sentence.casefold()
    weight = 1.0 / (1 + position)
    weight += 2.0 * bool(words.patterns["requests"].search(folded) or folded.endswith("?"))
    weight += 1.5 * bool(words.patterns["deadlines"].search(folded))
    weight += 1.0 * bool(words.patterns["matters"].search(folded))
    weight += 0.5 * bool(_FIGURE.search(folded))
    return weight - (1.0 if len(folded.split()) < 3 else 0.0)


def _action(sentence: str, words: SummaryWords) -> ActionItem | None:
    folded = sentence.casefold()
    if not (words.patterns["requests"].search(folded) or folded.endswith("?")):
        return None
    due = words.patterns["deadlines"].search(folded)
    # Folding may change a text's length (ß); then the folded words themselves are the deadline.
    whole = len(folded) == len(sentence)
    return ActionItem(sentence, (sentence[due.start() : due.end()] if whole else due.group()) if due else None)


def _any_of(lists: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    """Return a pattern of whole words; `…` in an entry stands for one to three words ("by … pm")."""
    entries = sorted({word.casefold() for words in lists for word in words}, key=len, reverse=True)
    if not entries:
        return re.compile(r"(?!)")
    wild = (re.escape(entry).replace("…", r"\S+(?:\s\S+){0,2}?").replace(r"\ ", r"\s") for entry in entries)
    return re.compile(rf"(?<!\w)(?:{'|'.join(wild)})(?!\w)")


@lru_cache(maxsize=8)
def _read(path: Path, changed_ns: int) -> SummaryWords:
    return read_yaml(path, SummaryWords)


def summary_words(config_dir: Path) -> SummaryWords:
    """Return the words of this installation, read again when their file has changed; raise `ConfigError`."""
    path = config_dir / "mail" / "summary.yaml"
    return _read(path, path.stat().st_mtime_ns if path.is_file() else 0)
