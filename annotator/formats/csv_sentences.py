"""A table of sentences, for spreadsheets and for classifiers of sentences: a row a sentence.

Columns are `article` (its content id), `ref`, `title`, `source`, `author`, `published`, `language`, `url`,
`number` (of the sentence, from 1), `start` and `end` (code points of the article, end exclusive), `text`,
`layer`, `status`, `sentiment`, `labels` and `towards`. The sentiment is that of the sentence, empty where
nobody told it. `labels` are `NAME: words` and `towards` are opinions, `target: polarity (holder)`, parted
by semicolons: for reading, not for training. A label stands in the sentence where it begins, an opinion
where its target does.

Sentences are the program's, but those that carry a sentiment are as they were when it was given. All are
written, also of articles in which no sentence has a sentiment; what is between sentences is white space.
UTF-8 without a mark, commas, line feeds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from annotator.domain.entities import Opinion
from annotator.domain.exchange import AnnotatedDocument, LeftOut
from annotator.domain.scheme import Scheme
from annotator.domain.sentences import Sentence, sentence_at, sentences, with_marked
from annotator.formats.csv_rows import CsvWriter, facts_of
from annotator.formats.facts import FURTHER, further
from annotator.formats.losses import ARTICLE_SENTIMENT, FLAGS, NOTES, ORIGINS, left_out
from annotator.formats.options import WriteOptions

_COLUMNS: Final = (
    *("article", "ref", "title", "source", "author", "published", "language", "url"),
    *("number", "start", "end", "text", "layer", "status", "sentiment", "labels", "towards"),
)
WORDS: Final = "words and intensities of opinions"
_SAID: Final = (ARTICLE_SENTIMENT, NOTES, FLAGS, ORIGINS)


class CsvSentences:
    """Writes a row for each sentence."""

    name = "csv-sentences"
    title = "CSV of sentences"
    suffix = ".sentences.csv"
    cannot_hold = (*_SAID, WORDS, FURTHER)
    load_line = 'pandas.read_csv("{file}", keep_default_na=False)'
    choices = ()

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """The header, then the rows of each document; see `Exporter`."""
        names = {label.id: label.name for label in scheme.labels}
        table = CsvWriter(out, _COLUMNS)
        for count, one in enumerate(documents, 1):
            for row in _rows(one, names):
                table.row([row[name] for name in _COLUMNS])
            told = sum(bool(opinion.expression or opinion.intensity) for opinion in one.annotations.opinions)
            yield from left_out(one, _SAID, Counter({WORDS: told}) + further(one.document))
            yield count


exporter = CsvSentences()


def _rows(one: AnnotatedDocument, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """A row for each sentence of the article."""
    text, said = one.document.text, one.annotations
    marked = {(mark.start or 0, mark.end or 0): mark.value for mark in said.sentences}
    ranges = with_marked(text, sentences(text, one.document.language), list(marked))
    labels, opinions = _labels(one, names, ranges), _opinions(one, ranges)
    facts = {"article": one.document.id, **facts_of(one), "layer": one.layer, "status": said.status}
    for at, (start, end) in enumerate(ranges):
        yield {
            **facts,
            "number": at + 1,
            "start": start,
            "end": end,
            "text": text[start:end],
            "sentiment": marked.get((start, end)),
            "labels": "; ".join(labels.get(at, ())) or None,
            "towards": "; ".join(opinions.get(at, ())) or None,
        }


def _labels(one: AnnotatedDocument, names: Mapping[str, str], ranges: list[Sentence]) -> dict[int, list[str]]:
    """By sentence, the labels that begin in it."""
    found: dict[int, list[str]] = {}
    for span in one.annotations.spans:
        at = sentence_at(ranges, span.start)
        words = _words(one, span.start, span.end)
        found.setdefault(at or 0, []).append(f"{names.get(span.label, span.label)}: {words}")
    return found


def _opinions(one: AnnotatedDocument, ranges: list[Sentence]) -> dict[int, list[str]]:
    """By sentence, the opinions on what begins in it."""
    found: dict[int, list[str]] = {}
    for opinion in sorted(one.annotations.opinions, key=lambda each: _begin(one, each)):
        target, holder = one.annotations.span(opinion.target), one.annotations.span(opinion.holder)
        if target is not None:
            held = f" ({_words(one, holder.start, holder.end)})" if holder else ""
            words = f"{_words(one, target.start, target.end)}: {opinion.polarity}{held}"
            found.setdefault(sentence_at(ranges, target.start) or 0, []).append(words)
    return found


def _begin(one: AnnotatedDocument, opinion: Opinion) -> tuple[int, str]:
    target = one.annotations.span(opinion.target)
    return (target.start if target else 0), opinion.id


def _words(one: AnnotatedDocument, start: int, end: int) -> str:
    """The words on one line, and without what parts them from the next."""
    return " ".join(one.document.text[start:end].replace(";", ",").split())
