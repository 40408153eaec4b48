"""From what layers hold on a document to the units and values that measures compare."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.agreement.pairing import Pairing, Unit
from annotator.domain.agreement.ratings import Ratings, Row
from annotator.domain.annotations import Annotations

UNMARKED, MARKED = "unmarked", "marked"
_WORDLESS = "spans without a letter or a digit"
_NO_PARTNER = "no other rater marked overlapping words"
_OTHER_EDGES = "no other rater marked exactly these words"
_OFF_SCALE = "fewer than two raters gave a value of the scale"
Target = tuple[tuple[int, int], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Said:
    """What one layer says on one document.

    `units` holds each span once. `words` has the labels on each marked word, by the word's number. `opinions`
    are by target and holder, the author of the text being None. `wordless` counts units that touch no word.
    """

    units: tuple[Unit, ...] = ()
    words: Mapping[int, tuple[str, ...]] | None = None
    sentiment: str | None = None
    sentences: Mapping[tuple[int, int], str] | None = None
    opinions: Mapping[Target, str] | None = None
    wordless: int = 0

    def labelled(self, label: str) -> list[Unit]:
        """The units with this label."""
        return [unit for unit in self.units if unit.label == label]


LabelSets = Counter[tuple[tuple[str, ...] | None, ...]]
Voices = Sequence[Said | None]  # one a rater; None where that rater has not finished the document


def word_places(tokens: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """The tokens that are words: with a letter or a digit. Punctuation would only add easy agreement."""
    return [(start, end) for start, end in tokens if any(map(str.isalnum, text[start:end]))]


def said(
    annotations: Annotations,
    names: Mapping[str, str],
    words: Sequence[tuple[int, int]],
    scale: Collection[str],
) -> Said:
    """What the layer says, by the names of its labels (an unknown id is its own name) and these words.

    Sentiment that is no value of the scale counts as none.
    """
    places = {
        span.id: Unit(span.start, span.end, names.get(span.label, span.label)) for span in annotations.spans
    }
    units = sorted(set(places.values()))
    on_words, wordless = _on_words(units, words)
    opinions = {}
    for one in annotations.opinions:
        target, holder = places.get(one.target), places.get(one.holder or "")
        if target is not None and one.polarity in scale:
            opinions[target[:2], holder[:2] if holder else None] = one.polarity
    sentences = {
        (mark.start, mark.end): mark.value
        for mark in annotations.sentences
        if mark.start is not None and mark.end is not None and mark.value in scale
    }
    sentiment = annotations.sentiment if annotations.sentiment in scale else None
    return Said(tuple(units), on_words, sentiment, sentences, opinions, wordless)


def _on_words(
    units: Sequence[Unit], words: Sequence[tuple[int, int]]
) -> tuple[dict[int, tuple[str, ...]], int]:
    """The labels on each marked word, and how many units touch none."""
    starts, ends = [word[0] for word in words], [word[1] for word in words]
    found: dict[int, set[str]] = {}
    wordless = 0
    for unit in units:
        touched = range(bisect_right(ends, unit.start), bisect_left(starts, unit.end))
        wordless += not touched
        for at in touched:
            found.setdefault(at, set()).add(unit.label)
    in_order = {at: tuple(sorted(own)) if len(own) > 1 else tuple(own) for at, own in found.items()}
    return in_order, wordless


def label_sets(voices: Voices, words: int) -> LabelSets:
    """How many of so many words got which labels from each rater; None from one who has not finished."""
    found: LabelSets = Counter()
    said = [None if one is None else one.words or {} for one in voices]
    for at in {at for own in said if own for at in own}:
        found[tuple(None if own is None else own.get(at, ()) for own in said)] += 1
    found[tuple(None if own is None else () for own in said)] += words - found.total()
    return +found


def word_ratings(raters: Sequence[str], sets: LabelSets, wordless: int = 0) -> Ratings:
    """Every word with the labels that each rater put on it, as one value; wordless spans are skipped."""
    rows: Counter[Row] = Counter()
    for labels, n in sets.items():
        rows[tuple(None if own is None else " + ".join(own) or UNMARKED for own in labels)] += n
    return Ratings(tuple(raters), rows, "words", (), wordless, _WORDLESS if wordless else "")


def found_ratings(
    raters: Sequence[str], sets: LabelSets, label: str | None = None, wordless: int = 0
) -> Ratings:
    """Every word, marked or not; with a label, marked as this; wordless spans are skipped."""
    rows: Counter[Row] = Counter()
    for labels, n in sets.items():
        rows[tuple(None if own is None else _marked(own, label) for own in labels)] += n
    return Ratings(tuple(raters), rows, "words", (), wordless, _WORDLESS if wordless else "")


def _marked(labels: Collection[str], label: str | None) -> str:
    return MARKED if (labels if label is None else label in labels) else UNMARKED


def silent(voices: Voices) -> Row:
    """The row of a word that nobody marked."""
    return tuple(None if one is None else UNMARKED for one in voices)


def label_ratings(raters: Sequence[str], voices: Voices, pairing: Pairing | None) -> Ratings:
    """The labels of spans that two raters or more marked; the spans that one alone marked are skipped.

    Two raters' spans are compared as they are paired; more than two, without a pairing, are compared on equal
    words only, where one rater's several labels are one value.
    """
    if pairing is not None:
        rows = Counter[Row]((one.label, other.label) for one, other in pairing.pairs)
        alone = len(pairing.only_first) + len(pairing.only_second)
        return Ratings(tuple(raters), rows, "pairs of spans", (), alone, _NO_PARTNER if alone else "")
    at_words: dict[tuple[int, int], dict[int, set[str]]] = {}
    for rater, one in enumerate(voices):
        for unit in one.units if one else ():
            at_words.setdefault(unit[:2], {}).setdefault(rater, set()).add(unit.label)
    rows = Counter[Row](
        tuple(" + ".join(sorted(by_rater[n])) if n in by_rater else None for n in range(len(voices)))
        for by_rater in at_words.values()
        if len(by_rater) > 1
    )
    alone = len(at_words) - rows.total()
    return Ratings(tuple(raters), rows, "ranges", (), alone, _OTHER_EDGES if alone else "")


def article_ratings(raters: Sequence[str], voices: Voices, scale: Sequence[str]) -> Ratings:
    """The sentiment of the article."""
    row: Row = tuple(one.sentiment if one else None for one in voices)
    return _sentiment(raters, Counter([row]), "articles", scale)


def sentence_ratings(raters: Sequence[str], voices: Voices, scale: Sequence[str]) -> Ratings:
    """The sentiment of every sentence to which any rater gave one."""
    places = {place for one in voices if one for place in one.sentences or ()}
    rows = Counter[Row](
        tuple((one.sentences or {}).get(place) if one else None for one in voices) for place in places
    )
    return _sentiment(raters, rows, "sentences", scale)


def opinion_ratings(
    raters: Sequence[str], voices: Voices, scale: Sequence[str], pairing: Pairing | None
) -> Ratings:
    """The polarity of every opinion that any rater has, by target and holder.

    Two raters mean the same target where their spans are paired; more than two, without a pairing, where the
    words are equal.
    """
    same = {other[:2]: one[:2] for one, other in pairing.pairs} if pairing else {}
    of_raters: list[Mapping[Target, str]] = []
    for rater, voice in enumerate(voices):
        own = (voice.opinions or {}) if voice else {}
        if rater == 1 and same:
            own = {
                (same.get(target, target), same.get(holder, holder) if holder else None): polarity
                for (target, holder), polarity in own.items()
            }
        of_raters.append(own)
    rows = Counter[Row](
        tuple(own.get(key) for own in of_raters) for key in {key for own in of_raters for key in own}
    )
    return _sentiment(raters, rows, "opinions", scale)


def _sentiment(raters: Sequence[str], rows: Counter[Row], unit: str, scale: Sequence[str]) -> Ratings:
    compared = {row: n for row, n in rows.items() if sum(value is not None for value in row) > 1}
    alone = rows.total() - sum(compared.values())
    return Ratings(tuple(raters), compared, unit, tuple(scale), alone, _OFF_SCALE if alone else "")
