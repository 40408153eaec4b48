"""A table of articles, for spreadsheets and for classifiers of texts: a row an article.

Columns are `id` (the content id), `ref`, `title`, `source`, `author`, `published`, `language`, `url`,
`text`, `layer`, `status`, `sentiment`, `flag` (its reason, or `yes`), `notes`, and for each label of the
scheme a column `label:NAME` with how often it was given. Where labels stand, opinions and the sentiment of
sentences have no place: see the tables of sentences, or JSONL, which holds everything.

UTF-8 without a mark, commas, line feeds; cells may hold line breaks, in quotation marks. The text is as it
is, also where it begins with `=`, which spreadsheets take for a formula: open the file as text, not by a
double click. The program reads such a file as a table: the texts with what is known of them, and the
sentiment.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from annotator.domain.exchange import AnnotatedDocument, LeftOut
from annotator.domain.scheme import Scheme
from annotator.formats.csv_rows import CsvWriter, facts_of, notes_of
from annotator.formats.facts import FURTHER, further
from annotator.formats.losses import OPINIONS, ORIGINS, SENTENCE_SENTIMENT, left_out
from annotator.formats.options import WriteOptions

FLAGS_ON_WORDS: Final = "flags on words"
PLACES: Final = "places of labels"
_COLUMNS: Final = (
    *("id", "ref", "title", "source", "author", "published", "language", "url"),
    *("text", "layer", "status", "sentiment", "flag", "notes"),
)


class CsvDocuments:
    """Writes a row for each article."""

    name = "csv-documents"
    title = "CSV of articles"
    suffix = ".articles.csv"
    cannot_hold = (PLACES, OPINIONS, SENTENCE_SENTIMENT, ORIGINS, FLAGS_ON_WORDS, FURTHER)
    load_line = 'pandas.read_csv("{file}", keep_default_na=False)'
    choices = ()

    def write(
        self,
        documents: Iterable[AnnotatedDocument],
        scheme: Scheme,
        out: BinaryIO,
        options: WriteOptions,
    ) -> Iterator[int | LeftOut]:
        """The header, then a row a document; see `Exporter`."""
        labels = [label.id for label in scheme.labels]
        table = CsvWriter(out, [*_COLUMNS, *(f"label:{label.name}" for label in scheme.labels)])
        for count, one in enumerate(documents, 1):
            said = one.annotations
            counts = Counter(span.label for span in said.spans)
            row = {
                "id": one.document.id,
                **facts_of(one),
                "text": one.document.text,
                "layer": one.layer,
                "status": said.status,
                "sentiment": said.sentiment,
                "flag": (said.flag.value or "yes") if said.flag else None,
                "notes": notes_of(said.notes),
            }
            table.row([*(row[name] for name in _COLUMNS), *(counts[label] for label in labels)])
            lost = Counter({PLACES: len(said.spans), FLAGS_ON_WORDS: len(said.flags)})
            yield from left_out(one, (OPINIONS, SENTENCE_SENTIMENT, ORIGINS), lost + further(one.document))
            yield count


exporter = CsvDocuments()
