"""Opinions in the sentence they are said in, for formats that know no more of an article than a sentence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotator.domain.entities import Opinion
from annotator.domain.exchange import AnnotatedDocument
from annotator.domain.scheme import Scheme
from annotator.domain.sentences import Sentence, sentence_at, sentences
from annotator.domain.words import trim

ACROSS: Final = "opinions across sentences"
BY_SIGN: Final = "polarities written as negative, neutral or positive"
WITHOUT_OPINION: Final = "labels that are part of no written opinion"
NAMES: Final = "names of labels"
TARGET, HOLDER = "TARGET", "HOLDER"
SIGNS: Final = {-1: "negative", 0: "neutral", 1: "positive"}

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SaidInSentence:
    """An opinion, its places in code points of the sentence."""

    opinion: Opinion
    target: Place
    holder: Place | None
    expression: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SentenceOpinions:
    """A sentence: its number in the article, counted from 0, its text, and the opinions in it by place."""

    number: int
    text: str
    opinions: tuple[SaidInSentence, ...]


def by_sentence(
    one: AnnotatedDocument, opinions: Sequence[Opinion], *, whole: bool = False
) -> tuple[list[SentenceOpinions], Counter[str]]:
    """The sentences of the article, or the `whole` of it, with the opinions that are within one, and what
    is left out.
    """
    text = one.document.text
    ranges = [(0, len(text))] if whole else sentences(text, one.document.language)
    found: dict[int, list[SaidInSentence]] = {}
    used: set[str | None] = set()
    lost = Counter[str]()
    for opinion in opinions:
        placed = _placed(one, opinion, ranges)
        if placed is None:
            lost[ACROSS] += 1
            continue
        found.setdefault(placed[0], []).append(placed[1])
        used |= {opinion.target, opinion.holder}
    lost[NAMES] = sum(span.id in used for span in one.annotations.spans)
    lost[WITHOUT_OPINION] = len(one.annotations.spans) - lost[NAMES]
    listed = [
        SentenceOpinions(at, text[start:end], tuple(sorted(found.get(at, ()), key=_order)))
        for at, (start, end) in enumerate(ranges)
    ]
    return listed, lost


def sign_of(scheme: Scheme, polarity: str) -> int:
    """-1, 0 or 1; a step that the scheme does not know is neither good nor bad."""
    value = scheme.value(polarity)
    return value.sign if value else 0


def is_by_sign(scheme: Scheme, polarity: str) -> bool:
    """Whether only the sign of the polarity is told where there are but three words for it."""
    return polarity != SIGNS[sign_of(scheme, polarity)]


def _placed(
    one: AnnotatedDocument, opinion: Opinion, ranges: Sequence[Sentence]
) -> tuple[int, SaidInSentence] | None:
    """The number of the sentence that holds all parts of the opinion, and where they are in it."""
    text, said = one.document.text, one.annotations
    target, holder = said.span(opinion.target), said.span(opinion.holder)
    if target is None or not ranges:
        return None
    spans = [target, *([holder] if holder else [])]
    places = [trim(text, span.start, span.end) for span in spans]
    places += [trim(text, start, end) for start, end in opinion.expression]
    at = sentence_at(ranges, places[0][0])
    if at is None:
        return None
    start, end = ranges[at]
    if not all(start <= first and last <= end for first, last in places):
        return None
    moved = [(first - start, last - start) for first, last in places]
    expression = tuple(moved[len(spans) :])
    return at, SaidInSentence(opinion, moved[0], moved[1] if holder else None, expression)


def _order(one: SaidInSentence) -> tuple[Place, Place, str]:
    return one.target, one.holder or (-1, -1), one.opinion.id
