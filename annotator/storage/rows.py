"""How entities become rows and log bodies, and rows become entities again. The one place that converts."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import Any, Generic, TypeVar

from annotator.domain.entities import (
    Appearance,
    Author,
    Candidate,
    Decision,
    Entity,
    Key,
    Label,
    Layer,
    Mark,
    Opinion,
    Rules,
    Said,
    ScaleValue,
    Source,
    Span,
    Status,
)
from annotator.domain.proposing import MAJORITY
from annotator.errors import UserError

_E = TypeVar("_E", bound=Entity)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_KeyValues = Callable[[Key, int], tuple[Any, ...]]
_KEY_VALUES: Mapping[tuple[str, ...], _KeyValues] = {
    ("id",): lambda key, document: (key.id,),
    ("document", "id"): lambda key, document: (document, key.id),
    ("document", "layer"): lambda key, document: (document, key.layer),
    ("document", "layer", "id"): lambda key, document: (document, key.layer, key.id),
}


def _decode(text: str) -> Any:  # noqa: ANN401  (whatever the row holds)
    try:
        return json.loads(text)
    except ValueError as error:
        raise UserError("A row of the project is damaged.", hint="Open a backup.") from error


@dataclass(frozen=True, slots=True)
class Table(Generic[_E]):
    """One kind's table: how its key and its other columns are named, and how values go in and out.

    `values` gives the columns after the key, each a string, a number or None; `entity` makes the entity from
    key and columns; `key_values` gives the key's values, where the document goes by its local number.
    """

    name: str
    key_columns: tuple[str, ...]
    columns: tuple[str, ...]
    values: Callable[[_E], tuple[Any, ...]]
    entity: Callable[[Key, Sequence[Any]], _E]
    key_values: _KeyValues = field(init=False, repr=False)
    _sorted_columns: tuple[tuple[str, int], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Prepare what is done for every row."""
        places = sorted((column, place) for place, column in enumerate(self.columns))
        object.__setattr__(self, "key_values", _KEY_VALUES[self.key_columns])
        object.__setattr__(self, "_sorted_columns", tuple(places))

    @property
    def where(self) -> str:
        """The condition that finds one row by `key_values`."""
        return " and ".join(f"{column} = ?" for column in self.key_columns)

    @property
    def upsert(self) -> str:
        """The statement that writes one row, given the key's values and then the columns'."""
        names = (*self.key_columns, *self.columns)
        marks = ", ".join("?" for _ in names)
        updates = ", ".join(f"{column} = excluded.{column}" for column in self.columns)
        return (
            f"insert into {self.name} ({', '.join(names)}) values ({marks})"
            f" on conflict ({', '.join(self.key_columns)}) do update set {updates}"
        )

    def body(self, values: Sequence[Any]) -> str:
        """The whole value as the log keeps it, a JSON object; columns that are null are left out."""
        # By hand, as an encoder takes four times as long for one small object, and an import has millions.
        pairs = [
            f'"{column}":{encode_basestring(value) if isinstance(value, str) else repr(value)}'
            for column, place in self._sorted_columns
            if (value := values[place]) is not None
        ]
        return f"{{{','.join(pairs)}}}"

    def from_body(self, key: Key, body: str) -> _E:
        """The entity that the log holds."""
        columns: Mapping[str, Any] = _decode(body)
        return self.entity(key, [columns.get(column) for column in self.columns])


def _appearance(key: Key, row: Sequence[Any]) -> Appearance:
    title, ref, source, author, url, published, language, start, end, meta = row
    headline = None if start is None else (start, end)
    return Appearance(
        key.id, key.document, title, ref, source, author, url, published, language, headline, _decode(meta)
    )


def _appearance_values(one: Appearance) -> tuple[Any, ...]:
    start, end = one.headline or (None, None)
    facts = (one.title, one.ref, one.source, one.author, one.url, one.published, one.language)
    return (*facts, start, end, _encode(dict(one.meta)) if one.meta else "{}")


def _rules(key: Key, row: Sequence[Any]) -> Rules:
    name, title, overlap, question, scale, guideline, aggregation = row
    steps = tuple(ScaleValue(*value) for value in _decode(scale))
    texts = (guideline or "", aggregation or MAJORITY)  # null in an older log
    return Rules(name, title, bool(overlap), question, steps, *texts)


def _rules_values(rules: Rules) -> tuple[Any, ...]:
    scale = _encode([[value.name, value.title, value.sign] for value in rules.scale])
    names, texts = (rules.name, rules.title), (rules.guideline, rules.aggregation)
    return (*names, int(rules.overlap), rules.question, scale, *texts)


def _opinion(key: Key, row: Sequence[Any]) -> Opinion:
    target, polarity, holder, expression, intensity = row
    pieces = tuple((start, end) for start, end in _decode(expression))
    return Opinion(key.id, key.layer, key.document, target, polarity, holder, pieces, intensity)


def _opinion_values(one: Opinion) -> tuple[Any, ...]:
    return (
        one.target,
        one.polarity,
        one.holder,
        _encode([list(piece) for piece in one.expression]),
        one.intensity,
    )


def _decision(key: Key, row: Sequence[Any]) -> Decision:
    about, start, end, candidates, choice, outcome, made, decider, *rest = row
    return Decision(
        *(key.id, key.layer, key.document, about, start, end),
        tuple(
            Candidate(_said(said), tuple(Source(*source) for source in sources))
            for said, sources in _decode(candidates)
        ),
        choice,
        _said(None if outcome is None else _decode(outcome)),
        *(made, decider, *rest),
    )


def _decision_values(one: Decision) -> tuple[Any, ...]:
    candidates = _encode([[candidate.said, candidate.sources] for candidate in one.candidates])
    outcome = None if one.outcome is None else _encode(one.outcome)
    place = (one.about, one.start, one.end)
    why = (one.reason, one.guideline, one.scheme, one.origin, one.model, one.aggregation)
    return (*place, candidates, one.choice, outcome, one.made, one.decider, *why, one.target, one.holder)


def _said(values: Sequence[Any] | None) -> Said | None:
    if values is None:
        return None
    value, start, end, intensity, expression = values
    return Said(value, start, end, intensity, tuple((first, last) for first, last in expression))


_IN_LAYER = ("document", "layer", "id")

AUTHOR = Table(
    "author",
    ("id",),
    ("name", "is_model"),
    lambda one: (one.name, int(one.is_model)),
    lambda key, row: Author(key.id, row[0], bool(row[1])),
)
LAYER = Table(
    "layer",
    ("id",),
    ("name", "author"),
    lambda one: (one.name, one.author),
    lambda key, row: Layer(key.id, *row),
)
RULES = Table(
    "rules",
    ("id",),
    ("name", "title", "overlap", "question", "scale", "guideline", "aggregation"),
    _rules_values,
    _rules,
)
LABEL = Table(
    "label",
    ("id",),
    ("name", "title", "tag", "colour", "key_cap", "meaning", "position"),
    lambda one: (one.name, one.title, one.tag, one.colour, one.key_cap, one.meaning, one.position),
    lambda key, row: Label(key.id, *row),
)
APPEARANCE = Table(
    "appearance",
    ("document", "id"),
    tuple(
        [
            "title",
            "ref",
            "source",
            "author",
            "url",
            "published",
            "language",
            "headline_start",
            "headline_end",
            "meta",
        ]
    ),
    _appearance_values,
    _appearance,
)
SPAN = Table(
    "span",
    _IN_LAYER,
    ("start", "end", "label", "origin", "confidence", "scheme"),
    lambda one: (one.start, one.end, one.label, one.origin, one.confidence, one.scheme),
    lambda key, row: Span(key.id, key.layer, key.document, *row),
)
MARK = Table(
    "mark",
    _IN_LAYER,
    ("name", "value", "start", "end"),
    lambda one: (one.name, one.value, one.start, one.end),
    lambda key, row: Mark(key.id, key.layer, key.document, *row),
)
OPINION = Table(
    "opinion",
    _IN_LAYER,
    ("target", "polarity", "holder", "expression", "intensity"),
    _opinion_values,
    _opinion,
)
STATUS = Table(
    "status",
    ("document", "layer"),
    ("value",),
    lambda one: (one.value,),
    lambda key, row: Status(key.layer, key.document, row[0]),
)
DECISION = Table(
    "decision",
    _IN_LAYER,
    tuple(
        [
            *("about", "start", "end", "candidates", "choice", "outcome", "made", "decider"),
            *("reason", "guideline", "scheme", "origin", "model", "aggregation", "target", "holder"),
        ]
    ),
    _decision_values,
    _decision,
)
TABLES: Mapping[str, Table[Any]] = {
    table.name: table
    for table in (AUTHOR, LAYER, RULES, LABEL, APPEARANCE, SPAN, MARK, OPINION, STATUS, DECISION)
}
