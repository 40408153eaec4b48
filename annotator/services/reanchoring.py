"""Labels that came without texts are put on the texts of a project."""

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.document import Document
from annotator.domain.exchange import Incoming, IncomingOpinion, IncomingSentence, IncomingSpan
from annotator.domain.reanchoring import Anchor, Found, find
from annotator.errors import UserError
from annotator.files import explained, shown
from annotator.services.arrivals import Arrival, Arrivals
from annotator.services.import_report import counted
from annotator.services.progress import Progress
from annotator.storage.project import Project

_CHUNK = 500  # rows that are looked up together


class _Place(msgspec.Struct):
    start: int
    end: int
    print: str

    @property
    def anchor(self) -> Anchor:
        return Anchor(self.start, self.end, self.print)


class _Span(_Place, kw_only=True):
    label: str
    id: str | None = None


class _Sentence(_Place, kw_only=True):
    sentiment: str


class _Opinion(msgspec.Struct):
    target: str
    polarity: str
    holder: str | None = None
    intensity: str | None = None
    expression: list[_Place] = []


class _Row(msgspec.Struct):
    standoff: int
    id: str
    ref: str | None = None
    url: str | None = None
    layer: str | None = None
    status: str | None = None
    sentiment: str | None = None
    spans: list[_Span] = []
    sentences: list[_Sentence] = []
    opinions: list[_Opinion] = []


@dataclass(slots=True)
class ReanchorReport:
    """What became of labels: `places` counts exact, moved and lost ones; `details` lists all that are not
    exact, a line each; `missing` rows had no text here.
    """

    documents: int = 0
    missing: int = 0
    places: Counter[str] = field(default_factory=Counter)
    details: list[str] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """The outcome in two sentences."""
        said = [
            f"Labels put on {counted(self.documents, 'article')}: {self.places['exact']:,} exactly,"
            f" {self.places['moved']:,} moved, {self.places['lost']:,} lost."
        ]
        if self.missing:
            said.append(f"{counted(self.missing, 'row')} had no text here.")
        return said

    def facts(self) -> dict[str, Any]:
        """The same for scripts, ready for JSON."""
        places = {name: self.places[name] for name in ("exact", "moved", "lost")}
        return {"documents": self.documents, "missing": self.missing, **places, "details": self.details}

    def text(self) -> str:
        """The whole report, to be saved."""
        return "\n".join([*self.sentences(), "", *self.details]).rstrip() + "\n"


def reanchor(
    project: Project, file: Path, layer: str | None = None
) -> Generator[Progress, None, ReanchorReport]:
    """Put the labels of a stand-off file on the texts that are here, in the layer of this name or in those of
    the rows; one undo takes it back. Raises UserError.
    """
    report, arrivals, action = ReanchorReport(), Arrivals(project, layer), None
    name = shown(file.name)
    for done, total, rows in _chunks(_rows(file)):
        lost = {row.id for row in rows if project.number_of(row.id) is None}
        names = {name for row in rows if row.id in lost for name in (row.ref, row.url) if name}
        elsewhere = project.documents.appeared_as(names) if names else {}
        for row in rows:
            yield Progress(done, total, f"Reading {name}")
            document = _document(project, row, elsewhere) if row.id in lost else project.document(row.id)
            if document is None:
                report.missing += 1
                report.details.append(f"{row.ref or row.id}: its text is not here")
                continue
            report.documents += 1
            batch = arrivals.batch([Arrival(name, _Anchored(document, row, report).incoming())])
            for edit in batch.edits(f"labels of {name}"):
                if edit.changes:
                    action = project.commit(edit, texts=batch.texts, action=action).action
            arrivals.written(batch)
            report.details += [str(problem) for problem in batch.problems]
    return report


def _chunks(rows: Iterator[tuple[int, int, _Row]]) -> Iterator[tuple[int, int, list[_Row]]]:
    while chunk := list(islice(rows, _CHUNK)):
        done, total, _ = chunk[-1]
        yield done, total, [row for _, _, row in chunk]


def _rows(file: Path) -> Iterator[tuple[int, int, _Row]]:
    decode = msgspec.json.Decoder(_Row).decode
    with explained(file), file.open("rb") as stream:
        total, done = file.stat().st_size, 0
        for number, line in enumerate(stream, 1):
            done += len(line)
            if line.strip():
                try:
                    row = decode(line)
                except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                    raise UserError(
                        f"{shown(file.name)}, line {number}: it is no row of labels without text: {error}.",
                        hint="Write such a file with: annotator export PROJECT --format standoff",
                    ) from None
                yield done, total, row


def _document(project: Project, row: _Row, elsewhere: Mapping[str, Sequence[str]]) -> Document | None:
    """Of the texts that appeared at the same place, the one that has most of the words."""
    best: tuple[int, Document] | None = None
    ids = [id for name in (row.ref, row.url) if name for id in elsewhere.get(name, ())]
    for id in dict.fromkeys(ids):
        document = project.document(id)
        places = find(document.text, [span.anchor for span in row.spans])
        kept = sum(one.outcome != "lost" for one in places)
        if best is None or kept > best[0]:
            best = kept, document
    return best[1] if best else None


class _Anchored:
    """One row on its text."""

    def __init__(self, document: Document, row: _Row, report: ReanchorReport) -> None:
        self._document = document
        self._row = row
        self._report = report

    def incoming(self) -> Incoming:
        """The row as if it had come with its text."""
        row, text = self._row, self._document.text
        spans = [
            IncomingSpan(place.start, place.end, span.label, span.id) for span, place in self._kept(row.spans)
        ]
        sentences = [
            IncomingSentence(place.start, place.end, one.sentiment)
            for one, place in self._kept(row.sentences)
        ]
        opinions = [
            IncomingOpinion(
                one.target,
                one.polarity,
                one.holder,
                tuple((place.start, place.end) for _, place in self._kept(one.expression)),
                one.intensity,
            )
            for one in self._grounded(spans)
        ]
        status = row.status if row.status in ("in_progress", "done", "skipped") else None
        return Incoming(
            text,
            self._document.appearances,
            row.layer,
            status,  # type: ignore[arg-type]
            row.sentiment,
            spans=tuple(spans),
            sentences=tuple(sentences),
            opinions=tuple(opinions),
        )

    def _grounded(self, spans: Sequence[IncomingSpan]) -> Iterator[_Opinion]:
        """The opinions whose target and holder are there; the others are told: without its holder, an opinion
        would be the author's.
        """
        there = {span.id for span in spans}
        for one in self._row.opinions:
            if one.target in there and (one.holder is None or one.holder in there):
                yield one
            else:
                where = self._row.ref or self._row.id
                said = f"{where}: an opinion, {one.polarity}, lost with its target or its holder"
                self._report.details.append(said)

    def _kept(self, places: Sequence[Any]) -> Iterator[tuple[Any, Found]]:
        """Those that are still there, with where; what is not where it was is told."""
        in_order = sorted(places, key=lambda one: (one.start, -one.end))
        found = find(self._document.text, [one.anchor for one in in_order])
        for one, place in zip(in_order, found, strict=True):
            self._report.places[place.outcome] += 1
            if place.outcome != "exact":
                where = self._row.ref or self._row.id
                words = getattr(one, "label", None) or getattr(one, "sentiment", None) or "words"
                to = f" to {place.start}-{place.end}" if place.outcome == "moved" else ""
                said = f"{where}: {words} at {one.start}-{one.end} {place.outcome}{to}"
                self._report.details.append(said)
            if place.outcome != "lost":
                yield one, place
