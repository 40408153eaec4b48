"""What formats read and write: documents on their way in and out of a project."""

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.annotations import Annotations
from annotator.domain.document import Document
from annotator.domain.entities import Appearance, StatusValue
from annotator.domain.ids import derived_id
from annotator.domain.text import content_id


@dataclass(frozen=True, slots=True)
class IncomingSpan:
    """Code points [start, end) of the row's text; `label` is a name, `id` the file's own.

    `origin` and `confidence` are those of a span that a model proposed.
    """

    start: int
    end: int
    label: str
    id: str | None = None
    origin: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class IncomingSentence:
    """The sentiment of the code points [start, end)."""

    start: int
    end: int
    sentiment: str


@dataclass(frozen=True, slots=True)
class IncomingOpinion:
    """An opinion whose target and holder are span ids of the same row."""

    target: str
    polarity: str
    holder: str | None = None
    expression: tuple[tuple[int, int], ...] = ()
    intensity: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingNote:
    """A note on the row's document, or on its code points [start, end); `is_flag`: a flag on these words."""

    text: str
    start: int | None = None
    end: int | None = None
    is_flag: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row of a file: a document with one appearance or more, and what a layer says about it."""

    text: str
    appearances: tuple[Appearance, ...]
    layer: str | None = None
    status: StatusValue | None = None
    sentiment: str | None = None
    flag: str | None = None
    spans: tuple[IncomingSpan, ...] = ()
    sentences: tuple[IncomingSentence, ...] = ()
    opinions: tuple[IncomingOpinion, ...] = ()
    notes: tuple[IncomingNote, ...] = ()
    line: int | None = None

    @property
    def is_annotated(self) -> bool:
        """Whether the row says more than the text."""
        said = (self.spans, self.sentences, self.opinions, self.notes, self.status, self.sentiment)
        return any(said) or self.flag is not None


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong with a file, in one sentence; `skipped` tells whether the row was left out for it."""

    file: str
    line: int | None
    message: str
    skipped: bool = True

    def __str__(self) -> str:
        """File, line and sentence."""
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What an export left out of the document with this content id, or changed: `count` times `what`, plural
    words such as "labels within other labels".
    """

    document: str
    what: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document and what the layer of this name says about it."""

    document: Document
    layer: str
    annotations: Annotations


def appearance(
    text: str,
    *,
    title: str = "",
    ref: str | None = None,
    source: str | None = None,
    author: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
    headline: tuple[int, int] | None = None,
    meta: Mapping[str, object] | None = None,
) -> Appearance:
    """An appearance of the text, whose id is derived from all it says: the same import twice is one."""
    document = content_id(text)
    facts = dict(meta or {})
    said = (title, ref, source, author, url, published, language, headline, sorted(facts.items(), key=str))
    return Appearance(
        derived_id(document, *said),
        document,
        title,
        ref,
        source,
        author,
        url,
        published,
        language,
        headline,
        facts,
    )
