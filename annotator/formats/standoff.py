"""Stand-off JSONL: labels without the texts they are on, for corpora whose texts may not be passed on.

One document a line, UTF-8, line feeds. A row names its text by the SHA-256 of it (`id`) and by where it
appeared (`ref`, `url`, `source`, `published`); each place is an offset in code points and the first 16 digits
of the SHA-256 of its words. `annotator reanchor FILE PROJECT` puts the labels on the texts of a project, also
on later versions of them, and lists each label that moved or was lost. A fingerprint does not hide a name
from whoever guesses it. Notes are left out, as they may quote the text; so are titles.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from annotator.domain.exchange import AnnotatedDocument, LeftOut
from annotator.domain.reanchoring import fingerprint
from annotator.domain.scheme import Scheme
from annotator.formats.options import WriteOptions

_encode = msgspec.json.Encoder().encode


class Standoff:
    """Writes labels without texts."""

    name = "standoff"
    title = "Stand-off JSONL, without texts"
    suffix = ".standoff.jsonl"
    cannot_hold = ("texts and titles", "notes")
    load_line = "annotator reanchor {file} PROJECT"
    choices = ()

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, out: BinaryIO, options: WriteOptions
    ) -> Iterator[int | LeftOut]:
        """One line a document; see `Exporter`."""
        labels = {label.id: label.name for label in scheme.labels}
        for count, one in enumerate(documents, 1):
            out.write(_encode(_row(one, labels)) + b"\n")
            notes = len(one.annotations.notes) + len(one.annotations.flags)
            if notes:
                yield LeftOut(one.document.id, "notes", notes)
            yield count


exporter = Standoff()


def _row(one: AnnotatedDocument, labels: Mapping[str, str]) -> dict[str, Any]:
    text, said, first = one.document.text, one.annotations, one.document.first

    def at(start: int, end: int) -> dict[str, Any]:
        return {"start": start, "end": end, "print": fingerprint(text[start:end])}

    return {
        "standoff": 1,
        "id": one.document.id,
        "ref": first.ref,
        "url": first.url,
        "source": first.source,
        "published": first.published,
        "language": first.language,
        "layer": one.layer,
        "status": said.status,
        "sentiment": said.sentiment,
        "spans": [
            {"id": span.id, **at(span.start, span.end), "label": labels.get(span.label, span.label)}
            for span in said.spans
        ],
        "sentences": [
            {**at(mark.start, mark.end), "sentiment": mark.value}
            for mark in said.sentences
            if mark.start is not None and mark.end is not None
        ],
        "opinions": [
            {
                "target": opinion.target,
                "holder": opinion.holder,
                "polarity": opinion.polarity,
                "intensity": opinion.intensity,
                "expression": [at(start, end) for start, end in opinion.expression],
            }
            for opinion in said.opinions
        ],
    }
