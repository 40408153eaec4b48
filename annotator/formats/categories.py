"""The article's sentiment as spaCy's categories: a number between 0 and 1 for each of them."""

from collections.abc import Mapping
from typing import Any, Final

from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.scheme import Scheme

_HOLDS: Final = 0.5


def categories(one: AnnotatedDocument, scheme: Scheme) -> dict[str, float]:
    """1.0 for the article's sentiment and 0.0 for the other steps of the scale; nothing where it has none."""
    said = one.annotations.sentiment
    return {} if said is None else {step.name: float(step.name == said) for step in scheme.scale}


def sentiment_of(cats: Mapping[str, float]) -> dict[str, Any]:
    """The article's sentiment, where exactly one category holds; other categories are kept as they are."""
    held = [name for name, value in cats.items() if value > _HOLDS]
    if len(held) == 1:
        return {"sentiment": held[0]}
    return {"cats": dict(cats)} if cats else {}
