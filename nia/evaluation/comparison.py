"""Two runs side by side: is B better than A, or was it chance? `nia eval --compare` and the reports call it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction

from nia.evaluation.measures import Figures, measure
from nia.evaluation.outcome import RunResult
from nia.evaluation.statistics import Attempts, Interval, mcnemar, mean_difference, sign_flip
from nia.evaluation.verdict import Judged, judge

SIGNIFICANT = 0.05
FEWEST_FLIPS = 6
"""With fewer flips no exact two-sided test gets below 0.05, however one-sided they are: 2 · 0.5^5 = 0.0625."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A conversation of which another share of the attempts passes in B than in A."""

    name: str
    before: float
    after: float
    where: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two runs: what it is called, its pass rate over the shared conversations, and its figures there."""

    label: str
    pass_rate: float
    figures: Figures


@dataclass(frozen=True, slots=True)
class Comparison:
    """B measured against A, over the conversations that both judged.

    `difference` is B's pass rate less A's, `interval` what it lies in with 95 % confidence. `p`: how likely a
    difference this large would be if A and B were alike, by `test`. `gained` pass more often in B, `lost` in A.
    `only_a` and `only_b` were run in one alone; `broken` broke in at least one. All three are left out of the rest.
    """

    a: Side
    b: Side
    paired: int
    difference: float
    interval: Interval
    p: float
    test: str
    gained: tuple[Flip, ...]
    lost: tuple[Flip, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    broken: tuple[str, ...]
    repeated: bool

    @property
    def significant(self) -> bool:
        """Tell whether chance alone is unlikely to make this difference (p < 0.05)."""
        return self.p < SIGNIFICANT

    @property
    def sentence(self) -> str:
        """Say in plain words what the comparison means."""
        if not self.paired:
            return "A and B share no conversation that both could judge, so nothing can be said."
        if not self.gained and not self.lost:
            return f"B passes the same conversations as A, all {self.paired} of them alike."
        gained, lost = (f"{len(flips)} conversation{'s' * (len(flips) != 1)}" for flips in (self.gained, self.lost))
        how = f"B passes {gained} that A fails, and fails {len(self.lost)} that A passes"
        if self.repeated:
            how = f"B passes {gained} more often than A, and {lost} less often"
        interval = f"95 % interval {_points(self.interval.low)} to {_points(self.interval.high)}"
        figures = f"{_points(self.difference)} points ({interval}), p {p_value(self.p)}"
        return f"{how}, of {self.paired}: {figures}. {self._meaning()}"

    def _meaning(self) -> str:
        if self.significant:
            return f"B is {'better' if self.difference > 0 else 'worse'}; chance alone is unlikely to do this."
        if len(self.gained) + len(self.lost) < FEWEST_FLIPS:
            return "This could be chance: too few conversations differ to tell."
        return "This could be chance."

    def as_dict(self) -> dict[str, object]:
        """Return everything as plain JSON."""
        plain = asdict(self)
        for side, key in ((self.a, "a"), (self.b, "b")):
            plain[key]["figures"] = side.figures.as_dict()
        return plain | {"significant": self.significant, "sentence": self.sentence}


def compare(a: RunResult, b: RunResult) -> Comparison:
    """Pair the conversations of both runs by name, and test whether B passes more of them or fewer."""
    of_a, of_b = ({one.name: one for one in judge(run)} for run in (a, b))
    shared = [name for name in of_a if name in of_b]
    pairs = [(of_a[name], of_b[name]) for name in shared if of_a[name].whole and of_b[name].whole]
    tried = [(_attempts(one), _attempts(other)) for one, other in pairs]
    differences = [after.rate - before.rate for before, after in tried]
    repeated = any(one.tried > 1 for pair in tried for one in pair)
    names = {one.name for one, _ in pairs}
    labels = _labels(a, b)
    return Comparison(
        a=_side(labels[0], a, names, [before for before, _ in tried]),
        b=_side(labels[1], b, names, [after for _, after in tried]),
        paired=len(pairs),
        difference=float(sum(differences, Fraction(0)) / len(pairs)) if pairs else 0.0,
        interval=mean_difference(differences),
        p=_p(differences, repeated=repeated),
        test="paired sign-flip test on pass rates, exact" if repeated else "McNemar's test, exact",
        gained=tuple(flip for flip in map(_flip, pairs) if flip.after > flip.before),
        lost=tuple(flip for flip in map(_flip, pairs) if flip.after < flip.before),
        only_a=tuple(name for name in of_a if name not in of_b),
        only_b=tuple(name for name in of_b if name not in of_a),
        broken=tuple(name for name in shared if name not in names),
        repeated=repeated,
    )


def p_value(p: float) -> str:
    """Return p as it is read, with its sign: "= 0.18", "< 0.001"."""
    if p < 0.001:
        return "< 0.001"
    return f"= {p:.3f}" if p < 0.1 else f"= {p:.2f}"


def _attempts(one: Judged) -> Attempts:
    return Attempts(len(one.whole), one.passes)


def _flip(pair: tuple[Judged, Judged]) -> Flip:
    before, after = (float(_attempts(one).rate) for one in pair)
    first = pair[0].first
    return Flip(first.name, before, after, f"{first.file}:{first.line}" if first.line else first.file)


def _p(differences: Sequence[Fraction], *, repeated: bool) -> float:
    if repeated:
        return sign_flip(differences)
    return mcnemar(sum(one > 0 for one in differences), sum(one < 0 for one in differences))


def _side(label: str, run: RunResult, names: set[str], tried: Sequence[Attempts]) -> Side:
    shared = RunResult(tuple(one for one in run.conversations if one.name in names), run.model)
    rate = float(sum((one.rate for one in tried), Fraction(0)) / len(tried)) if tried else 0.0
    return Side(label, rate, measure(shared).overall)


def _labels(a: RunResult, b: RunResult) -> tuple[str, str]:
    """Tell the runs apart by what differs in them: the model, the config, or neither."""
    if a.model != b.model:
        return a.model, b.model
    if a.config != b.config:
        return a.config or "default config", b.config or "default config"
    return a.model, b.model


def _points(share: float) -> str:
    return f"{share * 100:+.1f}".replace("-", "−")
