"""Suggestions of a quality that is asked for: the gold, spoiled by chance with a seed.

Of the gold as much is suggested as the recall says, spans within others too; wrong ones are added until the
precision is as asked: a third each with a wrong edge, with a wrong label, and on words that are no entity.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QObject, QTimer

from annotator.domain.words import tokens
from annotator.ui import offers
from annotator.ui.suggester import Suggester

Gold = tuple[int, int, str]
_TRIES = 20


def spoiled(
    text: str, gold: Sequence[Gold], labels: Sequence[str], recall: float, precision: float, random: Random
) -> list[Gold]:
    """Suggestions for one article; no wrong one overlaps another."""
    right = [one for one in gold if random.random() < recall]
    missed = [one for one in gold if one not in right]
    random.shuffle(missed)
    made, words = list(right), tokens(text)
    wrong = sum(random.random() < (1 - precision) / precision for _ in right)
    for number in range(_TRIES * wrong):
        if len(made) == len(right) + wrong:
            break
        kind = number % 3
        one = missed.pop() if missed and kind < 2 else None
        if one is None:
            proposal = _anywhere(text, words, labels, random)
        elif kind == 0:
            proposal = _with_another_edge(one, words)
        else:
            proposal = (one[0], one[1], random.choice([label for label in labels if label != one[2]]))
        if proposal is not None and proposal not in gold and _is_apart(proposal, made):
            made.append(proposal)
    return sorted(made)


class Simulated(Suggester):
    """In place of the process that learns: says what was made for each document."""

    said: Mapping[str, Sequence[Gold]] = {}

    def __init__(self, parent: QObject | None = None) -> None:
        """Has learned nothing, and needs not."""
        super().__init__(parent)
        self._random = Random(5)

    @property
    def has_begun(self) -> bool:
        """Always."""
        return True

    def learn(self, project: Path, layer: str, name: str) -> None:
        """Answer at once."""
        QTimer.singleShot(0, self, lambda: self.learned.emit(name, {}))

    def add(self, document: str, layer: str) -> None:
        """Nothing to learn."""

    def suggest(self, document: str) -> None:
        """Answer in a moment, as the process does."""
        found: list[list[Any]] = [
            [*one, round(self._random.uniform(0.5, 1), 3), "simulated 1"]
            for one in self.said.get(document, ())
        ]
        QTimer.singleShot(0, self, lambda: self.suggested.emit(document, found))


@contextmanager
def saying(said: Mapping[str, Sequence[Gold]]) -> Iterator[None]:
    """Windows that are made within show these suggestions, by content id."""
    made = type("Saying", (Simulated,), {"said": said})
    with patch.object(offers, "Suggester", made):
        yield


def _is_apart(one: Gold, others: Sequence[Gold]) -> bool:
    return all(one[1] <= other[0] or other[1] <= one[0] for other in others)


def _with_another_edge(one: Gold, words: Sequence[tuple[int, int]]) -> Gold | None:
    inside = [word for word in words if one[0] <= word[0] and word[1] <= one[1]]
    if len(inside) > 1:
        return one[0], inside[-2][1], one[2]
    after = next((word for word in words if word[0] >= one[1]), None)
    return (one[0], after[1], one[2]) if after else None


def _anywhere(
    text: str, words: Sequence[tuple[int, int]], labels: Sequence[str], random: Random
) -> Gold | None:
    capitals = [word for word in words if text[word[0]].isupper()] or list(words)
    pool = capitals if random.random() < 0.5 else list(words)
    pool = [word for word in pool if text[word[0]].isalnum()]
    return (*random.choice(pool), random.choice(labels)) if pool else None
