"""Which column of a file is what: chosen by a person, or guessed from names and contents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Final

_NAMES: Final[Mapping[str, str]] = {
    "text": "text body content contents maintext articletext articlebody bodytext fulltext article story"
    " document rawtext sentence post tweet message texto texte",
    "title": "title headline heading head headlinetext titel titre titulo subject",
    "ref": "ref id docid documentid articleid storyid newsid itemid guid uuid uri uid",
    "source": "source publisher outlet publication newspaper sitename site domain provider agency",
    "author": "author authors byline creator writer by",
    "url": "url link href permalink weburl sourceurl articleurl",
    "published": "published date publishedat publisheddate publicationdate datepublished datepublish pubdate"
    " datetime timestamp time createdat created",
    "language": "language lang languagecode locale",
    "sentiment": "sentiment polarity",
}
_SHORTEST_TEXT = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that hold a text and what is known of it; None where there is none."""

    text: str
    title: str | None = None
    ref: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    sentiment: str | None = None

    def facts(self) -> list[tuple[str, str]]:
        """Pairs of what an appearance calls it and the column, of all but text and sentiment."""
        return [(name, column) for name, column in asdict(self).items() if column and name not in _NO_FACTS]

    def chosen(self) -> list[str]:
        """The columns that are named."""
        return [column for column in asdict(self).values() if column]


_NO_FACTS = {"text", "sentiment"}
_OURS: Final = tuple(_NAMES)


def guess(names: Sequence[str], rows: Sequence[Mapping[str, object]]) -> Columns | None:
    """Which column is what, judged by the names and a few rows; None where nothing looks like text."""
    left = list(names)
    found: dict[str, str] = {}
    for what, known in _NAMES.items():
        column = _named(known.split(), left, rows if what == "text" else None)
        if what == "text":
            column = column or _longest(left, rows) or _named(known.split(), _unseen(left, rows), None)
            if column is None:
                return None
        if column is not None:
            found[what] = column
            left.remove(column)
    return Columns(**found)


def with_ours(columns: Columns, names: Sequence[str]) -> Columns:
    """The columns, and those of our own names that a later row may have though none of `names` is one."""
    said = asdict(columns)
    ours = {what: what for what in _OURS if said[what] is None and what not in (*names, *columns.chosen())}
    return Columns(**{**said, **ours})


def _named(
    known: Sequence[str], names: Sequence[str], rows: Sequence[Mapping[str, object]] | None
) -> str | None:
    by_plain_name: dict[str, str] = {}
    for name in names:
        if rows is None or any(isinstance(row.get(name), str) for row in rows):
            by_plain_name.setdefault(re.sub(r"[\W_]", "", name.lower()), name)
    return next((by_plain_name[name] for name in known if name in by_plain_name), None)


def _unseen(names: Sequence[str], rows: Sequence[Mapping[str, object]]) -> list[str]:
    """The columns of which the rows show nothing."""
    return [name for name in names if all(row.get(name) is None for row in rows)]


def _longest(names: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str | None:
    """The column with the longest prose, if any holds some."""
    lengths = {}
    for name in names:
        values = [value for row in rows if isinstance(value := row.get(name), str) and value]
        if values and any(" " in value.strip() or not value.isascii() for value in values):
            lengths[name] = fmean(len(value) for value in values)
    best = max(lengths, key=lambda name: lengths[name], default=None)
    return best if best is not None and lengths[best] >= _SHORTEST_TEXT else None
