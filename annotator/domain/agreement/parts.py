"""What measures need of each document, counted so that documents can be added and drawn again."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.agreement.gamma import Disorder, disorder
from annotator.domain.agreement.pairing import Pairing, Unit, paired
from annotator.domain.agreement.ratings import Ratings, Row, pooled
from annotator.domain.agreement.span_f1 import SpanCounts, span_counts, summed
from annotator.domain.agreement.unitizing import Continuum, continuum, joined
from annotator.domain.agreement.units import (
    LabelSets,
    Said,
    Voices,
    article_ratings,
    found_ratings,
    label_ratings,
    label_sets,
    opinion_ratings,
    sentence_ratings,
    silent,
    word_ratings,
)

_FEWEST_SAMPLES, _SAMPLED_UNITS = 2, 600
SENTIMENTS = ("article", "sentences", "opinions")
Confusion = Counter[tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Part:
    """What raters said on one document or several, of which all raters `finished` so many.

    `tables` are by what is rated: words, found, labels and the SENTIMENTS. `found` and `counts` are by label;
    `silent` counts words that nobody marked where a label is unknown, `all` is the counts of all labels. The
    continua, with labels and without, and the disorder are None unless every rater finished the document.
    `confusion` counts pairs of labels of two raters, None for a span without a partner.
    """

    documents: int
    finished: int
    raters: tuple[str, ...]
    tables: Mapping[str, Ratings]
    found: Mapping[str, Ratings]
    counts: Mapping[str, SpanCounts]
    all: SpanCounts
    silent: Mapping[Row, int]
    labelled: Continuum | None
    edges: Continuum | None
    disorder: Disorder | None
    confusion: Confusion


@dataclass(frozen=True, slots=True)
class Page:
    """A document as it is compared: its id, its length in code points, how many words it has."""

    document: str
    length: int
    words: int


def part(
    page: Page,
    raters: Sequence[str],
    voices: Voices,
    scale: Sequence[str],
    samples: int,
    seed: int = 0,
    pairs: Sequence[Part] = (),
) -> Part:
    """One document; `samples` random ones stand for chance in gamma, and with none there is no gamma.

    Of more than two raters, `pairs` are the parts of each two who have finished it.
    """
    heard = [one for one in voices if one is not None]
    sets = label_sets(voices, page.words)
    labels = sorted({unit.label for one in heard for unit in one.units})
    everyone = len(heard) == len(raters) and page.length > 0
    units = [one.units for one in heard]
    pairing = paired(*units) if len(raters) == len(units) == 2 else None
    counts, total = _counted(heard, labels, pairing, pairs)
    return Part(
        1,
        int(everyone),
        tuple(raters),
        rated(raters, voices, scale, sets, pairing),
        {label: found_ratings(raters, sets, label) for label in labels},
        counts,
        total,
        {silent(voices): page.words},
        continuum(raters, units, page.length) if everyone else None,
        continuum(raters, [_bare(own) for own in units], page.length) if everyone else None,
        _disorder(page, units, samples, seed) if everyone else None,
        _confusion(pairing) if pairing else Confusion(),
    )


def rated(
    raters: Sequence[str], voices: Voices, scale: Sequence[str], sets: LabelSets, pairing: Pairing | None
) -> dict[str, Ratings]:
    """What each rater said of one document, by what is rated; `pairing` is that of two raters' spans."""
    wordless = _wordless(voices)
    return {
        "words": word_ratings(raters, sets, wordless),
        "found": found_ratings(raters, sets, wordless=wordless),
        "labels": label_ratings(raters, voices, pairing),
        "article": article_ratings(raters, voices, scale),
        "sentences": sentence_ratings(raters, voices, scale),
        "opinions": opinion_ratings(raters, voices, scale, pairing),
    }


def together(parts: Sequence[Part]) -> Part:
    """Documents, at least one, of the same raters; all but their confusion, which `confused` counts."""
    labels = {label for one in parts for label in one.counts}
    raters = parts[0].raters
    disorders = [one.disorder for one in parts if one.disorder is not None]
    return Part(
        sum(one.documents for one in parts),
        sum(one.finished for one in parts),
        raters,
        {name: pooled([one.tables[name] for one in parts]) for name in parts[0].tables},
        {label: pooled([_found(one, label) for one in parts]) for label in labels},
        {label: summed(one.counts.get(label, SpanCounts()) for one in parts) for label in labels},
        summed(one.all for one in parts),
        pooled([Ratings(raters, one.silent) for one in parts]).rows,
        _joined([one.labelled for one in parts]),
        _joined([one.edges for one in parts]),
        sum(disorders[1:], disorders[0]) if disorders else None,
        Confusion(),
    )


def confused(parts: Iterable[Part]) -> Confusion:
    """Which labels two raters gave where, in all these documents."""
    total = Confusion()
    for one in parts:
        total.update(one.confusion)
    return total


def _wordless(voices: Voices) -> int:
    return sum(one.wordless for one in voices if one is not None)


def _found(one: Part, label: str) -> Ratings:
    known = one.found.get(label)
    return Ratings(one.raters, one.silent, "words") if known is None else known


def _counted(
    heard: Sequence[Said], labels: Sequence[str], pairing: Pairing | None, pairs: Sequence[Part]
) -> tuple[dict[str, SpanCounts], SpanCounts]:
    """The spans of each label, and all spans, paired between each two raters and counted."""
    if pairing is None:
        by_label = {label: summed(one.counts.get(label, SpanCounts()) for one in pairs) for label in labels}
        return by_label, summed(one.all for one in pairs)
    first, second = heard
    by_label = {label: span_counts(first.labelled(label), second.labelled(label)) for label in labels}
    return by_label, SpanCounts.of(pairing)


def _joined(found: Sequence[Continuum | None]) -> Continuum | None:
    there = [one for one in found if one is not None]
    return joined(there) if there else None


def _bare(units: Sequence[Unit]) -> list[Unit]:
    return sorted({unit._replace(label="") for unit in units})


def _disorder(page: Page, units: Sequence[Sequence[Unit]], samples: int, seed: int) -> Disorder | None:
    """A document with many spans needs few random ones, as its own spans level chance out."""
    enough = max(_FEWEST_SAMPLES, _SAMPLED_UNITS // max(1, sum(map(len, units))))
    return disorder(units, page.length, min(samples, enough), f"{seed} {page.document}") if samples else None


def _confusion(pairing: Pairing) -> Confusion:
    return Confusion(
        (one.label if one else None, other.label if other else None) for one, other in pairing.met
    )
