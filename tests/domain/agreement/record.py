"""Writes recorded.jsonl: random cases, and what other people's libraries compute for them.

    python tests/domain/agreement/record.py

It needs krippendorff, nltk, scikit-learn, irrCAC, nervaluate and pygamma-agreement, which are large or slow;
the tests need only the file. A case in it is a kind, the data, and the values by library and measure.
"""

import json
import math
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

RECORDED = Path(__file__).with_name("recorded.jsonl")
CASES = 200
Rows = list[tuple[int | None, ...]]
Spans = list[tuple[int, int, str]]


def rows(random: Random, raters: int, missing: float) -> Rows:
    """Units whose raters agree more often than chance; every value from 1 to the highest is used."""
    values = range(1, random.randint(2, 5) + 1)
    found: Rows = [
        (value,) * raters if random.random() < 0.5 else (value, 1) + (None,) * (raters - 2)
        for value in values
    ]
    if not missing:
        found = [tuple(value or 1 for value in row) for row in found]
    for _ in range(random.randint(3, 30)):
        truth = random.choice(values)
        said = (truth if random.random() < 0.6 else random.choice(values) for _ in range(raters))
        found.append(tuple(None if random.random() < missing else value for value in said))
    return [row for row in found if any(value is not None for value in row)]


def scattered(random: Random, count: int) -> Spans:
    """Spans of one rater that do not overlap."""
    edges = sorted(random.sample(range(100), 2 * count))
    return [(a, b, random.choice("abc")) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def echoed(random: Random, spans: Spans) -> Spans:
    """What another rater makes of them: each meets only its own echo, which may differ or be missing."""
    found: Spans = []
    for at, (start, end, label) in enumerate(spans):
        before = max(spans[at - 1][1] if at else 0, found[-1][1] if found else 0)
        after = spans[at + 1][0] if at + 1 < len(spans) else 110
        if random.random() < 0.8 and before < end:
            begin = random.choice((max(start, before), random.randint(before, end - 1)))
            stop = random.choice((max(end, begin + 1), random.randint(max(begin, start) + 1, after)))
            found.append((begin, stop, random.choice((label, "b"))))
    return found


def with_missing(random: Random) -> dict[str, Any]:
    """Ratings with missing values: krippendorff and irrCAC."""
    import krippendorff
    import pandas
    from irrCAC.raw import CAC

    data = rows(random, random.randint(2, 5), 0.2)
    table = pandas.DataFrame(data, dtype=float)
    categories = sorted({float(value) for row in data for value in row if value is not None})
    values = {}
    for metric in ("nominal", "ordinal", "interval"):
        reliability = [[math.nan if v is None else v for v in one] for one in zip(*data, strict=True)]
        values[f"krippendorff {metric}"] = krippendorff.alpha(reliability, level_of_measurement=metric)
    for weighing in ("identity", "linear", "quadratic", "ordinal"):
        coefficient = CAC(table, weighing, categories, digits=12).gwet()["est"]["coefficient_value"]
        values[f"irrCAC {weighing}"] = float(coefficient)
    return {"rows": written(data), "values": values}


def complete(random: Random) -> dict[str, Any]:
    """Ratings without missing values: nltk, and scikit-learn where there are two raters."""
    from nltk.metrics.agreement import AnnotationTask
    from sklearn.metrics import cohen_kappa_score

    raters = random.choice((2, 2, 3, 4))
    data = rows(random, raters, 0)
    task = AnnotationTask([(str(n), str(at), v) for at, row in enumerate(data) for n, v in enumerate(row)])
    values = {"nltk alpha": task.alpha(), "nltk pi": task.pi()}
    if raters == 2:
        first, second = zip(*data, strict=True)
        values["nltk kappa"] = task.kappa()
        for weighing in ("linear", "quadratic"):
            values[f"scikit-learn {weighing}"] = float(cohen_kappa_score(first, second, weights=weighing))
    return {"rows": written(data), "values": values}


def spans(random: Random) -> dict[str, Any]:
    """Spans of two raters, each of which meets one other at most: nervaluate."""
    from nervaluate import Evaluator

    first = scattered(random, random.randint(1, 8))
    second = echoed(random, first)
    sides = [[{"label": label, "start": a, "end": b - 1} for a, b, label in side] for side in (first, second)]
    found = Evaluator([sides[0]], [sides[1]], tags=["a", "b", "c"], loader="dict").evaluate()["overall"]
    values = {f"nervaluate {way}": found[way].f1 for way in ("strict", "exact", "partial", "ent_type")}
    return {"spans": [first, second], "values": values}


def continua(random: Random) -> dict[str, Any]:
    """Spans of two raters or three from 0 to the last end: pygamma-agreement, which has floats of 32 bits."""
    import numpy
    from pyannote.core import Segment
    from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum
    from pygamma_agreement.sampler import ShuffleContinuumSampler

    first = scattered(random, random.randint(2, 7))
    others = [echoed(random, first) for _ in range(random.randint(1, 2))]
    raters = [[(0, 2, "a"), *((a + 5, b + 5, label) for a, b, label in own)] for own in (first, *others)]
    made = Continuum()
    for at, own in enumerate(raters):
        for start, end, label in own:
            made.add(str(at), Segment(start, end), label)
    numpy.random.seed(random.randrange(2**32))
    kind = CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1)
    result = made.compute_gamma(kind, sampler=ShuffleContinuumSampler(), n_samples=100)
    chance = [float(one.disorder) for one in result.chance_alignments]
    values = {
        "pygamma-agreement observed": float(result.observed_disorder),
        "pygamma-agreement expected": float(result.expected_disorder),
        "pygamma-agreement error": float(numpy.std(chance) / math.sqrt(len(chance))),
    }
    return {"spans": raters, "values": values}


def written(data: Rows) -> list[str]:
    """A unit a string, a rater a character."""
    return ["".join("." if value is None else str(value) for value in row) for row in data]


def cases() -> Iterator[dict[str, Any]]:
    """All that is recorded."""
    kinds: tuple[Callable[[Random], dict[str, Any]], ...] = (with_missing, complete, spans, continua)
    for kind in kinds:
        for seed in range(CASES):
            yield {"kind": kind.__name__, **kind(Random(seed))}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with RECORDED.open("w", encoding="utf-8", newline="\n") as out:
        for case in cases():
            out.write(json.dumps(case, separators=(",", ":")) + "\n")
