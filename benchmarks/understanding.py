"""How well and how fast the engine understands, beside scikit-learn and dateparser, in one run.

The peer for intents is what most would build: TF-IDF of word and character n-grams with LinearSVC, trained on the
same sentences. Both are asked the test utterances of `evals/understanding` that stand alone: one wish or one act.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import yaml

from nia.evaluation.understanding.cases import Case, Light, context_of, read_cases
from nia.evaluation.understanding.scores import intent_of
from nia.tools.exports.shapes import shapes
from nia.tools.registry import Registry
from nia.understanding.engine import Engine
from nia.understanding.port import ToolShape, TurnContext
from nia.understanding.time_values import TimeFrame
from nia.understanding.times import find_times
from tests.understanding.test_time_cases import NOW, SAID_ON

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "evals" / "understanding"
TIMES = ROOT / "tests" / "understanding" / "time_cases"
_POINT = re.compile(r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$")
_LOAD = (
    "import time\n"
    "def held(): return int(open('/proc/self/statm').read().split()[1]) * 4 / 1024\n"
    "import numpy, yaml, nia.understanding.engine as e\n"
    "before = held(); t = time.perf_counter(); engine = e.Engine.load(); s = time.perf_counter() - t\n"
    "print(s, held() - before)\n"
)


def run() -> None:
    """Print accuracy and milliseconds of the engine and of its peers."""
    tools = shapes(Registry.load())
    engine = Engine.load()
    cases = {file.stem: _alone(list(read_cases(file))) for file in sorted(TESTS.glob("*.jsonl"))}
    peer = _peer()
    print("\nUnderstanding (test utterances without context; milliseconds an utterance)")
    print(f"{'':34}{'p50':>8}{'p95':>8}   " + "".join(f"{language:>8}" for language in cases))
    whole = [(case, lambda case=case: engine.read(case.text, context_of(case, tools))) for case in _flat(cases)]
    _line("engine: intent, slots, times", whole, cases, lambda case, got: intent_of(got, case) == case.intent)
    guesses = [(case, lambda case=case: engine.guess(case.text, context_of(case, tools))) for case in _flat(cases)]
    mean = _line("engine: intent alone", guesses, cases, lambda case, got: got == case.intent)
    theirs = [(case, lambda case=case: peer([case.text])[0]) for case in _flat(cases)]
    other = _line("TF-IDF + LinearSVC: intent alone", theirs, cases, lambda case, got: got == case.intent)
    print(f"{'engine / TF-IDF, at the median':34}{mean / other:8.2f}")
    _times()
    _long(engine, tools)
    seconds, megabytes = subprocess.run(
        [sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True, timeout=120
    ).stdout.split()
    print(f"loading: {float(seconds):.2f} s, {float(megabytes):.0f} MB more; this run in all "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")  # fmt: skip


def _alone(cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case.context == Light() and len(case.wishes) < 2 and (case.wishes or case.act)]


def _flat(cases: dict[str, list[Case]]) -> list[Case]:
    return [case for listed in cases.values() for case in listed]


def _line(
    name: str,
    calls: Sequence[tuple[Case, Callable[[], object]]],
    cases: dict[str, list[Case]],
    is_right: Callable[..., bool],
) -> float:
    """Time each call, print a line, and return the median in milliseconds."""
    took, right = [], dict.fromkeys(cases, 0)
    for _, call in calls[:40]:
        call()
    for case, call in calls:
        began = time.perf_counter()
        got = call()
        took.append(1000 * (time.perf_counter() - began))
        right[case.language.value] += is_right(case, got)
    took.sort()
    shares = "".join(f"{100 * right[language] / len(listed):7.1f}%" for language, listed in cases.items())
    print(f"{name:34}{took[len(took) // 2]:8.2f}{took[int(0.95 * len(took))]:8.2f}   {shares}")
    return took[len(took) // 2]


def _peer() -> Callable[[Sequence[str]], Sequence[str]]:
    """Train the peer on the frames as they were written and two variants of each."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    from nia.understanding.training.fillers import words_by_category
    from nia.understanding.training.frames import read_frames
    from nia.understanding.training.generate import Generator

    frames = list(read_frames())
    generator = Generator(frames, words_by_category())
    said = [(sentence.text, frame.intent) for frame in frames for sentence in generator.sentences(frame, 3)]
    words, pieces = TfidfVectorizer(ngram_range=(1, 2)), TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5))
    pipeline = make_pipeline(make_union(words, pieces), LinearSVC())
    pipeline.fit([text for text, _ in said], [intent for _, intent in said])
    return pipeline.predict  # type: ignore[no-any-return]


def _long(engine: Engine, tools: Sequence[ToolShape]) -> None:
    """Print what long and odd input costs: twice the words must not take four times as long."""
    print(f"\n{'Bad input (ms)':34}{'1x':>8}{'2x':>8}{'4x':>8}")
    for name, piece in (
        ("words", "remind ravi kal 5 baje about "),
        ("one word", "a" * 25),
        ("digits", "9" * 25),
        ("commas and dots", ",. " * 8),
        ("times", "at 5 from monday to friday "),
    ):
        cells = []
        for times in (100, 200, 400):
            said = piece * times
            began = time.perf_counter()
            engine.read(said, TurnContext(now=NOW, tools=tuple(tools)))
            cells.append(f"{1000 * (time.perf_counter() - began):8.1f}")
        print(f"{name:34}{''.join(cells)}")


def _times() -> None:
    """Compare points in time with dateparser, on the project's own lists (which the grammar was mended by)."""
    print(f"\n{'Points in time':24}{'count':>8}{'engine':>10}{'dateparser':>12}{'ms':>8}{'ms':>8}")
    for language, code in (("english", "en"), ("hinglish", "hi"), ("hindi", "hi")):
        listed = [
            (said, means, SAID_ON.get(file.stem.rpartition("_")[2], NOW))
            for file in sorted(TIMES.glob(f"{language}*.yaml"))
            for group in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader).values()
            for said, means in group.items()
            if "[" not in said and _POINT.match(means)
        ]
        ours, took = _judged(listed, _ours)
        theirs, other = _judged(listed, partial(_theirs, languages=[code, "en"]))
        count = len(listed)
        print(f"{language:24}{count:8}{100 * ours / count:9.1f}%{100 * theirs / count:11.1f}%{took:8.2f}{other:8.2f}")


def _ours(said: str, now: datetime) -> datetime | None:
    found = find_times(said, TimeFrame(now))
    return datetime.fromisoformat(found[0].start) if len(found) == 1 and found[0].start else None


def _theirs(said: str, now: datetime, languages: list[str]) -> datetime | None:
    import dateparser

    settings = {"RELATIVE_BASE": now.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}
    return dateparser.parse(said, languages=languages, settings=settings)  # type: ignore[no-any-return]


def _judged(
    listed: Sequence[tuple[str, str, datetime]], parse: Callable[[str, datetime], datetime | None]
) -> tuple[int, float]:
    """Return how many points are right (to the minute, or the day where the list gives no more), and mean ms."""
    began, right = time.perf_counter(), 0
    for said, means, now in listed:
        got = parse(said, now)
        right += got is not None and got.replace(tzinfo=None).isoformat().startswith(means)
    return right, 1000 * (time.perf_counter() - began) / max(1, len(listed))
