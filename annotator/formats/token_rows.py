"""Rows of tokens and tags, as trainers of token classification load them: made from articles, and read."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from annotator.domain.exchange import AnnotatedDocument, Incoming, LeftOut, Problem
from annotator.domain.scheme import Scheme
from annotator.formats.bio import OUTSIDE, TAGGING, Tagged, decoded, encoded
from annotator.formats.facts import OURS, name_of
from annotator.formats.joining import JOINED, joined
from annotator.formats.losses import OVERLAPPING, SAID, WORDLESS, left_out
from annotator.formats.options import EDGES, Choice, ReadOptions, WriteOptions
from annotator.formats.places import id_of
from annotator.formats.rows import RowReader
from annotator.formats.tokenized import OVERLAPS, flat, on_tokens, parted

ROWS: Final = Choice(
    "rows", "A row is", {"sentences": "a sentence", "articles": "an article, however long it is"}
)
WRITE_CHOICES: Final = (ROWS, TAGGING, EDGES, OVERLAPS)
READ_CHOICES: Final = (JOINED,)
CANNOT_HOLD: Final = (*SAID, OVERLAPPING, WORDLESS, "white space", "titles, sources and dates")
TOKEN_KEYS: Final = ("tokens", "words")
TAG_KEYS: Final = ("ner_tags", "ner", "tags", "labels", "bio")
_PREFIXES: Final = {"bioes": "BIES"}


def tag_names(scheme: Scheme, tagging: str) -> list[str]:
    """All tags there can be, in the order of their numbers: outside first, then those of each label."""
    prefixes = _PREFIXES.get(tagging, "BI")
    return [OUTSIDE, *(f"{prefix}-{label.name}" for label in scheme.labels for prefix in prefixes)]


@dataclass(slots=True)
class RowMaker:
    """Makes the rows of articles and counts what is in them: rows, tokens, labels, languages."""

    scheme: Scheme
    options: WriteOptions
    rows: int = 0
    tokens: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    languages: set[str] = field(default_factory=set)

    def made(self, one: AnnotatedDocument) -> tuple[list[dict[str, Any]], list[LeftOut]]:
        """The rows of the article, and what they leave out."""
        document, choice = one.document, self.options.choice
        text, name = document.text, name_of(document)
        names = {label.id: label.name for label in self.scheme.labels}
        parts = parted(text, document.language, one.annotations.spans, "words")
        if choice(ROWS) == "articles":
            parts = [[token for part in parts for token in part]]
        rows, lost = list[dict[str, Any]](), Counter[str]()
        waiting = list(one.annotations.spans)
        for number, part in enumerate(part for part in parts if part):
            inside = [span for span in waiting if span.start < part[-1][1]]
            waiting = waiting[len(inside) :]
            placed, changed = on_tokens(text, inside, part, choice(EDGES))
            kept, overlapping = flat(placed, choice(OVERLAPS))
            lost.update(changed)
            lost.update(overlapping)
            tagged = [Tagged(each.first, each.end, names.get(each.label, each.label)) for each in kept]
            self.labels.update(each.label for each in tagged)
            rows.append(
                {
                    "id": f"{name}-{number}",
                    "document": name,
                    "tokens": [text[start:end] for start, end in part],
                    "starts": [start for start, _ in part],
                    "ner_tags": encoded(tagged, len(part), choice(TAGGING)),
                }
            )
        lost[WORDLESS] = not rows
        self._count(rows, document.language)
        return rows, left_out(one, also=lost)

    def _count(self, rows: Sequence[Mapping[str, Any]], language: str | None) -> None:
        self.rows += len(rows)
        self.tokens += sum(len(row["tokens"]) for row in rows)
        self.languages |= {language} if language else set()


def token_documents(
    found: Iterator[tuple[int, dict[str, Any]] | Problem],
    file: str,
    options: ReadOptions,
    names: Sequence[str] | None,
) -> Iterator[Incoming | Problem]:
    """The articles of numbered rows: those that follow each other and name one document are one. `names` are
    those of tags that are numbers.
    """
    reader = RowReader(file, OURS)
    article: _Article | None = None
    for one in found:
        if isinstance(one, Problem):
            yield one
            continue
        number, row = one
        sentence = _sentence(row, names)
        if isinstance(sentence, str):
            yield Problem(file, number, sentence)
            continue
        document = id_of(row.get("document"))
        if article is not None and (document is None or document != article.name):
            yield from reader.read(article.row(), article.line)
            article = None
        if article is None:
            article = _Article(number, document, id_of(row.get("id")))
        article.add(*sentence, options.choice(JOINED))
    if article is not None:
        yield from reader.read(article.row(), article.line)


@dataclass(slots=True)
class _Article:
    """An article as its sentences come."""

    line: int
    name: str | None
    id: str | None
    _texts: list[str] = field(default_factory=list)
    _length: int = 0
    _spans: list[dict[str, Any]] = field(default_factory=list)

    def add(self, tokens: Sequence[str], tags: Sequence[str], how: str) -> None:
        """Add a sentence, on a line of its own."""
        text, places = joined(tokens, how)
        for one in decoded(tags):
            start, end = self._length + places[one.first][0], self._length + places[one.end - 1][1]
            self._spans.append({"start": start, "end": end, "label": one.label})
        self._texts.append(text)
        self._length += len(text) + 1

    def row(self) -> dict[str, Any]:
        """The article as a row of our own."""
        ref = self.name or self.id
        return {"text": "\n".join(self._texts), "ref": ref, "spans": self._spans, "status": "done"}


def _sentence(row: Mapping[str, Any], names: Sequence[str] | None) -> tuple[list[str], list[str]] | str:
    """The tokens and tags of a row, or why it has none."""
    tokens = next((row[key] for key in TOKEN_KEYS if isinstance(row.get(key), list)), None)
    tags = next((row[key] for key in TAG_KEYS if isinstance(row.get(key), list)), None)
    if tokens is None or tags is None:
        return "It has no tokens, or no tags of them."
    if not all(isinstance(token, str) for token in tokens) or len(tokens) != len(tags):
        return f"Its {len(tokens)} tokens and {len(tags)} tags do not go together."
    if all(isinstance(tag, str) for tag in tags):
        return tokens, tags
    if names is None:
        return "Its tags are numbers, and nothing says of what: put the README.md of the data set beside it."
    if not all(type(tag) is int and 0 <= tag < len(names) for tag in tags):
        return f"One of its tags is none of the {len(names)} that there are."
    return tokens, [names[tag] for tag in tags]
