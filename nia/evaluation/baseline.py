"""Which conversations passed when somebody last looked: a small committed file. `nia eval --baseline` judges by it.

```json
{
  "format": 1,
  "model": "engine",
  "conversations": {
    "leads-en/one-shot": "pass",
    "leads-hi/one-shot": "fail"
  }
}
```

One line a conversation, sorted, so that a diff shows what a change mends or breaks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from nia.errors import ConfigError
from nia.evaluation.outcome import RunResult
from nia.evaluation.verdict import Verdict, judge
from nia.understanding.port import Json

FORMAT = 1
_RENEW = "Mend it, or write it anew with --update-baseline"
_STORED = (Verdict.PASS, Verdict.FAIL)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What each conversation came to, by `suite/id`; never broken. `model`: what understood then."""

    conversations: Mapping[str, Verdict] = field(default_factory=dict)
    model: str = "engine"


@dataclass(frozen=True, slots=True)
class BaselineVerdict:
    """A run beside a baseline: the conversations' names, in the order of the run (`missing`: of the baseline).

    `newly_failing`: passed there and fails now. `newly_passing`: the other way round. `new_passing` and
    `new_failing`: not in the baseline. `missing`: in the baseline and not run; no mistake where a filter left it
    out. `broken`: could not be judged. `still_failing`: fails here and there. `other_model`: the baseline's
    model where it is another than the run's, else None.
    """

    newly_failing: tuple[str, ...] = ()
    newly_passing: tuple[str, ...] = ()
    new_passing: tuple[str, ...] = ()
    new_failing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    still_failing: tuple[str, ...] = ()
    other_model: str | None = None

    @property
    def worse(self) -> bool:
        """Tell whether something that passed fails now: the run exits 1."""
        return bool(self.newly_failing)

    @property
    def outdated(self) -> bool:
        """Tell whether `--update-baseline` would record something better."""
        return bool(self.newly_passing or self.new_passing)


def compare_to_baseline(run: RunResult, baseline: Baseline) -> BaselineVerdict:
    """Sort the run's conversations by what they came to there and here."""
    now = {one.name: one.verdict for one in judge(run)}
    then = baseline.conversations

    def those(here: Verdict, there: Verdict | None) -> tuple[str, ...]:
        return tuple(name for name, verdict in now.items() if verdict is here and then.get(name) is there)

    return BaselineVerdict(
        newly_failing=those(Verdict.FAIL, Verdict.PASS),
        newly_passing=those(Verdict.PASS, Verdict.FAIL),
        new_passing=those(Verdict.PASS, None),
        new_failing=those(Verdict.FAIL, None),
        missing=tuple(name for name in then if name not in now),
        broken=tuple(name for name, verdict in now.items() if verdict is Verdict.BROKEN),
        still_failing=those(Verdict.FAIL, Verdict.FAIL),
        other_model=baseline.model if baseline.model != run.model else None,
    )


def renew(run: RunResult, old: Baseline | None = None, *, filtered: bool = False) -> Baseline:
    """Return the baseline that this run makes of `old`.

    A broken conversation keeps what it had. What was not run is dropped, unless a filter left it out.
    """
    before = old.conversations if old else {}
    judged = {one.name: one.verdict for one in judge(run)}
    kept = {name: verdict for name, verdict in before.items() if filtered or judged.get(name) is Verdict.BROKEN}
    now = {name: verdict for name, verdict in judged.items() if verdict is not Verdict.BROKEN}
    return Baseline(kept | now, run.model)


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write the file, whole or not at all; missing folders are made."""
    plain = {"format": FORMAT, "model": baseline.model, "conversations": dict(sorted(baseline.conversations.items()))}
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(json.dumps(plain, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)


def read_baseline(path: Path) -> Baseline:
    """Read the file. Raises `ConfigError`, with file, line and mend, where it is not one."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        mend = "Write it with --update-baseline, or name another file"
        raise ConfigError(str(path), None, "there is no such baseline", mend) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), None, f"the baseline cannot be read ({error})", _RENEW) from error
    return _parsed(path, text)


def _parsed(path: Path, text: str) -> Baseline:
    def once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for key, value in pairs:
            if key in found:
                wrong(f"{key!r} stands there twice", "Keep one of the lines; two branches may have been merged", key)
            found[key] = value
        return found

    def wrong(problem: str, mend: str = _RENEW, near: str = "") -> NoReturn:
        raise ConfigError(str(path), _line_of(text, near), problem, mend)

    try:
        plain = json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        merged = "Resolve the merge conflict" if "<<<<<<<" in text else _RENEW
        raise ConfigError(str(path), error.lineno, f"not JSON ({error.msg})", merged) from error
    if not isinstance(plain, dict) or not isinstance(plain.get("conversations"), dict):
        wrong('a baseline is an object with "format", "model" and "conversations"')
    if plain.get("format") != FORMAT:
        wrong(f"format {plain.get('format')!r} is not known, only {FORMAT}", near="format")
    for name, value in plain["conversations"].items():
        if value not in _STORED:
            wrong(f'{name!r} is {value!r}, but may be "pass" or "fail"', near=name)
    stored = {name: Verdict(value) for name, value in plain["conversations"].items()}
    return Baseline(stored, str(plain.get("model", "engine")))


def _line_of(text: str, near: str) -> int | None:
    """Return the last line that begins with the key, counted from 1."""
    quoted = json.dumps(near, ensure_ascii=False)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith(quoted)]
    return lines[-1] if near and lines else None
