"""How much two values agree, between 0 and 1, where they are not simply equal or different."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import comb
from typing import Literal

from annotator.domain.agreement.ratings import Value

Weighing = Literal["equal", "linear", "quadratic", "ordinal"]
Weights = Mapping[tuple[Value, Value], float]


@lru_cache(maxsize=64)
def weights(categories: tuple[Value, ...], weighing: Weighing) -> Weights:
    """The agreement of each pair of categories, which are in their order.

    `equal`: only equal values agree. `linear` and `quadratic` (Cohen 1968): less by the distance in steps, or
    its square. `ordinal` (Gwet 2014, chapter 3): less by the number of pairs of values that lie between.
    """
    last = len(categories) - 1
    rules: dict[Weighing, Callable[[int], float]] = {
        "equal": lambda steps: float(steps == 0),
        "linear": lambda steps: 1 - steps / last if last else 1.0,
        "quadratic": lambda steps: 1 - (steps / last) ** 2 if last else 1.0,
        "ordinal": lambda steps: 1 - comb(steps + 1, 2) / comb(last + 1, 2) if last else 1.0,
    }
    rule = rules[weighing]
    return {
        (one, other): rule(abs(at - place))
        for at, one in enumerate(categories)
        for place, other in enumerate(categories)
    }
