"""Copies of one story: which planted ones are found, and how long that takes."""

import random
from array import array
from collections.abc import Iterator, Sequence

from annotator.domain.near_copies import ALIKE, Stories, likeness, signature_of
from annotator.domain.near_pairs import pairs
from annotator.domain.text import content_id
from tests.benchmarks.harness import Bench, Rate, Row, rated

_MOST, _PLANTED = 20_000, 0.1
_RECALL, _PRECISION, _RATE = 0.95, 0.97, 3_000
_TRIES = 12  # as services.copies


def rows(bench: Bench) -> Iterator[Row]:
    """A tenth of the articles are copies: up to 15 % of the words changed, some cut or re-headed."""
    chance = random.Random(5)
    count = min(bench.documents, _MOST)
    texts = [bench.news.text(number) for number in range(1, count - int(count * _PLANTED) + 1)]
    planted = {}
    while len(texts) < count:
        source = chance.randrange(len(texts))
        planted[len(texts)] = source
        texts.append(_copy(texts[source], chance, bench.news.vocabulary))
    floor = rated(lambda: len({content_id(" ".join(text.casefold().split())) for text in texts}))
    found: list[tuple[int, list[int]]] = []
    rate = rated(lambda: _search(texts, found))
    yield Row(
        f"copies: signatures and candidates of {count:,} articles",
        str(rate),
        f"{floor}, a hash of the same words, which finds none of these",
        f"{_RATE:,} articles/s",
        _met(rate),
    )
    yield _found(texts, planted, found)


def _found(texts: Sequence[str], planted: dict[int, int], candidates: list[tuple[int, list[int]]]) -> Row:
    """A planted copy is found where it is in one story with what it was made of."""
    stories, said = Stories(), list[tuple[int, int]]()
    for number, others in candidates:
        for other in others[:_TRIES]:
            if stories.of(number) != stories.of(other) and likeness(texts[number], texts[other]).is_copy:
                stories.join(number, other)
                said.append((other, number))
    alike = [one for one, source in planted.items() if likeness(texts[one], texts[source]).jaccard >= ALIKE]
    met = sum(stories.of(one) == stories.of(planted[one]) for one in alike)
    related = Stories()
    for one, source in planted.items():
        related.join(one, source)
    right = sum(related.of(one) == related.of(other) for one, other in said)
    recall, precision = met / max(1, len(alike)), right / max(1, len(said))
    return Row(
        f"copies: {len(alike):,} planted ones of which at least half of the shingles are the same",
        f"recall {recall:.3f}, precision {precision:.3f}, after verification",
        "recall 0 of exact copies alone",
        f"{_RECALL}, {_PRECISION}",
        "yes" if recall >= _RECALL and precision >= _PRECISION else "no",
    )


def _search(texts: Sequence[str], found: list[tuple[int, list[int]]]) -> int:
    signatures = array("I")
    for text in texts:
        signatures.extend(signature_of(text))
    search = pairs(signatures)
    try:
        while True:
            next(search)
    except StopIteration as end:
        found += end.value
    return len(texts)


def _met(rate: Rate) -> str:
    wall, cpu = rate.count / rate.wall, rate.count / rate.cpu
    return "yes" if wall >= _RATE else "by cpu" if cpu >= _RATE else "no"


def _copy(text: str, chance: random.Random, vocabulary: Sequence[str]) -> str:
    """The text with 1 to 15 % of its words lost, doubled or others; every third is cut, or has a new head."""
    share, words = chance.uniform(0.01, 0.15), list[str]()
    for word in text.split(" "):
        if chance.random() >= share:
            words.append(word)
        else:
            words += chance.choice(([], [word, word], [chance.choice(vocabulary)]))
    kind = chance.randrange(6)
    if kind == 0:
        words = words[: int(len(words) * 0.85)]
    elif kind == 1:
        words = [*chance.choices(vocabulary, k=25), *words[8:]]
    return " ".join(words)
