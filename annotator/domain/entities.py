"""Everything a project can hold, as frozen values that the change log records whole.

Each class has a `kind`, and each value a `key` that names it: (kind, layer, document, id), with an
empty string for what does not apply. Documents are named by their content id, the SHA-256 of the text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple

StatusValue = Literal["new", "in_progress", "done", "skipped"]
STATUS_VALUES: tuple[StatusValue, ...] = ("new", "in_progress", "done", "skipped")
GOLD = "gold"

About = Literal["span", "sentiment", "opinion"]
Choice = Literal["version", "proposed", "nothing", "edited"]
DecidedBy = Literal["hand", "suggestion", "bulk"]

SENTIMENT = "sentiment"
FLAG = "flag"
NOTE = "note"
REJECTED = "rejected"


class Key(NamedTuple):
    """What names one entity of a project."""

    kind: str
    layer: str
    document: str
    id: str


@dataclass(frozen=True, slots=True)
class Author:
    """A person or a model; two people of one name are two authors."""

    kind: ClassVar[str] = "author"
    id: str
    name: str
    is_model: bool = False

    @property
    def key(self) -> Key:
        """The author's own id names them."""
        return Key(self.kind, "", "", self.id)


@dataclass(frozen=True, slots=True)
class Layer:
    """Everything one author made; `gold` is the layer that review makes."""

    kind: ClassVar[str] = "layer"
    id: str
    name: str
    author: str

    @property
    def key(self) -> Key:
        """The layer's own id names it."""
        return Key(self.kind, "", "", self.id)


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where a text was published; a document has one or more of them."""

    kind: ClassVar[str] = "appearance"
    id: str
    document: str
    title: str = ""
    ref: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    headline: tuple[int, int] | None = None
    meta: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """An appearance belongs to a document, and to no layer."""
        return Key(self.kind, "", self.document, self.id)


@dataclass(frozen=True, slots=True)
class Label:
    """A name for a kind of span. `name` is what files hold, `tag` what the reader paints, `colour` a hue
    of the theme or "#rrggbb", `key` one lower-case character or empty, `position` the order in the scheme.

    Spans refer to `id`, which never changes, so that a label can be renamed.
    """

    kind: ClassVar[str] = "label"
    id: str
    name: str
    title: str
    tag: str
    colour: str
    key_cap: str = ""
    meaning: str = ""
    position: int = 0

    @property
    def key(self) -> Key:
        """The label's own id names it."""
        return Key(self.kind, "", "", self.id)


@dataclass(frozen=True, slots=True)
class ScaleValue:
    """One step of the sentiment scale; `sign` is -1, 0 or 1."""

    name: str
    title: str
    sign: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What a scheme says beside its labels: may spans overlap; the ordinal sentiment scale, lowest first; the
    guideline in Markdown, which `guideline` reads; which aggregation proposes what gold could say.
    """

    kind: ClassVar[str] = "rules"
    name: str
    title: str
    overlap: bool = True
    question: str = ""
    scale: tuple[ScaleValue, ...] = ()
    guideline: str = ""
    aggregation: str = "majority"

    @property
    def key(self) -> Key:
        """A project has one set of rules."""
        return Key(self.kind, "", "", "scheme")


@dataclass(frozen=True, slots=True)
class Span:
    """Code points [start, end) of one document with a label, in one layer.

    `origin` names the model and its version where a suggestion was stored or accepted, and is None for what a
    person marked; `confidence` is the model's own, above 0 and at most 1. `scheme` is the clock of the scheme
    it was made under, or looked at again under; None in files that did not keep it.
    """

    kind: ClassVar[str] = "span"
    id: str
    layer: str
    document: str
    start: int
    end: int
    label: str
    origin: str | None = None
    confidence: float | None = None
    scheme: int | None = None

    @property
    def key(self) -> Key:
        """A span id is unique within its layer and document."""
        return Key(self.kind, self.layer, self.document, self.id)


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on the whole document, or on the code points [start, end) of a sentence or of other words.

    `name` says what it is: `sentiment` (a value of the scale), `flag` (its reason), `note` (its text), or
    `rejected` (the label that the words [start, end) do not get, empty for any).
    """

    kind: ClassVar[str] = "mark"
    id: str
    layer: str
    document: str
    name: str
    value: str
    start: int | None = None
    end: int | None = None

    @property
    def key(self) -> Key:
        """A mark id is unique within its layer and document."""
        return Key(self.kind, self.layer, self.document, self.id)


@dataclass(frozen=True, slots=True)
class Opinion:
    """Sentiment towards a target span: held by the author of the text, or by the holder span."""

    kind: ClassVar[str] = "opinion"
    id: str
    layer: str
    document: str
    target: str
    polarity: str
    holder: str | None = None
    expression: tuple[tuple[int, int], ...] = ()
    intensity: str | None = None

    @property
    def key(self) -> Key:
        """An opinion id is unique within its layer and document."""
        return Key(self.kind, self.layer, self.document, self.id)


@dataclass(frozen=True, slots=True)
class Status:
    """How far a document is in a layer; a document without one is new."""

    kind: ClassVar[str] = "status"
    layer: str
    document: str
    value: StatusValue

    @property
    def key(self) -> Key:
        """A document has one status in a layer."""
        return Key(self.kind, self.layer, self.document, "status")


class Said(NamedTuple):
    """What somebody says about a position: `value` is a label's id, a step of the scale, or a polarity.

    `start` and `end` are those of a span, in code points; `intensity` and `expression` those of an opinion.
    """

    value: str
    start: int | None = None
    end: int | None = None
    intensity: str | None = None
    expression: tuple[tuple[int, int], ...] = ()


class Source(NamedTuple):
    """Who says it: the layer, and the id of the span, mark or opinion in it; empty where it says nothing."""

    layer: str
    id: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing to choose, None being that nothing is here, and all who say it."""

    said: Said | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided about one position of a document; `layer` is the gold layer.

    `start` and `end` are the code points that the position covered, None for the whole article; `target` and
    `holder` are the positions of an opinion's spans. `candidates` are all that was to be chosen from, and
    `outcome` is what gold says since, under the id `made`. `guideline` is the anchor of a paragraph, `scheme`
    the clock of the scheme decided under, `model` the model and version whose suggestion was taken,
    `aggregation` what made the proposal, and `decider` the id of an author. The log knows when it was.
    """

    kind: ClassVar[str] = "decision"
    id: str
    layer: str
    document: str
    about: About
    start: int | None
    end: int | None
    candidates: tuple[Candidate, ...]
    choice: Choice
    outcome: Said | None
    made: str
    decider: str
    reason: str = ""
    guideline: str = ""
    scheme: int | None = None
    origin: DecidedBy = "hand"
    model: str | None = None
    aggregation: str = ""
    target: str | None = None
    holder: str | None = None

    @property
    def key(self) -> Key:
        """A decision id, that of its position, is unique within its layer and document."""
        return Key(self.kind, self.layer, self.document, self.id)


Entity = Author | Layer | Appearance | Label | Rules | Span | Mark | Opinion | Status | Decision
KINDS: Mapping[str, type[Entity]] = {
    cls.kind: cls for cls in (Author, Layer, Appearance, Label, Rules, Span, Mark, Opinion, Status, Decision)
}
